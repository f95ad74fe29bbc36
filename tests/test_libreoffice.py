"""Conversion when LibreOffice hangs, crashes or lies, and when it works."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from fake_soffice import fake_soffice, left_behind, starts
from running import patch_clock

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import MachineError, Place
from hyoga_docs.pdf.intake.records import GeneratedPdf, IntakeRequest
from hyoga_docs.pdf.intake.take import take_generated
from hyoga_docs.pdf.tagging.readable import OWN, SHEET
from hyoga_docs.programs.fonts import InstalledFonts, font_folders, read_fonts
from hyoga_docs.programs.libreoffice.convert import ConversionSource, Office, TooHeavyError, convert
from hyoga_docs.programs.libreoffice.engine import find_engine
from hyoga_docs.programs.sandbox import office_environment, sandbox_for

PLAN = (ROOT / "meetings" / "2019-10-31" / "plan.docx").read_bytes()
BUREAU = (ROOT / "meetings" / "2019-10-31" / "bureau.docx").read_bytes()


def source(key: str, data: bytes = PLAN, suffix: str = ".docx") -> ConversionSource:
    def finish(pdf: bytes) -> bytes:
        return take_generated(pdf, IntakeRequest("", suffix, None, key, (), "s")).pack()

    return ConversionSource(key, key, data, suffix, Place("meetings/x.yaml", 3, 5), finish)


def make_office(tmp_path: Path, mode: str, limit: float = 60) -> Office:
    cache = Cache(tmp_path / "cache")
    environment = office_environment(os.environ)
    engine = find_engine(fake_soffice(tmp_path / "fake", mode), cache, dict(os.environ))
    return Office(engine, InstalledFonts({}, ""), cache, environment, limit, 2, sandbox_for(engine.program, environment, cache))


def test_what_fails_in_company_is_tried_once_more_alone(tmp_path: Path) -> None:
    office = make_office(tmp_path, "alone")
    sources = [source(str(number), PLAN + bytes([number])) for number in range(5)]
    done = convert(sources, office, lambda _done, _total: None)
    assert sorted(done.pdfs) == ["0", "1", "2", "3", "4"]
    assert done.problems == ()
    assert sorted(starts(office.engine.program)) == [1, 1, 1, 1, 1, 2, 3]


@pytest.mark.parametrize("mode", ["garbage", "link", "nothing"])
def test_exit_code_zero_is_not_believed(tmp_path: Path, mode: str) -> None:
    office = make_office(tmp_path, mode)
    done = convert([source("a"), source("b", BUREAU)], office, lambda _done, _total: None)
    assert done.pdfs == {}
    assert [(problem.code, str(problem.place)) for problem in done.problems] == [("HD501", "meetings/x.yaml:3:5")] * 2


def test_a_pdf_that_cannot_be_read_within_the_limits_is_not_called_wrong(tmp_path: Path) -> None:
    def finish(_pdf: bytes) -> bytes:
        msg = "memory"
        raise TooHeavyError(msg)

    heavy = ConversionSource("a", "a", PLAN, ".docx", Place("meetings/x.yaml", 3, 5), finish)
    done = convert([heavy, source("b", BUREAU)], make_office(tmp_path, "blank"), lambda _done, _total: None)
    assert list(done.pdfs) == ["b"]
    assert [problem.code for problem in done.problems] == ["HD369"]


def test_a_hang_is_ended_with_its_children_and_not_waited_for_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = make_office(tmp_path, "hang", limit=60)
    waves = [0]

    def seconds() -> float:
        """Time stands still until both programs of a wave hang; then, from the next look at the clock on, the limit is over."""
        waves.append(len(starts(office.engine.program)) // 2)
        return waves[-2] * 61.0

    patch_clock(monkeypatch, seconds)
    sources = [source(str(number), PLAN + bytes([number])) for number in range(8)]
    done = convert(sources, office, lambda _done, _total: None)
    assert sorted(problem.code for problem in done.problems) == [
        *["HD318"] * 2,
        *["HD501"] * 6,
    ]  # alone, the rest
    assert len(starts(office.engine.program)) == 4  # two in company, one wave of two alone
    assert left_behind(office.engine.program) == {}


def test_a_cached_document_needs_no_engine_and_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    office = make_office(tmp_path, "blank")
    first = convert([source("a")], office, lambda _done, _total: None)
    again = convert([source("b")], office, lambda _done, _total: None)
    assert (first.fresh, again.fresh) == (1, 0)
    assert first.pdfs["a"] == again.pdfs["b"]
    for entry in (office.cache.shelf / "pdf").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-7])
    mended = convert([source("a")], office, lambda _done, _total: None)
    assert (mended.fresh, mended.pdfs) == (1, first.pdfs)


@pytest.mark.skipif(sys.platform == "win32", reason="a signal")
def test_what_ends_the_engine_costs_itself_alone_and_is_not_tried_for_ever(tmp_path: Path) -> None:
    office = make_office(tmp_path, "abort")
    heavy, good = source("heavy", b"HEAVY"), source("good", BUREAU)
    done = convert([good, heavy], office, lambda _done, _total: None)
    assert list(done.pdfs) == ["good"]
    assert [problem.code for problem in done.problems] == ["HD319"]
    assert starts(office.engine.program)[:2] == [2, 1]
    before = starts(office.engine.program)
    assert [problem.code for problem in convert([heavy], office, lambda _done, _total: None).problems] == ["HD319"]
    assert starts(office.engine.program) == [*before, 1]
    assert left_behind(office.engine.program) == {}


def test_a_change_of_zip_dates_alone_converts_nothing(tmp_path: Path) -> None:
    from hyoga_docs.text.ooxml.package import read_parts, write_parts

    office = make_office(tmp_path, "blank")
    convert([source("a")], office, lambda _done, _total: None)
    rezipped = write_parts(read_parts(PLAN))
    assert rezipped != PLAN
    assert convert([source("a", rezipped)], office, lambda _done, _total: None).fresh == 0


def test_a_missing_engine_says_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as raised:
        find_engine(tmp_path / "nowhere", Cache(tmp_path), {})
    (problem,) = raised.value.problems
    assert problem.code == "HD701"
    assert "libreoffice" in (problem.hint or "")
    assert raised.value.exit_code == 4


@pytest.mark.office
def test_word_excel_and_powerpoint_come_out_of_one_start(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    folder = ROOT / "meetings" / "2019-10-31"
    names = ("plan.docx", "jiritsu.xlsx", "framework.pptx")
    sources = [source(name, (folder / name).read_bytes(), Path(name).suffix) for name in names]
    fonts = read_fonts(font_folders(Path.home()), cache)
    environment = office_environment(os.environ)
    engine = find_engine(None, cache, environment)
    office = Office(engine, fonts, cache, environment, 120, 1, sandbox_for(engine.program, environment, cache))
    done = convert(sources, office, lambda _done, _total: None)
    assert done.problems == ()
    found = {name: GeneratedPdf.unpack(done.pdfs[name]).taken for name in names}
    assert [item.readable for item in found.values()] == [(OWN,), (SHEET,), (OWN,)]  # LibreOffice 7.4 writes no tags for Calc
    assert all(item.accessible for item in found.values())
    assert found["plan.docx"].fonts[0].startswith("BIZUD")


@pytest.mark.office
def test_a_document_that_points_to_the_network_and_to_files_fetches_nothing(tmp_path: Path) -> None:
    from hyoga_docs.text.ooxml.package import read_parts, write_parts

    secret = tmp_path / "secret.png"
    secret.write_bytes((ROOT / "meetings" / "2019-10-31" / "saposute.png").read_bytes())
    parts = read_parts(PLAN)
    rels = parts["word/_rels/document.xml.rels"].decode()
    picture = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rIdX" Type="{picture}" Target="{secret.as_uri()}" TargetMode="External"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", link).encode()
    drawing = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<v:shape style="width:300pt;height:300pt"><v:imagedata r:id="rIdX"/></v:shape></w:pict></w:r></w:p><w:sectPr'
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", drawing.encode(), 1)
    cache = Cache(tmp_path / "cache")
    environment = office_environment(os.environ)
    fonts = read_fonts(font_folders(Path.home()), cache)
    engine = find_engine(None, cache, environment)
    office = Office(engine, fonts, cache, environment, 120, 1, sandbox_for(engine.program, environment, cache))
    plain = convert([source("plain")], office, lambda _done, _total: None).pdfs["plain"]
    done = convert([source("linked", write_parts(parts))], office, lambda _done, _total: None)
    assert len(done.pdfs["linked"]) < len(plain) + 20_000  # the picture has 180 kB
