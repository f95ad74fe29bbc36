"""The words that a content stream shows, by the fonts it names: also those that are hidden, covered, or off the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pikepdf import Dictionary, Name, PdfError, Stream

from hyoga_docs.pdf.names import keys_of, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*\)"
_TOKEN = re.compile(
    rb"(?P<text>" + _STRING + rb")|<(?P<hex>[0-9A-Fa-f\s]*)>|/(?P<font>[^\s/<>()\[\]{}%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|(?P<break>\bT[dDm]\b|T\*|\bBT\b|\bBDC\b)",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_MOST_CODES = 70_000
#: How the CMaps that are not written in the file are read, by what is in their names.
_KNOWN_MAPS = {"RKSJ": "cp932", "UTF16": "utf-16-be", "UCS2": "utf-16-be", "EUC": "euc_jp", "UTF8": "utf-8"}


def unescape(text: bytes) -> bytes:
    """The bytes of a string that stands in round brackets, without these."""
    return _ESCAPE.sub(_unescaped, text) if b"\\" in text else text


def _unescaped(found: re.Match[bytes]) -> bytes:
    octal, line, other = found.groups()
    if octal:
        return bytes([int(octal, 8) & 0xFF])
    return b"" if line else _CONTROL.get(other, other)


def from_hex(digits: bytes) -> bytes:
    """The bytes of a string of hexadecimal digits."""
    digits = bytes(digits.translate(None, b" \t\r\n\f\0"))
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


class FontDecoder:
    """What the codes of a font stand for: as its ToUnicode says, else as its encoding is called."""

    def __init__(self, font: Any) -> None:
        composite = font.get("/Subtype") == Name.Type0
        self.width = 2 if composite else 1
        self.codes: dict[int, str] = {}
        self.encoding = "cp1252"
        named = font.get("/Encoding")
        if composite and isinstance(named, Name):
            self.encoding = next((codec for part, codec in _KNOWN_MAPS.items() if part in word(named)), "utf-16-be")
        made = font.get("/ToUnicode")
        if isinstance(made, Stream):
            try:
                self._read(made.read_bytes())
            except PdfError:
                return

    def _read(self, cmap: bytes) -> None:
        if found := _SPACE.search(cmap):
            self.width = max(1, len(found[1]) // 2)
        for block in _CHARS.finditer(cmap):
            for code, text in _PAIR.findall(block[1]):
                self.codes[int(code.translate(None, b" \r\n\t"), 16)] = _unicode(text)
        for block in _RANGES.finditer(cmap):
            for first, last, start, each in _RANGE.findall(block[1]):
                low, high = int(first, 16), min(int(last, 16), int(first, 16) + _MOST_CODES)
                if start:
                    text = _unicode(start)
                    for code in range(low, high + 1) if text else ():
                        self.codes[code] = text[:-1] + chr(min(ord(text[-1]) + code - low, 0x10FFFF))
                for code, text_ in enumerate(_HEX.findall(each), low):
                    self.codes[code] = _unicode(text_)

    def decode(self, shown: bytes) -> str:
        """The text of a string that is shown in the font."""
        if not self.codes:
            return shown.decode(self.encoding, "ignore")
        if self.width == 1:
            return "".join(map(self.codes.get, shown, [""] * len(shown)))
        get, wide = self.codes.get, self.width
        return "".join(get(int.from_bytes(shown[at : at + wide], "big"), "") for at in range(0, len(shown), wide))


def _unicode(digits: bytes) -> str:
    return from_hex(digits).decode("utf-16-be", "ignore")


def fonts_of(resources: Any) -> Iterator[tuple[str, Any]]:
    """The fonts of a dictionary of resources by name, without the slash."""
    fonts: Any = resources.get("/Font") if isinstance(resources, (Dictionary, Stream)) else None
    for key in keys_of(fonts) if isinstance(fonts, Dictionary) else ():
        if isinstance(fonts[key], Dictionary):
            yield word(key)[1:], fonts[key]


def show_strings(content: bytes, fonts: Mapping[str, Sequence[FontDecoder]]) -> str:
    """All that a content stream shows, a line for each place that it begins at, in the order of the stream.

    `fonts` are those that a name may stand for: of several each is tried, and the text is there as each of them reads it.
    """
    most = 1
    texts: list[list[str]] = [[]]
    current: Sequence[FontDecoder] = ()
    for found in _TOKEN.finditer(content):
        kind = found.lastgroup
        if kind == "font":
            current = fonts.get(found["font"].decode("latin-1"), ())
            most = max(most, len(current))
            texts += [list(texts[0]) for _ in range(most - len(texts))]
        elif kind == "break":
            for text in texts:
                text.append("\n")
        else:
            shown = unescape(found[0][1:-1]) if kind == "text" else from_hex(found["hex"])
            for index, text in enumerate(texts):
                text.append(current[min(index, len(current) - 1)].decode(shown) if current else shown.decode("cp1252", "ignore"))
    return "\n".join(dict.fromkeys("".join(text) for text in texts))
