//! Names as they are compared: widths, blanks and case never make two names of one; anything more is only likeness.

use std::collections::BTreeMap;

/// The same name however it was typed: half-width, lower case, without blanks.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        // Chinese letters, by far the most, have neither width nor case.
        if ('\u{3041}'..='\u{9fff}').contains(&letter) {
            folded.push(simple(letter));
            continue;
        }
        let letter = half(letter);
        if letter.is_ascii() {
            if !letter.is_whitespace() {
                folded.push(letter.to_ascii_lowercase());
            }
        } else if !letter.is_whitespace() {
            folded.extend(letter.to_lowercase());
        }
    }
    folded
}

/// Letters of headings as they are written in Hong Kong and Taiwan, each with the one used elsewhere; in order.
const TRADITIONAL: [(char, char); 178] = [
    ('來', '来'),
    ('個', '个'),
    ('備', '备'),
    ('億', '亿'),
    ('優', '优'),
    ('內', '内'),
    ('別', '别'),
    ('則', '则'),
    ('劃', '划'),
    ('動', '动'),
    ('務', '务'),
    ('勞', '劳'),
    ('區', '区'),
    ('參', '参'),
    ('員', '员'),
    ('單', '单'),
    ('圓', '圆'),
    ('團', '团'),
    ('報', '报'),
    ('學', '学'),
    ('實', '实'),
    ('審', '审'),
    ('對', '对'),
    ('導', '导'),
    ('屬', '属'),
    ('師', '师'),
    ('強', '强'),
    ('從', '从'),
    ('態', '态'),
    ('應', '应'),
    ('懷', '怀'),
    ('戶', '户'),
    ('掃', '扫'),
    ('揚', '扬'),
    ('換', '换'),
    ('損', '损'),
    ('擊', '击'),
    ('擔', '担'),
    ('據', '据'),
    ('攜', '携'),
    ('敵', '敌'),
    ('數', '数'),
    ('斷', '断'),
    ('時', '时'),
    ('書', '书'),
    ('東', '东'),
    ('業', '业'),
    ('構', '构'),
    ('標', '标'),
    ('機', '机'),
    ('權', '权'),
    ('歲', '岁'),
    ('歷', '历'),
    ('歸', '归'),
    ('減', '减'),
    ('準', '准'),
    ('滿', '满'),
    ('濟', '济'),
    ('灣', '湾'),
    ('為', '为'),
    ('無', '无'),
    ('爭', '争'),
    ('獎', '奖'),
    ('環', '环'),
    ('產', '产'),
    ('療', '疗'),
    ('發', '发'),
    ('碼', '码'),
    ('稅', '税'),
    ('稱', '称'),
    ('簽', '签'),
    ('紀', '纪'),
    ('約', '约'),
    ('紅', '红'),
    ('純', '纯'),
    ('級', '级'),
    ('細', '细'),
    ('終', '终'),
    ('組', '组'),
    ('結', '结'),
    ('絡', '络'),
    ('給', '给'),
    ('統', '统'),
    ('經', '经'),
    ('綜', '综'),
    ('綠', '绿'),
    ('維', '维'),
    ('網', '网'),
    ('緊', '紧'),
    ('線', '线'),
    ('編', '编'),
    ('練', '练'),
    ('縣', '县'),
    ('縮', '缩'),
    ('總', '总'),
    ('績', '绩'),
    ('織', '织'),
    ('繫', '系'),
    ('繳', '缴'),
    ('續', '续'),
    ('罰', '罚'),
    ('義', '义'),
    ('聯', '联'),
    ('聲', '声'),
    ('職', '职'),
    ('聽', '听'),
    ('臺', '台'),
    ('與', '与'),
    ('萬', '万'),
    ('藥', '药'),
    ('處', '处'),
    ('號', '号'),
    ('術', '术'),
    ('衛', '卫'),
    ('補', '补'),
    ('規', '规'),
    ('觀', '观'),
    ('計', '计'),
    ('訊', '讯'),
    ('記', '记'),
    ('訪', '访'),
    ('設', '设'),
    ('註', '注'),
    ('評', '评'),
    ('詢', '询'),
    ('試', '试'),
    ('話', '话'),
    ('該', '该'),
    ('誤', '误'),
    ('說', '说'),
    ('調', '调'),
    ('諮', '咨'),
    ('護', '护'),
    ('負', '负'),
    ('財', '财'),
    ('貨', '货'),
    ('責', '责'),
    ('費', '费'),
    ('貼', '贴'),
    ('資', '资'),
    ('質', '质'),
    ('購', '购'),
    ('車', '车'),
    ('輛', '辆'),
    ('輸', '输'),
    ('辦', '办'),
    ('農', '农'),
    ('週', '周'),
    ('運', '运'),
    ('達', '达'),
    ('選', '选'),
    ('鄉', '乡'),
    ('醫', '医'),
    ('釋', '释'),
    ('銷', '销'),
    ('錄', '录'),
    ('鍵', '键'),
    ('鎮', '镇'),
    ('鐵', '铁'),
    ('長', '长'),
    ('門', '门'),
    ('開', '开'),
    ('間', '间'),
    ('關', '关'),
    ('隊', '队'),
    ('際', '际'),
    ('電', '电'),
    ('項', '项'),
    ('領', '领'),
    ('頻', '频'),
    ('題', '题'),
    ('額', '额'),
    ('類', '类'),
    ('驗', '验'),
    ('體', '体'),
    ('點', '点'),
    ('黨', '党'),
    ('齊', '齐'),
];

/// The letter as it is written on the mainland, of those that stand in headings: 標 and 标 make no two names.
fn simple(letter: char) -> char {
    TRADITIONAL.binary_search_by_key(&letter, |(old, _)| *old).map_or(letter, |at| TRADITIONAL[at].1)
}

/// A letter at half width.
fn half(letter: char) -> char {
    match letter {
        '〔' | '【' | '［' | '[' => '(',
        '〕' | '】' | '］' | ']' => ')',
        '、' => ',',
        '−' | '–' => '-',
        '\u{3000}' | '\u{a0}' | '\u{feff}' | '\u{200b}' => ' ',
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        other => other,
    }
}

/// What is left when everything that people forget is taken away too.
fn bare(text: &str) -> Vec<char> {
    fold(text).chars().filter(|letter| letter.is_alphanumeric() && *letter != '的').collect()
}

/// A folded heading without what stands in brackets, and what stands there.
pub(super) fn without_brackets(folded: &str) -> (String, String) {
    let mut outside = String::new();
    let mut inside = String::new();
    let mut depth = 0;
    for letter in folded.chars() {
        match letter {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => inside.push(letter),
            other => outside.push(other),
        }
    }
    (outside, inside)
}

/// How alike two names are, 0..=1: the share of pairs of neighbouring letters that both have.
fn likeness(one: &[char], other: &[char]) -> f64 {
    if one == other {
        return 1.0;
    }
    if one.len() < 2 || other.len() < 2 {
        return 0.0;
    }
    let mut pairs: BTreeMap<(char, char), i32> = BTreeMap::new();
    for pair in one.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    let mut both = 0;
    for pair in other.windows(2) {
        if let Some(left) = pairs.get_mut(&(pair[0], pair[1])).filter(|left| **left > 0) {
            *left -= 1;
            both += 1;
        }
    }
    f64::from(2 * both) / (one.len() + other.len() - 2) as f64
}

/// Whether at most one letter must be put in, taken out or replaced.
fn one_apart(one: &[char], other: &[char]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    one.len().max(other.len()) - end <= 1
}

/// Whether two names count differently, or lie on different sides: 第一小学 and 第二小学, 城东街道 and 城西街道. However
/// like they are, they are two.
fn told_apart(one: &[char], other: &[char]) -> bool {
    const FIGURES: &str = "零〇一二三四五六七八九十百甲乙丙丁";
    const SIDES: [&str; 7] = ["东西南北中", "上中下", "左右", "前后", "内外", "进出", "新老旧"];
    let figures = |name: &[char]| -> Vec<char> {
        name.iter().copied().filter(|letter| letter.is_ascii_digit() || FIGURES.contains(*letter)).collect()
    };
    let (counted, counting) = (figures(one), figures(other));
    if !counted.is_empty() && !counting.is_empty() && counted != counting {
        return true;
    }
    let mut differing = one.iter().zip(other).filter(|(a, b)| a != b);
    let (first, second) = (differing.next(), differing.next());
    let side = |(a, b): (&char, &char)| SIDES.iter().any(|side| side.contains(*a) && side.contains(*b));
    one.len() == other.len() && second.is_none() && first.is_some_and(side)
}

/// Names among which one that is almost the same can be looked for.
#[derive(Default)]
pub(super) struct Names {
    names: Vec<(Vec<char>, usize)>,
    /// Letters that may still be compared: a table of strangers must not take forever.
    left: usize,
}

/// Letters that all searches among some names may compare.
const WORK: usize = 16_000_000;
/// Longer texts are no names: nobody mistypes a sentence.
const LONGEST_NAME: usize = 64;

impl Names {
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Names {
        let mut all = Names { names: Vec::new(), left: WORK };
        names.enumerate().for_each(|(at, name)| all.push(name, at));
        all
    }

    /// One more name.
    pub fn push(&mut self, name: &str, at: usize) {
        let name = bare(name);
        if name.len() <= LONGEST_NAME {
            self.names.push((name, at));
        }
    }

    /// The letters of a name that may be looked for; none: it is no name, or too much was compared already.
    fn wanted(&mut self, name: &str) -> Option<Vec<char>> {
        let wanted = bare(name);
        let fits = (2..=LONGEST_NAME).contains(&wanted.len());
        self.left = if fits { self.left.checked_sub(self.names.len())? } else { self.left };
        fits.then_some(wanted)
    }

    /// The place of the name that is most like this one, if it is like enough to be meant.
    pub fn nearest(&mut self, name: &str) -> Option<usize> {
        let wanted = self.wanted(name)?;
        let mut best: Option<(f64, usize)> = None;
        for (known, at) in &self.names {
            // Of names of so different lengths no seven tenths can be the same.
            if wanted.len().min(known.len()) * 27 < wanted.len().max(known.len()) * 14 {
                continue;
            }
            self.left = self.left.checked_sub(wanted.len() + known.len())?;
            if told_apart(&wanted, known) {
                continue;
            }
            let alike = likeness(&wanted, known);
            // 民政局 and 财政局 are two offices: one letter of three makes another name.
            let close = known.len().min(wanted.len()) >= 4 && one_apart(&wanted, known);
            let score = if close { alike.max(0.75) } else { alike };
            if score >= 0.7 && best.is_none_or(|(other, _)| score > other) {
                best = Some((score, *at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// The only name of which this is a short one: 教体局 of 示例县教育和体育局, 组织部 of 中共示例县委组织部.
    pub fn shortened(&mut self, name: &str) -> Option<usize> {
        let wanted = self.wanted(name)?;
        self.only(|known| shortens(&wanted, known) && !told_apart(&wanted, known))
    }

    /// The only name that is a short one of this.
    pub fn lengthened(&mut self, name: &str) -> Option<usize> {
        let wanted = self.wanted(name)?;
        self.only(|known| shortens(known, &wanted) && !told_apart(&wanted, known))
    }

    fn only(&self, fits: impl Fn(&[char]) -> bool) -> Option<usize> {
        let mut found = self.names.iter().filter(|(known, _)| fits(known));
        let (first, second) = (found.next(), found.next());
        first.filter(|_| second.is_none()).map(|(_, at)| *at)
    }
}

/// Whether a name is the other without some of its letters, and ends like it.
fn shortens(short: &[char], long: &[char]) -> bool {
    let mut letters = long.iter();
    short.len() >= 3
        && long.len() > short.len()
        && long.last() == short.last()
        && short.iter().all(|letter| letters.any(|other| other == letter))
}

/// How like two texts are, for the names of columns.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    one == other || (likeness(&one, &other) >= 0.7 && !told_apart(&one, &other))
}

/// Whether a text only counts: 1, 一, （二）, 3.1, A1.
pub(super) fn counts(text: &str) -> bool {
    let plain = fold(text);
    let plain = plain.trim_matches(['(', ')', '.', ',', '、']);
    !plain.is_empty()
        && plain.chars().count() <= 6
        && plain.chars().all(|letter| letter.is_ascii_digit() || "一二三四五六七八九十百.-".contains(letter))
}

/// Whether a name is no name: 50%, 60.
pub(super) fn only_a_number(name: &str) -> bool {
    crate::edit::typed::number(name, true).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_blanks_and_case_do_not_make_another_name() {
        assert_eq!(fold("市 教育局（机关）"), fold("市教育局(机关)"));
        assert_eq!(fold("ＰＭ2.5 平均浓度"), fold("PM２．５平均浓度"));
        assert_ne!(fold("市教育局"), fold("市教育厅"));
    }

    #[test]
    fn a_name_with_one_wrong_letter_is_almost_the_same_and_another_office_is_not() {
        let mut names = Names::new(["市教育局", "市审计局", "市统计局", "市文化广电旅游局"].into_iter());
        assert_eq!(names.nearest("市审记局"), Some(1));
        assert_eq!(names.nearest("市文化广电和旅游局"), Some(3));
        assert_eq!(names.nearest("市气象中心"), None);
        assert_eq!(Names::new(["财政局"].into_iter()).nearest("民政局"), None);
        assert_eq!(names.nearest("夜间经济活跃度"), None);
    }

    #[test]
    fn one_letter_put_in_taken_out_or_replaced_is_one_apart() {
        let apart = |one: &str, other: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            (one_apart(&letters(one), &letters(other)), one_apart(&letters(other), &letters(one)))
        };
        for (one, other) in [("审计局", "审记局"), ("审计局", "审计"), ("aab", "ab"), ("甲", ""), ("同", "同")]
        {
            assert_eq!(apart(one, other), (true, true), "{one} {other}");
        }
        for (one, other) in [("审计局", "局计审"), ("abcd", "bcda"), ("abc", "a"), ("甲乙", "")] {
            assert_eq!(apart(one, other), (false, false), "{one} {other}");
        }
    }

    #[test]
    fn long_texts_are_not_compared_and_all_searches_together_have_an_end() {
        let long: Vec<String> = (0..40).map(|k| "长".repeat(1_000) + &k.to_string()).collect();
        let mut names = Names::new(long.iter().map(String::as_str));
        assert!(long.iter().all(|name| names.nearest(name).is_none()));
        assert_eq!(names.left, WORK);
        let many: Vec<String> = (0..1_000).map(|k| "名".repeat(60) + &k.to_string()).collect();
        let mut names = Names::new(many.iter().map(String::as_str));
        // 1,000 names of 61 to 63 letters: one search compares some 124,000 letters, so not all of these are made.
        let found = many.iter().filter(|name| names.nearest(name).is_some()).count();
        assert!((100..=130).contains(&found), "{found}");
        assert!(names.left < 125_000);
    }

    #[test]
    fn short_names_are_found_either_way() {
        let mut names = Names::new(["市文广旅局", "市文化广电旅游局"].into_iter());
        assert_eq!(names.shortened("文广局"), None);
        assert_eq!(Names::new(["市文广旅局"].into_iter()).lengthened("市文化广电旅游局"), Some(0));
        assert_eq!(Names::new(["市文化广电旅游局"].into_iter()).shortened("市文广旅局"), Some(0));
    }

    #[test]
    fn the_table_of_letters_is_in_order_and_leads_to_letters_outside_it() {
        assert!(TRADITIONAL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(TRADITIONAL.iter().all(|(_, new)| TRADITIONAL.iter().all(|(old, _)| old != new)));
        assert_eq!(fold("單位名稱"), "单位名称");
    }

    #[test]
    fn what_stands_in_brackets_is_apart() {
        assert_eq!(without_brackets(&fold("分值（A类）")), ("分值".to_owned(), "a类".to_owned()));
    }
}
