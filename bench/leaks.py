"""The proof of a public edition: what it tells of bodies' own meetings (nothing), and how long it takes.

    python bench/leaks.py [BODY …]

Every meeting of tests/bodies and the sample is built twice with its public edition: every other paper withheld, first those
with even places, then those with odd ones. A finding (HD619) is a false alarm, for nothing is left in any edition. Then a
packet of 1,000 pages of ten papers, of which each says something else on each page, is searched for 100 withheld pages.
Ends with 1 where there is a false alarm, or where the search takes more than five seconds.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "unit")]

from pdfs import SENTENCES, Paper  # noqa: E402

from hyoga_docs.check.leaks import find_leaks  # noqa: E402
from hyoga_docs.check.secrets import Secret, Secrets  # noqa: E402
from hyoga_docs.core.cache import Cache  # noqa: E402
from hyoga_docs.core.problem import HyogaError, Place  # noqa: E402
from hyoga_docs.pdf.leaks import read_contents, read_strings  # noqa: E402
from hyoga_docs.pdf.text_lines import read_lines  # noqa: E402
from hyoga_docs.pipeline.build import build  # noqa: E402
from hyoga_docs.pipeline.machine import Machine  # noqa: E402
from hyoga_docs.spec.workspace_paths import find_meeting  # noqa: E402
from hyoga_docs.text.readers.pdf_lines import pages_body  # noqa: E402

_MOST_SECONDS = 5.0
_MARKS = "甲乙丙丁戊己庚辛壬癸子"
_PAPER = re.compile(r"^( {0,10})(- )(?:(\{)(.*)(\})|((?:title|file|document|item|papers|series|label|numbering): ?.*))$")


def withheld(text: str, parity: int) -> tuple[str, int]:
    """A meeting's YAML with every other paper withheld, and how many those are."""
    head, found, papers = text.partition("\nhandouts:")
    if not found:
        return text, 0
    lines, count, hidden = [], 0, 0
    for line in papers.split("\n"):
        paper = _PAPER.match(line)
        made = line
        if paper is not None and "public:" not in line:
            count += 1
            if count % 2 == parity:
                hidden += 1
                inner = f"{paper[1]}  public: false"
                made = f"{paper[1]}- {{{paper[4]}, public: false}}" if paper[3] else f"{line}\n{inner}"
        lines.append(made)
    return head + found + "\n".join(lines), hidden


def build_public(meeting: Path, parity: int, cache: Path) -> tuple[str, int]:
    """What came of a meeting whose papers are withheld in part: how many false alarms, or why there is no edition."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        shutil.copytree(meeting.parent, workspace / "meetings")
        shutil.copytree(ROOT / "templates", workspace / "templates", ignore=shutil.ignore_patterns("*.md"))
        if (own := meeting.parent.parent / "templates").is_dir():
            shutil.copytree(own, workspace / "templates", dirs_exist_ok=True)
        spec = workspace / "meetings" / meeting.name
        text, hidden = withheld(spec.read_text("utf-8"), parity)
        spec.write_text(text, "utf-8")
        machine = Machine(Cache(cache), Path.home(), dict(os.environ), None, 2, 120, editions=("members", "public"))
        try:
            build(find_meeting(spec), workspace / "out", machine, lambda _: None)
        except HyogaError as problem:
            alarms = [each for each in problem.problems if each.code == "HD619"]
            for each in alarms:
                print(f"    {each.place} {each.message}\n        {each.quote}")
            others = sorted({each.code for each in problem.problems if each.severity.value == "error"} - {"HD619"})
            return f"{hidden} withheld, {len(alarms)} false alarms, not built for {others}", len(alarms)
        return f"{hidden} withheld, 0 false alarms", 0


def timed() -> float:
    """Seconds to gather 100 withheld pages and to search 1,000 public ones."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = []
        for number in range(11):
            pages = [
                line for page in range(100) for line in (*(f"{_MARKS[number]}{page}{each}" for each in SENTENCES[:18]), "改頁")
            ]
            papers.append(Paper().write_all(pages[:-1]).save(folder / f"{number}.pdf"))
        lines = [read_lines(paper) for paper in papers]  # known of every paper that was taken in
        import pikepdf  # noqa: PLC0415

        with pikepdf.Pdf.new() as packet:
            for paper in papers[1:]:
                with pikepdf.open(paper) as source:
                    packet.pages.extend(source.pages)
                    packet.save(folder / "packet.pdf")
        start = time.perf_counter()
        secrets, secret = Secrets(), Secret("", "文章", Place("a.yaml"))
        secrets.add_body(pages_body(lines[0], range(1, len(lines[0]) + 1)), secret)
        secrets.add_pdf(read_contents(papers[0]), secret)
        gathered = time.perf_counter()
        for paper, said in zip(papers[1:], lines[1:], strict=True):
            secrets.public.add_pages(said)
            secrets.public.add_pdf(read_strings(paper))
        known = time.perf_counter()
        contents = read_contents(folder / "packet.pdf", secrets.public.streams)
        read = time.perf_counter()
        found = find_leaks({"packet.pdf": contents}, secrets)
        end = time.perf_counter()
        public = sum(map(len, lines[1:]))
        print(f"{len(lines[0])} withheld pages read in {gathered - start:.2f} s, {public} public ones in {known - gathered:.2f} s,")
        print(f"the packet read in {read - known:.2f} s and searched in {end - read:.2f} s: {len(found)} found")
        return end - start


def main() -> int:
    """All of it; 1 where a bound is missed."""
    wanted = sys.argv[1:]
    bodies = [each for each in sorted((ROOT / "tests" / "bodies").iterdir()) if not wanted or each.name in wanted]
    meetings = [
        meeting for body in (*bodies, *([] if wanted else [ROOT])) for meeting in sorted((body / "meetings").glob("*.yaml"))
    ]
    alarms = 0
    with tempfile.TemporaryDirectory() as cache:
        for meeting in meetings:
            for parity in (0, 1):
                told, count = build_public(meeting, parity, Path(cache))
                alarms += count
                print(f"{meeting.parent.parent.name} {meeting.stem}: {told}")
    seconds = timed()
    print(f"{alarms} false alarms; {seconds:.1f} s")
    return int(alarms > 0 or seconds > _MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
