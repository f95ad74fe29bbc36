"""Entries of a list or a map in brackets: where a new one goes with its comma, and what goes with one that leaves."""

from __future__ import annotations

import re

from hyoga_docs.spec.yaml.tree import CannotEditError, YamlNode, line_start, starts_line

Splice = tuple[int, int, str]
_REST = re.compile(r"[ \t]*(,?)[ \t]*(?:(?<=[ \t,])#[^\n]*)?\n")
_CLOSE = re.compile(r"[ \t]*,?[ \t]*[\]}]")
_COMMA = re.compile(r"\s*,")
_BETWEEN = re.compile(r"\s*,\s*")


def _spans(node: YamlNode) -> list[tuple[int, int]]:
    return [(key.start, value.end) for key, value in node.pairs] or [(item.start, item.end) for item in node.items]


def _check(text: str, node: YamlNode) -> None:
    if text[node.start] not in "[{" or text[node.end - 1] not in "]}":
        raise CannotEditError


def put_in(text: str, node: YamlNode, index: int, new: str) -> list[Splice]:
    """A new entry comes to stand at an index; on a line of its own where its neighbour has one."""
    _check(text, node)
    spans = _spans(node)
    if not spans:
        inside = text[node.start + 1 : node.end - 1]
        return [(node.start + 1, node.start + 1 if inside.strip() else node.end - 1, new)]
    if index == 0:
        start = spans[0][0]
        if not starts_line(text, start):
            return [(start, start, new + ", ")]
        line = line_start(text, start)
        return [(line, line, text[line:start] + new + ",\n")]
    return _put_after(text, *spans[index - 1], new)


def _put_after(text: str, start: int, end: int, new: str) -> list[Splice]:
    comma = " ," if text[end - 1] == ":" else ","  # a value that is not written yet stays apart from it
    if not starts_line(text, start):
        return [(end, end, comma + " " + new)]
    if rest := _REST.match(text, end):
        line = _indent(text, start) + new
        if rest[1]:
            return [(rest.end(), rest.end(), line + ",\n")]
        return [(end, end, comma), (rest.end(), rest.end(), line + "\n")]
    return [(end, end, comma + ("\n" + _indent(text, start) if _CLOSE.match(text, end) else " ") + new)]


def _indent(text: str, start: int) -> str:
    return text[line_start(text, start) : start]


def take_out(text: str, node: YamlNode, index: int) -> list[Splice]:
    """An entry goes, with the comma that it needed and with its line where it has one."""
    _check(text, node)
    spans = _spans(node)
    start, end = spans[index]
    before = spans[index - 1][1] if index else None
    if len(spans) == 1:
        comma = _COMMA.match(text, end)
        end = comma.end() if comma else end
        rest = text[node.start + 1 : start] + text[end : node.end - 1]
        return [(start, end, "")] if rest.strip() else [(node.start + 1, node.end - 1, "")]
    if (rest_of := _REST.match(text, end)) and starts_line(text, start):
        gone: list[Splice] = [(line_start(text, start), rest_of.end(), "")]
        return gone if index < len(spans) - 1 or rest_of[1] else [_comma(text, spans[index - 1][1]), *gone]
    if index < len(spans) - 1 and (before is None or "\n" not in text[start : spans[index + 1][0]]):
        whole = _BETWEEN.fullmatch(text, end, spans[index + 1][0])
        return [(start, spans[index + 1][0] if whole else _comma(text, end)[1], "")]
    if before is None:
        raise CannotEditError
    if _BETWEEN.fullmatch(text, before, start):
        return [(before, end, "")]
    return [_comma(text, before), (start, end, "")]


def _comma(text: str, end: int) -> Splice:
    found = _COMMA.match(text, end)
    if found is None:
        raise CannotEditError
    return found.end() - 1, found.end(), ""
