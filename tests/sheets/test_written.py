"""What is handed out, seen by programs of others: openpyxl, Python's csv, LibreOffice.

MINGHENG=target/debug/mingheng MINGHENG_WRITTEN=FOLDER python3 tests/sheets/test_written.py

The command line writes workbooks here; tests/written.rs has put into the folder what it does not write. Needs openpyxl and
LibreOffice. Knows what is expected from tests/cases/sets/a_city/expected and hostile_texts.json only.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CITY = ROOT / "tests" / "cases" / "sets" / "a_city"
MINGHENG = os.environ.get("MINGHENG", str(ROOT / "target" / "debug" / "mingheng"))
WRITTEN = Path(os.environ["MINGHENG_WRITTEN"])
FOLDER = Path(tempfile.mkdtemp(prefix="written-"))
TEXTS = json.loads((HERE / "hostile_texts.json").read_text(encoding="utf-8"))
# What tests/written.rs calls the first subjects.
IDS = ["110101199003070018", "007", "1e5", "-5.00", "+86-571"]
A4 = "9"

# Sheet: the cell below and right of what stays in sight, rows repeated on paper, the head of the table that is filtered.
ZH = {
    "结果排名": ("C4", "$3:$3", 3),
    "计算过程": ("D2", "$1:$1", 1),
    "原始数据": ("C3", "$1:$2", 2),
    "权重与规则": ("E2", "$1:$1", 1),
    "说明": None,
}
EN = dict(zip(["Results", "Calculation", "Raw data", "Weights and rules", "Notes"], ZH.values()))
HEADS = {
    "zh": {"rank": "名次", "code": "单位代码", "score": "公布分数", "grade": "等次", "base": "基础分", "name": "单位名称"},
    "en": {"rank": "Rank", "code": "Subject code", "score": "Published score", "grade": "Grade", "base": "Base score",
           "name": "Subject"},
}


def mingheng(*arguments):
    ended = subprocess.run([MINGHENG, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    if ended.returncode != 0:
        raise AssertionError("%s: %s" % (arguments, ended.stderr))


def expected():
    with open(CITY / "expected" / "unit_scores.csv", encoding="utf-8-sig", newline="") as file:
        return {row["unit_id"]: row for row in csv.DictReader(file)}


def cells(book):
    return ((sheet.title, cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def table(sheet, head):
    """The rows below the head by the names of the columns, to the first empty row."""
    names = [cell.value for cell in sheet[head]]
    for row in sheet.iter_rows(min_row=head + 1):
        if all(cell.value is None for cell in row):
            return
        yield dict(zip(names, row))


def never_a_formula(book):
    """Complaints about whatever is no number and no text."""
    return ["%s!%s is %s: %r" % (sheet, cell.coordinate, cell.data_type, cell.value)
            for sheet, cell in cells(book) if cell.data_type not in "ns"]


def laid_out(book, sheets):
    found = []
    if book.sheetnames != list(sheets):
        found.append("sheets are %s" % book.sheetnames)
        return found
    for sheet in book.worksheets:
        def holds(what, is_so, wanted):
            if is_so != wanted:
                found.append("%s: %s is %r, not %r" % (sheet.title, what, is_so, wanted))
        holds("orientation", sheet.page_setup.orientation, "landscape")
        holds("paper", str(sheet.page_setup.paperSize), A4)
        holds("fits", (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight), (True, 0))
        holds("pages are numbered", "&P" in (sheet.oddFooter.center.text or ""), True)
        frozen, repeated, head = sheets[sheet.title] or (None, None, None)
        holds("frozen", sheet.freeze_panes, frozen)
        holds("repeated", sheet.print_title_rows, repeated)
        last = sheet.auto_filter.ref and re.fullmatch(r"A%s:([A-Z]+)(\d+)" % head, sheet.auto_filter.ref)
        holds("filtered", bool(last), head is not None)
        if last:
            holds("filter's last column", openpyxl.utils.column_index_from_string(last[1]), sheet.max_column)
            widths = [sheet.column_dimensions[openpyxl.utils.get_column_letter(k)].width for k in range(1, 4)]
            holds("widths are set", all(6 <= width <= 46 and width != 13 for width in widths), True)
    return found


def as_published(book, language):
    """Complaints about the first sheet: whether it says what the expected file says, as numbers and with two decimals."""
    heads = HEADS[language]
    found, wanted = [], expected()
    for row in table(book.worksheets[0], 3):
        code, score, rank = row[heads["code"]], row[heads["score"]], row[heads["rank"]]
        own = wanted.pop(code.value, None)
        if own is None or code.data_type != "s":
            found.append("%s: %r is no code" % (code.coordinate, code.value))
            continue
        if score.data_type != "n" or score.number_format != "0.00" or "%.2f" % score.value != own["total_2dp"]:
            found.append("%s: %r (%s), not %s" % (score.coordinate, score.value, score.number_format, own["total_2dp"]))
        base = row[heads["base"]]
        if base.data_type != "n" or base.number_format != "0.00" or abs(base.value - float(own["base_6dp"])) > 6e-7:
            found.append("%s: %r, not %s" % (base.coordinate, base.value, own["base_6dp"]))
        place = own["rank"] and int(own["rank"])
        if place and (rank.data_type != "n" or rank.value != place):
            found.append("%s: rank %r, not %s" % (rank.coordinate, rank.value, place))
        if row[heads["grade"]].value != own["grade_final"]:
            found.append("%s: %s, not %s" % (code.value, row[heads["grade"]].value, own["grade_final"]))
    return found + ["%s is missing" % code for code in wanted]


def results(language):
    path = FOLDER / ("results_%s.xlsx" % language)
    if not path.exists():
        mingheng("assess", CITY, "--xlsx", path, "--lang", language)
    return path


def own(name):
    path = FOLDER / ("own_%s.xlsx" % name)
    if not path.exists():
        mingheng("import", WRITTEN / name / "document.json", "--out", path)
    return path


def loaded(path):
    return openpyxl.load_workbook(path)


def odd(text):
    """openpyxl leaves some of the escapes of ECMA-376 (22.9.2.19, ST_Xstring) as they are."""
    return "_x" in text or "\r" in text


def stored(path):
    """The texts of a workbook by the standard, without openpyxl."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        items = xml.fromstring(archive.read("xl/sharedStrings.xml")).findall(space + "si")
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"hyperlink" in sheet for sheet in sheets), path
    texts = ("".join(part.text or "" for part in item.iter(space + "t")) for item in items)
    return [re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text) for text in texts]


def resaved(paths):
    """The workbooks, saved again by LibreOffice."""
    folder = FOLDER / "resaved"
    profile = "-env:UserInstallation=file://%s" % (FOLDER / "profile")
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), *map(str, paths)],
        check=True, capture_output=True, timeout=300,
    )
    return [folder / path.name for path in paths]


def read_back(path):
    out = path.with_suffix(".json")
    mingheng("import", path, "--out", out)
    return json.loads(out.read_text(encoding="utf-8"))["document"]


def records(path):
    """A CSV file as spreadsheets of the country take it: the mark, CR LF behind every line, rows of one length."""
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "%s: no mark" % path
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n"), "%s: %r" % (path, text[-9:])
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1, "%s: rows of %s cells" % (path, {len(row) for row in rows})
    # Outside of quotes no line ends otherwise.
    outside = "".join(text.split('"')[::2])
    assert "\n" not in outside.replace("\r\n", "") and "\r" not in outside.replace("\r\n", ""), path
    return [dict(zip(rows[0], row)) for row in rows[1:]]


DANGEROUS = tuple("=+-@\t\r\n\0＝＋－＠")
NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?")


def guarded(text):
    """The agreement, stated once more: an apostrophe before what begins like a formula, behind apostrophes or not, and is
    no number."""
    bare = text.lstrip("'")
    return "'" + text if bare.startswith(DANGEROUS) and not NUMBER.fullmatch(text) else text


class Results(unittest.TestCase):
    def test_the_results_say_what_was_published_and_are_laid_out_for_paper_in_both_languages(self):
        for language, sheets in [("zh", ZH), ("en", EN)]:
            book = loaded(results(language))
            self.assertEqual(as_published(book, language), [])
            self.assertEqual(laid_out(book, sheets), [])
            self.assertEqual(never_a_formula(book), [])

    def test_differences_that_are_planted_are_noticed(self):
        def first(book, name):
            return next(table(book.worksheets[0], 3))[HEADS["zh"][name]]

        def change(name, value):
            return lambda book: setattr(first(book, name), "value", value)

        # One after the other into one workbook: each adds a complaint of its own.
        planted = [
            (change("score", 90.97), "90.97"),
            (change("score", "90.96"), "'90.96'"),
            (change("score", "=90.96"), "is f"),
            (change("rank", 77), "rank 77"),
            (change("base", 90.5), "90.5,"),
            (change("grade", "合格"), "合格"),
            (lambda book: setattr(first(book, "score"), "number_format", "General"), "General"),
            (change("code", 9), "is no code"),
            (lambda book: setattr(book.worksheets[0], "freeze_panes", "A1"), "frozen"),
            (lambda book: setattr(book.worksheets[1], "print_title_rows", "2:2"), "repeated"),
            (lambda book: setattr(book.worksheets[2].auto_filter, "ref", None), "filtered"),
            (lambda book: setattr(book.worksheets[3].page_setup, "orientation", "portrait"), "orientation"),
            (lambda book: setattr(book.worksheets[4].page_setup, "paperSize", 1), "paper"),
            (lambda book: setattr(book.worksheets[1].oddFooter.center, "text", ""), "pages are numbered"),
            (lambda book: book.create_sheet("more"), "sheets are"),
        ]
        book = loaded(results("zh"))
        for plant, words in planted:
            plant(book)
            found = as_published(book, "zh") + laid_out(book, ZH) + never_a_formula(book)
            self.assertTrue(any(words in complaint for complaint in found), "%s: %s" % (words, found))

    def test_hostile_names_are_texts_in_the_results(self):
        path = FOLDER / "hostile.xlsx"
        mingheng("assess", WRITTEN / "hostile" / "document.json", "--xlsx", path)
        book = loaded(path)
        self.assertEqual(never_a_formula(book), [])
        self.assertEqual(laid_out(book, ZH), [])
        rows = list(table(book.worksheets[0], 3))
        self.assertEqual(len(rows), 40)
        for column in ["单位代码", "单位名称"]:
            self.assertEqual({row[column].data_type for row in rows}, {"s"})
        names = {row["单位名称"].value for row in rows}
        self.assertEqual([text for text in TEXTS if not odd(text) and text not in names], [])
        self.assertEqual([code for code in IDS if code not in {row["单位代码"].value for row in rows}], [])
        self.assertEqual(set(TEXTS) - set(stored(path)), set())


class Own(unittest.TestCase):
    def test_every_sheet_can_be_read_on_the_screen_and_on_paper(self):
        for name in ["city", "hostile"]:
            book = loaded(own(name))
            self.assertEqual(never_a_formula(book), [])
            for sheet in book.worksheets:
                self.assertEqual((sheet.page_setup.orientation, str(sheet.page_setup.paperSize)), ("landscape", A4), sheet.title)
                if sheet.title != "说明 README":
                    self.assertEqual((sheet.freeze_panes, sheet.print_title_rows), ("B4", "$2:$3"), sheet.title)
                    self.assertTrue(sheet.auto_filter.ref.startswith("A3:"), sheet.title)

    def test_codes_are_text_and_values_are_numbers(self):
        book = loaded(own("city"))
        subjects = [row[0] for row in book["考核对象"].iter_rows(min_row=4)]
        self.assertEqual([(cell.data_type, cell.number_format) for cell in subjects], [("s", "@")] * 40)
        rows = list(table(book["数据"], 3))
        with open(CITY / "measurements.csv", encoding="utf-8-sig", newline="") as file:
            said = [row for row in csv.DictReader(file) if row["value"] or row["target"] or row["base"]]
        reported = {(row["unit_id"], row["indicator_id"], row["period"]): row["value"] for row in said}
        numbers = 0
        for row in rows:
            text = reported[(row["subject"].value, row["indicator"].value, row["period"].value)]
            if text in ("", "NA"):
                self.assertEqual(row["value"].data_type == "s", text == "NA", row["value"].value)
            elif "/" in text:
                self.assertEqual([row["answers.%d" % k].value for k in range(5)], [int(count) for count in text.split("/")])
            else:
                self.assertEqual((row["value"].data_type, row["value"].value), ("n", float(text)))
                numbers += 1
        self.assertGreater(numbers, 4000)
        self.assertEqual(len(rows), len(reported))

    def test_hostile_texts_stand_there_as_they_are(self):
        book = loaded(own("hostile"))
        rows = list(book["考核对象"].iter_rows(min_row=4))
        self.assertEqual([row[0].value for row in rows[: len(IDS)]], IDS)
        for text, row in zip(TEXTS, rows):
            self.assertEqual(row[1].data_type, "s")
            # Blanks at the ends and letters that no keyboard has stand in quotes, as in JSON.
            if re.search(r"^\s|\s$|[\t\r]", text):
                self.assertEqual(json.loads(row[1].value), text)
            elif not odd(text):
                self.assertEqual(row[1].value, text)
        self.assertEqual({text for text in TEXTS if "_x" in text} - set(stored(own("hostile"))), set())

    def test_saved_again_by_libreoffice_they_are_the_same_documents(self):
        for path, name in zip(resaved([own("city"), own("hostile")]), ["city", "hostile"]):
            before = json.loads((WRITTEN / name / "document.json").read_text(encoding="utf-8"))["document"]
            self.assertEqual(read_back(own(name)), before)
            after = read_back(path)
            if name == "hostile":
                # LibreOffice 7.4 does not escape the escape of an escape when it saves.
                place = TEXTS.index("_x005F_x000D_")
                for named in [after["subjects"][place], after["set"]["indicators"][place]]:
                    self.assertIn(named["name"], ["_x005F_x000D_", "_x000D_"])
                    named["name"] = "_x005F_x000D_"
            self.assertEqual(after, before)

    def test_a_cell_that_was_changed_on_the_way_is_another_document(self):
        path = FOLDER / "changed.xlsx"
        book = loaded(own("city"))
        row = next(row for row in table(book["数据"], 3) if row["value"].data_type == "n")
        row["value"].value += 1
        book.save(path)
        before = json.loads((WRITTEN / "city" / "document.json").read_text(encoding="utf-8"))["document"]
        self.assertNotEqual(read_back(path), before)
        row["value"].value -= 1
        book.save(path)
        self.assertEqual(read_back(path), before)


class Others(unittest.TestCase):
    def test_templates_and_collection_sheets_hold_no_formula(self):
        for name in ["city", "hostile"]:
            for file in ["template.xlsx", "collection.xlsx"]:
                book = loaded(WRITTEN / name / file)
                self.assertEqual(never_a_formula(book), [])
                self.assertTrue(all(str(sheet.page_setup.paperSize) == A4 for sheet in book.worksheets), file)

    def test_results_as_csv_are_the_published_figures(self):
        wanted = expected()
        rows = records(WRITTEN / "city" / "results.csv")
        self.assertEqual(len(rows), len(wanted))
        for row in rows:
            own = wanted[row["单位代码"]]
            self.assertEqual((row["公布分数"], row["基础分"], row["等次"]), (own["total_2dp"], own["base_6dp"], own["grade_final"]))
            if own["rank"]:
                self.assertEqual(row["名次"], own["rank"])

    def test_scores_of_indicators_as_csv_are_the_expected_ones(self):
        found = {(row["单位代码"], row["指标代码"]): row["得分"] for row in records(WRITTEN / "city" / "indicators.csv")}
        with open(CITY / "expected" / "indicator_scores.csv", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                # What does not apply and has no points of its own left stays empty.
                if row["ratio"] not in ("NA", "MISSING"):
                    self.assertEqual(found[(row["unit_id"], row["indicator_id"])], row["score_6dp"], row)

    def test_csv_guards_texts_and_leaves_numbers(self):
        for file in ["results.csv", "indicators.csv", "values.csv"]:
            rows = records(WRITTEN / "hostile" / file)
            names = {row["单位名称"] for row in rows}
            self.assertEqual([text for text in TEXTS if guarded(text) not in names], [], file)
            self.assertLessEqual({"'+86-571", "-5.00", "007", "110101199003070018"}, {row["单位代码"] for row in rows}, file)
            for row in rows:
                for column, value in row.items():
                    if value.startswith(DANGEROUS):
                        self.assertTrue(NUMBER.fullmatch(value), "%s, %s: %r" % (file, column, value))
        below = [row for row in rows if row["指标代码"] == "A102" and row["单位代码"] == IDS[0]]
        self.assertEqual([row["填报值"] for row in below], ["-1234.5"])

    def test_the_agreement_about_texts_can_be_broken(self):
        self.assertEqual([guarded(text) for text in ["=x", "'=x", "-5.00", "-1,234.56", "-2+3", "'x", "＝x"]],
                         ["'=x", "''=x", "-5.00", "-1,234.56", "'-2+3", "'x", "'＝x"])
        broken = FOLDER / "broken.csv"
        for data in [b"a,b\r\n1,2\r\n", b"\xef\xbb\xbfa,b\n1,2\n", b"\xef\xbb\xbfa,b\r\n1\r\n", b"\xef\xbb\xbfa,b\r\n1,2\n3,4\r\n"]:
            broken.write_bytes(data)
            with self.assertRaises(AssertionError):
                records(broken)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=1).result
    failed = len(result.failures) + len(result.errors)
    shutil.rmtree(FOLDER, ignore_errors=True)
    print("%d passed, %d failed" % (result.testsRun - failed, failed))
    sys.exit(0 if result.wasSuccessful() else 1)
