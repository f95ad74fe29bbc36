"""Two editions in one build: the members' packet, and beside it the public one, in which nothing of what is withheld is left."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pypdf
import pytest
from conftest import build, copy_workspace, make_machine
from papers import pdf_of

from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.pipeline.build import BuildResult
from hyoga_docs.pipeline.machine import Machine
from hyoga_docs.spec.platform import Edition

pytestmark = pytest.mark.office

SPEC = "meetings/2024-05-01.yaml"
MEETING = """\
number: 1
date: 2024-05-01
agenda: [{title: 議題, items: [甲について, {title: 極秘の議題, public: false}]}]
handouts:
  - {title: 甲, file: a.pdf, public: {pages: 2, reason: 個人の写真}}
  - {title: 極秘の題, file: gokuhi.docx, alt: 極秘の図, public: {public: false, reason: 審議中}}
  - {title: 名簿, document: roster}
  - {title: 乙, file: b.docx}
"""
PLATFORM = """\
name: 見本会議体
meeting_name: 見本会議
documents: [agenda, handout-list]
editions: [members, public]
style: {page_numbers: {format: "Page{page}of{pages}"}, withheld: {mark: 取扱注意}}
"""
ROSTER = """\
title: 名簿
columns: {name: 構成員, extra: [電話]}
withheld: [電話]
members: [{id: a, name: 例町, extra: {電話: 000-極秘}}]
"""


def word(*pages: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for number, text in enumerate(pages):
        document.add_paragraph(text).paragraph_format.page_break_before = number > 0
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Machine, BuildResult]:
    """A workspace whose two editions were built at once."""
    root = tmp_path_factory.mktemp("editions")
    workspace = copy_workspace(root / "workspace")
    (workspace / "templates" / "withheld.docx").unlink()  # as in a workspace of last year
    files = {"2024-05-01.yaml": MEETING, "common/platform.yaml": PLATFORM, "common/roster.yaml": ROSTER}
    for name, text in files.items():
        (workspace / "meetings" / name).write_text(text, "utf-8")
    (workspace / "meetings" / "common" / "charter.yaml").unlink()
    (workspace / "meetings" / "a.pdf").write_bytes(pdf_of("---- A4 縦\n公開の一\n---- A4 縦\n極秘の二\n---- A4 縦\n公開の三\n"))
    (workspace / "meetings" / "gokuhi.docx").write_bytes(word("極秘の本文", "極秘の続き"))
    (workspace / "meetings" / "b.docx").write_bytes(word("公開の乙"))
    machine = make_machine(root / "cache")
    return workspace, machine, make(workspace, machine)


def make(workspace: Path, machine: Machine, *editions: Edition) -> BuildResult:
    return build(workspace / SPEC, workspace / "build" / "2024-05-01", replace(machine, editions=editions), lambda _: None)


def pages(packet: Path) -> list[str]:
    return [unbroken(page.extract_text()) for page in pypdf.PdfReader(packet).pages]


def test_the_public_edition_is_numbered_as_the_members_packet(desk: tuple[Path, Machine, BuildResult]) -> None:
    workspace, _, built = desk
    out = workspace / "build" / "2024-05-01"
    members, public = pages(out / "packet.pdf"), pages(out / "packet-public.pdf")
    assert (built.pages, built.public_pages) == (len(members), len(public)) == (9, 7)
    numbers = [1, 2, 3, 5, 6, 8, 9]
    assert [re.findall(r"Page\d+of\d+", text) for text in public] == [[f"Page{number}of9"] for number in numbers]
    assert [public[at] for at in (2, 3, 6)] == [members[number - 1] for number in (3, 5, 9)]
    assert ["この資料は、公開していません。" in text and "審議中" in text for text in public] == [number == 6 for number in numbers]


def test_only_what_is_withheld_bears_the_mark_and_only_for_members(desk: tuple[Path, Machine, BuildResult]) -> None:
    workspace, _, _ = desk
    out = workspace / "build" / "2024-05-01"
    assert [number for number, text in enumerate(pages(out / "packet.pdf"), 1) if "取扱注意" in text] == [4, 6, 7]
    assert not any("取扱注意" in text for text in pages(out / "packet-public.pdf"))
    with pikepdf.open(out / "packet.pdf") as pdf:
        stamped = pdf.pages[5].obj.Contents[-1].read_bytes()
    assert stamped.count(b"/Subtype /Header") == 2  # the label and the mark: no screen reader reads either


def test_nothing_that_is_withheld_is_left_in_it(desk: tuple[Path, Machine, BuildResult]) -> None:
    workspace, _, _ = desk
    out = workspace / "build" / "2024-05-01"
    for name, has in (("packet.pdf", True), ("packet-public.pdf", False)):
        with pikepdf.open(out / name) as pdf:
            said = [str(item) for item in pdf.objects if isinstance(item, (pikepdf.String, pikepdf.Dictionary, pikepdf.Array))]
            said += [str(pdf.docinfo), pdf.Root.Metadata.read_bytes().decode("utf-8"), *map(repr, pdf.objects)]
        assert any("極秘" in text for text in [*said, *pages(out / name)]) is has


def test_it_is_recorded_and_a_build_with_nothing_to_do_does_nothing(desk: tuple[Path, Machine, BuildResult]) -> None:
    workspace, machine, _ = desk
    out = workspace / "build" / "2024-05-01"
    recorded = json.loads((out / "manifest.json").read_text("utf-8"))["editions"]
    assert [(each["edition"], each["file"], each["pages"]) for each in recorded] == [("public", "packet-public.pdf", 7)]
    assert recorded[0]["withheld"] == ["資料１（2ページ）", "資料２"]
    again = make(workspace, machine)
    assert (again.fresh, again.public_pages) == (False, 7)
    (out / "packet-public.pdf").unlink()
    assert make(workspace, machine).fresh
    assert not make(workspace, machine, "members").public_pages
    assert not (out / "packet-public.pdf").exists()  # one that is not of this packet would be put on the web
    assert "editions" not in json.loads((out / "manifest.json").read_text("utf-8"))
