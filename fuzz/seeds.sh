#!/usr/bin/env bash
# Fills the corpus of each target with the documents of the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
seed() {
  local target=$1
  shift
  mkdir -p "fuzz/corpus/$target"
  cp "$@" "fuzz/corpus/$target/"
}
shopt -s nullglob
seed pdf tests/documents/pdf/*.pdf
seed docx tests/documents/fixtures/*.docx
seed html tests/documents/fixtures/*.html
seed workbook tests/documents/fixtures/*.{xlsx,ods,xls}
seed yaml indicators/*/*.yaml
# Each target and each actual of the shipped tables, in a file of its own.
mkdir -p fuzz/corpus/cell
grep -ohE '(target|actual): ("[^"]*"|[^,}"]*)' indicators/*/*.yaml | sed -E 's/^[a-z]+: *//; s/"//g' | sort -u |
  split --lines 1 --suffix-length 4 - fuzz/corpus/cell/
# The parts of which those targets make documents.
python3 - <<'PARTS'
import pathlib, zipfile
fixtures = pathlib.Path("tests/documents/fixtures")
def part(document, name):
    return zipfile.ZipFile(fixtures / document).read(name)
corpus = pathlib.Path("fuzz/corpus")
(corpus / "docx/document.xml").write_bytes(part("official.docx", "word/document.xml"))
(corpus / "docx/office.xml").write_bytes(part("official.office.docx", "word/document.xml"))
(corpus / "workbook/sheet.xml").write_bytes(b"x" + part("official.xlsx", "xl/worksheets/sheet1.xml"))
(corpus / "workbook/office.xml").write_bytes(b"x" + part("official.office.xlsx", "xl/worksheets/sheet1.xml"))
(corpus / "workbook/content.xml").write_bytes(b"o" + part("official.office.ods", "content.xml"))
PARTS
