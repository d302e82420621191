"""Tables as offices make them, in office/. All names and numbers are invented; layouts follow what offices publish."""

import csv
from pathlib import Path

from ooxml import Book, Error, Formula, Styled, day, percent

HERE = Path(__file__).parent / "office"

UNITS = [
    ("U01", "市发展改革局", "综合部门"),
    ("U02", "市教育局", "业务部门"),
    ("U03", "市科学技术局", "业务部门"),
    ("U04", "市民政局", "业务部门"),
    ("U05", "市财政局", "综合部门"),
    ("U06", "市人力资源社会保障局", "业务部门"),
    ("U07", "市生态环境局", "业务部门"),
    ("U08", "市住房城乡建设局", "业务部门"),
    ("U09", "市交通运输局", "业务部门"),
    ("U10", "市文化广电旅游局", "业务部门"),
    ("U11", "市审计局", "综合部门"),
    ("U12", "市统计局", "综合部门"),
]

# 一级, 二级, 三级, 分值, 目标值, 单位, 评分标准, 数据来源, 责任单位, 周期, 备注
INDICATORS = [
    ("重点工作", "经济发展", "固定资产投资完成额", 10, "≥120亿元", "亿元", "未完成的按完成率计分", "统计报表", "市统计局", "年度", None),
    (None, None, "招商引资到位资金", 8, "９０", "亿元", "完成率×分值，最高不超过分值", "业务系统", "市商务局", "季度", "不含续建"),
    (None, "民生保障", "城镇新增就业人数", 8, 12000, "人", "未完成的按完成率计分", "业务系统", "市人力资源社会保障局", "季度", None),
    (None, None, "学前教育普惠率", 6, percent(0.95), "%", "每低1个百分点扣0.5分，扣完为止", "教育统计", "市教育局", "年度", None),
    (None, None, "万元GDP能耗下降率", 6, percent(0.032, 1), "%", "达到目标得满分，否则不得分", "节能监察", "市发展改革局", "年度", None),
    ("职责履行", "政务服务", "按期办结率", 8, percent(1), "%", "≥95得满分，90–95得80%", "办件系统", "市行政审批局", "月度", None),
    (None, None, "平均办理时间", 6, "≤15", "天", "每超过1天扣1分，扣完为止", "办件系统", "市行政审批局", "月度", "法定时限以内"),
    (None, "依法行政", "行政诉讼败诉件数", 6, 0, "件", "每发生1件扣2分，扣完为止", "法院通报", "市司法局", "年度", None),
    (None, None, "信息公开条数", 5, "≥50个", "个", "未完成的按完成率计分", "门户网站", "市政务公开办", "年度", None),
    ("党的建设", "作风建设", "督查事项整改率", 7, "１００％", "%", "每低1个百分点扣0.2分，扣完为止", "督查室", "市委督查室", "季度", None),
    (None, None, "三公经费支出", 6, "≤90万元", "万元", "达到目标得满分，否则不得分", "预算系统", "市财政局", "年度", None),
    ("社会评价", "满意度", "服务对象满意度", 14, percent(0.9), "%", "第三方测评得分按比例折算", "第三方测评", "市考核办", "年度", None),
    (None, None, "领导评价", 10, "／", "分", "由市领导评价打分", "测评表", "市考核办", "年度", None),
]
COLUMNS = ["一级指标", "二级指标", "三级指标", "分值", "目标值", "计量单位", "评分标准", "数据来源", "责任单位", "考核周期", "备注"]
SHORT = [row[2] for row in INDICATORS]


def merge_levels(sheet, rows, first, columns=(1, 2)):
    """Merges every cell of a level with the empty ones below it, ending where a level above begins anew."""
    for at, column in enumerate(columns):
        starts = [n for n, row in enumerate(rows) if any(row[c] is not None for c in range(at + 1))]
        for start, end in zip(starts, starts[1:] + [len(rows)]):
            if end - start > 1:
                letter = chr(64 + column)
                sheet.merged.append(f"{letter}{first + start}:{letter}{first + end - 1}")


def indicators():
    """指标体系表 as it is printed: title, two rows of heading, merged levels, a sum, notes, a line to sign."""
    book = Book()
    s = book.sheet("指标体系")
    s.put(1, ["示例市2025年度市级部门绩效考核指标体系表"])
    s.put(2, ["考核单位：市考核办", None, None, None, None, None, None, None, None, None, None, "2025年1月10日"])
    s.put(3, ["序号", "考核指标", None, None, "分值", "目标值", "计量单位", "评分标准", "数据来源", "责任（考核）单位", "考核周期", "备注"])
    s.put(4, ["一级指标", "二级指标", "三级指标"], 2)
    s.merged += ["A1:L1", "A3:A4", "B3:D3"] + [f"{c}3:{c}4" for c in "EFGHIJKL"]
    for n, row in enumerate(INDICATORS):
        s.put(5 + n, [n + 1, *row])
    merge_levels(s, INDICATORS, 5, (2, 3))
    s.put(18, ["合计", None, None, None, Formula("SUM(E5:E17)", 100)])
    s.merged.append("A18:D18")
    s.put(19, ["填表说明：1.分值合计为100分；2.目标值以市政府下达的计划为准。"])
    s.put(20, ["3.“不适用”的指标，其分值按比例调整到同类指标。"])
    s.put(22, ["单位负责人（签字）：", None, None, None, None, "填表人：", None, None, "联系电话：", "0571-12345678"])
    s.merged.append("A19:L19")
    book.save(HERE / "indicators.xlsx")


def indicators_by_category():
    """Points in one column per category, weights of the levels as percent cells that are merged."""
    book = Book()
    s = book.sheet("指标权重")
    s.put(1, ["2025年度绩效考核指标及权重"])
    s.put(2, ["一级指标", "权重", "二级指标", "权重", "三级指标", "指标编码", "分值", None, None, "方向", "计分方法"])
    s.put(3, ["综合部门", "业务部门", "窗口单位"], 7)
    s.merged += ["A1:K1", "G2:I2"] + [f"{c}2:{c}3" for c in "ABCDEFJK"]
    rows = [
        ("工作实绩", percent(0.6), "重点任务", percent(0.4), "重点任务完成率", "A-01", 25, 20, 10, "正向", "完成率法"),
        (None, None, None, None, "创新项目数", "A-02", 15, 20, "—", "正向", "完成率法"),
        (None, None, "日常履职", percent(0.2), "按期办结率", "A-03", 20, 20, 50, "正向", "分档计分"),
        ("依法履职", percent(0.25, 1), "规范执法", percent(0.25, 1), "复议纠错率", "B-01", 12.5, 15, 15, "逆向", "功效系数法"),
        (None, None, None, None, "信息公开及时率", "B-02", 12.5, 10, 10, "正向", "达标法"),
        ("社会评价", percent(0.15, 1), "满意度", percent(0.15, 1), "服务对象满意度", "C-01", 15, 15, 15, "正向", "评议法"),
    ]
    s.table(4, rows)
    s.merged += ["A4:A6", "B4:B6", "C4:C5", "D4:D5", "A7:A8", "B7:B8", "C7:C8", "D7:D8"]
    s.put(10, ["合  计", None, None, None, None, None, 100, 100, 100])
    book.save(HERE / "indicators_by_category.xlsx")


def amount(text, style="general"):
    return Styled(text, style)


def data():
    """数据表: one row per department, one column per indicator, numbers as people type them; a row of units, a mean."""
    book = Book()
    s = book.sheet("2025年数据")
    s.put(1, ["2025年度市级部门绩效考核指标数据汇总表"])
    s.put(2, ["填报单位（公章）：市考核办"])
    s.put(3, ["序号", "部门", *SHORT[:12]])
    s.put(4, ["计量单位", None, "亿元", "亿元", "人", "%", "%", "%", "天", "件", "个", "%", "万元", "%"])
    s.merged += ["A1:N1", "A2:N2"]
    for n, (_, name, _) in enumerate(UNITS):
        s.put(5 + n, [
            n + 1, name, 118.5 + n, 88 + n, 11000 + 150 * n, percent(0.93 + n / 200, 1), percent(0.03 + n / 1000, 1),
            percent(0.955 + n / 300, 2), 14 + n / 2, n % 3, 48 + n, percent(0.97 + n / 600, 1), 85 + n, percent(0.88 + n / 150, 1),
        ])
    # What people type where a number should stand.
    s.put(5, ["—"], 6)
    s.put(6, ["１２１．５", "92亿元", "11,150", percent(0.965, 1)], 3)
    s.put(7, ["≥50个"], 11)
    s.put(8, ["无"], 10)
    s.put(9, ["不适用"], 6)
    s.put(10, [" 95 "], 4)
    s.put(11, ["／"], 7)
    s.put(12, ["９８％"], 8)
    s.put(13, ["（2）"], 10)
    s.put(14, ["95%"], 12)
    s.put(17, ["平均", None, Formula("AVERAGE(C5:C16)", 123.75), Formula("AVERAGE(D5:D16)", 93.5)])
    s.put(18, ["注：“—”表示该部门无此项职能。"])
    book.save(HERE / "data.xlsx")


def data_by_quarter():
    """Two rows of heading: the indicator over its four quarters."""
    book = Book()
    s = book.sheet("季度数据")
    s.put(1, ["单位编码", "单位名称", "招商引资到位资金（亿元）", None, None, None, "按期办结率（%）"])
    s.put(2, ["一季度", "二季度", "三季度", "四季度"] * 2, 3)
    s.merged += ["A1:A2", "B1:B2", "C1:F1", "G1:J1"]
    for n, (code, name, _) in enumerate(UNITS):
        s.put(3 + n, [code, name, *[20 + n + q for q in range(4)], *[round(94 + n / 4 + q / 2, 2) for q in range(4)]])
    s.put(15, ["合计", None, *[Formula(f"SUM({c}3:{c}14)", 306 + 12 * q) for q, c in enumerate("CDEF")]])
    book.save(HERE / "data_by_quarter.xlsx")


def data_long():
    """One row per department, indicator and period."""
    book = Book()
    s = book.sheet("明细")
    s.put(1, ["单位", "指标", "考核期", "完成值", "目标值", "备注"])
    row = 2
    for code, name, _ in UNITS[:6]:
        for q, period in enumerate(["2025年第一季度", "2025年第二季度", "2025年第三季度", "2025年第四季度"]):
            s.put(row, [name, "城镇新增就业人数", period, 2800 + 10 * row + q, 3000])
            row += 1
        s.put(row, [name, "信息公开条数", "2025年", 50 + row, "≥50个", "含转载" if row % 2 else None])
        row += 1
    book.save(HERE / "data_long.xlsx")


def ratings():
    """评分: one row per rater and department."""
    book = Book()
    s = book.sheet("民主测评")
    s.put(1, ["2025年度民主测评评分汇总"])
    s.put(2, ["被测评单位", "评价主体", "评价人", "指标", "得分"])
    row = 3
    for n, (_, name, _) in enumerate(UNITS[:4]):
        for group, count in (("市领导", 3), ("服务对象", 4)):
            for rater in range(count):
                score = 85 + (n * 3 + rater * 5) % 15
                s.put(row, [name, group, f"{group}{rater + 1:02}", "领导评价" if count == 3 else "服务对象满意度", score])
                row += 1
    s.put(4, ["９２"], 5)
    s.put(6, ["弃权"], 5)
    s.put(9, ["95分"], 5)
    s.put(row, ["平均分", None, None, None, 91])
    book.save(HERE / "ratings.xlsx")


def events():
    """加减分项 and 一票否决, with dates as cells and as text."""
    book = Book()
    s = book.sheet("加减分")
    s.put(1, ["2025年度加减分及一票否决情况登记表"])
    s.merged.append("A1:G1")
    s.put(2, ["序号", "单位名称", "类别", "事由", "分值", "日期", "备注"])
    rows = [
        (1, "市教育局", "加分", "获国家级表彰", 2, day(45838), None),
        (2, "市财政局", "减分", "迟报重大事项", "-0.5", "2025年7月15日", "已核实"),
        (3, "市生态环境局", "加分", "经验做法被全省推广", "＋1.5", "2025-08-01", None),
        (4, "市住房城乡建设局", "一票否决", "发生较大安全生产责任事故", "—", day(45900, "date_zh"), "见通报"),
        (5, "市交通运输局", "扣分", "督查事项整改不到位", "（0.8）", "2025.9.30", None),
        (6, "市统计局", "加分", "创新案例", "1分", "2025/10/8", None),
    ]
    s.table(3, rows)
    s.put(9, ["备注：加分累计不超过5分，减分不设下限。"])
    book.save(HERE / "events.xlsx")


def subjects():
    """被考核单位名单 with an 18-digit code as text and one hidden row of a department that was merged away."""
    book = Book()
    s = book.sheet("单位名单")
    s.put(1, ["附件2  2025年度被考核单位名单"])
    s.put(2, ["序号", "单位编码", "单位名称", "考核类别", "考核方式", "统一社会信用代码", "联系电话"])
    for n, (code, name, category) in enumerate(UNITS):
        # No check digit: these are nobody's codes.
        s.put(3 + n, [
            n + 1, code, name, category, "单列" if code == "U11" else "排名",
            f"11330100002490{n + 10:04}", Styled(f"0571850{n:05}", "text"),
        ])
    s.put(15, [13, "U13", "市粮食局", "业务部门", "排名", "113301000024909999", "—"])
    s.hidden_rows.add(15)
    s.put(16, ["合计：12个单位"])
    book.save(HERE / "subjects.xlsx")


def collection_sheet(book, name, rows, title=True):
    s = book.sheet(name)
    top = 1
    if title:
        s.put(1, ["2025年度绩效考核数据采集表"])
        s.put(2, [f"填报单位（公章）：{name}", None, None, None, "填报日期：2025年12月31日"])
        s.merged.append("A1:F1")
        top = 3
    s.put(top, ["序号", "三级指标", "计量单位", "目标值", "完成值", "说明"])
    for n, (indicator, unit, target, value, note) in enumerate(rows):
        s.put(top + 1 + n, [n + 1, indicator, unit, target, value, note])
    s.put(top + 2 + len(rows), ["单位负责人（签字）：", None, None, "填表人：", None, "联系电话："])


def collections():
    """采集表: one file per unit, as it comes back; and one file with a sheet per unit."""
    education = [
        ("学前教育普惠率", "%", "95%", percent(0.962, 1), None),
        ("按期办结率", "%", "100%", "９９．６％", "全角"),
        ("信息公开条数", "个", "≥50个", "58个", None),
        ("行政诉讼败诉件数", "件", 0, "无", "未发生"),
        ("三公经费支出", "万元", "≤90万元", "88.4万元", None),
    ]
    civil = [
        ("按期办结率", "%", "100%", "99.2%", None),
        ("信息公开条数", "个", "≥50个", 51, None),
        ("行政诉讼败诉件数", "件", 0, 1, "已上诉"),
        ("城镇新增就业人数", "人", 12000, "—", "无此职能"),
        ("三公经费支出", "万元", "≤90万元", "９１．０", None),
    ]
    for file, unit, rows in (("collection_教育局.xlsx", "市教育局", education), ("collection_民政局.xlsx", "市民政局", civil)):
        book = Book()
        collection_sheet(book, unit, rows)
        # Excel's three sheets; the other two are empty.
        book.sheet("Sheet2")
        book.sheet("Sheet3")
        book.save(HERE / file)
    book = Book()
    collection_sheet(book, "市教育局", education)
    collection_sheet(book, "市民政局", civil)
    collection_sheet(book, "市审计局", [("按期办结率", "%", "100%", None, None), ("信息公开条数", "个", "≥50个", "49", None)], title=False)
    book.save(HERE / "collections_one_file.xlsx")


def self_evaluation():
    """绩效自评表: forms within a sheet, targets with signs of comparison, 达成预期指标."""
    book = Book()
    s = book.sheet("自评表")
    s.put(1, ["项目支出绩效自评表"])
    s.put(2, ["（2025年度）"])
    s.put(3, ["项目名称", None, "数字化服务平台升级改造", None, None, None, "主管部门", "市大数据局"])
    s.put(4, ["项目资金（万元）", None, "年初预算数", 95, "全年执行数", 89.6, "执行率", percent(0.9432, 2)])
    s.put(5, ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"])
    rows = [
        ("产出指标", "数量指标", "新增接口数", "≥50个", "56个", 10, 10, None),
        (None, "质量指标", "验收合格率", "=100%", "１００％", 10, 10, None),
        (None, "时效指标", "按期完成", "2025年12月底前", "达成预期指标", 10, 10, None),
        (None, "成本指标", "项目总成本", "≤90万元", "89.6万元", 10, 10, None),
        ("效益指标", "社会效益", "办事环节压缩", "不低于30%", "28%", 20, 18.7, "部分事项跨层级"),
        (None, "可持续影响", "平台使用年限", "≥5年", "5年", 10, 10, None),
        ("满意度指标", "服务对象满意度", "用户满意度", "≥90%", "93.5%", 20, 20, None),
        ("预算执行", "预算执行率", "预算执行率", "100%", "94.32%", 10, 9.4, "招标节约"),
    ]
    s.table(6, rows)
    s.merged += ["A1:H1", "A2:H2", "A3:B3", "C3:F3", "A4:B4", "A6:A9", "A10:A11"]
    s.put(14, ["总分", None, None, None, None, 100, 98.1])
    book.save(HERE / "self_evaluation.xlsx")


def whole_workbook():
    """Everything in one file: a cover, five tables, a hidden list of words, an empty sheet."""
    book = Book()
    cover = book.sheet("封面")
    cover.put(3, ["示例市2025年度绩效考核资料汇编"], 2)
    cover.put(8, ["示例市考核工作领导小组办公室"], 2)
    cover.put(9, ["二〇二五年十二月"], 2)
    s = book.sheet("指标体系")
    s.put(1, COLUMNS)
    s.table(2, INDICATORS)
    merge_levels(s, INDICATORS, 2)
    s.put(15, ["合计", None, None, 100])
    s = book.sheet("单位名单")
    s.put(1, ["单位编码", "单位名称", "考核类别"])
    s.table(2, UNITS)
    s = book.sheet("数据")
    s.put(1, ["单位名称", *SHORT[:4]])
    for n, (_, name, _) in enumerate(UNITS):
        s.put(2 + n, [name, 120 + n, 90 + n / 2, 12000 + 10 * n, percent(0.95 + n / 400, 2)])
    s = book.sheet("加减分")
    s.put(1, ["单位名称", "类型", "事由", "分值", "日期"])
    s.put(2, ["市教育局", "加分", "获国家级表彰", 2, day(45838)])
    s = book.sheet("测评")
    s.put(1, ["单位名称", "评价主体", "评价人", "指标", "得分"])
    for n in range(5):
        s.put(2 + n, ["市教育局", "服务对象", f"评{n + 1}", "服务对象满意度", 90 + n])
    book.sheet("字典", "hidden").table(1, [["正向"], ["逆向"]])
    book.sheet("Sheet8")
    book.save(HERE / "whole_workbook.xlsx")


class Faulty:
    """Notes every planted fault at its cell."""

    def __init__(self):
        self.rows = []

    def __call__(self, sheet, cell, what, value, shown=None):
        column = ord(cell[0]) - 64
        if value is not None:
            sheet.put(int(cell[1:]), [value], column)
        shown = shown if shown is not None else value
        self.rows.append((sheet.name, cell, what, "" if shown is None else shown))


def faults():
    """A workbook in which everything is in order but for 37 cells, listed in 37_faults.csv."""
    book, plant = Book(), Faulty()
    s = book.sheet("指标体系")
    s.put(1, ["示例市2025年度绩效考核指标体系表"])
    s.merged.append("A1:L1")
    s.put(2, ["指标编码", "一级指标", "二级指标", "三级指标", "综合部门分值", "业务部门分值", "目标值", "计量单位", "计分方法", "评分标准", "考核周期", "备注"])
    rate, below = "完成率法", "每低1个百分点扣0.5分，扣完为止"
    rows = [
        ("X01", "工作实绩", "重点任务", "重点任务完成率", 15, 12, 100, "%", rate, None, "季度"),
        ("X02", "工作实绩", "重点任务", "固定资产投资额", 10, 10, 120, "亿元", rate, None, "年度"),
        ("X03", "工作实绩", "重点任务", "新增就业人数", 5, 10, 3000, "人", rate, None, "季度"),
        ("X04", "工作实绩", "日常履职", "按期办结率", 10, 10, 98, "%", None, below, "季度"),
        ("X05", "工作实绩", "日常履职", "办件数量", 5, 10, 1200, "件", rate, None, "年度"),
        ("X06", "依法履职", "规范执法", "行政诉讼败诉件数", 5, 5, 0, "件", None, "每发生1件扣2分，扣完为止", "年度"),
        ("X07", "依法履职", "规范执法", "信息公开条数", 5, 5, 50, "条", rate, None, "年度"),
        ("X08", "依法履职", "财经纪律", "预算执行率", 10, 8, 95, "%", None, below, "年度"),
        ("X09", "依法履职", "财经纪律", "三公经费支出", 5, 5, 90, "万元", None, "达到目标得满分，否则不得分", "年度"),
        ("X10", "党的建设", "作风建设", "督查整改率", 10, 8, 100, "%", None, below, "年度"),
        ("X11", "社会评价", "满意度", "服务对象满意度", 12, 10, 90, "%", None, None, "年度"),
        ("X12", "社会评价", "满意度", "领导评价", 8, 5, None, "分", None, None, "年度"),
    ]
    s.table(3, rows)
    for row in (13, 14):
        s.put(row, ["评议法"], 9)
    s.put(15, ["合计", None, None, None, 100])
    plant(s, "F15", "sum", 100, "100")  # the cells above come to 98
    plant(s, "I9", "noSuchMethod", "模糊综合评判法")
    plant(s, "J6", "halfUnderstood", below + "，情节特别恶劣的另行处理")
    plant(s, "J12", "notUnderstood", "由考核办会同有关部门综合研判后酌情赋分")
    plant(s, "K11", "unknownWord", "视情况而定")
    plant(s, "G7", "notANumber", "待定")
    plant(s, "L4", "tooLong", "说明" * 10000, "说明说明…（20000字）")

    s = book.sheet("单位名单")
    s.put(1, ["单位编码", "单位名称", "考核类别", "统一社会信用代码"])
    for n, (code, name, category) in enumerate(UNITS):
        s.put(2 + n, [code, name, category, f"11330100002490{n + 10:04}"])
    plant(s, "C5", "noSuchCategory", "窗口单位")
    plant(s, "D8", "lostDigits", 113301000024900000, "113301000024900000")
    s.put(14, [None, None, "业务部门", "113301000024900031"])
    plant(s, "B14", "twice", "市教育局")

    s = book.sheet("数据")
    s.put(1, ["2025年度指标数据表"])
    s.put(2, ["单位编码", "单位名称", *[row[3] for row in rows if row[0] in ("X02", "X05", "X06", "X07", "X08", "X09", "X10")]])
    for n, (code, name, _) in enumerate(UNITS):
        s.put(3 + n, [code, name, 118 + n, 1150 + 10 * n, n % 3, 45 + n, 92 + n / 2, 80 + n, 95 + n / 4])
    plant(s, "J2", "sameColumn", "办件数量")
    plant(s, "K2", "unknownColumn", "旅游总收入增幅")
    for n in range(len(UNITS)):
        s.put(3 + n, [5 + n / 2], 11)
    plant(s, "C3", "notANumber", "约九成")
    plant(s, "D4", "cellError", Formula("D3/0", Error("#DIV/0!")), "#DIV/0!")
    plant(s, "E5", "notComputed", Formula("E3+E4"), "")
    plant(s, "C6", "tooLarge", 1e17, "1E+17")
    plant(s, "F7", "negative", -3, "-3")
    plant(s, "E8", "aDate", day(45721, "month_day"), "3月5日")
    plant(s, "D9", "otherUnit", "35吨")
    plant(s, "G10", "overHundred", 132.5, "132.5")
    plant(s, "H3", "readAs", "９６．５")
    plant(s, "D11", "readAs", "1,250件")
    plant(s, "D12", "percentMismatch", percent(0.5), "50%")
    plant(s, "B13", "almostTheSame", "市审记局")
    del s.rows[13][1]
    plant(s, "B6", "codeAndName", "市财政局")  # its code says U04, 市民政局
    s.put(15, [None, None, 111, 1000, 0, 50, 95, 85, 97])
    plant(s, "B15", "noKey", None)
    s.put(16, [None, None, 112, 1010, 0, 51, 95, 86, 98])
    plant(s, "B16", "noSuchSubject", "市气象中心")
    s.put(17, ["U03", None, 1])
    plant(s, "B17", "inHiddenRow", "市科学技术局")
    s.hidden_rows.add(17)

    s = book.sheet("季度数据")
    s.put(1, ["单位名称", "指标", "考核期", "完成值"])
    quarters = ["2025年第一季度", "2025年第二季度", "2025年第三季度", "2025年第四季度"]
    row = 2
    for _, name, _ in UNITS[:3]:
        for q, period in enumerate(quarters):
            for indicator, value in (("重点任务完成率", 90 + q), ("新增就业人数", 700 + 10 * q)):
                s.put(row, [name, indicator, period, value])
                row += 1
    s.put(row, ["市统计局", "固定资产投资额", "2025年", None])
    plant(s, f"D{row}", "contradiction", 999, "999")  # 129 in 数据!C14
    plant(s, "C5", "noSuchPeriod", "2025年第五季度")
    plant(s, "C8", "periodOutsideCycle", "2025年3月")
    plant(s, "B11", "noSuchIndicator", "夜间经济活跃度")

    s = book.sheet("加减分")
    s.put(1, ["单位名称", "类型", "事由", "分值", "日期"])
    s.table(2, [
        ["市教育局", "加分", "获国家级表彰", 2, day(45838)],
        ["市财政局", "减分", "迟报重大事项", 0.5, day(45853)],
        ["市生态环境局", None, "经验做法被全省推广", 1.5, day(45870)],
        ["市交通运输局", "减分", "督查事项整改不到位", None, day(45930)],
        ["市统计局", "加分", "创新案例", 1, day(45938)],
    ])
    plant(s, "B4", "noSuchEventKind", "通报约谈")
    plant(s, "D5", "lacking", None)

    s = book.sheet("测评")
    s.put(1, ["单位名称", "指标", "评价主体", "评价人", "得分"])
    row = 2
    for _, name, _ in UNITS[:3]:
        for rater in range(4):
            s.put(row, [name, "领导评价", "市领导", f"领导{rater + 1}", 88 + rater * 2])
            row += 1
    plant(s, "E3", "outOfScale", 905, "905")
    plant(s, "E6", "notANumber", "9.2.5")
    plant(s, "A9", "noSuchSubject", "市体育总会")

    assert len(plant.rows) == 37, len(plant.rows)
    book.save(HERE / "37_faults.xlsx")
    with open(HERE / "37_faults.csv", "w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(["sheet", "cell", "what", "value"])
        out.writerows(plant.rows)


def text_tables():
    """The same tables as text: WPS's CSV in GB18030, what the clipboard holds."""
    rows = [COLUMNS] + [["" if c is None else c for c in row] for row in INDICATORS]
    rows = [[f"{c.value:.1%}" if isinstance(c, Styled) else str(c) for c in row] for row in rows]
    with open(HERE / "indicators_wps.csv", "w", encoding="gb18030", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)
    (HERE / "indicators_pasted.tsv").write_bytes("".join("\t".join(row) + "\r\n" for row in rows).encode())


def make():
    HERE.mkdir(exist_ok=True)
    for one in (indicators, indicators_by_category, data, data_by_quarter, data_long, ratings, events, subjects, collections,
                self_evaluation, whole_workbook, faults, text_tables):
        one()


if __name__ == "__main__":
    make()
