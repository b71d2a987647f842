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
seed docx tests/documents/fixtures/*.docx
seed html tests/documents/fixtures/*.html
seed workbook tests/documents/fixtures/*.{xlsx,ods,xls}
