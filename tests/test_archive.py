"""A meeting saved, taken out again and built: the same packet, byte for byte, by the real LibreOffice."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import MEETING, Sample, copy_workspace, make_machine
from running import invoke

from hyoga_docs.archive import write
from hyoga_docs.archive.read import unpack_archive
from hyoga_docs.archive.record import read_sums
from hyoga_docs.archive.write import make_archive
from hyoga_docs.core.files import file_digest
from hyoga_docs.core.problem import SpecError, UsageError, error
from hyoga_docs.pipeline.build import BuildResult, build
from hyoga_docs.pipeline.machine import Machine
from hyoga_docs.spec.workspace_paths import MeetingFile, find_meeting


def desk(sample: Sample, folder: Path) -> Path:
    """The sample in a folder of its own, built."""
    copy_workspace(folder)
    shutil.copytree(sample.out, folder / "build" / MEETING)
    return folder / "meetings" / f"{MEETING}.yaml"


@pytest.mark.office
def test_an_archive_builds_the_same_packet_again(sample: Sample, tmp_path: Path) -> None:
    spec = desk(sample, tmp_path / "desk")
    machine = make_machine(sample.cache)
    for name in ("one.zip", "two.zip"):
        made = make_archive(find_meeting(spec), tmp_path / name, machine, lambda _: None)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert made.digest == file_digest(tmp_path / "one.zip")
    record, count = unpack_archive(tmp_path / "one.zip", tmp_path / "again")
    assert (count, record.packet) == (made.files, file_digest(sample.packet))
    again = tmp_path / "again"
    for kept in ("documents", "review", "packet.pdf"):
        path = again / "build" / MEETING / kept
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = build(find_meeting(again / record.spec), again / "build" / MEETING, make_machine(tmp_path / "cold"), lambda _: None)
    assert done.fresh
    assert file_digest(done.packet) == record.packet
    sums = read_sums((again / "sha256sums.txt").read_bytes())
    assert {name: file_digest(again / name) for name in sums} == sums


@pytest.mark.office
def test_what_lies_in_an_archive(sample: Sample, tmp_path: Path) -> None:
    spec = desk(sample, tmp_path / "desk")
    platform = spec.parent / "common" / "platform.yaml"
    platform.write_text(platform.read_text("utf-8") + "archive: {保存期間: ５年}\n", "utf-8")
    make_archive(find_meeting(spec), tmp_path / "a.zip", make_machine(sample.cache), lambda _: None)
    with zipfile.ZipFile(tmp_path / "a.zip") as package:
        names = package.namelist()
        originals = {name: package.read(name) for name in names if name.startswith(f"meetings/{MEETING}/")}
        index = package.read("目録.txt")
        archival = package.read("packet-pdfa.pdf")
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(info.flag_bits & 0x800 for info in package.infolist() if not info.filename.isascii())
    papers = spec.parent / MEETING
    assert originals == {f"meetings/{MEETING}/{path.name}": path.read_bytes() for path in papers.iterdir()}
    with pikepdf.open(io.BytesIO(archival)) as pdf:
        assert pdf.open_metadata().pdfa_status == "2U"
    lines = index.decode("utf-8-sig").split("\r\n")
    assert "保存期間: ５年" in lines
    assert f"　届いたもの: meetings/{MEETING}/estimates.csv（{(papers / 'estimates.csv').stat().st_size:,}バイト）" in lines
    assert any(hashlib.sha256(sample.packet.read_bytes()).hexdigest() in line for line in lines)
    told = [name for name in names if name.startswith("meetings/") and not any(name in line for line in lines)]
    assert told == []


@pytest.mark.office
def test_a_file_that_is_there_stays(sample: Sample, tmp_path: Path) -> None:
    spec = desk(sample, tmp_path / "desk")
    target = spec.with_name("mine.zip")  # also where the meeting's own files lie
    target.write_bytes(b"mine")
    with pytest.raises(UsageError, match="HD688"):
        make_archive(find_meeting(spec), target, make_machine(sample.cache), lambda _: None)
    assert target.read_bytes() == b"mine"
    make_archive(find_meeting(spec), target, make_machine(sample.cache), lambda _: None, force=True)
    with zipfile.ZipFile(target) as package:
        assert [name for name in package.namelist() if name.endswith(".zip")] == []


@pytest.mark.office
def test_a_meeting_with_mistakes_is_not_saved(sample: Sample, tmp_path: Path) -> None:
    spec = desk(sample, tmp_path / "desk")
    (spec.parent / MEETING / "plan.docx").unlink()
    done = invoke("archive", str(spec), "--out", str(tmp_path / "a.zip"), folder=tmp_path, HYOGA_DOCS_CACHE=str(sample.cache))
    assert done.returncode == 3
    assert "HD301" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == []


@pytest.mark.office
def test_what_cannot_be_archival_is_told_and_the_rest_saved(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = desk(sample, tmp_path / "desk")

    def refusing(meeting: MeetingFile, out: Path, machine: Machine, *more: Any) -> BuildResult:
        if machine.archival:
            raise SpecError([error("HD607", "埋め込まれていない書体「X」があります。", quote="計画")])
        return build(meeting, out, machine, *more)

    monkeypatch.setattr(write, "build", refusing)
    made = make_archive(find_meeting(spec), tmp_path / "a.zip", make_machine(sample.cache), lambda _: None)
    assert [problem["code"] for problem in made.problems if problem["severity"] == "warning"] == ["HD690"]
    with zipfile.ZipFile(tmp_path / "a.zip") as package:
        assert "packet-pdfa.pdf" not in package.namelist()
        index = package.read("目録.txt").decode("utf-8-sig")
    assert "計画　PDF/A-2u の冊子を入れられません。埋め込まれていない書体「X」があります。" in index


@pytest.mark.office
def test_what_was_handed_out_is_kept_as_it_is(sample: Sample, tmp_path: Path) -> None:
    """A mistake in the YAML that was mended after the day makes no other packet of it; that it would is said."""
    spec = desk(sample, tmp_path / "desk")
    spec.write_text(spec.read_text("utf-8").replace("title: 意見交換", "title: 意見の交換"), "utf-8")
    made = make_archive(find_meeting(spec), tmp_path / "a.zip", make_machine(sample.cache), lambda _: None)
    assert [problem["code"] for problem in made.problems] == ["HD694"]
    record, _ = unpack_archive(tmp_path / "a.zip", tmp_path / "again")
    kept = (tmp_path / "again" / "build" / MEETING / "packet.pdf", spec.parents[1] / "build" / MEETING / "packet.pdf")
    assert [file_digest(path) for path in kept] == [file_digest(sample.packet)] * 2
    assert not record.rebuilds
    assert "同じではありませんでした" in (tmp_path / "again" / "目録.txt").read_text("utf-8-sig")


@pytest.mark.office
def test_a_packet_that_was_handed_out_as_pdf_a_is_there_once(sample: Sample, tmp_path: Path) -> None:
    spec = copy_workspace(tmp_path / "desk") / "meetings" / f"{MEETING}.yaml"
    machine = make_machine(sample.cache)
    done = build(find_meeting(spec), tmp_path / "desk" / "build" / MEETING, replace(machine, archival=True), lambda _: None)
    made = make_archive(find_meeting(spec), tmp_path / "a.zip", machine, lambda _: None)
    assert made.problems == []
    record, _ = unpack_archive(tmp_path / "a.zip", tmp_path / "again")
    assert record.build_command == f"hyoga-docs build --pdfa meetings/{MEETING}.yaml"
    assert (record.packet, record.rebuilds) == (file_digest(done.packet), True)
    assert not (tmp_path / "again" / "packet-pdfa.pdf").exists()


@pytest.mark.office
def test_a_letter_that_is_not_made_or_was_typed_into_after_its_pdf_is_told(sample: Sample, tmp_path: Path) -> None:
    spec = desk(sample, tmp_path / "desk")
    letters = tmp_path / "desk" / "build" / MEETING / "letters"
    letters.mkdir()
    (letters / "会議録.docx").write_bytes(b"as somebody typed it")
    pdf = b"printed before that"
    (letters / "会議録.pdf").write_bytes(pdf)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  会議録{end}\n" for data, end in ((b"as made", ".docx"), (pdf, ".pdf")))
    (letters / ".sha256sums").write_text(sums, "utf-8")
    spec.write_text(spec.read_text("utf-8") + "letters: [notice, minutes]\n", "utf-8")
    made = make_archive(find_meeting(spec), tmp_path / "a.zip", make_machine(sample.cache), lambda _: None)
    told = [(problem["code"], problem["quote"], problem["file"]) for problem in made.problems]
    assert told == [("HD690", "開催通知", None), ("HD690", None, f"build/{MEETING}/letters/会議録.pdf")]
    unpack_archive(tmp_path / "a.zip", tmp_path / "again")
    assert (tmp_path / "again" / "build" / MEETING / "letters" / "会議録.docx").read_bytes() == b"as somebody typed it"
