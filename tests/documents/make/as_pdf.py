"""Pages as PDF: by reportlab, by Chromium from the web page, by LibreOffice from the Word document."""

import shutil
import subprocess
from html import escape
from pathlib import Path


def by_reportlab(path, pages, password=None):
    """The font is not embedded; every other page lies on its side and is turned for reading."""
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, alignment=1, wordWrap="CJK")

    def paragraph(text):
        # The encoding of the font has the middle dot of full width alone.
        return Paragraph(escape(text.replace("·", "・")).replace("\n", "<br/>"), style)

    width, margin = 800, 30
    canvas = Canvas(str(path), pagesize=(width, 1400), invariant=1, encrypt=password)
    for number, page in enumerate(pages):
        rows = [["" if cell is None else paragraph(cell.text) for cell in row] for row in page.covered()]
        spans = [
            ("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1))
            for row, column, cell in page.placed()
            if cell.rows > 1 or cell.columns > 1
        ]
        style_of_table = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        table = Table(rows, colWidths=[(width - 2 * margin) / page.width()] * page.width())
        table.setStyle(TableStyle(style_of_table + spans))
        _, height = table.wrap(width - 2 * margin, 1300)
        lines = [paragraph(line) for line in page.above]
        below = [paragraph(line) for line in page.below]
        total = height + 14 * (len(lines) + len(below)) + 2 * margin
        if number % 2:
            canvas.setPageSize((width, total))  # reportlab itself lays it on its side
            canvas.setPageRotation(90)
            canvas.translate(total, 0)
            canvas.rotate(90)
        else:
            canvas.setPageSize((width, total))
            canvas.setPageRotation(0)
        at = total - margin
        for drawn, tall in [(line, 14) for line in lines] + [(table, height)] + [(line, 14) for line in below]:
            drawn.wrapOn(canvas, width - 2 * margin, 1300)
            at -= tall
            drawn.drawOn(canvas, margin, at)
        canvas.showPage()
    canvas.save()


def by_chromium(source, path):
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = next(filter(None, map(shutil.which, names)), None)
    if not program:
        raise SystemExit("Chromium is not installed")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={path.resolve()}"]
    subprocess.run([program, *options, Path(source).resolve().as_uri()], check=True, stderr=subprocess.DEVNULL)
