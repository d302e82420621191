//! Which way is better, by an indicator's name alone: of accidents less is, of accidents dealt with more.

use super::cursor::{Cursor, has};
use crate::model::Direction;

/// What nobody wants.
const BAD: &str = "事故 投诉 差错 违规 违纪 发案 能耗 逾期 超时 纠错 退件 信访 负债 死亡 超支 三公 污染 排放 不合格 不良 损耗 故障 缺陷 返工 返修 失误 浓度 成本 偏差 变动率 失业率 空置率 流失率 流失数 流失人 退货 退单 客诉 返贫 辍学 旷课 逃课 缺勤 缺席 旷工 迟到 早退 迟报 漏报 错报 瞒报 错误率 出错 误差 偏离 欠薪 欠费 欠税 拖欠 呆账 坏账 拒付 超期 延期 延误 火灾 伤亡 亡人 溺亡 感染率 发病率 患病率 并发症 复发率 重新犯罪 报废率 废品 次品 缺货 停电 泄漏 泄密 负面舆情 违章 违停 违法 通报批评 被通报 问责 败诉 上访 空气质量指数 pm2.5 pm10 噪声 噪音 刑事案件 治安案件 离职率 流失 资产闲置率 闲置率 债务率 赤字率 煤耗 电耗 水耗 费用率 差评 亏损 积压 违约 赤字 负面 撤销 经济损失 空置 辍学率 事故率 发生率 发生起数 发生次数 发生件数 漏损 线损 产销差 gdp用水 增加值用水 药占比 次均费用 均次费用 接待费 会议费 招待费 超标 破损 报损 病死 误诊 漏诊 掉线 工伤 隐患 举报 被处罚 化肥施用 农药使用 农药施用 辞职 超编";
/// Time that things take.
const TIME: &str = "时限 工期 用时 时长 办理时间 办结时间 办理时限 办结时限 办理天数 办结天数 响应时间 等待时间 等候时间 审批时间 审批时限 审核时间 处置时间 处理时间 耗时 出警时间 到场时间 到达时间 停机时间 住院日 住院天数 周转天数 回复时间 答复时间";
/// Time that is meant to be long, or what is made less.
const TIME_SPENT: &str = "学习 培训 服务 驻村 志愿 开放 运行 课时 授课 值班 在岗 在线 直播 播出 供电 供水 参与 锻炼 体育 日照 工作时长 有效 及时 阅读 下降 降幅 压减 压降 压缩 降低 减少 缩短 提前 出勤 优良 达标 无故障 率";
/// What is to be done with soon, where a name ends in days or time.
const SOON: &str =
    "平均 审 办 处 账 修 通关 采购 拨付 支付 候诊 排队 响应 等待 等候 回复 答复 交付 结算 恢复 排除 受理 扑救 核查";
/// Days, time and cycles that are meant to last.
const LASTS: &str = "质保 保修 保质 保鲜 管护 运营 停留 逗留 过夜 睡眠 休息 休假 假期 营业 出海 研修 举办 下基层 蹲点 办公 活动 办学 办班 使用 寿命 生命 续航 存续 服役 租赁 合作 开机 在职 任职 通航 供热 供暖 间隔 安全生产 见习 实习 实训 进修 下沉 运动 大修";
/// Places: the first is the least.
const PLACE: &str = "排名 位次 名次";
/// A place that is moved up, and marks for one.
const MOVED_UP: &str = "提升 前移 上升 进位 前进 得分 分数 分值 第";
/// Changes for the better, and rates of what is done about it: wherever they stand.
const LESSENED: &str = "下降 降幅 压减 压降 压缩 降低 减少 缩减 削减 减排 处置 合格率 办结率 整改率 满意 及时率 处理率 回复率 化解率 查处率 达标率 知晓率 覆盖率";
/// What is done about it, named behind it: 事故应急演练次数. Before it they may be what it happened in.
const DONE_ABOUT: &str = "整改 化解 查处 节约 节能 利用 演练 宣传 教育 培训 检查 巡查 排查 监测 治理 整治 防治 防控 查办 侦破 破案 破获 打击 调解 清理 清退 清收 清欠 清缴 清零 追缴 追回 拆除 拆违 救助 帮扶 消除 盘活 修复 处理量 处理数 处理件 处理率 办理率 办理件 办理量 办结 结案 清结 查结 响应率 回访 完成率 完成数 收缴 回收 预防 普查 利润 受理 接待 接访 代理件 代理率 排除 反应报告 事件报告 收回 召回 救援 公开 扑救 返校 清偿 移送 扭亏 出租率 恢复 稳控 复耕 挽回 核查 督办 抢修 消缺 核销 参保 答复 回复 应对 奖励 劝返 复学 复垦 上报 发现 自查 回款 去化 催收 催缴 曝光 抓拍 纠正 核实 查实 采纳 检出 识别 登记 讨论 评审 预案 息诉 息访 闭环 销号 挂牌 劝离 劝阻 没收 移交 转让 变现 还款 追讨 消化 回流 立案 审结 得分 间隔 随手拍 学习 建议 代办 联席会议 督查 研究 贴单 清拖 分析 优化 节省 减亏 减量 督改 摸排 下访 查纠 催办 预警次数 核算 管理制度 办理数";
/// What is done to things that are bad, or for them: 破损路灯更换数.
const DONE_TO: &str = "更换 安装 维修 修补 淘汰 改造 交易 征缴 搬迁 安置 重组 推进 鉴定 设置 起诉 慰问 招商 招租 更新 评查 评估 建设数 认证 补充 分享 供应 规范化 标准化 信息化 理赔 辨识";
/// How a name ends that is a number; 信访工作 and 成本管理 are fields of work.
const NUMBER: &str = "数 量 额 率 比 重 积 费 用 间 次 天 人 款 度 值 起 件 户 幅 贝 损失 支出 时长 工时 批 余额";
/// What may stand behind a bad word before 率 and leaves it what it is: 逾期贷款率. A rate of anything else is of what is done
/// about it: 隐患上报率.
const IDLE: &str = "数 量 率 件 次 起 人 户 天 例 个 家 宗 项 处 额 值 比 数量 数目 金额 总额 余额 总量 总数 占比 比例 比率 比重 百分比 发生 发案 情况 案件 事件 事项 问题 行为 贷款 账款 款 款项 企业 产品 人员 员工 物 物质 天数 时间 时长 时数 小时 强度 水平 程度 指数 支出 经费 费用 金 费 系数 线索 隐患 控制 现象 记录 信息 工单 事故 伤 受伤 亡 死亡 伤亡 吨 单位 面积 学生 生 职工 教师 患者 病人 客户 用户 商品 订单 货 货款 资金 资产 建筑 用地 房屋 土地 耕地 占用 占 建设 面 化学需氧量 氨氮 二氧化硫 氮氧化物 颗粒物 碳 二氧化碳 废水 废气 物料 及 和 与 的 、 或 ( ) % 年均 平均 年度 全年 被 新增 新发 来访 来信 举报 损失 影响 停机 停运 重复 越级 进京 赴省 集体 初次 一般 较大 重大 等级 直接 直接经济 经济 人次 积案 频次 频率 反应 密度 发生率 差 度 幅度 分值 分 扣分 期 期限 超 预算 增速 增长率 增长 指标 综合 单耗 电 水 油 原因 责任 交通 生产 安全 运行 系统 设备 网络 质量 服务 诉求 信件 批次 桩 笔 条 宗数 家数 类 型 源 点 负荷 通报 处分 处罚 品 药品 食品 车辆 车 船舶 场所 摊点 广告 垃圾 罪 犯罪 案 刑事 治安 诈骗 电信 网络诈骗 存货 库存 工资 税款 税 社保 保费 租金 租 水费 电费 息 利息 债 债务 债权 欠款 不良 账 账龄 应收 合同 项目 工程 任务 办件 未 办结 交货 支付 收入 物流 受害 升级";
/// The same as the deed itself: 化解信访积案.
const DOING: [&str; 17] = [
    "无", "零", "防", "化解", "查处", "打击", "清收", "清退", "追缴", "追回", "侦破", "破获", "消除", "盘活", "拆除",
    "取缔", "制止",
];

/// What is done late or against the rules is no deed about it: 违规接待次数, 超期答复件数.
const AMISS: [&str; 7] = ["违规", "违法", "违章", "逾期", "超期", "超时", "延期"];
const DONE_AMISS: &str = "接待 代理 出租 受理 培训 宣传 利用 奖励 教育 公开 收缴 参保 办结 办理 答复 回复";

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
    // 采购周期, 平均审理天数, 通关时间; 质保周期 and 平均停留天数 are meant to be long.
    let soon = ["天数", "时间"].iter().any(|end| name.ends_with(end)) && has(&name, SOON);
    let lasts = has(&name, LASTS) && !has(&name, "审批 办理 审核 办结");
    let soon = (soon || name.ends_with("周期")) && !lasts;
    let slow = (soon || has(&name, TIME)) && !has(&name, TIME_SPENT);
    let place = has(&name, PLACE) && !has(&name, MOVED_UP);
    if slow || place || name.contains("不合格") || !has(&name, LESSENED) && unwanted(&name) {
        return Direction::LowerIsBetter;
    }
    Direction::HigherIsBetter
}

/// Whether it counts what nobody wants, rather than what is done about that.
fn unwanted(name: &str) -> bool {
    let found = BAD.split(' ').filter_map(|word| name.rfind(word).map(|at| (at, at + word.len()))).max();
    found.is_some_and(|(at, end)| {
        let (before, behind) = (&name[..at], &name[end..]);
        // 逾期未办结数 is what was not done.
        let missed = "未办结 未结案 未结 未整改 未处理 未回复 未解决 未化解 未归还 未收回 未处置 未清";
        let behind = missed.split(' ').find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
        let amiss = AMISS.iter().any(|word| name[..end].ends_with(word))
            && DONE_AMISS.split(' ').chain(DONE_TO.split(' ')).any(|deed| behind.starts_with(deed));
        let number = |behind: &str| NUMBER.split(' ').any(|end| behind.ends_with(end)) && !has(behind, DONE_TO);
        let idle = Cursor::new(behind).made_of(IDLE);
        let left = match behind.ends_with('率') {
            true => idle && !behind.contains("办结"),
            false => amiss || !has(behind, DONE_ABOUT) && (idle || number(behind)),
        };
        left && !DOING.iter().any(|deed| before.ends_with(deed))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(names: &str, wanted: Direction) {
        for name in names.split(' ') {
            assert_eq!(by_name(name), wanted, "{name}");
        }
    }

    #[test]
    fn whatever_stands_behind_a_bad_word_less_is_better_unless_it_is_a_deed() {
        let bad = "拖欠农民工工资案件数 拖欠农民工工资金额 违规使用资金金额 重污染天气天数 拖欠中小企业账款金额 违法占地面积 负面报道次数 负面新闻条数 死亡孕产妇人数 死亡病例数 漏报病例数 辍学儿童数 信访突出问题数 教师违规补课人次 违规招生人数 违规收费金额 缺陷病历份数 逾期90天以上贷款占比 延期交货率 返修台数 旷课节数 成本收入比 污染地块数 败诉行政案件数 负面清单事项数 逾期未办结件数 信访未化解件数 违规接待次数 违规出租房屋数 超期答复件数 逾期办结件数 拖欠社会保险费金额 重污染天气预警天数 停电恢复时间 事故起数 不合格批次 供水管网漏损率 线损率 产销差率 万元gdp用水量 药占比 次均费用 公务接待费 会议费 超标率 超标天数 破损率 报损率 病死率 误诊率 掉线率 工伤人数 安全隐患数 举报数 被处罚次数 化肥施用量 农药使用量 辞职率 超编人数 延期支付率 投诉升级率 森林火灾受害率 违规安装数 违法建设数 违规交易额 返工工时";
        let deeds = "成本费用利润率 信访事项受理率 信访接待次数 逾期贷款清收率 违规资金追缴额 信访代理件数 故障排除率 药品不良反应报告数 医疗器械不良事件报告数 逾期贷款收回率 缺陷产品召回率 投诉受理数 事故应急救援成功率 三公经费公开率 火灾扑救成功率 流失生返校率 拖欠账款清偿率 违法线索移送数 亏损企业扭亏户数 提前办结天数 空置房屋出租率 问责结果公开率 停电恢复率 上访人员稳控率 违法用地复耕面积 客户流失挽回率 事故应急演练次数 投诉办结数 隐患排查次数 化解信访积案数 超期未结案件清结率 无违法村居数 工伤保险参保人数 不良贷款核销金额 举报线索核查率 投诉解决率 投诉按时反馈率 隐患上报率 隐患自查数 隐患发现率 隐患销号率 缺陷检出率 故障自愈率 逾期账款回款率 积压库存去化率 违章抓拍数 违法所得没收额 举报查实率 死亡病例讨论率 停电通知到位率 信访包案率 事故应急预案数 成本预算执行率 成本控制得分 差错纠正率 信访工作 信访稳定 安全事故防范 成本管理 三公经费管理 投诉管理 不良事件管理 能耗双控 线损管理 破损道路维修面积 破损路灯更换数 管网漏损改造 火灾报警器安装数 超标车辆淘汰数 碳排放权交易额 工伤保险基金征缴额 设备故障维修数 燃气隐患改造户数 延期项目推进数 空置土地招商面积";
        all(bad, Direction::LowerIsBetter);
        all(deeds, Direction::HigherIsBetter);
    }

    #[test]
    fn only_time_until_something_is_done_is_better_short() {
        let short = "平均审理天数 平均办案天数 平均处理时间 平均到账天数 开办企业时间 通关时间 采购周期 审批周期 项目建设周期 资金周转周期 抢修时间 平均候诊时间 平均住院日 工期 平均回款天数 平均理赔天数 平均交货天数 平均配送时间 平均接警时间 平均滞留时间 生产周期 交货周期 招聘周期 研发周期 回款周期 维修周期 平均审计天数 活动审批时间 办学许可办理天数";
        let long = "教师研修时间 展会举办天数 活动举办时间 平均停留天数 平均睡眠时间 平均休假天数 平均营业时间 平均出海天数 干部下基层办公天数 质保周期 保修周期 管护周期 项目运营周期 提前办结天数 服务时间 设备使用周期 客户生命周期 平均故障间隔时间 教师进修天数";
        all(short, Direction::LowerIsBetter);
        all(long, Direction::HigherIsBetter);
    }
}
