"""New elements in a part, each in its place among the others: the standard has an order for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.parts import name, namespace

if TYPE_CHECKING:
    from collections.abc import Collection


def new_like(node: etree._Element, local: str) -> etree._Element:
    """A new element of the namespace that another one is of."""
    return etree.Element(f"{namespace(node)}{local}")


def insert_before(parent: etree._Element, made: etree._Element, names: Collection[str]) -> None:
    """Puts an element before the first child that has one of these names (`w:sectPr`); at the end where none has."""
    parent.insert(next((at for at, each in enumerate(parent) if name(each) in names), len(parent)), made)


def insert_after(parent: etree._Element, made: etree._Element, names: Collection[str]) -> None:
    """Puts an element after the children of these names, which are the first ones."""
    parent.insert(sum(1 for each in parent if name(each) in names), made)
