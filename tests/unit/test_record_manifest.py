from __future__ import annotations

import hashlib
import json

from workspaces import plan_of

from hyoga_docs.plan.packet import lay_out
from hyoga_docs.record.manifest import Entry, manifest

PLAN, _ = plan_of(
    {
        "number": 2,
        "documents": ["agenda"],
        "handouts": [
            {"title": "甲", "document": "note", "cover": True},
            {"title": "乙", "document": "note", "start": "odd", "public": False, "annexes": [{"title": "丙", "document": "note"}]},
        ],
    }
)
PARTS = lay_out(PLAN.documents, [1, 1, 2, 3, 1])
ENTRIES = [Entry(part, f"{part.document.key}.docx", f"{n:064x}", n % 2 == 0) for n, part in enumerate(PARTS)]


def test_the_manifest_says_what_came_out() -> None:
    said = json.loads(manifest(PLAN, ENTRIES, b"packet", "LibreOffice 24.2"))
    assert said["title"] == "第２回見本会議　会議資料"
    assert said["meeting"] == "第２回見本会議"
    assert said["date"] == "2024-05-01"
    assert said["engine"] == "LibreOffice 24.2"
    assert said["packet"] == {
        "file": "packet.pdf",
        "sha256": hashlib.sha256(b"packet").hexdigest(),
        "pages": 8,
        "tagged": True,
    }


def test_every_document_is_told_with_its_pages_in_order() -> None:
    documents = json.loads(manifest(PLAN, ENTRIES, b"", ""))["documents"]
    keys = ["file", "label", "title", "kind", "source", "sha256", "first_page", "pages", "level", "continues", "public", "tagged"]
    assert [list(document) for document in documents] == [keys] * 5
    assert [(d["label"], d["title"], d["kind"], d["first_page"], d["pages"]) for d in documents] == [
        (None, "次第", "agenda", 1, 1),
        ("資料１", "甲", "cover", 2, 1),
        ("資料１", "甲", "note", 3, 2),
        ("資料２", "乙", "note", 5, 3),
        ("資料２別添", "丙", "note", 8, 1),
    ]
    assert [d["continues"] for d in documents] == [False, False, True, False, False]
    assert [d["public"] for d in documents] == [True, True, True, False, False]
    assert [d["sha256"] for d in documents] == [entry.sha256 for entry in ENTRIES]
    assert [d["file"] for d in documents] == [f"documents/{document.stem}.pdf" for document in PLAN.documents]


def test_the_manifest_is_the_same_text_every_time_and_keeps_japanese() -> None:
    text = manifest(PLAN, ENTRIES, b"packet", "x")
    assert text == manifest(PLAN, ENTRIES, b"packet", "x")
    assert text.endswith("}\n")
    assert "次第" in text


def test_an_empty_packet_has_no_pages_and_no_tags() -> None:
    said = json.loads(manifest(PLAN, [], b"", ""))
    assert said["packet"]["pages"] == 0
    assert said["packet"]["tagged"] is False
    assert said["documents"] == []
