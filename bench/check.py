"""How long `check` takes: the sample again, and 1,000 pages of text; how much memory 100 and 1,000 pages take.

    make bench-check      (or: python bench/check.py)

The 1,000 pages are twenty PDFs of fifty pages, with the words of the sample's own documents, as a meeting and as one file
that is checked alone. Ends with 1 when a bound of the issue is missed: the sample in 1 s once its texts are known,
1,000 pages in 10 s, and memory that does not grow with the pages (a tenth more, at the most, for ten times as many).
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont
from fpdf import FPDF

ROOT = Path(__file__).resolve().parent.parent
PAPERS, PAGES, LINES = 20, 50, 30
_FONTS = ("bizud-gothic", "bizud-mincho")
_MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000, code)
"""


def font_file(folder: Path) -> Path:
    """A Japanese font as a file that fpdf2 reads."""
    found = [path for name in _FONTS for path in Path("/usr/share/fonts/truetype").glob(f"{name}/*.tt[cf]")]
    if not found:
        sys.exit("BIZ UD fonts are missing: make packet")
    target = folder / "font.ttf"
    font = TTCollection(found[0]).fonts[0] if found[0].suffix == ".ttc" else TTFont(found[0])
    font.save(target)
    return target


def words() -> list[str]:
    """The lines of the sample's documents."""
    review = sorted((ROOT / "build" / "2019-10-31" / "review").glob("*.md"))
    lines = [line.strip("#- ") for path in review for line in path.read_text("utf-8").splitlines()]
    return [line[at : at + 40] for line in lines if line for at in range(0, len(line), 40)]


def write_pdf(target: Path, font: Path, pages: int, number: int) -> None:
    """A PDF of so many pages of the sample's words."""
    pdf = FPDF(format="A4")
    pdf.add_font("jp", fname=font)
    pdf.set_font("jp", size=10)
    lines = itertools.cycle(words())
    for _ in range(number * 7):
        next(lines)
    for page in range(pages):
        pdf.add_page()
        for line in range(LINES):
            pdf.text(15, 20 + line * 8, next(lines) if line else f"{number}－{page + 1}　資料の{page + 1}枚目")
    pdf.output(str(target))


def measure(target: Path, cache: Path) -> tuple[float, float]:
    """Seconds and megabytes of one `check`."""
    environment = {**os.environ, "HYOGA_DOCS_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", _MEASURE, sys.executable, "-m", "hyoga_docs", "check", "-q", str(target)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    seconds, memory, code = done.stdout.split()
    if code not in {"0", "3"}:
        sys.exit(f"check {target} ended with {code}")
    return float(seconds), float(memory)


def meeting(folder: Path, font: Path) -> Path:
    """A meeting of the sample's body with the twenty papers."""
    for name in ("meetings", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    lines = ["number: 1", "date: 2019-10-31", "agenda: [開会]", "handouts:"]
    for number in range(PAPERS):
        write_pdf(folder / "meetings" / f"text-{number}.pdf", font, PAGES, number)
        lines.append(f"  - {{title: 文書{number}, file: text-{number}.pdf}}")
    spec = folder / "meetings" / "2019-12-01.yaml"
    spec.write_text("\n".join([*lines, ""]), "utf-8")
    return spec


def main() -> int:
    """Measures, prints, and says whether every bound is kept."""
    with tempfile.TemporaryDirectory(prefix="hyoga-check-") as name:
        folder = Path(name)
        font, cache = font_file(folder), folder / "cache"
        sample = ROOT / "meetings" / "2019-10-31.yaml"
        measure(sample, cache)
        again = min(measure(sample, cache)[0] for _ in range(5))
        write_pdf(folder / "small.pdf", font, PAPERS * PAGES // 10, 0)
        write_pdf(folder / "large.pdf", font, PAPERS * PAGES, 0)
        _, small = measure(folder / "small.pdf", cache)
        alone, large = measure(folder / "large.pdf", cache)
        spec = meeting(folder, font)
        cold = measure(spec, cache)[0]
        warm = measure(spec, cache)[0]
    bounds = {
        f"sample, texts known     {again:6.2f} s (bound 1)": again <= 1,
        f"1,000 pages alone       {alone:6.2f} s (bound 10)": alone <= 10,
        f"1,000 pages, a meeting  {warm:6.2f} s (bound 10); {cold:.1f} s when they are new and are copied": warm <= 10,
        f"memory                  {small:6.0f} MB of 100 pages, {large:.0f} MB of 1,000": large <= small * 1.1,
    }
    for words_, kept in bounds.items():
        print(words_, "kept" if kept else "MISSED")
    return 0 if all(bounds.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
