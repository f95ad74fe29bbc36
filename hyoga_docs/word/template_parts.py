"""The parts of a template as Word joins them: those that hold its text, and those that are damaged."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import relations_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPEN, _STRICT = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
_W = f"{{{_OPEN}wordprocessingml/2006/main}}"
_TYPES, _RELATIONS = f"{{{_OPEN}package/2006/content-types}}", f"{{{_OPEN}package/2006/relationships}}"
_CORE = f"{{{_OPEN}package/2006/metadata/core-properties}}coreProperties"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
#: What each relationship of the file or of its main part leads to: a content type, and the name of its root.
_KINDS = {
    "officeDocument": (f"{_WORD}document.main+xml", f"{_W}document"),
    "core-properties": ("application/vnd.openxmlformats-package.core-properties+xml", _CORE),
    "styles": (f"{_WORD}styles+xml", f"{_W}styles"),
    "settings": (f"{_WORD}settings+xml", f"{_W}settings"),
    "numbering": (f"{_WORD}numbering+xml", f"{_W}numbering"),
    "footnotes": (f"{_WORD}footnotes+xml", f"{_W}footnotes"),
    "endnotes": (f"{_WORD}endnotes+xml", f"{_W}endnotes"),
    "header": (f"{_WORD}header+xml", f"{_W}hdr"),
    "footer": (f"{_WORD}footer+xml", f"{_W}ftr"),
}
_KNOWN = {content_type for content_type, _ in _KINDS.values()}
_STORIES = ("officeDocument", "header", "footer", "footnotes", "endnotes")
_MANY = ("header", "footer")
#: Whole documents that Word puts in when it opens the file, and LibreOffice leaves out.
_NOT_PRINTED = ("aFChunk", "subDocument")
#: What the content type of the main part says where it is no plain document.
_OTHERS = {"macroEnabled": "マクロ付きの文書（.docm など）です", "template": "Word テンプレート（.dotx）です"}


class DamagedPart(NamedTuple):
    """A part that cannot be used, and why, in Japanese."""

    part: str
    why: str


class _TemplateRelation(NamedTuple):
    kind: str
    part: str
    external: bool


class TemplateParts:
    """The parts of a template that its relationships lead to, all of them looked at.

    `stories` are the trees of those that are filled, by name: the body first, headers, footers, notes. `others` names those that
    the body's part leads to besides, by kind: `styles`, `theme`. Raises UnusableFileError for what is no plain Word document.
    """

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.damaged: list[DamagedPart] = []
        self.stories: dict[str, etree._Element] = {}
        self.others: dict[str, str] = {}
        self._parts = parts
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        self._read_types()
        if not self.damaged:
            self._walk()

    def _read_types(self) -> None:
        tree = self._tree("[Content_Types].xml", f"{_TYPES}Types")
        for each in tree if tree is not None else ():
            if each.tag == f"{_TYPES}Default":
                self._defaults[each.get("Extension", "").lower()] = each.get("ContentType", "")
            elif each.tag == f"{_TYPES}Override":
                self._overrides[each.get("PartName", "").lower()] = each.get("ContentType", "")

    def _walk(self) -> None:
        """Goes from the file to its main part, and on to all that each part leads to."""
        main = self._main()
        found, looked = [""], set[tuple[str, str]]()
        for source in found:
            asked, kinds = relations_part(source), set[str]()
            for relation in self._relations(source):
                kind = relation.kind if relation.kind in _KINDS else "another"
                kind = kind if source in {"", main} else ""
                is_second = (relation.part, kind) in looked if kind in _MANY else kind in kinds
                if kind in _KINDS and (is_second or relation.external):
                    self._tell(asked, f"「{kind}」が{'二つあります' if is_second else 'ファイルの外を指しています'}")
                kinds.add(kind)
                if relation.external:
                    continue
                if relation.kind in _NOT_PRINTED:
                    self._tell(relation.part, "ほかの文書が丸ごと差し込まれていて、印刷に出ません")
                if source == main:
                    self.others.setdefault(relation.kind, relation.part)
                if (relation.part, kind) not in looked:
                    looked.add((relation.part, kind))
                    self._look(relation.part, kind, asked)
                if relation.part not in found:
                    found.append(relation.part)

    def _main(self) -> str:
        """The part that the file is about."""
        relations = list(self._relations(""))
        main = next((each.part for each in relations if each.kind == "officeDocument" and not each.external), "")
        kind = self._type(main)
        if main and kind == _KINDS["officeDocument"][0]:
            self.damaged.clear()  # told again on the walk
            return main
        if any(each.kind == f"{_STRICT}officeDocument" for each in relations):
            msg = "「厳密な Open XML ドキュメント」です"
            raise UnusableFileError(msg)
        if main and kind and main in self._parts:
            raise UnusableFileError(next((words for sign, words in _OTHERS.items() if sign in kind), "Word の文書ではありません"))
        if self.damaged or main:
            return main
        msg = "Word の文書ではありません"
        raise UnusableFileError(msg)

    def _relations(self, source: str) -> Iterator[_TemplateRelation]:
        """Where a part leads, or the file as a whole."""
        name = relations_part(source)
        if name not in self._parts:
            return
        tree = self._tree(name, f"{_RELATIONS}Relationships")
        for each in tree.iterchildren(f"{_RELATIONS}Relationship") if tree is not None else ():
            kind, target = each.get("Type", ""), each.get("Target", "")
            if not (each.get("Id") and kind and target):
                self._tell(name, "中身が欠けています")
                continue
            prefix = _STRICT if kind.startswith(_STRICT) else ""
            short = prefix + kind.rpartition("/")[2] if kind.startswith((_OPEN, _STRICT)) else kind
            part = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
            yield _TemplateRelation(short, part, each.get("TargetMode") == "External")

    def _look(self, part: str, kind: str, asked: str) -> None:
        """Looks at a part that something leads to."""
        if part not in self._parts:
            self._tell(part, f"ありません（{asked} にその名前があります）")
            return
        is_of = self._type(part)
        expected, root = _KINDS.get(kind, ("", ""))
        if not is_of or (is_of != expected and (expected or (kind and is_of in _KNOWN))):
            self._tell(part, "種類が [Content_Types].xml や、ほかの部品からの呼び方と合いません")
        elif is_of.endswith(("+xml", "/xml")):
            tree = self._tree(part, root)
            if tree is not None and kind in _STORIES:
                self.stories[part] = tree
                if kind == "officeDocument" and tree.find(f"{_W}body") is None:
                    self._tell(part, "本文がありません")

    def _type(self, part: str) -> str:
        """The content type of a part; empty where none is said."""
        return self._overrides.get(f"/{part}".lower()) or self._defaults.get(posixpath.splitext(part)[1][1:].lower(), "")

    def _tree(self, part: str, root: str) -> etree._Element | None:
        """The XML of a part whose root is to have this name, if any is said; None, and told, where it is damaged."""
        try:
            tree = etree.fromstring(self._parts[part], etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.XMLSyntaxError, ValueError):
            self._tell(part, "XML として読めません" if self._parts[part] else "空です")
            return None
        if tree.getroottree().docinfo.internalDTD is not None:
            self._tell(part, "使えない宣言（DOCTYPE）があります")
        elif root and tree.tag != root:
            self._tell(part, "中身が違います")
        else:
            return tree
        return None

    def _tell(self, part: str, why: str) -> None:
        damaged = DamagedPart(part, why)
        if damaged not in self.damaged:
            self.damaged.append(damaged)
