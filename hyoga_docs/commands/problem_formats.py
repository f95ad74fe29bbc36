"""Problems and results as words for people and for programs."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from hyoga_docs import __version__
from hyoga_docs.core.problem import cell_words
from hyoga_docs.core.visible import visible, visible_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.core.problem import ProblemDict

_SEVERITY = {"error": "エラー", "warning": "注意", "note": "参考"}
_COLOR = {"error": "\x1b[31m", "warning": "\x1b[33m", "note": "\x1b[36m"}
_BOLD = "\x1b[1m"
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}
_LONGEST_QUOTE = 200
_MANY, _MOST_NAMED = 3, 5
_ORDER = {"error": 0, "warning": 1, "note": 2}
#: Notes of what became of this packet, this comparison or this archive: they are always told, and no reader finds them else.
ALWAYS_TOLD = frozenset(
    {"HD118", "HD187", "HD329", "HD334", "HD348", "HD412", "HD418", "HD512", "HD516"}
    | {"HD618", "HD670", "HD685", "HD687", "HD694", "HD706"}
)
_CONTRACT = ("code", "severity", "message", "hint", "file", "line", "column", "page", "cell", "quote", "document", "fix")


def is_counted(problem: ProblemDict) -> bool:
    """Whether a problem is a note that words only count, unless all are asked for."""
    return problem["severity"] == "note" and problem["code"] not in ALWAYS_TOLD


def as_text(problems: Sequence[ProblemDict], *, color: bool) -> str:
    """The problems by what they are about, most serious first, each with its place, the text and what to do; then a count.

    A problem that knows its line shows `file:line:column`, which an editor can open. The heading tells the file of the others.
    """
    groups: dict[str, list[ProblemDict]] = {}
    for problem in problems:
        groups.setdefault(str(problem["heading"] or problem["file"] or ""), []).append(problem)
    blocks = []
    for heading, found in sorted(groups.items(), key=lambda group: min(map(_seriousness, group[1]))):
        lines = [line for kind in _kinds(found) for line in _kind_lines(kind, color=color)]
        blocks.append(
            "\n".join([_painted(visible(heading), _BOLD, color=color), *(f"  {line}" for line in lines)] if heading else lines)
        )
    return "\n\n".join([*blocks, count(problems)] if blocks else [])


def _kinds(problems: Sequence[ProblemDict]) -> list[list[ProblemDict]]:
    """Problems in their order, those of them together that are told as one: three notes of a code, or more."""
    notes: dict[object, list[ProblemDict]] = {}
    kinds: list[list[ProblemDict]] = []
    for problem in sorted(problems, key=_order):
        kind = notes.setdefault(problem["code"], []) if problem["severity"] == "note" else []
        kind.append(problem)
        if len(kind) == 1:
            kinds.append(kind)
    return [part for kind in kinds for part in ([kind] if len(kind) >= _MANY else [[each] for each in kind])]


def _kind_lines(kind: Sequence[ProblemDict], *, color: bool) -> list[str]:
    """The lines of the first of a kind, and in short what the others say."""
    first, *others = kind
    lines = _lines(first, color=color)
    if not others:
        return lines
    if all(each["message"] == first["message"] for each in others):
        places = [place for each in others[:_MOST_NAMED] if (place := _short_place(each))]
        named = f"（{'、'.join(places)}{'など' if len(others) > _MOST_NAMED else ''}）" if places else ""
        return [*lines, f"    ほか{len(others)}か所{named}"]
    said = [
        "    " + " ".join(filter(None, ("ほか", _short_place(each), visible(str(each["message"])))))
        for each in others[:_MOST_NAMED]
    ]
    more = len(others) - _MOST_NAMED
    return [*lines, *said, *([f"    ほか{more}件"] if more > 0 else [])]


def _short_place(problem: ProblemDict) -> str:
    if problem["cell"]:
        return visible(cell_words(str(problem["cell"])))
    return f"{problem['line']}行" if problem["line"] else f"{problem['page']}ページ" if problem["page"] else ""


def _lines(problem: ProblemDict, *, color: bool) -> list[str]:
    paint = _COLOR[str(problem["severity"])]
    place = ":".join(str(problem[part]) for part in ("file", "line", "column") if problem[part] is not None)
    at = f"{visible(place)}: " if problem["file"] and problem["line"] else ""
    page = f"（{problem['page']}ページ） " if problem["page"] else ""
    page += f"（{visible(cell_words(str(problem['cell'])))}） " if problem["cell"] else ""
    word = _painted(_SEVERITY[str(problem["severity"])], paint, color=color)
    lines = [f"{at}{page}{word} {problem['code']} {visible(str(problem['message']))}"]
    if problem["quote"]:
        caret = problem["caret"]
        lines += [
            f"    {line}"
            for line in _quoted(str(problem["quote"]), caret if isinstance(caret, list) else None, paint if color else "")
        ]
    if problem["hint"]:
        lines.append(f"    → {visible(str(problem['hint']))}")
    return lines


def _quoted(quote: str, caret: Sequence[int] | None, paint: str) -> list[str]:
    """The lines of a quote, no longer than need be, and under one of them the caret."""
    if caret is None:
        return _shown(quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE] + "…").split("\n")
    quote, start, end = _cut(quote, *_within(quote, *caret))
    lines = _shown(quote).split("\n")
    lines.insert(quote.count("\n", 0, start) + 1, _painted(caret_line(quote, start, end), paint, color=bool(paint)))
    return lines


def _within(quote: str, start: int, end: int) -> tuple[int, int]:
    start = min(max(start, 0), len(quote))
    return start, min(max(end, start), len(quote))


def _cut(quote: str, start: int, end: int) -> tuple[str, int, int]:
    """A long quote cut to what stands around its caret, and where the caret then is."""
    if len(quote) <= _LONGEST_QUOTE:
        return quote, start, end
    first = 0
    if max(end, start + 1) > _LONGEST_QUOTE:
        around = max(0, (_LONGEST_QUOTE - (end - start)) // 2)
        first = max(0, min(start - around, len(quote) - _LONGEST_QUOTE))
        first -= first > 0 and _rides(quote[first])
    last = min(max(first + _LONGEST_QUOTE, start + 1), len(quote))
    last += last < len(quote) and _rides(quote[last])
    before, after = "…" if first else "", "…" if last < len(quote) else ""
    moved = len(before) - first
    return f"{before}{quote[first:last]}{after}", start + moved, min(end, last) + moved


def caret_line(quote: str, start: int, end: int) -> str:
    """What to print under the line of a quote that holds `start`, to mark the text from there to `end`.

    What stands before is mirrored by blanks as wide, so that the marks stand right under their characters where full-width
    ones are twice as wide as others. A place between characters, and a mark that rides on a character, are marked as well.
    """
    start, end = _within(quote, start, end)
    line = quote.rfind("\n", 0, start) + 1
    while line < start < end and _rides(quote[start]):
        start -= 1
    marked = quote[start:end].partition("\n")[0]
    return _as_wide(quote[line:start], " ", "\u3000") + (_as_wide(marked, "^", "＾") or "^")


def _as_wide(text: str, narrow: str, wide: str) -> str:
    """As many columns as a text takes on a terminal; a character of ambiguous width takes one."""
    shown = (character for character in _shown(text) if not _rides(character))
    return "".join(wide if unicodedata.east_asian_width(character) in "WF" else narrow for character in shown)


def _rides(character: str) -> bool:
    """Whether a character is printed with the one before it: accents, variation selectors, the later parts of a Hangul syllable."""
    return (
        unicodedata.category(character) in {"Mn", "Me"} or unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff"
    )


def _shown(quote: str) -> str:
    """A quote of one or several lines as it stands on a terminal."""
    return visible_lines(quote.replace("\t", " "))


def _painted(words: str, paint: str, *, color: bool) -> str:
    return f"{paint}{words}\x1b[0m" if color else words


def _seriousness(problem: ProblemDict) -> int:
    return _ORDER[str(problem["severity"])]


def _order(problem: ProblemDict) -> tuple[int, ...]:
    return _seriousness(problem), *(int(str(problem[part] or 0)) for part in ("line", "column", "page"))


def count(problems: Sequence[ProblemDict]) -> str:
    """`エラー 2件、注意 1件`."""
    numbers = {name: sum(problem["severity"] == name for problem in problems) for name in _SEVERITY}
    return "、".join(f"{_SEVERITY[name]} {number}件" for name, number in numbers.items() if number)


def as_json(problems: Sequence[ProblemDict]) -> str:
    """The problems as formats.md section 5 has them."""
    kept = [{key: problem.get(key) for key in _CONTRACT} for problem in problems]
    return visible_lines(json.dumps(kept, ensure_ascii=False, indent=2))


def as_sarif(problems: Sequence[ProblemDict]) -> str:
    """The problems as SARIF 2.1.0, which code hosts and editors read; a file is named from the root of the workspace."""
    rules: dict[str, ProblemDict] = {}
    for problem in problems:
        rules.setdefault(str(problem["code"]), problem)
    driver = {
        "name": "hyoga-docs",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": first["message"]}} for code, first in rules.items()],
    }
    results = [_result(problem, list(rules).index(str(problem["code"]))) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return visible_lines(json.dumps(log, ensure_ascii=False, indent=2))


def _result(problem: ProblemDict, rule: int) -> dict[str, object]:
    location: dict[str, object] = {}
    if problem["file"]:
        location["physicalLocation"] = {"artifactLocation": _artifact(str(problem["file"])), **_region(problem)}
    if problem["page"] or problem["cell"]:
        location["logicalLocations"] = [
            {"name": cell_words(str(problem["cell"])) if problem["cell"] else f"{problem['page']}ページ"}
        ]
    return {
        "ruleId": problem["code"],
        "ruleIndex": rule,
        "level": problem["severity"],
        "message": {"text": _advice(problem)},
        **({"locations": [location]} if location else {}),
        **({"properties": {"page": problem["page"]}} if problem["page"] else {}),
    }


def _artifact(file: str) -> dict[str, str]:
    """Where a file is: from the root, which the reader of the log knows, or on this machine where it is elsewhere."""
    path = Path(file).as_posix()
    if Path(file).is_absolute():
        return {"uri": f"file:///{quote(path.lstrip('/'), safe='/:', errors='replace')}"}
    return {"uri": quote(path, errors="replace"), "uriBaseId": "%SRCROOT%"}


def _region(problem: ProblemDict) -> dict[str, object]:
    if not problem["line"]:
        return {}
    region = {
        "startLine": problem["line"],
        "startColumn": problem["column"],
        "snippet": {"text": problem["quote"]} if problem["quote"] else None,
    }
    return {"region": {key: value for key, value in region.items() if value}}


def as_github(problems: Sequence[ProblemDict]) -> str:
    """The problems as commands that GitHub Actions shows beside the changed lines."""
    return "\n".join(map(_command, problems))


def _command(problem: ProblemDict) -> str:
    said = {"line": problem["line"], "col": problem["column"] if problem["line"] else None}
    where = {"file": Path(str(problem["file"])).as_posix(), **said} if problem["file"] else {}
    properties = {**where, "title": problem["code"]}
    escaped = ",".join(
        f"{key}={_escaped(visible(str(value))).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
        if value
    )
    page = f"（{problem['page']}ページ）" if problem["page"] else ""
    page += f"（{cell_words(str(problem['cell']))}）" if problem["cell"] else ""
    quote = f"「{problem['quote']}」 " if problem["quote"] and not problem["line"] else ""  # where no line shows the words
    return f"::{_GITHUB[str(problem['severity'])]} {escaped}::{_escaped(visible_lines(page + quote + _advice(problem)))}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\n", "%0A")


def _advice(problem: ProblemDict) -> str:
    return f"{problem['message']} → {problem['hint']}" if problem["hint"] else str(problem["message"])
