"""Tags that cannot be filled: not closed, of full-width signs, or where nothing is filled in (`HD403`, `HD404`, `HD413`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Place, Problem, error, warning
from hyoga_docs.word.split_tags import tags_of, without_tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_STATEMENT = re.compile(r"\{%-?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)")
_BLOCKS = {"for": "endfor", "if": "endif"}
_HALF = re.compile(r"\{\{|\{%|\}\}|%\}|\{#|#\}")
#: Signs of which one at least is full-width, and a name that a template can print between single ones.
_WIDE = re.compile(r"[{｛][{｛%％#＃]|[%％}｝#＃][}｝]")
_SINGLE = re.compile(
    r"[{｛《≪]\s*(?:meeting|platform|document|charter|roster|table|comparison|amendment|replacement)\.\w[\w.]*\s*[}｝》≫]"
)
_WORDS = re.compile(r"'[^']*'|\"[^\"]*\"|[‘’][^‘’]*[‘’]|[“”][^“”]*[“”]")
#: Signs of full width within a tag, letters of full width at its beginning, and what nobody sees.
_WIDE_WITHIN = re.compile(r"[．，：；＝｜＿（）［］＋－＊／＜＞！＇＂、。]|^[-\s]*(?:\w+\s+)?[Ａ-Ｚａ-ｚ]|[\u200b\u2060\ufeff]")
_ALONE = re.compile(r"\{%-?(p|tr|tc)\s")
#: Parts that are not filled, and in which what stands is printed or goes along; comments of Word are neither.
_NOT_FILLED = re.compile(r"word/(?:charts|diagrams)/|docProps/|customXml/", re.IGNORECASE)
#: What the finished document says of itself is written anew.
_OUR_PROPERTIES = re.compile(rb"<dc:(title|creator)\b[^>]*>.*?</dc:\1>", re.DOTALL)
_PROPERTIES = "ファイル → 情報のプロパティから消してください。"
_ELSEWHERE = "グラフ、図、部品の中には差し込めません。本文の段落か表に移してください。"


def tags_left(parts: Mapping[str, bytes], filled: Collection[str], place: Place) -> Iterator[Problem]:
    """Tags in parts of a template that nothing fills in: its properties, charts, diagrams."""
    for part, data in parts.items():
        if part in filled or not _NOT_FILLED.match(part) or not part.endswith(".xml"):
            continue
        text = re.sub(r"<[^>]*>", "", _OUR_PROPERTIES.sub(b"", data).decode("utf-8", "replace"))
        if tags := tags_of(text):
            hint = _PROPERTIES if part.startswith("docProps/") else _ELSEWHERE
            message = f"部品「{part}」には差し込めません。"
            yield error("HD413", message, place=place, quote=tags[0], hint=hint)


def _sign_problem(text: str, place: Place) -> Problem | None:
    """A tag that is cut off within its paragraph, or that is none for its signs."""
    rest = without_tags(text)
    tagged = "「{{ 名前 }}」「{% … %}」"
    if found := _HALF.search(rest):
        message, hint = f"差し込みの記号「{found[0]}」が閉じていません。", f"一つの段落の中で、{tagged}の形にしてください。"
    elif found := _WIDE.search(rest):
        message, hint = f"差し込みの記号「{found[0]}」が全角です。", f"半角の{tagged}にしてください。"
    elif found := _SINGLE.search(rest):
        message, hint = f"差し込みの記号「{found[0]}」の括弧が一つずつです。", "括弧を二つずつ、「{{ 名前 }}」の形にしてください。"
    elif wide := next(filter(None, map(_wide_within, tags_of(text))), None):
        message = f"差し込みの記号の中に、{f'全角の「{wide}」' if wide.isprintable() else '見えない文字'}があります。"
        hint = "記号の中は、半角で書いてください。見えない文字は、記号を打ち直すと消えます。"
    elif (tag := _ALONE.search(text)) and (lost := rest.strip()):
        message = f"「{{%{tag[1]} … %}}」の段落に、ほかの文字「{lost[:20]}」があります。その文字は印刷されません。"
        return warning("HD403", message, place=place, quote=text, hint="ほかの文字は、別の段落に移してください。")
    else:
        return None
    return error("HD403", message, place=place, quote=text, hint=hint)


def _wide_within(tag: str) -> str | None:
    found = None if tag.startswith("{#") else _WIDE_WITHIN.search(_WORDS.sub("", tag[2:-2]))
    return found[0].strip() if found else None


def tag_problems(paragraphs: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """Tags cut off within their paragraph, or that are none for their signs, and blocks without a beginning or an end."""
    blocks: list[tuple[str, str]] = []
    for text in paragraphs:
        if problem := _sign_problem(text, place):
            yield problem
        for tag in tags_of(text):
            word = _STATEMENT.match(tag)
            if word is None:
                continue
            if word[1] in _BLOCKS:
                blocks.append((word[1], text))
            elif word[1] in _BLOCKS.values():
                opened = blocks.pop() if blocks else ("", "")
                if _BLOCKS.get(opened[0]) != word[1]:
                    yield error(
                        "HD404",
                        f"「{word[1]}」に対する始まりがありません。",
                        place=place,
                        quote=text,
                        hint="始まり（for か if）と終わりを対にしてください。",
                    )
            elif word[1] in {"else", "elif"} and not blocks:
                yield error("HD404", f"「{word[1]}」に対する if がありません。", place=place, quote=text)
    for kind, text in blocks:
        yield error(
            "HD404", f"「{kind}」が閉じていません。", place=place, quote=text, hint=f"「{_BLOCKS[kind]}」の段落を足してください。"
        )
