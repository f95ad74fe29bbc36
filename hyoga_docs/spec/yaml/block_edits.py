"""Lines of a list or a map by indentation: where new ones go, and what goes with those that leave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hyoga_docs.spec.yaml import flow_edits
from hyoga_docs.spec.yaml.tree import CannotEditError, NodeContext, YamlNode, column, dash, line_start, next_line, starts_line, walk
from hyoga_docs.spec.yaml.writer import YamlWriter, holds_maps, key_text, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.spec.yaml.flow_edits import Splice

_MARK = re.compile(r"[|>][-+0-9]*")


def _blank(text: str, start: int) -> bool:
    return start < len(text) and not text[start : next_line(text, start)].strip()


def _blank_before(text: str, start: int) -> bool:
    return start > 0 and _blank(text, line_start(text, start - 1))


def _lines_out(text: str, start: int, end: int) -> Splice:
    """Whole lines go; of the blank lines above and below, or above the end of the file, one goes too."""
    if _blank_before(text, start) and (end == len(text) or _blank(text, end)):
        start = line_start(text, start - 1)
    return start, end, ""


def put_key(text: str, root: YamlNode, node: YamlNode, key: str, value: Any, after: str | None) -> list[Splice]:
    """A new key of a map gets lines of its own, under the last key or under the key `after`."""
    above = node.pair(after) if after is not None else None
    last = (above or node.pairs[-1])[1]
    at, line = column(text, node.start), next_line(text, last.end)
    return [(line, line, " " * at + pair_lines(text, root, key, value, at) + "\n")]


def pair_lines(text: str, root: YamlNode | None, key: str, value: Any, at: int) -> str:
    """A key in column `at` with its value; a list of text is written in one line."""
    texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
    examples = [pair for pair in walk(root) if pair[0].value == key] if root and not texts else []
    if texts:
        return f"{key_text(key, flow=False)}: {one_line(value, flow=False)}"
    return f"{key_text(key, flow=False)}:{YamlWriter(text).value(value, examples, at)}"


def take_key(text: str, found: NodeContext) -> list[Splice]:
    """A key of a map goes with its lines; the last one leaves `{}`."""
    node, key = found.parent, found.key
    if node is None or key is None or text[key.start] == "?":
        raise CannotEditError
    end = next_line(text, found.node.end)
    if starts_line(text, key.start):
        return [_lines_out(text, line_start(text, key.start), end)]
    following = next((pair[0].start for pair in node.pairs if pair[0].start > key.start), None)
    if following is None:
        raise CannotEditError
    if text[end:following].strip():  # a comment between them keeps its line, under the dash
        return [(len(text[: key.start].rstrip()), end - 1, "")]
    return [(key.start, following, "")]


def emptied(text: str, found: NodeContext, written: str) -> list[Splice]:
    """A list or a map that loses its last entry is written as `[]` or `{}` where its key or its dash is."""
    node = found.node
    if not starts_line(text, node.start):
        return [(node.start, node.end, written)]
    start, end = line_start(text, node.start), next_line(text, node.end)
    if found.parent is None:
        return [(start, end, written + "\n")]
    return [(found.slot, found.slot, " " + written), _lines_out(text, start, end)]


def replace(text: str, found: NodeContext, value: Any) -> list[Splice]:
    """A value is written over in one line; what follows it on its line stays."""
    node = found.node
    written = one_line(value, flow=found.flow, old=node.style if node.kind == "text" else "")
    if node.empty:
        return [(found.slot, found.slot, " " + written)]
    if node.kind == "text" and (mark := _MARK.match(text, node.start)) and node.style in {"|", ">"}:
        first = text.find("\n", mark.end())
        return [(node.start, mark.end(), written), *([(first, node.end, "")] if 0 <= first < node.end else [])]
    return emptied(text, found, written) if node.block else [(node.start, node.end, written)]


def put_item(text: str, node: YamlNode, index: int, value: Any) -> list[Splice]:
    """A new item of a list gets lines of its own, under the item before it or directly above the first."""
    return put_items(text, node, index, [value])


def put_items(text: str, node: YamlNode, index: int, values: Sequence[Any]) -> list[Splice]:
    """New items of a list that come to stand one under the other."""
    near, at = _nearest(node.items, index), column(text, node.start)
    made = [_item_in(text, node, index, YamlWriter(text).item(value, node, near, at) + "\n", value)[0] for value in values]
    start, end, _ = made[0]
    return [(start, end, "".join(lines for _, _, lines in made))]


def item_lines(text: str, found: NodeContext) -> str | None:
    """The lines of an item without their indentation, or None where it shares one or stands in brackets."""
    at = found.slot - 1
    if found.parent is None or not found.parent.block or found.key is not None or not starts_line(text, at):
        return None
    lines = text[line_start(text, at) : next_line(text, found.node.end)].splitlines(keepends=True)
    indent = " " * column(text, at)
    if any(line.strip() and not line.startswith(indent) for line in lines):
        return None
    return "".join(line.removeprefix(indent) for line in lines)


def put_lines(text: str, node: YamlNode, index: int, lines: str, value: Any) -> list[Splice]:
    """An item that is written already comes to stand in a list."""
    indent = " " * column(text, node.start)
    written = "".join(indent + line if line.strip() else line for line in lines.splitlines(keepends=True))
    return _item_in(text, node, index, written, value)


def _item_in(text: str, node: YamlNode, index: int, lines: str, value: Any) -> list[Splice]:
    spaced = _spaced(text, node, index, value)
    if index == 0:
        if not starts_line(text, node.start):
            raise CannotEditError
        line = line_start(text, node.start)
        return [(line, line, lines + ("\n" if spaced else ""))]
    line = next_line(text, node.items[index - 1].end)
    if spaced:
        line = _under_comments(text, line)
    return [(line, line, ("\n" if spaced else "") + lines)]


def _nearest(items: list[YamlNode], index: int) -> list[YamlNode]:
    return [item for _, item in sorted(enumerate(items), key=lambda pair: (abs(pair[0] - index + 0.75), pair[0]))]


def _spaced(text: str, node: YamlNode, index: int, value: Any) -> bool:
    """Whether blank lines stand between the items, by the two nearest; groups that are alone begin with one."""
    if len(node.items) < 2:
        return holds_maps(value)
    second = min(max(index, 1), len(node.items) - 1)
    line, stop = next_line(text, node.items[second - 1].end), line_start(text, dash(text, node, node.items[second]))
    return any(not between.strip() for between in text[line:stop].split("\n")[:-1])


def _under_comments(text: str, line: int) -> int:
    """Below the comments that a blank line divides from the next item: they belong to the one before."""
    below = line
    while below < len(text) and text[below : next_line(text, below)].lstrip().startswith("#"):
        below = next_line(text, below)
    return below if _blank(text, below) or below == len(text) else line


def first_item(text: str, root: YamlNode, found: NodeContext, value: Any) -> list[Splice]:
    """The first item of a list that is empty is laid out as the lists under the same key."""
    node, key = found.node, found.key
    alike = [pair for pair in walk(root) if key and pair[0].value == key.value and pair[1].items]
    alike.sort(key=lambda pair: abs(pair[0].start - found.slot))
    block = alike[0][1].block if alike else isinstance(value, dict)
    if node.flow and (found.flow or not block):
        return flow_edits.put_in(text, node, 0, one_line(value, flow=True))
    if found.flow or key is None or not block:
        written = one_line([value], flow=found.flow)
        return [(found.slot, found.slot, " " + written) if node.empty else (node.start, node.end, written)]
    lines = YamlWriter(text).items([value], alike[0] if alike else None, column(text, key.start))
    below = next_line(text, node.end)
    return [(found.slot, node.end, ""), (below, below, lines + "\n")]


def take_item(text: str, found: NodeContext) -> list[Splice]:
    """An item of a list goes with its lines."""
    at = found.slot - 1
    if not starts_line(text, at):
        raise CannotEditError
    start, end, _ = gone = _lines_out(text, line_start(text, at), next_line(text, found.node.end))
    items = found.parent.items if found.parent is not None else [found.node]
    if len(items) > 1 and items[-1] is found.node and _blank_before(text, start) and start == line_start(text, at):
        return [(line_start(text, start - 1), end, "")]  # it divided the last from the one above
    if items[0] is found.node and _blank(text, end) and not _blank_before(text, start) and start == line_start(text, at):
        return [(start, next_line(text, end), "")]
    return [gone]
