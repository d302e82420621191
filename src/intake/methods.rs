//! The names of scoring methods as offices write them.

use super::text::fold;

/// Names by method, folded, with blanks between them. A name may carry 法, 计分, 评分 behind it.
const NAMES: &[(&str, &str)] = &[
    ("completion", "完成率 比率 完成比例 比例完成 目标完成率 任务完成率 按比例 完成进度 completion ratio"),
    ("threshold", "达标 目标完成 达标考核 硬达标 目标达成 threshold"),
    ("bands", "分档 分段 档次 分级 区段 分档赋 阶梯 bands"),
    ("gongxiao", "功效系数 功效 gongxiao"),
    ("gongxiao_tier", "档次功效系数 分档功效系数 多档功效系数 国资委功效系数 gongxiao_tier"),
    ("minmax", "极差标准化 极差 极值 极差变换 最大最小值 离差标准化 归一化 minmax"),
    ("best_ratio", "最优比例 标杆 与最优值比 最优值比例 最优值 best_ratio"),
    ("rank", "位次赋 位次 排名 排序 层差 名次 排名赋 争先进位 位次递减 rank"),
    ("rank_given", "外部名次 外部排名 省级排名 上级排名 条线排名 rank_given"),
    ("growth", "增幅 增幅(压减率) 增长率 压减率 进步 增速 降幅 增长 同比 进步幅度 growth"),
    ("base_delta", "基准加减 基准 基准分加减 加减 增减 基础分加减 base_delta"),
    ("deduct", "扣 倒扣 减 扣减 累计扣 deduct"),
    ("bonus", "加 累加 奖励 累计加 bonus"),
    ("yesno", "非此即彼 是否 是/否 一票 有无 yesno"),
    ("range", "区间 区间型 适度 适度区间 range"),
    ("rating", "定性评 定性 评议 专家评 主观评价 定性评价 考核组评 领导评 评审 打 评价 rating"),
    ("multi_rater", "多元评价 多元 360度 360 360度评价 民主测评 互评 多主体评价 社会评价 多方评价 multi_rater"),
    ("satisfaction", "满意度 满意度测评 问卷 满意率 问卷调查 满意度调查 satisfaction"),
];

/// The method of this name; none: no such method is known.
pub(super) fn method(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let mut plain = folded.as_str();
    if let Some(found) = exactly(plain) {
        return Some(found);
    }
    // 完成率计分法, 扣分法, 分档评分.
    for tail in ["法", "计分", "评分", "打分", "赋分", "考核", "分", "型", "指标"] {
        plain = plain.strip_suffix(tail).unwrap_or(plain);
        if let Some(found) = exactly(plain) {
            return Some(found);
        }
    }
    None
}

fn exactly(folded: &str) -> Option<&'static str> {
    NAMES.iter().find(|(_, names)| names.split(' ').any(|name| name == folded)).map(|(method, _)| *method)
}

/// Methods whose values are judged rather than measured.
pub(super) fn judged(method: &str) -> bool {
    matches!(method, "rating" | "multi_rater" | "satisfaction")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::METHODS;

    #[test]
    fn every_method_of_the_rules_but_the_users_own_has_names() {
        for known in METHODS.iter().filter(|known| **known != "formula") {
            assert!(NAMES.iter().any(|(method, _)| method == known), "{known}");
            assert_eq!(method(known), Some(*known));
        }
    }

    #[test]
    fn methods_are_known_by_the_names_that_offices_use() {
        for (name, wanted) in [
            ("完成率法", "completion"),
            ("达标法", "threshold"),
            ("分档计分", "bands"),
            ("功效系数法", "gongxiao"),
            ("增幅(压减率)法", "growth"),
            ("增幅（压减率）法", "growth"),
            ("位次赋分", "rank"),
            ("加分法", "bonus"),
            ("多元评价", "multi_rater"),
            ("满意度", "satisfaction"),
            ("扣分法", "deduct"),
            ("定性评分", "rating"),
            ("非此即彼", "yesno"),
            ("区间法", "range"),
            ("区间型", "range"),
            ("档次功效系数法", "gongxiao_tier"),
            ("极差标准化", "minmax"),
            ("评议法", "rating"),
        ] {
            assert_eq!(method(name), Some(wanted), "{name}");
        }
        assert_eq!(method("模糊综合评判法"), None);
    }
}
