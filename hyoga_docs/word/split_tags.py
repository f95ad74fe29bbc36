"""Tags of a template that Word has spread over a link, a smart tag or a content control: each is put where it begins.

docxtpl would cut such a tag out together with the end of the link, and with it the rest of the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
#: What may stand between the runs of a tag without harm.
_HARMLESS = {f"{_W}{name}" for name in ("proofErr", "bookmarkStart", "bookmarkEnd")}


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
        for tag in reversed(list(TAG.finditer(whole))):
            first = max(place for place in range(len(texts)) if starts[place] <= tag.start())
            last = max(place for place in range(len(texts)) if starts[place] < tag.end())
            if any(not _follows(texts[place + 1], texts[place]) for place in range(first, last)):
                kept = texts[last].text or ""
                texts[last].text = kept[tag.end() - starts[last] :]
                for text in texts[first + 1 : last]:
                    text.text = ""
                texts[first].text = (texts[first].text or "")[: tag.start() - starts[first]] + tag[0]
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
