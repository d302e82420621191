//! The words of the interface: headings, buttons, columns, hints. Both wordings stand side by side; a string that
//! lacks one does not compile. Strings with numbers or names in them are functions below the table.

use super::Language;
use super::names::cut;
use crate::model::{EventKind, Flag, Status};

macro_rules! strings {
    ($($name:ident: $chinese:literal, $english:literal;)*) => {
        /// Every fixed string of the interface.
        pub struct Words {
            $(pub $name: &'static str,)*
        }
        static CHINESE: Words = Words { $($name: $chinese,)* };
        static ENGLISH: Words = Words { $($name: $english,)* };
    };
}

/// The strings of a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

strings! {
    // The frame
    name: "明衡", "Mingheng";
    skip: "跳到正文", "Skip to the main content";
    tagline: "绩效评价计算器", "Performance assessment, explained";
    steps: "步骤", "Steps";
    step_data: "数据", "Data";
    step_indicators: "指标与规则", "Indicators and rules";
    step_results: "考核结果", "Results";
    state_waiting: "待打开", "Not open";
    state_open: "已打开", "Open";
    open_another: "打开其他", "Open another";
    private_short: "数据只在本机", "Data stay on this computer";
    theme_system: "外观：跟随系统", "Appearance: as the system";
    theme_light: "外观：浅色", "Appearance: light";
    theme_dark: "外观：深色", "Appearance: dark";
    update: "有新版本，点此更新", "Update ready: reload";
    close: "关闭说明", "Close the explanation";
    back: "返回", "Back";
    cancel: "取消", "Cancel";
    assessing: "正在计算…", "Computing…";
    drop_now: "松开鼠标，打开这些文件", "Drop to open";

    // The first page
    home: "首页", "Home";
    home_title: "每一分，都说得清来由", "Every point, accounted for";
    home_lead: "打开一份考核文件，明衡按里面的指标、规则和数据，算出每个单位的得分、名次和等次。点任何一个数字，都能看到它是怎么来的。",
        "Open an assessment. Mingheng computes every score, rank and grade from its own indicators, rules and data. Press any figure to see how it came about.";
    private: "文件只在这台电脑上读取和计算，不上传；打开网页之后，断网也能用。",
        "Files are read and computed on this computer and never leave it. Once the page has loaded, it works without a network.";
    open_own: "打开自己的文件", "Open your own";
    open_file: "打开文件", "Open a file";
    open_folder: "打开文件夹", "Open a folder";
    open_drop: "也可以直接拖到这个页面上", "or drop it anywhere on this page";
    open_kinds: "可以打开：.json 文档、.zip 压缩包，或装着 scheme.json、indicators.csv、units.csv 等表的文件夹。",
        "A .json document, a .zip archive, or a folder with scheme.json, indicators.csv, units.csv and the other tables.";
    samples: "先用示例看一看", "Or look at an example";
    samples_hint: "点一下就能看到结果。示例里的单位和数据都是编造的。", "One click shows its results. The bodies and figures in them are made up.";
    see_results: "看考核结果", "See the results";
    see_indicators: "看指标与规则", "See indicators and rules";
    not_opened: "没有打开", "Not opened";
    dismiss: "知道了", "Dismiss";
    cause_broke_down: "打开时计算中断，可能是内存不足。请关掉其他网页再试；仍不行，请把文件拆小。",
        "The computation stopped while opening it, perhaps for lack of memory. Close other pages and try again, or open a smaller file.";
    cause_not_readable: "浏览器没有读到这些文件。请确认它们没有被其他程序占用，再试一次。",
        "The browser could not read these files. See that no other program holds them, and try again.";
    cause_nothing: "里面没有文件。请选择含有考核数据的文件或文件夹。", "There are no files in it. Choose a file or folder that holds an assessment.";
    severity_error: "须改正", "Error";
    severity_warning: "请核对", "Warning";
    severity_note: "供参考", "Note";
    finding_where: "位置", "Where";
    finding_next: "怎么办", "What next";
    nothing_open: "还没有打开文档。打开一份，或先用示例看一看。", "Nothing is open yet. Open a document, or look at an example.";

    // Indicators
    indicators: "指标与规则", "Indicators and rules";
    indicators_lead: "每项指标占多少分、按什么规则得分、数据从哪里来。点一行看全部。",
        "What every indicator is worth, by which rule it earns points, and where its data come from. Press a row for more.";
    indicator: "指标", "Indicator";
    points: "分值", "Points";
    local_share: "占上级", "Of its parent";
    whole_share: "占总分", "Of the whole";
    rule: "评分标准", "Scoring rule";
    weight: "权重", "Weight";
    category: "分类", "Category";
    search_indicators: "搜索指标、口径、单位…", "Search indicators…";
    open_all: "全部展开", "Expand all";
    close_all: "全部收起", "Collapse all";
    open_branch: "展开", "Expand";
    close_branch: "收起", "Collapse";
    nothing_found: "没有找到。", "Nothing found.";
    clear_search: "清除搜索", "Clear the search";
    not_in_category: "此类不考核", "Not used";
    qualitative: "定性", "Judged";
    qualitative_long: "定性（评出来的）", "Judged (qualitative)";
    quantitative_long: "定量（量出来的）", "Measured (quantitative)";
    trace: "留痕", "Paper trail";
    trace_long: "留痕材料，不是工作结果", "Paper trail rather than outcome";
    formula: "计算式", "Formula";
    formula_symbols: "x 完成值，t 目标值，b 基数，p 分值，r 得分率。", "x is the actual value, t the target, b the base, p the points, r the share earned.";
    made_of: "由这些组成", "Made up of";
    facts: "口径与来源", "Definition and source";
    definition: "口径", "Definition";
    target: "目标值", "Target";
    unit: "计量单位", "Unit";
    direction: "方向", "Direction";
    higher_is_better: "越高越好（正向）", "Higher is better";
    lower_is_better: "越低越好（逆向）", "Lower is better";
    kind: "类型", "Kind";
    cycle: "周期", "Cycle";
    owner: "责任单位", "Responsible body";
    source: "数据来源", "Data source";
    evidence: "依据", "Evidence";
    tags: "标记", "Labels";

    // Results
    results: "考核结果", "Results";
    results_lead: "名次和等次都以公布分数为准。点任何一个数字，看它是怎么来的。",
        "Ranks and grades follow the published scores. Press any figure to see how it came about.";
    toolbar: "看哪些结果", "Which results";
    filters: "搜索与筛选", "Search and filter";
    group: "排名组", "Ranked together";
    all: "全部", "All";
    all_categories: "全部分类", "All categories";
    scheme: "权重方案", "Weights";
    declared_weights: "现行权重", "Declared weights";
    period: "周期", "Period";
    search_subjects: "搜索单位…", "Search…";
    filter_grade: "按等次筛选", "Filter by grade";
    all_grades: "全部等次", "All grades";
    filter_remark: "按情况筛选", "Filter by remark";
    all_remarks: "全部情况", "All remarks";
    dense_rows: "紧凑显示", "Dense rows";
    mean: "平均分", "Mean";
    highest_lowest: "最高 / 最低", "Highest / lowest";
    vetoed: "一票否决", "Vetoed";
    legend: "维度", "Dimensions";
    sort_by: "按此列排序", "Sort by this column";
    sort_by_dimension: "按这个维度排序", "Sort by this dimension";
    rank: "名次", "Rank";
    change: "变化", "Change";
    subject: "考核对象", "Assessed";
    published: "公布分数", "Published";
    grade: "等次", "Grade";
    adjustment: "加减分", "Adjusted";
    bonus: "加分", "Bonus";
    deduction: "扣分", "Deduction";
    not_ranked_short: "单列", "–";
    no_rows: "没有符合条件的单位。", "Nothing matches.";
    clear_filters: "清除筛选", "Clear filters";
    compared_declared: "▲▼ 与现行权重相比的名次变化", "▲▼ places gained or lost against the declared weights";
    assessment_cancelled: "已停止计算，显示的仍是原来的结果。", "Stopped. The results on show are the earlier ones.";
    compute_again: "重新计算", "Compute again";
    broke_down: "计算程序中断了，已算出的结果还在，但不能再换方案或查看新的说明。请重新打开文档。",
        "The computation stopped. What was computed is still here, but nothing new can be asked. Please open the document again.";
    open_again: "重新打开", "Open again";

    // Explanations
    explanation: "说明", "Explanation";
    crumbs: "所在位置", "You are here";
    total: "总分", "Total";
    no_figure: "无", "None";
    how_total: "总分怎么来的", "How the total adds up";
    how_node: "由这些相加", "What adds up to it";
    press_to_go_on: "点任一项继续看", "Press a line to go on";
    sum: "合计", "Sum";
    sum_unrounded: "合计（未四舍五入）", "Sum, unrounded";
    calculation: "计算过程", "Calculation";
    losses: "失分最多的地方", "Where most points were lost";
    reported: "报送的数据", "Reported data";
    by_whom: "类别", "Kind";
    value: "数值", "Value";
    base: "基数", "Base";
    count: "份数", "Count";
    source_line: "出处", "From";
    weight_path: "分值怎么定的", "How its points were set";
    weight_path_hint: "有不适用的指标时，它的分值按规则转给其他指标，所以实际分值会变。",
        "Where an indicator does not apply, its points go to others, so effective points can differ from declared ones.";
    node: "项目", "Item";
    declared: "设定分值", "Declared";
    effective: "实际分值", "Effective";
    events: "加减分与否决事项", "Bonuses, deductions and vetoes";
    neighbours: "前后对象", "Neighbours";
    previous_subject: "上一个", "Previous";
    next_subject: "下一个", "Next";
    then: "，则", "then";
    otherwise: "，否则", "otherwise";
    or_else: "，无值时取", ", or else";
    print: "打印这一页", "Print this page";
    copy_link: "复制链接", "Copy link";
    link_copied: "链接已复制。", "Link copied.";
    link_not_copied: "没能复制，请从地址栏复制。", "Could not copy; please copy from the address bar.";
}

// ---- counts ----

/// `40 个考核对象 · 37 项指标`.
pub fn counted(language: Language, subjects: u32, indicators: u32) -> String {
    let (subjects_en, indicators_en) = (many(subjects, "subject"), many(indicators, "indicator"));
    say!(language, "{subjects} 个考核对象 · {indicators} 项指标", "{subjects_en} · {indicators_en}")
}

fn many(count: u32, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Findings of the open document, in the rail.
pub fn remarks_short(language: Language, count: u32) -> String {
    say!(language, "{count} 处提醒", "{count} to check")
}

/// Findings of the open document.
pub fn remarks(language: Language, count: u32) -> String {
    let things = many(count, "thing");
    say!(language, "打开时有 {count} 处提醒", "{things} to check in this document")
}

/// Findings that are not listed.
pub fn more_findings(language: Language, count: u32) -> String {
    say!(language, "还有 {count} 处，改好上面的再打开就能看到。", "{count} more; mend these and open it again to see them.")
}

/// Rows left after filters.
pub fn rows_shown(language: Language, shown: u32, of: u32) -> String {
    say!(language, "显示 {shown} / 共 {of}", "Showing {shown} of {of}")
}

/// Indicators left after a search.
pub fn indicators_found(language: Language, shown: u32, of: u32) -> String {
    say!(language, "找到 {shown} / 共 {of} 项", "{shown} of {of} indicators")
}

/// Steps that are folded away.
pub fn steps_count(language: Language, count: u32) -> String {
    say!(language, "展开 {count} 步", "Show {count} steps")
}

// ---- what happened ----

/// A document was opened.
pub fn opened(language: Language, title: &str, subjects: u32, indicators: u32) -> String {
    let counted = counted(language, subjects, indicators);
    say!(language, "已打开：{title}，{counted}", "Opened: {title}, {counted}")
}

/// A document is being opened.
pub fn opening(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "正在打开：{title}", "Opening {title}")
}

/// A document was not opened.
pub fn refused(language: Language, title: &str, findings: u32) -> String {
    let problems = many(findings, "problem");
    say!(language, "没有打开“{title}”，有 {findings} 处要改", "“{title}” was not opened: {problems}")
}

/// The head of the findings.
pub fn not_opened(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "“{title}”没有打开", "“{title}” was not opened")
}

/// The open document was not touched.
pub fn still_open(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "已经打开的“{title}”没有变。", "“{title}” is still open and has not changed.")
}

/// An opening was cancelled.
pub fn opening_cancelled(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "已取消打开“{title}”", "Opening “{title}” was cancelled")
}

/// Results are there.
pub fn assessed(language: Language, subjects: u32) -> String {
    let subjects_en = many(subjects, "subject");
    say!(language, "已算出 {subjects} 个考核对象的结果", "Results for {subjects_en}")
}

/// An address leads nowhere.
pub fn nothing_there(language: Language, what: &str) -> String {
    let what = cut(what);
    say!(language, "这份文档里没有“{what}”。", "There is no “{what}” in this document.")
}

// ---- results ----

/// A category's name; a lone letter or number does not say what it is.
pub fn category_name(language: Language, name: &str) -> String {
    if name.chars().count() <= 2 && name.chars().all(|c| c.is_ascii_alphanumeric()) {
        say!(language, "{name} 类", "Category {name}")
    } else {
        name.to_owned()
    }
}

/// The places of the top grade.
pub fn places(language: Language, grade: &str) -> String {
    say!(language, "{grade}名额", "{grade}, places taken")
}

/// A share behind a number of places.
pub fn share_of(language: Language, share: &str) -> String {
    say!(language, "（{share}）", "({share})")
}

/// The head of the bars.
pub fn made_up(language: Language, scale: &str) -> String {
    say!(language, "构成（满分 {scale}）", "Made up of (out of {scale})")
}

/// A bar, read aloud.
pub fn bar_of(language: Language, total: &str) -> String {
    say!(language, "各维度合计 {total} 分", "Dimensions, {total} in all")
}

/// A dimension of a bar.
pub fn dimension_figure(language: Language, name: &str, figure: &str, possible: &str) -> String {
    say!(language, "{name} {figure} / {possible}", "{name} {figure} / {possible}")
}

/// Places gained or lost, read aloud.
pub fn change(language: Language, places: i32) -> String {
    let distance = places.unsigned_abs();
    let places_en = many(distance, "place");
    match places {
        0 => say!(language, "名次不变", "rank unchanged"),
        1.. => say!(language, "上升 {distance} 名", "up {places_en}"),
        _ => say!(language, "下降 {distance} 名", "down {places_en}"),
    }
}

/// What the arrows compare with.
pub fn compared_scheme(language: Language, scheme: &str) -> String {
    say!(language, "▲▼ 与“{scheme}”相比的名次变化", "▲▼ places gained or lost against “{scheme}”")
}

/// The spread of the totals, read aloud.
pub fn histogram(language: Language, low: &str, high: &str) -> String {
    say!(language, "分数分布，从 {low} 到 {high}", "Spread of the totals, from {low} to {high}")
}

/// One step of the spread.
pub fn histogram_step(language: Language, from: &str, to: &str, count: u32) -> String {
    say!(language, "{from}–{to}：{count} 个", "{from}–{to}: {count}")
}

/// What rows can be filtered by, by the word of the address.
pub fn remark(language: Language, word: &str) -> String {
    match word {
        "veto" => say!(language, "一票否决", "Vetoed"),
        "bar" => say!(language, "一票否优", "Barred from the top grade"),
        "quota" => say!(language, "超出名额", "Outside the quota"),
        "deduction" => say!(language, "有扣分", "With deductions"),
        "bonus" => say!(language, "有加分", "With bonuses"),
        "exempt" => say!(language, "容错免扣", "Tolerated"),
        "missing" => say!(language, "缺报", "Not reported"),
        "partial" => say!(language, "部分缺报", "Partly reported"),
        "na" => say!(language, "不适用", "Not applicable"),
        other => other.to_owned(),
    }
}

/// A remark beside a result, in a word or two.
pub fn flag_short(language: Language, flag: &Flag) -> String {
    match flag {
        Flag::NotApplicable => say!(language, "不适用", "n/a"),
        Flag::Missing => say!(language, "缺报", "missing"),
        Flag::Partial => say!(language, "部分缺报", "partial"),
        Flag::Quota => say!(language, "名额外", "quota"),
        Flag::Bar(_) => say!(language, "否优", "barred"),
        Flag::Veto(_) => say!(language, "否决", "veto"),
        Flag::Exempt(_) => say!(language, "容错", "tolerated"),
        Flag::BonusCapped | Flag::DeductionCapped => say!(language, "封顶", "capped"),
    }
}

// ---- explanations ----

/// `第 4 名 / 18`.
pub fn rank_of(language: Language, rank: u32, members: u32) -> String {
    say!(language, "第 {rank} 名 / {members}", "Rank {rank} of {members}")
}

/// The grade the score alone would have given.
pub fn grade_by_score(language: Language, grade: &str) -> String {
    say!(language, "按分数为{grade}", "{grade} by score alone")
}

/// What could have been earned.
pub fn out_of(language: Language, points: &str) -> String {
    say!(language, "/ {points} 分", "of {points} points")
}

/// Share of the points that was earned.
pub fn share_earned(language: Language, percent: &str) -> String {
    say!(language, "得分率 {percent}", "{percent} earned")
}

/// All points lost below a node.
pub fn lost_altogether(language: Language, points: &str) -> String {
    say!(language, "共失 {points} 分", "{points} points in all")
}

/// The total of one stage.
pub fn stage_total(language: Language, period: &str) -> String {
    let english = capital(period);
    say!(language, "{period}总分", "Total of {english}")
}

/// A file and a line.
pub fn file_line(language: Language, file: &str, line: u32) -> String {
    match line {
        0 => file.to_owned(),
        _ => say!(language, "{file} 第 {line} 行", "{file}, line {line}"),
    }
}

/// Why there is no number.
pub fn status(language: Language, status: Status) -> &'static str {
    let (chinese, english) = match status {
        Status::Scored => ("—", "—"),
        Status::Missing => ("缺报", "Not reported"),
        Status::NotApplicable => ("不适用", "Not applicable"),
        Status::Invalid => ("未采用", "Not accepted"),
        Status::Withheld => ("不公开", "Withheld"),
    };
    pick(language, chinese, english)
}

/// What an event does.
pub fn event_kind(language: Language, kind: EventKind) -> &'static str {
    let (chinese, english) = match kind {
        EventKind::Bonus => ("加分", "Bonus"),
        EventKind::Deduction => ("扣分", "Deduction"),
        EventKind::Veto => ("一票否决", "Veto"),
        EventKind::Bar => ("一票否优", "Bar from the top grade"),
    };
    pick(language, chinese, english)
}

/// The points of an event, with their sign; vetoes have none.
pub fn event_points(kind: EventKind, points: f64) -> String {
    match kind {
        EventKind::Bonus => format!("+{}", super::plain(points)),
        EventKind::Deduction => super::plain(-points),
        EventKind::Veto | EventKind::Bar => String::new(),
    }
}

/// The name of a function in a formula.
pub fn function(language: Language, name: &str) -> String {
    let (chinese, english) = match name {
        "clamp" => ("限于", "limit"),
        "round" => ("四舍五入", "round"),
        "round_even" => ("四舍六入五成双", "round to even"),
        "floor" => ("取整", "whole part"),
        "min" => ("取小", "min"),
        "max" => ("取大", "max"),
        "if" => ("若", "if"),
        "else" => ("有则取，无则", "first known"),
        "steps" => ("达到即得", "steps up"),
        "steps_down" => ("不超即得", "steps down"),
        "line" => ("按折线", "line"),
        "present" => ("有数", "present"),
        "applies" => ("适用", "applies"),
        "peer_min" => ("同类最低", "peer minimum"),
        "peer_max" => ("同类最高", "peer maximum"),
        "peer_mean" => ("同类平均", "peer mean"),
        "peer_sum" => ("同类合计", "peer sum"),
        "peer_count" => ("同类个数", "peer count"),
        "peer_rank" => ("同类名次", "peer rank"),
        other => return other.to_owned(),
    };
    pick(language, chinese, english).to_owned()
}

/// A word inside a formula; none: it is a symbol.
pub fn word(language: Language, name: &str) -> Option<&'static str> {
    let (chinese, english) = match name {
        "missing" => ("缺报", "missing"),
        "na" => ("不适用", "n/a"),
        "invalid" => ("未采用", "not accepted"),
        "withheld" => ("不公开", "withheld"),
        "and" => ("且", "and"),
        "or" => ("或", "or"),
        "not" => ("非", "not"),
        "else" => ("其余", "else"),
        "high" => ("从高到低", "highest first"),
        "low" => ("从低到高", "lowest first"),
        "ties" => ("并列", "ties"),
        _ => return None,
    };
    Some(pick(language, chinese, english))
}

/// The title of the browser's window, from the particular to the general.
pub fn titled(language: Language, parts: &[Option<String>]) -> String {
    let own = words(language).name.to_owned();
    parts.iter().flatten().chain([&own]).cloned().collect::<Vec<_>>().join(" · ")
}

/// With a capital at the beginning.
pub fn capital(text: &str) -> String {
    super::names::capitalised(text)
}

fn pick(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(Language::English, 1, 37), "1 subject · 37 indicators");
        assert_eq!(counted(Language::Chinese, 40, 37), "40 个考核对象 · 37 项指标");
        assert_eq!(change(Language::English, -1), "down 1 place");
    }

    #[test]
    fn nothing_in_english_is_chinese() {
        let chinese = |text: &str| text.chars().any(|c| ('\u{3000}'..='\u{9fff}').contains(&c) || c > '\u{ff00}');
        for name in ["clamp", "steps", "peer_rank", "round_even", "else"] {
            assert!(!chinese(&function(Language::English, name)), "{name}");
        }
        for status in Status::ALL {
            assert!(!chinese(super::status(Language::English, status)));
        }
        assert!(!chinese(&titled(Language::English, &[None])));
    }
}
