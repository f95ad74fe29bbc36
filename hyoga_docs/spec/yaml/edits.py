"""Edits of a YAML file in place: only the lines of what is changed are written anew, all others stay to the byte.

What comes out is read again and compared with the same edits on plain data; what differs is refused as a whole.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from hyoga_docs.core.problem import Place, Problem, SpecError, error
from hyoga_docs.spec.yaml import block_edits, flow_edits
from hyoga_docs.spec.yaml.reader import composed, read_yaml_text
from hyoga_docs.spec.yaml.tree import CannotEditError, NodeContext, YamlNode, spot, tree, untouchable
from hyoga_docs.spec.yaml.writer import flow_text, key_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hyoga_docs.spec.yaml.flow_edits import Splice
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

_ENDS = re.compile(r"\r\n|\n|\r")
_BOM = "\ufeff"


@dataclass(frozen=True)
class Put:
    """The key that ends `path` gets this value; a new key stands after the key `after`, else last."""

    path: Path_
    value: Any
    after: str | None = None


@dataclass(frozen=True)
class Drop:
    """A key of a mapping, or an item of a list, goes."""

    path: Path_


@dataclass(frozen=True)
class Insert:
    """An item comes to stand at index `path[-1]` of the list at `path[:-1]`; a list that is not written yet is begun."""

    path: Path_
    value: Any


@dataclass(frozen=True)
class Move:
    """An item of a list comes to stand at `to`, an index as after it left; its lines go with it where the lists are alike."""

    path: Path_
    to: Path_


Edit = Put | Drop | Insert | Move


def applied(data: Any, edits: Sequence[Edit]) -> Any:
    """The edits on a copy of plain data, one after another; LookupError or TypeError where a path leads nowhere."""
    data = copy.deepcopy(data)
    for edit in edits:
        if isinstance(edit, Move):
            value = _value_at(data, edit.path)
            data = _within(data, edit.path, Drop(edit.path))
            data = _within(data, edit.to, Insert(edit.to, value))
        else:
            data = _within(data, edit.path, edit)
    return data


def _within(data: Any, path: Path_, edit: Put | Drop | Insert) -> Any:
    step = path[0]
    if data is None and len(path) == 1 and not isinstance(edit, Drop):
        data = {} if isinstance(edit, Put) else []
    if not isinstance(data, (dict, list)) or isinstance(step, int) is isinstance(data, dict):
        msg = f"no {step!r} in {type(data).__name__}"
        raise TypeError(msg)
    if isinstance(step, int) and not 0 <= step < len(data) + isinstance(edit, Insert):
        raise IndexError(step)
    inner: Any = data
    if len(path) > 1:
        inner[step] = _within(inner[step], path[1:], edit)
    elif isinstance(edit, Insert):
        inner.insert(step, copy.deepcopy(edit.value))
    elif isinstance(edit, Drop):
        del inner[step]
    else:
        _set(inner, step, edit)
    return inner


def _set(inner: Any, step: str | int, edit: Put) -> None:
    below = {}
    if isinstance(inner, dict) and step not in inner and edit.after in inner:
        keys = list(inner)
        below = {key: inner.pop(key) for key in keys[keys.index(edit.after) + 1 :]}
    inner[step] = copy.deepcopy(edit.value)
    if below:
        inner.update(below)


def same(one: Any, other: Any) -> bool:
    """Whether two values are read alike, and in kind too: 1 is not true, and no order of keys counts."""
    first, second = (composed(json.dumps(each, sort_keys=True, ensure_ascii=False)) for each in (one, other))
    return first == second


@dataclass(frozen=True)
class _EditedText:
    """A text whose lines end in "\\n", with how each of them ended in the file and which line of it each was."""

    text: str
    ends: tuple[str, ...]
    numbers: tuple[int, ...]

    @staticmethod
    def of(text: str) -> _EditedText:
        ends = tuple(_ENDS.findall(text))
        return _EditedText(_ENDS.sub("\n", text), ends, tuple(range(1, len(ends) + 1)))

    def spliced(self, splices: Sequence[Splice]) -> _EditedText:
        """With some places written over; new lines end as most lines do."""
        text, ends, numbers = self.text, list(self.ends), list(self.numbers)
        usual = max(["\n", "\r\n", "\r"], key=self.ends.count)
        for start, end, new in sorted(splices, reverse=True):
            first, gone, come = text.count("\n", 0, start), text.count("\n", start, end), new.count("\n")
            number = numbers[min(first, len(numbers) - 1)] if numbers else 1
            ends[first : first + gone] = [*ends[first : first + min(gone, come)], *[usual] * (come - gone)]
            numbers[first : first + gone] = [number] * come
            text = text[:start] + new + text[end:]
        return _EditedText(text, tuple(ends), tuple(numbers))

    def joined(self) -> str:
        """The text as the file has it."""
        lines = self.text.split("\n")
        return "".join(line + end for line, end in zip(lines, [*self.ends, ""], strict=True))


def edited(text: str, edits: Sequence[Edit], name: str) -> str:
    """The text with all edits made; SpecError with HD631, and nothing made, where one cannot be made in place."""
    bom = _BOM if text.startswith(_BOM) else ""
    now = _EditedText.of(text[len(bom) :])
    source, problems = read_yaml_text(now.text, name)
    if problems:
        raise SpecError(problems)
    if not edits:
        return text
    wanted = applied(source.data, edits)
    ended = not now.text or now.text.endswith("\n")
    if not ended:
        now = now.spliced([(len(now.text), len(now.text), "\n")])
    for row in _in_rows(edits):
        now, source = _all_made(now, source, row)
    whole = now.joined()
    for joined in [whole] if ended else [re.sub(r"(?:\r\n|\n|\r)\Z", "", whole), whole]:
        read, problems = read_yaml_text(_EditedText.of(joined).text, name)
        if not problems and same(read.data, wanted):
            return bom + joined
    raise SpecError([_refusal(now, source, edits[-1])])


def _in_rows(edits: Iterable[Edit]) -> list[list[Edit]]:
    """The edits in order, those together that are made at once: each leaves the places of the others as they are."""
    rows: list[list[Edit]] = []
    before, follows = None, False
    for edit in edits:
        followed, follows = follows, _follows(before, edit)
        if follows and (followed or not isinstance(edit, Insert)):  # the first item of a list begins it
            rows[-1].append(edit)
        else:
            rows.append([edit])
        before = edit
    return rows


def _follows(before: Edit | None, edit: Edit) -> bool:
    """Whether an edit touches nothing that the one before does: other values, items further down, or, of those that go, up."""
    if isinstance(before, Put) and isinstance(edit, Put):
        return len(before.path) == len(edit.path) and before.path != edit.path
    if type(before) is not type(edit) or before is None or before.path[:-1] != edit.path[:-1]:
        return False
    last, step = before.path[-1], edit.path[-1]
    if isinstance(last, str) or isinstance(step, str):
        return False
    return (isinstance(edit, Insert) and step > last) or (isinstance(edit, Drop) and step < last)


def _all_made(now: _EditedText, source: YamlSource, edits: Sequence[Edit]) -> tuple[_EditedText, YamlSource]:
    """The text with a row of edits, and what it says: all at once, else each half of them by itself. Raises SpecError."""
    if len(edits) == 1:
        return _checked(now, source, edits[0])
    try:
        made = now.spliced(_apart(list(_together(now.text, source, edits))))
    except CannotEditError:
        made = now
    read, problems = read_yaml_text(made.text, source.name)
    if not problems and same(read.data, applied(source.data, edits)):
        return made, read
    for half in (edits[: len(edits) // 2], edits[len(edits) // 2 :]):
        now, source = _all_made(now, source, half)
    return now, source


def _together(text: str, source: YamlSource, edits: Sequence[Edit]) -> Iterator[Splice]:
    """What a row of edits writes, by the text as it is before all of them. Raises CannotEditError."""
    root = _rooted(text)
    items: dict[int, list[Any]] = {}
    for done, edit in enumerate(edits):
        if isinstance(edit, Insert):
            items.setdefault(int(edit.path[-1]) - done, []).append(edit.value)
        elif isinstance(edit, Move) or list(_smaller(source, edit)) != [edit]:
            raise CannotEditError
        else:
            yield from _splices(text, root, edit)
    if items:
        node = spot(text, root, edits[0].path[:-1]).node
        if not node.block or node.marked or not node.items:
            raise CannotEditError
        for index, values in items.items():
            yield from block_edits.put_items(text, node, index, values)


def _apart(splices: Sequence[Splice]) -> Sequence[Splice]:
    """The splices, where none writes over another's place. Raises CannotEditError."""
    for one, other in pairwise(sorted(splices)):
        if other[0] < one[1] or other[0] == one[0]:
            raise CannotEditError
    return splices


def _checked(now: _EditedText, source: YamlSource, edit: Edit) -> tuple[_EditedText, YamlSource]:
    """The text with an edit, and what it says; `source` is what it says without it."""
    try:
        made = _made(now, source, edit)
    except CannotEditError as refusal:
        raise SpecError([_refusal(now, source, edit)]) from refusal
    read, problems = read_yaml_text(made.text, source.name)
    if problems or not same(read.data, applied(source.data, [edit])):
        raise SpecError([_refusal(now, source, edit)])
    return made, read


def _refusal(now: _EditedText, source: YamlSource, edit: Edit) -> Problem:
    place = source.key_place(*edit.path)
    line = now.numbers[min(place.line or 1, len(now.numbers)) - 1] if now.numbers else 1
    return error(
        "HD631",
        "この書き方のところは、自動では直せません。",
        place=Place(source.name, line, place.column),
        quote=source.quote(place),
        hint="手で直してください。",
    )


def _value_at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def _made(now: _EditedText, source: YamlSource, edit: Edit) -> _EditedText:
    """One edit, made as smaller ones where a list or a map of the same kind stands there already."""
    if isinstance(edit, Move):
        return _moved(now, source, edit)
    smaller = list(_smaller(source, edit))
    if smaller == [edit]:
        return now.spliced(_splices(now.text, tree(now.text), edit))
    for row in _in_rows(smaller):
        now, source = _all_made(now, source, row)
    return now


def _moved(now: _EditedText, source: YamlSource, edit: Move) -> _EditedText:
    lines = block_edits.item_lines(now.text, _touched(now.text, _rooted(now.text), edit.path))
    gone = _made(now, source, Drop(edit.path))
    after = read_yaml_text(gone.text, source.name)[0]
    insert = Insert(edit.to, _value_at(source.data, edit.path))
    found = spot(gone.text, _rooted(gone.text), edit.to[:-1])
    if lines is not None and found.node.block and not found.node.marked:
        carried = gone.spliced(block_edits.put_lines(gone.text, found.node, int(edit.to[-1]), lines, insert.value))
        read, problems = read_yaml_text(carried.text, source.name)
        if not problems and same(read.data, applied(after.data, [insert])):
            return carried
    return _made(gone, after, insert)


def _rooted(text: str) -> YamlNode:
    root = tree(text)
    if root is None:
        raise CannotEditError
    return root


def _smaller(source: YamlSource, edit: Put | Drop | Insert) -> Iterator[Put | Drop | Insert]:
    if not isinstance(edit, Put):
        yield edit
        return
    parent = _value_at(source.data, edit.path[:-1])
    step = edit.path[-1]
    if not isinstance(parent, list) and step not in (parent or {}):
        yield edit
        return
    old, new = parent[step], edit.value
    if same(old, new):
        return
    if isinstance(new, dict) and new and isinstance(old, (dict, type(None))):
        yield from _map_edits(old or {}, new, edit.path)
    elif isinstance(new, list) and new and isinstance(old, (list, type(None))):
        yield from _list_edits(old or [], new, edit.path)
    else:
        yield edit


def _map_edits(old: dict[str, Any], new: dict[str, Any], path: Path_) -> Iterator[Put | Drop | Insert]:
    yield from (Put((*path, key), value) for key, value in new.items() if key not in old or not same(old[key], value))
    yield from (Drop((*path, key)) for key in old if key not in new)


def _list_edits(old: list[Any], new: list[Any], path: Path_) -> Iterator[Put | Drop | Insert]:
    most = min(len(old), len(new))
    head = next((at for at in range(most) if not same(old[at], new[at])), most)
    tail = next((at for at in range(most - head) if not same(old[-1 - at], new[-1 - at])), most - head)
    stop_old, stop_new = len(old) - tail, len(new) - tail
    both = min(stop_old, stop_new)
    yield from (Put((*path, at), new[at]) for at in range(head, both))
    yield from (Drop((*path, at)) for at in reversed(range(both, stop_old)))
    yield from (Insert((*path, at), new[at]) for at in range(both, stop_new))


def _splices(text: str, root: YamlNode | None, edit: Put | Drop | Insert) -> list[Splice]:
    if root is None:
        if len(edit.path) != 1 or not isinstance(edit, Put):
            raise CannotEditError
        return [(len(text), len(text), block_edits.pair_lines(text, None, str(edit.path[0]), edit.value, 0) + "\n")]
    if not isinstance(edit, Insert) and edit.path:
        around = spot(text, root, edit.path[:-1])
        if isinstance(edit, Put) and around.node.kind != "list" and around.node.pair(edit.path[-1]) is None:
            return _put_new(text, root, around, edit)
    makers: dict[type[Put | Drop | Insert], Callable[[str, YamlNode, Any], list[Splice]]] = {
        Put: _put,
        Drop: _drop,
        Insert: _insert,
    }
    return makers[type(edit)](text, root, edit)


def _put_new(text: str, root: YamlNode, around: NodeContext, edit: Put) -> list[Splice]:
    node, key = around.node, str(edit.path[-1])
    if any(name.value == "<<" for name, _ in node.pairs) or node.kind == "alias":
        raise CannotEditError
    written = f"{key_text(key, flow=True)}: {flow_text(edit.value)}"
    if node.kind == "text" and around.parent is not None:
        return [(around.slot, node.end, f" {{{written}}}")]
    if node.flow:
        above = [index for index, (name, _) in enumerate(node.pairs) if name.value == edit.after]
        return flow_edits.put_in(text, node, above[0] + 1 if above else len(node.pairs), written)
    if not node.block:
        raise CannotEditError
    return block_edits.put_key(text, root, node, key, edit.value, edit.after)


def _put(text: str, root: YamlNode, edit: Put) -> list[Splice]:
    return block_edits.replace(text, _touched(text, root, edit.path), edit.value)


def _touched(text: str, root: YamlNode, path: Path_) -> NodeContext:
    found = spot(text, root, path)
    if found.parent is None or untouchable(found.node) or (found.key is not None and found.key.marked):
        raise CannotEditError
    return found


def _drop(text: str, root: YamlNode, edit: Drop) -> list[Splice]:
    found = _touched(text, root, edit.path)
    around = spot(text, root, edit.path[:-1])
    node = around.node
    if node.flow:
        keys = [key.value for key, _ in node.pairs]
        return flow_edits.take_out(text, node, keys.index(str(edit.path[-1])) if keys else int(edit.path[-1]))
    if len(node.pairs) + len(node.items) == 1:
        return block_edits.emptied(text, around, "{}" if node.pairs else "[]")
    return block_edits.take_key(text, found) if found.key else block_edits.take_item(text, found)


def _insert(text: str, root: YamlNode, edit: Insert) -> list[Splice]:
    found = spot(text, root, edit.path[:-1])
    node, index = found.node, int(edit.path[-1])
    if node.marked:
        raise CannotEditError
    if not node.items:
        return block_edits.first_item(text, root, found, edit.value)
    if node.flow:
        return flow_edits.put_in(text, node, index, flow_text(edit.value))
    return block_edits.put_item(text, node, index, edit.value)
