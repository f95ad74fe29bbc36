"""Where the values of a YAML text stand: its nodes with their first and last character, and what was marked on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.spec.yaml.reader import Path_

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COLON = re.compile(r"\s*:")


class CannotEditError(ValueError):
    """The text is written in a way that no edit is tried on."""


@dataclass
class YamlNode:
    """A value as it is written; `end` is where its own text ends, before any comment, blank line or line break."""

    kind: str  # text, list, map or alias
    start: int
    end: int = 0
    style: str = ""  # of a text its quote or block mark, of a list or map `flow` or `block`
    marked: bool = False  # by an anchor or a tag
    value: str = ""
    items: list[YamlNode] = field(default_factory=list)
    pairs: list[tuple[YamlNode, YamlNode]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is written where the value should stand."""
        return self.kind == "text" and self.start == self.end

    @property
    def flow(self) -> bool:
        """Whether it is a list or a map in brackets."""
        return self.style == "flow"

    @property
    def block(self) -> bool:
        """Whether it is a list or a map by indentation."""
        return self.style == "block"

    def pair(self, key: str | int) -> tuple[YamlNode, YamlNode] | None:
        """The key and the value under this name."""
        return next((pair for pair in self.pairs if pair[0].value == key), None)


@dataclass(frozen=True)
class NodeContext:
    """A value with what is around it; `slot` is where a value that is not there yet would be written."""

    node: YamlNode
    parent: YamlNode | None
    key: YamlNode | None
    slot: int
    flow: bool  # whether brackets are around it


class _TreeBuilder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.events = yaml.parse(text, Loader=_LOADER)

    def root(self) -> YamlNode | None:
        next(self.events)  # the stream
        event: Any = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        return self.node(next(self.events))

    def node(self, event: Any) -> YamlNode:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            return YamlNode("alias", start, end, marked=True)
        marked = event.anchor is not None or event.tag is not None
        if isinstance(event, yaml.ScalarEvent):
            style = str(event.style or "")
            return YamlNode("text", start, self.end(start, end, style), style, marked, str(event.value))
        style = "flow" if event.flow_style else "block"
        if isinstance(event, yaml.SequenceStartEvent):
            node = YamlNode("list", start, style=style, marked=marked)
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                node.items.append(self.node(event))
        else:
            node = YamlNode("map", start, style=style, marked=marked)
            while not isinstance(event := next(self.events), yaml.MappingEndEvent):
                node.pairs.append(self.pair(event))
        last = node.pairs[-1][1] if node.pairs else node.items[-1] if node.items else None
        node.end = last.end if last is not None and node.block else event.end_mark.index
        return node

    def pair(self, event: Any) -> tuple[YamlNode, YamlNode]:
        key, value = self.node(event), self.node(next(self.events))
        if value.empty and not value.marked:  # libyaml puts an empty value anywhere before what comes next
            colon = _COLON.match(self.text, key.end)
            value.start = value.end = colon.end() if colon else key.end
        return key, value

    def end(self, start: int, end: int, style: str) -> int:
        """Where a text ends; the mark of a block of text is at what comes after it."""
        if style not in {"|", ">"}:
            return end
        first, _, _ = self.text[start:end].partition("\n")
        if "+" in first.partition("#")[0]:
            return line_start(self.text, end) - 1
        return start + len(self.text[start:end].rstrip())


def tree(text: str) -> YamlNode | None:
    """The nodes of a text that the reader has read without a problem."""
    return _TreeBuilder(text).root()


def walk(node: YamlNode) -> Iterator[tuple[YamlNode, YamlNode]]:
    """Every key with its value, from the top."""
    for key, value in node.pairs:
        yield key, value
        yield from walk(value)
    for item in node.items:
        yield from walk(item)


def line_start(text: str, index: int) -> int:
    """Where the line of a character starts."""
    return text.rfind("\n", 0, index) + 1


def next_line(text: str, index: int) -> int:
    """Where the line after that of a character starts."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def column(text: str, index: int) -> int:
    """How many characters stand before this one on its line."""
    return index - line_start(text, index)


def starts_line(text: str, index: int) -> bool:
    """Whether only white space stands before it on its line."""
    return not text[line_start(text, index) : index].strip()


def dash(text: str, parent: YamlNode, item: YamlNode) -> int:
    """Where the `-` of an item of a block list stands."""
    wanted, line = column(text, parent.start), line_start(text, item.start)
    while line >= line_start(text, parent.start):
        at = line + wanted
        if at < item.start and text[at : at + 1] == "-" and "#" not in text[line:at]:
            return at
        if line == 0:
            break
        line = line_start(text, line - 1)
    raise CannotEditError


def untouchable(node: YamlNode) -> bool:
    """Whether an anchor, an alias, a tag or a merge is in it."""
    return (
        node.marked
        or any(key.value == "<<" or untouchable(key) or untouchable(value) for key, value in node.pairs)
        or any(untouchable(item) for item in node.items)
    )


def spot(text: str, root: YamlNode, path: Path_) -> NodeContext:
    """The value at a path that the data has; a way through an alias or a merge is refused."""
    found = NodeContext(root, None, None, root.start, flow=False)
    for step in path:
        node = found.node
        if node.kind == "alias" or any(key.value == "<<" for key, _ in node.pairs):
            raise CannotEditError
        if node.kind == "map" and (pair := node.pair(step)):
            colon = _COLON.match(text, pair[0].end)
            if colon is None or (node.flow and text[node.start] != "{"):
                raise CannotEditError
            found = NodeContext(pair[1], node, pair[0], colon.end(), found.flow or node.flow)
        elif node.kind == "list" and isinstance(step, int):
            item = node.items[step]
            slot = item.start if node.flow else dash(text, node, item) + 1
            found = NodeContext(item, node, None, slot, found.flow or node.flow)
        else:
            raise CannotEditError
    return found
