"""The packet for those who listen: PDF/UA-1 to two checkers that know nothing of us, and never claimed where it is not so."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest
from conftest import MEETING, Sample, build, copy_workspace, make_machine

from hyoga_docs.core.problem import SpecError

pytestmark = pytest.mark.office

SPEC = """
number: 2
date: 2019-11-28
time: 10:00-11:30
venue: 熊本県庁
agenda:
  - 開会
  - title: 議題
    items:
      - {title: 設置要領（案）について, section: 熊本労働局職業安定課}
      - {title: 取組の現状について, section: [熊本労働局職業安定課, 熊本県社会福祉課]}
  - 閉会
handouts:
  - {item: 1, document: charter, start: odd}
  - item: 2
    papers:
      - {title: 支援プラン, file: 2019-10-31/plan.docx, cover: true}
      - {title: プラットフォームの考え方, file: 2019-10-31/framework.pptx}
      - {title: 自立相談支援機関, file: 2019-10-31/jiritsu.xlsx}
      - title: 推計表
        file: 2019-10-31/estimates.csv
        table: {unit: 人, total: 合計}
      - {title: 支援プランの抜粋, file: 2019-10-31/plan.docx}
references:
  - {title: 熊本労働局における取組について, file: 2019-10-31/bureau.docx}
"""


@pytest.fixture(scope="module")
def office_packet(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A packet of all that our templates make and of what was supplied as Word, Excel, PowerPoint and CSV."""
    workspace = copy_workspace(tmp_path_factory.mktemp("accessible"))
    spec = workspace / "meetings" / "2019-11-28.yaml"
    spec.write_text(SPEC, "utf-8")
    out = workspace / "out"
    build(spec, out, make_machine(sample.cache), lambda _: None)
    return out


def outloud(pdf: Path) -> list[tuple[str, str]]:
    """The rules that outloud finds broken: (severity, rule)."""
    command = [sys.executable, "-m", "outloud.cli", str(pdf), "--json", "-", "--quiet", "--fail-on", "never"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    (result,) = json.loads(done.stdout)["results"]
    assert result["error"] is None
    return [(finding["severity"], f"{finding['rule']} {finding['message']}") for finding in result["findings"]]


def broken_rules(pdf: Path) -> list[str]:
    """The PDF/UA-1 rules that page-validation finds broken."""
    return [f"{failure.rule_id}: {failure.message}" for failure in page.validate_pdf(pdf, profile="ua1").failures]


def test_a_packet_of_word_excel_and_powerpoint_is_pdf_ua_to_both_checkers(office_packet: Path) -> None:
    packet = office_packet / "packet.pdf"
    assert broken_rules(packet) == []
    assert [rule for severity, rule in outloud(packet) if severity == "error"] == []
    manifest = json.loads((office_packet / "manifest.json").read_text("utf-8"))
    assert manifest["packet"]["accessible"] is True
    assert all(document["accessible"] for document in manifest["documents"])
    assert b"pdfuaid" in pypdf.PdfReader(packet).trailer["/Root"]["/Metadata"].get_object().get_data()  # type: ignore[index]


def test_every_document_on_its_own_is_pdf_ua(office_packet: Path) -> None:
    assert {path.name: found for path in (office_packet / "documents").glob("*.pdf") if (found := broken_rules(path))} == {}


def test_another_program_reads_every_document_in_order(office_packet: Path) -> None:
    root: Any = pypdf.PdfReader(office_packet / "packet.pdf").trailer["/Root"]
    document = root["/StructTreeRoot"]["/K"]
    manifest = json.loads((office_packet / "manifest.json").read_text("utf-8"))
    assert document["/S"] == "/Document"
    parts = [part.get_object() for part in document["/K"]]
    assert [part["/T"] for part in parts] == [entry["title"] for entry in manifest["documents"]]
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(office_packet / "packet.pdf")], capture_output=True, check=True, timeout=60
    )
    text = done.stdout.decode("utf-8", "replace")
    order = [
        text.index(words)
        for words in ("熊本県庁", "附　則", "一般財団法人" if "一般財団法人" in text else "熊本県経営者協会", "北海道")
    ]
    assert order == sorted(order)
    assert b"Syntax" not in done.stderr
    contents = text[text.index("TOC\n") :]
    assert (
        contents.count("TOCI") == sum(1 for entry in manifest["documents"] if entry["label"] and not entry["continues"]) - 1
    )  # 別紙
    assert contents.count("Link (inline)") >= contents.count("TOCI")


def test_the_sample_claims_nothing_for_its_untagged_papers_but_can_be_read_from_end_to_end(sample: Sample) -> None:
    manifest = json.loads((sample.out / "manifest.json").read_text("utf-8"))
    assert manifest["packet"]["accessible"] is False
    reader = pypdf.PdfReader(sample.packet)
    root: Any = reader.trailer["/Root"]
    assert b"pdfuaid" not in root["/Metadata"].get_object().get_data()
    tree = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    keys = dict(zip(tree[::2], tree[1::2], strict=True))
    assert [number for number, each in enumerate(reader.pages, 1) if not keys[each["/StructParents"]].get_object()] == []
    untagged = {entry["file"]: entry.get("untagged_pages") for entry in manifest["documents"] if entry.get("untagged_pages")}
    assert untagged == {
        "documents/05-programme.pdf": [1, 2, 3],
        "documents/12-municipal.pdf": [1, 2, 3, 4, 5, 6, 7],
        "documents/15-jobcafe.pdf": [1],
        "documents/17-yurukoko.pdf": [1],
    }
    said = [problem for problem in sample.built.problems if problem["code"] == "HD324"]
    assert [problem["quote"] for problem in said] == ["programme.pdf", "municipal.pdf", "jobcafe.pdf", "yurukoko.pdf"]
    only_claim = {"PDFUA1-ID-PART-001", "PDFUA1-ID-SCHEMA-001", "PDFUA1-FONT-UNICODE-VALUE-001"}
    assert {rule.partition(":")[0] for rule in broken_rules(sample.packet)} <= only_claim


def test_a_picture_without_words_is_told_and_keeps_the_claim_away(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    spec = workspace / "meetings" / "2019-11-28.yaml"
    bare = SPEC + "  - {title: サポステ, file: 2019-10-31/saposute.png}\n"
    spec.write_text(bare, "utf-8")
    built = build(spec, tmp_path / "out", make_machine(sample.cache), lambda _: None)
    assert [problem["code"] for problem in built.problems if problem["severity"] == "warning"] == ["HD325"]
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["packet"]["accessible"] is False
    spec.write_text(bare.replace("saposute.png", "saposute.png, alt: サポステの案内"), "utf-8")
    built = build(spec, tmp_path / "out", make_machine(sample.cache), lambda _: None)
    assert [problem["code"] for problem in built.problems if problem["severity"] == "warning"] == []
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["packet"]["accessible"] is True
    assert broken_rules(tmp_path / "out" / "packet.pdf") == []


def test_the_archive_is_pdf_a_and_still_pdf_ua(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    spec = workspace / "meetings" / "2019-11-28.yaml"
    spec.write_text(SPEC, "utf-8")
    machine = replace(make_machine(sample.cache), archival=True)
    build(spec, tmp_path / "out", machine, lambda _: None)
    packet = tmp_path / "out" / "packet.pdf"
    assert page.validate_pdf(packet, profile="2u").failures == []
    assert broken_rules(packet) == []
    build(workspace / "meetings" / f"{MEETING}.yaml", tmp_path / "sample", machine, lambda _: None)
    assert page.is_pdf_compliant(tmp_path / "sample" / "packet.pdf", profile="2u")


def test_a_paper_that_cannot_go_into_the_archive_is_named(sample: Sample, tmp_path: Path) -> None:
    import pikepdf

    workspace = copy_workspace(tmp_path / "ws")
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    first = pdf.add_blank_page()
    first.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    first.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 9 99 Td (not embedded) Tj ET")
    pdf.save(workspace / "meetings" / "2019-10-31" / "bare.pdf")
    spec = workspace / "meetings" / "2019-11-28.yaml"
    spec.write_text(SPEC + "  - {title: 書体のない資料, file: 2019-10-31/bare.pdf}\n", "utf-8")
    with pytest.raises(SpecError) as raised:
        build(spec, tmp_path / "out", replace(make_machine(sample.cache), archival=True), lambda _: None)
    assert [(problem.code, problem.quote) for problem in raised.value.problems] == [("HD607", "書体のない資料")]
    assert not (tmp_path / "out" / "packet.pdf").exists()


@pytest.mark.ocr
def test_a_scan_is_read_where_that_is_asked_for(sample: Sample, tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    spec = workspace / "meetings" / "2019-11-28.yaml"
    spec.write_text(SPEC + "  - {title: サポステ, file: 2019-10-31/saposute.png}\n", "utf-8")
    built = build(spec, tmp_path / "out", replace(make_machine(sample.cache), ocr=True), lambda _: None)
    assert [problem["code"] for problem in built.problems if problem["quote"] == "saposute.png"] == ["HD329"]
    text = pypdf.PdfReader(tmp_path / "out" / "packet.pdf").pages[-1].extract_text()
    assert "職業的自立" in text.replace(" ", "")
    review = next((tmp_path / "out" / "review").glob("*-saposute.md")).read_text("utf-8")
    assert "職場体験" in review
    again = build(spec, tmp_path / "again", replace(make_machine(sample.cache), ocr=True), lambda _: None)
    assert again.fresh
    assert (tmp_path / "again" / "packet.pdf").read_bytes() == (tmp_path / "out" / "packet.pdf").read_bytes()
