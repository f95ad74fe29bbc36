"""A Word file as Word prints it: changes accepted, fields as they were saved, hidden text out, signs and numbers that print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.ooxml.parts import Package, namespace
from hyoga_docs.text.ooxml.symbol_characters import may_name_symbol_font
from hyoga_docs.text.print_copy.charts import draw_as_office
from hyoga_docs.text.print_copy.drawings import write_signs
from hyoga_docs.text.print_copy.records import OfficeFinding
from hyoga_docs.text.print_copy.word.columns import widen_columns
from hyoga_docs.text.print_copy.word.fields import PageNumbering, freeze_fields
from hyoga_docs.text.print_copy.word.hidden import may_hide, remove_hidden
from hyoga_docs.text.print_copy.word.lists import write_numbers
from hyoga_docs.text.print_copy.word.losses import find_losses
from hyoga_docs.text.print_copy.word.symbols import has_symbols, replace_bullets, replace_symbols
from hyoga_docs.text.word.accept_changes import accept_in
from hyoga_docs.text.word.stories import MARGINS, stories
from hyoga_docs.text.word.styles import WordStyles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from hyoga_docs.text.ooxml.editable_parts import EditableParts

_FIELDS = (b":fldChar", b":fldSimple")
_DASHES = "numberInDash"  # - 1 -, of which LibreOffice prints 1
_MOST_TOLD = 5
_DOCUMENT = "文書"  # where charts are: they have no words around them to find them by


def as_word_prints(parts: EditableParts) -> list[OfficeFinding]:
    """Changes the parts of a docx, and says what is not printed as it stands there. Raises UnusableFileError for what is none."""
    accept_in(parts)
    package = Package(parts)
    main, body = package.main("w:document", "Word")
    margins = {part for kind in MARGINS for part in package.related(main, kind)}
    pages = _page_numbers(body)
    if _end_in_a_paragraph(body) or pages.dashes:
        parts.touch(main)
    styles = WordStyles(next((package.xml(part) for part in package.related(main, "styles")), None))
    findings: list[OfficeFinding] = []
    for story in stories(parts):
        content, tree = parts.content(story), parts.tree(story)
        changed = _unwrap_controls(tree) if b":sdt>" in content else False
        if any(mark in content for mark in _FIELDS):
            frozen, found = freeze_fields(tree, pages, margin=story in margins)
            changed, findings = changed or frozen, findings + found
        if may_hide(content, styles):
            remove_hidden(tree, styles)
            changed = True
        if has_symbols(content, styles):
            written, found = replace_symbols(tree, styles)
            changed, findings = changed or written, findings + found
        changed = widen_columns(tree) or changed
        if changed:
            parts.touch(story)
        findings += _draw_beside(parts, story)
        findings += find_losses(parts, story)
    for part in package.related(main, "numbering"):
        if (stored := package.stored_name(part)) is not None:
            if replace_bullets(parts.tree(stored)):
                parts.touch(stored)
            write_numbers(parts, stored, styles)
    return _told_together(findings)


def _draw_beside(parts: EditableParts, story: str) -> list[OfficeFinding]:
    """Changes the charts and the SmartArt of a part into what is printed of them."""
    package = Package(parts)
    findings: list[OfficeFinding] = []
    for relation in package.relations(story).values():
        part = package.stored_name(relation.part) if relation.type in ("chart", "diagramDrawing") else None
        if part is None:
            continue
        changed = may_name_symbol_font(parts.content(part)) and write_signs(parts.tree(part))
        if relation.type == "chart":
            drawn, found = draw_as_office(parts.tree(part), _DOCUMENT)
            changed, findings = changed or drawn, findings + found
        if changed:
            parts.touch(part)
    return findings


def _told_together(findings: Sequence[OfficeFinding]) -> list[OfficeFinding]:
    """One finding of each kind, for a paper may have a hundred: the first words, where the first of them stand, how many more."""
    together = []
    for code in sorted({each.code for each in findings}):
        found = [each for each in findings if each.code == code]
        words = list(dict.fromkeys(each.words for each in found))
        more = f"ほか{len(words) - _MOST_TOLD}" if len(words) > _MOST_TOLD else ""
        together.append(OfficeFinding(code, "、".join([*words[:_MOST_TOLD], *([more] if more else [])]), found[0].where))
    return together


def _page_numbers(body: etree._Element) -> PageNumbering:
    """How the pages are numbered; dashes that every section has are taken off it, to be written around each number."""
    w = namespace(body)
    sections = list(body.iter(f"{w}sectPr"))
    kinds = [found for each in sections if (found := each.find(f"{w}pgNumType")) is not None]
    has_dashes = bool(sections) and [each.get(f"{w}fmt") for each in kinds] == [_DASHES] * len(sections)
    if has_dashes:
        for each in kinds:
            each.set(f"{w}fmt", "decimal")
    return PageNumbering(len(sections), has_dashes)


def _end_in_a_paragraph(tree: etree._Element) -> bool:
    """Puts a paragraph after a table that ends the body, as Word does: without one, LibreOffice loses the last section."""
    w = namespace(tree)
    last = tree.find(f"{w}body/{w}sectPr")
    if last is None or (before := last.getprevious()) is None or before.tag != f"{w}tbl":
        return False
    before.addnext(before.makeelement(f"{w}p"))
    return True


def _unwrap_controls(tree: etree._Element) -> bool:
    """Leaves of content controls what they hold: LibreOffice would fill in bound ones anew, from other parts of the file."""
    w = namespace(tree)
    found = list(tree.iter(f"{w}sdt"))
    for control in found:
        content, parent = control.find(f"{w}sdtContent"), control.getparent()
        for each in list(content) if content is not None else ():
            control.addprevious(each)
        parent.remove(control)
    return bool(found)
