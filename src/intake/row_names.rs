//! What stands where a name belongs, and is none: sums, averages, ranks, last year, headings of groups.

use super::text::{fold, without_brackets};

const SUMS: [&str; 24] = [
    "自评总分",
    "自评合计",
    "自评得分合计",
    "考核总分",
    "总得分",
    "得分合计",
    "合计得分",
    "分值合计",
    "权重合计",
    "合计:",
    "合计",
    "小计",
    "总计",
    "共计",
    "总分",
    "平均",
    "平均分",
    "平均值",
    "均值",
    "合计分值",
    "total",
    "subtotal",
    "sum",
    "average",
];

/// What stands where a subject's name belongs, and is none: 全市平均, 去年同期, 满分, 县区合计, 排名, 其中：县直.
pub(super) fn nobody(folded: &str) -> bool {
    const WORDS: &str = "满分 满分值 分值 标准分 权重 权数 目标 目标值 年度目标 目标任务 任务数 计划数 计划 标准差 方差 最高 最低 最高分 最低分 最高值 最低值 最大值 \
        最小值 中位数 全市 全县 全区 全省 全国 全州 完成率 增幅 计量单位 max min \
        排名 名次 位次 排序 等次 得分 增长率 增长 增速 增减 增减额 增减率 增减幅度 降幅 差距 差额 差值 \
        达标值 达标线 考核目标 全年目标 目标数 年度任务 基数 基期值 基准值 完成数 完成值 完成情况 实际值 rank target \
        预警值 标准值 总数 单位数 累计 本月 本年 第一名 最后一名 极差 备注";
    const ENDS: &str = "平均 平均值 平均分 平均数 均值 合计 小计 总计 平均水平 排名 名次 位次 差距 差额 目标 目标值 比重 占比 增长 增幅 增速 \
        增长率 增减 完成率 进度 要求 计划数 任务数 %";
    const STARTS: &str = "同比 环比 较上年 比上年 与上年 同上年 较去年 比去年 与去年 同去年 上年 去年 同期 上期 较目标 比目标 距目标 占全";
    const WHOLE: [&str; 6] = ["全市", "全县", "全区", "全省", "全国", "全州"];
    const TOGETHER: [&str; 6] = ["总体", "总量", "水平", "情况", "合计数", "累计"];
    let (outside, _) = without_brackets(folded);
    let plain = outside.trim_end_matches([':', '。']);
    is_sum(folded)
        || in_part(folded)
        || WORDS.split(' ').any(|word| word == plain)
        || ENDS.split(' ').any(|end| plain.ends_with(end))
        || (plain.starts_with("平均") && plain.ends_with(['率', '数', '值', '分', '额', '量', '度']))
        || STARTS.split(' ').any(|start| plain.starts_with(start))
        || of_a_year(plain)
        || WHOLE.iter().any(|whole| plain.strip_prefix(whole).is_some_and(|rest| TOGETHER.contains(&rest)))
}

/// 全院, 全年级: all of them together; 校均, 年级均: what comes to each. 李均 is somebody.
pub(super) fn of_all(folded: &str) -> bool {
    let (outside, _) = without_brackets(folded);
    let plain = outside.trim_end_matches([':', '。']);
    const LONG: [&str; 9] = ["年级", "公司", "集团", "系统", "学校", "学院", "医院", "体", "部门"];
    const SHORT: &str = "院校行镇乡局班段所司厂处区县市省州";
    let whole = |rest: &str, short: &str| {
        let mut letters = rest.chars();
        LONG.contains(&rest) || (letters.next().is_some_and(|one| short.contains(one)) && letters.next().is_none())
    };
    plain.strip_prefix('全').is_some_and(|rest| whole(rest, SHORT))
        || plain
            .strip_suffix('均')
            .is_some_and(|rest| rest != "体" && whole(rest, "院校行镇乡局班所厂处区县市省州村科户人"))
}

/// 2024年, 2025年完成数: another year beside this one, or what was wanted of it.
fn of_a_year(plain: &str) -> bool {
    let Some((year, rest)) = plain.split_once('年') else { return false };
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && (matches!(rest, "" | "完成" | "实绩" | "实际" | "数据" | "数") || nobody(rest))
}

/// 其中：县直: a part of the row above.
pub(super) fn in_part(folded: &str) -> bool {
    folded.strip_prefix("其中").is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ',']))
}

/// The name behind a Chinese figure: 县区 of 一、县区 and of （二）县区.
pub(super) fn numbered(text: &str) -> Option<String> {
    let folded = fold(text);
    let inside = folded.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let (figure, name) = inside.or_else(|| folded.split_once([',', '.', ')']))?;
    (in_chinese(figure) && !name.is_empty()).then(|| name.trim_end_matches(':').to_owned())
}

/// 一, 十二.
pub(super) fn in_chinese(figure: &str) -> bool {
    let figure = figure.trim_matches(['(', ')', ',', '.']);
    !figure.is_empty() && figure.chars().all(|letter| "一二三四五六七八九十".contains(letter))
}

/// Whether a text is a sum's name: 合计, 总计（分）, 小计：, 合计得分, 合计100分. 总计划完成率 is an indicator.
pub(super) fn is_sum(folded: &str) -> bool {
    const OF_POINTS: [&str; 8] = ["分", "得分", "分值", "分数", "数", "值", "水平", "权重"];
    let plain = folded.trim_end_matches([':', '。']);
    SUMS.iter().any(|word| {
        folded.strip_prefix(word).is_some_and(|rest| {
            let number = rest.starts_with(|letter: char| letter.is_ascii_digit());
            label_ends(rest) || number || OF_POINTS.iter().any(|end| rest.strip_prefix(end).is_some_and(label_ends))
        })
    }) || (plain.ends_with("小计") && plain.chars().count() <= 20)
}

/// Whether nothing but the end of a label stands behind a word: nothing, a colon, a bracket with nothing behind it.
pub(super) fn label_ends(rest: &str) -> bool {
    let behind = match rest.strip_prefix('(') {
        Some(inside) => inside.split_once(')').map_or("", |(_, behind)| behind),
        None => rest,
    };
    behind.trim_matches('。').is_empty() || behind.starts_with(':')
}
