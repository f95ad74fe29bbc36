"""What a supplied file may not bring along: what acts by itself, carries files, or speaks of its maker.

Every object that a saved file would hold is looked at, wherever it hangs, and `leftovers` opens the saved file again
and proves it. Links stay to pages of the file, to the web and to mail. Source: ISO 32000-1 §12.5.6, §12.6.4, §14.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from hyoga_docs.pdf.intake.image_metadata import without_jpeg2000_notes, without_jpeg_notes
from hyoga_docs.pdf.names import keys_of, word
from hyoga_docs.pdf.objects import DEEPEST, written_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

WEB = ("http:", "https:", "mailto:")

#: Names that nothing in a packet has, neither as a key nor as a value, and what a reader is told of each.
_NEVER = {
    "JavaScript": "スクリプト",
    "JS": "スクリプト",
    "AA": "自動で動く操作",
    "OpenAction": "自動で動く操作",
    "Launch": "プログラムの起動",
    "SubmitForm": "フォームの送信",
    "ResetForm": "フォームの操作",
    "ImportData": "データの読み込み",
    "GoToR": "外のファイルへのリンク",
    "GoToE": "添付ファイルへのリンク",
    "GoTo3DView": "3D",
    "Rendition": "動画・音声",
    "RichMedia": "動画・音声",
    "RichMediaContent": "動画・音声",
    "RichMediaSettings": "動画・音声",
    "Movie": "動画・音声",
    "Sound": "動画・音声",
    "Screen": "動画・音声",
    "SetOCGState": "レイヤーの操作",
    "EmbeddedFile": "添付ファイル",
    "EmbeddedFiles": "添付ファイル",
    "EF": "添付ファイル",
    "AF": "添付ファイル",
    "Filespec": "外のファイルの名前",
    "FileAttachment": "添付ファイル",
    "Collection": "添付ファイル",
    "XFA": "XFA フォーム",
    "AcroForm": "フォーム",
    "Widget": "フォーム",
    "Sig": "電子署名",
    "DocMDP": "電子署名",
    "Perms": "電子署名",
    "ByteRange": "電子署名",
    "PieceInfo": "作ったソフトの控え",
    "Thumb": "縮小画像",
    "Metadata": "作った人やソフトの記録",
    "SpiderInfo": "作った人やソフトの記録",
    "VP": "位置の情報",
    "LGIDict": "位置の情報",
    "TrapNet": "印刷所の設定",
    "OPI": "外のファイルの名前",
    "PresSteps": "画面の動き",
}
#: What a reader is told of an address that leads neither to the web nor to mail.
_ELSEWHERE = "外のファイルへのリンク"
#: What goes without a word, for no reader misses it.
_SILENT = {"フォーム", "作ったソフトの控え", "縮小画像", "作った人やソフトの記録", "画面の動き", "印刷所の設定", "自動で動く操作"}
#: What a page keeps; times, transitions, threads and its maker's own keys say nothing of how it looks (table 30).
_OF_A_PAGE = {
    *("/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit"),
    *("/Resources", "/Contents", "/Group", "/Annots", "/StructParents", "/Tabs"),
}
_OF_A_LAYER = {"/Type", "/Name", "/Intent"}
_WORD = re.compile(rb"/(" + b"|".join(name.encode() for name in sorted(_NEVER, key=len, reverse=True)) + rb")(?![\w.+\-#])")
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_MOST_PACKED = 200_000_000


def leads_to_the_web(address: object) -> bool:
    """Whether an address is that of a page of the web or of mail."""
    return str(address).strip().lower().startswith(WEB)


def clean(pdf: pikepdf.Pdf, kept: Iterable[pikepdf.Page]) -> set[str]:
    """Takes from every object of a PDF what may not come along; returns what was found, in words for the reader.

    Pages that hang on somewhere, but are not among those `kept`, are emptied: a page range leaves nothing else behind.
    """
    pages = {page.obj.objgen for page in kept}
    found: set[str] = set()
    for item in list(pdf.objects):
        if isinstance(item, Stream):
            _clean_stream(item, found)
            continue
        if isinstance(item, Dictionary):
            _keep_only(item, pages)
        if isinstance(item, (Dictionary, Array)) and _names_in(item):
            _clean_value(item, found, 0)
    for key in keys_of(pdf.docinfo):
        del pdf.docinfo[key]
    return found - _SILENT


def _keep_only(item: Any, pages: set[tuple[int, int]]) -> None:
    """Leaves of a page, a layer or an attribute what belongs to it; nothing of a page that is not taken."""
    kind = item.get("/Type")
    allowed: set[str] | None = None
    if kind == Name.Page:
        allowed = _OF_A_PAGE if item.objgen in pages else set()
    elif kind == Name.OCG:
        allowed = _OF_A_LAYER
    elif item.get("/O") == Name.UserProperties:
        allowed = {"/O"}
    if allowed is not None:
        for key in keys_of(item):
            if key not in allowed:
                del item[key]


def names_found(pdf: pikepdf.Pdf) -> set[str]:
    """What a PDF holds of all this, in words for the reader; objects that nothing leads to count too."""
    found = {"印刷や編集の制限"} if pdf.is_encrypted else set()
    lock = pdf.trailer.get("/Encrypt")
    for item in pdf.objects:
        if isinstance(lock, Dictionary) and item.objgen == lock.objgen:
            continue  # its /Perms is no signature's
        found |= {_NEVER.get(name, _ELSEWHERE) for name in _names_in(item)}
    return found - _SILENT


def leftovers(saved: bytes | Path) -> set[str]:
    """The names in a saved file that ought not to be there, its object streams opened; empty for a clean one."""
    left: set[str] = set()
    with pikepdf.open(io.BytesIO(saved) if isinstance(saved, bytes) else saved) as pdf:
        root = pdf.Root
        for item in pdf.objects:
            if names := _names_in(item):
                left |= names - ({"Metadata"} if item.objgen == root.objgen or _is_metadata(item) else set())
    return left


def _is_metadata(item: Any) -> bool:
    """The packet's own description, which hangs on its catalog alone."""
    return isinstance(item, Stream) and item.get("/Type") == Name.Metadata and item.get("/Subtype") == Name.XML


def _names_in(item: Any) -> set[str]:
    if isinstance(item, Stream):
        raw = item.stream_dict.unparse()
    elif isinstance(item, (Dictionary, Array)):
        raw = item.unparse(resolved=True)
    else:
        return set()
    elsewhere = {"URI"} if b"/URI" in raw and _leads_elsewhere(item, 0) else set()
    if _WORD.search(raw) is None:
        return elsewhere
    return elsewhere | {name.decode() for name in _WORD.findall(_STRING.sub(b"()", raw))}


def _leads_elsewhere(value: Any, depth: int) -> bool:
    """Whether an address that is written inside an object leads neither to the web nor to mail."""
    if isinstance(value, (Dictionary, Stream)) and _is_elsewhere(value, "/URI"):
        return True
    return depth > DEEPEST or any(_leads_elsewhere(item, depth + 1) for item in written_in(value))


def _is_elsewhere(holder: Any, key: Any) -> bool:
    return key == "/URI" and isinstance(holder.get(key), String) and not leads_to_the_web(holder.get(key))


def _clean_stream(item: Stream, found: set[str]) -> None:
    # A stream whose bytes, or look, are another file's; a picture that is printed as another.
    for key in ("/F", "/FFilter", "/FDecodeParms", "/Ref", "/Alternates"):
        if key in item:
            del item[key]
    if _names_in(item):
        for key in keys_of(item):
            _clean_entry(item, key, found, 0)
    _without_notes(item)


def _without_notes(item: Stream) -> None:
    """Takes out of a picture what a camera or a program wrote into it besides the picture."""
    filters = item.get("/Filter")
    names = [each for each in (list(filters) if isinstance(filters, Array) else [filters]) if isinstance(each, Name)]
    bared = {"/DCTDecode": without_jpeg_notes, "/JPXDecode": without_jpeg2000_notes}.get(word(names[-1])) if names else None
    if bared is None or any(each != Name.FlateDecode for each in names[:-1]):
        return
    packed = raw = item.read_raw_bytes()
    try:
        for _ in names[:-1]:
            raw = zlib.decompressobj().decompress(raw, _MOST_PACKED)
    except zlib.error:  # no picture that anybody can see
        return
    bare = bared(raw)
    if bare != packed:
        parms = item.get("/DecodeParms")
        own = parms[-1] if isinstance(parms, Array) and len(parms) else parms
        item.write(bare, filter=names[-1], decode_parms=own if isinstance(own, Dictionary) else None)


def _clean_value(value: Any, found: set[str], depth: int) -> None:
    """Cleans what is written inside an object; what it only refers to is an object of its own."""
    if depth > DEEPEST:
        return
    if isinstance(value, Array):
        for index in range(len(value) - 1, -1, -1):
            item = value[index]
            if isinstance(item, Name) and word(item)[1:] in _NEVER:
                found.add(_NEVER[word(item)[1:]])
                del value[index]
            elif isinstance(item, (Dictionary, Array)) and not item.is_indirect:
                _clean_value(item, found, depth + 1)
    else:
        for key in keys_of(value):
            if key in value:
                _clean_entry(value, key, found, depth)


def _clean_entry(holder: Any, key: Any, found: set[str], depth: int) -> None:
    value = holder.get(key)
    told = _NEVER.get(word(key)[1:]) or (_NEVER.get(word(value)[1:]) if isinstance(value, Name) else None)
    told = told or (_ELSEWHERE if _is_elsewhere(holder, key) else None)
    if told is None:
        if isinstance(value, (Dictionary, Array)) and not value.is_indirect:
            _clean_value(value, found, depth + 1)
        return
    found.add(told)
    whole = isinstance(holder, Dictionary) and not isinstance(holder, Stream) and key in {"/S", "/Subtype", "/Type", "/URI"}
    for each in keys_of(holder) if whole else [key]:  # an action, an annotation, a file: nothing of it stays
        del holder[each]
