"""The letters of the sample, printed: for each member and in one file, valid as Word files and read aloud as PDFs."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from conftest import MEETING, ROOT, Sample, build, copy_workspace, digests, make_machine
from test_accessible import broken_rules, outloud
from tracking import wrong

from hyoga_docs.letters.make_letters import make_letters
from hyoga_docs.letters.result import LettersResult
from hyoga_docs.spec.workspace_paths import find_meeting

pytestmark = pytest.mark.office

ALL = ("notice", "reply-slip", "observers", "press", "mail")


def made(workspace: Path, cache: Path, *only: str) -> LettersResult:
    spec = workspace / "meetings" / f"{MEETING}.yaml"
    return make_letters(find_meeting(spec), workspace / "build" / MEETING, make_machine(cache), lambda _: None, only=only)


def test_letters_are_made_for_each_member_and_to_print_in_one_go_without_the_papers(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "one")
    for paper in (workspace / "meetings" / MEETING).iterdir():
        paper.unlink()
    done = made(workspace, tmp_path / "cache", *ALL)
    assert (done.problems, done.failed) == ([], 0)
    letters = workspace / "build" / MEETING / "letters"
    members = [path.stem for path in sorted((letters / "開催通知").glob("*.pdf"))]
    assert [path.stem for path in sorted((letters / "開催通知").glob("*.docx"))] == members
    assert len(members) == 14
    notice = pypdf.PdfReader(letters / "開催通知.pdf")
    assert len(notice.pages) == 14
    assert [item.title for item in notice.outline] == [name[3:].replace("-", "　") for name in members]  # type: ignore[union-attr]
    for page, name in zip(notice.pages, members, strict=True):
        assert name[3:].partition("-")[0] in page.extract_text()
    pdfs = [letters / f"{name}.pdf" for name in ("開催通知", "出欠票", "傍聴要領", "開催案内")]
    pdfs += [next((letters / name).glob("*.pdf")) for name in ("開催通知", "出欠票")]
    assert {path.name: rules for path in pdfs if (rules := broken_rules(path))} == {}
    assert {path.name: [each for each in outloud(path) if each[0] == "error"] for path in pdfs} == {path.name: [] for path in pdfs}
    documents = [path for path in letters.rglob("*.docx") if path.name.startswith(("01-", "傍聴", "開催"))]
    known = (ROOT / "templates" / "agenda.docx").read_bytes()  # our templates name no theme
    assert {path.name: found for path in documents if (found := wrong(path.read_bytes(), known))} == {}
    assert not made(workspace, tmp_path / "cache", *ALL).fresh
    before = digests(letters)
    again = made(copy_workspace(tmp_path / "two"), tmp_path / "other cache", *ALL)
    assert again.converted == done.converted == 30
    after = digests(tmp_path / "two" / "build" / MEETING / "letters")
    assert list(after.values()) == list(before.values())


def test_a_build_names_the_letters_that_are_listed_and_its_packet_is_the_same(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    spec, out = workspace / "meetings" / f"{MEETING}.yaml", workspace / "build" / MEETING
    spec.write_text(spec.read_text("utf-8") + "letters: [press]\n", "utf-8")
    built = build(spec, out, make_machine(sample.cache), lambda _: None)
    assert built.letters == ("press",)
    assert (out / "packet.pdf").read_bytes() == sample.packet.read_bytes()
    done = made(workspace, sample.cache)
    assert [path.name for path in done.files] == ["開催案内.docx", "開催案内.pdf"]
    built = build(spec, out, make_machine(sample.cache), lambda _: None)
    assert (built.fresh, list(built.letters)) == (False, ["press"])
