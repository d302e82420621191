"""LibreOffice saves every workbook of this folder again, as xlsx; then the reader must find in it what was in the first.

Usage: resaved.py FOLDER: puts the saved files there, like they lie here. tests/sheets.rs compares, told by MINGHENG_RESAVED.
All files of a folder in one call: LibreOffice takes seconds to start.

Left out, each for what LibreOffice does and a reader cannot undo:
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LEFT_OUT = {
    "formula_without_value.xlsx": "it computes what was not computed",
    "office/37_faults.xlsx": "it computes what was not computed",
    "booleans.xlsx": "it computes what was not computed",
    "by_openpyxl.xlsx": "it computes what was not computed",
    "office/mixed.xlsx": "a truth that a formula came to becomes a number",
    "id_as_number.xlsx": "it writes 15 digits of a number",
}


def main():
    target = Path(sys.argv[1])
    files = {}
    for path in [*sorted(HERE.glob("*.xlsx")), *sorted((HERE / "office").glob("*.xlsx"))]:
        name = str(path.relative_to(HERE))
        expected = HERE / "expected" / f"{name}.json"
        if name not in LEFT_OUT and expected.exists() and "sheets" in json.loads(expected.read_text(encoding="utf-8")):
            files.setdefault(target / Path(name).parent, []).append(str(path))
    for folder, paths in files.items():
        folder.mkdir(parents=True, exist_ok=True)
        profile = f"-env:UserInstallation=file://{target.resolve()}.profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), *paths],
            check=True, capture_output=True, timeout=300,
        )
    print(sum(len(paths) for paths in files.values()), "workbooks saved again")


if __name__ == "__main__":
    main()
