"""Makes the workbooks beside it with openpyxl, and what a reader must find in them; run it in this folder.

    pip install openpyxl && python make_workbooks.py
"""
import datetime
import zipfile

from openpyxl import Workbook
from openpyxl.styles import numbers


def save(book, name):
    """Saves with fixed times, so that the bytes are the same each time."""
    stamp = datetime.datetime(2026, 1, 1)
    book.properties.created = book.properties.modified = stamp
    book.save("raw.xlsx")
    with zipfile.ZipFile("raw.xlsx") as source, zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in sorted(source.namelist()):
            data = source.read(entry)
            if entry == "docProps/core.xml":
                continue
            if entry == "[Content_Types].xml":
                data = data.replace(b'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml" />', b"")
            if entry == "_rels/.rels":
                import re
                data = re.sub(rb'<Relationship [^>]*core-properties[^>]*/>', b"", data)
            target.writestr(zipfile.ZipInfo(entry, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    import os
    os.remove("raw.xlsx")


book = Workbook()
sheet = book.active
sheet.title = "Maombi ya mikopo"
rows = [
    ["id", "region", "score", "repaid", "decided", "moment", "note"],
    ["007", "Oromia", 0.1, 1, datetime.date(2026, 1, 31), datetime.datetime(2026, 1, 31, 6, 30, 15), "plain"],
    ["008", "አማራ", 1e-05, 0, datetime.date(1900, 2, 28), datetime.datetime(2026, 2, 28, 23, 59, 59), 'says "yes", twice'],
    ["009", "NA", 3, None, datetime.date(1900, 3, 1), None, "two\nlines"],
    [],
    ["010", "Wajir", -2.5, 1, datetime.date(2024, 2, 29), datetime.datetime(2024, 2, 29, 12, 0, 0), None],
    ["011", "<&>", 0.30000000000000004, True, None, None, "=1+1 as text"],
]
for row in rows:
    sheet.append(row)
# A row beyond the others, with rows without cells between.
sheet.cell(row=10, column=1, value="012")
sheet.cell(row=10, column=2, value="Kiambu")
sheet["G7"].data_type = "s"
other = book.create_sheet("Other")
other.append(["a", "b"])
other.append([1, "x"])
save(book, "loans.xlsx")

book = Workbook()
sheet = book.active
sheet.append(["id", "score"])
sheet.append(["a", 0.5])
sheet.append(["b", "high"])
sheet.append(["c", "two\nlines"])
sheet.append(["d", 0.25, "too many"])
save(book, "faults.xlsx")

book = Workbook()
sheet = book.active
sheet.append(["id", "score"])
sheet.append(["a", "#N/A"])
sheet["B2"].data_type = "e"
save(book, "error-cell.xlsx")

book = Workbook()
sheet = book.active
sheet.append(["id", "score"])
sheet.append(["a", "=1+1"])
save(book, "formula.xlsx")

book = Workbook()
book.epoch = datetime.datetime(1904, 1, 1)
sheet = book.active
sheet.append(["id", "day"])
sheet.append(["a", datetime.date(2026, 1, 31)])
sheet.append(["b", datetime.date(1904, 1, 2)])
save(book, "days-from-1904.xlsx")
