"""How the house prints numbers, told from what was read: what is to stand under `style:` in platform.yaml."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from hyoga_docs.amendments.charter_import.marks import PARENTHESIZED, is_kanji
from hyoga_docs.spec.number_marks import FIRST
from hyoga_docs.spec.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.amendments.charter_import.entries import SourceEntry
    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadProvision

_FIGURES = re.compile("[0-9０-９]+")


def told_style(charter: ReadCharter) -> dict[str, Any]:
    """The settings that print the charter as it was, as far as it shows them."""
    found: dict[str, Any] = {}
    if digits := _digits(charter):
        found["digits"] = digits
    parts = list(charter.provisions())
    marks = _marks(parts, charter.sections if charter.form == "numbers" else None)
    if charter.form == "numbers":
        found |= {"charter_numbers": marks} if marks else {}
        return found | _bullet(charter) | _schedules(charter)
    articles = [part for part in parts if part.kind == "article" and part.entry is not None]
    found |= _most("article_number", (_article_number(part.written) for part in articles if part.written))
    found |= _most("article_heading", (_heading(part.entry) for part in articles if part.heading and part.entry))
    paragraphs = Counter(_sample(part) for part in parts if part.kind == "paragraph" and part.written)
    firsts = [part.paragraphs[0] for part in articles if part.paragraphs]
    first = FIRST if sum(part.written != "" for part in firsts) * 2 > len(firsts) else ""
    if paragraphs and (mark := first + paragraphs.most_common(1)[0][0]) != "１":
        found["paragraph_number"] = mark
    if marks:
        found["article_numbers"] = marks
    gaps = [_has_gap(part) for part in parts if part.form == "（１）"]
    if gaps:
        found["item_gap"] = sum(gaps) * 2 > len(gaps)
    if any(entry.kind == "supplement" and entry.written.startswith("付") for entry in charter.entries):
        found["supplement"] = "付　則"
    return found | _bullet(charter) | _schedules(charter)


def _most(key: str, samples: Iterable[str]) -> dict[str, str]:
    """The setting that most samples ask for."""
    found = Counter(samples).most_common(1)
    return {key: found[0][0]} if found else {}


def with_told(style: Style, told: dict[str, Any]) -> tuple[Style, dict[str, Any]]:
    """The house's style with what was told, and those of the settings that are new to it; what it does not know stays out."""
    made, new = style, {}
    for key, value in told.items():
        if key not in Style.model_fields:
            continue
        before = getattr(style, key)
        if key in {"charter_numbers", "article_numbers"} and tuple(before[: len(value)]) == tuple(value):
            continue
        if before == value:
            continue
        try:
            made = Style.model_validate({**made.model_dump(exclude_unset=True), key: value})
        except ValidationError:
            continue
        new[key] = value
    return made, new


def _digits(charter: ReadCharter) -> str:
    """The width of most figures; empty where there are none."""
    widths: Counter[tuple[bool, bool]] = Counter()
    for entry in charter.entries:
        is_item = entry.mark is not None and entry.mark.form != "１"
        for found in _FIGURES.findall(entry.text if is_item else entry.raw):
            widths[len(found) > 1, not found[0].isascii()] += 1
    one_full, many_full = widths[False, True] >= widths[False, False], widths[True, True] > widths[True, False]
    if not widths:
        return ""
    if one_full:
        return "full" if many_full else "one-full-two-half"
    return "full" if many_full and not widths[False, False] else "half"


def _marks(parts: Iterable[ReadProvision], sections: list[ReadProvision] | None) -> list[str]:
    """The first mark of each level that there is."""
    levels: list[Counter[str]] = []

    def walk(items: list[ReadProvision], depth: int) -> None:
        for item in items:
            if item.form:
                levels.extend(Counter() for _ in range(depth + 1 - len(levels)))
                levels[depth][_sample(item)] += 1
            walk(item.items, depth + 1)

    if sections is not None:
        walk(sections, 0)
    else:
        for part in parts:
            if part.kind != "item":
                walk(part.items, 0)
    return [level.most_common(1)[0][0] for level in levels if level]


def _sample(item: ReadProvision) -> str:
    """How a mark is written, as that of the first."""
    written = item.written
    if item.form == "（１）":
        return "⑴" if written[0] in PARENTHESIZED else "(1)" if written[0] == "(" and written[1:2].isascii() else "（１）"
    if item.form in {"１．", "ａ", "（ａ）"} and written.isascii():
        return "1." if item.form == "１．" else re.sub("[a-z]", "a", written)
    return item.form


def _article_number(written: str) -> str:
    """How the number of an article is written, as that of the first: 第１条, 第一条, 第１, １."""
    if "条" not in written:
        return "第１" if written.startswith("第") else "１"
    return "第一条" if is_kanji(written.strip("第 　")) else "第１条"


def _heading(entry: SourceEntry) -> str:
    before, behind = entry.frame
    number = ("第１条" if before else "第１条　") if entry.is_inline else ""
    return f"{number}{before}見出し{behind}"


def _has_gap(part: ReadProvision) -> bool:
    mark = part.entry.mark if part.entry else None
    return mark is not None and mark.written[-1:].isspace()


def _bullet(charter: ReadCharter) -> dict[str, str]:
    used = Counter(entry.written for entry in charter.entries if entry.mark is not None and entry.mark.form == "・")
    return {"bullet": used.most_common(1)[0][0]} if used else {}


def _schedules(charter: ReadCharter) -> dict[str, str]:
    numbered = [schedule.written for schedule in charter.schedules if schedule.values]
    if len(numbered) < 2:
        return {}
    number = numbered[0].removeprefix("別表")
    return {
        "charter_schedule": "別表" + ("第" if number.startswith("第") else "") + ("一" if is_kanji(number.strip("第")) else "１")
    }
