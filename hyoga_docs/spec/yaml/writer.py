"""How a value is written into a YAML file: plain where that reads back, and laid out as what is there already."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hyoga_docs.spec.yaml.reader import read_yaml_text
from hyoga_docs.spec.yaml.tree import YamlNode, column, dash, line_start

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[YamlNode, YamlNode]
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def scalar(value: Any, *, flow: bool, old: str = "") -> str:
    """A text, a number or a truth in one line, in the quotes `old` where it can."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if old == "'" and not _ODD.search(value):
        return "'" + value.replace("'", "''") + "'"
    return value if old != '"' and _plain(value, flow) else _quoted(value)


def _quoted(text: str) -> str:
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda odd: f"\\u{ord(odd[0]):04x}", json.dumps(text, ensure_ascii=False))


def _plain(text: str, flow: bool) -> bool:
    """Whether the reader gives just this text back, wherever it may come to stand."""
    if not text or _ODD.search(text) or text in {"---", "..."}:
        return False
    written, wanted = (
        (f"[{text}, {{k: {text}}}, {text}]\n", [text, {"k": text}, text])
        if flow
        else (f"- {text}\n- k: {text}\n- {text} # c\n", [text, {"k": text}, text])
    )
    source, problems = read_yaml_text(written, "")
    return not problems and bool(source.data == wanted)


def key_text(key: str, *, flow: bool) -> str:
    """A key, which is text even where it looks like a number."""
    if _ODD.search(key):
        return _quoted(key)
    source, problems = read_yaml_text(f"[{{{key}: x}}]\n" if flow else f"- {key}: x\n", "")
    return key if not problems and source.data == [{key: "x"}] else _quoted(key)


def flow_text(value: Any) -> str:
    """Any value in one line, within brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(key, flow=True)}: {flow_text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow_text(inner) for inner in value) + "]"
    return scalar(value, flow=True)


def one_line(value: Any, *, flow: bool, old: str = "") -> str:
    """Any value in one line, where brackets may be around it already."""
    return flow_text(value) if isinstance(value, (dict, list, tuple)) else scalar(value, flow=flow, old=old)


def holds_maps(value: Any) -> bool:
    """Whether a map is a group: one of its values is a list of maps."""
    return isinstance(value, dict) and any(_is_maps(inner) for inner in value.values())


def _is_maps(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


@dataclass(frozen=True)
class YamlWriter:
    """Writes new lines after the example of what the text has."""

    text: str

    def value(self, value: Any, examples: Sequence[Pair], at: int) -> str:
        """What follows the `:` of a key in column `at`."""
        if isinstance(value, list) and value:
            like = next(((key, node) for key, node in examples if node.items), None)
            if like[1].block if like else _is_maps(value):
                return "\n" + self.items(value, like, at)
        if isinstance(value, dict) and value:
            like = next(((key, node) for key, node in examples if node.pairs), None)
            if like and like[1].block:
                inner = at + max(1, column(self.text, like[1].start) - column(self.text, like[0].start))
                return "\n" + " " * inner + self.pairs(value, [like[1]], inner)
        return " " + one_line(value, flow=False)

    def items(self, values: Sequence[Any], like: Pair | None, at: int) -> str:
        """The lines of the items of a block list under a key in column `at`."""
        offset = max(0, column(self.text, like[1].start) - column(self.text, like[0].start)) if like else 2
        parent = like[1] if like else None
        return "\n".join(self.item(value, parent, parent.items if parent else (), at + offset) for value in values)

    def item(self, value: Any, parent: YamlNode | None, near: Sequence[YamlNode], at: int) -> str:
        """The lines of an item whose `-` stands in column `at`, like the first of its neighbours that is of its kind."""
        kind = "map" if isinstance(value, dict) else "text"
        like = next((node for node in near if node.kind == kind), None)
        gap = self._gap(parent, like) if parent and like else 1
        head, inner = " " * at + "-" + " " * gap, at + 1 + gap
        if isinstance(value, dict) and value and (like.block if like else holds_maps(value)):
            return head + self.pairs(value, [node for node in near if node.block and node.kind == "map"], inner)
        return head + one_line(value, flow=False)

    def pairs(self, value: dict[str, Any], like: Sequence[YamlNode], at: int) -> str:
        """The lines of a block map in column `at`, the first without its indentation."""
        lines = []
        for key, inner in value.items():
            examples = [pair for node in like if (pair := node.pair(key))]
            lines.append(f"{key_text(key, flow=False)}:{self.value(inner, examples, at)}")
        return ("\n" + " " * at).join(lines)

    def _gap(self, parent: YamlNode, like: YamlNode) -> int:
        if not parent.block:
            return 1
        at = dash(self.text, parent, like)
        same = line_start(self.text, at) == line_start(self.text, like.start)
        return max(1, like.start - at - 1) if same else 1
