"""The sentences that amend the 題名 and the 附則 of a charter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.annex_model import Sentences
from hyoga_docs.amendments.amending.annex_reader import SentenceError, clauses_of, edited, sentences_of
from hyoga_docs.amendments.amending.model import AmendingParagraph
from hyoga_docs.amendments.amending.whole_text import quoted_line
from hyoga_docs.amendments.amending.word_edits import edits_clause, find_edits, is_quotable, raw_edits
from hyoga_docs.japanese.numerals import bare_number, value_of
from hyoga_docs.plan.rich_text import plain_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from hyoga_docs.amendments.amending.annex_model import Part
    from hyoga_docs.amendments.amending.instructions import WordEdit
    from hyoga_docs.plan.printed_charter import CharterLine, PrintedCharter, PrintedSupplement

_TITLE = "題名"


def title_sentences(old: str, new: str) -> list[Part]:
    """The sentence that amends the title; none where it stays."""
    if old == new:
        return []
    sentences = Sentences()
    for edits in (raw_edits(old, new), find_edits([old], [new]) or ()):
        if edits and all(_in_part(each, old) for each in edits) and edited([old], edits_clause(edits).removesuffix("り")) == [new]:
            sentences.clause(f"{_TITLE}中{edits_clause(edits)}", _TITLE)
            return sentences.finished()
    sentences.quote(f"{_TITLE}を次のように改め", AmendingParagraph("title", 1, new))
    return sentences.finished()


def _in_part(edit: WordEdit, title: str) -> bool:
    """Whether an edit changes less than half of the title, and is read nowhere else in it."""
    return title.count(edit.old) == 1 and is_quotable(edit.old + edit.new) and 2 * len(edit.old) < len(title)


def own_supplements(old: PrintedCharter, new: PrintedCharter, day: dt.date) -> list[PrintedSupplement]:
    """The 附則 of what amends: that of its day, and those that came."""
    known = {each.effective for each in old.supplements} - {day}
    return [each for each in new.supplements if each.effective not in known]


def supplement_sentences(
    old: PrintedCharter, new: PrintedCharter, own: Sequence[PrintedSupplement], say: Callable[[int], str]
) -> list[Part]:
    """The sentences that amend the 附則 that an edition has already; none where these stay. Raises SentenceError.

    `say` says a number as the house does.
    """
    before = {_key(each): each for each in old.supplements}
    after = {_key(each): each for each in new.supplements if each not in own}
    if len(before) != len(old.supplements) or not after.keys() <= before.keys():
        raise SentenceError("、".join(dict.fromkeys(each.title for each in (*old.supplements, *new.supplements))))
    parts = [part for key, was in before.items() for part in _sentences(was, after.get(key), say)]
    try:
        read = _read(old, parts, say)
    except KeyError as problem:
        raise SentenceError(str(problem)) from problem
    if read != {key: [*map(quoted_line, each.lines)] for key, each in after.items()}:
        raise SentenceError("、".join(dict.fromkeys(each.title for each in old.supplements)))
    return parts


_Key = tuple["dt.date | None", str]


def _key(supplement: PrintedSupplement) -> _Key:
    return supplement.effective, supplement.title


def _name(supplement: PrintedSupplement) -> str:
    """What a 附則 is called in a sentence: 附則, or 附則（令和２年見本市告示第12号） of one that an amendment has."""
    return "".join(supplement.title.split())


def _sentences(was: PrintedSupplement, now: PrintedSupplement | None, say: Callable[[int], str]) -> list[Part]:
    sentences, name = Sentences(), _name(was)
    if now is None:
        sentences.clause(f"{name}を削", name)
        return sentences.finished()
    old, new = ([quoted_line(line) for line in each.lines] for each in (was, now))
    if old != new and not _changed(was, now, sentences, say):
        sentences = Sentences()
        sentences.quote(f"{name}を次のように改め", *new)
    return sentences.finished()


def _changed(was: PrintedSupplement, now: PrintedSupplement, sentences: Sentences, say: Callable[[int], str]) -> bool:
    """Says which words changed in 項 that stay, and quotes 項 that came at the end; False where that is not all."""
    name, came = _name(was), now.lines[len(was.lines) :]
    for one, other in zip(was.lines, now.lines, strict=False):
        if (one.kind, one.level, plain_text(one.number)) != (other.kind, other.level, plain_text(other.number)):
            return False
        place, texts = _place(one, was, say), [[plain_text(line.text)] for line in (one, other)]
        if texts[0] != texts[1] and not (place and sentences.words((place, ""), *texts)):
            return False
    if len(now.lines) < len(was.lines) or (came and not plain_text(was.lines[-1].number)):
        return False
    if came:
        paragraphs = sum(line.kind == "paragraph" for line in came)
        what = f"次の{say(paragraphs)}項を" if paragraphs else "次のように"
        sentences.quote(f"{name}に{what}加え", *map(quoted_line, came))
    return True


def _place(line: CharterLine, supplement: PrintedSupplement, say: Callable[[int], str]) -> str:
    """How a line of a 附則 is called; empty where it is not called by itself."""
    number = bare_number(plain_text(line.number).strip())
    if line.kind != "paragraph":
        return ""
    return _name(supplement) + (f"第{say(value_of(number))}項" if number else "") if number or len(supplement.lines) == 1 else ""


def _read(old: PrintedCharter, parts: Sequence[Part], say: Callable[[int], str]) -> dict[_Key, list[AmendingParagraph]]:
    """The 附則 as sentences make them of the old ones; of one name the first is meant. Raises SentenceError, KeyError."""
    done = {_key(each): [*map(quoted_line, each.lines)] for each in old.supplements}
    names: dict[str, _Key] = {}
    places: dict[str, tuple[_Key, int, str]] = {}
    for each in old.supplements:
        names.setdefault(_name(each), _key(each))
        for at, line in enumerate(each.lines):
            places.setdefault(_place(line, each, say), (_key(each), at, plain_text(line.number)))
    for sentence, quoted in sentences_of(parts):
        lines = [part for part in quoted if isinstance(part, AmendingParagraph)]
        for clause in clauses_of(sentence):
            if found := re.fullmatch(r"(.+?)中(「.+)", clause):
                key, at, number = places[found[1]]
                was = done[key][at]
                done[key][at] = replace(was, text=number + edited([was.text.removeprefix(number)], found[2])[0])
            elif found := re.fullmatch(r"(.+)を次のように改め", clause):
                done[names[found[1]]] = lines
            elif found := re.fullmatch(r"(.+?)に次の(?:[^「」]+項を|ように)加え", clause):
                done[names[found[1]]] += lines
            elif found := re.fullmatch(r"(.+)を削", clause):
                del done[names[found[1]]]
    return done
