"""Styles and numbering of the old file under the names of the new one: the same is one, what differs in words comes along."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.word.tracked.marks import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hyoga_docs.word.tracked.file import DocxPart, WordFile

_VAL = f"{W}val"
_STYLED = {f"{W}pStyle": "paragraph", f"{W}rStyle": "character", f"{W}tblStyle": "table"}
_BUILT_ON = [f"{W}{name}" for name in ("basedOn", "link", "next")]
#: What a style says of words: whether they are read, and as what; numbers are looked up apart.
_OF_WORDS = [f"{W}{name}" for name in ("outlineLvl", "vanish", "webHidden", "specVanish", "caps", "smallCaps")]
_LOOKS = [f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")]
#: By which Word knows a list again, and which style it numbers: nothing of what it prints.
_OF_LISTS = [f"{W}{name}" for name in ("nsid", "tmpl", "name", "lvlPicBulletId", "pStyle")]
_FORMER = "（変更前）"
_NONE = "0"
_STORIES = ("header", "footer", "footnotes", "endnotes")


def adopt_definitions(old: WordFile, new: WordFile) -> list[str]:
    """Rewrites the names of styles and lists in the old file to those of the new one, which gets what it does not know.

    Gives the names of the styles that look different in the two files, of which the new file's are taken.
    """
    stories = [old.main, *(part for kind in _STORIES for _, part in old.main.related(kind))]
    _ListAdoption(old, new).rename(stories)
    differing = _StyleAdoption(old, new).rename(stories)
    for part in stories:
        part.touch()
    old.flush()
    return differing


class _ListAdoption:
    """The numbering of two files; lists of the old one get the numbers of those of the new one that print the same."""

    def __init__(self, old: WordFile, new: WordFile) -> None:
        self._old_part, self._new_part = old.related("numbering"), new.related("numbering")
        self._new_file, self._old_file = new, old
        self._nums: dict[str, str] = {}
        self._lists: dict[str, str] = {}

    def rename(self, stories: Iterable[DocxPart]) -> None:
        """Rewrites the numbers of lists in parts and styles of the old file, in their order."""
        styles = self._old_file.related("styles")
        for part in (*stories, *([styles] if styles is not None else [])):
            for each in part.tree.iter(f"{W}numId"):
                each.set(_VAL, self._renamed(each.get(_VAL, _NONE)))

    def _renamed(self, number: str) -> str:
        if number not in self._nums:
            self._nums[number] = self._number_of(number)
        return self._nums[number]

    def _number_of(self, number: str) -> str:
        num = _found(self._old_part, "num", "numId", number)
        held = None if num is None else num.find(f"{W}abstractNumId")
        if num is None or held is None or self._old_part is None:
            return _NONE
        self._new_part = self._new_file.related_or_made("numbering", "numbering")
        kept = self._list_of(held.get(_VAL, ""))
        if kept is None:
            return _NONE
        overrides = [self._old_part.content_of(each) for each in num.iterfind(f"{W}lvlOverride")]
        tree = self._new_part.tree
        same = [
            each.get(f"{W}numId", "")
            for each in tree.iterfind(f"{W}num")
            if (one := each.find(f"{W}abstractNumId")) is not None and one.get(_VAL) == kept
            if [self._new_part.content_of(own) for own in each.iterfind(f"{W}lvlOverride")] == overrides
        ]
        free = [each for each in same if each not in self._nums.values()]
        if free:
            return number if number in free else free[0]
        made = deepcopy(num)
        made.find(f"{W}abstractNumId").set(_VAL, kept)
        key = _next(tree, "num", "numId")
        made.set(f"{W}numId", key)
        last = tree.findall(f"{W}num")
        if last:
            last[-1].addnext(made)
        else:
            tree.append(made)
        self._new_part.touch()
        return key

    def _list_of(self, key: str) -> str | None:
        """The number of the new file's definition that is the same as one of the old file's, made where there is none."""
        if key in self._lists:
            return self._lists[key]
        own = _found(self._old_part, "abstractNum", "abstractNumId", key)
        if own is None or self._new_part is None:
            return None
        tree, wanted = self._new_part.tree, _content_of_list(own)
        same = [each.get(f"{W}abstractNumId", "") for each in tree.iterfind(f"{W}abstractNum") if _content_of_list(each) == wanted]
        free = [each for each in same if each not in self._lists.values()]
        if free:
            self._lists[key] = key if key in free else free[0]
            return self._lists[key]
        made = deepcopy(own)
        for each in list(made.iter(*_OF_LISTS, f"{W}styleLink")):
            each.getparent().remove(each)
        self._lists[key] = _next(tree, "abstractNum", "abstractNumId")
        made.set(f"{W}abstractNumId", self._lists[key])
        first = next(tree.iterchildren(f"{W}num", f"{W}numIdMacAtCleanup"), None)
        if first is None:
            tree.append(made)
        else:
            first.addprevious(made)
        self._new_part.touch()
        return self._lists[key]


class _StyleAdoption:
    """The styles of two files; those of the old one get the ids of those of the new one that have their names."""

    def __init__(self, old: WordFile, new: WordFile) -> None:
        self._old, self._new, self._new_file = old.related("styles"), new.related("styles"), new
        self._own, self._others = _by_id(self._old), _by_id(self._new)
        self._named = {_kind_and_name(each): key for key, each in self._others.items()}
        self._ids: dict[str, str] = {}

    def rename(self, stories: Iterable[DocxPart]) -> list[str]:
        """Rewrites the ids of styles in parts of the old file; the names of those that look different in the two."""
        if self._old is None:
            return []
        for part in stories:
            for each in part.tree.iter(*_STYLED):
                each.set(_VAL, self._renamed(each.get(_VAL, "")))
        return [] if self._new is None else list(self._differing(self._old, self._new))

    def _renamed(self, key: str) -> str:
        if key in self._ids or key not in self._own:
            return self._ids.get(key, key)
        style = self._own[key]
        same = self._named.get(_kind_and_name(style))
        if same is not None and _said(self._own, key) == _said(self._others, same):
            self._ids[key] = same
            return same
        made = deepcopy(style)
        made.attrib.pop(f"{W}default", None)
        self._ids[key] = key if key not in self._others else f"{key}Old"
        while self._ids[key] in self._others:
            self._ids[key] += "1"
        made.set(f"{W}styleId", self._ids[key])
        label = made.find(f"{W}name")
        if label is not None and same is not None:
            label.set(_VAL, f"{label.get(_VAL, '')}{_FORMER}")
        self._others[self._ids[key]] = made
        self._new = self._new_file.related_or_made("styles", "styles")
        self._new.tree.append(made)
        self._new.touch()
        for each in list(made.iter(*_BUILT_ON)):
            above = each.get(_VAL, "")
            if above in self._own:
                each.set(_VAL, self._renamed(above))
            else:
                made.remove(each)
        return self._ids[key]

    def _differing(self, old: DocxPart, new: DocxPart) -> Iterator[str]:
        one, other = (part.tree.find(f"{W}docDefaults") for part in (old, new))
        if (None if one is None else old.content_of(one)) != (None if other is None else new.content_of(other)):
            yield "文書の既定"
        used = [*self._ids, *(key for key, style in self._own.items() if style.get(f"{W}default"))]
        for key in used:  # it grows by what these are built on
            style = self._own[key]
            above = style.find(f"{W}basedOn")
            if above is not None and above.get(_VAL) in self._own and above.get(_VAL) not in used:
                used.append(above.get(_VAL, ""))
            same = self._others.get(self._ids.get(key) or self._named.get(_kind_and_name(style), ""))
            if (same is None or _kind_and_name(style) == _kind_and_name(same)) and _looks(old, style) != _looks(new, same):
                yield _name(style)


def _by_id(part: DocxPart | None) -> dict[str, etree._Element]:
    return {} if part is None else {each.get(f"{W}styleId", ""): each for each in part.tree.iterfind(f"{W}style")}


def _name(style: etree._Element) -> str:
    label = style.find(f"{W}name")
    return "" if label is None else str(label.get(_VAL, ""))


def _kind_and_name(style: etree._Element) -> tuple[str, str]:
    return style.get(f"{W}type", ""), _name(style).lower()


def _said(styles: dict[str, etree._Element], key: str) -> list[tuple[str, str]]:
    """What a style with all that it is built on says of words: the nearest word on each matter."""
    said: dict[str, str] = {}
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        style = styles[key]
        for each in style.iter(*_OF_WORDS):
            said.setdefault(each.tag, each.get(_VAL, "1"))
        numbered = style.find(f"{W}pPr/{W}numPr")
        for each in () if numbered is None else numbered:
            said.setdefault(each.tag, each.get(_VAL, ""))
        above = style.find(f"{W}basedOn")
        key = "" if above is None else above.get(_VAL, "")
    return sorted(said.items())


def _looks(part: DocxPart, style: etree._Element | None) -> list[object]:
    held = (
        ()
        if style is None
        else style.iterchildren(*(f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "tcPr", "trPr", "tblStylePr")))
    )
    return [part.content_of(each) for each in held if len(each)]


def _found(part: DocxPart | None, tag: str, key: str, value: str) -> etree._Element | None:
    found = () if part is None else part.tree.iterfind(f"{W}{tag}")
    return next((each for each in found if each.get(f"{W}{key}") == value), None)


def _content_of_list(definition: etree._Element) -> bytes:
    """A definition of numbers without what tells two lists of the same kind apart."""
    copy = deepcopy(definition)
    copy.attrib.clear()
    for each in list(copy.iter(*_OF_LISTS)):
        each.getparent().remove(each)
    for each in copy.iter():
        each.tail = None
        each.text = (each.text or "").strip()
        for key in [key for key in each.attrib if not key.startswith(W) or key.endswith("}tplc")]:
            del each.attrib[key]
    etree.cleanup_namespaces(copy)
    return bytes(etree.tostring(copy, method="c14n"))


def _next(tree: etree._Element, tag: str, key: str) -> str:
    numbers = [value for each in tree.iterfind(f"{W}{tag}") if (value := each.get(f"{W}{key}", "")).isdigit()]
    return str(max(map(int, numbers), default=0) + 1)
