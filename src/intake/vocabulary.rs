//! The words of headings: what offices write above their columns, and what it means.

use super::text::{fold, without_brackets};
use crate::model::{Cycle, Direction, Period};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a heading says by itself, before anything else of the sheet is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Number,
    Level(u8),
    /// A level above the indicator without a number: 类别, 维度.
    SomeLevel,
    Indicator,
    IndicatorCode,
    /// 编码: of whatever the sheet lists.
    Code,
    Points,
    Weight,
    /// 一级权重, 二级指标分值: of the level that the heading names.
    LevelWeight(u8),
    Target,
    /// 单位: a unit of measurement or a subject.
    UnitOrSubject,
    Unit,
    Method,
    Standard,
    Definition,
    Source,
    /// 责任单位, 考核单位.
    Owner,
    Cycle,
    Direction,
    Base,
    Subject,
    SubjectCode,
    Category,
    Standing,
    Period,
    Value,
    RaterGroup,
    Rater,
    /// 得分: of a ballot; in other tables it is somebody's own sum, and left out.
    Score,
    EventKind,
    Reason,
    Date,
    Remark,
    /// Known, and not taken: 排名, 自评得分, 偏差原因.
    Aside,
}

use Meaning as M;

/// Headings, folded, with blanks between them. The same word never stands twice.
const WORDS: &[(Meaning, &str)] = &[
    (M::Number, "序号 编号 序 no no. # 行号 项次"),
    (
        M::Level(1),
        "一级指标 一级指标名称 一级 a级指标 考核维度 考核模块 考核板块 指标类别 指标分类 考核类型 level1 \
         dimension l1",
    ),
    (M::Level(2), "二级指标 二级指标名称 二级 b级指标 考核项目 考核事项 level2 subdimension l2"),
    (
        M::SomeLevel,
        "维度 考核内容 考核方面 项目 板块 模块 领域 大类 考核要素 评价要素 维度名称 项目名称 板块名称 模块名称",
    ),
    (
        M::Indicator,
        "三级指标 三级指标名称 三级 c级指标 四级指标 指标名称 考核指标 指标 指标项 绩效指标 具体指标 评价指标 \
         评估指标 考核指标名称 考核要点 评价要点 考核细项 indicator indicatorname kpi name 评价项目 测评项目 \
         指标内容 kpi名称 绩效指标名称 评价指标名称 任务名称 目标名称 指标项名称 关键指标 metric",
    ),
    (M::IndicatorCode, "指标编码 指标代码 指标编号 indicatorid indicatorcode 指标id"),
    (M::Code, "编码 代码 id code"),
    (
        M::Points,
        "分值 标准分 标准分值 满分 满分值 基本分 基础分 考核分值 指标分值 总分值 分数 赋分 points \
         maxscore fullmarks 评价分值 考评分值 加分值 扣分值 减分值 加减分值 加扣分值",
    ),
    (M::Weight, "权重 权数 权重值 所占权重 比重 指标权重 weight 权重比例 占比"),
    (
        M::Target,
        "目标值 年度目标 年度目标值 计划数 计划值 指标值 年度指标值 目标 目标任务 年度计划 全年目标 \
         任务数 目标数 target targetvalue 年度任务 考核目标 年初计划 年初计划数 年初目标 年初目标值 年度计划数 目标要求 计划 plan planned 计划目标 全年任务",
    ),
    (M::UnitOrSubject, "单位 unit"),
    (M::Unit, "计量单位 度量单位 单位名 unitofmeasure 指标单位 measure 数据单位"),
    (
        M::Method,
        "计分方法 计分方式 评分方法 计分法 考核方法 评分方式 method scoringmethod 考核方式方法 评价方法 \
         赋分方法",
    ),
    (
        M::Standard,
        "评分标准 计分办法 评分细则 考核标准 得分标准 计分标准 评分办法 评分规则 计分规则 计分细则 \
         考核办法 考核细则 评价标准 评分说明 计分说明 赋分标准 考核评分标准 扣分标准 评分依据 standard \
         scoringstandard scoringrule rule 考核评分办法",
    ),
    (
        M::Definition,
        "口径 指标解释 定义 指标定义 指标口径 统计口径 指标说明 指标释义 考核口径 计算方法 计算公式 \
         指标含义 指标内涵 definition 口径说明 指标内容及要求 指标内容和要求 考核内容及要求 考核内容和要求 \
         工作要求 工作内容及要求 目标任务及要求 考核要求 任务要求 工作任务及要求",
    ),
    (
        M::Source,
        "数据来源 提供单位 数据提供单位 来源 数据采集来源 采集来源 资料来源 佐证材料 source datasource \
         数据采集方式 印证资料 证明材料",
    ),
    (
        M::Owner,
        "责任单位 牵头单位 考核单位 考评单位 责任部门 牵头部门 考核部门 责任科室 考核责任单位 评价单位 \
         评分单位 owner 责任人 责任(考核)单位 考核主体单位 负责单位 配合单位 主管部门 \
         departmentresponsible",
    ),
    (
        M::Cycle,
        "考核周期 频次 报送频率 周期 频率 考核频次 报送周期 统计周期 考核频率 采集频率 填报频率 数据周期 \
         cycle frequency",
    ),
    (M::Direction, "方向 指标方向 指标性质 指标属性 正逆向 指标导向 性质 direction polarity"),
    (
        M::Base,
        "上年值 基数 去年同期 上年同期 上年数 上年 去年 上年实际 上年度 基期值 基期 上年完成值 基准值 \
         同期数 上年完成 上年完成数 上年实绩 上年同期数 上年同期值 去年完成 去年完成值 去年实绩 去年实际 去年值 去年数 base lastyear 上年基数 上年实际值 去年同期值",
    ),
    (
        M::Subject,
        "单位名称 被考核单位 部门 姓名 地区 部门名称 被考核对象 考核对象 被评价单位 被测评单位 被考评单位 \
         受评单位 县区 区县 县(市,区) 市(县,区) 乡镇 乡镇街道 镇街 街道 科室 单位(部门) \
         部门(单位) 单位/部门 部门/单位 填报单位 机构名称 机构 被评单位 对象 城市 地市 市州 被考核人 \
         被测评人 人员 学校 医院 企业 企业名称 公司 公司名称 subject department organisation organization \
         office agency 人员姓名 参评单位 申报单位 报送单位 \
         班级 年级 教师 教师姓名 员工 员工姓名 职工 职工姓名 社区 村(社区) 村居 网点 门店 车间 班组 分公司 子公司 \
         处室 股室 病区 临床科室 院系 学院 dept dept. employee employeename staff \
         businessunit division branch team plant company hospital school unitname",
    ),
    (
        M::SubjectCode,
        "单位代码 单位编码 组织机构代码 机构代码 部门编码 部门代码 工号 人员编号 单位编号 subjectid \
         unitid subjectcode 人员编码 机构编码 \
         统一社会信用代码 社会信用代码 信用代码",
    ),
    (
        M::Category,
        "类别 分类 组别 考核类别 单位类别 考核分类 考核分组 分组 考核组别 序列 单位类型 部门类别 单位分类 \
         category group 考核序列",
    ),
    (M::Standing, "考核方式 排名方式 是否排名 是否单列 单列 参与排名 是否参与排名 standing 考核形式"),
    (
        M::Period,
        "期间 月份 季度 考核期 期次 报告期 考核期间 所属期 时期 数据期 统计期 period month quarter 时间 \
         统计时间 数据时间 填报期 年月",
    ),
    (
        M::Value,
        "实际值 完成值 完成情况 上报值 实际完成值 实际完成 完成数 实绩 实际数 本年值 本期值 实际完成数 \
         完成数值 指标数值 数值 实际完成情况 本期完成 本年实际 填报值 本年完成 本年数 本年完成数 本年实绩 今年完成 今年完成值 今年实绩 当年完成 当年值 当年完成值 当年实绩 自查数 自查值 核定数 核定值 审定数 审定值 核实数 value actual actualvalue 年度完成值 \
         全年完成值 报送值 监测值 自报值 本年完成值 数据 完成 实际 完成额 完成量 实际完成额 实际完成量 实际完成率",
    ),
    (
        M::RaterGroup,
        "评价主体 评分主体 评议主体 测评主体 评价群体 主体 评价类别 评委类别 ratergroup 评价者类别 \
         评议类别 评委类型 评委组",
    ),
    (M::Rater, "评委 评价人 评分人 测评人 打分人 评委姓名 评议人 评分者 评价者 评委编号 票号 rater judge 打分者"),
    (M::Score, "得分 评分 打分 评价得分 评价分 测评得分 评议得分 测评分 评价分数 score rating 评分值 评议分"),
    (
        M::EventKind,
        "类型 加减分类型 事项类型 加扣分类型 加减分 加扣分 奖惩类型 加减分类别 性质类型 加/减分 加/扣分 \
         eventkind type kind 加分/扣分 加分/减分 加/减 加/扣 加减情况 加扣情况 加扣分情况 加减分情况 加减 奖惩情况 \
         加减类型",
    ),
    (
        M::Reason,
        "事由 依据 加减分事由 事项 原因 加分事由 扣分事由 加减分事项 加分事项 扣分事项 扣分原因 具体事项 \
         加分依据 加减分原因 事项名称 reason 情形 减分事由 加扣分事由 事实 加减分依据 \
         否决事项 否决事由 否决情形 一票否决事项 一票否决情形 否优事项 一票否决情况 否决情况 否决原因 \
         加分项目 扣分项目 减分项目 加减分项目 加扣分项目 加分情形 扣分情形 加分内容 扣分内容 加分理由 扣分理由 加减分内容",
    ),
    (M::Date, "日期 发生日期 发生时间 认定时间 认定日期 登记日期 通报日期 date 填报日期"),
    (M::Remark, "备注 说明 附注 remark remarks note notes comment"),
    (
        M::Aside,
        "排名 名次 位次 等次 自评得分 自评分 偏差原因 偏差原因分析及改进措施 偏差原因分析 改进措施 完成率 \
         考核得分 最终得分 总分 合计 小计 综合得分 平均分 排序 rank grade total 签字 审核人 审核意见 \
         联系电话 联系人 电话 手机 自评情况 考核结果 复核得分 核定得分",
    ),
];

/// What a heading means, and how surely (0..=100).
pub(super) fn meaning(heading: &str) -> Option<(Meaning, u8)> {
    let folded = fold(heading);
    if folded.is_empty() || folded.chars().count() > 40 {
        return None;
    }
    if let Some(meaning) = exactly(&folded) {
        return Some((meaning, 96));
    }
    let (outside, _) = without_brackets(&folded);
    let outside = outside.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    if let Some(meaning) = exactly(&outside) {
        return Some((meaning, 93));
    }
    if outside.is_ascii()
        && let Some(meaning) = exactly(&outside.replace(['_', '-'], ""))
    {
        return Some((meaning, 93));
    }
    // 2025年目标值, 各单位责任部门, 分值合计: the longest known word at an end of it.
    let plain = outside.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start_matches(['年', '度']);
    if let Some(meaning) = exactly(plain) {
        return Some((meaning, 90));
    }
    if let Some(found) = by_its_end(plain) {
        return Some((found, 92));
    }
    if concerns(plain) {
        return Some((M::Subject, CONCERNED));
    }
    by_a_word(plain)
}

/// What a heading means that was taken for one of those something happened to, by what it ends in alone.
pub(super) fn unconcerned(heading: &str) -> Option<(Meaning, u8)> {
    by_a_word(without_brackets(&fold(heading)).0.as_str())
}

fn by_a_word(plain: &str) -> Option<(Meaning, u8)> {
    let (long, meaning) = at_an_end(plain)?;
    // A long heading that ends in a known word is more often a name than a heading: 项目完成情况.
    let share = long * 100 / plain.len().max(1);
    (share >= 45).then_some((meaning, (40 + share / 2).min(80) as u8))
}

/// How sure a heading is that is of those something happened to, by its beginning and its end.
pub(super) const CONCERNED: u8 = 91;

/// Whether a heading is of those something happened to: 被否决单位, 受处分人员, 获奖部门名称. 受理单位 only hears of it.
fn concerns(folded: &str) -> bool {
    let plain = folded.trim_end_matches("名称").trim_end_matches("姓名");
    ["被", "受", "获", "涉及"].iter().any(|word| plain.starts_with(word))
        && ["单位", "部门", "人", "人员", "对象"].iter().any(|end| plain.ends_with(end))
        && !["受理", "受托", "受益"].iter().any(|word| plain.starts_with(word))
}

/// What a heading holds, where its end says so whatever stands before: 一级指标权重, 三级指标分值, 年度指标得分.
fn by_its_end(folded: &str) -> Option<Meaning> {
    if !folded.contains('级') {
        return None;
    }
    let measure = |word: &&str| matches!(exactly(word), Some(M::Points | M::Weight | M::Score));
    let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).skip(1).collect();
    let word = starts.into_iter().filter_map(|at| folded.get(at..)).filter(|word| !word.is_ascii()).find(measure)?;
    let before = folded.strip_suffix(word)?;
    let (number, rest) = before.split_once('级')?;
    let level = small(number).filter(|level| (1..=9).contains(level))?;
    if !matches!(rest, "" | "指标" | "指标的" | "的" | "指标所占" | "考核指标") {
        return None;
    }
    // 一级指标得分 is somebody's own sum.
    Some(if exactly(word) == Some(M::Score) { M::Aside } else { M::LevelWeight(level) })
}

/// Every word with its meaning and its place in the list.
static BY_WORD: LazyLock<BTreeMap<&'static str, (usize, Meaning)>> = LazyLock::new(|| {
    let words = WORDS.iter().flat_map(|(meaning, words)| words.split(' ').map(move |word| (word, *meaning)));
    words.enumerate().map(|(place, (word, meaning))| (word, (place, meaning))).collect()
});

fn exactly(folded: &str) -> Option<Meaning> {
    BY_WORD.get(folded).map(|(_, meaning)| *meaning)
}

/// Words that are a heading alone, and in longer ones more often part of a name: 工作计划, 按时完成.
const ONLY_ALONE: [&str; 4] = ["计划", "完成", "实际", "数据"];

/// The longest known word of two letters and more at the beginning or the end of a heading, with its length; of two
/// equally long ones the first of the list.
fn at_an_end(plain: &str) -> Option<(usize, Meaning)> {
    let known = |word: &str| {
        let long = !word.is_ascii() && word.chars().nth(1).is_some() && !ONLY_ALONE.contains(&word);
        BY_WORD.get(word).filter(|_| long).map(|(place, meaning)| (word.len(), *place, *meaning))
    };
    let cuts = plain.char_indices().map(|(at, _)| at).chain([plain.len()]);
    // 项目个数 and 领域投资 are no levels: what such a word begins is a name.
    let begins = |at: usize| known(&plain[..at]).filter(|(.., meaning)| *meaning != M::SomeLevel);
    let words = cuts.flat_map(|at| [begins(at), known(&plain[at..])]).flatten();
    words.min_by_key(|(long, place, _)| (std::cmp::Reverse(*long), *place)).map(|(long, _, meaning)| (long, meaning))
}

/// A number in Chinese or Arabic figures, up to twelve.
fn small(text: &str) -> Option<u8> {
    match text {
        "一" => Some(1),
        "二" => Some(2),
        "三" => Some(3),
        "四" => Some(4),
        "五" => Some(5),
        "六" => Some(6),
        "七" => Some(7),
        "八" => Some(8),
        "九" => Some(9),
        "十" => Some(10),
        "十一" => Some(11),
        "十二" => Some(12),
        other => other.parse().ok(),
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// All months or quarters of a year.
pub(super) const WHOLE_YEAR: [&str; 8] =
    ["1-12月", "1~12月", "1至12月", "1—12月", "1到12月", "一至十二月", "1-4季度", "一至四季度"];

/// The period that a text names: 1月, 2025年第一季度, Q3, M06, 2025-06, 全年, 2025年.
pub(super) fn period(text: &str) -> Option<Period> {
    let folded = fold(text);
    if folded.is_empty() || folded.chars().count() > 16 {
        return None;
    }
    let (mut rest, mut dated) = (folded.as_str(), false);
    let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    if digits == 4 && matches!(rest.get(..2), Some("19" | "20")) {
        rest = &rest[4..];
        dated = true;
        rest = rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest);
        if rest.is_empty() {
            return Some(Period::Year);
        }
        // 2025-06-01 and 2025-06-30 are how a spreadsheet keeps June.
        let bare = ["-01", "-1", "/1", "/01", "-28", "-29", "-30", "-31"].iter().find_map(|day| rest.strip_suffix(day));
        let rest = bare.filter(|bare| bare.len() >= 2).unwrap_or(rest);
        if let Some(month) = rest
            .strip_prefix(['-', '/', '.'])
            .and_then(|month| small(month.trim_start_matches('0')))
            .filter(|m| (1..=12).contains(m))
        {
            return Some(Period::Month(month));
        }
    } else if digits == 6 && matches!(rest.get(..2), Some("19" | "20")) && rest.len() == 6 {
        return small(rest.get(4..)?.trim_start_matches('0')).filter(|m| (1..=12).contains(m)).map(Period::Month);
    }
    if digits == 2 && !dated {
        rest =
            rest.get(2..).and_then(|rest| rest.strip_prefix('年')).filter(|rest| rest.ends_with('月')).unwrap_or(rest);
    }
    rest = rest.trim_start_matches(['-', '/', '.']);
    if WHOLE_YEAR.contains(&rest.trim_end_matches('份'))
        || matches!(
            rest,
            "全年"
                | "年度"
                | "全年度"
                | "年"
                | "年终"
                | "本年"
                | "今年"
                | "当年"
                | "年底"
                | "wholeyear"
                | "year"
                | "annual"
        )
    {
        return Some(Period::Year);
    }
    if let Some(body) = rest.strip_suffix("月份").or_else(|| rest.strip_suffix('月')) {
        return small(body.trim_start_matches('第')).filter(|m| (1..=12).contains(m)).map(Period::Month);
    }
    let quarter = rest.strip_suffix("季度").or_else(|| rest.strip_suffix('季'));
    if let Some(body) = quarter {
        return small(body.trim_start_matches('第')).filter(|q| (1..=4).contains(q)).map(Period::Quarter);
    }
    if let Ok(period) = rest.parse::<Period>() {
        return Some(period);
    }
    let month = MONTHS.iter().position(|name| rest.starts_with(name) && rest.is_ascii() && rest.len() <= 9)?;
    let known = rest.len() == 3 || !dated || rest.chars().all(|letter| letter.is_ascii_alphabetic());
    known.then_some(Period::Month(month as u8 + 1))
}

/// A period named somewhere inside a longer text, as a title names it.
pub(super) fn period_inside(text: &str) -> Option<Period> {
    let folded = fold(text);
    if super::compound::is_whole(&folded) {
        return Some(Period::Year);
    }
    let letters: Vec<char> = folded.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let from = match letter {
            '月' | '季' => at.saturating_sub(3),
            _ => continue,
        };
        // 1-9月 and 前三季度 are no single period.
        if super::compound::is_stretch(&letters[..=at].iter().collect::<String>()) {
            continue;
        }
        let until = if letters.get(at + 1) == Some(&'度') { at + 2 } else { at + 1 };
        for start in from..at {
            let piece: String = letters[start..until].iter().collect();
            let ranged =
                start > 0 && (matches!(letters[start - 1], '-' | '~' | '至') || letters[start - 1].is_ascii_digit());
            if let Some(found) = period(&piece).filter(|_| !ranged) {
                return Some(found);
            }
        }
    }
    // 2025Q3, Q3数据.
    for (at, _) in folded.match_indices('q') {
        let quarter =
            folded[at + 1..].chars().next().and_then(|letter| letter.to_digit(10)).filter(|q| (1..=4).contains(q));
        let word = folded[..at].ends_with(|letter: char| letter.is_ascii_alphabetic());
        let longer =
            folded[at + 1..].chars().nth(1).is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        if let Some(quarter) = quarter.filter(|_| !word && !longer) {
            return Some(Period::Quarter(quarter as u8));
        }
    }
    if folded.contains("年度") || folded.contains("全年") {
        return Some(Period::Year);
    }
    None
}

/// How often, by its word. Half a year is not kept: the nearest that holds it is the quarter.
pub(super) fn cycle(text: &str) -> Option<Cycle> {
    let folded = fold(text);
    let plain = folded.trim_start_matches(['按', '每', '逐']).trim_end_matches(['报', '送', '考', '核', '次', '一']);
    match plain {
        "月度" | "月" | "月报" | "月份" | "m" | "month" | "monthly" | "个月" | "1次/月" | "月1" => {
            Some(Cycle::Month)
        }
        "季度" | "季" | "季报" | "q" | "quarter" | "quarterly" | "半年" | "半年度" | "半年报" | "halfyear"
        | "half-yearly" => Some(Cycle::Quarter),
        "年度" | "年" | "年报" | "全年" | "年终" | "y" | "year" | "yearly" | "annual" | "annually" | "年末" => {
            Some(Cycle::Year)
        }
        _ => None,
    }
}

/// What is only watched, in a column of directions.
pub(super) const WATCHED: &str = "监测比较";

/// Which way is better, by its word.
pub(super) fn direction(text: &str) -> Option<Direction> {
    match fold(text).as_str() {
        "正向" | "正" | "正指标" | "正向指标" | "越高越好" | "越大越好" | "+" | "up" | "higher" | "higherisbetter"
        | "高优" | "效益型" | "↑" | "逐步提高" => Some(Direction::HigherIsBetter),
        "逆向" | "逆" | "负向" | "反向" | "逆指标" | "逆向指标" | "负向指标" | "反向指标" | "越低越好" | "越小越好"
        | "-" | "down" | "lower" | "lowerisbetter" | "低优" | "成本型" | "负" | "↓" | "逐步降低" => {
            Some(Direction::LowerIsBetter)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_word_means_two_things_and_every_word_is_folded() {
        let mut seen = BTreeSet::new();
        for (_, words) in WORDS {
            for word in words.split(' ') {
                assert!(seen.insert(word), "{word} twice");
                assert_eq!(fold(word), word);
            }
        }
    }

    #[test]
    fn headings_are_understood_as_offices_write_them() {
        for (heading, wanted) in [
            ("一级指标", M::Level(1)),
            ("三 级 指 标", M::Indicator),
            ("分值（100分）", M::Points),
            ("责任（考核）单位", M::Owner),
            ("2025年目标值", M::Target),
            ("权重（%）", M::Weight),
            ("一级权重", M::LevelWeight(1)),
            ("二级指标权重（%）", M::LevelWeight(2)),
            ("三级指标分值", M::LevelWeight(3)),
            ("一级指标得分", M::Aside),
            ("考核指标及分值", M::Indicator),
            ("数据来源（提供单位）", M::Source),
            ("年度考核周期", M::Cycle),
            ("考核评分标准", M::Standard),
            ("被考核单位名称", M::Subject),
        ] {
            assert_eq!(meaning(heading).map(|(meaning, _)| meaning), Some(wanted), "{heading}");
        }
    }

    #[test]
    fn a_name_is_no_heading() {
        for heading in ["固定资产投资完成额", "市教育局", "一网通办率", ""] {
            assert_eq!(meaning(heading), None, "{heading}");
        }
    }

    #[test]
    fn periods_are_understood_as_people_write_them() {
        for (text, wanted) in [
            ("1月", Period::Month(1)),
            ("十二月", Period::Month(12)),
            ("2025年6月", Period::Month(6)),
            ("2025-06", Period::Month(6)),
            ("202511", Period::Month(11)),
            ("M03", Period::Month(3)),
            ("第一季度", Period::Quarter(1)),
            ("2025年第四季度", Period::Quarter(4)),
            ("三季度", Period::Quarter(3)),
            ("2025Q2", Period::Quarter(2)),
            ("2025年", Period::Year),
            ("全年", Period::Year),
            ("25年9月", Period::Month(9)),
            ("Mar", Period::Month(3)),
        ] {
            assert_eq!(period(text), Some(wanted), "{text}");
        }
        for text in ["2025年第五季度", "13月", "上半年", "市教育局", "", "1-6月"] {
            assert_eq!(period(text), None, "{text}");
        }
        assert_eq!(period_inside("示例市2025年6月份数据表"), Some(Period::Month(6)));
        assert_eq!(period_inside("2025年第一季度通报"), Some(Period::Quarter(1)));
        assert_eq!(period_inside("示例市2025年度考核"), Some(Period::Year));
    }
}
