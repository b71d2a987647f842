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
