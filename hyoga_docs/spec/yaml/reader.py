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

#: A key with a full-width colon behind it, and a comment that may have been meant as words.
_WIDE_COLON = re.compile(r"\s*(?:- +)*([A-Za-z_][\w-]*)[ 　]*：")
_WIDE_COLON_OF_ANY = re.compile(r"\s*(?:- +)*([^\s:：#'\"-][^\s:：]*)[ 　]*：")
#: A kana with its 濁点 or 半濁点 as a character of its own, as names of files on a Mac have them.
_SEPARATE_MARK = re.compile("[\u3041-\u30ff][\u3099\u309a]")
#: A number with a comma for its thousands, unless it can as well be two numbers: `1,234`.
_THOUSANDS = re.compile(r"(?!\d+,[1-9]\d\d$)(.*[^\d,])?\d{1,3},\d{3}([^\d,].*)?")
#: A key or the hyphen of an item with no space behind: `venue:市役所`, `-閉会`.
_CLOSE = re.compile(r"\s*(?:- +)*(?:[A-Za-z_][\w-]*:|-(?!-))(?=[^\s:])")
_COMMENT = re.compile(r"[ \t]+(#[^\s#!].*)")

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlSource:
    """A YAML file as it was read: its data as plain values, the place of each, and the line that each word ends on.

    `cut_off` has what stands right behind a value and is read as a comment, though no space follows its `#`: `#1 について`.
    `parted` has values that a comma among figures makes two of: `[10,500円]`.
    """

    name: str
    data: Any = None
    places: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)
    ends: dict[Path_, int] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    cut_off: dict[Path_, str] = field(default_factory=dict)
    parted: dict[Path_, str] = field(default_factory=dict)

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
        return source, [_syntax_error(problem, source)]
    reader = _NodeReader(source)
    data = reader.value(node, (), 0) if node is not None else None
    return replace(source, data=data), the_first(reader.problems, name)


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


def _syntax_error(problem: Exception, source: YamlSource) -> Problem:
    lines = source.lines
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    place = Place(source.name, mark.line + 1, mark.column + 1) if mark else Place(source.name)
    said = str(getattr(problem, "problem", None) or type(problem).__name__)
    reason = next((words for start, words in _REASONS.items() if said.startswith(start)), said)
    hint = "字下げ（半角の空白）と「: 」のあとの空白、引用符の閉じ忘れを確かめてください。"
    wide = next((number for number, line in enumerate(lines, 1) if line.lstrip(" ").startswith("　")), None)
    colon = _wide_colon(said, mark.line, lines) if mark else None
    at = lines[mark.line] if mark and mark.line < len(lines) else ""
    if wide is not None and mark is not None and mark.line + 1 >= wide:
        place = Place(source.name, wide, 1)
        hint = "全角の空白で字下げされています。半角の空白にしてください。"
    elif colon is not None:
        number, column = colon
        place = Place(source.name, number + 1, column + 1)
        reason = "全角の「：」があります"
        hint = "キーの後ろは、半角の「:」と半角の空白にしてください。"
    elif mark and (close := _no_space(said, mark.line, lines)) is not None:
        number, column = close
        place = Place(source.name, number + 1, column + 1)
        sign = lines[number][column]
        reason = f"「{sign}」の後ろに空白がありません"
        hint = f"「{sign}」の後ろに、半角の空白を一つ置いてください。"
    elif "\t" in at:
        hint = "タブは使えません。半角の空白で字下げしてください。"
    elif "alias" in said or said.startswith("did not find expected alphabetic"):
        hint = "「*」で始まる値は別名と読まれます。文字として書くには引用符で囲んでください。"
    elif mark and said.startswith("did not find expected ','") and (cut := _behind_comment(mark.line, lines)) is not None:
        place = Place(source.name, cut + 1)
        hint = "空白の後の「#」から後ろは、コメントとして読まれます。文字として書くには、値を引用符で囲んでください。"
    return error("HD104", f"YAML として読めません（{reason}）。", place=place, quote=source.quote(place), hint=hint)


def _wide_colon(said: str, line: int, lines: tuple[str, ...]) -> tuple[int, int] | None:
    """Line and column (from 0) of a full-width colon behind a key, at or a little above where libyaml stopped."""
    line = min(line, len(lines) - 1)
    missing = said.startswith("could not find expected ':'")
    for number in range(line, max(line - 3, -1), -1):
        beside = missing or (number < line and _indent(lines[number]) == _indent(lines[line]))
        if found := _WIDE_COLON.match(lines[number]) or (_WIDE_COLON_OF_ANY.match(lines[number]) if beside else None):
            return number, found.end() - 1
    return None


def _no_space(said: str, line: int, lines: tuple[str, ...]) -> tuple[int, int] | None:
    """Line and column (from 0) of a colon behind a key, or a hyphen before an item, without a space, a little above the stop.

    Libyaml stops where it has read on for the colon, past comments and empty lines.
    """
    if not said.startswith(("could not find expected ':'", "mapping values are not allowed")):
        return None
    above = (n for n in range(min(line, len(lines)) - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#"))
    found = ((number, _CLOSE.match(lines[number])) for number in above)
    number, match = next(found, (0, None))
    return (number, match.end() - 1) if match else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _behind_comment(line: int, lines: tuple[str, ...]) -> int | None:
    """The line (from 0), at or a little above where libyaml stopped, whose end is read as a comment."""
    return next((n for n in range(min(line, len(lines) - 1), max(line - 3, -1), -1) if _COMMENT.search(lines[n])), None)


#: What libyaml says, in Japanese.
_REASONS = {
    "found character that cannot start any token": "使えない文字で始まっています",
    "mapping values are not allowed": "ここに「: 」は書けません",
    "could not find expected ':'": "「: 」がありません",
    "did not find expected key": "キーがあるはずの所にありません。字下げがずれています",
    "did not find expected '-'": "「- 」があるはずの所にありません。字下げがずれています",
    "did not find expected ','": "括弧が閉じていないか、「,」がありません",
    "block sequence entries are not allowed": "ここに「- 」は書けません。次の行に書いてください",
    "did not find expected node content": "値がありません",
    "found unexpected end of stream": "引用符が閉じていません",
    "found undefined alias": "「*」で始まる別名の元がありません",
    "did not find expected alphabetic or numeric character": "「*」や「&」の次の文字が使えません",
    "did not find expected whitespace": "空白がありません",
    "found unknown escape character": "引用符の中の「\\」の使い方が違います",
    "did not find expected <document start>": "一つのファイルに二つの文書があります",
    "but found another document": "「---」で二つの文書に分かれています",
}


class _NodeReader:
    """Turns YAML nodes into plain values, noting places as it goes."""

    def __init__(self, source: YamlSource) -> None:
        self.source = source
        self.problems: list[Problem] = []
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

    def _pairs(self, node: yaml.MappingNode, path: Path_, depth: int) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Place] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem("HD107", "キーは文字でなければなりません。", key_node)
                continue
            key = _composed(str(key_node.value))
            if node.flow_style and self._is_cut_off(key_node, value_node):
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


def _composed(text: str) -> str:
    return _SEPARATE_MARK.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def _scalar(node: yaml.Node) -> str | int | bool | None:
    """A scalar under the YAML 1.2 core schema, each kana whole; a fraction stays text, for `1.10` is not `1.1` in a title."""
    text = _composed(str(node.value))
    if getattr(node, "style", None):  # quoted or a block: text as it stands
        return text
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if _INT.fullmatch(text) and len(text.lstrip("+-")) < 16:
        return int(text)
    return text
