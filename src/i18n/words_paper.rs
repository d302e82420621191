//! The words of papers: what is printed and hung out.

use super::strings::strings;

strings! {
    PaperWords, paper_words;
    title: "通报与公示", "Papers";
    lead: "按 A4 排好的结果表、通报、公示和图，打印或存成文件。内容随结果更新，文字可以先在这里改。", "Result tables, bulletins, notices and charts laid out for A4, to print or save. They follow the results.";
    kinds: "哪一种", "Which paper";
    results: "结果表", "Results";
    bulletin: "通报", "Bulletin";
    notice: "公示", "Notice";
    chart: "图", "Chart";
    explanation: "得分说明", "Explanation";
    explanation_of: "打印某个单位的得分说明", "Print the explanation of one subject";
    choose_subject: "某个单位的得分说明…", "One subject’s explanation…";
    options: "写法", "Wording";
    everybody: "全部", "Everybody";
    group: "范围", "Scope";
    order: "名单顺序", "Order of names";
    by_rank: "按名次", "By rank";
    by_pinyin: "按姓名拼音", "By name";
    by_strokes: "按姓氏笔画", "By strokes";
    by_list: "按名单顺序", "As listed";
    with_scores: "写出得分", "Show totals";
    only_top: "只列第一等次", "Top grade only";
    office: "落款单位", "Issued by";
    number: "文号", "Reference number";
    phone: "联系电话", "Telephone";
    first_day: "起始日期", "First day";
    days: "公示工作日（示例，可调）", "Working days (example, adjustable)";
    print: "打印", "Print";
    save_svg: "存为 SVG", "Save as SVG";
    save_png: "存为 PNG", "Save as PNG";
    picture_failed: "浏览器没能画出图片，请改存 SVG。", "The browser could not draw the picture; please save the SVG instead.";
    many_rows: "行数超过 1000，打印会很慢；建议导出 xlsx 再打印。", "More than 1,000 rows: printing takes long. Better export xlsx and print that.";
    rank: "名次", "Rank";
    name: "单位", "Subject";
    base: "基础分", "Base";
    bonus: "加分", "Bonus";
    deduction: "扣分", "Deduction";
    total: "总分", "Total";
    grade: "等次", "Grade";
    remarks: "备注", "Remarks";
    not_ranked: "单列（不参加排名）", "Assessed separately (not ranked)";
    no_grade: "未定等次", "Without a grade";
    office_blank: "（落款单位）", "(issued by)";
    signed: "负责人签字：", "Signed:";
    made_by: "制表：", "Prepared by:";
    seal: "（盖章）", "(seal)";
    day: "日期：", "Date:";
    preview: "打印预览", "Preview";
    needs_results: "结果还没有算出来。", "There are no results yet.";
    file_name: "结果图", "Results chart";
}
