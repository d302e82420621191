//! Charts as drawings of their own (SVG text): title, legend, source and a description stand inside, so that a saved
//! picture says by itself what it shows. Knows lengths and colours, no words.

/// Colours of dimensions, as the light theme has them; after the last one they repeat.
const COLOURS: [&str; 8] = ["#14506b", "#3d7d7e", "#976f1d", "#7f6094", "#65717b", "#56703a", "#96577a", "#4b62a0"];
const BONUS: &str = "#1b6344";
const LOSS: &str = "#a8321f";
const INK: &str = "#1d2327";
const PALE: &str = "#62696e";
const RULE: &str = "#dedbd2";
const FONT: &str = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif";

/// The whole drawing, in pixels.
const WIDTH: f64 = 960.0;
const MARGIN: f64 = 24.0;
/// Room for names on the left and totals on the right of the bars.
const NAMES: f64 = 190.0;
const TOTALS: f64 = 132.0;
const ROW: f64 = 24.0;
const BAR: f64 = 14.0;

/// A bar chart of totals: one bar per subject, one segment per dimension.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    pub title: String,
    /// Below the title: category, scheme, period.
    pub subtitle: String,
    /// At the foot: where the numbers come from, and when.
    pub source: String,
    /// For those who cannot see it.
    pub described: String,
    /// Names of the dimensions.
    pub legend: Vec<String>,
    /// Names of bonus and deduction in the legend.
    pub bonus: String,
    pub loss: String,
    /// The length of a whole bar.
    pub full: f64,
    pub rows: Vec<Bar>,
}

/// One subject.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Rank, or empty.
    pub rank: String,
    pub name: String,
    /// Scores by dimension.
    pub scores: Vec<f64>,
    pub bonus: f64,
    pub deduction: f64,
    /// As published.
    pub total: String,
    /// The grade's name.
    pub grade: String,
}

/// Draws it.
pub fn bars(chart: &Bars) -> String {
    let mut legend: Vec<(String, &str)> =
        chart.legend.iter().enumerate().map(|(k, name)| (name.clone(), COLOURS[k % COLOURS.len()])).collect();
    if chart.rows.iter().any(|row| row.bonus > 0.0) {
        legend.push((chart.bonus.clone(), BONUS));
    }
    if chart.rows.iter().any(|row| row.deduction > 0.0) {
        legend.push((chart.loss.clone(), LOSS));
    }
    let (keys, lines) = place_keys(&legend);
    let head = 78.0 + lines as f64 * 20.0;
    let height = head + chart.rows.len() as f64 * ROW + 52.0;
    let room = WIDTH - 2.0 * MARGIN - NAMES - TOTALS;
    let longest = chart.rows.iter().map(|row| row.scores.iter().sum::<f64>() + row.bonus).fold(chart.full, f64::max);
    let scale = if longest > 0.0 { room / longest } else { 0.0 };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height:.0}\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-labelledby=\"chart-title chart-desc\" font-family=\"{FONT}\" font-size=\"12\"><title id=\"chart-title\">{}</title><desc id=\"chart-desc\">{}</desc><rect width=\"{WIDTH}\" height=\"{height:.0}\" fill=\"#fffefb\"/>",
        escaped(&chart.title),
        escaped(&chart.described)
    );
    text(
        &mut out,
        (MARGIN, 34.0),
        &format!("font-size=\"18\" font-weight=\"700\" fill=\"{INK}\""),
        &cut(&chart.title, 48.0),
    );
    text(&mut out, (MARGIN, 56.0), &format!("fill=\"{PALE}\""), &cut(&chart.subtitle, 74.0));
    for (x, y, name, colour) in keys {
        out.push_str(&format!(
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"11\" height=\"11\" rx=\"2\" fill=\"{colour}\"/>",
            y - 10.0
        ));
        text(&mut out, (x + 16.0, y), &format!("fill=\"{INK}\""), &name);
    }
    for (k, row) in chart.rows.iter().enumerate() {
        let top = head + k as f64 * ROW;
        let line = top + BAR - 2.5;
        text(&mut out, (MARGIN + 26.0, line), &format!("text-anchor=\"end\" fill=\"{PALE}\""), &row.rank);
        text(&mut out, (MARGIN + 36.0, line), &format!("fill=\"{INK}\""), &cut(&row.name, 12.5));
        let mut x = MARGIN + NAMES;
        let colours = (0..row.scores.len()).map(|k| COLOURS[k % COLOURS.len()]).chain([BONUS]);
        for (score, colour) in row.scores.iter().chain([&row.bonus]).zip(colours) {
            let width = (score.max(0.0) * scale).min(room);
            if width > 0.0 {
                out.push_str(&format!(
                    "<rect x=\"{x:.2}\" y=\"{top:.1}\" width=\"{width:.2}\" height=\"{BAR}\" fill=\"{colour}\" stroke=\"#fffefb\" stroke-width=\"0.6\"/>"
                ));
            }
            x += width;
        }
        if row.deduction > 0.0 {
            let width = (row.deduction * scale).min(x - MARGIN - NAMES);
            out.push_str(&format!(
                "<rect x=\"{:.2}\" y=\"{top:.1}\" width=\"{width:.2}\" height=\"{BAR}\" fill=\"#fffefb\" fill-opacity=\"0.75\" stroke=\"{LOSS}\" stroke-width=\"1.2\"/>",
                x - width
            ));
        }
        let right = WIDTH - MARGIN - TOTALS;
        text(
            &mut out,
            (right + 62.0, line),
            &format!("text-anchor=\"end\" font-weight=\"600\" fill=\"{INK}\""),
            &row.total,
        );
        text(&mut out, (right + 72.0, line), &format!("fill=\"{PALE}\""), &cut(&row.grade, 5.0));
    }
    let foot = height - 18.0;
    out.push_str(&format!("<path d=\"M{MARGIN} {:.1}H{:.1}\" stroke=\"{RULE}\"/>", foot - 18.0, WIDTH - MARGIN));
    text(&mut out, (MARGIN, foot), &format!("font-size=\"11\" fill=\"{PALE}\""), &cut(&chart.source, 80.0));
    out.push_str("</svg>");
    out
}

/// Where the keys of the legend stand, and how many lines they take.
fn place_keys<'a>(legend: &[(String, &'a str)]) -> (Vec<(f64, f64, String, &'a str)>, usize) {
    let (mut x, mut line) = (MARGIN, 0_usize);
    let keys = legend
        .iter()
        .map(|(name, colour)| {
            let name = cut(name, 16.0);
            let width = 16.0 + length(&name) * 12.0 + 20.0;
            if x + width > WIDTH - MARGIN && x > MARGIN {
                x = MARGIN;
                line += 1;
            }
            let key = (x, 80.0 + line as f64 * 20.0, name, *colour);
            x += width;
            key
        })
        .collect();
    (keys, line + 1)
}

fn text(out: &mut String, (x, y): (f64, f64), attributes: &str, content: &str) {
    if !content.is_empty() {
        out.push_str(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" {attributes}>{}</text>", escaped(content)));
    }
}

/// About how long a text is, in widths of a Chinese character.
fn length(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.56 } else { 1.0 }).sum()
}

/// At most so long; what is cut off is marked.
fn cut(text: &str, most: f64) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if length(&kept) + 2.0 > most {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// Text inside a drawing or a page: nothing in it is taken for a tag.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML has no place for these.
            c if c.is_control() && c != '\n' && c != '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Bars {
        let row = |name: &str, scores: [f64; 2], bonus: f64, deduction: f64| Bar {
            rank: "1".to_owned(),
            name: name.to_owned(),
            scores: scores.to_vec(),
            bonus,
            deduction,
            total: "90.00".to_owned(),
            grade: "优秀".to_owned(),
        };
        Bars {
            title: "<考核> & \"结果\"".to_owned(),
            source: "数据来源：某市".to_owned(),
            legend: vec!["重点工作".to_owned(), "服务".to_owned()],
            bonus: "加分".to_owned(),
            loss: "扣分".to_owned(),
            full: 100.0,
            rows: vec![row("甲", [60.0, 30.0], 0.0, 0.0), row("乙", [50.0, 25.0], 2.0, 1.0)],
            ..Bars::default()
        }
    }

    /// Values of an attribute of the bars, in order.
    fn widths(svg: &str) -> Vec<f64> {
        svg.split("<rect x=\"")
            .skip(1)
            .filter(|part| part.contains("height=\"14\"") && !part.contains("fill-opacity"))
            .filter_map(|part| part.split("width=\"").nth(1)?.split('"').next()?.parse().ok())
            .collect()
    }

    #[test]
    fn lengths_are_in_proportion_to_scores() {
        let widths = widths(&bars(&chart()));
        assert_eq!(widths.len(), 5, "two dimensions twice and one bonus");
        let unit = widths[0] / 60.0;
        for (width, score) in widths.iter().zip([60.0, 30.0, 50.0, 25.0, 2.0]) {
            assert!((width - score * unit).abs() < 0.02, "{width} is not {score} long");
        }
    }

    #[test]
    fn title_legend_and_source_stand_inside_and_text_stays_text() {
        let svg = bars(&chart());
        for inside in ["重点工作", "服务", "加分", "扣分", "数据来源：某市", "&lt;考核&gt; &amp; &quot;结果&quot;"]
        {
            assert!(svg.contains(inside), "{inside} is lacking");
        }
        assert!(!svg.contains("<考核>"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn a_chart_of_nothing_is_still_a_drawing() {
        let svg = bars(&Bars::default());
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("NaN"));
    }

    #[test]
    fn long_names_are_cut_and_marked() {
        assert_eq!(cut("一二三四五六", 4.0), "一二三…");
        assert_eq!(cut("abc", 4.0), "abc");
    }
}
