from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest
from ole_files import ole
from workspaces import HEAD, PDF, PLATFORM, codes, planned

from hyoga_docs.check.members import check_members
from hyoga_docs.check.names import check_names
from hyoga_docs.check.run import run_checks
from hyoga_docs.check.supplied_files import check_supplied
from hyoga_docs.check.terms import check_terms
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.text.ooxml.package import OLE_MAGIC, write_parts

NAMES = PLATFORM + "secretariat: [県総務課, 県財政課]\nnames:\n  県知事: [知事]\n  県財政課: [財政課]\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def office(kind: str, **parts: bytes) -> bytes:
    return write_parts({"[Content_Types].xml": b"<Types/>", MAIN[kind]: b"<a/>", **parts})


def variant(kind: str, content_type: str) -> bytes:
    main = MAIN[kind]
    types = f'<Types><Override PartName="/{main}" ContentType="{content_type}"/></Types>'
    relations = f'<Relationships><Relationship Id="r" Type="x/officeDocument" Target="{main}"/></Relationships>'
    return office(kind, **{"[Content_Types].xml": types.encode(), "_rels/.rels": relations.encode()})


def opendocument(kind: str, content: bytes = b"<a/>", manifest: bytes = b"<a/>") -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return write_parts({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})


def names(tmp_path: Path, agenda: str) -> list[Problem]:
    plan, problems = planned(tmp_path, f"number: 1\ndate: 2024-05-01\nagenda:\n{agenda}", platform=NAMES)
    assert problems == []
    return check_names(plan)


def test_official_names_and_their_aliases_are_known(tmp_path: Path) -> None:
    agenda = "  - {title: 甲, speaker: [県知事, 知事]}\n  - {title: 乙, section: [県総務課, 県財政課, 財政課]}\n"
    assert names(tmp_path, agenda) == []


def test_every_unknown_section_and_speaker_is_told_at_its_place_and_depth(tmp_path: Path) -> None:
    agenda = (
        "  - {title: 甲, speaker: 県知時}\n"
        "  - title: 乙\n"
        "    items:\n"
        "      - title: 丙\n"
        "        section: [県総務課, 市役所]\n"
        "        items: [{title: 丁, section: 県財務課}]\n"
    )
    found = names(tmp_path, agenda)
    assert [(p.code, p.quote, str(p.place)) for p in found] == [
        ("HD142", "県知時", "meetings/2024-05-01.yaml:4:25"),
        ("HD141", "市役所", "meetings/2024-05-01.yaml:8:25"),
        ("HD141", "県財務課", "meetings/2024-05-01.yaml:9:37"),
    ]
    assert [p.severity for p in found] == [Severity.ERROR] * 3
    assert (found[0].hint or "").startswith("「県知事」の誤りではありませんか。")
    assert (found[1].hint or "").startswith("新しい課なら platform.yaml の names に「市役所: []」")


def members(tmp_path: Path, *written: str) -> list[Problem]:
    lines = "".join(f"      - {{{member}}}\n" for member in written)
    roster = f"title: 名簿\ngroups:\n  - category: 行政\n    members:\n{lines}"
    plan, problems = planned(tmp_path, HEAD, roster=roster)
    assert problems == []
    return [*check_terms(plan), *check_members(plan)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("until: 2024-03-31", "since: 2024-04-01"),
        ("since: 2024-04-01", "until: 2024-03-31"),
        ("since: 2019-01-01, until: 2020-01-01", "since: 2023-01-01"),
    ],
)
def test_one_id_may_be_two_terms_that_lie_apart(tmp_path: Path, one: str, other: str) -> None:
    found = members(tmp_path, f"id: a, name: 甲, {one}", f"id: a, name: 乙, {other}")
    assert {problem.code for problem in found} <= {"HD156"}  # days between them are told, and stop nothing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("until: 2024-04-01", "since: 2024-04-01"),
        ("note", "since: 2025-01-01"),
        ("since: 2020-01-01", "since: 2024-01-01"),
        ("since: 2020-01-01, until: 2025-01-01", "since: 2021-01-01, until: 2022-01-01"),
    ],
)
def test_one_id_for_terms_that_overlap_is_told_with_the_other(tmp_path: Path, one: str, other: str) -> None:
    one = "" if one == "note" else f", {one}"
    found = members(tmp_path, f"id: a, name: 甲{one}", "id: b, name: 丙", f"id: a, name: 乙, {other}")
    assert [(p.code, p.quote, str(p.place)) for p in found] == [("HD151", "乙", "meetings/common/roster.yaml:7:14")]
    assert "「甲」" in found[0].message


def test_a_roster_that_is_empty_on_the_day_is_a_warning(tmp_path: Path) -> None:
    found = members(tmp_path, "id: a, name: 甲, since: 2024-05-02")
    assert [(p.code, p.severity) for p in found] == [("HD152", Severity.WARNING)]


def test_a_meeting_without_a_roster_has_no_members_to_check(tmp_path: Path) -> None:
    plan, _ = planned(tmp_path)
    assert [*check_terms(plan), *check_members(plan)] == []


def supplied(tmp_path: Path, name: str, data: bytes, more: str = "") -> list[Problem]:
    plan, _ = planned(tmp_path, HEAD + f"handouts: [{{title: 甲, file: {name}{more}}}]\n", {name: data})
    return check_supplied(plan)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", PDF),
        ("a.PDF", b"\xef\xbb\xbf\n" + PDF),
        ("a.pdf", b"%PDF\n1 0 obj"),
        ("a.png", PNG),
        ("a.jpg", JPG),
        ("a.jpeg", JPG),
        ("a.docx", office("docx")),
        ("a.xlsx", office("xlsx")),
        ("a.pptx", office("pptx")),
        ("a.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_file_that_is_what_its_name_says_is_right(tmp_path: Path, name: str, data: bytes) -> None:
    assert supplied(tmp_path, name, data) == []


@pytest.mark.parametrize("name", ["a.hwp", "a.md", "a"])
def test_a_kind_that_cannot_be_bound_is_told_with_those_that_can(tmp_path: Path, name: str) -> None:
    (problem,) = supplied(tmp_path, name, PDF)
    assert problem.code == "HD303"
    assert (f".{name.rpartition('.')[2]}" if "." in name else "拡張子なし") in problem.message
    assert problem.quote == name
    assert all(kind in (problem.hint or "") for kind in (".pdf", ".docx", ".doc", ".odt", ".tif", ".txt"))


@pytest.mark.parametrize(
    ("name", "program"), [("a.jtd", "一太郎"), ("a.XDW", "DocuWorks"), ("a.msg", "Outlook のメール"), ("a.pdf.zip", "zip")]
)
def test_a_kind_whose_program_can_make_a_pdf_is_told_with_how(tmp_path: Path, name: str, program: str) -> None:
    (problem,) = supplied(tmp_path, name, PDF, ", supplied_by: 財政課")
    assert (problem.code, program in problem.message) == ("HD303", True)
    assert (problem.hint or "").startswith("財政課に、")


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", ole("WordDocument"), "Word 97-2003"),
        ("a.doc", b"{\\rtf1 a}", "リッチテキスト（RTF）"),
        ("a.doc", office("docx"), "Word"),
        ("a.xls", office("xlsx"), "Excel"),
        ("a.ppt", opendocument("presentation"), "OpenDocument のスライド"),
        ("a.rtf", ole("WordDocument", content=b"\xdc\xa5"), "Word 95"),
    ],
)
def test_what_is_of_the_same_sort_is_taken_as_what_it_is(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    (problem,) = supplied(tmp_path, name, data, ", supplied_by: 財政課")
    assert (problem.code, problem.severity) == ("HD353", Severity.WARNING)
    assert f"中身は「{found}」です" in problem.message
    assert "財政課に、正しい形式で" in (problem.hint or "")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", PNG, "PNG"),
        ("a.pdf", office("docx"), "Word"),
        ("a.pdf", write_parts({"a.txt": b""}), "zip"),
        ("a.pdf", b"hello", "知らない形式"),
        ("a.png", JPG, "JPEG"),
        ("a.jpg", PNG, "PNG"),
        ("a.docx", PDF, "PDF"),
        ("a.docx", office("xlsx"), "Excel"),
        ("a.xlsx", office("pptx"), "PowerPoint"),
        ("a.pptx", b"hello", "知らない形式"),
        ("a.jpeg", office("docx"), "Word"),
        ("a.png", b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        ("a.doc", b"\n<HTML><body>", "HTML"),
        ("a.xls", b"<table>", "HTML"),
        ("a.xls", "番号,人口\n".encode("cp932"), "知らない形式"),
        ("a.docx", ole("DocumentText"), "一太郎"),
        ("a.doc", ole("VisioDocument"), "Visio"),
        ("a.doc", ole("__properties_version1.0"), "Outlook"),
        ("a.doc", ole("Workbook"), "Excel 97-2003"),
        ("a.docx", opendocument("spreadsheet"), "OpenDocument の表計算"),
        ("a.odt", office("docx", **{"META-INF/manifest.xml": b"<x/>"}), "OpenDocument"),
        ("a.txt", b"%PDF-1.7", "PDF"),
        ("a.csv", b"<html>\n<body>", "HTML"),
    ],
)
def test_a_file_of_another_kind_is_told_with_the_kind_it_is(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (problem,) = supplied(tmp_path, name, data, ", supplied_by: 財政課")
    assert problem.code == "HD308"
    assert problem.message.startswith(f"名前は「.{name.partition('.')[2]}」")
    assert said in problem.message
    assert (problem.hint or "").startswith("財政課に、")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.png"])
def test_an_empty_file_is_told(tmp_path: Path, name: str) -> None:
    (problem,) = supplied(tmp_path, name, b"")
    assert problem.code == "HD304"
    assert (problem.hint or "").startswith("提出した課に、送り直して")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", OLE_MAGIC + b"\0" * 512, "か、壊れた"),
        ("a.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "保護された"),
        ("a.doc", ole("WordDocument", content=b"\xec\xa5\xc1\0\0\0\0\0\0\0\0\1"), "保護された"),
        ("a.ppt", ole("PowerPoint Document", "EncryptedSummary"), "保護された"),
        ("a.odt", opendocument("text", manifest=b"<manifest:encryption-data/>"), "保護された"),
    ],
)
def test_a_locked_or_old_office_file_is_told(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (problem,) = supplied(tmp_path, name, data)
    assert (problem.code, said in problem.message) == ("HD305", True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", ole("WordDocument")),
        ("a.xls", ole("Workbook")),
        ("a.xls", ole("Book", "SummaryInformation")),
        ("a.ppt", ole("PowerPoint Document")),
        ("a.rtf", b"{\\rtf1 a}"),
        ("a.ods", opendocument("spreadsheet")),
        ("a.ott", opendocument("text-template")),
        ("a.docm", variant("docx", "application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("a.xlsb", variant("xlsx", "application/vnd.ms-excel.sheet.binary.macroEnabled.main")),
        ("a.txt", "会議<html>".encode()),
        ("a.txt", "会議".encode("utf-16")),
        ("a.txt", b"<html> is how it begins"),
        ("a.tsv", b"a\tb\n1\t2\n"),
        ("a.TIF", b"MM\0*"),
    ],
)
def test_old_and_foreign_files_are_told_by_their_contents(tmp_path: Path, name: str, data: bytes) -> None:
    assert [each.code for each in supplied(tmp_path, name, data) if each.code != "HD353" or name != "a.xls"] == []


def test_an_opendocument_that_grows_too_large_is_not_handed_on(tmp_path: Path) -> None:
    assert codes(supplied(tmp_path, "a.odt", opendocument("text", content=b"<a>" + b" " * 60_000_000))) == ["HD306"]


@pytest.mark.parametrize(
    "data",
    [
        office("docx")[:-30],
        b"PK\x03\x04" + b"\0" * 100,
        write_parts({"a.txt": b""}),
        office("docx", **{"word/_rels/document.xml.rels": b"<Relationships><"}),
        office("docx", **{"word/document.xml": b"<w:document><w:ins "}),
        office("docx", **{"word/styles.xml": b"<w:styles>"}),
        office("docx", **{"word/settings.xml": b"<w:settings>"}),
        office("docx", **{"word/header2.xml": b"<w:hdr>" * 300 + b"</w:hdr>" * 300}),
    ],
)
def test_a_damaged_office_file_is_told(tmp_path: Path, data: bytes) -> None:
    assert codes(supplied(tmp_path, "a.docx", data)) == ["HD306"]


@pytest.mark.parametrize(
    ("svg", "wanted"),
    [
        (b'<svg><image href="http://example.com/a.png"/></svg>', ["HD307"]),
        (b"<svg><image xlink:href='file:///etc/passwd'/></svg>", ["HD307"]),
        (b"<svg><style>@import 'a.css'</style></svg>", ["HD307"]),
        (b'<svg><a fill="url(http://x)"/></svg>', ["HD307"]),
        (b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:image href="a.png"/></s:svg>', ["HD307"]),
        (b"<?xml version='1.0'?><!--" + b" " * 9000 + b'--><svg><image href="&#102;ile:///x"/></svg>', ["HD307"]),
        ('<?xml version="1.0" encoding="UTF-16"?><svg><image href="a.png"/></svg>'.encode("utf-16"), ["HD307"]),
        (gzip.compress(b'<svg><image href="a.png"/></svg>', mtime=0), ["HD307"]),
        (b'<svg><image href="data:image/svg+xml;base64,"/></svg>', ["HD307"]),
        (b'<!DOCTYPE svg [<!ENTITY e "file:///x">]><svg><image href="#&e;"/></svg>', ["HD307"]),
        (b'<?xml-stylesheet href="a.css"?><svg/>', ["HD307"]),
        (b"<svg><image", ["HD307"]),
        (b"<x:svg><x:image x:href='a.png'/></x:svg>", ["HD307"]),
        (b"<x:y><x:image x:href='a.png'/></x:y>", []),
        (b"<svg><text>@import url(a)</text></svg>", []),
        (gzip.compress(b"\x01\0\0\0 an EMF picture", mtime=0), []),
        (b"\x1f\x8b and no gzip", []),
        (b'<svg><use href="#a"/><image href="data:image/png;base64,"/><a fill="url(#b)"/></svg>', []),
    ],
)
def test_a_drawing_that_reads_other_files_is_refused(tmp_path: Path, svg: bytes, wanted: list[str]) -> None:
    assert codes(supplied(tmp_path, "a.docx", office("docx", **{"word/media/a.svg": svg}))) == wanted


def test_a_picture_outside_is_told_and_what_leaves_no_gap_is_not(tmp_path: Path) -> None:
    kinds = {"image": "file:///C:/a.png", "attachedTemplate": "file:///C:/b.dotx", "hyperlink": "https://example.com/"}
    links = "".join(f'<Relationship Id="{k}" Type="x/{k}" Target="{t}" TargetMode="External"/>' for k, t in kinds.items())
    data = office("docx", **{"word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>".encode()})
    (problem,) = supplied(tmp_path, "a.docx", data)
    assert (problem.code, problem.severity, problem.quote) == ("HD310", "warning", "a.docx: file:///C:/a.png")


def test_an_opendocument_inside_a_word_file_is_refused(tmp_path: Path) -> None:
    (problem,) = supplied(tmp_path, "a.docx", office("docx", **{"META-INF/manifest.xml": b"<x/>"}))
    assert (problem.code, "OpenDocument" in problem.message) == ("HD308", True)


def test_the_mistakes_of_all_families_are_told_together(tmp_path: Path) -> None:
    meeting = "number: 1\ndate: 2024-05-01\nagenda: [{title: 甲, speaker: 誰}]\nhandouts: [{title: 乙, file: a.pdf}]\n"
    plan, _ = planned(tmp_path, meeting, {"a.pdf": struct.pack("B", 0)}, roster="title: 名簿\ngroups: []\n")
    assert codes(run_checks(plan)) == ["HD142", "HD152", "HD308"]
