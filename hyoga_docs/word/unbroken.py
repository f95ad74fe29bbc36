"""Numbers, parts of dates, Latin words and names that no line break parts, in the copy of a Word document that LibreOffice prints.

LibreOffice breaks Japanese lines inside numbers too, but not in a run that is English and has word joiners between its characters.
Neither reaches anybody: a joiner prints nothing, and the pages' tags are Japanese again (`pdf/tagging/line_rules.py`). Between
Japanese and figures LibreOffice leaves a gap, but not where a joiner parts them: there the letter before it is spaced. The Word
document that people get has none of it, for Word keeps numbers whole by itself.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from hyoga_docs.text.diff_tokens import COUNTER
from hyoga_docs.text.ooxml.editable_parts import EditableParts
from hyoga_docs.text.ooxml.parts import attribute, child
from hyoga_docs.text.word.styles import WordStyles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_JOINER = "\u2060"
_LANGUAGE = "en-US"
_D = "[0-9０-９]"
_NUMBER = rf"{_D}+(?:[,，.．:：/／‐–－-]{_D}+)*"
_MONTH = rf"{_D}{{1,2}}月(?:{_D}{{1,2}}日(?:[（(][日月火水木金土][）)])?)?"
#: A number with what it counts; of a date the year, and the day of the month with its weekday: between them a line may end.
_KEPT = re.compile(
    rf"(?:明治|大正|昭和|平成|令和)(?:{_D}+|元)年度?|{_MONTH}|第?{_NUMBER}(?:年度|[条項号章節日]|分の{_NUMBER}|{COUNTER})?|[A-Za-z][A-Za-z0-9]+"
)
#: The name of a person where a cell says nothing else.
_NAME = re.compile("[一-鿿々〆ヶ\uf900-\ufaff𠀀-𮯠]{1,4}\u3000[ぁ-んァ-ヺー一-鿿々〆ヶ\uf900-\ufaff𠀀-𮯠]{1,5}")
#: Where a joiner is needed: English lines end neither inside figures and words nor before a space.
_APART = re.compile(r"(?<=.)(?=[^\u3000])(?!(?<=[0-9A-Za-z])[0-9A-Za-z]|(?<=[0-9])[.,][0-9]|(?<=[0-9][.,])[0-9])")
#: A letter before a gap, with its joiner.
_BEFORE_GAP = re.compile(rf"([^\W\x00-\x7f]{_JOINER}(?=[0-9A-Za-z])|[0-9A-Za-z]{_JOINER}(?=[^\W\x00-\x7f]))")
_TWIPS = re.compile("-?[0-9]{1,5}")
_STYLES = "word/styles.xml"
_PART = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


def keep_whole(docx: bytes) -> bytes:
    """A Word document whose numbers, dates and names LibreOffice leaves whole where a line has room for them."""
    parts = EditableParts(docx)
    styles = WordStyles(parts.tree(_STYLES) if _STYLES in parts else None)
    for name in filter(_PART.fullmatch, parts.names):
        texts = [text for text in parts.tree(name).iter(f"{_W}t") if _kept(text) and not _is_framed(text, styles)]
        for text in texts:
            _part(text, styles)
        if texts:
            parts.touch(name)
    return parts.data


def _kept(text: etree._Element) -> list[tuple[int, int]]:
    """What of a text stays on one line."""
    said = text.text or ""
    if _NAME.fullmatch(said) and next(text.iterancestors(f"{_W}tc"), None) is not None:
        return [(0, len(said))]
    return [hit.span() for hit in _KEPT.finditer(said) if len(hit[0]) > 1]


def _part(text: etree._Element, styles: WordStyles) -> None:
    """Puts runs of their own around each part of a text that stays whole."""
    run, said, at = text.getparent(), text.text or "", 0
    if run is None or run.tag != f"{_W}r":
        return
    before, after = _like(run), _like(run)
    for each in list(run):
        if each is text or each.tag == f"{_W}rPr":
            continue
        (before if run.index(each) < run.index(text) else after).append(each)
    made = [before]
    for start, end in _kept(text):
        made.append(_saying(run, said[at:start]))
        for index, piece in enumerate(_BEFORE_GAP.split(_APART.sub(_JOINER, said[start:end]))):
            made.append(_whole(_saying(run, piece), _spacing_before_gap(run, styles) if index % 2 else None))
        at = end
    for each in (*made, _saying(run, said[at:])):
        if len(each) > (each.find(f"{_W}rPr") is not None):
            run.addprevious(each)
    if len(after) > (after.find(f"{_W}rPr") is not None):
        run.addnext(after)
    run.getparent().remove(run)


def _is_framed(text: etree._Element, styles: WordStyles) -> bool:
    """Whether a frame is around the letters of a text: it would have a seam at each joiner."""
    frames = styles.run_says(*_look(text.getparent(), styles), "w:bdr")
    return next((attribute(each, "w:val") for each in frames), "nil") not in ("nil", "none")


def _spacing_before_gap(run: etree._Element, styles: WordStyles) -> int:
    """How far the letter before a gap is spaced, in twips: as it is anyway, and a fifth of its size."""
    look = _look(run, styles)
    said = next((attribute(each, "w:val") for each in styles.run_says(*look, "w:spacing")), "")
    return (int(said) if _TWIPS.fullmatch(said) else 0) + styles.run_size(*look) * 2


def _look(run: etree._Element, styles: WordStyles) -> tuple[etree._Element | None, str]:
    """What a run says of its letters, and the style of its paragraph."""
    return child(run, "w:rPr"), styles.of_paragraph(child(next(run.iterancestors(f"{_W}p"), None), "w:pPr"))


def _like(run: etree._Element) -> etree._Element:
    made = etree.Element(run.tag, run.attrib)
    if (properties := child(run, "w:rPr")) is not None:
        made.append(deepcopy(properties))
    return made


def _saying(run: etree._Element, said: str) -> etree._Element:
    made = _like(run)
    if said:
        text = etree.SubElement(made, f"{_W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        text.text = said
    return made


def _whole(run: etree._Element, spacing: int | None) -> etree._Element:
    """A run that is set by English rules, and its letters apart as far as asked."""
    if (properties := child(run, "w:rPr")) is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    said = {"lang": {"val": _LANGUAGE, "eastAsia": _LANGUAGE}}
    if spacing is not None:
        said["spacing"] = {"val": str(spacing)}
    for name, values in said.items():
        if (before := child(properties, f"w:{name}")) is not None:
            properties.remove(before)
        etree.SubElement(properties, f"{_W}{name}", {f"{_W}{key}": value for key, value in values.items()})
    return run
