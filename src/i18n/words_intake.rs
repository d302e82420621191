//! The words of tables: taking them in, and handing files out.

use super::Language;
use super::strings::strings;

strings! {
    IntakeWords, intake_words;
    title: "导入表格", "Import tables";
    lead: "指标体系表、数据表、采集表、评分表、加减分表都可以直接给。先看清会变什么，点“导入”才生效，一步可撤销。",
        "Give your indicator tables, data sheets, collection sheets, ballots or events as they are. See what would change first; nothing happens before you press Import, and one undo takes it all back.";
    import: "导入", "Import";
    import_tables: "导入表格…", "Import tables…";
    untitled: "粘贴的表格", "Pasted table";

    // Steps
    steps: "导入的步骤", "Steps of the import";
    step_files: "选文件", "Files";
    step_sheets: "识别", "Recognise";
    step_check: "检查", "Check";
    step_change: "变化", "Changes";
    step_confirm: "确认", "Confirm";
    state_waiting: "等待文件", "waiting";
    state_reading: "正在读", "reading";
    state_none: "无", "none";
    state_ready: "可以导入", "ready";
    state_nothing: "没有变化", "no change";

    // Files
    files_title: "选文件", "Choose files";
    choose: "选择文件", "Choose files";
    drop: "或把文件拖到页面任何地方", "or drop files anywhere on the page";
    kinds: "xlsx、xls、csv、tsv、网页表格，也可以是装着它们的 zip；可一次给多份。文件只在本机读取。", "xlsx, xls, csv, tsv, HTML tables, or a zip of them; several at once. Files are read on this computer only.";
    paste_label: "或粘贴从 Excel、WPS 复制的区域", "Or paste cells copied from Excel or WPS";
    paste_hint: "点进来按 Ctrl+V", "Click here and press Ctrl+V";
    paste_read: "识别这段内容", "Read this text";
    template: "下载模板", "Download a template";
    sample: "用示例文件试一试", "Try a sample file";
    sample_source: "示例：虚构的“示例市”A 类单位指标体系表和全年数据表，数值是为演示编造的。", "The sample: an indicator table and a year of values for the class A units of a made-up city; the figures are invented.";
    reading: "正在读表格…", "Reading the tables…";
    looking: "正在识别…", "Recognising…";
    taking_in: "正在导入…", "Importing…";
    stop: "停止", "Stop";
    retry: "再试一次", "Try again";
    clear: "换别的文件", "Other files";
    lost_broke: "读表格的程序中断了，文档没有改动。可以再试一次；还不行，请把表格另存为 xlsx 再给。", "The program that reads tables stopped; your document is unchanged. Try again; if it stops again, save the table as xlsx and give that.";
    lost_stopped: "已停止，文档没有改动。", "Stopped. Your document is unchanged.";
    lost_slow: "读了 20 秒还没读完，已停止，文档没有改动。请只留需要的工作表，另存后再给。", "Not read after 20 seconds, so it was stopped; your document is unchanged. Keep only the sheets you need, save, and give that.";
    text_encoding: "文字编码", "Encoding";
    text_separator: "分隔符", "Separator";
    text_hint: "看到乱码，或各列挤在一起，在这里换一种读法。", "If you see garbled letters, or columns run together, choose another way to read it.";
    text_not_known: "（认不出）", "(not recognised)";
    separator_comma: "逗号 ,", "comma ,";
    separator_semicolon: "分号 ;", "semicolon ;";
    separator_tab: "制表符（Tab）", "tab";
    separator_wide: "全角逗号 ，", "full-width comma ，";
    separator_bar: "竖线 |", "bar |";
    separator_other: "其他", "other";
    refused_title: "这些文件没有读", "These files were not read";

    // Sheets
    sheets_title: "识别", "Recognise";
    sheets_lead: "每张表是什么、哪一列是什么，认错了就在这里改；下次同样表头会照这次的办。", "What each sheet and column is. Correct what was guessed wrong; the same headings are remembered next time.";
    take: "导入这张表", "Take this sheet";
    left: "不导入", "not taken";
    kind: "这是什么表", "What it is";
    head_from: "表头从第几行", "Heading from row";
    head_to: "到第几行", "to row";
    category: "分类", "Category";
    period: "周期", "Period";
    subject: "单位", "Subject";
    hidden_sheet: "隐藏的工作表", "hidden sheet";
    preview: "前几行", "First rows";
    row: "行", "Row";
    column_role: "这一列是什么", "What this column is";
    sure_chosen: "已定", "chosen";
    sure_high: "有把握", "sure";
    sure_middle: "较有把握", "likely";
    sure_low: "请看一眼", "please check";
    nothing: "不用", "leave out";
    as_guessed: "（照识别的）", "(as recognised)";

    // What a sheet is
    kind_unknown: "不认识", "Not recognised";
    kind_indicators: "指标体系表", "Indicator table";
    kind_values: "数据表（一行一个单位）", "Data sheet (a row per subject)";
    kind_long: "数据清单（一行一个数）", "List of values (a row per value)";
    kind_collection: "采集表（一个单位填的）", "Collection sheet (one subject's)";
    kind_ballots: "评分表", "Ballots";
    kind_events: "加减分与否决表", "Bonuses, deductions, vetoes";
    kind_subjects: "被考核单位名单", "List of subjects";
    kind_own: "明衡自己的工作簿", "Mingheng's own workbook";

    // What a row is
    row_title: "标题", "title";
    row_head: "表头", "heading";
    row_total: "合计", "total";
    row_note: "说明", "note";
    row_empty: "空行", "empty";
    row_hidden: "隐藏", "hidden";
    row_head_again: "重复表头", "heading again";

    // What a column is
    role_number: "序号", "Number";
    role_indicator: "指标名称", "Indicator";
    role_indicator_code: "指标编码", "Indicator code";
    role_points: "分值", "Points";
    role_target: "目标值", "Target";
    role_unit: "计量单位", "Unit";
    role_method: "计分方法", "Method";
    role_standard: "评分标准", "Scoring standard";
    role_definition: "指标说明", "Definition";
    role_source: "数据来源", "Source";
    role_owner: "责任单位", "Owner";
    role_cycle: "考核周期", "Cycle";
    role_direction: "方向", "Direction";
    role_base: "基数", "Base";
    role_subject: "单位名称", "Subject";
    role_subject_code: "单位编码", "Subject code";
    role_category: "分类", "Category";
    role_standing: "是否参加排名", "Ranked or not";
    role_attribute: "附加信息", "Extra information";
    role_period: "周期", "Period";
    role_value: "完成值", "Actual";
    role_own_target: "单独目标值", "Own target";
    role_rater_group: "评价主体", "Rater group";
    role_rater: "评价人", "Rater";
    role_score: "得分", "Score";
    role_event_kind: "加分、减分或否决", "Bonus, deduction or veto";
    role_reason: "事由", "Reason";
    role_date: "日期", "Date";
    role_remark: "备注", "Remark";

    // Faults
    check_title: "检查", "Check";
    faults_title: "表格里要看的地方", "What to look at in the tables";
    faults_none: "没有发现问题。", "Nothing to mend.";
    faults_where: "位置", "Place";
    faults_value: "原值", "Value";
    faults_what: "问题", "What is wrong";
    faults_suggestion: "建议", "Suggestion";
    faults_mend: "修复", "Mend";
    faults_all: "全部", "All";
    grade_error: "要改", "To mend";
    grade_warning: "要看", "To check";
    grade_note: "说明", "Note";
    faults_put: "改成", "Put";
    faults_type: "改成什么", "New value";
    faults_download: "下载问题清单（xlsx）", "Download the list (xlsx)";
    faults_name: "问题清单", "Faults";
    faults_file_stays: "在这里改只影响导入，您的文件不会变。", "What you mend here counts for the import; your file stays as it is.";
    leave_faulty: "跳过有错的行，导入其余的", "Leave out faulty rows and take the others";

    // Standards
    standards_title: "评分标准读成的规则", "Rules read from scoring standards";
    standards_lead: "左边是表里的原话，右边是读成的规则。不对就改；不定的留作文字，以后再写规则。", "Your words on the left, the rule they were read as on the right. Change what is wrong; what you leave open stays as text.";
    standards_sentence: "原话", "Sentence";
    standards_rule: "读成的规则", "Rule";
    standards_sample: "例", "Examples";
    standards_open: "没有读懂，规则空着", "Not understood; the rule is open";
    standards_open_chosen: "规则留空", "Left open";
    standards_accept: "就这样", "Accept";
    standards_leave: "留空", "Leave open";
    standards_change: "改规则", "Change";
    standards_method: "方法", "Method";
    standards_parameters: "参数（每行一个，名称=值）", "Parameters (one a line, name=value)";
    standards_apply: "用这条规则", "Use this rule";
    standards_accepted: "已确认", "Accepted";
    standards_left_over: "没读懂的部分：", "Not understood: ";
    doubt_points: "“每低 1%”按 1 个百分点理解，不是目标的 1%。", "“1%” was read as one percentage point, not 1% of the target.";
    doubt_boundary: "边界值本身算在内。", "The boundary itself counts as reached.";
    doubt_steps: "不足一档的按比例算。", "Parts of a step count in proportion.";
    doubt_floor: "没说扣到多少为止，按扣完为止算。", "No floor is named; 0 was assumed.";
    doubt_points_differ: "句中的满分与分值不一样，以分值为准。", "Full points in the sentence differ from the points; the points count.";

    // Changes
    change_title: "变化", "Changes";
    change_none: "和文档里的一样，没有要变的。", "Everything is as it is in the document already.";
    change_counts: "各类有多少变化", "How many changes of each kind";
    change_of: "类别", "Of";
    change_new: "新增", "New";
    change_changed: "更新", "Changed";
    change_same: "不变", "Unchanged";
    change_absent: "表里没有的", "Not in the tables";
    change_moved: "改动的数", "Values that change";
    change_whose: "谁", "Whose";
    change_what: "哪一项", "Which";
    change_before: "原来", "Before";
    change_after: "变成", "After";
    remove_absent: "表里没有的指标和单位，从文档里删掉", "Remove indicators and subjects that the tables do not have";
    of_indicators: "指标", "Indicators";
    of_values: "数值", "Values";
    of_ballots: "评分", "Ballots";
    of_events: "加减分与否决", "Events";
    of_subjects: "单位", "Subjects";
    of_other: "其他", "Other";

    // Confirm
    confirm_title: "确认", "Confirm";
    confirm_waiting: "给了表格才能导入。", "Give some tables first.";
    confirm_faulty: "还有要改的地方：改好它们，或选择跳过有错的行。", "Some cells must be mended: mend them, or leave out faulty rows.";
    confirm_nothing: "没有可导入的：没有认出来的表，或者和文档里的一样。", "Nothing to import: no sheet was recognised, or everything is in the document already.";

    // Files for people
    export: "导出", "Export";
    export_menu: "导出文件…", "Export files…";
    export_title: "导出文件", "Export files";
    export_what: "导出什么", "What to export";
    export_language: "文件用哪种文字", "Language of the file";
    export_results: "结果工作簿（xlsx）", "Results workbook (xlsx)";
    export_results_hint: "结果排名、计算过程、原始数据、权重与规则、说明，可直接上报打印", "Ranking, calculation, raw data, weights and rules, notes; ready to hand in and print";
    export_own: "明衡工作簿（xlsx）", "Mingheng workbook (xlsx)";
    export_own_hint: "整份文档的所有表格，改好可以再导入", "Every table of the document; can be changed and read in again";
    export_results_csv: "结果表（CSV）", "Results (CSV)";
    export_indicators_csv: "指标得分（CSV）", "Indicator scores (CSV)";
    export_values_csv: "数据（CSV）", "Values (CSV)";
    export_collection: "各单位采集表（zip）", "Collection sheets (zip)";
    export_collection_hint: "每个单位一份空表，填好收回可以一起导入", "An empty sheet for each subject; import them together when they come back";
    export_template: "空白模板（xlsx）", "Blank template (xlsx)";
    export_json: "完整备份（JSON）", "Full copy (JSON)";
    export_json_hint: "带历史以外的一切，换电脑打开用这个", "Everything but the history; for opening on another computer";
    export_periods: "采集哪些周期", "Periods to collect";
    export_periods_needed: "请至少选一个周期。", "Choose at least one period.";
    export_making: "正在生成…", "Making the file…";
    export_refused: "现在生成不了：文档还算不出结果。请先按页面上方的提示改好。", "It cannot be made now: the document cannot be computed yet. Mend what is named at the top of the page first.";
    export_does_not_fit: "内容太多，放不进这种文件。请改导出 CSV。", "There is too much for a file of this kind. Export CSV instead.";
    export_slow: "文件太大，等了一分钟还没有生成，已经停下，文档没有改动。请少选几个周期，或改导出 CSV。", "The file is so large that it was not made within a minute, and was stopped; your document is unchanged. Choose fewer periods, or export CSV.";
    export_lost: "生成文件的程序中断了，文档没有改动，请再试一次。", "The program that makes files stopped; your document is unchanged. Try again.";
    handed_asked: "文件已交给浏览器保存。没有看到？", "The file was handed to the browser. Cannot find it?";
    handed_framed: "这个页面嵌在别的网页里，文件可能存不下来。请在浏览器里单独打开本页再导出。", "This page stands inside another one, where files may be dropped. Open it in the browser by itself and export again.";
    handed_copy: "复制内容", "Copy the content";
    handed_share: "分享…", "Share…";
    handed_close: "知道了", "Close";
    handed_copied: "已复制，可以粘贴到 Excel、WPS 或聊天里。", "Copied; paste it into Excel, WPS or a chat.";
    handed_not_copied: "这里不能复制。请用浏览器打开本页，再导出一次。", "Copying is not possible here. Open this page in a browser and export again.";
    name_results: "结果", "results";
    name_own: "工作簿", "workbook";
    name_indicators: "指标得分", "indicator scores";
    name_values: "数据", "values";
    name_collection: "采集表", "collection sheets";
    name_template: "模板", "template";
}

/// The page stands inside another program, which drops files.
pub fn swallows(language: Language, chinese: &str, english: &str) -> String {
    say!(
        language,
        "在{chinese}里打开的网页常存不下文件。请点右上角“…”，选“在浏览器打开”，再导出一次。",
        "Pages opened inside {english} often cannot save files. Choose “Open in browser” from its menu and export again."
    )
}

/// `一级指标`: a dimension of this level.
pub fn level(language: Language, level: u8) -> String {
    const NUMBERS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
    let number = NUMBERS.get(usize::from(level).wrapping_sub(1)).copied().unwrap_or("下");
    say!(language, "{number}级指标", "Level {level}")
}

/// The weight of a level.
pub fn weight(language: Language, level_number: u8) -> String {
    let name = level(language, level_number);
    say!(language, "{name}权重", "{name} weight")
}

/// A role that is about something named.
pub fn role_of(role: &str, name: &str) -> String {
    if name.is_empty() { role.to_owned() } else { format!("{role} · {name}") }
}

/// The button that does it: how many of what.
pub fn take_in(language: Language, indicators: u32, subjects: u32, values: u32, others: u32) -> String {
    let zh = language == Language::Chinese;
    let part = |count: u32, chinese: &str, one: &str, many: &str| {
        (count > 0).then(|| {
            if zh {
                format!("{count} 个{chinese}")
            } else {
                format!("{count} {}", if count == 1 { one } else { many })
            }
        })
    };
    let parts: Vec<String> = [
        part(indicators, "指标", "indicator", "indicators"),
        part(subjects, "单位", "subject", "subjects"),
        part(values, "数值", "value", "values"),
        part(others, "其他条目", "other entry", "other entries"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (zh_list, en_list) = (parts.join("、"), parts.join(", "));
    say!(language, "导入 {zh_list}", "Import {en_list}")
}

/// What was done.
pub fn taken_in(language: Language) -> String {
    say!(language, "已导入表格。", "The tables are in.")
}

/// How many sheets were taken of those found.
pub fn sheets_taken(language: Language, taken: u32, of: u32) -> String {
    let sheets = if of == 1 { "sheet" } else { "sheets" };
    say!(language, "{taken} / {of} 张表", "{taken} of {of} {sheets}")
}

/// How many faults there are of a grade.
pub fn to_mend(language: Language, count: u32) -> String {
    say!(language, "{count} 处要改", "{count} to mend")
}

/// The head of the list of faults.
pub fn faults_summary(language: Language, errors: u32, warnings: u32) -> String {
    say!(language, "{errors} 处要改，{warnings} 处要看。", "{errors} to mend, {warnings} to check.")
}

/// How many things change.
pub fn changes(language: Language, count: u32) -> String {
    say!(language, "{count} 处", "{count}")
}

/// How sure it is, in percent.
pub fn sure(word: &str, percent: u8) -> String {
    format!("{word} {percent}%")
}

/// Rows with content, and rows left out.
pub fn rows_found(language: Language, rows: u32, left_out: &str) -> String {
    let lines = if rows == 1 { "row" } else { "rows" };
    match left_out {
        "" => say!(language, "{rows} 行内容", "{rows} {lines}"),
        left_out => say!(language, "{rows} 行内容，不算 {left_out}", "{rows} {lines}; left out: {left_out}"),
    }
}

/// Rows of one kind that are left out.
pub fn rows_left_out(language: Language, count: u32, what: &str) -> String {
    say!(language, "{what} {count} 行", "{count} {what}")
}

/// More of them than are listed.
pub fn and_more(language: Language, count: u32) -> String {
    say!(language, "还有 {count} 项", "and {count} more")
}

/// `95 → 8.00 分`.
pub fn sample(language: Language, value: &str, points: &str) -> String {
    say!(language, "{value} → {points} 分", "{value} → {points} points")
}

/// How often an open rule occurs among the standards.
pub fn standards_summary(language: Language, read: u32, open: u32) -> String {
    say!(language, "读懂 {read} 条，{open} 条空着。", "{read} understood, {open} open.")
}

/// The name of a row's place in a sheet, for those who cannot see it.
pub fn cell_in(language: Language, place: &str, name: &str) -> String {
    say!(language, "{place}，{name}", "{place}, {name}")
}

/// More columns or rows than are shown.
pub fn faults_more(language: Language, count: u32) -> String {
    say!(
        language,
        "还有 {count} 处没有列出；改好上面的，或下载清单看全部。",
        "{count} more are not listed; mend those above, or download the list."
    )
}
