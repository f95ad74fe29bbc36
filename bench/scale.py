"""A packet of 1,000 pages and 200 MB: how long binding takes beside a bare `qpdf --empty --pages`, and how much memory.

    make bench-scale      (or: python bench/scale.py [ROUNDS])

Ten papers of 50 tagged pages each, converted by LibreOffice, and ten of 50 scanned pages each. In one run, turn by turn:
qpdf merges the files as they came; our binder merges the papers as they were taken in, with tags, outline, links, stamps
and page numbers. Then the whole build, from nothing and again after one line of the roster. Ends with 1 when a bound of
the issue is missed: binding at most twice as long as qpdf, at most 600 MB of memory.
"""

from __future__ import annotations

import io
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
import img2pdf
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PAPERS, PAGES = 10, 50
_BIND = """
import sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from hyoga_docs.pipeline import assemble
from hyoga_docs.pipeline.build import build
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.spec.workspace_paths import find_meeting
real = assemble.bind
def timed(sheets, look, out):
    start = time.perf_counter()
    bound = real(sheets, look, out)
    print(time.perf_counter() - start)
    return bound
assemble.bind = timed
build(find_meeting(Path({spec!r})), Path({out!r}), this_machine(2, 600), lambda words: None)
"""


def text_paper(number: int) -> bytes:
    """A Word file of 50 pages: headings, paragraphs, a table on each page."""
    document = docx.Document()
    for page in range(PAGES):
        document.add_heading(f"{number + 1}－{page + 1}　支援の取組", 1)
        for line in range(12):
            document.add_paragraph(f"第{page + 1}節の{line + 1}。関係する機関が情報を持ち寄り、支援の進み具合を確かめた。" * 2)
        table = document.add_table(4, 3)
        for row in range(4):
            for column in range(3):
                table.cell(row, column).text = f"{number}-{page}-{row}-{column}"
        if page + 1 < PAGES:
            document.add_page_break()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def scan_paper(number: int) -> bytes:
    """50 scanned pages of nearly half a megabyte each; grain that does not compress stands for paper."""
    rng = random.Random(number)
    pictures = []
    for page in range(PAGES):
        grain = Image.frombytes("L", (330, 466), rng.randbytes(330 * 466)).resize((1320, 1864), Image.Resampling.BICUBIC)
        out = io.BytesIO()
        grain.save(out, "JPEG", quality=55, comment=f"{number}-{page}".encode())
        pictures.append(out.getvalue())
    layout = img2pdf.get_layout_fun((img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297)))
    return bytes(img2pdf.convert(pictures, layout_fun=layout) or b"")


def workspace(folder: Path) -> Path:
    """A meeting of the sample's body with the twenty papers."""
    for name in ("meetings", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    papers = folder / "meetings" / "large"
    papers.mkdir()
    lines = ["number: 1", "date: 2019-10-31", "agenda: [開会]", "handouts:"]
    for number in range(PAPERS):
        (papers / f"text-{number}.docx").write_bytes(text_paper(number))
        (papers / f"scan-{number}.pdf").write_bytes(scan_paper(number))
    command = ["soffice", "--headless", "--convert-to", 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}']
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(path) for path in sorted(papers.glob("*.docx"))]
    quiet = subprocess.DEVNULL
    subprocess.run([*command, profile, "--outdir", str(papers), *files], check=True, timeout=600, stdout=quiet, stderr=quiet)
    for number in range(PAPERS):
        lines += [
            f"  - {{title: 文書{number}, file: large/text-{number}.pdf}}",
            f"  - {{title: 写真{number}, file: large/scan-{number}.pdf}}",
        ]
    spec = folder / "meetings" / "2019-12-01.yaml"
    spec.write_text("\n".join([*lines, "references: [{title: 名簿, document: roster}]", ""]), "utf-8")
    return spec


def run(command: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """The seconds that a command takes, and what it prints."""
    start = time.perf_counter()
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return time.perf_counter() - start, done.stdout


def main(rounds: int) -> int:
    """Measures, prints, and says whether every bound is kept."""
    with tempfile.TemporaryDirectory(prefix="hyoga-scale-") as name:
        folder = Path(name)
        spec = workspace(folder)
        files = [str(spec.parent / "large" / f"{kind}-{number}.pdf") for number in range(PAPERS) for kind in ("text", "scan")]
        size = sum(Path(file).stat().st_size for file in files)
        environment = {**os.environ, "HYOGA_DOCS_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
        build = [sys.executable, "-m", "hyoga_docs", "build", "-q", "--limit", "600", str(spec)]
        cold, _ = run(build, environment)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        roster = folder / "meetings" / "common" / "roster.yaml"
        roster.write_text(roster.read_text("utf-8").replace("熊本県経営者協会", "熊本県経営者協会（改）"), "utf-8")
        again, _ = run(build, environment)
        times: dict[str, list[float]] = {"qpdf": [], "bind": []}
        for number in range(rounds):
            merge = ["qpdf", "--empty", "--pages", *files, "--", str(folder / "qpdf.pdf")]
            times["qpdf"].append(run(merge, environment)[0])
            code = _BIND.format(root=str(ROOT), spec=str(spec), out=str(folder / f"out-{number}"))
            times["bind"].append(float(run([sys.executable, "-c", code], environment)[1]))
            shutil.rmtree(folder / f"out-{number}")
        packet = (folder / "build" / "2019-12-01" / "packet.pdf").stat().st_size
    middle = {name: statistics.median(found) for name, found in times.items()}
    ratio = middle["bind"] / middle["qpdf"]
    print(f"papers      {size / 1e6:.0f} MB in {len(files)} files, packet {packet / 1e6:.0f} MB")
    for name, found in times.items():
        print(f"{name:10} {middle[name]:6.2f} s   ({min(found):.2f} to {max(found):.2f}, {len(found)} runs)")
    print(f"whole build from nothing {cold:.1f} s, after one line of the roster {again:.1f} s")
    print(f"binding: {ratio:.2f} times qpdf (bound 2) {'kept' if ratio <= 2 else 'MISSED'}")
    print(f"memory: {memory:.0f} MB at the most (bound 600) {'kept' if memory <= 600 else 'MISSED'}")
    return 0 if ratio <= 2 and memory <= 600 else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
