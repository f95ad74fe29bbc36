"""Workspaces and what comes to them made wrong, given to commands: templates, YAML, imports, papers, built folders, git."""

from __future__ import annotations

import os
import re
import shutil
import stat
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz_commands import Desk
from mutate import mutated_office, mutated_pdf, mutated_picture
from mutate_git import odd_repository
from mutate_office import mutated_template, mutated_workbook
from mutate_texts import ODD_NAMES, mutated_json, mutated_regulation, mutated_review, mutated_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

ROOT = Path(__file__).resolve().parent.parent
MEETING = "2019-10-31"
_PROJECTS = ROOT / "tests" / "projects"
#: Named from the desk, as `Desk.run` wants it.
_ROSTER = "ws/meetings/common/roster.yaml"
#: Git is looked at, not what is printed of its revisions: that takes seconds each time.
_NOWHERE = "/nowhere/soffice"
#: Templates that `check` fills: those in front, and those of the papers.
_FRONT = ["packet-cover", "agenda", "agenda-table", "slides", "handout-list"]
_FILLED = [*_FRONT, "cover", "label", "roster", "charter"]
#: What `charter import` is tried on, besides Word files.
_REGULATIONS = sorted((ROOT / "tests" / "charter_sources").glob("*.txt"))


def feed_template(rng: Random, stem: Path, _: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """A template of a small workspace; all its templates are filled by `check`."""
    desk = _desk(stem, _PROJECTS / "good-rich")
    spec = desk.workspace / "meetings" / "2020-01-15.yaml"
    spec.write_text(re.sub("documents:.*", f"documents: [{', '.join(_FRONT)}]", spec.read_text("utf-8")), "utf-8")
    path = desk.workspace / "templates" / f"{rng.choice(_FILLED)}.docx"
    made = mutated_template(path.read_bytes(), rng)
    path.write_bytes(made)
    stem.with_name(f"{stem.name}.{path.name}").write_bytes(made)
    return desk.run("check", "meetings/2020-01-15.yaml")


def feed_yaml(rng: Random, stem: Path, _: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """The YAML of a workspace, the sample's without its papers or a test's: read, resolved and checked, or amended."""
    desk = _desk(stem, rng.choice([ROOT] * 10 + sorted(path for path in _PROJECTS.iterdir() if path.is_dir())))
    meetings = desk.workspace / "meetings"
    for path in rng.sample(sorted(meetings.rglob("*.yaml")), rng.choice((1, 1, 1, 2))):
        path.write_bytes(mutated_yaml(path.read_bytes(), rng))
        stem.with_name(f"{stem.name}.{path.name}").write_bytes(path.read_bytes())
    day, spec = rng.choice(("2019-10-31", "2020-04-01")), sorted(meetings.glob("*.yaml"))[0]
    others = [
        (("check", "--final", "--format", rng.choice(("json", "sarif", "github")), "meetings"), ()),
        (("new", "2031-02-10", "--from", spec.relative_to(desk.workspace).as_posix()), (r"ws/meetings/2031-02-10(\.yaml)?",)),
    ]
    if (desk.root / _ROSTER).exists():
        others += [
            (("roster", "show", "--on", day), ()),
            (("roster", "add", "見本県見本課", "--on", day), (_ROSTER,)),
            (("roster", "export", f"out{rng.choice(('.xlsx', '.csv'))}"), (r"ws/out\..*",)),
        ]
    arguments, may_write = rng.choice([*others, *[(("check", "meetings"), ())] * 5])
    return desk.run(*arguments, may_write=may_write)


def feed_workbook(rng: Random, stem: Path, _: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """A workbook or a CSV file that the roster was exported to: imported, and what was written is read again."""
    desk = _desk(stem, ROOT)
    path = desk.workspace / f"名簿{rng.choice(('.xlsx', '.xlsx', '.xlsx', '.csv'))}"
    data = _exported(path.suffix, stem.parent)
    path.write_bytes(mutated_workbook(data, rng) if path.suffix == ".xlsx" else mutated_yaml(data, rng))
    stem.with_suffix(path.suffix).write_bytes(path.read_bytes())
    on = rng.choice(((), ("--on", "2024-04-01"), ("--new-category",)))
    answer, finding = desk.run("roster", "import", path.name, "--yes", *on, may_write=[_ROSTER])
    if finding or not answer.endswith(" 0"):
        return f"import {answer}", finding
    after, finding = desk.run("roster", "show", "--on", "2024-04-01", "--format", "json")
    wrong = "" if finding or after.endswith(" 0") else f"the roster that was written cannot be read: {after}"
    return f"import {answer}", finding or wrong


def feed_charter(rng: Random, stem: Path, sources: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """A charter in Word or as text: imported, and what was written is read again."""
    desk = _desk(stem, _PROJECTS / "good-small")
    words = sources[".docx"] and rng.random() < 0.3
    path = desk.workspace / ("要綱.docx" if words else "要綱.txt")
    made = mutated_regulation([each.read_bytes() for each in _REGULATIONS], rng)
    path.write_bytes(mutated_office([each.read_bytes() for each in sources[".docx"]], rng) if words else made)
    stem.with_suffix(path.suffix).write_bytes(path.read_bytes())
    answer, finding = desk.run("charter", "import", path.name, "--yes", may_write=["ws/meetings/common/charter.yaml"])
    if finding or not answer.endswith(" 0"):
        return f"import {answer}", finding
    after, finding = desk.run("charter", "diff", "--text", "2019-10-31", "2031-10-31")
    wrong = "" if finding or after.endswith(" 0") else f"the charter that was written cannot be read: {after}"
    return f"import {answer}", finding or wrong


def feed_arrival(rng: Random, stem: Path, sources: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """Papers with odd names, some of them broken: added to a meeting, whose file is read again."""
    desk = _desk(stem, _PROJECTS / "good-small")
    arrived = desk.workspace / "届いた"
    arrived.mkdir()
    for _ in range(rng.choice((1, 1, 2, 4))):
        suffix = rng.choice((".pdf", ".docx", ".xlsx", ".pptx", ".png", ".txt", ".csv", ".doc"))
        held = [path.read_bytes() for path in rng.sample(sources[suffix], 2)] if len(sources[suffix]) > 1 else []
        make = {".pdf": mutated_pdf, ".png": mutated_picture}.get(suffix, mutated_office)
        text = mutated_regulation([each.read_bytes() for each in _REGULATIONS], rng)
        data = text if not held else rng.choice(held) if rng.random() < 0.5 else make(held, rng)
        name = rng.choice(ODD_NAMES)
        (arrived / f"{name}{suffix}").write_bytes(data)
    shutil.copytree(arrived, stem.with_name(f"{stem.name}.arrived"), dirs_exist_ok=True)
    options = rng.choice(((), ("--replace",), ("--item", "1"), ("--item", "第一の件")))
    answer, finding = desk.run("add", "--yes", *options, arrived.name, may_write=["ws/meetings/.*"])
    if finding:
        return answer, finding
    after, finding = desk.run("status", "--format", "json", "meetings/2024-05-01.yaml")
    wrong = "" if finding or after.endswith(" 0") else f"the meeting that was written cannot be read: {after}"
    return answer, finding or wrong


def feed_built(rng: Random, stem: Path, _: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """A built folder with its manifest, reviews or packet made wrong, or with links in it: compared with what it was."""
    desk = _desk(stem, _PROJECTS / "good-small")
    built = ROOT / "build" / MEETING
    for name in ("old", "new"):
        shutil.copytree(built, desk.workspace / name / MEETING, ignore=shutil.ignore_patterns(".*", "documents"))
    spoilt = desk.workspace / rng.choice(("old", "new")) / MEETING
    for _each in range(rng.choice((1, 1, 2, 3))):
        rng.choice((_manifest, _manifest, _review, _review, _packet, _link))(spoilt, rng)
    form = rng.choice(("text", "markdown", "json"))
    options = ("--html", "report.html") if rng.random() < 0.2 else ("--docx", "marked.docx") if rng.random() < 0.1 else ()
    return desk.run(
        "diff", "old", "new", "--format", form, *options, may_write=[r"ws/report\.html|ws/marked\.docx"], soffice=_NOWHERE
    )


def _manifest(folder: Path, rng: Random) -> None:
    _write(folder / "manifest.json", mutated_json((ROOT / "build" / MEETING / "manifest.json").read_bytes(), rng))


def _review(folder: Path, rng: Random) -> None:
    path = rng.choice(sorted((ROOT / "build" / MEETING / "review").glob("*.md")))
    _write(folder / "review" / path.name, mutated_review(path.read_bytes(), rng))


def _packet(folder: Path, rng: Random) -> None:
    papers = sorted((ROOT / "meetings" / MEETING).glob("*.pdf"))
    name = rng.choice(("packet.pdf", f"documents/{rng.choice(('02-agenda', '05-programme', '08-plan'))}.pdf"))
    _write(folder / name, mutated_pdf([path.read_bytes() for path in papers], rng))


def _write(path: Path, data: bytes) -> None:
    """Writes a file, unless something that is none stands in its place or in that of its folder."""
    if not os.path.lexists(path.parent):
        path.parent.mkdir()
    plain = not os.path.lexists(path) or stat.S_ISREG(path.lstat().st_mode)
    if plain and stat.S_ISDIR(path.parent.lstat().st_mode):
        path.write_bytes(data)


def _link(folder: Path, rng: Random) -> None:
    """Something that is no plain file, in the place of one."""
    place = folder / rng.choice(("manifest.json", "packet.pdf", "documents", "review", "review/02-agenda.md"))
    if not place.parent.is_dir():
        return
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    kind = rng.randrange(4)
    if kind == 0:
        os.mkfifo(place)
    elif kind == 1:
        place.mkdir()
    else:
        place.symlink_to(
            rng.choice(("../../../outside/notes.txt", "../../../outside/folder", "/dev/zero", "/etc/passwd", place.name, ".."))
        )


def feed_git(rng: Random, stem: Path, _: Mapping[str, Sequence[Path]]) -> tuple[str, str]:
    """A repository with odd objects, references, settings and hooks: its revisions are compared."""
    desk = _desk(stem, _PROJECTS / "good-small")
    odd_repository(desk.workspace, desk.outside, rng)
    old, new = rng.choice((("old", "main"), ("old", "HEAD"), ("main", "old"), ("HEAD~1", "HEAD"), ("-x", "refs/tags/old")))
    arguments: tuple[str, ...] = rng.choice(
        (
            ("diff", "--", old, new),
            ("diff", "--", old, new),
            ("diff",),
            ("diff", "--replace", "--", old),
            ("roster", "diff", "--text", "--", old),
            ("textconv", "--install"),
        )
    )
    may_write = [r"ws/\.git/.*", r"ws/\.gitattributes"] if arguments[0] == "textconv" else []
    return desk.run(*arguments, may_write=may_write, soffice=_NOWHERE)


def _desk(stem: Path, project: Path) -> Desk:
    """A desk with a project's workspace; the sample without the papers of others."""
    desk = Desk(stem.with_name(f"{stem.name}.desk"))
    papers = shutil.ignore_patterns("*.pdf", "*.docx", "*.png") if project == ROOT else None
    shutil.copytree(project / "meetings", desk.workspace / "meetings", ignore=papers)
    for templates in (ROOT / "templates", project / "templates"):
        if templates.is_dir():
            shutil.copytree(templates, desk.workspace / "templates", ignore=shutil.ignore_patterns("*.md"), dirs_exist_ok=True)
    return desk


@cache
def _exported(suffix: str, folder: Path) -> bytes:
    """The sample's roster in a workbook or a CSV file."""
    desk = _desk(folder / f"export{suffix}", ROOT)
    _, finding = desk.run("roster", "export", f"a{suffix}", may_write=[r"ws/a\..*"])
    assert not finding, finding
    data = (desk.workspace / f"a{suffix}").read_bytes()
    shutil.rmtree(desk.root)
    return data
