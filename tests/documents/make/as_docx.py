"""Pages as a Word document, by python-docx."""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt


def write(path, pages):
    document = Document()
    style = document.styles["Normal"]
    style.font.size = Pt(9)
    style.font.name = "Noto Sans CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    for index, page in enumerate(pages):
        if index:
            document.add_page_break()
        for line in page.above:
            document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
        table = document.add_table(rows=len(page.rows), cols=page.width(), style="Table Grid")
        # Rows and columns are looked up once: python-docx goes through the whole table each time.
        cells = [row.cells for row in table.rows]
        for row, column, cell in page.placed():
            corner = cells[row][column]
            if cell.rows > 1 or cell.columns > 1:
                corner = corner.merge(cells[row + cell.rows - 1][column + cell.columns - 1])
            lines = cell.text.split("\n")
            corner.paragraphs[0].text = lines[0]
            for line in lines[1:]:
                corner.add_paragraph(line)
        for line in page.below:
            document.add_paragraph(line)
    document.save(path)
