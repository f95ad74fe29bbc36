"""The sentences of a paragraph, parted where the YAML has a place of its own for them: 後段 and ただし書."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.japanese.brackets import depth

if TYPE_CHECKING:
    from hyoga_docs.amendments.charter_import.model import ReadCharter

_LATTER = re.compile(r"この場合(?:において|には|、|は)")
_PROVISO = re.compile(r"(?:ただし|但し|ただ、し)[、，]")


def part_sentences(charter: ReadCharter) -> None:
    """Parts the text of each article, paragraph and item of a charter in articles."""
    if charter.form != "articles":
        return
    for part in charter.provisions():
        if part.text:
            part.text, part.latter, part.proviso = parted(part.text)


def parted(text: str) -> tuple[str, str, str]:
    """A text as its sentences, 後段 and ただし書, which are printed in this order; what stands in another stays together."""
    starts = [found.end() for found in re.finditer("。(?=.)", text)]
    proviso = next((at for at in starts if _PROVISO.match(text, at) and depth(text[:at]) == 0), len(text))
    latter = next((at for at in starts if at < proviso and _LATTER.match(text, at) and depth(text[:at]) == 0), proviso)
    return text[:latter].rstrip(" 　"), text[latter:proviso].strip(" 　"), text[proviso:].strip(" 　")
