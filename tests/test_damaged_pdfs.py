"""PDFs that are damaged, locked, or not what they seem: bound as far as they go, told by page, and never carried along broken."""

from __future__ import annotations

import datetime as dt
import random
import re
import subprocess
import time
import zlib
from pathlib import Path

import pikepdf
import pytest
from damaged import A4, TEXT, damaged, packed, paper, sound, take_in, told, with_content, written
from pikepdf import Array, Dictionary, Name, String

from hyoga_docs.check.intake_problems import intake_rejected, intake_warnings
from hyoga_docs.pdf.binding.bind import BindOptions, PacketPart, bind
from hyoga_docs.pdf.intake.forms import asks_to_wait
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest, IntakeResult
from hyoga_docs.pdf.intake.text_only import read_text_only
from hyoga_docs.plan.model import Document
from hyoga_docs.plan.page_layout import lay_out
from hyoga_docs.spec.style import PageNumbers, Stamp


def packet_of(papers: dict[str, bytes], tmp_path: Path) -> tuple[Path, dict[str, IntakeResult]]:
    """One packet of all the papers, and what was told of each."""
    answers, files = {}, {}
    for number, (name, data) in enumerate(papers.items()):
        answer, files[name] = take_in(data, tmp_path, str(number))
        assert isinstance(answer, IntakeResult), name
        answers[name] = answer
    documents = [Document(key=name, title=name, stem=str(number)) for number, name in enumerate(papers)]
    placed = lay_out(documents, [answer.pages for answer in answers.values()])
    parts = [PacketPart(each, files[each.document.key], answers[each.document.key]) for each in placed]
    options = BindOptions("題", "", dt.date(2024, 5, 1), Stamp(), PageNumbers(), None, None, ())
    bind(parts, options, tmp_path / "packet.pdf")
    return tmp_path / "packet.pdf", answers


def check(packet: Path) -> str:
    """What qpdf has against a file; empty for nothing."""
    done = subprocess.run(["qpdf", "--check", str(packet)], capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr if done.returncode else ""


def test_a_packet_of_damaged_papers_is_sound_and_each_is_told_by_page(tmp_path: Path) -> None:
    packet, answers = packet_of(damaged(), tmp_path)
    assert check(packet) == ""
    with pikepdf.open(packet) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 2 * len(answers)
    for name, answer in answers.items():
        pages = {loss.pages for loss in told(answer, "HD361", "HD322")}
        assert pages == {(1,)}, name
        assert answer.text[1][0] == "Line number 0 of the words", name


def test_of_papers_that_are_only_odd_nothing_is_told(tmp_path: Path) -> None:
    packet, answers = packet_of(sound(), tmp_path)
    assert check(packet) == ""
    assert {name: told(answer, "HD361", "HD322", "HD362") for name, answer in answers.items()} == {name: [] for name in answers}


def lzw(data: bytes) -> bytes:
    """Packed by LZW, with a table for every 200 bytes."""
    codes = []
    for start in range(0, len(data), 200):
        table = {bytes([byte]): byte for byte in range(256)}
        codes.append((256, 9))
        word = b""
        for byte in data[start : start + 200]:
            longer = word + bytes([byte])
            if longer in table:
                word = longer
                continue
            codes.append((table[word], 9))
            table[longer] = len(table) + 2
            word = bytes([byte])
        codes.append((table[word], 9))
    codes.append((257, 9))
    bits = "".join(format(code, f"0{width}b") for code, width in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


@pytest.mark.parametrize(("pack", "filters"), [(zlib.compress, Name.FlateDecode), (lzw, Name.LZWDecode)], ids=["flate", "lzw"])
def test_what_stands_before_the_damage_is_still_read(tmp_path: Path, pack: object, filters: Name) -> None:
    assert callable(pack)
    data = pack(TEXT)
    whole, _ = take_in(with_content(data, filters), tmp_path)
    assert told(whole, "HD361") == []
    cut, _ = take_in(with_content(data[: len(data) // 2] + b"\xff\xff\xff\xff", filters), tmp_path)
    assert isinstance(cut, IntakeResult)
    assert cut.text[0][:5] == tuple(f"Line number {line} of the words" for line in range(5))
    assert len(cut.text[0]) < 50


def test_only_pages_that_use_what_is_damaged_are_told(tmp_path: Path) -> None:
    pdf = paper(TEXT, b"q 99 0 0 99 9 9 cm /X Do Q", TEXT)
    shared = pdf.make_indirect(pdf.pages[0].obj.Resources)
    broken = zlib.compress(bytes(30_000))[:-9]
    shared.XObject.X = packed(pdf, broken, Name.FlateDecode, Type=Name.XObject, Subtype=Name.Image, Width=100, Height=100)
    shared.XObject.X.ColorSpace, shared.XObject.X.BitsPerComponent = Name.DeviceRGB, 8
    for page in pdf.pages:
        page.obj.Resources = shared
    answer, _ = take_in(pdf, tmp_path)
    assert [loss.pages for loss in told(answer, "HD361")] == [(2,)]


def test_pages_that_are_none_are_counted_and_named(tmp_path: Path) -> None:
    data = written(paper(*(TEXT[: 60 * count] for count in (1, 2, 3, 4))))
    kids = re.search(rb"/Kids \[ (\d+ 0 R) (\d+ 0 R) ", data)
    assert kids is not None
    gone = data[: kids.start(2)] + b"null".ljust(len(kids[2])) + data[kids.end(2) :]
    answer, _ = take_in(gone, tmp_path)
    assert [loss.words for loss in told(answer, "HD363")] == ["4ページのうち3ページ。ないのは2ページ目"]
    assert isinstance(answer, IntakeResult)
    assert [len(lines) for lines in answer.text] == [1, 3, 4]
    assert told(answer, "HD322", "HD323") == []


def test_a_count_that_is_too_high_is_told(tmp_path: Path) -> None:
    data = written(paper(TEXT, TEXT)).replace(b"/Count 2", b"/Count 4")
    answer, _ = take_in(data, tmp_path)
    assert [loss.words for loss in told(answer, "HD363")] == ["4ページのうち2ページ。ないのは3、4ページ目"]


def test_a_page_with_words_that_shows_nothing_is_told_and_an_empty_one_is_not(tmp_path: Path) -> None:
    answer, _ = take_in(paper(b"1 g " + TEXT, b"", b"1 g 0 0 595 842 re f"), tmp_path)
    assert [loss.pages for loss in told(answer, "HD362")] == [(1,)]


def locked(handler: str, more: str = "") -> bytes:
    """A PDF that says that it is encrypted; its pages are not."""
    noise = random.Random(1)
    keys = {"O": 48, "U": 48, "OE": 32, "UE": 32, "Perms": 16}
    words = " ".join(f"/{key} <{noise.randbytes(length).hex()}>" for key, length in keys.items())
    crypt = f"<</Filter /{handler} /V 5 /R 6 /P -4 /Length 256 {words} {more}>>"
    return written(paper(TEXT)).replace(b"trailer <<", f"trailer << /Encrypt {crypt}".encode())


_ATTACHMENTS = "/CF <</StdCF <</CFM /AESV3 /AuthEvent /EFOpen /Length 32>>>> /EFF /StdCF"


@pytest.mark.parametrize("named", ["", "/StmF /Identity /StrF /Identity"])
def test_a_password_on_attachments_alone_is_no_refusal(tmp_path: Path, named: str) -> None:
    answer, _ = take_in(locked("Standard", f"{_ATTACHMENTS} {named}"), tmp_path)
    assert isinstance(answer, IntakeResult)
    assert answer.text[0][0] == "Line number 0 of the words"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (locked("Standard", f"{_ATTACHMENTS} /StmF /StdCF /StrF /StdCF"), IntakeRejected("HD311")),
        (locked("Adobe.PubSec", "/SubFilter /adbe.pkcs7.s5"), IntakeRejected("HD365", "証明書による暗号化")),
        (locked("FOPN_fLock"), IntakeRejected("HD365", "FOPN_fLock")),
    ],
    ids=["password", "certificate", "another handler"],
)
def test_a_lock_is_called_what_it_is(tmp_path: Path, data: bytes, expected: IntakeRejected) -> None:
    answer, _ = take_in(data, tmp_path)
    assert answer == expected
    problem = intake_rejected(Document(key="a", title="題", supplied_by="福祉課"), expected)
    assert ("保護された" in problem.message) == (expected.code == "HD311")
    assert expected.words in problem.message
    assert problem.hint is not None
    assert problem.hint.startswith("福祉課から、")


def test_a_file_that_opens_with_the_empty_password_is_taken(tmp_path: Path) -> None:
    paper(TEXT).save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="owner", user=""))
    answer, _ = take_in((tmp_path / "locked.pdf").read_bytes(), tmp_path)
    assert [loss.words for loss in told(answer, "HD321")] == ["印刷や編集の制限"]


_WAIT = b"BT /F 12 Tf 60 700 Td (Please wait... ) Tj ET"


def xfa(content: bytes, *, direct: bool, listed: bool, drawn_anew: bool, field: bool = False) -> pikepdf.Pdf:
    """A page with a form of XFA beside it."""
    pdf = paper(content)
    template = pdf.make_stream(b"<template/>")
    widget = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), Rect=Array([9, 9, 99, 29]))
    )
    form = Dictionary(Fields=Array([widget] if field else []), XFA=Array([String("template"), template]) if listed else template)
    pdf.Root.AcroForm = form if direct else pdf.make_indirect(form)
    if drawn_anew:
        pdf.Root.NeedsRendering = True
    if field:
        pdf.pages[0].obj.Annots = Array([widget])
    return pdf


@pytest.mark.parametrize("direct", [True, False])
@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(("content", "drawn_anew"), [(_WAIT, True), (_WAIT, False), (b"", True)])
def test_a_page_that_asks_to_wait_for_a_form_is_refused(
    tmp_path: Path, content: bytes, *, direct: bool, listed: bool, drawn_anew: bool
) -> None:
    pdf = xfa(content, direct=direct, listed=listed, drawn_anew=drawn_anew)
    answer, _ = take_in(pdf, tmp_path)
    assert answer == IntakeRejected("HD364")
    request = IntakeRequest(str(tmp_path / "source.pdf"), ".pdf", None, "題", (), "s", words_only=True)
    assert read_text_only(request, tmp_path / "text.pdf") == answer


@pytest.mark.parametrize("direct", [True, False])
def test_a_form_of_xfa_with_pages_of_its_own_is_bound_without_it(tmp_path: Path, *, direct: bool) -> None:
    answer, _ = take_in(xfa(_WAIT, direct=direct, listed=True, drawn_anew=False, field=True), tmp_path)
    assert [loss.words for loss in told(answer, "HD321")] == ["XFA フォーム"]


def test_the_words_of_a_waiting_page_are_known_in_two_languages_and_not_in_a_long_text() -> None:
    english = "If this message is not eventually replaced by the proper contents of the document"
    assert asks_to_wait([[english]], xfa=False)
    assert not asks_to_wait([[english], ["二ページ目"]], xfa=False)
    assert not asks_to_wait([[english, "文" * 3_000]], xfa=False)
    assert asks_to_wait([["しばらくお待ちください..."]], xfa=True)
    assert not asks_to_wait([["しばらくお待ちください"]], xfa=False)


def test_a_form_that_no_program_gets_through_costs_no_time(tmp_path: Path) -> None:
    pdf = paper(TEXT)
    field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), Rect=Array([0, 0, 9, 9])))
    for _ in range(24):
        field = pdf.make_indirect(Dictionary(Kids=Array([field, field])))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True)
    started = time.process_time()
    answer, _ = take_in(pdf, tmp_path)
    assert time.process_time() - started < 10  # it was over a minute
    assert [loss.code for loss in told(answer, "HD366", "HD322")] == ["HD366"]


def covered(tmp_path: Path, pdf: pikepdf.Pdf) -> list[str]:
    answer, _ = take_in(pdf, tmp_path)
    assert [loss.pages for loss in told(answer, "HD368")] in ([], [(1,)])
    return [loss.words for loss in told(answer, "HD368")]


_LINE = b"BT /F 10.5 Tf 60 780 Td (Name Taro Kenmin lives at 1-2-3 Chuo) Tj ET\n"
_BOX = b"0 g 88 776 57 14 re f\n"  # over `Taro Kenmin`


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "content",
    [_LINE + _BOX, _BOX + _LINE, _LINE + b"0.2 g 88 776 57 14 re f", _LINE + b"14 w 88 783 m 145 783 l S"],
    ids=["above", "below", "grey", "line"],
)
def test_words_under_something_dark_are_told_by_their_number(tmp_path: Path, content: bytes, rotate: int) -> None:
    [count] = covered(tmp_path, paper(b"".join(TEXT.splitlines(keepends=True)[5:]) + content, rotate=rotate))
    assert 7 <= int(count) <= 10  # thin letters at an end may be let go


def test_a_black_picture_over_words_is_told(tmp_path: Path) -> None:
    pdf = paper(_LINE + b"q 57 0 0 14 88 776 cm /X Do Q")
    black = pdf.make_stream(bytes(300), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8)
    black.ColorSpace = Name.DeviceRGB
    pdf.pages[0].obj.Resources.XObject.X = black
    assert covered(tmp_path, pdf) in (["9"], ["10"])


@pytest.mark.parametrize("kind", ["Square", "Highlight", "Ink"])
def test_a_black_comment_over_words_is_told(tmp_path: Path, kind: str) -> None:
    pdf = paper(_LINE)
    look = pdf.make_stream(b"0 g 0 0 57 14 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 57, 14]))
    comment = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([88, 776, 145, 790]), AP=Dictionary(N=look))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(comment)])
    assert covered(tmp_path, pdf) in (["9"], ["10"])


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        b"0 g 50 760 500 40 re f 1 g " + _LINE,
        b"0.3 g 50 760 500 40 re f 0.7 g " + _LINE,
        b"0 0 0.3 rg 0 0 595 842 re f 1 1 0 rg " + TEXT,
        b"0.5 g BT /F 30 Tf 62 698 Td (Shadow) Tj ET 0 g BT /F 30 Tf 60 700 Td (Shadow) Tj ET",
        b"BT 2 Tr 3 w /F 40 Tf 60 700 Td (IIIIllll1111) Tj ET",
        _LINE + b"1 g 88 776 57 14 re f",
        b"BT /F 2 Tf 60 780 Td (too small to be read by anybody) Tj ET " + _BOX,
        _BOX,
    ],
    ids=["plain", "head", "grey head", "slide", "shadow", "bold", "white", "tiny", "box alone"],
)
def test_words_that_are_seen_or_not_dark_are_not_told(tmp_path: Path, content: bytes) -> None:
    assert covered(tmp_path, paper(content)) == []


def test_redactions_that_are_marked_and_not_applied_are_told_without_the_words(tmp_path: Path) -> None:
    pdf = paper(TEXT, _LINE)
    mark = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array([88, 776, 145, 790]), IC=Array([0, 0, 0]))
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(mark)])
    answer, _ = take_in(pdf, tmp_path)
    assert [(loss.words, loss.pages) for loss in told(answer, "HD367")] == [("", (2,))]
    assert isinstance(answer, IntakeResult)
    problems = intake_warnings(Document(key="a", title="題"), answer.warnings)
    [problem] = [problem for problem in problems if problem.code == "HD367"]
    assert "（2ページ）" in problem.message
    assert (problem.hint or "").startswith("提出した課から、")


@pytest.mark.parametrize(
    ("number", "expected"),
    [(b"0." + b"0" * 5_000, "0"), (b"10." + b"3" * 400, "10.333333"), (b"-0." + b"0" * 300 + b"5", "0"), (b"9" * 400, "0")],
    ids=["zeros", "fraction", "hair", "digits"],
)
def test_a_number_of_absurd_length_is_written_as_a_number(tmp_path: Path, number: bytes, expected: str) -> None:
    answer, clean = take_in(paper(TEXT + b"q 1 0 0 1 " + number + b" 0 cm 0 0 50 50 re f Q"), tmp_path)
    assert told(answer, "HD322") == []
    assert check(clean) == ""
    with pikepdf.open(clean) as pdf:
        [moved] = [item for item in pikepdf.parse_content_stream(pdf.pages[0]) if str(item.operator) == "cm"]
        assert str(moved.operands[4]) == expected


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (b"595." + b"0" * 400, [0, 0, 595, 842]),
        (b"1e400", [0, 0, 612, 792]),
        (b"NaN", [0, 0, 612, 792]),
        (b"9" * 400, [0, 0, 612, 792]),
    ],
    ids=["zeros", "power", "nan", "digits"],
)
def test_a_box_that_is_none_becomes_what_readers_take(tmp_path: Path, side: bytes, expected: list[int]) -> None:
    data = written(paper(TEXT)).replace(b"/MediaBox [ 0 0 %d %d ]" % A4, b"/MediaBox [0 0 " + side + b" 842]")
    assert side in data
    answer, clean = take_in(data, tmp_path)
    assert told(answer, "HD322") == []
    assert check(clean) == ""
    with pikepdf.open(clean) as pdf:
        assert [str(value) for value in pdf.pages[0].obj.MediaBox] == [str(value) for value in expected]
