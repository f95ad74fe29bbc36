"""Problems and results as words for people and for programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.problem import Said

_SEVERITY = {"error": "エラー", "warning": "注意", "note": "参考"}
_COLOR = {"error": "\x1b[31m", "warning": "\x1b[33m", "note": "\x1b[36m"}
_LONGEST_QUOTE = 200
_ORDER = {"error": 0, "warning": 1, "note": 2}
_CONTRACT = ("code", "severity", "message", "hint", "file", "line", "column", "page", "quote", "document")


def as_text(problems: Sequence[Said], *, color: bool) -> str:
    """The problems, most serious first, each with its place, the text in question and what to do; then a count."""
    lines = []
    for problem in sorted(problems, key=_order):
        severity = str(problem["severity"])
        place = ":".join(str(problem[part]) for part in ("file", "line", "column") if problem[part] is not None)
        page = f"（{problem['page']}ページ）" if problem["page"] else ""
        word = f"{_COLOR[severity]}{_SEVERITY[severity]}\x1b[0m" if color else _SEVERITY[severity]
        lines.append(f"{place + ': ' if place else ''}{word} {problem['code']} {problem['message']}{page}")
        if problem["quote"]:
            lines += [f"    {line}" for line in _cut(str(problem["quote"])).split("\n")]
        if problem["hint"]:
            lines.append(f"    → {problem['hint']}")
    if problems:
        lines.append(count(problems))
    return "\n".join(lines)


def _cut(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE] + "…"


def _order(problem: Said) -> tuple[int, str, int, int]:
    line, column = (int(str(problem[part] or 0)) for part in ("line", "column"))
    return _ORDER[str(problem["severity"])], str(problem["file"] or ""), line, column


def count(problems: Sequence[Said]) -> str:
    """`エラー 2件、注意 1件`."""
    numbers = {name: sum(problem["severity"] == name for problem in problems) for name in _SEVERITY}
    return "、".join(f"{_SEVERITY[name]} {number}件" for name, number in numbers.items() if number)


def as_json(problems: Sequence[Said]) -> str:
    """The problems as formats.md section 5 has them."""
    kept = [{key: problem[key] for key in _CONTRACT} for problem in problems]
    return json.dumps(kept, ensure_ascii=False, indent=2)


def usage_words(problem: Exception) -> str:
    """What typer has against the arguments of a command, in Japanese; its own words where it says something rare."""
    said = str(getattr(problem, "format_message", lambda: problem)())
    option = str(getattr(problem, "option_name", ""))
    parameter = getattr(problem, "param", None)
    names = list(getattr(parameter, "opts", None) or [])
    name = next((n for n in names if n.startswith("--")), str(getattr(parameter, "name", "")).upper())
    quoted = [*re.findall(r"'([^']*)'", said), "", ""]
    near = "、".join(getattr(problem, "possibilities", None) or ())
    words = {
        "MissingParameter": f"「{name}」がありません。",
        "NoSuchOption": f"「{option}」という指定はありません。{f'近いもの: {near}。' if near else ''}",
        "BadParameter": f"「{name}」の値が使えません（{said.partition(': ')[2] or said}）。",
    }.get(type(problem).__name__)
    if words is None and said.startswith("No such command"):
        words = f"「{quoted[0]}」という命令はありません。{f'「{quoted[1]}」の誤りではありませんか。' if quoted[1] else ''}"
    if words is None and "extra argument" in said:
        words = f"余分な値があります {said[said.rfind('(') :]}。"
    return f"{words or said}「--help」で使い方を表示します。"
