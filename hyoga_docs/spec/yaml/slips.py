"""Slips by which a text is no YAML, or another than was meant: full-width signs, tabs, missing spaces, open quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HALF = "キーの後ろは、半角の「:」と半角の空白にしてください。"
_QUOTE = "値の全体を引用符（'…'）で囲んでください。"
_KEY = r"[A-Za-z_][\w-]*(?<![^\x00-\x7f])"
_DASHES = r"(?P<dashes>(?:-[ ]+)*)"
#: Spaces that look like those of half width, and signs that nobody sees.
_ODD_SPACE = "　\u00a0\u2002\u2003\u2009\ufeff\u200b\u2060"
_INDENT = re.compile(rf"[ \t{_ODD_SPACE}]*")
_ITEM_MARK = re.compile(rf"{_DASHES}(?:(?P<wide>[－‐–—―ー・])|-(?=[{_ODD_SPACE}])|-(?![-\s\d]))[\s{_ODD_SPACE}]*(?=\S)")
_KEY_SIGN = re.compile(rf"{_DASHES}(?P<key>{_KEY})[\s{_ODD_SPACE}]*(?P<sign>[：；;=＝])\s*(?!//)")
_NO_SPACE = re.compile(rf"{_DASHES}(?P<key>{_KEY}):(?P<odd>[{_ODD_SPACE}]*)(?![ \t]|$|//|\\)(?P<rest>.*)")
_COMMENT_SIGN = re.compile(r"＃\s*")
#: A key or a dash with a plain value behind it.
_VALUE = re.compile(
    r"(?P<before>(?:-[ ]+)*(?:[^\s'\"\[{#&*!|>%@`:-][^:#]*:[ \t]+|(?<=- )))(?P<value>[^\s#].*?)(?P<comment>[ \t]+#.*)?$"
)
_BEGINS_WITH_SIGN = re.compile(r"[%@`]")
_BEHIND_BRACKET = re.compile(r"(?:\[[^\[\]]*\]|\{[^{}]*\})[ \t]*[^\s#,\]}]")
_SECOND_COLON = re.compile(r"[^'\"\[{|>&*!].*?(?P<colon>:(?= |$))")
_WIDE_BRACES = re.compile(r"｛[^｛｝{}]*[:：][^｛｝{}]*[｝}]$")
_IN_FLOW = re.compile(rf"(?P<before>[{{,，、]|(?<=\S)(?=[ \t]))(?P<gap>[\s{_ODD_SPACE}]*)(?P<key>[a-z_]{{2,}})(?P<sign>：|:)")
_BLOCK = re.compile(r"(?:^|[\s:-])[|>][-+0-9]*(?:[ \t]+#.*)?$")


@dataclass(frozen=True)
class Slip:
    """What was written by mistake: line and column from 0, what it is, what to do, and the line as it was meant."""

    line: int
    column: int
    message: str
    hint: str
    mended: str | None = None


def find_slips(lines: Sequence[str]) -> list[Slip]:
    """All slips of a text, each in the line as the slips before it in the line are mended. Blocks of text have none."""
    found: list[Slip] = []
    block: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (indent > block or not line.strip()):
            continue
        block = indent if _BLOCK.search(line) else None
        if not line.lstrip(" ").startswith("#"):
            found += slips_of(line, number, lines)
    return found


def slips_of(line: str, number: int = 0, lines: Sequence[str] = ()) -> list[Slip]:
    """The slips of one line, the last with the line as it was meant."""
    found: list[Slip] = []
    for look in (_indented, _marked, _keyed, _valued, _flowing):
        written = found[-1].mended if found and found[-1].mended is not None else line
        found += [Slip(number, *each) for each in look(written, lines[:number])]
    return found


_Found = tuple[int, str, str, str]


def _indented(line: str, above: Sequence[str]) -> Iterator[_Found]:
    blank = _INDENT.match(line)[0]  # type: ignore[index]  # it matches nothing, too
    rest = line[len(blank) :]
    if not blank.strip(" ") or (not rest and not blank.strip(" \t")):
        return
    column = len(blank) - len(blank.lstrip(" "))
    written = re.sub(f"[{_ODD_SPACE}]", _as_wide, blank)
    if "\t" in blank:
        yield column, "タブがあります", "タブは使えません。半角の空白で字下げしてください。", " " * _likely(rest, above) + rest
    elif not blank.strip(" \ufeff\u200b\u2060"):
        yield column, "目に見えない文字があります", "行の初めの、その文字を消してください。", written + rest
    elif rest:
        yield column, "全角の空白があります", "全角の空白で字下げされています。半角の空白にしてください。", written + rest
    else:
        yield column, "全角の空白があります", "空の行に全角の空白があります。消してください。", ""


def _as_wide(space: re.Match[str]) -> str:
    return {"　": "  ", "\ufeff": "", "\u200b": "", "\u2060": ""}.get(space[0], " ")


def _likely(rest: str, above: Sequence[str]) -> int:
    """How far a line was meant to be indented, by the line above it."""
    last = next((line for line in reversed(above) if line.strip() and not line.lstrip().startswith("#")), "")
    dashes = re.match(r" *(?:- +)*", last)
    content = len(dashes[0]) if dashes else 0
    if rest.startswith("- "):
        return next((len(line) - len(line.lstrip()) for line in reversed(above) if line.lstrip(" ").startswith("- ")), 2)
    return content + 2 if last.rstrip().endswith(":") else content


def _marked(line: str, _: Sequence[str]) -> Iterator[_Found]:
    at = len(line) - len(line.lstrip(" "))
    if found := _COMMENT_SIGN.match(line, at):
        yield at, "全角の「＃」があります", "覚え書きは、半角の「#」で始めてください。", line[:at] + "# " + line[found.end() :]
    elif found := _ITEM_MARK.match(line, at):
        column = found.end("dashes")
        sign = found["wide"] or line[column]
        message = f"「{sign}」で始まっています" if found["wide"] else "「-」の後ろに半角の空白がありません"
        yield column, message, "並びの一つは、半角の「-」と半角の空白で始めてください。", line[:column] + "- " + line[found.end() :]


def _keyed(line: str, _: Sequence[str]) -> Iterator[_Found]:
    at = len(line) - len(line.lstrip(" "))
    if found := _KEY_SIGN.match(line, at):
        sign = found["sign"]
        message = f"{'全角の' if sign in '：；＝' else ''}「{sign}」があります"
        yield found.start("sign"), message, _HALF, f"{line[: found.end('key')]}: {line[found.end() :]}"
    elif found := _NO_SPACE.match(line, at):
        message = "「:」の後ろが全角の空白です" if found["odd"] else "「:」の後ろに半角の空白がありません"
        yield found.end("key"), message, _HALF, f"{line[: found.end('key')]}: {found['rest']}"


def _valued(line: str, _: Sequence[str]) -> Iterator[_Found]:
    found = _VALUE.match(line, len(line) - len(line.lstrip(" ")))
    if found is None:
        return
    value, at, behind = found["value"], found.start("value"), found["comment"] or ""
    quoted = line[:at] + "'" + value.replace("'", "''") + "'" + behind
    if value[0] in "\"'" and value.count(value[0]) == 1:
        hint = (
            "全角の引用符では閉じません。半角にしてください。"
            if value[-1] in "”’＂＇"
            else "値の終わりに、同じ引用符を書いてください。"
        )
        end = value[:-1] if value[-1] in "”’＂＇" else value
        yield at, f"引用符（{value[0]}）が閉じていません", hint, line[:at] + end + value[0] + behind
    elif _BEGINS_WITH_SIGN.match(value):
        yield at, f"値が「{value[0]}」で始まっています", _QUOTE, quoted
    elif _WIDE_BRACES.match(value):
        mended = value.translate(str.maketrans("｛｝：", "{}:"))
        yield at, "全角の「｛」があります", "組は、半角の { } で囲んでください。", line[:at] + mended + behind
    elif _BEHIND_BRACKET.match(value):
        yield at, f"「{value[0]}」で始まる値の、閉じた括弧の後ろに文字があります", _QUOTE, quoted
    elif second := _SECOND_COLON.match(value):
        hint = f"{_QUOTE}または、全角の「：」にしてください。"
        yield at + second.start("colon"), "値の中に「: 」があります", hint, quoted


def _flowing(line: str, _: Sequence[str]) -> Iterator[_Found]:
    """Slips within `{…}` on a line: colons and commas of full width, spaces and commas that are missing."""
    start = line.find("{")
    if start < 0 or line[:start].count("'") % 2 or line[:start].count('"') % 2:
        return
    at = start
    while found := _IN_FLOW.search(line, at):
        at = found.end()
        if re.search(r"['\"]", re.sub(r"'[^']*'|\"[^\"]*\"", "", line[start : found.start()])):
            continue  # within quotes
        key, before, sign = found["key"], found["before"], found["sign"]
        if before in ("，", "、"):
            what = (found.start(), f"「{before}」があります", f"「{key}」の前は、半角の「,」で区切ってください。")
        elif not before:
            what = (found.start("key"), f"「{key}」の前に「,」がありません", "組の中は、半角の「,」と空白で区切ってください。")
        elif sign == "：" or line[at : at + 1].strip("/ \t"):
            what = (found.start("sign"), "全角の「：」があります" if sign == "：" else "「:」の後ろに半角の空白がありません", _HALF)
        else:
            continue
        mended = f"{line[: found.start()]}{before if before == '{' else ', '}{key}: "
        at = len(mended)
        line = mended + line[found.end() :].lstrip()
        yield *what, line
