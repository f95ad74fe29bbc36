"""Old and foreign Office files, files with macros and texts, from the sample's own papers made into them by LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import MEETING, ROOT, build, copy_workspace, made_once, make_machine
from fake_soffice import fake_soffice

from hyoga_docs.core.problem import Place
from hyoga_docs.diff.textconv import textconv
from hyoga_docs.pipeline.machine import Machine
from hyoga_docs.pipeline.office import open_office
from hyoga_docs.pipeline.to_ooxml import to_ooxml
from hyoga_docs.plan.model import Document
from hyoga_docs.programs.libreoffice.convert import ConversionSource, convert_to_ooxml
from hyoga_docs.spec.formats import format_of
from hyoga_docs.text.ooxml.package import read_parts, write_parts

SAMPLE = ROOT / "meetings" / MEETING
#: What each file is made of, and LibreOffice's name of what it is made into.
MADE = {
    "a.doc": ("plan.docx", "MS Word 97"),
    "a.rtf": ("plan.docx", "Rich Text Format"),
    "a.odt": ("plan.docx", "writer8"),
    "a.xls": ("jiritsu.xlsx", "MS Excel 97"),
    "a.ods": ("jiritsu.xlsx", "calc8"),
    "a.ppt": ("framework.pptx", "MS PowerPoint 97"),
    "a.odp": ("framework.pptx", "impress8"),
}
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def make_files(folder: Path, machine: Machine) -> None:
    """The files, and one with macros, one under another's name, a text."""
    sources = []
    for name, (source, filter_) in MADE.items():
        reads = format_of(Path(source).suffix)
        assert reads is not None
        data, suffix = (SAMPLE / source).read_bytes(), Path(source).suffix
        into = Path(name).suffix.removeprefix(".")
        place = Place("x.yaml")
        sources.append(ConversionSource(name, name, data, suffix, place, bytes, into=into, filters=(reads.filter, filter_)))
    made, failed = convert_to_ooxml(sources, open_office(machine))
    assert failed == {}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    parts = read_parts((SAMPLE / "plan.docx").read_bytes())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(DOCUMENT.encode(), MACROS.encode())
    (folder / "a.docm").write_bytes(write_parts(parts))
    shutil.copy(folder / "a.rtf", folder / "b.doc")
    (folder / "a.txt").write_bytes("番号\t市町村\r\n１\t見本市\r\n\f二枚目\r\n".encode("cp932"))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that hands all of them out, built."""

    def make(folder: Path) -> None:
        copy_workspace(folder)
        machine = make_machine(folder / "cache")
        make_files(folder / "meetings" / MEETING, machine)
        names = [*MADE, "a.docm", "b.doc", "a.txt"]
        lines = [f"  - {{title: 紙{number}, file: {MEETING}/{name}}}" for number, name in enumerate(names)]
        spec = folder / "meetings" / "2024-05-01.yaml"
        spec.write_text(
            "\n".join(["number: 1", "date: 2024-05-01", "agenda: [開会]", "documents: []", "handouts:", *lines]), "utf-8"
        )
        built = build(spec, folder / "out", machine, lambda _: None)
        told = [(each["code"], each["quote"]) for each in built.problems if str(each["code"]).startswith("HD35")]
        assert told == [("HD353", "b.doc")]

    return made_once(tmp_path_factory, "old-formats", make)


def review(papers: Path, name: str) -> list[str]:
    number = [*MADE, "a.docm", "b.doc", "a.txt"].index(name) + 1
    (found,) = (papers / "out" / "review").glob(f"{number:02}-*.md")
    return [line.lstrip("# ") for line in found.read_text("utf-8").splitlines()[1:] if line]  # RTF keeps no levels of headings


def textconv_of(papers: Path, name: str) -> list[str]:
    """What git shows of a file, from what the build has kept."""
    said = textconv(papers / "meetings" / MEETING / name, lambda: make_machine(papers / "cache"))
    return [line.lstrip("# ") for line in said.splitlines() if line]


@pytest.mark.office
def test_old_and_foreign_files_say_in_the_packet_what_their_sources_say(papers: Path) -> None:
    words = review(papers, "a.docm")
    assert len(words) > 20
    for name in ("a.doc", "a.rtf", "a.odt", "b.doc"):
        assert review(papers, name) == words
    assert review(papers, "a.xls") == review(papers, "a.ods")
    assert review(papers, "a.ppt") == review(papers, "a.odp")
    assert review(papers, "a.txt") == ["番号　市町村", "１　見本市", "二枚目"]
    for name in ("a.doc", "a.odt", "a.docm"):
        assert textconv_of(papers, name) == words
    assert textconv_of(papers, "a.xls") == textconv_of(papers, "a.ods")


def test_what_libreoffice_makes_nothing_of_is_told_with_whom_to_ask(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 x}")
    document = Document("d", "計画", path=path, supplied_by="財政課", place=Place("x.yaml", 3))
    machine = make_machine(tmp_path / "cache", soffice=fake_soffice(tmp_path / "fake", "nothing"))
    made, (problem,) = to_ooxml([document], machine.intake_settings(tmp_path))
    assert (made, problem.code, problem.quote, str(problem.place)) == ({}, "HD354", "a.rtf", "x.yaml:3")
    assert "財政課に、" in (problem.hint or "")


@pytest.mark.parametrize(("mode", "code"), [("abort", "HD319"), ("hang", "HD318")])
def test_why_libreoffice_makes_nothing_of_an_old_file_is_told_where_it_is_known(tmp_path: Path, mode: str, code: str) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 HEAVY}")
    document = Document("d", "計画", path=path, place=Place("x.yaml", 3))
    machine = make_machine(tmp_path / "cache", soffice=fake_soffice(tmp_path / "fake", mode), limit=2)
    made, (problem,) = to_ooxml([document], machine.intake_settings(tmp_path))
    assert (made, problem.code, problem.quote) == ({}, code, "a.rtf")


def test_a_text_that_cannot_be_printed_is_told(tmp_path: Path) -> None:
    def code_of(data: bytes) -> list[str]:
        path = tmp_path / "a.txt"
        path.write_bytes(data)
        settings = make_machine(tmp_path / "cache").intake_settings(tmp_path)
        made, problems = to_ooxml([Document("d", "記録", path=path)], settings)
        assert bool(made) is not bool(problems)
        return [each.code for each in problems]

    assert code_of("一行目\x0c二枚目\x1a".encode("cp932")) == []
    assert code_of("二バイト".encode("utf-16")) == []
    assert code_of(b"a\x07b") == ["HD103"]
    assert code_of(b"\x81\xff\x00\xfe") == ["HD102"]
    assert code_of(b"a" * 3_000_001) == ["HD306"]
    assert code_of(b"\n" * 200_001) == ["HD306"]
    assert code_of(b"\t" * 200_001) == ["HD306"]
