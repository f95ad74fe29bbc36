from __future__ import annotations

import json

from workspaces import plan_of

from hyoga_docs.pdf.intake.records import IntakeResult, IntakeWarning
from hyoga_docs.pdf.tagging.readable import MADE, OWN, PICTURE
from hyoga_docs.pipeline.manifest import ManifestEntry, manifest
from hyoga_docs.plan.page_layout import lay_out

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
OWN_TAGS = IntakeResult(1, (0,), (OWN,), accessible=True)
NO_TAGS = IntakeResult(3, (0, 1, 2), (MADE, PICTURE, MADE), accessible=False, warnings=(IntakeWarning("HD324", pages=(1, 3)),))
ENTRIES = [
    ManifestEntry(placed, f"{placed.document.key}.docx", f"{n:064x}", NO_TAGS if n == 2 else OWN_TAGS)
    for n, placed in enumerate(PARTS)
]


def test_the_manifest_says_what_came_out() -> None:
    said = json.loads(manifest(PLAN, ENTRIES, "abc", "LibreOffice 24.2", accessible=False))
    assert said["title"] == "第２回見本会議　会議資料"
    assert said["meeting"] == "第２回見本会議"
    assert said["date"] == "2024-05-01"
    assert said["engine"] == "LibreOffice 24.2"
    assert said["packet"] == {
        "file": "packet.pdf",
        "sha256": "abc",
        "pages": 8,
        "tagged": True,
        "accessible": False,
    }


def test_every_document_is_told_with_its_pages_in_order() -> None:
    documents = json.loads(manifest(PLAN, ENTRIES, "", "", accessible=True))["documents"]
    keys = [
        "file",
        "label",
        "title",
        "kind",
        "source",
        "sha256",
        "first_page",
        "pages",
        "level",
        "continues",
        "public",
        "tagged",
        "accessible",
    ]
    assert [list(document)[: len(keys)] for document in documents] == [keys] * 5
    lacking = {"untagged_pages": [1, 3], "picture_pages": [2], "losses": ["HD324"]}
    assert [{name: d[name] for name in d if name not in keys} for d in documents] == [{}, {}, lacking, {}, {}]
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
    text = manifest(PLAN, ENTRIES, "abc", "x", accessible=False)
    assert text == manifest(PLAN, ENTRIES, "abc", "x", accessible=False)
    assert text.endswith("}\n")
    assert "次第" in text


def test_an_empty_packet_has_no_pages_and_no_tags() -> None:
    said = json.loads(manifest(PLAN, [], "", "", accessible=False))
    assert said["packet"]["pages"] == 0
    assert said["packet"]["tagged"] is False
    assert said["documents"] == []
