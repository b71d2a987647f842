#!/usr/bin/env python3
"""Makes published documents of the shipped tables, in several layouts and formats.

    make.py OUT [--tables FOLDER] [--only 15] [--formats html,gbk,docx,xlsx] [--office docx,xlsx,ods,xls,pdf]
            [--pdf chromium,reportlab] [--one-each]

For each layout one document with all tables, `OUT/<layout>.<format>`, and with `--one-each` also one a table,
`OUT/<layout>/<table>.<format>`. `--office` has LibreOffice write the same again: `OUT/<layout>.office.<format>`;
`--pdf` has others print: `OUT/<layout>.<program>.pdf`.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

import tables as shipped
from layouts import LAYOUTS

ROOT = Path(__file__).resolve().parents[3]


def writer(kind):
    """Imported only when it is asked for, so that one missing package stops only what needs it."""
    if kind in ("html", "gbk"):
        import as_html

        return lambda path, pages: as_html.write(path, pages, "gbk" if kind == "gbk" else "utf-8")
    if kind == "docx":
        import as_docx

        return as_docx.write
    import as_xlsx

    return as_xlsx.write


def name(stem, kind):
    return f"{stem}.gbk.html" if kind == "gbk" else f"{stem}.{kind}"


def office(source, kind, target):
    """Has LibreOffice write a document anew."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise SystemExit("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shutil.move(Path(folder) / f"{source.stem}.{kind}", target)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tables", type=Path, default=ROOT / "indicators/urumqi-2024")
    parser.add_argument("--only", default="", help="the tables whose file begins so")
    parser.add_argument("--layouts", default=",".join(LAYOUTS))
    parser.add_argument("--formats", default="html,gbk,docx,xlsx")
    parser.add_argument("--office", default="")
    parser.add_argument("--pdf", default="")
    parser.add_argument("--repeat", type=int, default=1, help="how often all tables stand in each document")
    parser.add_argument("--one-each", action="store_true")
    arguments = parser.parse_args()
    tables = [table for table in shipped.read(arguments.tables) if table.file.startswith(arguments.only)]
    arguments.out.mkdir(parents=True, exist_ok=True)
    for layout in arguments.layouts.split(","):
        pages = [LAYOUTS[layout](table) for table in tables] * arguments.repeat
        for kind in filter(None, arguments.formats.split(",")):
            writer(kind)(arguments.out / name(layout, kind), pages)
            if arguments.one_each:
                (arguments.out / layout).mkdir(exist_ok=True)
                for table, page in zip(tables, pages):
                    writer(kind)(arguments.out / layout / name(table.file, kind), [page])
        for kind in filter(None, arguments.office.split(",")):
            source = arguments.out / f"{layout}.{'docx' if kind in ('docx', 'pdf') else 'xlsx'}"
            if not source.exists():
                writer(source.suffix[1:])(source, pages)
            office(source, kind, arguments.out / f"{layout}.office.{kind}")
        for program in filter(None, arguments.pdf.split(",")):
            import as_pdf

            target = arguments.out / f"{layout}.{program}.pdf"
            if program == "reportlab":
                as_pdf.by_reportlab(target, pages)
            else:
                source = arguments.out / f"{layout}.html"
                if not source.exists():
                    writer("html")(source, pages)
                as_pdf.by_chromium(source, target)


if __name__ == "__main__":
    main()
