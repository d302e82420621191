//! The words of comparing.

use super::strings::strings;

strings! {
    ComparingWords, comparing_words;
    title: "比较", "Compare";
    lead: "右边减左边：谁变了，变了多少，变在哪个指标。", "Right minus left: who moves, by how much, and through which indicators.";
    tabs: "比较什么", "What to compare";
    schemes: "方案", "Weights";
    categories: "分类", "Categories";
    documents: "文档与年度", "Documents and years";
    supposed: "试算", "What-if";

    // What is compared
    choose_schemes: "要比较的权重方案", "Weights to compare";
    choose_schemes_hint: "选 2 到 6 个", "Choose 2 to 6";
    base: "基准", "Base";
    against: "与基准对照", "Against the base";
    options: "看哪些", "Which rows";
    all_groups: "全部", "All";
    whole_period: "全部周期", "The whole period";
    left: "左侧", "Left";
    right: "右侧", "Right";
    left_scheme: "左侧权重", "Weights on the left";
    right_scheme: "右侧权重", "Weights on the right";
    left_period: "左侧周期", "Period on the left";
    right_period: "右侧周期", "Period on the right";
    turn: "左右对调", "Swap sides";
    export_csv: "导出 CSV", "Export CSV";
    export_svg: "存为 SVG", "Save as SVG";
    export_png: "存为 PNG", "Save as PNG";
    actions: "导出与打印", "Export and print";
    file_name: "比较", "Comparison";
    chart_name: "名次变化图", "Rank chart";
    picture_failed: "浏览器没能画出图片，请改存 SVG。", "The browser could not draw the picture; please save the SVG instead.";

    // The table
    table: "逐个单位比较", "Subject by subject";
    score: "分数", "Score";
    difference: "分差", "Difference";
    difference_hint: "分差是未四舍五入的总分之差；名次和等次以公布分数为准。点一行，看差在哪些指标。",
        "Differences are those of the unrounded totals; ranks and grades follow the published scores. Press a row to see which indicators make the difference.";
    too_many_to_print: "行数超过 1,000，打印只含屏幕附近的行；全部行请导出 CSV。",
        "There are more than 1,000 rows; print shows those near the screen only. Export the CSV for all of them.";

    // Who moves
    moves: "谁变了", "Who moves";
    moved_up: "名次上升", "Up";
    moved_down: "名次下降", "Down";
    moved_not: "名次不变", "Unchanged";
    largest_gain: "分数升得最多", "Largest gain";
    largest_loss: "分数降得最多", "Largest loss";
    enters_top: "新进", "Enter";
    leaves_top: "退出", "Leave";
    nobody: "无", "nobody";
    agreement: "两个排序有多一致", "How far the two orders agree";
    grade_changes: "等次怎么变", "How grades change";
    grade_changes_hint: "行是左侧等次，列是右侧等次。", "Rows are grades on the left, columns grades on the right.";
    no_grade: "无等次", "no grade";

    // The chart
    chart: "名次变化", "How ranks move";
    rising: "上升", "rising";
    falling: "下降", "falling";
    chosen: "所选", "chosen";
    others: "其他", "others";

    // One subject
    decomposition: "分差怎么来的", "Where the difference comes from";
    before: "左侧", "Left";
    after: "右侧", "Right";
    by_weight: "权重", "Weight";
    by_performance: "得分率", "Performance";
    by_rounding: "舍入", "Rounding";
    part: "指标", "Indicator";
    together: "合计", "Sum";
    sum: "合计 = 未舍入总分之差", "Sum = difference of the unrounded totals";
    other_parts: "加分、扣分与上下限", "Bonus, deduction and limits";
    parts_hint: "权重一栏：因为这个指标的分值变了；得分率一栏：因为它做得好了或差了。各行四舍五入到四位显示，合计用未舍入的数相加。",
        "Weight: because the indicator counts for more or less. Performance: because the subject did better or worse in it. Lines are shown to four decimals; the sum adds unrounded figures.";
    new_indicator: "新增", "new";
    dropped_indicator: "不再考核", "dropped";
    bonus: "加分", "Bonus";
    deduction: "扣分", "Deduction";
    limit: "总分上下限", "Limits of the total";
    not_ranked: "不排名", "not ranked";

    // Categories
    profiles: "各类的权重", "What counts in each category";
    profiles_hint: "占全部权重的比例，各类用同一把尺。", "Shares of the whole, all on one scale.";
    with_indicators: "展开到指标", "Show indicators";
    only_dimensions: "只看维度", "Dimensions only";
    node: "维度或指标", "Dimension or indicator";
    not_used: "不考核", "not used";
    distributions: "分数怎么分布", "How scores are spread";
    distributions_hint: "公布分数。箱子是中间一半，中线是中位数，菱形是平均分，两端是最低和最高。",
        "Published scores. The box is the middle half, the line in it the median, the diamond the mean; the ends are lowest and highest.";
    category: "分类", "Category";
    count: "个数", "Count";
    lowest: "最低", "Lowest";
    first_quartile: "下四分位", "1st quartile";
    median: "中位数", "Median";
    third_quartile: "上四分位", "3rd quartile";
    highest: "最高", "Highest";
    mean: "平均", "Mean";
    deviation: "标准差", "SD";
    spread: "分布", "Spread";
    grades: "等次", "Grades";
    under: "同一单位，两种分类", "One subject, two categories";
    under_hint: "数据不变，换一套权重和排名组再算一遍。凡是与同类比较的规则，也改为与那一类比较。",
        "Its data stay as they are; weights and ranking group are those of the other category. Rules that compare with peers then compare it with that category.";
    under_subject: "单位", "Subject";
    under_category: "换到", "Under category";
    under_show: "比较", "Compare";
    under_choose: "请选择…", "Choose…";
    under_id: "单位名称或编号", "Name or id";

    // Documents
    choose_document: "与哪一份比", "Compare with";
    choose_document_hint: "另一年度的同一套考核，或改过的另一份。按编号、再按名称对应单位和指标。",
        "The same assessment of another year, or a changed copy. Subjects and indicators are matched by id, then by name.";
    from_here: "本浏览器里的文档", "Kept in this browser";
    from_file: "文件", "A file";
    open_other_file: "选择文件…", "Choose a file…";
    from_samples: "示例", "Examples";
    none_kept: "这里还没有别的文档。", "No other documents are kept here.";
    choose_another: "换一份", "Choose another";
    file_gone: "链接里说的文件不在了：浏览器不允许网页自己再读一次，请重新选择。",
        "The file in this link has to be chosen again: a browser does not let a page read it by itself.";
    stored_gone: "这份文档不在本浏览器里，或读不出来，请另选一份。", "This document is not kept in this browser or cannot be read; please choose another.";
    unreadable: "浏览器没能读出文件，请再试一次。", "The browser could not read the file; please try again.";
    worker_stopped: "计算程序中断了，请重新打开文档。", "The computation stopped; please open the document again.";
    only_left: "只在左侧", "Only on the left";
    only_right: "只在右侧", "Only on the right";
    unmatched: "对不上的单位", "Without a partner";

    // States
    one_scheme: "这份文档只有一套权重，没有方案可比。", "This document has only one set of weights, so there is nothing to set side by side.";
    one_scheme_next: "可以在文档里加方案（schemes），或从试算、另一份文档开始比。",
        "Add schemes to the document, or compare a what-if or another document instead.";
    choose_two: "请至少选两个方案。", "Please choose at least two.";
    one_category: "这份文档只有一个分类，下面只有它自己；要比较，可以换方案或换文档。",
        "This document has only one category, shown below by itself; compare weights or documents instead.";
    no_supposing: "现在没有试算。", "No what-if is open.";
    no_supposing_next: "在“数据”或“指标”页开始试算，改几个数，再回到这里，看它们相对已保存的结果改变了什么。",
        "Begin one on the data or indicator pages, change some figures, and come back to see what they change against the saved results.";
    to_data: "去数据页", "Go to the data";
    supposed_nothing: "试算里还没有改动，两边相同。", "Nothing has been changed in the what-if yet; both sides are the same.";
    saved_side: "已保存", "Saved";
    supposed_side: "试算", "What-if";
    not_computable: "文档现在算不出结果，请先按提示改正。", "The document cannot be computed as it is; please mend what the findings say first.";
    to_findings: "去看提示", "See the findings";
    not_found: "没有找到要比较的内容：链接里的单位或文档不在了。", "What this link compares is not there any more: the subject or document is missing.";
    no_rows: "没有符合条件的单位。", "Nothing matches.";
    clear: "清除筛选", "Clear filters";
    printed: "打印日期", "Printed on";
    source: "来源", "Source";
}
