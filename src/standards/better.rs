//! Which way is better, by an indicator's name alone: of accidents less is, of accidents dealt with more.

use super::has;
use crate::model::Direction;

/// What nobody wants.
const BAD: &str = "事故 投诉 差错 违规 违纪 发案 能耗 逾期 超时 纠错 退件 信访 负债 死亡 超支 三公 污染 排放 不合格 不良 损耗 故障 缺陷 返工 返修 失误 浓度 成本 偏差 变动率 失业率 空置率 流失率 流失数 流失人 退货 退单 客诉 返贫 辍学 旷课 逃课 缺勤 缺席 旷工 迟到 早退 迟报 漏报 错报 瞒报 错误率 出错 误差 偏离 欠薪 欠费 欠税 拖欠 呆账 坏账 拒付 超期 延期 延误 火灾 伤亡 亡人 溺亡 感染率 发病率 患病率 并发症 复发率 重新犯罪 报废率 废品 次品 缺货 停电 泄漏 泄密 负面舆情 违章 违停 违法 通报批评 被通报 问责 败诉 上访 空气质量指数 pm2.5 pm10 噪声 噪音 刑事案件 治安案件 离职率 流失 资产闲置率 闲置率 债务率 赤字率 煤耗 电耗 水耗 费用率 差评 亏损 积压 违约 赤字 负面 撤销 空置 辍学率 事故率 发生率 发生起数 发生次数 发生件数";
/// Time that things take.
const TIME: &str = "时限 工期 用时 时长 办理时间 办结时间 办理时限 办结时限 办理天数 办结天数 响应时间 等待时间 等候时间 审批时间 审批时限 审核时间 处置时间 处理时间 耗时 出警时间 到场时间 到达时间 停机时间 住院日 住院天数 周转天数 回复时间 答复时间";
/// Time that is meant to be long, or what is made less.
const TIME_SPENT: &str = "学习 培训 服务 驻村 志愿 开放 运行 课时 授课 值班 在岗 在线 直播 播出 供电 供水 参与 锻炼 体育 日照 工作时长 有效 及时 阅读 下降 降幅 压减 压降 压缩 降低 减少 缩短 率";
/// Places: the first is the least.
const PLACE: &str = "排名 位次 名次";
/// A place that is moved up, and marks for one.
const MOVED_UP: &str = "提升 前移 上升 进位 前进 得分 分数 分值 第";
/// Changes for the better, and rates of what is done about it: wherever they stand.
const LESSENED: &str = "下降 降幅 压减 压降 压缩 降低 减少 缩减 削减 减排 处置 合格率 办结率 整改率 满意 及时率 处理率 回复率 化解率 查处率 达标率 知晓率 覆盖率";
/// What is done about it, named behind it: 事故应急演练次数; before it they may be what it happened in.
const DONE_ABOUT: &str = "整改 化解 查处 节约 节能 利用 演练 宣传 教育 培训 检查 巡查 排查 监测 治理 整治 防治 防控 查办 侦破 破案 破获 打击 调解 清理 清退 清收 清欠 清缴 清零 追缴 追回 拆除 救助 帮扶 消除 盘活 修复 处理量 处理数 处理件 办理率 办理件 办理量 办结件 办结数 办结量 结案 响应率 回访 完成率 完成数 收缴 回收 预防 普查";
/// The same as the deed itself: 化解信访积案.
const DOING: [&str; 14] =
    ["化解", "查处", "打击", "清收", "清退", "追缴", "追回", "侦破", "破获", "消除", "盘活", "拆除", "取缔", "制止"];

/// Which way is better, where the sentence says it by itself.
pub(super) fn said(sentence: &str) -> Option<Direction> {
    const LESS: &str = "越低越好 越少越好 越小越好 越短越好 越快越好 越低得分越高 越少得分越高 越小得分越高 越短得分越高 逆向指标 反向指标 负向指标 逆指标 反向计分";
    const MORE: &str = "越高越好 越多越好 越大越好 越高得分越高 越多得分越高 越大得分越高 正向指标 正指标 正向计分";
    match (has(sentence, LESS), has(sentence, MORE)) {
        (true, false) => Some(Direction::LowerIsBetter),
        (false, true) => Some(Direction::HigherIsBetter),
        _ => None,
    }
}

/// More is better where the name says nothing.
pub(super) fn by_name(name: &str) -> Direction {
    let name = name.to_lowercase();
    let slow = has(&name, TIME) && !has(&name, TIME_SPENT);
    let place = has(&name, PLACE) && !has(&name, MOVED_UP);
    if slow || place || name.contains("不合格") || !has(&name, LESSENED) && unwanted(&name) {
        return Direction::LowerIsBetter;
    }
    Direction::HigherIsBetter
}

/// Whether it counts what nobody wants, rather than what is done about that.
fn unwanted(name: &str) -> bool {
    let found = BAD.split(' ').filter_map(|word| name.rfind(word).map(|at| (at, at + word.len()))).max();
    found
        .is_some_and(|(at, end)| !has(&name[end..], DONE_ABOUT) && !DOING.iter().any(|deed| name[..at].ends_with(deed)))
}
