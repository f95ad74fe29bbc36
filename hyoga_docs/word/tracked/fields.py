"""Fields that go over several paragraphs, such as a table of contents: each that begins has to end, whatever is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.word.tracked.marks import W

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

_TYPE = f"{W}fldCharType"


def settle_fields(tree: etree._Element, marks: Sequence[etree._Element]) -> bool:
    """Takes back the marks around ends of fields where they would leave a field open; whether that was so.

    Then the fields are the new file's, and what the old one's showed is plain text.
    """
    if not marks or all(_is_whole(tree, hidden) for hidden in (None, "del", "ins")):
        return False
    for mark in marks:
        if mark.tag == f"{W}ins":
            for each in list(mark):
                mark.addprevious(each)
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    return True


def _is_whole(tree: etree._Element, hidden: str | None) -> bool:
    """Whether every field ends that begins, without what a kind of marks hides."""
    open_fields = 0
    for each in tree.iter(f"{W}fldChar"):
        if hidden is None or next(each.iterancestors(f"{W}{hidden}"), None) is None:
            open_fields += {"begin": 1, "end": -1}.get(each.get(_TYPE, ""), 0)
            if open_fields < 0:
                return False
    return open_fields == 0
