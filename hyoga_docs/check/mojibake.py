"""Text that is no text: characters of one encoding read as those of another, lost, or without a meaning (`HD206`)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.core.problem import Severity, cell_words
from hyoga_docs.text.passages import Body

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.core.problem import Problem
    from hyoga_docs.text.passages import Passage

_FEWEST = 4  # characters that another encoding makes of the same bytes
_MOSTLY = 0.6  # of a passage's bytes beyond ASCII
_LOST, _NAMED = 8, 3
_LONG_RUN = 12  # question marks that nobody types
_UTF_8 = re.compile(rb"(?:\xe3[\x80-\x83][\x80-\xbf]|[\xe4-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbe][\x80-\xbf])")
_KANA_OF_UTF_8 = re.compile(rb"\xe3[\x81-\x83][\x80-\xbf]")
_SHIFT_JIS = re.compile(rb"(?:\x82[\x9f-\xf1]|\x83[\x40-\x96]|\x81[\x41-\x5b\x69-\x7a]|[\x88-\x9f\xe0-\xea][\x40-\xfc])")
_KANA_OF_SHIFT_JIS = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")
_EUC = re.compile(rb"(?:[\xa4\xa5][\xa1-\xf6]|\xa1[\xa1-\xfe]|[\xb0-\xf4][\xa1-\xfe])")
_KANA_OF_EUC = re.compile(rb"[\xa4\xa5][\xa1-\xf6]")
#: What every such text has some of; most passages have none, and are done with.
_SUSPECT = re.compile(r"[縺繧繝､･ãæ‚ƒ¤¥\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]|\?\?")
_NO_CHARACTER = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")
_JIS = re.compile(r"\x1b\$[@B]")
_QUESTIONS = re.compile(r"\?{2,}")
#: UTF-8 kana and kanji read as Latin-1, of which the control characters were lost on the way.
_LATIN = re.compile(r"[\u00a0-\u00ff]")
_KANA_AS_LATIN = re.compile(r"ã[\u00a0-\u00ff]")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_READ_AS = (
    ("cp932", _UTF_8, _KANA_OF_UTF_8),
    ("cp1252", _UTF_8, _KANA_OF_UTF_8),
    ("cp1252", _SHIFT_JIS, _KANA_OF_SHIFT_JIS),
    ("cp932", _EUC, _KANA_OF_EUC),
    ("cp1252", _EUC, _KANA_OF_EUC),
)
_HINT = "もとのソフトで開き、「UTF-8」で保存し直すか、PDF を作り直してください。"


def check_mojibake(texts: Sequence[CheckedText]) -> tuple[list[CheckedText], list[Problem]]:
    """The texts with what can be read of them, and for each that is garbled one finding, however much of it is."""
    read: list[CheckedText] = []
    problems: list[Problem] = []
    for checked in texts:
        garbled = [passage for passage in checked.passages if is_garbled(passage.text)]
        if not garbled:
            read.append(checked)
            continue
        wholly = sum(len(each.text) for each in garbled) * 2 >= sum(len(each.text) for each in checked.passages)
        problems.append(_problem(checked, garbled, wholly=wholly))
        gone = set(map(id, garbled))
        left = () if wholly else tuple(passage for passage in checked.passages if id(passage) not in gone)
        read.append(replace(checked, body=Body(left, () if wholly else checked.body.grids)))
    return read, problems


def _problem(checked: CheckedText, garbled: Sequence[Passage], *, wholly: bool) -> Problem:
    first = garbled[0]
    if wholly:
        message = "文字化けしていて読めません。この文書の文字は、ほかの点検をしていません。"
    else:
        places = list(dict.fromkeys(filter(None, map(_place, garbled))))
        more = len(garbled) - 1
        named = f"（{'、'.join(places[:_NAMED])}{'など' if len(places) > _NAMED else ''}）" if len(places) > 1 else ""
        others = f"同じようなところが、ほかに{more}か所あります{named}。" if more else ""
        message = f"文字化けしていて読めません。{others}ここは、ほかの点検をしていません。"
    return report(Span(checked, first, 0, len(first.text)), "HD206", Severity.WARNING, message, _HINT)


def _place(passage: Passage) -> str:
    if passage.cell_name:
        return cell_words(passage.cell_name)
    return f"{passage.page}ページ" if passage.page else f"{passage.spots[0].line}行" if passage.spots else ""


def is_garbled(text: str) -> bool:
    """Whether hardly anything of a passage can be read by anybody."""
    if not _SUSPECT.search(text):
        return False
    if _JIS.search(text):
        return True
    return _is_lost(text) or _is_latin(text) or any(_reads_as(text, *way) for way in _READ_AS)


def _is_lost(text: str) -> bool:
    """Whether most of its characters are question marks in words' places, or none that have a meaning."""
    count = len("".join(text.split()))
    lost = _NO_CHARACTER.findall(text)
    if len(lost) >= _LOST and len(lost) * 3 >= count and (len(set(lost)) >= _FEWEST or "\ufffd" in lost):
        return True
    runs = _QUESTIONS.findall(text)
    asked = sum(map(len, runs))
    return (len(runs) > 1 or asked >= _LONG_RUN) and asked >= _LOST and asked * 2 >= count and not _JAPANESE.search(text)


def _is_latin(text: str) -> bool:
    """Whether it is kana and kanji as Latin-1, some of whose bytes were lost: in a language with ã a letter or space follows it."""
    count = sum(not character.isascii() for character in text)
    return len(_KANA_AS_LATIN.findall(text)) >= _FEWEST and len(_LATIN.findall(text)) >= count * _MOSTLY


def _reads_as(text: str, encoding: str, characters: re.Pattern[bytes], kana: re.Pattern[bytes]) -> bool:
    """Whether its bytes in one encoding are Japanese in another one, kana among it: what is Japanese as it stands is not both."""
    data = b"".join(_bytes(text, encoding))
    found = characters.findall(data)
    beyond = sum(byte > 127 for byte in data)
    if len(found) < _FEWEST or sum(map(len, found)) < beyond * _MOSTLY:
        return False
    return len(kana.findall(data)) * 4 >= len(found)


def _bytes(text: str, encoding: str) -> Iterable[bytes]:
    """The bytes of its characters; those that the encoding lacks stand for bytes that were lost."""
    for character in text:
        if encoding == "cp1252" and "\x80" <= character <= "\x9f":
            yield character.encode("latin-1")  # which it leaves empty, and programs read as they are
        else:
            yield character.encode(encoding, errors="ignore") or b"\xff"
