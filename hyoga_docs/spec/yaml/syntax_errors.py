"""What libyaml has against a text, in Japanese, at the line that is to be mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hyoga_docs.spec.yaml.slips import Slip

if TYPE_CHECKING:
    from collections.abc import Sequence

_ELSE = "字下げ（半角の空白）と「: 」のあとの空白、引用符の閉じ忘れを確かめてください。"
_WIDE_COLON_OF_ANY = re.compile(r"\s*(?:- +)*([^\s:：#'\"-][^\s:：]*)[ 　]*：")
_COMMENT = re.compile(r"[ \t]+(#[^\s#!].*)")
#: A pattern's place ({number}) that YAML takes for a map, and values in quotes.
_PLACE, _QUOTES = re.compile(r"\{[a-z_]+\}"), re.compile(r"\"[^\"]*\"|'[^']*'")
_INDENT = "同じ並びや同じ組のほかの行と、行の初めの半角の空白の数をそろえてください。"
_STAR = "「*」で始まる値は別名と読まれます。文字として書くには引用符で囲んでください。"
_LINE = "前の行の続きに見えます。キーなら後ろに「: 」を、並びの一つなら前に「- 」を、覚え書きなら前に「#」を書いてください。"
_FLOW, _QUOTED = "did not find expected ','", "found unexpected end of stream"
#: What libyaml says, in Japanese, and what to do.
_REASONS = {
    "found character that cannot start any token": ("使えない文字で始まっています", _ELSE),
    "found a tab": ("タブがあります", "タブは使えません。半角の空白で字下げしてください。"),
    "mapping values are not allowed": (
        "ここに「: 」は書けません",
        "前の行より深く字下げされているか、前の行のキーの後ろに「:」がありません。",
    ),
    "could not find expected ':'": ("「: 」がありません", _LINE),
    "did not find expected key": ("キーがあるはずの所にありません。字下げがずれています", _INDENT),
    "did not find expected '-'": ("「- 」があるはずの所にありません。字下げがずれています", _INDENT),
    _FLOW: ("括弧が閉じていないか、「,」がありません", "括弧の中は、半角の「,」と空白で区切り、半角の括弧で閉じてください。"),
    "block sequence entries are not allowed": ("ここに「- 」は書けません。次の行に書いてください", _ELSE),
    "did not find expected node content": ("値がありません", "「#」で始まる値や、空の値は、引用符で囲んでください。"),
    _QUOTED: ("引用符が閉じていません", "値の終わりに、同じ引用符を書いてください。"),
    "found undefined alias": ("「*」で始まる別名の元がありません", _STAR),
    "did not find expected alphabetic or numeric character": ("「*」や「&」の次の文字が使えません", _STAR),
    "did not find expected whitespace": ("空白がありません", _ELSE),
    "found unknown escape character": ("引用符の中の「\\」の使い方が違います", _ELSE),
    "did not find expected <document start>": ("一つのファイルに二つの文書があります", _ELSE),
    "but found another document": ("「---」で二つの文書に分かれています", "その行を消してください。"),
}


def syntax_error(problem: Exception, lines: Sequence[str]) -> Slip:
    """What stopped libyaml, and where; line -1 where it does not say where."""
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    said = str(getattr(problem, "problem", None) or type(problem).__name__)
    reason, hint = next((words for start, words in _REASONS.items() if said.startswith(start)), (said, _ELSE))
    if mark is None:
        return Slip(-1, 0, reason, hint)
    if (colon := _wide_colon(said, mark.line, lines)) is not None:
        return Slip(*colon, "全角の「：」があります", "キーの後ろは、半角の「:」と半角の空白にしてください。")
    if said.startswith(_FLOW) and (cut := _behind_comment(mark.line, lines)) is not None:
        hint = "空白の後の「#」から後ろは、コメントとして読まれます。文字として書くには、値を引用符で囲んでください。"
        return Slip(cut, 0, reason, hint)
    if mark.line < len(lines) and _PLACE.search(_QUOTES.sub("", lines[mark.line])):
        hint = '{ } のある値は、"…" で囲んでください。'
    return Slip(*_begun(said, mark, getattr(problem, "context_mark", None) or mark, lines), reason, hint)


def _begun(said: str, mark: Any, context: Any, lines: Sequence[str]) -> tuple[int, int]:
    """Line and column of what is to be mended: libyaml stops behind what is not closed, and behind a line that is no key."""
    if said.startswith((_FLOW, _QUOTED, "did not find expected node content")):
        return context.line, context.column
    if not said.startswith("could not find expected ':'"):
        return mark.line, mark.column
    above = range(min(mark.line, len(lines)) - 1, context.line, -1)
    line = next((number for number in above if _says_something(lines[number])), context.line)
    return line, _indent(lines[line])


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _wide_colon(said: str, line: int, lines: Sequence[str]) -> tuple[int, int] | None:
    """Line and column of a full-width colon behind a word, at or a little above where libyaml stopped."""
    line = min(line, len(lines) - 1)
    missing = said.startswith("could not find expected ':'")
    for number in range(line, max(line - 3, -1), -1):
        beside = missing or (number < line and _indent(lines[number]) == _indent(lines[line]))
        if beside and (found := _WIDE_COLON_OF_ANY.match(lines[number])):
            return number, found.end() - 1
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _behind_comment(line: int, lines: Sequence[str]) -> int | None:
    """The line, at or a little above where libyaml stopped, whose end is read as a comment."""
    return next((n for n in range(min(line, len(lines) - 1), max(line - 3, -1), -1) if _COMMENT.search(lines[n])), None)
