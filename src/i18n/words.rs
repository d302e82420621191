//! The words of the interface: headings, buttons, columns, hints. Both wordings stand side by side; a string that
//! lacks one does not compile. What has numbers or names in it stands in `sayings`.

use super::strings::strings;

strings! {
    Words, words;
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
    open_kinds: "可以打开：.json 文档、.zip 压缩包，Excel、WPS、CSV 表格（会先让您看清再导入），或装着 scheme.json、indicators.csv、units.csv 等表的文件夹。",
        "A .json document, a .zip archive, spreadsheets and CSV (shown before anything is imported), or a folder with scheme.json, indicators.csv, units.csv and the other tables.";
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
    formula_symbols: "x 完成值，t 目标值，b 基数，p 分值，ratio 得分率。", "x is the actual value, t the target, b the base, p the points, ratio the share earned.";
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
    by_dimension: "各维度得分", "Dimension scores";
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
