"""The plainest workbook writer: XML by hand, so that every byte of a fixture is meant. Knows nothing of our reader."""

import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Style index by name: (numFmtId, own format code).
STYLES = {
    "general": (0, None),
    "percent0": (9, None),
    "percent1": (164, "0.0%"),
    "percent2": (10, None),
    "fixed1": (165, "0.0"),
    "fixed2": (2, None),
    "grouped0": (3, None),
    "grouped2": (4, None),
    "text": (49, None),
    "date": (14, None),
    "date_zh": (166, 'yyyy"年"m"月"d"日"'),
    "moment": (22, None),
    "unit": (167, '0.0"万元"'),
    "month_day": (168, 'm"月"d"日"'),
}
STYLE_NUMBERS = {name: at for at, name in enumerate(STYLES)}


class Styled:
    """A number with a format."""

    def __init__(self, value, style):
        self.value, self.style = value, style


class Formula:
    """A formula with the value that was saved with it; None: it was never computed."""

    def __init__(self, text, value=None, style="general"):
        self.text, self.value, self.style = text, value, style


class Error:
    def __init__(self, text):
        self.text = text


class Raw:
    """A cell as literal XML; `{ref}` is its address."""

    def __init__(self, xml):
        self.xml = xml


def percent(value, decimals=0):
    return Styled(value, f"percent{decimals}")


def day(serial, style="date"):
    return Styled(serial, style)


def letters(column):
    text = ""
    while column:
        column, digit = divmod(column - 1, 26)
        text = chr(65 + digit) + text
    return text


def number(value):
    return repr(value) if isinstance(value, float) else str(value)


class Sheet:
    def __init__(self, book, name, state=""):
        self.book, self.name, self.state = book, name, state
        self.rows, self.merged, self.hidden_rows, self.hidden_columns = {}, [], set(), []
        self.extra = self.columns = ""

    def put(self, row, values, column=1):
        """Puts values from a cell to the right; None leaves a cell out."""
        for at, value in enumerate(values):
            if value is not None:
                self.rows.setdefault(row, {})[column + at] = value
        return self

    def table(self, row, rows, column=1):
        for at, values in enumerate(rows):
            self.put(row + at, values, column)
        return row + len(rows)

    def cell(self, row, column, value):
        ref = f"{letters(column)}{row}"
        if isinstance(value, Raw):
            return value.xml.replace("{ref}", ref)
        style = getattr(value, "style", "general")
        s = f' s="{STYLE_NUMBERS[style]}"' if style != "general" else ""
        if isinstance(value, Formula):
            f = f"<f>{escape(value.text)}</f>"
            if value.value is None:
                return f'<c r="{ref}"{s}>{f}</c>'
            if isinstance(value.value, str):
                return f'<c r="{ref}"{s} t="str">{f}<v>{escape(value.value)}</v></c>'
            if isinstance(value.value, Error):
                return f'<c r="{ref}"{s} t="e">{f}<v>{escape(value.value.text)}</v></c>'
            return f'<c r="{ref}"{s}>{f}<v>{number(value.value)}</v></c>'
        if isinstance(value, Styled):
            if isinstance(value.value, str):
                return f'<c r="{ref}"{s} t="s"><v>{self.book.string(value.value)}</v></c>'
            return f'<c r="{ref}"{s}><v>{number(value.value)}</v></c>'
        if isinstance(value, Error):
            return f'<c r="{ref}" t="e"><v>{escape(value.text)}</v></c>'
        if isinstance(value, bool):
            return f'<c r="{ref}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, str):
            return f'<c r="{ref}" t="s"><v>{self.book.string(value)}</v></c>'
        return f'<c r="{ref}"><v>{number(value)}</v></c>'

    def xml(self):
        out = [HEAD, f'<worksheet xmlns="{MAIN}" xmlns:r="{DOC_REL}">']
        if self.hidden_columns:
            out.append("<cols>")
            out += [f'<col min="{c}" max="{c}" width="9" hidden="1"/>' for c in self.hidden_columns]
            out.append("</cols>")
        out.append(self.columns + "<sheetData>")
        for row in sorted(self.rows.keys() | self.hidden_rows):
            hidden = ' hidden="1"' if row in self.hidden_rows else ""
            cells = "".join(self.cell(row, c, v) for c, v in sorted(self.rows.get(row, {}).items()))
            out.append(f'<row r="{row}"{hidden}>{cells}</row>')
        out.append("</sheetData>" + self.extra)
        if self.merged:
            out.append(f'<mergeCells count="{len(self.merged)}">')
            out += [f'<mergeCell ref="{ref}"/>' for ref in self.merged]
            out.append("</mergeCells>")
        out.append("</worksheet>")
        return "".join(out)


class Book:
    def __init__(self, epoch_1904=False):
        self.sheets, self.strings, self.epoch_1904 = [], {}, epoch_1904

    def sheet(self, name, state=""):
        self.sheets.append(Sheet(self, name, state))
        return self.sheets[-1]

    def string(self, text):
        return self.strings.setdefault(text, len(self.strings))

    def parts(self):
        sheets = [sheet.xml() for sheet in self.sheets]
        count = range(1, len(sheets) + 1)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        types = (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in count)
            + f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
        )
        rels = (
            f'{HEAD}<Relationships xmlns="{PKG_REL}"><Relationship Id="rId1" Type="{DOC_REL}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        )
        states = [f' state="{sheet.state}"' if sheet.state else "" for sheet in self.sheets]
        epoch = '<workbookPr date1904="1"/>' if self.epoch_1904 else ""
        book = (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOC_REL}">{epoch}<sheets>'
            + "".join(
                f'<sheet name="{escape(s.name)}" sheetId="{n}"{states[n - 1]} r:id="rId{n}"/>'
                for n, s in zip(count, self.sheets)
            )
            + "</sheets></workbook>"
        )
        book_rels = (
            f'{HEAD}<Relationships xmlns="{PKG_REL}">'
            + "".join(f'<Relationship Id="rId{n}" Type="{DOC_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in count)
            + f'<Relationship Id="rId{len(sheets) + 1}" Type="{DOC_REL}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId{len(sheets) + 2}" Type="{DOC_REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        )
        own = [(at, code) for at, code in STYLES.values() if code]
        styles = (
            f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(own)}">'
            + "".join(f'<numFmt numFmtId="{at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for at, code in own)
            + '</numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
            "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(STYLES)}">'
            + "".join(
                f'<xf numFmtId="{at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
                for at, _ in STYLES.values()
            )
            + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )
        strings = (
            f'{HEAD}<sst xmlns="{MAIN}" count="{len(self.strings)}" uniqueCount="{len(self.strings)}">'
            + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.strings)
            + "</sst>"
        )
        return {
            "[Content_Types].xml": types,
            "_rels/.rels": rels,
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": book_rels,
            **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in zip(count, sheets)},
            "xl/styles.xml": styles,
            "xl/sharedStrings.xml": strings,
        }

    def save(self, path, change=None):
        parts = self.parts()
        if change:
            change(parts)
        pack(path, parts)


def pack(path, parts, method=zipfile.ZIP_DEFLATED):
    """The same parts give the same bytes."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (2025, 6, 30, 9, 0, 0))
            entry.compress_type = method
            archive.writestr(entry, text)


