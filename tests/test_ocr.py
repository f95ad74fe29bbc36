"""Scanned pages get a text layer, and nothing else changes."""

from __future__ import annotations

import io
import itertools
import os
import random
import shutil
import sys
import time
import unicodedata
from collections import Counter
from importlib import metadata
from pathlib import Path

import img2pdf
import pikepdf
import pypdfium2
import pytest
from fake_soffice import remaining
from PIL import Image, ImageDraw, ImageFont
from running import patch_clock

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import MachineError
from hyoga_docs.pdf.intake.ocr_layer import plain_layers
from hyoga_docs.programs.ocrmypdf import OcrPrograms, find_ocr, recognise
from hyoga_docs.programs.sandbox import sandbox_for_readers

FONT = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf")
LINES = (
    "本計画は、社会福祉法第百八条の規定に基づき、",
    "市町村の地域福祉の支援に関する事項を一体的に定めるものであり、",
    "県民の誰もが住み慣れた地域で安心して暮らすことができる社会を目指します。",
)


def scan(lines: tuple[str, ...] = LINES, kind: str = "JPEG") -> bytes:
    """A PDF of one A5 page at 300 dpi that is a picture of the lines."""
    image = Image.new("L", (2480, 1748), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 56)
    for number, line in enumerate(lines):
        draw.text((150, 200 + 110 * number), line, font=font, fill=0)
    out = io.BytesIO()
    image.save(out, kind, dpi=(300, 300))
    return bytes(img2pdf.convert(out.getvalue(), nodate=True))


def typed(text: str) -> bytes:
    """A PDF of one page with a line of text in it, and a rectangle."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 420))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"50 50 99 9 re f BT /F1 24 Tf 72 300 Td ({text}) Tj ET".encode())
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def joined(*sources: bytes) -> bytes:
    with pikepdf.new() as pdf:
        for data in sources:
            with pikepdf.open(io.BytesIO(data)) as source:
                pdf.add_pages_from(source)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def looks(data: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(data)
    found = [page.render(scale=1).to_pil().tobytes() for page in document]
    document.close()
    return found


def pictures(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [image.read_raw_bytes() for page in pdf.pages for _, image in sorted(page.get_images().items())]


def contents(data: bytes, page: int) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.pages[page].Contents.read_bytes()


def share_read(text: str, lines: tuple[str, ...]) -> float:
    """How many of the letters were read, wherever they stand."""
    wanted = Counter(unicodedata.normalize("NFKC", "".join(lines)))
    found = Counter(unicodedata.normalize("NFKC", text))
    return (wanted & found).total() / wanted.total()


def read_all(data: bytes, tmp_path: Path, pages: tuple[int, ...] | None = None) -> bytes:
    """What the real programs make of a PDF, as it would be kept."""
    pdf, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    pdf.write_bytes(data)
    assert recognise(pdf, out, pages, find_ocr(os.environ, sandbox=sandbox_for_readers(Cache(tmp_path / "cache"))), 60) is None
    return plain_layers(out.read_bytes())


@pytest.mark.ocr
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_scan_gets_its_words_and_looks_as_before(tmp_path: Path, kind: str) -> None:
    before = scan(kind=kind)
    after = read_all(before, tmp_path)
    (text,) = texts(after)
    assert share_read(text, LINES) > 0.95
    assert "安心して暮らす" in text  # no spaces between the letters, so that a search finds it
    assert looks(after) == looks(before)
    assert pictures(after) == pictures(before)


@pytest.mark.ocr
def test_only_pages_without_text_are_read(tmp_path: Path) -> None:
    before = joined(typed("Typed before"), scan(), typed("Typed after"))
    after = read_all(before, tmp_path)
    found = texts(after)
    assert share_read(found[1], LINES) > 0.95
    assert (found[0], found[2]) == ("Typed before", "Typed after")
    assert [contents(after, page) for page in (0, 2)] == [contents(before, page) for page in (0, 2)]
    assert looks(after) == looks(before)


@pytest.mark.ocr
def test_only_the_pages_asked_for_are_read_and_a_page_may_be_turned(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(joined(scan(), scan(), scan()))) as pdf:
        pdf.pages[1].Rotate = 180
        pdf.pages[2].Rotate = 90
        out = io.BytesIO()
        pdf.save(out)
    after = read_all(out.getvalue(), tmp_path, (2,))
    assert texts(after)[:2] == ["", ""]
    assert looks(after) == looks(out.getvalue())
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert [int(page.get("/Rotate", 0)) for page in pdf.pages] == [0, 180, 90]


@pytest.mark.ocr
def test_what_pages_inherit_stays_theirs(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        page = pdf.pages[0]
        pdf.Root.Pages.Resources = page.Resources
        del page.Resources
        out = io.BytesIO()
        pdf.save(out)
    after = read_all(out.getvalue(), tmp_path)
    assert share_read(texts(after)[0], LINES) > 0.95
    assert looks(after) == looks(out.getvalue())


@pytest.mark.slow
@pytest.mark.ocr
def test_the_same_scan_gives_the_same_bytes(tmp_path: Path) -> None:
    data = joined(scan(), scan(LINES[1:2]), scan(LINES[2:]))  # the first page takes longest to read
    first = read_all(data, tmp_path)
    time.sleep(1.1)  # dates in PDFs count seconds
    assert read_all(data, tmp_path) == first


@pytest.mark.ocr
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and then nothing", random.Random(1).randbytes(2000)])
def test_a_bad_pdf_is_a_reason(tmp_path: Path, data: bytes) -> None:
    pdf = tmp_path / "in.pdf"
    pdf.write_bytes(data)
    reason = recognise(pdf, tmp_path / "out.pdf", None, find_ocr(os.environ), 60)
    assert reason == "PDF が壊れているか、文字認識のできない種類です"
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.ocr
def test_a_locked_pdf_is_a_reason(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        pdf.save(tmp_path / "in.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    assert recognise(tmp_path / "in.pdf", tmp_path / "out.pdf", None, find_ocr(os.environ), 60) == "パスワードで保護されています"


def fake(folder: Path, body: str) -> OcrPrograms:
    """A program of ours in OCRmyPDF's place."""
    program = folder / "fake_ocr.py"
    program.write_text(body, "utf-8")
    return OcrPrograms((sys.executable, str(program)), "fake", dict(os.environ))


def test_a_hang_is_ended_at_the_limit_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child, mark = f"import time; time.sleep(600)  # {tmp_path}", tmp_path / "hanging"
    body = (
        "import subprocess, sys, time\nfrom pathlib import Path\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}])\nPath({str(mark)!r}).touch()\ntime.sleep(600)\n"
    )
    (tmp_path / "in.pdf").write_bytes(typed("x"))
    looks = itertools.count()
    patch_clock(monkeypatch, lambda: float(next(looks)) if mark.exists() else 0.0)  # time passes once there is something to end
    start = time.monotonic()
    reason = recognise(tmp_path / "in.pdf", tmp_path / "out.pdf", None, fake(tmp_path, body), 1)
    assert reason == "1ページに1秒を超えたので、文字認識を止めました"
    assert time.monotonic() - start < 60
    assert remaining(tmp_path) == {}


def test_pages_that_come_out_one_by_one_are_no_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        "import os, sys, time\nfrom pathlib import Path\n"
        "work = Path(os.environ['TMPDIR']) / 'ocrmypdf.io.x'\nwork.mkdir()\n"
        "for number in range(4):\n"
        f"    while not Path({str(tmp_path)!r}, f'seen-{{number}}').exists(): time.sleep(0.01)\n"
        "    (work / f'00000{number}_ocr_hocr.txt').write_text('x')\n"
        f"    Path({str(tmp_path)!r}, f'read-{{number}}').touch()\n"
        f"while not Path({str(tmp_path)!r}, 'seen-4').exists(): time.sleep(0.01)\n"
        "Path(sys.argv[-1]).write_bytes(b'done')\n"
    )
    (tmp_path / "in.pdf").write_bytes(typed("x"))

    def clock() -> float:
        """Each page takes most of the limit, and the next one waits until that has been seen."""
        pages = len(list(tmp_path.glob("read-*")))
        (tmp_path / f"seen-{pages}").touch()
        return 1.5 * pages

    patch_clock(monkeypatch, clock)
    assert recognise(tmp_path / "in.pdf", tmp_path / "out.pdf", None, fake(tmp_path, body), 2) is None
    assert (tmp_path / "out.pdf").read_bytes() == b"done"


@pytest.mark.parametrize("body", ["", "raise SystemExit(15)"])
def test_a_program_that_makes_nothing_is_a_reason(tmp_path: Path, body: str) -> None:
    (tmp_path / "in.pdf").write_bytes(typed("x"))
    reason = recognise(tmp_path / "in.pdf", tmp_path / "out.pdf", None, fake(tmp_path, body), 20)
    assert reason == "文字認識のプログラムが失敗しました"


def test_a_missing_program_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(MachineError) as raised:
        find_ocr({"PATH": str(tmp_path)})
    assert [problem.code for problem in raised.value.problems] == ["HD704", "HD704"]
    hints = [problem.hint or "" for problem in raised.value.problems]
    assert "pip install 'ocrmypdf>=17.13'" in hints[0]
    assert "tesseract" in hints[1].lower()
    assert raised.value.exit_code == 4


def missing(name: str) -> str:
    raise metadata.PackageNotFoundError(name)


@pytest.mark.ocr
def test_tesseract_without_japanese_is_missing_too(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as raised:
        find_ocr({**os.environ, "TESSDATA_PREFIX": str(shutil.copytree(FONT.parent, tmp_path / "tessdata"))})
    assert ["jpn" in problem.message for problem in raised.value.problems] == [True]


@pytest.mark.ocr
def test_the_version_names_both_programs_and_the_data() -> None:
    words = find_ocr(os.environ).version.split()
    assert words[0::3][:2] == ["OCRmyPDF", "Tesseract"]
    assert len(words[-1]) == 12
