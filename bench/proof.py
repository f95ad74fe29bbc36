"""Looks at a packet with other eyes than ours: qpdf, pypdf, poppler, and pdfium with a comparison of its own."""

from __future__ import annotations

import contextlib
import ctypes
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Names that may be nowhere in a packet: neither as a key nor as a value.
ACTIVE = {
    *("JavaScript", "JS", "Launch", "SubmitForm", "ResetForm", "ImportData", "RichMedia", "RichMediaContent", "RichMediaSettings"),
    *("EmbeddedFile", "EmbeddedFiles", "EF", "AF", "FileAttachment", "Filespec", "XFA", "AA", "OpenAction", "GoToR", "GoToE"),
    *("Movie", "Sound", "Rendition", "Screen", "3D", "GoTo3DView", "SetOCGState", "Trans", "Hide", "Thread", "Named"),
    *("PieceInfo", "AcroForm", "Collection", "Perms", "ByteRange"),
}
#: Some of them are actions, or annotations; elsewhere they are plain words (a resource, a role) that do nothing.
_AS_VALUE_ONLY = {"3D": "/Subtype", "Hide": "/S", "Thread": "/S", "Named": "/S", "Trans": ""}
_WEB = ("http:", "https:", "mailto:")
#: qpdf writes real numbers as the file does, `-0.` or `00.5`, which is no JSON.
_REAL = re.compile(rb"^(\s*(?:\"[^\"]*\": )?)(-?(?:\d+\.\d*|\.\d+))(?=,?$)", re.MULTILINE)
_DPI = 50
_SQUARE = 5
_DIFFERENCE = 40
_MOST_PIXELS = 2_000_000
Box = tuple[float, float, float, float]


@dataclass
class Findings:
    """What is wrong with a packet, and what only deserves a look."""

    wrong: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Piece:
    """A paper in a packet: the PDF it was (an Office file or picture: the PDF made of it), its first page there, its pages.

    `told` says that the build itself warned of pages that look different, `stamped` that there are label and numbers.
    """

    source: Path
    first: int
    pages: int
    told: bool = False
    stamped: bool = True

    def printed_on(self, index: int) -> int:
        """How many objects the binder printed on its page: a ground and a label on it, and a number; else the number."""
        return 0 if not self.stamped else 3 if index == 0 else 1


def prove(packet: Path, pages: int) -> Findings:
    """Looks at the packet as a whole: `pages` is how many it must have."""
    found = Findings()
    _qpdf(packet, found)
    found.wrong += [f"active: {name}" for name in sorted(active_content(packet))]
    _pypdf(packet, pages, found)
    return found


def _qpdf(packet: Path, found: Findings) -> None:
    done = subprocess.run(["qpdf", "--check", str(packet)], check=False, capture_output=True, text=True, errors="replace")
    if done.returncode == 3:
        found.doubts.append("qpdf warns: " + _first_line(done.stderr))
    elif done.returncode:
        found.wrong.append(f"qpdf --check {done.returncode}: {_first_line(done.stderr)}")


def _first_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0][-160:]


def active_content(packet: Path) -> set[str]:
    """What acts, or leads to files, in any object of the packet: qpdf writes them all as JSON, streams without their bytes."""
    arguments = ["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", str(packet)]
    done = subprocess.run(arguments, check=False, capture_output=True)
    found: set[str] = set()
    try:
        text = _REAL.sub(lambda found: found[1] + str(float(found[2])).encode(), done.stdout)
        objects = json.loads(text.decode("utf-8", "replace"))["qpdf"][1]
    except (ValueError, KeyError, IndexError):
        return {f"qpdf --json {done.returncode}"}
    root = str(objects.get("trailer", {}).get("value", {}).get("/Root"))
    for name, held in objects.items():
        value = held.get("value", held.get("stream", {}).get("dict"))
        for key, item in _entries(value):
            found |= _judge(key, item, at_root=name == f"obj:{root}")
            if key == "/URI" and isinstance(address := _resolved(item, objects), str) and not _is_web(address):
                found.add(f"URI {address}")
    return found


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, item
            yield from _entries(item)
    elif isinstance(value, list):
        for item in value:
            yield "", item
            yield from _entries(item)


def _resolved(item: Any, objects: dict[str, Any]) -> Any:
    """What a reference leads to, or the item itself."""
    return objects.get(f"obj:{item}", {}).get("value") if isinstance(item, str) and item.endswith(" R") else item


def _is_web(address: str) -> bool:
    """Whether a string leads to the web or to mail; qpdf writes `u:` for words and `b:` for bytes."""
    text = bytes.fromhex(address[2:]).decode("latin-1") if address.startswith("b:") else address[2:]
    return not address.startswith(("u:", "b:")) or text.strip().lower().startswith(_WEB)


def _judge(key: str, item: Any, *, at_root: bool) -> set[str]:
    found = set()
    if key[1:] in ACTIVE and key[1:] not in _AS_VALUE_ONLY:
        found.add(key)
    if isinstance(item, str) and item.startswith("/") and item[1:] in ACTIVE and _AS_VALUE_ONLY.get(item[1:], key) == key:
        found.add(item)
    if key == "/Metadata" and not at_root:
        found.add("/Metadata within")
    if key == "/A" and isinstance(item, dict) and "/S" in item and item["/S"] not in {"/URI", "/GoTo"}:
        found.add(f"action {item['/S']}")
    return found


def _pypdf(packet: Path, pages: int, found: Findings) -> None:
    """Reads outline, labels and links with pypdf."""
    try:
        with pypdf.PdfReader(packet) as reader:
            if len(reader.pages) != pages:
                found.wrong.append(f"{len(reader.pages)} pages for pypdf, not {pages}")
            if len(reader.page_labels) != pages:
                found.wrong.append("page labels do not count the pages")
            places = list(_places(reader, reader.outline))
            if not places or any(place is None or not 0 <= place < pages for place in places):
                found.wrong.append("outline leads nowhere")
            for page in reader.pages:
                for link in page.get("/Annots") or ():
                    _ = link.get_object().get("/A")
    except Exception as problem:  # a reader that fails for whatever reason
        found.wrong.append(f"pypdf: {type(problem).__name__} {problem}")


def _places(reader: pypdf.PdfReader, items: Any) -> Iterator[int | None]:
    for item in items:
        if isinstance(item, list):
            yield from _places(reader, item)
        else:
            yield reader.get_destination_page_number(item)


def compare(packet: Path, piece: Piece) -> Findings:
    """Compares a paper's pages in the packet with its source, as pdfium draws them, outside what was printed on."""
    found = Findings()
    with contextlib.closing(_opened(packet)) as after:
        try:
            before = _opened(piece.source)
        except pypdfium2.PdfiumError:
            found.doubts.append("pdfium cannot open the source")
            return found
        with contextlib.closing(before):
            if len(before) != piece.pages:
                found.wrong.append(f"{piece.pages} pages taken of {len(before)}")
                return found
            for index in range(piece.pages):
                _compare(before, after, piece, index, found)
    return found


def _compare(before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument, piece: Piece, index: int, found: Findings) -> None:
    one, other = _draw(before, index), _draw(after, piece.first + index)
    if one is None:
        found.doubts.append(f"p{index + 1}: pdfium cannot draw the source")
        return
    if other is None:
        found.wrong.append(f"p{index + 1}: cannot be drawn")
        return
    covered = printed(after, piece.first + index, piece.printed_on(index))
    worst = difference(one, other, covered)
    if worst > _DIFFERENCE and not piece.told:
        found.wrong.append(f"p{index + 1}: differs by {worst}")
    elif worst > _DIFFERENCE:
        found.doubts.append(f"p{index + 1}: differs by {worst}, told")


def _opened(path: Path) -> pypdfium2.PdfDocument:
    document = pypdfium2.PdfDocument(path)
    with contextlib.suppress(pypdfium2.PdfiumError):
        document.init_forms()
    if document.formenv is not None:
        raw.FPDF_SetFormFieldHighlightAlpha(document.formenv, 0)
    return document


def _draw(document: pypdfium2.PdfDocument, index: int) -> Image.Image | None:
    try:
        with contextlib.closing(document[index]) as page:
            wide, high = page.get_size()
            scale = min(_DPI / 72, (_MOST_PIXELS / max(wide * high, 1)) ** 0.5)
            drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            return drawn
    except (pypdfium2.PdfiumError, ValueError):
        return None


def printed(document: pypdfium2.PdfDocument, index: int, most: int) -> list[Box]:
    """What the binder printed on a page: its last objects, `most` of them; in parts of the sides, from the top left."""
    boxes: list[Box] = []
    with contextlib.closing(document[index]) as page:
        count = raw.FPDFPage_CountObjects(page)
        for place in range(max(0, count - most), count):
            item = raw.FPDFPage_GetObject(page, place)
            sides = [ctypes.c_float() for _ in range(4)]
            raw.FPDFPageObj_GetBounds(item, *sides)
            left, bottom, right, top = (side.value for side in sides)
            corners = [_on_screen(page, x, y) for x in (left, right) for y in (bottom, top)]
            across, down = [x for x, _ in corners], [y for _, y in corners]
            boxes.append((min(across) - 0.004, min(down) - 0.004, max(across) + 0.004, max(down) + 0.004))
    return boxes


def _on_screen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, 100_000, 100_000, 0, x, y, across, down)
    return across.value / 100_000, down.value / 100_000


def difference(one: Image.Image, other: Image.Image, covered: Sequence[Box]) -> int:
    """The largest difference of the mean grey, or half that of a colour, of a small square outside the covered boxes."""
    if one.size != other.size:
        return 255
    means = []
    for image in (one.copy(), other.copy()):
        draw = ImageDraw.Draw(image)
        for left, top, right, bottom in covered:
            draw.rectangle((left * one.width - 1, top * one.height - 1, right * one.width + 1, bottom * one.height + 1), fill=0)
        # Means first: pdfium smooths the text of fields in three colours, that of pages in grey.
        means.append(image.reduce(_SQUARE) if min(one.size) >= _SQUARE else image)
    colours: Any = ImageChops.difference(*means).getextrema()
    grey: Any = ImageChops.difference(*(image.convert("L") for image in means)).getextrema()
    return int(max(grey[1], *(high // 2 for _, high in colours)))


def second_opinion(packet: Path, piece: Piece, most: int = 10) -> list[int]:
    """The pages (from 1) of a PDF that poppler draws otherwise in the packet; it may see a bad source in its own way."""
    differing = []
    last = min(piece.pages, most)
    with tempfile.TemporaryDirectory(prefix="hyoga-corpus-") as folder, contextlib.closing(_opened(packet)) as after:
        one = _poppler(piece.source, 1, last, Path(folder) / "a")
        other = _poppler(packet, piece.first + 1, piece.first + last, Path(folder) / "b")
        if len(one) != len(other):
            return [0] if one else []
        for index, (before, now) in enumerate(zip(one, other, strict=True)):
            with Image.open(before) as left, Image.open(now) as right:
                covered = printed(after, piece.first + index, piece.printed_on(index))
                if difference(left.convert("RGB"), right.convert("RGB"), covered) > _DIFFERENCE:
                    differing.append(index + 1)
    return differing


def _poppler(pdf: Path, first: int, last: int, stem: Path) -> list[Path]:
    arguments = ["pdftoppm", "-q", "-cropbox", "-scale-to", "600", "-f", str(first), "-l", str(last), str(pdf), str(stem)]
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(arguments, check=False, capture_output=True, timeout=60)
    return sorted(stem.parent.glob(f"{stem.name}-*.ppm"))
