"""Pages as a workbook, by openpyxl: a sheet a page, and numbers as numbers, shown by their format as they are printed."""

import re
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter

THIN = Side(style="thin")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def write(path, pages):
    book = Workbook()
    book.remove(book.active)
    for index, page in enumerate(pages, 1):
        sheet = book.create_sheet(f"附件{index}" if len(pages) > 1 else "Sheet1")
        width = page.width()
        for line in page.above:
            wide(sheet, line, width)
        top = sheet.max_row + 1 if page.above else 1
        for row, column, cell in page.placed():
            put(sheet.cell(top + row, column + 1), cell.text)
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_cells(
                    start_row=top + row, start_column=column + 1,
                    end_row=top + row + cell.rows - 1, end_column=column + cell.columns,
                )
        for line in page.below:
            wide(sheet, line, width)
        for column in range(1, width + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 14
    book.save(path)


def wide(sheet, line, width):
    row = sheet.max_row + 1 if sheet.cell(1, 1).value else 1
    sheet.cell(row, 1, line).alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)


def put(cell, text):
    cell.border = FRAME
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    found = re.fullmatch(r"(\d+)(\.\d+)?(%?)", text)
    if not found:
        # A text that begins with = is no formula.
        cell.value = text or None
        if text:
            cell.data_type = "s"
        return
    places = "0" + ("." + "0" * (len(found[2]) - 1) if found[2] else "")
    number = Decimal(text.rstrip("%"))
    cell.value = float(number / 100) if found[3] else float(number)
    cell.number_format = places + found[3]
