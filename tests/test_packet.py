"""The sample packet, read back by readers that did not write it."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from conftest import MEETING, ROOT, Sample, build, copy_workspace, make_machine
from pypdf.generic import Destination

from hyoga_docs.pdf.binding.page_number import page_number

pytestmark = pytest.mark.office

#: Every heading, title, name, section, role and date of the documents that the secretariat itself made, as the real
#: packet has them, its typing mistakes put right (事務職, brackets never closed, a lone 別紙１).
SEED = (Path(__file__).parent / "seed_words.txt").read_text("utf-8").split()


def squeezed(text: str) -> str:
    """Text without the spaces that only set it."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def reader(sample: Sample) -> pypdf.PdfReader:
    return pypdf.PdfReader(sample.packet)


@pytest.fixture(scope="module")
def manifest(sample: Sample) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((sample.out / "manifest.json").read_text("utf-8"))
    return found


def outline(reader: pypdf.PdfReader) -> list[tuple[int, str, int]]:
    """The outline as (depth, title, page from 1)."""
    found: list[tuple[int, str, int]] = []

    def walk(items: list[Any], depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                assert isinstance(item, Destination)
                number = reader.get_destination_page_number(item)
                assert number is not None
                found.append((depth, str(item.title), number + 1))

    walk(reader.outline, 0)
    return found


def test_every_word_of_the_real_documents_is_there(sample: Sample) -> None:
    review = sample.out / "review"
    own = [path for path in sorted(review.glob("*.md")) if (sample.out / "documents" / f"{path.stem}.docx").exists()]
    text = squeezed("".join(path.read_text("utf-8") for path in own)).replace("#", "")
    packet = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(sample.packet).pages))
    assert [word for word in SEED if squeezed(word) not in text] == []
    assert [word for word in SEED if squeezed(word) not in packet and squeezed(word).lstrip("○") not in packet] == []


def test_the_outline_agrees_with_the_manifest(reader: pypdf.PdfReader, manifest: dict[str, Any]) -> None:
    expected = []
    for document in manifest["documents"]:
        if not document["continues"]:
            label = "別紙" if document["label"] == "資料２別紙" else document["label"]
            title = f"{label}　{document['title']}" if label else document["title"]
            expected.append((document["level"], title, document["first_page"]))
    bookmarks = outline(reader)
    assert [entry for entry in bookmarks if entry in expected] == expected
    charter = bookmarks.index(next(entry for entry in bookmarks if entry[1].startswith("資料２　")))
    assert [squeezed(title) for _, title, _ in bookmarks[charter + 1 : charter + 4]] == ["１趣旨", "２構成員", "３各構成員の役割"]


def test_the_supplied_outline_still_leads_to_its_pages(reader: pypdf.PdfReader, manifest: dict[str, Any]) -> None:
    first = next(d["first_page"] for d in manifest["documents"] if d["label"] == "資料１－１")
    supplied = [(title, page) for _, title, page in outline(reader) if title.startswith(("都道府県レベル", "市町村レベル"))]
    assert supplied == [
        ("都道府県レベルのプラットフォームを活用した社会機運の醸成", first + 1),
        ("市町村レベルのプラットフォームとの関係", first + 2),
    ]


def links(reader: pypdf.PdfReader, page: int) -> list[int]:
    """The pages (from 1) that the links of a page (from 1) lead to."""
    found = []
    numbers = {p.indirect_reference.idnum: index for index, p in enumerate(reader.pages, 1) if p.indirect_reference}
    for annotation in reader.pages[page - 1].get("/Annots", ()):
        item = annotation.get_object()
        destination = item.get("/A", {}).get("/D", item.get("/Dest"))
        if isinstance(destination, str):
            named = reader.named_destinations[destination]
            destination = [named.page]
        if destination is not None:
            found.append(numbers[destination[0].idnum])
    return found


def test_the_list_and_the_agenda_lead_to_each_paper(reader: pypdf.PdfReader, manifest: dict[str, Any]) -> None:
    papers = [d for d in manifest["documents"] if d["label"] and not d["continues"] and d["label"] != "資料２別紙"]
    listed = next(d["first_page"] for d in manifest["documents"] if d["kind"] == "handout-list")
    assert sorted(set(links(reader, listed))) == [d["first_page"] for d in papers]
    agenda = next(d for d in manifest["documents"] if d["kind"] == "agenda")
    from_agenda = set(links(reader, agenda["first_page"]))
    assert from_agenda == {d["first_page"] for d in papers if d["label"] in {"資料１－１", "資料１－２", "資料２", "資料３"}}


def test_the_charters_references_lead_to_what_they_name(reader: pypdf.PdfReader, manifest: dict[str, Any]) -> None:
    charter = next(d for d in manifest["documents"] if d["kind"] == "charter")
    annex = next(d for d in manifest["documents"] if d["kind"] == "roster")
    found = [page for number in range(charter["pages"]) for page in links(reader, charter["first_page"] + number)]
    assert annex["first_page"] in found
    assert len(found) == 4  # <roster>, <members>, <targets>, <activities>
    assert all(charter["first_page"] <= page <= annex["first_page"] for page in found)


def test_a_supplied_papers_own_link_still_works(reader: pypdf.PdfReader, manifest: dict[str, Any]) -> None:
    first = next(d["first_page"] for d in manifest["documents"] if d["label"] == "資料１－１")
    assert links(reader, first) == [first + 1]


def test_page_labels_carry_the_papers_labels(reader: pypdf.PdfReader, manifest: dict[str, Any]) -> None:
    prefix = ""
    count = 0
    for document in manifest["documents"]:
        if not document["continues"]:
            prefix, count = document["label"] or document["title"], 0
        for number in range(document["pages"]):
            count += 1
            assert reader.page_labels[document["first_page"] - 1 + number] == f"{prefix} p.{count}"


def test_every_page_prints_its_number_and_every_paper_its_label(sample: Sample, manifest: dict[str, Any]) -> None:
    pdf = pypdfium2.PdfDocument(sample.packet)
    texts = [squeezed(page.get_textpage().get_text_bounded()) for page in pdf]
    assert len(texts) == manifest["packet"]["pages"] == sample.built.pages
    assert "－" not in texts[0]  # the cover is counted, and bears no number
    for number, text in enumerate(texts[1:], 2):
        assert squeezed(page_number("－ {page} －", str(number), len(texts))) in text
    for document in manifest["documents"]:
        label = "別紙" if document["label"] == "資料２別紙" else document["label"]
        if label and not document["continues"]:
            assert label in texts[document["first_page"] - 1]


def label_corner(page: pypdfium2.PdfPage, label: str) -> tuple[float, float]:
    """How far from the top and from the right edge the words of the label that is highest on a page are, in points."""
    words, (width, height) = page.get_textpage(), page.get_size()
    search = words.search(label)
    found = []
    while (at := search.get_next()) is not None:
        boxes = [words.get_charbox(index, loose=True) for index in range(at[0], at[0] + at[1])]
        found.append((height - max(box[3] for box in boxes), width - max(box[2] for box in boxes)))
    return min(found)


def test_templates_labels_stand_where_labels_are_stamped(sample: Sample, manifest: dict[str, Any]) -> None:
    pdf = pypdfium2.PdfDocument(sample.packet)
    corners: dict[str, tuple[float, float]] = {}
    for document in manifest["documents"]:
        label = "別紙" if document["kind"] == "roster" else document["label"]
        if label in {"資料１－１", "資料１－２", "資料１－１別添２", "資料２", "別紙", "資料３"} and not document["continues"]:
            corners[label] = label_corner(pdf[document["first_page"] - 1], label)
    assert len(corners) == 6
    for corner in corners.values():
        assert corner == pytest.approx(corners["資料１－１"], abs=0.5)


def test_a_label_is_read_before_the_heading_and_is_no_part_of_it(sample: Sample) -> None:
    found = subprocess.run(["pdfinfo", "-struct-text", str(sample.packet)], capture_output=True, check=True, timeout=60)
    tree = found.stdout.decode("utf-8", "replace")
    title = tree.rindex('"くまもと就職氷河期世代活躍支援プラットフォーム設置要領（案）"')
    assert '"資料２"' in tree[title - 600 : title]
    assert '"資料２"' not in tree[title : title + 600]


def test_the_manifest_counts_every_page_once(manifest: dict[str, Any]) -> None:
    documents = manifest["documents"]
    assert documents[0]["first_page"] == 1
    for before, after in pairwise(documents):
        assert after["first_page"] == before["first_page"] + before["pages"]
    assert documents[-1]["first_page"] + documents[-1]["pages"] - 1 == manifest["packet"]["pages"]


def test_independent_programs_find_it_sound_and_tagged(sample: Sample) -> None:
    checked = subprocess.run(["qpdf", "--check", str(sample.packet)], capture_output=True, text=True, check=False, timeout=60)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    info = subprocess.run(["pdfinfo", str(sample.packet)], capture_output=True, text=True, check=True, timeout=60).stdout
    assert re.search(r"^Tagged: +yes$", info, re.MULTILINE)
    assert re.search(r"^Title: +第１回くまもと就職氷河期世代活躍支援プラットフォーム会議　会議資料$", info, re.MULTILINE)
    found = subprocess.run(["pdfinfo", "-struct-text", str(sample.packet)], capture_output=True, check=True, timeout=60)
    tree = found.stdout.decode("utf-8", "replace")
    charter = tree.index('"くまもと就職氷河期世代活躍支援プラットフォーム設置要領（案）"', tree.index("TH"))
    assert '"附　則"' in tree[charter:]
    assert tree[charter:].count("H2") >= 6
    roster = tree.index('"くまもと就職氷河期世代活躍支援プラットフォーム構成員（案）"')
    assert tree[roster:].count("TH") >= 2
    assert '"熊本県経営者協会"' in tree[roster:]
    assert b"Syntax" not in found.stderr


def test_the_catalog_says_title_and_language(reader: pypdf.PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "ja-JP"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/MarkInfo"]["/Marked"].value is True


def test_the_same_input_gives_the_same_bytes_elsewhere_and_later(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "another folder")
    out = tmp_path / "out"
    built = build(workspace / "meetings" / f"{MEETING}.yaml", out, make_machine(tmp_path / "cache"), lambda _: None)
    assert built.converted == 13
    names = sorted(path.relative_to(sample.out).as_posix() for path in sample.out.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert [name for name in names if (sample.out / name).read_bytes() != (out / name).read_bytes()] == []


def test_the_committed_record_is_that_of_the_sample(sample: Sample) -> None:
    committed = ROOT / "build" / MEETING
    names = {path.name for path in (sample.out / "review").iterdir()}
    assert {path.name for path in (committed / "review").iterdir()} == names
    changed = [
        n for n in sorted(names) if (committed / "review" / n).read_text("utf-8") != (sample.out / "review" / n).read_text("utf-8")
    ]
    assert changed == []


def test_nothing_changed_means_nothing_done(sample: Sample) -> None:
    nowhere = make_machine(sample.cache)
    again = build(sample.workspace / "meetings" / f"{MEETING}.yaml", sample.out, nowhere, lambda _: pytest.fail("work was done"))
    assert (again.fresh, again.converted, again.pages) == (False, 0, sample.built.pages)


def test_one_line_of_the_roster_converts_one_document(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    roster = workspace / "meetings" / "common" / "roster.yaml"
    roster.write_text(roster.read_text("utf-8").replace("熊本県町村会", "熊本県町村連合会"), "utf-8")
    built = build(workspace / "meetings" / f"{MEETING}.yaml", tmp_path / "out", make_machine(sample.cache), lambda _: None)
    assert built.converted == 1
    old, new = (sample.out / "review" / "10-roster.md"), (tmp_path / "out" / "review" / "10-roster.md")
    assert new.read_text("utf-8") == old.read_text("utf-8").replace("熊本県町村会", "熊本県町村連合会")
