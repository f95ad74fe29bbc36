"""What a sentence of a 改め文 does to words: 「A」を「B」に改め、「C」の下に「D」を加え、「E」及び「F」を削る → the edits."""

from __future__ import annotations

import re

from hyoga_docs.amendments.amending.instructions import WordEdit

#: A quotation of a sentence, by its place among those of the sentence.
QUOTATION = "\ue000([0-9]+)\ue001"
_REPLACED = re.compile(f"{QUOTATION}を{QUOTATION}に(改める?)?")
_INSERTED = re.compile(f"{QUOTATION}の下に{QUOTATION}を(加える?)?")
_REMOVED = re.compile(f"((?:{QUOTATION}(?:、|及び)?)+)を削[りる]?")


class UnreadSentenceError(Exception):
    """A sentence, or a part of one, that is none of a 改め文."""


def without_quotations(text: str) -> tuple[str, list[str]]:
    """A sentence with the numbers of its quotations in their place, and the quotations. Raises UnreadSentenceError."""
    found: list[str] = []
    said, depth, start = "", 0, 0
    for at, character in enumerate(text):
        depth += character == "「"
        if character == "「" and depth == 1:
            start = at + 1
        elif character == "」" and depth == 1:
            said += f"\ue000{len(found)}\ue001"
            found.append(text[start:at])
        elif not depth:
            said += character
        depth -= character == "」"
        if depth < 0:
            raise UnreadSentenceError(text)
    if depth:
        raise UnreadSentenceError(text)
    return said, found


def read_edits(text: str, quotations: list[str], at: int) -> tuple[tuple[WordEdit, ...], int]:
    """The edits that a sentence without its quotations says from a place on, and where they end. Raises UnreadSentenceError."""
    made: list[WordEdit] = []
    end, said = at, False
    while True:
        if found := _REPLACED.match(text, at):
            made.append(WordEdit(quotations[int(found[1])], quotations[int(found[2])]))
        elif found := _INSERTED.match(text, at):
            made.append(WordEdit(quotations[int(found[1])], quotations[int(found[2])], inserts=True))
        elif found := _REMOVED.match(text, at):
            made += [WordEdit(quotations[int(each)], "") for each in re.findall(QUOTATION, found[1])]
        else:
            break
        end, said = found.end(), found.re is _REMOVED or bool(found[3])
        at = end + text.startswith("、\ue000", end)
        if at == end:
            break
    if not said:
        raise UnreadSentenceError(f"{text[:end]}▲{text[end:]}")
    return tuple(made), end
