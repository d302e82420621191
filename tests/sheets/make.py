"""Makes the fixtures of this folder, and what is expected of them. Run it after a change: `python make.py`.

Needs openpyxl and LibreOffice. What is expected comes from the tables written here by hand and from openpyxl, never from
our own reader.
"""

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import office
from expected import DAMAGED, expected_of_book, expected_of_rows, expected_unreadable
from ooxml import HEAD, Book, Error, Formula, Raw, Styled, day, pack, percent

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"


def note(file, reading):
    path = EXPECTED / f"{file}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(reading, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


# --- workbooks --------------------------------------------------------------------------------------------------------


def books():
    """Name → book; each shows one thing."""
    made = {}

    def sheet(name, title="Sheet1", **options):
        made[name] = Book(**options)
        return made[name].sheet(title)

    s = sheet("two_header_rows")
    s.table(1, [["单位", "一季度", None, "二季度", None], [None, "投资", "就业", "投资", "就业"], ["甲局", 1, 2, 3, 4]])
    s.merged += ["A1:A2", "B1:C1", "D1:E1"]
    s = sheet("merged_levels", "指标体系")
    s.table(1, [["一级指标", "二级指标", "三级指标", "分值"], ["工作实绩", "重点任务", "完成率", 20], [None, None, "及时率", 10], [None, "日常履职", "办结率", 15]])
    s.merged += ["A2:A4", "B2:B3"]
    s = sheet("percent_cells")
    s.table(1, [["比率", "格式"], [percent(0.95), "0%"], [percent(0.123, 1), "0.0%"], [percent(0.0007, 2), "0.00%"], [percent(1.325, 1), ""], ["95%", "文本"]])
    s = sheet("totals_and_notes")
    s.table(1, [["2025年度数据表"], ["单位", "值"], ["甲局", 1], ["乙局", 2], ["合计", Formula("SUM(B3:B4)", 3)], [], ["填表说明：万元"], ["单位负责人（签字）：", "填表人："]])
    s = sheet("hidden_rows")
    s.table(1, [["单位", "值"], ["甲局", 1], ["乙局", 2], ["丙局", 3]])
    s.hidden_rows |= {3}
    s = sheet("hidden_columns")
    s.table(1, [["单位", "密码", "值"], ["甲局", "x", 1]])
    s.hidden_columns = [2]
    s = sheet("filtered_rows")
    s.table(1, [["单位", "值"], ["甲局", 1], ["乙局", 2], ["丙局", 3]])
    s.hidden_rows |= {2, 4}
    s.extra = '<autoFilter ref="A1:B4"><filterColumn colId="1"><filters><filter val="2"/></filters></filterColumn></autoFilter>'
    s = sheet("hidden_sheet", "数据")
    s.put(1, ["看得见"])
    made["hidden_sheet"].sheet("字典", "hidden").put(1, ["看不见"])
    made["hidden_sheet"].sheet("深藏", "veryHidden").put(1, ["更看不见"])
    s = sheet("formula_cached")
    s.table(1, [[1, 2, Formula("A1+B1", 3), Formula('A1&"个"', "1个"), Formula("A1/0", Error("#DIV/0!")), Formula("A1/B1", 0.5, "percent0")]])
    s = sheet("formula_without_value")
    s.table(1, [["和", Formula("1+1"), Formula("A1", "和")]])
    s = sheet("dates_1900")
    s.table(1, [["日期", "序号"], [day(45838), 45838], [day(45838.75, "moment"), 1], [day(61), 4], [day(45838, "date_zh"), 5], ["2025年6月30日", 6]])
    s = sheet("dates_1904", epoch_1904=True)
    s.table(1, [["日期"], [day(44376)], [day(0)], [44376]])
    s = sheet("ids_18_digits")
    s.table(1, [["代码", "说明"], ["113301000024900012", "文本"], [Styled("11010519491231002X", "text"), "身份证"], [Styled("00123", "text"), "前导零"], ["05718501234", "电话"]])
    sheet("id_as_number").table(1, [["代码", "说明"], [113301000024900012, "数字"]])
    s = sheet("fullwidth_digits")
    s.table(1, [["９５．５", "－５", "１，２３４", "≥50个", "≤90万元", "—", "／", "无", " 95 ", "（2）"]])
    s = sheet("errors")
    s.table(1, [[Error(e) for e in ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")]])
    s = sheet("booleans")
    s.put(1, [True, False, Formula("1=1", None)])
    s.rows[1][3] = Raw('<c r="{ref}" t="b"><f>1=1</f><v>1</v></c>')
    s = sheet("inline_and_rich_strings")
    s.put(1, [Raw('<c r="{ref}" t="inlineStr"><is><t>行内</t></is></c>'), Raw('<c r="{ref}" t="inlineStr"><is><r><t>富</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 文本</t></r></is></c>')])
    s = sheet("escaped_letters")
    s.put(1, ["a<b & \"c\"", "两行\n文字", " 前后有空格 ", "𠮷野家", "=1+1", "'=x"])
    s = sheet("rows_without_addresses")
    s.rows = {1: {1: Raw("<c><v>1</v></c>"), 2: Raw("<c><v>2</v></c>")}, 2: {1: Raw('<c t="inlineStr"><is><t>三</t></is></c>')}}
    s = sheet("far_cells")
    s.put(1, ["左上"])
    s.put(60000, ["远"], 27 * 26)
    s = sheet("number_formats")
    s.table(1, [[Styled(v, f)] for v, f in ((1234.5, "grouped2"), (1234, "grouped0"), (2.5, "fixed1"), (2.5, "fixed2"), (3.2, "unit"), (45721, "month_day"), (1e-7, "general"), (1e17, "general"))])
    s = sheet("blank_rows_between")
    s.put(1, ["标题"])
    s.put(4, ["单位", "值"])
    s.put(5, ["甲局", 1])
    s.put(9, ["乙局", 2])
    s = sheet("duplicate_headers")
    s.table(1, [["单位", "值", "值", " 值 ", "值\n（万元）"], ["甲局", 1, 2, 3, 4]])
    s = sheet("many_sheets", "一")
    s.put(1, [1])
    for name in "二三四五":
        made["many_sheets"].sheet(name).put(1, [name])
    s = sheet("names_with_blanks", " 数据 表 ")
    s.table(1, [["市 教 育 局"], ["市教育局 "], ["市教育局"], ["（市）教育局"], ["(市)教育局"]])
    return made


def from_openpyxl():
    """A workbook as another program writes it: other parts, other order, its own styles."""
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(2025, 6, 30)
    sheet = book.active
    sheet.title = "得分"
    sheet.append(["单位", "得分", "日期", "比率"])
    sheet.append(["甲局", 95.5, datetime.date(2025, 6, 30), 0.955])
    sheet["D2"].number_format = "0.0%"
    sheet.append(["合计", "=SUM(B2:B2)"])
    sheet.merge_cells("A4:B5")
    sheet["A4"] = "说明"
    sheet.row_dimensions[2].hidden = True
    path = HERE / "by_openpyxl.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # openpyxl writes down when it saved.
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2025-06-30T09:00:00Z", core)
    pack(path, parts)
    note(path.name, expected_of_book(path))


def by_libreoffice():
    """Old and foreign formats, made of the workbooks of this folder. One call for each format."""
    sources = ["two_header_rows", "percent_cells", "hidden_rows", "ids_18_digits", "formula_cached", "dates_1900", "merged_levels"]
    with tempfile.TemporaryDirectory() as out:
        profile = f"-env:UserInstallation=file://{out}/profile"
        for kind, names in (("xls", sources), ("ods", sources[:1])):
            files = [str(HERE / f"{name}.xlsx") for name in names]
            subprocess.run(["soffice", profile, "--headless", "--convert-to", kind, "--outdir", out, *files], check=True, capture_output=True)
            for name in names:
                shutil.copy(f"{out}/{name}.{kind}", HERE / f"{name}.{kind}")


# --- text -------------------------------------------------------------------------------------------------------------

ROWS = [
    ["单位名称", "完成值", "备注"],
    ["市教育局", "95.5", "第一行\n第二行"],
    ["市财政局", "１２，３", '他说"好"；完'],
    ["市审计局", "—", "甲,乙"],
]


def delimited(rows, separator, end):
    def cell(text):
        if any(sign in text for sign in (separator, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join(separator.join(cell(c) for c in row) + end for row in rows)


def texts():
    encodings = {
        "utf8": ("utf-8", b""),
        "utf8_bom": ("utf-8", b"\xef\xbb\xbf"),
        "gb18030": ("gb18030", b""),
        "utf16le_bom": ("utf-16-le", b"\xff\xfe"),
        "utf16be_bom": ("utf-16-be", b"\xfe\xff"),
        "utf16le": ("utf-16-le", b""),
        "utf16be": ("utf-16-be", b""),
    }
    dialects = {"comma": (",", "\r\n"), "semicolon": (";", "\n"), "tab": ("\t", "\r\n"), "fullwidth_comma": ("，", "\n"), "cr": (",", "\r"), "bar": ("|", "\n")}
    for encoding, (codec, mark) in encodings.items():
        for dialect, (separator, end) in dialects.items():
            if encoding not in ("utf8", "gb18030") and dialect not in ("comma", "tab"):
                continue
            file = f"{encoding}_{dialect}.{'tsv' if separator == chr(9) else 'csv'}"
            (HERE / file).write_bytes(mark + delimited(ROWS, separator, end).encode(codec))
            note(file, expected_of_rows(file, ROWS))
    one_by_one = {
        "ragged.csv": ("标题\n\n单位,值\n甲局,1,多\n乙局\n", [["标题"], [], ["单位", "值"], ["甲局", "1", "多"], ["乙局"]]),
        "sep_line.csv": ("sep=;\r\n单位;值\r\n甲,局;1\r\n", [["单位", "值"], ["甲,局", "1"]]),
        "stray_quotes.csv": ('名称,尺寸\n屏幕,5"\n"乙"屏,6"\n', [["名称", "尺寸"], ["屏幕", '5"'], ["乙屏", '6"']]),
        "excel_text_trick.csv": ('代码,名称\n="00123",甲局\n"=""113301000024900012""",乙局\n', [["代码", "名称"], ["00123", "甲局"], ["113301000024900012", "乙局"]]),
        "guarded_formulas.csv": ("文本,数\n'=1+1,-5.00\n'-甲,\"-1,234.56\"\n'abc,+3\n", [["文本", "数"], ["=1+1", "-5.00"], ["-甲", "-1,234.56"], ["'abc", "+3"]]),
        "sentences.csv": ("指标,评分标准\n就业,完成得满分；未完成，按比例\n投资,每低1%，扣1分\n", [["指标", "评分标准"], ["就业", "完成得满分；未完成，按比例"], ["投资", "每低1%，扣1分"]]),
        "one_column.csv": ("单位\n甲局\n乙局\n", [["单位"], ["甲局"], ["乙局"]]),
    }
    for file, (text, rows) in one_by_one.items():
        (HERE / file).write_bytes(text.encode())
        note(file, expected_of_rows(file, rows, text_format=["A2", "A3"] if "trick" in file else []))
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gbk"></head><body><table border=1>'
        "<tr><td colspan=2>2025年数据表</td></tr><tr><td>单位名称</td><td>完成率</td></tr>"
        "<tr><td>市教育局</td><td x:num=\"0.955\" style='mso-number-format:\"0\\.0%\"'>95.5%</td></tr>"
        "<tr style='display:none'><td>市财政局</td><td>&ge;50个</td></tr></table></body></html>"
    )
    cells = {"A1": "2025年数据表", "A2": "单位名称", "B2": "完成率", "A3": "市教育局", "B3": 0.955, "A4": "市财政局", "B4": "≥50个"}
    reading = {"sheets": [{"name": "Sheet1", "cells": cells, "formats": {"B3": "percent"}, "merged": ["A1:B1"], "hiddenRows": [4]}]}
    for file, codec in (("html_as_xls_gbk.xls", "gb18030"), ("html_as_xls_utf8.xls", "utf-8")):
        (HERE / file).write_bytes(page.encode(codec))
        note(file, reading)
    rows = [["单位名称", "完成值"], ["市教育局", "95.5"], ["市财政局", "90"]]
    (HERE / "tsv_as_xls.xls").write_bytes(delimited(rows, "\t", "\r\n").encode("gb18030"))
    note("tsv_as_xls.xls", expected_of_rows("tsv_as_xls.xls", rows))


# --- what cannot be read ----------------------------------------------------------------------------------------------


def compound(streams):
    """A compound file of 512-byte sectors with empty streams of these names: enough to see what it is."""
    import struct

    def entry(name, kind, left=-1, right=-1, child=-1):
        raw = name.encode("utf-16-le")
        return struct.pack("<64sHBBiii16sIQQiQ", raw, len(raw) + 2, kind, 1, left, right, child, b"", 0, 0, 0, -2, 0)

    entries = [entry("Root Entry", 5, child=1)]
    for at, name in enumerate(streams):
        entries.append(entry(name, 2, right=at + 2 if at + 1 < len(streams) else -1))
    directory = b"".join(entries)
    directory += struct.pack("<64sHBBiii16sIQQiQ", b"", 0, 0, 0, -1, -1, -1, b"", 0, 0, 0, 0, 0) * (-len(entries) % 4)
    count = len(directory) // 512
    table = [-3] + [at + 2 for at in range(count - 1)] + [-2]
    table += [-1] * (128 - len(table))
    header = struct.pack("<8s16sHHHHH6sIIiIIiIiI", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", 0, *[-1] * 108)
    return header + struct.pack("<128i", *table) + directory


def unreadable():
    def file(name, data, reading):
        (HERE / name).write_bytes(data)
        note(name, expected_unreadable(reading))

    def archive(name, parts, reading):
        pack(HERE / name, parts)
        note(name, expected_unreadable(reading))

    whole = (HERE / "two_header_rows.xlsx").read_bytes()
    noise = random.Random(4)
    file("empty.xlsx", b"", "empty")
    file("empty.csv", b"", "empty")
    file("blank_lines.csv", b"\r\n\r\n  \r\n", "empty")
    file("truncated.xlsx", whole[: len(whole) // 2], DAMAGED)
    file("truncated.csv", "单位名称,完成值\n市教育局,95\n市财政".encode()[:-1], DAMAGED)
    file("random.xlsx", b"\x81" + noise.randbytes(3000), ["unknownKind", "unknownEncoding"])
    file("latin1.csv", "Café,Crème\nNaïve,Façade\nMünchen,Öl\n".encode("latin-1"), "unknownEncoding")
    file("password.xlsx", compound(["EncryptedPackage", "EncryptionInfo"]), "locked")
    file("wps.et", compound(["Etdata"]), {"otherProgram": ".et"})
    file("word.doc", compound(["WordDocument"]), {"noTable": ".doc"})
    file("printed.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", {"noTable": ".pdf"})
    file("photo.xlsx", b"\x89PNG\r\n\x1a\n" + noise.randbytes(200), {"noTable": ".png"})
    types = HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    archive("renamed_docx.xlsx", {"[Content_Types].xml": types, "word/document.xml": "<w/>"}, {"noTable": ".docx"})
    archive("numbers.numbers", {"Index/CalculationEngine.iwa": "x", "Index/Tables/DataList.iwa": "x"}, {"otherProgram": ".numbers"})
    archive("binary.xlsb", {"[Content_Types].xml": types, "xl/workbook.bin": "x"}, {"otherProgram": ".xlsb"})
    archive("archive.xlsx", {"照片/1.txt": "x"}, {"noTable": ".zip"})
    note("two_header_rows.ods", expected_unreadable({"otherProgram": ".ods"}))
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for name, definition, use in (("billion_laughs.xlsx", entities, "&b;"), ("outside_entity.xlsx", outside, "&a;")):
        book = Book()
        book.sheet("Sheet1").put(1, ["甲"])

        def change(parts, definition=definition, use=use):
            text = parts["xl/sharedStrings.xml"]
            parts["xl/sharedStrings.xml"] = text.replace(HEAD, HEAD + definition).replace("甲", use)

        book.save(HERE / name, change)
        note(name, expected_unreadable("entities"))
    book = Book()
    book.sheet("Sheet1").rows = {1: {1: Raw('<c r="XFE1"><v>1</v></c>')}}
    book.save(HERE / "outside_the_sheet.xlsx")
    note("outside_the_sheet.xlsx", expected_unreadable(["outsideTheSheet", DAMAGED]))


def make():
    EXPECTED.mkdir(exist_ok=True)
    office.make()
    for name, book in books().items():
        book.save(HERE / f"{name}.xlsx")
        note(f"{name}.xlsx", expected_of_book(HERE / f"{name}.xlsx"))
    for path in sorted(office.HERE.glob("*.xlsx")):
        note(f"office/{path.name}", expected_of_book(path))
    from_openpyxl()
    texts()
    if "--without-office" not in sys.argv:
        by_libreoffice()
    for path in sorted(HERE.glob("*.xls")):
        source = path.with_suffix(".xlsx")
        if source.exists():
            note(path.name, expected_of_book(source))
    unreadable()


if __name__ == "__main__":
    make()
