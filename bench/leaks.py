"""The proof of a public edition: what it tells of bodies' own meetings (nothing), and how long it takes.

    python bench/leaks.py [BODY …]

Every meeting of tests/bodies and the sample is built with its public edition once for each of KINDS: every other paper
withheld, items of the agenda, annexes of the charter, names of persons, the roster's last column. A finding (HD619) is a
false alarm, for nothing is left in any edition. Then a packet of 1,000 pages of ten papers, of which each says something else
on each page, is searched for 100 withheld pages.
Ends with 1 where there is a false alarm, or where the search takes more than five seconds.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "unit")]

from pdfs import SENTENCES, Paper  # noqa: E402

from hyoga_docs.check.leaks import find_leaks  # noqa: E402
from hyoga_docs.check.secrets import Secret, Secrets  # noqa: E402
from hyoga_docs.core.cache import Cache  # noqa: E402
from hyoga_docs.core.problem import HyogaError, Place  # noqa: E402
from hyoga_docs.pdf.pdf_contents import read_contents, read_strings  # noqa: E402
from hyoga_docs.pdf.text_lines import read_lines  # noqa: E402
from hyoga_docs.pipeline.build import build  # noqa: E402
from hyoga_docs.pipeline.machine import Machine  # noqa: E402
from hyoga_docs.spec.workspace_paths import find_meeting  # noqa: E402
from hyoga_docs.spec.yaml.reader import read_yaml  # noqa: E402
from hyoga_docs.text.readers.pdf_lines import pages_body  # noqa: E402

_MOST_SECONDS = 5.0
_MARKS = "甲乙丙丁戊己庚辛壬癸子"


def _maps(entries: list[Any], *below: str) -> Iterator[dict[str, Any]]:
    """The entries of a list of YAML, and of those below them, each as a map in its place."""
    for index, entry in enumerate(entries):
        made = entries[index] = entry if isinstance(entry, dict) else {"title": entry}
        yield made
        for key in below:
            yield from _maps(made.get(key) or [], *below)


def _every_other(entries: Iterable[dict[str, Any]], parity: int) -> int:
    """Withholds every other entry, and says how many."""
    chosen = [entry for index, entry in enumerate(entries) if index % 2 == parity and "public" not in entry]
    for entry in chosen:
        entry["public"] = False
    return len(chosen)


def _papers(meeting: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for key in ("handouts", "references") for each in _maps(meeting.get(key) or [], "papers", "annexes")]


def _items(meeting: dict[str, Any]) -> list[dict[str, Any]]:
    return list(_maps(meeting.get("agenda") or [], "items"))


def _withhold(kind: str, files: dict[str, Any], spec: str) -> int:
    """Withholds something of a kind in the YAML of a workspace, by the names of its files, and says how much."""
    meeting, roster, charter = files[spec], files.get("common/roster.yaml"), files.get("common/charter.yaml")
    if kind in {"even papers", "odd papers"}:
        return _every_other(_papers(meeting), int(kind == "odd papers"))
    if kind in {"even items", "odd items"}:
        return _every_other(_items(meeting), int(kind == "odd items"))
    if kind == "annexes":
        return _every_other((charter or {}).get("annexes", []), 0)
    if roster is None:
        return 0
    columns = {key: value for key, value in roster.get("columns", {}).items() if key not in {"number", "category"}}
    names = columns.get("person", []) if kind == "persons" else [*columns.values()][-1:]
    while isinstance(names, list) and names:
        names = names[0]
    roster["withheld"] = [names] if isinstance(names, str) else []
    return len(roster["withheld"])


KINDS = ("even papers", "odd papers", "even items", "odd items", "annexes", "persons", "last column")


def build_public(meeting: Path, kind: str, cache: Path) -> tuple[str, int]:
    """What came of a meeting of which something is withheld: how many false alarms, or why there is no edition."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        shutil.copytree(meeting.parent, workspace / "meetings")
        shutil.copytree(ROOT / "templates", workspace / "templates", ignore=shutil.ignore_patterns("*.md"))
        if (own := meeting.parent.parent / "templates").is_dir():
            shutil.copytree(own, workspace / "templates", dirs_exist_ok=True)
        paths = {path.relative_to(workspace / "meetings").as_posix(): path for path in (workspace / "meetings").rglob("*.yaml")}
        files = {name: read_yaml(path, name)[0].data for name, path in paths.items()}
        count = _withhold(kind, files, meeting.name)
        if not count:
            return "nothing to withhold", 0
        for name, path in paths.items():
            path.write_text(json.dumps(files[name], ensure_ascii=False, default=str), "utf-8")
        spec = workspace / "meetings" / meeting.name
        machine = Machine(Cache(cache), Path.home(), dict(os.environ), None, 2, 120, editions=("members", "public"))
        try:
            build(find_meeting(spec), workspace / "out", machine, lambda _: None)
        except HyogaError as problem:
            alarms = [each for each in problem.problems if each.code == "HD619"]
            for each in alarms:
                print(f"    {each.place} {each.message}\n        {each.quote}")
            others = [each for each in problem.problems if each.severity.value == "error" and each.code != "HD619"]
            told = sorted({f"{each.code} {each.message}" for each in others})
            return f"{count} withheld, {len(alarms)} false alarms, not built for {told}", len(alarms)
        return f"{count} withheld, 0 false alarms", 0


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
            for kind in KINDS:
                told, count = build_public(meeting, kind, Path(cache))
                alarms += count
                print(f"{meeting.parent.parent.name} {meeting.stem}, {kind}: {told}", flush=True)
    seconds = timed()
    print(f"{alarms} false alarms; {seconds:.1f} s")
    return int(alarms > 0 or seconds > _MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
