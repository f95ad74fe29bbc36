"""The parts of an Office file while it is changed: each is parsed once, and written again only where it was changed."""

from __future__ import annotations

from lxml import etree

from hyoga_docs.text.ooxml.package import parse_part, read_parts, write_parts


class EditableParts:
    """An Office file whose parts are changed in place. Raises UnusableFileError for what is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parts = read_parts(data)
        self._trees: dict[str, etree._Element] = {}
        self._changed: set[str] = set()
        self._removed_any = False

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the file."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def content(self, name: str) -> bytes:
        """A part's bytes as they came, to look whether it is worth parsing."""
        return self._parts[name]

    def tree(self, name: str) -> etree._Element:
        """A part's XML; who changes it says so with `touch`."""
        if name not in self._trees:
            self._trees[name] = parse_part(self._parts[name])
        return self._trees[name]

    def touch(self, name: str) -> None:
        """The tree of a part was changed."""
        self._changed.add(name)

    def remove(self, name: str) -> None:
        """A part goes; who names it in a relationship takes that out too."""
        del self._parts[name]
        self._trees.pop(name, None)
        self._changed.discard(name)
        self._removed_any = True

    @property
    def data(self) -> bytes:
        """The file; the very same bytes where nothing was changed."""
        if not self._changed and not self._removed_any:
            return self._data
        for name in self._changed:
            self._parts[name] = etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        self._changed.clear()
        return write_parts(self._parts)
