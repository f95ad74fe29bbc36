"""Tags of a template that Word has spread over a link, a smart tag or a content control: each is put where it begins.

docxtpl would cut such a tag out together with the end of the link, and with it the rest of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CLOSED_BY = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENS = re.compile("|".join(map(re.escape, _CLOSED_BY)))
#: What may stand between the runs of a tag without harm.
_HARMLESS = {f"{_W}{name}" for name in ("proofErr", "bookmarkStart", "bookmarkEnd")}


def tag_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the tags of a text begin and end."""
    at, never = 0, set[str]()  # which signs are closed nowhere from here on: each is looked for once
    while found := _OPENS.search(text, at):
        end = -1 if found[0] in never else text.find(_CLOSED_BY[found[0]], found.end())
        if end < 0:
            never.add(found[0])
            at = found.start() + 1
        else:
            at = end + 2
            yield found.start(), at


def tags_of(text: str) -> list[str]:
    """The tags of a text."""
    return [text[start:end] for start, end in tag_spans(text)]


def without_tags(text: str) -> str:
    """A text without its tags."""
    ends = [0, *(place for span in tag_spans(text) for place in span), len(text)]
    return "".join(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))


def join_split_tags(tree: etree._Element) -> bool:
    """Moves the text of such tags into the run where they begin. Says whether there were any."""
    changed = False
    for paragraph in tree.iter(f"{_W}p"):
        texts = list(_own_texts(paragraph))
        whole = "".join(text.text or "" for text in texts)
        if "{" not in whole or len(texts) == 1:
            continue
        starts = [0]
        for text in texts:
            starts.append(starts[-1] + len(text.text or ""))
        for start, end in reversed(list(tag_spans(whole))):
            first = bisect_right(starts, start, hi=len(texts)) - 1
            last = bisect_left(starts, end, hi=len(texts)) - 1
            if any(not _follows(texts[place + 1], texts[place]) for place in range(first, last)):
                kept = texts[last].text or ""
                texts[last].text = kept[end - starts[last] :]
                for text in texts[first + 1 : last]:
                    text.text = ""
                texts[first].text = (texts[first].text or "")[: start - starts[first]] + whole[start:end]
                for text in (texts[first], texts[last]):
                    text.set(_SPACE, "preserve")
                changed = True
    return changed


def _own_texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The texts of a paragraph without those of text boxes in it."""
    for text in paragraph.iter(f"{_W}t"):
        around = next(text.iterancestors(f"{_W}p"), None)
        if around is paragraph:
            yield text


def _follows(later: etree._Element, earlier: etree._Element) -> bool:
    """Whether the run of a text comes right after that of another, or is the same."""
    run = later.getparent()
    before = run.getprevious() if run is not None else None
    while before is not None and before.tag in _HARMLESS:
        before = before.getprevious()
    return earlier.getparent() is run or before is earlier.getparent()
