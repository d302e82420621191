"""What a file is expected to hold, as JSON: from rows written by hand, or as openpyxl reads a workbook.

A sheet is {name, hidden, cells, formats, merged, hiddenRows, hiddenColumns}; what is empty is left out. A cell is a text,
a number, true or false, {"error": "#N/A"} or {"uncomputed": true}; formats are named only where they change what a number
means: text, percent, date, moment.
"""

import datetime
import warnings
from pathlib import Path

DAMAGED = "damaged"


def sheet(name, cells, formats=None, merged=(), hidden_rows=(), hidden_columns=(), hidden=False):
    all_of_it = {
        "name": name,
        "hidden": hidden,
        "cells": cells,
        "formats": formats or {},
        "merged": sorted(merged),
        "hiddenRows": sorted(hidden_rows),
        "hiddenColumns": sorted(hidden_columns),
    }
    return {key: value for key, value in all_of_it.items() if value or key in ("name", "cells")}


def expected_of_rows(file, rows, text_format=()):
    from ooxml import letters

    cells = {f"{letters(c + 1)}{r + 1}": text for r, row in enumerate(rows) for c, text in enumerate(row) if text}
    return {"sheets": [sheet(Path(file).stem, cells, {cell: "text" for cell in text_format})]}


def expected_unreadable(reading):
    return {"unreadable": reading}


def serial(value, epoch):
    """Days since 1899-12-30, whichever day the file counts from."""
    if isinstance(value, datetime.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    return (value - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)


def expected_of_book(path):
    """As openpyxl reads it."""
    import openpyxl
    from openpyxl.styles.numbers import is_date_format, is_datetime

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path)
    sheets = []
    for of_values, of_formulas in zip(values, formulas):
        cells, formats, hidden_rows = {}, {}, set()
        # `iter_rows` walks over everything between two cells that lie far apart.
        for at in sorted(of_values._cells):
            for cell in [of_values._cells[at]]:
                own = of_formulas[cell.coordinate]
                value = cell.value
                if value in (None, "") and own.data_type != "f":
                    continue
                if own.data_type == "f" and value is None:
                    value = {"uncomputed": True}
                elif cell.data_type == "e":
                    value = {"error": value}
                code = cell.number_format
                number = isinstance(value, (int, float, datetime.date, datetime.datetime, datetime.time)) and not isinstance(value, bool)
                if number and is_date_format(code):
                    formats[cell.coordinate] = "date" if is_datetime(code) == "date" else "moment"
                    if not isinstance(value, (int, float)):
                        value = serial(value, values.epoch)
                elif number and "%" in code:
                    formats[cell.coordinate] = "percent"
                elif code == "@":
                    formats[cell.coordinate] = "text"
                cells[cell.coordinate] = value
                if of_values.row_dimensions[cell.row].hidden:
                    hidden_rows.add(cell.row)
        places = [openpyxl.utils.cell.coordinate_to_tuple(c) for c in cells]
        height, width = max((row for row, _ in places), default=0), max((column for _, column in places), default=0)
        hidden_columns = []
        for dimension in of_values.column_dimensions.values():
            if dimension.hidden:
                hidden_columns += [c for c in range(dimension.min, dimension.max + 1) if c <= width]
        # A merged range is read as far as the table reaches.
        merged = []
        for area in of_values.merged_cells.ranges:
            last = (min(area.max_row, height), min(area.max_col, width))
            if (area.min_row, area.min_col) < last and area.min_row <= last[0] and area.min_col <= last[1]:
                merged.append(f"{area.coord.split(':')[0]}:{openpyxl.utils.get_column_letter(last[1])}{last[0]}")
        sheets.append(sheet(of_values.title, cells, formats, merged, hidden_rows, hidden_columns, of_values.sheet_state != "visible"))
    return {"sheets": sheets}
