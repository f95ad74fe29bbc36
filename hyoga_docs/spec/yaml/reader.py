"""YAML as YAML 1.2 core reads it, every value with its line and column, every mistake at once.

`10:30`, `no`, `on` and `2019-10-31` are text. A key given twice, an anchor bomb and a tag are errors.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml

from hyoga_docs.core.files import LOOK_AT_FILE, copy_it_in, read_plain
from hyoga_docs.core.problem import Place, Problem, error
from hyoga_docs.spec.yaml.slips import Slip, find_slips, slips_of
from hyoga_docs.spec.yaml.syntax_errors import syntax_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_BYTES = 4_000_000
_MOST_VALUES = 200_000  # keys among them
#: So many mistakes of one file are told.
MOST_TOLD = 500
_LONGEST_QUOTE = 300
_LONGEST_KEY = 40
_DEEPEST = 60
_TOO_MUCH = "値が多すぎるか、入れ子が深すぎます。"
_CORE = "tag:yaml.org,2002:"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INT = re.compile(r"0|-?[1-9][0-9]*")
#: XML 1.0 cannot carry these, so neither can a Word file.
NOT_PRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")

#: A kana with its 濁点 or 半濁点 as a character of its own, as names of files on a Mac have them.
_SEPARATE_MARK = re.compile("[\u3041-\u30ff][\u3099\u309a]")
#: Signs without a width, which come along when words are copied from the web: never meant.
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
#: A number with a comma for its thousands, unless it can as well be two numbers: `1,234`.
_THOUSANDS = re.compile(r"(?!\d+,[1-9]\d\d$)(.*[^\d,])?\d{1,3},\d{3}([^\d,].*)?")
_COMMENT = re.compile(r"[ \t]+(#[^\s#!].*)")
#: A key of `{…}` whose colon is full-width, or has no space behind it.
_KEY_AND_VALUE = re.compile(r"([A-Za-z_][\w-]*)[ 　]*([:：])[ 　]*(.*)", re.ASCII)

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlSource:
    """A YAML file as it was read: its data as plain values, the place of each, and the line that each word ends on.

    `cut_off` has what stands right behind a value and is read as a comment, though no space follows its `#`: `#1 について`.
    `parted` has values that a comma among figures makes two of: `[10,500円]`. `joined` has the words around a space that stands
    where a text of several lines goes on.
    """

    name: str
    data: Any = None
    places: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)
    ends: dict[Path_, int] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    cut_off: dict[Path_, str] = field(default_factory=dict)
    parted: dict[Path_, str] = field(default_factory=dict)
    joined: dict[Path_, str] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """The place of the value at `path`, or of the nearest value around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return Place(self.name)

    def key_place(self, *path: str | int) -> Place:
        """The place of the key that ends `path`, or of the nearest value around it."""
        return self.keys.get(path) or self.place(*path)

    def lines_of(self, *path: str | int) -> tuple[int, int]:
        """The first and the last line of the value at `path`."""
        first = self.place(*path).line or 1
        ends = [line for inner, line in self.ends.items() if inner[: len(path)] == path]
        return first, max([first, *ends])

    def quote(self, place: Place) -> str | None:
        """The line that a place points into."""
        if place.line is None or not 0 < place.line <= len(self.lines):
            return None
        line, column = self.lines[place.line - 1], place.column or 1
        first = 0 if column < _LONGEST_QUOTE else column - _LONGEST_QUOTE // 2
        return line[first : first + _LONGEST_QUOTE].strip() or None


def the_first(problems: list[Problem], name: str, count: int = 0) -> list[Problem]:
    """The first mistakes of a file, and how many more there are; `count` says how many there are where not all are given."""
    more = max(count, len(problems)) - MOST_TOLD
    if more <= 0:
        return problems
    message = f"このファイルの間違いは、ほかに{more:,}件あります。"
    hint = "一つの書き方がくり返し違っていないか、上のものから確かめてください。"
    return [*problems[:MOST_TOLD], error("HD114", message, place=Place(name), hint=hint)]


def read_text(path: Path, name: str, within: Path | None = None) -> tuple[str, list[Problem]]:
    """The text of a plain file `within` a folder that people write: UTF-8, with or without BOM, with any line ends."""
    place = Place(name)
    try:
        raw = read_plain(path, _MOST_BYTES, within=within)
    except FileNotFoundError:
        return "", [error("HD101", "ファイルがありません。", place=place, hint="ファイルの名前と置き場所を確かめてください。")]
    except OSError as problem:
        hint = copy_it_in(problem, LOOK_AT_FILE)
        return "", [error("HD101", f"ファイルを読めません（{problem.strerror}）。", place=place, hint=hint)]
    return decoded(raw, name)


def decoded(raw: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text of a file's bytes, its lines ended by `\\n`."""
    place = Place(name)
    if len(raw) > _MOST_BYTES:
        return "", [error("HD101", f"ファイルが大きすぎます（{len(raw):,}バイト）。", place=place)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        return "", [
            error(
                "HD102",
                "UTF-8 でない文字があります。",
                place=Place(name, line),
                hint="エディターで「UTF-8」を選んで保存し直してください（Shift_JIS では読めません）。",
            )
        ]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def read_yaml(path: Path, name: str, within: Path | None = None) -> tuple[YamlSource, list[Problem]]:
    """Reads one file; problems are returned, not raised, and the data is None when it is not YAML."""
    text, problems = read_text(path, name, within)
    return (YamlSource(name), problems) if problems else read_yaml_text(text, name)


def read_yaml_text(text: str, name: str) -> tuple[YamlSource, list[Problem]]:
    """Reads the text of a file, without BOM and with its lines ended as `read_text` ends them."""
    problems: list[Problem] = []
    source = YamlSource(name, lines=tuple(text.split("\n")))
    for number, written in enumerate(source.lines, 1):
        if found := NOT_PRINTABLE.search(written):
            message, place = f"印刷できない文字（U+{ord(found[0]):04X}）があります。", Place(name, number, found.start() + 1)
            quote = NOT_PRINTABLE.sub("□", source.quote(place) or "")
            problems.append(error("HD103", message, place=place, quote=quote, hint="その文字を消してください。"))
    if problems:
        return source, the_first(problems, name)
    try:
        if (line := _too_much(text)) is not None:
            place = Place(name, line + 1)
            return source, [error("HD105", _TOO_MUCH, place=place, quote=source.quote(place))]
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError, RecursionError) as problem:
        node, problems = _mended(problem, source)
    reader = _NodeReader(source, problems)
    data = reader.value(node, (), 0) if node is not None else None
    return replace(source, data=data), the_first(reader.problems, name)


def _mended(problem: Exception, source: YamlSource) -> tuple[yaml.Node | None, list[Problem]]:
    """The node of a text as it was meant, so that what is wrong with its values is told too, and every slip of it."""
    slips, lines = find_slips(source.lines), list(source.lines)
    for slip in slips:
        lines[slip.line] = lines[slip.line] if slip.mended is None else slip.mended
    node = None
    try:
        if not slips:
            raise problem
        node = yaml.compose("\n".join(lines), Loader=_LOADER) if _too_much("\n".join(lines)) is None else None
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError, RecursionError) as left:
        found = syntax_error(left, lines)
        slips += [] if any(slip.line == found.line for slip in slips) else [found]
    return node, [_slip_problem(slip, source) for slip in sorted(slips, key=lambda slip: slip.line)]


def _slip_problem(slip: Slip, source: YamlSource) -> Problem:
    place = Place(source.name, slip.line + 1, slip.column + 1) if slip.line >= 0 else Place(source.name)
    return error("HD104", f"YAML として読めません（{slip.message}）。", place=place, quote=source.quote(place), hint=slip.hint)


def _too_much(text: str) -> int | None:
    """The line at which there are more values than are read, or deeper ones; from events, for libyaml's own composing recurses."""
    depth = count = 0
    for event in yaml.parse(text, Loader=_LOADER):
        count += isinstance(event, yaml.NodeEvent)
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
        if depth > _DEEPEST or count > _MOST_VALUES:
            return int(event.start_mark.line) if event.start_mark else 0
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
    return None


class _NodeReader:
    """Turns YAML nodes into plain values, noting places as it goes."""

    def __init__(self, source: YamlSource, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        self._count = 0
        self._open: set[int] = set()

    def _mark(self, node: yaml.Node) -> Place:
        return Place(self.source.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def _problem(self, code: str, message: str, node: yaml.Node, hint: str | None = None) -> None:
        place = self._mark(node)
        self.problems.append(error(code, message, place=place, quote=self.source.quote(place), hint=hint))

    def value(self, node: yaml.Node, path: Path_, depth: int) -> Any:
        self.source.places[path] = self._mark(node)
        self._count += 1
        if self._count > _MOST_VALUES or depth > _DEEPEST or id(node) in self._open:
            if self._count <= _MOST_VALUES + 1 or id(node) in self._open:
                self._problem(
                    "HD105",
                    _TOO_MUCH,
                    node,
                    "別名（&と*）で値が際限なく増えていないか確かめてください。",
                )
                self._count = _MOST_VALUES + 1
            return None
        if not node.tag.startswith(_CORE) or node.tag[len(_CORE) :] not in {"str", "seq", "map"}:
            self._problem("HD106", f"タグ「{node.tag}」は使えません。", node, "「!」で始まる文字は引用符で囲んでください。")
            return None
        self._open.add(id(node))
        if isinstance(node, yaml.ScalarNode):  # the end of a block of values is where the next thing begins, and no use
            self.source.ends[path] = node.end_mark.line + (1 if node.end_mark.column else 0)
            self._note_comment(node, path)
            self._look_at_lines(node, path)
        try:
            if isinstance(node, yaml.MappingNode):
                return dict(self._pairs(node, path, depth))
            if isinstance(node, yaml.SequenceNode):
                self._note_parted(node, path)
                return [self.value(child, (*path, i), depth + 1) for i, child in enumerate(node.value)]
            if found := NOT_PRINTABLE.search(str(node.value)):
                self._problem("HD103", f"印刷できない文字（U+{ord(found[0]):04X}）があります。", node, "その文字を消してください。")
            return _scalar(node)
        finally:
            self._open.discard(id(node))

    def _note_comment(self, node: yaml.ScalarNode, path: Path_) -> None:
        end = node.end_mark
        behind = self.source.lines[end.line][end.column :] if end.line < len(self.source.lines) else ""
        if not node.style and node.value and (found := _COMMENT.fullmatch(behind)):
            self.source.cut_off[path] = found[1].rstrip()

    def _look_at_lines(self, node: yaml.ScalarNode, path: Path_) -> None:
        """Tells the lines of a value that were meant as the next one, and notes where lines are joined by a space."""
        first, last = node.start_mark.line, node.end_mark.line + (1 if node.end_mark.column else 0)
        if node.style == "|" or last - first < 2:
            return
        for number in range(first + 1, last):
            written = self.source.lines[number]
            for slip in slips_of(written, number)[:1] if not node.style else ():
                hint = f"前の行の続きとして読まれます。{slip.hint}"
                self.problems.append(_slip_problem(replace(slip, hint=hint), self.source))
            before = self.source.lines[number - 1].rstrip()[-1:]
            if before > "\u2e7f" and written.strip()[:1] > "\u2e7f" and (node.style != ">" or number > first + 1):
                self.source.joined[path] = f"{before} {written.strip()[:10]}"

    def _note_parted(self, node: yaml.SequenceNode, path: Path_) -> None:
        """Notes two plain values of a flow list that were one number with a comma."""
        for index, (one, other) in enumerate(pairwise(node.value)):
            if not all(isinstance(each, yaml.ScalarNode) and not each.style for each in (one, other)):
                continue
            here, there = one.end_mark, other.start_mark
            together = (here.line, here.column + 1) == (there.line, there.column)
            if together and _THOUSANDS.fullmatch(f"{one.value},{other.value}"):
                self.source.parted[(*path, index)] = f"{one.value},{other.value}"

    def _is_cut_off(self, key: yaml.ScalarNode, value: yaml.Node) -> bool:
        """Whether a key of a flow map has no colon: a comma in the value before it has made it one."""
        if not isinstance(value, yaml.ScalarNode) or value.value or value.style:
            return False
        line = key.end_mark.line
        behind = self.source.lines[line][key.end_mark.column :] if line < len(self.source.lines) else ""
        return behind.lstrip()[:1] in {",", "}"}

    def _unparted(self, node: yaml.ScalarNode, found: re.Match[str], path: Path_) -> Iterator[tuple[str, Any]]:
        """A key of a flow map with its value, which no colon with a space parts."""
        message = "全角の「：」があります" if found[2] == "：" else "「:」の後ろに半角の空白がありません"
        self._problem(
            "HD104", f"YAML として読めません（{message}）。", node, "キーの後ろは、半角の「:」と半角の空白にしてください。"
        )
        self.source.keys[(*path, found[1])] = self.source.places[(*path, found[1])] = self._mark(node)
        yield found[1], found[3]

    def _pairs(self, node: yaml.MappingNode, path: Path_, depth: int) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Place] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem("HD107", "キーは文字でなければなりません。", key_node)
                continue
            key = composed(str(key_node.value))
            if node.flow_style and self._is_cut_off(key_node, value_node):
                if sign := _KEY_AND_VALUE.fullmatch(key):
                    yield from self._unparted(key_node, sign, path)
                    continue
                hint = "「,」のある値は、全体を引用符（'…'）で囲んでください。"
                self._problem("HD127", f"前の値が「,」で切れて、「{key[:_LONGEST_KEY]}」がキーとして読まれます。", key_node, hint)
                continue
            if key in seen:
                self._problem(
                    "HD108",
                    f"キー「{key}」が二度書かれています（一度目は{seen[key].line}行）。",
                    key_node,
                    "どちらか一つにしてください。",
                )
                continue
            seen[key] = self._mark(key_node)
            self.source.keys[(*path, key)] = self._mark(key_node)
            yield key, self.value(value_node, (*path, key), depth + 1)


def composed(text: str) -> str:
    """A text as it is read: each kana with its mark as one character, and no signs without a width."""
    text = _UNSEEN.sub("", text)
    return _SEPARATE_MARK.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def _scalar(node: yaml.Node) -> str | int | bool | None:
    """A scalar under the YAML 1.2 core schema, each kana whole; a fraction stays text, for `1.10` is not `1.1` in a title."""
    text = composed(str(node.value))
    if getattr(node, "style", None):  # quoted or a block: text as it stands
        return text
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if _INT.fullmatch(text) and len(text.lstrip("+-")) < 16:
        return int(text)
    return text
