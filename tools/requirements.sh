#!/bin/sh
# Renews what is installed: each package with its version, and the SHA-256 of all its files, for every system and Python. Of a package that
# is listed already the version stays; `make requirements UPGRADE=--upgrade` takes the newest. No file names where packages come from.
set -eu
cd "$(dirname "$0")/.."
upgrade=${1:-}
compile() { # compile FILE OPTION…
    file=$1
    shift
    # shellcheck disable=SC2086
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command 'make requirements' $upgrade \
        --output-file "$file" "$@" >/dev/null
}
compile requirements-build.txt --group build
compile requirements.txt pyproject.toml --extra checker --constraints requirements-build.txt

rest=$(mktemp)
trap 'rm -f "$rest"' EXIT
grep -v '^-r ' requirements-test.txt >"$rest"
# shellcheck disable=SC2046
compile "$rest" pyproject.toml --extra test --extra ocr --constraints requirements-build.txt --constraints requirements.txt \
    $(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.txt)
{ echo '-r requirements.txt'; cat "$rest"; } >requirements-test.txt
