"""Writes the sample of an office's own spreadsheet: an indicator table and a year of values, as one xlsx.

Made of the values of tests/cases/sets/a_city (synthetic): the 22 departments of category A, a year in one figure each.
Only the standard library; the same input gives the same bytes.
Usage: scripts/office.py SET OUT
"""
import collections
import csv
import pathlib
import sys
import zipfile
from xml.sax.saxutils import escape

source, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
rows = lambda name: list(csv.DictReader((source / name).open(encoding="utf-8-sig")))
indicators = [row for row in rows("indicators.csv") if float(row["points_A"] or 0) > 0]
units = [row for row in rows("units.csv") if row["category"] == "A"]
measured = collections.defaultdict(list)
for row in rows("measurements.csv"):
    measured[row["unit_id"], row["indicator_id"]].append(row)
rated = collections.defaultdict(list)
for row in rows("ratings.csv"):
    if row["score"]:
        rated[row["unit_id"], row["indicator_id"]].append(float(row["score"]))

# How an office writes its rules: the method's name, the sentence, the target, the unit.
BY_RATIO = "完成目标值得满分，未完成的按完成率计分"
REACHED = "达到目标值得满分，未达到的不得分"
WRITTEN = {
    "A101": ("完成率法", BY_RATIO, 100, "%"),
    "A104": ("完成率法", BY_RATIO, 100, "%"),
    "A105": ("完成率法", BY_RATIO, 100, "%"),
    "A108": ("完成率法", BY_RATIO, 100, "%"),
    "A109": ("完成率法", BY_RATIO, 95, "%"),
    "A207": ("完成率法", BY_RATIO, 100, "%"),
    "A403": ("完成率法", BY_RATIO, 100, "%"),
    "A405": ("完成率法", BY_RATIO, 90, "学时"),
    "A506": ("完成率法", BY_RATIO, 90, "%"),
    "A102": ("达标法", REACHED, 3, "%"),
    "A103": ("达标法", REACHED, 87, "%"),
    "A107": ("达标法", REACHED, 100, "%"),
    "A202": ("达标法", REACHED, 100, "%"),
    "A404": ("达标法", REACHED, 100, "%"),
    "A106": ("分档计分", "≥98%得满分，95%–98%得80%，90%–95%得60%，90%以下不得分", 98, "%"),
    "A203": ("分档计分", "≥99%得满分，97%–99%得80%，95%–97%得60%，95%以下不得分", 99, "%"),
    "A208": ("分档计分", "≥98%得满分，95%–98%得80%，90%–95%得60%，90%以下不得分", 98, "%"),
    "A201": ("完成率法", "不超过目标值得满分，超过的按比例扣分", 10, "%"),
    "A206": ("分档计分", "≤2%得满分，2%–5%得80%，5%以上不得分", 5, "%"),
    "A204": ("完成率法", BY_RATIO, 95, "%"),
    "A302": ("完成率法", BY_RATIO, 99, "%"),
    "A205": ("完成率法", BY_RATIO, 20, "%"),
    "A503": ("完成率法", BY_RATIO, 5, "%"),
    "A501": ("完成率法", BY_RATIO, 97, "%"),
    "A502": ("完成率法", BY_RATIO, 90, "分"),
    "A210": ("加分法", "每项计1分，本项封顶", None, "项"),
    "A305": ("扣分法", "每发生1件扣0.2分，扣完为止", None, "件"),
    "A402": ("扣分法", "每发生1次扣0.25分，扣完为止", None, "次"),
    "A209": ("位次赋分", "第一名得满分，每低一名扣8%，最低得20%", None, "名"),
    "A504": ("位次赋分", "由低到高排名，第一名得满分，依次递减4%", None, "kWh/㎡"),
    "A505": ("位次赋分", "由低到高排名，第一名得满分，依次递减4%", None, "元"),
    "A301": ("定性评分", "按评价得分计分", None, "分"),
    "A303": ("定性评分", "按评价得分计分", None, "分"),
    "A304": ("定性评分", "按评价得分计分", None, "分"),
    "A401": ("定性评分", "按评价得分计分", None, "分"),
    "A406": ("非此即彼", "已挂钩得满分，未挂钩不得分", None, "是/否"),
}


def year(unit, indicator):
    """One figure for the year, as an office would write it down."""
    key = unit["unit_id"], indicator["id"]
    if rated[key]:
        return round(sum(rated[key]) / len(rated[key]), 2)
    found = sorted(measured[key], key=lambda row: (row["period"] != "Y", row["period"]))
    if any(row["value"] == "NA" for row in found):
        return "不适用"
    if any("/" in row["value"] for row in found):
        counts = [int(count) for count in found[0]["value"].split("/")]
        return round(sum(count * worth for count, worth in zip(counts, (100, 80, 60, 30, 0))) / sum(counts), 2)
    values = [float(row["value"]) for row in found if row["value"] != ""]
    if not values:
        return ""
    if indicator["id"] in ("A101", "A104"):
        targets = [float(row["target"]) for row in found if row["target"]]
        return round(100 * sum(values) / sum(targets), 2) if sum(targets) else round(sum(values), 2)
    if indicator["id"] in ("A205", "A503"):
        bases = [float(row["base"]) for row in found if row["base"]]
        return round(100 * (bases[-1] - values[-1]) / bases[-1], 2) if bases else ""
    if indicator["id"] == "A406":
        return "是" if values[-1] else "否"
    total = {"sum": sum(values), "avg": sum(values) / len(values)}.get(indicator["agg"], values[-1])
    return round(total, 2)


def letters(column):
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(row, column, value, style):
    place = f'r="{letters(column)}{row + 1}" s="{style}"'
    if value is None or value == "":
        return f"<c {place}/>"
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c {place}><v>{value:g}</v></c>"


def sheet(lines, merged, widths, frozen):
    """`lines`: rows of (value, style)."""
    body = "".join(
        f'<row r="{r + 1}">' + "".join(cell(r, c, value, style) for c, (value, style) in enumerate(line)) + "</row>"
        for r, line in enumerate(lines)
    )
    columns = "".join(f'<col min="{k + 1}" max="{k + 1}" width="{width}" customWidth="1"/>' for k, width in enumerate(widths))
    places = "".join(f'<mergeCell ref="{letters(c1)}{r1 + 1}:{letters(c2)}{r2 + 1}"/>' for r1, c1, r2, c2 in merged)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
        f'<pane xSplit="{frozen[1]}" ySplit="{frozen[0]}" topLeftCell="{letters(frozen[1])}{frozen[0] + 1}" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>{body}</sheetData>"
        f'<mergeCells count="{len(merged)}">{places}</mergeCells></worksheet>'
    )


TITLE, HEAD, TEXT, NUMBER = 1, 2, 3, 4
head = ["一级指标", "二级指标", "三级指标", "分值", "目标值", "计量单位", "计分方法", "评分标准", "数据来源", "责任单位", "考核周期"]
table = [[("示例市2025年度市级机关绩效考核指标体系表（A类）", TITLE)] + [("", TITLE)] * 10, [(name, HEAD) for name in head]]
merged = [(0, 0, 0, 10)]
started = {}
for indicator in indicators:
    method, sentence, target, unit = WRITTEN[indicator["id"]]
    r = len(table)
    shown = []
    for level, name in enumerate((indicator["l1"], indicator["l1"] + "/" + indicator["l2"])):
        first, before = started.get(level, (r, None))
        if before != name:
            if before is not None and r - 1 > first:
                merged.append((first, level, r - 1, level))
            started[level] = (r, name)
            shown.append(name.split("/")[-1])
        else:
            shown.append("")
    points = float(indicator["points_A"])
    line = shown + [indicator["name"], points, target, unit, method, sentence, indicator["source"], indicator["owner"], "年度"]
    table.append([(value, NUMBER if isinstance(value, (int, float)) else TEXT) for value in line])
for level, (first, _) in started.items():
    if len(table) - 1 > first:
        merged.append((first, level, len(table) - 1, level))
table.append([("合计", HEAD), ("", HEAD), ("", HEAD), (sum(float(i["points_A"]) for i in indicators), HEAD)] + [("", HEAD)] * 7)

wide = 2 + len(indicators)
data = [[("示例市2025年度市级机关绩效考核数据表（A类）", TITLE)] + [("", TITLE)] * (wide - 1)]
data.append([("序号", HEAD), ("单位名称", HEAD)] + [(indicator["name"], HEAD) for indicator in indicators])
for number, unit in enumerate(units, 1):
    values = [year(unit, indicator) for indicator in indicators]
    data.append([(number, NUMBER), (unit["name"], TEXT)] + [(value, NUMBER if value != "" else TEXT) for value in values])
data.append([("填表说明：数据截至2025年12月31日，均为虚构。", TEXT)] + [("", TEXT)] * (wide - 1))

styles = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf><xf fontId="2" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf borderId="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf borderId="1" applyBorder="1" applyAlignment="1"><alignment horizontal="right" vertical="center"/></xf></cellXfs></styleSheet>"""
names = ["指标体系表", "数据表"]
parts = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>' + "".join(f'<Override PartName="/xl/worksheets/sheet{k}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for k in (1, 2)) + "</Types>",
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>' + "".join(f'<sheet name="{name}" sheetId="{k}" r:id="rId{k}"/>' for k, name in enumerate(names, 1)) + "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(f'<Relationship Id="rId{k}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{k}.xml"/>' for k in (1, 2)) + '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": styles,
    "xl/worksheets/sheet1.xml": sheet(table, merged, [14, 14, 26, 7, 9, 9, 12, 40, 14, 16, 9], (2, 3)),
    "xl/worksheets/sheet2.xml": sheet(data, [(0, 0, 0, wide - 1), (len(data) - 1, 0, len(data) - 1, wide - 1)], [6, 22] + [11] * len(indicators), (2, 2)),
}
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in parts.items():
        archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
