#!/bin/sh
# Installs LibreOffice, the fonts and bubblewrap where they are missing, and `for-tests` what only the tests use (Debian and Ubuntu).
set -eu
missing=""
need() { # need PROGRAM-OR-FILE PACKAGE
    if [ ! -e "$1" ] && ! command -v "$1" >/dev/null 2>&1; then missing="$missing $2"; fi
}
need /usr/lib/libreoffice/program/libswlo.so libreoffice-writer-nogui
need /usr/lib/libreoffice/program/libsclo.so libreoffice-calc-nogui
need /usr/lib/libreoffice/program/libsdlo.so libreoffice-impress-nogui
need /usr/lib/libreoffice/program/libsmlo.so libreoffice-math-nogui
need /usr/share/fonts/truetype/bizud-mincho fonts-morisawa-bizud-mincho
need /usr/share/fonts/truetype/bizud-gothic fonts-morisawa-bizud-gothic
need /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf fonts-liberation
need /usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf fonts-crosextra-carlito
need /usr/share/fonts/truetype/crosextra/Caladea-Regular.ttf fonts-crosextra-caladea
need bwrap bubblewrap
if [ "${1:-}" = for-tests ]; then
    need tesseract tesseract-ocr
    tesseract --list-langs 2>/dev/null | grep -qx jpn || missing="$missing tesseract-ocr-jpn"
    need qpdf qpdf
    need pdfinfo poppler-utils
    need chromium chromium
    need java default-jre-headless
fi
"${PYTHON:-python3}" -c "import ensurepip, venv" 2>/dev/null || missing="$missing python3-venv"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not Debian or Ubuntu: install LibreOffice and the BIZ UD fonts by hand (README), then run again." >&2
    exit 0
fi
root=""
[ "$(id -u)" = 0 ] || root="sudo"
$root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing
