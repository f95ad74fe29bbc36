"""Secrets are planted in a withheld paper of every format: nothing that everybody gets holds one, and a leak stops the build."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pdfminer.high_level
import pypdf
import pytest
from conftest import build, copy_workspace, made_once, make_machine
from PIL import Image, ImageChops, ImageStat
from planted import ADDRESS, ITEM, PAPERS, PICTURED, PUBLIC_SENTENCE, SECRETS, TEMPLATE, plant

from hyoga_docs.core.problem import SpecError
from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.pipeline import prepare_public as pipeline
from hyoga_docs.plan.model import Plan
from hyoga_docs.plan.public_edition import public_edition

PUBLIC = "packet-public.pdf"


def _make(folder: Path) -> None:
    copy_workspace(folder / "workspace")
    shutil.rmtree(folder / "workspace" / "meetings")
    plant(folder / "workspace")
    meeting = folder / "workspace" / "meetings" / "2024-05-01.yaml"
    build(meeting, folder / "out", make_machine(folder / "cache"), lambda _: None)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted workspace, built: `workspace`, `out` and `cache`."""
    return made_once(tmp_path_factory, "planted", _make)


def spellings(text: str) -> Iterator[bytes]:
    """The ways in which a text may stand in a file's bytes."""
    for each in {text, "".join(text.split()), unbroken(text)}:
        for encoding in ("utf-8", "utf-16-be", "utf-16-le", "cp932"):
            data = each.encode(encoding)
            yield from (data, data.hex().encode(), data.hex().upper().encode())
        yield each.encode("unicode_escape")


def said(pdf: Path) -> str:
    """All that three readers of PDFs that are none of ours say."""
    texts = [
        pdfminer.high_level.extract_text(pdf),
        subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, timeout=60).stdout.decode(),
    ]
    reader = pypdf.PdfReader(pdf)
    texts += [page.extract_text() for page in reader.pages]
    texts += [str(reader.metadata), str(reader.outline), str(reader.named_destinations), str(reader.page_labels)]
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        held = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        texts.append(str(held))
    return unbroken("\n".join(texts))


def unpacked(pdf: Path) -> bytes:
    """The file as it is, and with every stream unpacked by qpdf."""
    done = subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", "--stream-data=uncompress", str(pdf), "-"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return pdf.read_bytes() + done.stdout


def test_no_byte_of_the_public_edition_holds_a_secret(planted: Path) -> None:
    pdf = planted / "out" / PUBLIC
    words, data = said(pdf), unpacked(pdf)
    assert unbroken(PUBLIC_SENTENCE) in words, "the readers read nothing"
    assert [secret for secret in SECRETS if unbroken(secret) in words] == []
    assert [secret for secret in SECRETS if any(each in data for each in spellings(secret))] == []


def test_the_members_have_them_all(planted: Path) -> None:
    """So the same search finds what is there."""
    words = said(planted / "out" / "packet.pdf")
    printed = [*(each.sentence for each in PAPERS if each.kind not in {"png", "jpg"}), TEMPLATE.sentence, ITEM.title, ADDRESS]
    assert [secret for secret in printed if unbroken(secret) not in words] == []


def likeness(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are from each other, in shades of grey."""
    size = (64, 48)
    return float(ImageStat.Stat(ImageChops.difference(one.convert("L").resize(size), other.convert("L").resize(size))).mean[0])


def pictures(pdf: Path) -> list[Image.Image]:
    """All the pictures of a PDF, as pypdf finds them."""
    return [Image.open(io.BytesIO(each.data)) for page in pypdf.PdfReader(pdf).pages for each in page.images]


def test_no_picture_of_a_withheld_paper_is_left(planted: Path) -> None:
    public, members = pictures(planted / "out" / PUBLIC), pictures(planted / "out" / "packet.pdf")
    for each in PICTURED:
        assert min(likeness(each.picture, found) for found in members) < 12, f"the members have that of {each.kind}"
        assert all(likeness(each.picture, found) > 25 for found in public)


def test_no_name_in_the_folder_is_that_of_a_withheld_file(planted: Path) -> None:
    record = (planted / "out" / "manifest.json").read_text("utf-8")
    assert PUBLIC in record


def leaky(change: Callable[[Plan, Plan], Plan]) -> Callable[[Plan], Plan]:
    """A public edition that gives something away: what it is made of the whole plan and of the right one."""
    return lambda plan: change(plan, public_edition(plan))


def _kept_lines(whole: Plan, public: Plan) -> Plan:
    """The list of papers as members have it."""
    return replace(public, listed=whole.listed)


def _kept_agenda(whole: Plan, public: Plan) -> Plan:
    return replace(public, agenda=whole.agenda, slides=whole.slides, slide_pages=whole.slide_pages)


def _kept_titles(whole: Plan, public: Plan) -> Plan:
    """The titles of withheld papers, in the bookmarks and on the sheets."""
    titles = {document.key: document.title for document in whole.documents}
    return replace(public, documents=tuple(replace(each, title=titles[each.key]) for each in public.documents))


def _kept_roster(whole: Plan, public: Plan) -> Plan:
    rosters = {document.key: document.roster for document in whole.documents}
    return replace(public, documents=tuple(replace(each, roster=rosters[each.key]) for each in public.documents))


def _kept_pages(whole: Plan, public: Plan) -> Plan:
    """All the pages of a paper of which one is withheld."""
    pages = {document.key: document.pages for document in whole.documents}
    return replace(public, documents=tuple(replace(each, pages=pages[each.key]) for each in public.documents))


def _kept(kind: str) -> Callable[[Plan, Plan], Plan]:
    """A whole paper, under the words that stand for its title."""

    def keep(whole: Plan, public: Plan) -> Plan:
        old = {document.key: document for document in whole.documents}
        chosen = next(
            each.key for each in whole.documents if each.path is not None and each.path.suffix == f".{kind}" and not each.public
        )
        return replace(
            public,
            documents=tuple(
                replace(old[each.key], title="（非公開）", alts=(), stem=each.stem) if each.key == chosen else each
                for each in public.documents
            ),
        )

    return keep


LEAKS: dict[str, tuple[Callable[[Plan, Plan], Plan], str]] = {
    "nothing is withheld": (lambda whole, _: whole, ""),
    "the list of papers": (_kept_lines, "職員の懲戒処分のDOCXによる説明"),
    "the agenda": (_kept_agenda, ITEM.title),
    "the titles": (_kept_titles, "職員の懲戒処分のDOCXによる説明"),
    "the roster": (_kept_roster, "「議長」の住所、電話が"),
    "the pages": (_kept_pages, "実施計画"),
    **{f"the {each.kind}": (_kept(each.kind), each.title) for each in PAPERS},
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_public_edition_that_leaks_is_refused(leak: str, planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof asks nobody what he left out, so it sees what any mistake of his lets through."""
    change, name = LEAKS[leak]
    monkeypatch.setattr(pipeline, "public_edition", leaky(change))
    meeting = planted / "workspace" / "meetings" / "2024-05-01.yaml"
    with pytest.raises(SpecError) as caught:
        build(meeting, tmp_path / "out", make_machine(planted / "cache"), lambda _: None)
    found = [each for each in caught.value.problems if each.severity.value == "error"]
    assert {each.code for each in found} == {"HD619"}
    assert any(name in each.message for each in found), [each.message for each in found]
    assert not list(tmp_path.rglob("*.pdf")), "nothing is written"
