//! The words of what is handed in as files: names of sheets, headings, labels. What has numbers or names in it stands
//! in `reporting`.

use super::strings::strings;

strings! {
    ReportWords, report_words;
    // Sheets; at most 31 characters
    results: "结果排名", "Results";
    calculation: "计算过程", "Calculation";
    raw: "原始数据", "Raw data";
    weights: "权重与规则", "Weights and rules";
    notes: "说明", "Notes";
    guide: "填写说明", "How to fill in";
    indicator_table: "指标体系表", "Indicators";
    subject_list: "单位名单", "Subjects";
    value_table: "数据表", "Values";
    ballot_table: "评分表", "Ratings";
    event_table: "加减分项", "Bonuses and deductions";
    collection: "采集表", "Collection sheet";
    problems: "问题清单", "Problems";

    // Files
    results_file: "考核结果", "results";
    indicators_file: "指标得分", "indicator scores";
    values_file: "填报数据", "reported values";
    own_file: "全部数据", "all data";
    template_file: "导入模板", "import template";

    // Headings
    number: "序号", "No.";
    rank: "名次", "Rank";
    subject: "单位名称", "Subject";
    code: "单位代码", "Subject code";
    category: "分类", "Category";
    group: "排名组", "Ranked together";
    base_score: "基础分", "Base score";
    bonus: "加分", "Bonus";
    deduction: "扣分", "Deduction";
    total: "总分", "Total";
    published: "公布分数", "Published score";
    grade: "等次", "Grade";
    remarks: "备注", "Remarks";
    not_ranked: "单列", "Not ranked";
    separate: "单列：评等次，不参加排名", "Graded, but not ranked";
    stage: "阶段", "Stage";
    row_kind: "行", "Row";
    row_indicator: "指标", "Indicator";
    row_sum: "小计", "Subtotal";
    row_stage: "阶段总分", "Stage total";
    row_mean: "各阶段平均", "Mean of stages";
    row_own: "年度指标", "Annual indicators";
    dimension: "维度", "Dimension";
    indicator_code: "指标代码", "Indicator code";
    indicator: "指标名称", "Indicator";
    unit: "计量单位", "Unit of measure";
    actual: "完成值", "Actual";
    target: "目标值", "Target";
    base: "基数", "Base";
    rule: "评分标准", "Scoring rule";
    method: "计分方法", "Method";
    formula: "计算式", "Formula";
    ratio: "得分率", "Share of points";
    effective: "实际分值", "Effective points";
    score: "得分", "Score";
    explanation: "说明", "Explanation";
    points: "分值", "Points";
    share: "占总分", "Share of the whole";
    direction: "方向", "Direction";
    higher: "越高越好", "Higher is better";
    lower: "越低越好", "Lower is better";
    cycle: "考核周期", "Cycle";
    aggregation: "多期汇总", "Several periods";
    definition: "口径", "Definition";
    source: "数据来源", "Data source";
    owner: "责任(考核)单位", "Owner";
    period: "期间", "Period";
    value: "填报值", "Value";
    standing: "是否排名", "Standing";
    ranked: "排名", "Ranked";
    rater_group: "评价主体", "Rater group";
    rater: "评价人", "Rater";
    event_kind: "类型", "Kind";
    reason: "事由", "Reason";
    date: "日期", "Date";
    final_step: "年度", "Annual";
    month: "月", "Month";
    quarter: "季度", "Quarter";
    year: "年", "Year";
    whole_year: "全年", "Whole year";

    // Notes
    document: "文档", "Document";
    about: "编制说明", "Remark by its authors";
    scheme: "权重方案", "Weights";
    declared_weights: "现行权重", "Declared weights";
    made: "生成日期", "Made on";
    program: "程序", "Program";
    digest: "定稿校验码", "Digest of the final document";
    not_final: "尚未定稿", "Not final yet";
    log: "定稿记录", "Log";
    missing_policy: "缺报", "Not reported";
    not_applicable_policy: "不适用", "Not applicable";
    rounding: "四舍五入", "Rounding";
    ranking: "排名", "Ranking";
    quota: "优秀名额", "Quota of the top grade";
    caps: "加减分上限", "Limits";
    grades: "等次线", "Grades";
    reading: "怎么核对", "How to check";
    reading_text: "“计算过程”里，一个单位的各指标得分相加等于基础分；基础分加上加分、扣分（负数）等于总分；总分四舍五入一次，就是公布分数。单元格里是没有舍入的数，只是显示得短。",
        "On the sheet Calculation the indicator scores of a unit add up to its base score; base, bonus and deduction (negative) add up to the total; the total is rounded once and published. Cells hold unrounded figures and only show them shorter.";
    left_out: "省略", "Left out";
    flags: "备注的含义", "What the remarks mean";
    flag_missing: "有任务，但没有报送数据", "there is a duty, but no data";
    flag_not_applicable: "没有这项任务，或缺少计算的依据", "there is no duty, or nothing to compute it from";
    flag_partial: "应报的期间没有报全，按已报的计算", "some periods were not reported; the others are used";
    flag_quota: "分数够最高等次，但名额已满，定为次一等次", "good enough for the top grade, which had no place left: the second grade";
    flag_bar: "发生此事，不能评最高等次", "because of this the top grade is out of reach";
    flag_veto: "发生此事，定为最低等次", "because of this the grade is the lowest";
    flag_exempt: "在容错清单内，只列示，不扣分", "on the tolerance list: shown, but not counted";
    flag_capped: "合计超过上限，按上限计", "the sum is above its limit, so the limit counts";

    // Policies
    missing_zero: "缺报的指标得 0 分", "An indicator that was not reported earns nothing";
    missing_na: "缺报的指标视同不适用", "An indicator that was not reported is treated as not applicable";
    na_hierarchical: "不适用指标的分值，按比例转给同一维度的其他指标；维度内都不适用的，转给其他维度",
        "The points of an indicator that does not apply go to the other indicators of its dimension in proportion, or to other dimensions if none is left there";
    na_scale_up: "不适用指标的分值，按比例转给本单位的全部适用指标", "The points of an indicator that does not apply go to all indicators that apply, in proportion";
    na_equal: "不适用指标的分值，平均转给本单位的全部适用指标", "The points of an indicator that does not apply go to all indicators that apply, in equal parts";
    na_peer_mean: "不适用的指标，按同类平均得分率计分", "An indicator that does not apply earns the mean share of its peers";
    na_zero: "不适用的指标得 0 分", "An indicator that does not apply earns nothing";
    ranked_all: "全部单位一起排名", "Everybody is ranked together";
    ranked_category: "按分类排名", "Ranked within the category";
    round_total: "总分四舍五入一次，中间各步不舍入", "The total is rounded once, halves away from zero; nothing is rounded on the way";
    round_each: "每项指标得分先四舍五入，再相加", "Every indicator's score is rounded first, halves away from zero, and then added up";
    round_total_even: "总分按四舍六入五成双修约一次，中间各步不修约", "The total is rounded once, halves to the even digit; nothing is rounded on the way";
    round_each_even: "每项指标得分先按四舍六入五成双修约，再相加", "Every indicator's score is rounded first, halves to the even digit, and then added up";
    no_quota: "不限名额", "No limit";

    // Paper
    signatures: "考核单位（公章）：                              负责人：                    日期：            ",
        "Assessing body (seal):                              Responsible:                    Date:            ";
    subject_signatures: "单位负责人：                    填报人：                    日期：            ",
        "Head:                    Filled in by:                    Date:            ";

    // Template and collection sheets
    filled_in_by: "填报单位（公章）：", "Subject (seal):";
    example: "示例，正式填写前请删掉这一行", "Example: delete this row before you fill in your own";
    no_entry: "不适用的填“不适用”；没有数据的留空，不要填 0", "Write “Not applicable” where there is no duty; leave empty what is not known, do not write 0";
    // Number, levels, indicator, points, target, unit, rule, source, owner, cycle
    example_indicators: "1|工作任务完成情况|重点工作|年度重点任务完成率|40|100|%|按完成率计分，超过目标得满分|督查台账|市政府督查室|季度\n\
2|工作质量和效果|服务质量|政务服务满意度|40|95|分|95分及以上得满分，90分及以上得80%，90分以下不得分|第三方调查|市数据局|年\n\
3|工作质量和效果|安全稳定|生产安全责任事故|20|0|起|每发生1起扣5分，扣完为止|事故台账|市应急管理局|年",
        "1|Tasks|Priorities|Priority tasks completed|40|100|%|Points in proportion to completion, full points at most|Task register|Audit office|Quarter\n\
2|Quality|Service|Satisfaction with services|40|95|points|95 and above earns full points, 90 and above 80%, below 90 nothing|Survey|Service office|Year\n\
3|Quality|Safety|Accidents at work|20|0|cases|Each case takes 5 points, down to zero|Accident register|Safety office|Year";
    // Code, name, category
    example_subjects: "D01|示例一局|A类\nD02|示例二局|A类\nD03|示例三局|A类", "D01|Office one|Category A\nD02|Office two|Category A\nD03|Office three|Category A";
    template_title: "××市××年度绩效考核指标体系表", "Indicators of the assessment";
    guide_text: "1. 这里的几张表都可以导入明衡。用哪张填哪张；不用的表留着或删掉都行。\n2. “指标体系表”一行一个指标。同一级指标可以合并单元格，也可以每行都写；合计行、填表说明会自动跳过。\n3. 单位分类不同、分值也不同的，把“分值”改成几列，如“分值（A类）”“分值（B类）”。\n4. “评分标准”写成一句话，如“每低1个百分点扣0.5分，扣完为止”；“计分方法”可以从下拉列表里选，也可以留空。\n5. “单位名单”一行一个单位。先按代码、再按名称对应；只评等次、不参加排名的写“单列”。\n6. “数据表”一行一个单位，一列一个指标；“期间”写 1月、第1季度、全年。不适用的填“不适用”，没有数据的留空，不要填 0。\n7. “评分表”一行一票；“加减分项”一行一件事，类型从下拉列表里选，一票否决不写分值。\n8. 备注里写着“示例”的行只是样子，正式填写前请删掉；留着，就会当作真的数据导入。",
        "1. Every sheet of this workbook can be taken into Mingheng. Fill in those you need; the others may stay or go.\n2. Indicators: one row per indicator. Cells of one level may be merged; sums and remarks are skipped.\n3. Where categories have points of their own, use several columns: Points (A), Points (B).\n4. Write the scoring rule as a sentence; the method can be chosen from the list, or stay empty. The methods are listed below.\n5. Subjects: one row each, found by code first and then by name.\n6. Values: one row per subject, one column per indicator; the period is January, Q1 or Whole year. Write Not applicable where there is no duty, and leave empty what is not known.\n7. Ratings: one row per ballot. Bonuses and deductions: one row per event; a veto has no points.\n8. Rows marked as examples only show the layout: delete them, or they are taken in like any other.";

    // Faults
    file: "文件", "File";
    sheet: "工作表", "Sheet";
    cell: "单元格", "Cell";
    found: "原值", "As it stands";
    severity: "程度", "How bad";
    problem: "问题", "Problem";
    next: "怎么办", "What to do";
    suggestion: "建议", "Suggestion";
}
