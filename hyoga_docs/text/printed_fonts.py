"""The fonts that an Office file's characters are printed in: of runs, cells and shapes that have text, and of no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from hyoga_docs.text.excel.sheets import sheets_of
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, is_true, name
from hyoga_docs.text.ooxml.symbol_characters import is_symbol_font
from hyoga_docs.text.ooxml.theme_fonts import theme_fonts
from hyoga_docs.text.powerpoint.slides import slides_of
from hyoga_docs.text.word.fonts import WordFonts, kind_of, word_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_Entry = TypeVar("_Entry")
_WORD_PARTS = ("header", "footer", "footnotes", "endnotes")
_THEMED = {"+mj-lt": "majorAscii", "+mj-ea": "majorEastAsia", "+mn-lt": "minorAscii", "+mn-ea": "minorEastAsia"}


@dataclass(frozen=True)
class PrintedText:
    """Characters of one paragraph or cell in one font, and the whole text of it.

    `wraps` says that it may be broken into lines; the text of a cell stays on one unless the cell says so.
    """

    font: str
    characters: str
    paragraph: str
    wraps: bool = True


def printed_fonts(data: bytes, suffix: str) -> list[PrintedText]:
    """What a .docx, .xlsx or .pptx prints in which font, but for fonts that the file brings along. Raises UnusableFileError."""
    read = {".docx": _word, ".xlsx": _excel, ".pptx": _powerpoint}.get(suffix)
    if read is None:
        msg = f"「{suffix}」のファイルの書体は読めません"
        raise UnusableFileError(msg)
    found = read(Package(data))
    return [each for each in found if each.font and not is_symbol_font(each.font)]  # whose signs are written out in a print copy


def _word(package: Package) -> Iterator[PrintedText]:
    main, tree = package.main("w:document", "Word")
    related = {kind: package.related(main, kind) for kind in ("styles", "theme", "fontTable", "chart", *_WORD_PARTS)}
    styles, theme, table = (package.xml(next(iter(related[kind]), "")) for kind in ("styles", "theme", "fontTable"))
    fonts = WordFonts(styles, theme)
    brought = {attribute(each, "w:name") for each in children(table, "w:font") if child(each, "w:embedRegular") is not None}
    others = [package.xml(part) for kind in _WORD_PARTS for part in related[kind]]
    for part in (tree, *(other for other in others if other is not None)):
        yield from (each for each in _paragraphs(part, fonts) if each.font not in brought)
    yield from _drawn(package, related["chart"], theme_fonts(theme))


def _paragraphs(tree: etree._Element, fonts: WordFonts) -> Iterator[PrintedText]:
    whole: dict[etree._Element, list[tuple[str, str]]] = {}
    for run, paragraph, text in word_runs(tree):
        of_run = fonts.of(run, paragraph)
        mark = child(run, "w:rPr", "w:rFonts")
        hint = mark is not None and attribute(mark, "w:hint") == "eastAsia"
        whole.setdefault(paragraph, []).extend((of_run[kind_of(each, hint=hint)], each) for each in text)
    for characters in whole.values():
        yield from _by_font(characters, wraps=True)


def _by_font(characters: list[tuple[str, str]], *, wraps: bool) -> Iterator[PrintedText]:
    text = "".join(character for _, character in characters)
    found: dict[str, dict[str, None]] = {}
    for font, character in characters:
        if not character.isspace():
            found.setdefault(font, {})[character] = None
    for font, printed in found.items():
        yield PrintedText(font, "".join(printed), text, wraps)


def _excel(package: Package) -> Iterator[PrintedText]:
    main, _ = package.main("x:workbook", "Excel")
    related = {kind: package.related(main, kind) for kind in ("styles", "theme", "sharedStrings")}
    styles, theme, shared = (package.xml(next(iter(related[kind]), "")) for kind in ("styles", "theme", "sharedStrings"))
    names = [_value(child(each, "x:name")) for each in children(child(styles, "x:fonts"), "x:font")]
    formats = [_format(each, names) for each in children(child(styles, "x:cellXfs"), "x:xf")]
    strings = list(children(shared, "x:si"))
    themed = theme_fonts(theme)
    for sheet in sheets_of(package):
        tree = package.xml(sheet.part)
        if tree is None or sheet.is_hidden:
            continue
        yield from _cells(tree, formats, strings)
        drawings = package.related(sheet.part, "drawing")
        yield from _drawn(package, [*drawings, *(chart for part in drawings for chart in package.related(part, "chart"))], themed)


def _format(node: etree._Element, names: list[str]) -> tuple[str, bool]:
    """The font of a cell's format, and whether its text is wrapped."""
    alignment = child(node, "x:alignment")
    return _entry(names, attribute(node, "fontId")) or "", alignment is not None and is_true(alignment, "wrapText")


def _cells(tree: etree._Element, formats: list[tuple[str, bool]], strings: list[etree._Element]) -> Iterator[PrintedText]:
    """Each cell that wraps its text, and the characters of all others by their font."""
    unwrapped: dict[str, set[str]] = {}
    for cell in tree.iter():
        if name(cell) != "x:c":
            continue
        font, wraps = _entry(formats, attribute(cell, "s") or "0") or ("", False)
        value = _text(child(cell, "x:v"))
        rich = _entry(strings, value) if attribute(cell, "t") == "s" else child(cell, "x:is")
        runs = [(font, value)] if rich is None else list(_rich(rich, font))
        if wraps:
            yield from _by_font([(own, each) for own, text in runs for each in text], wraps=True)
        else:
            for own, text in runs:
                unwrapped.setdefault(own, set()).update(text)
    for font, characters in unwrapped.items():
        if printed := "".join(sorted(each for each in characters if not each.isspace())):
            yield PrintedText(font, printed, "", wraps=False)


def _entry(entries: list[_Entry], number: str) -> _Entry | None:
    place = int(number[:9]) if number.isascii() and number.isdigit() else len(entries)
    return entries[place] if place < len(entries) else None


def _rich(node: etree._Element, font: str) -> Iterator[tuple[str, str]]:
    """The runs of a text that may have fonts of its own, each with its font."""
    yield font, _text(child(node, "x:t"))
    for run in children(node, "x:r"):
        yield _value(child(run, "x:rPr", "x:rFont")) or font, _text(child(run, "x:t"))


def _powerpoint(package: Package) -> Iterator[PrintedText]:
    for slide in slides_of(package):
        if slide.is_hidden:
            continue
        master = slide.bases[-1] if slide.bases else slide
        theme = theme_fonts(package.xml(next(iter(package.related(master.part, "theme")), "")))
        charts = (*package.related(slide.part, "chart"), *package.related(slide.part, "diagramDrawing"))
        yield from _drawn(package, [slide.part], theme, child(master.tree, "p:txStyles"))
        yield from _drawn(package, charts, theme)


def _drawn(
    package: Package, parts: list[str] | tuple[str, ...], theme: dict[str, str], styles: etree._Element | None = None
) -> Iterator[PrintedText]:
    """The text of drawings: a run's own fonts, those of its shape, of the master's styles, of the theme."""
    for part in parts:
        tree = package.xml(part)
        for paragraph in tree.iter() if tree is not None else ():
            if name(paragraph) != "a:p":
                continue
            inherited = _inherited(paragraph, styles)
            characters: list[tuple[str, str]] = []
            for run in paragraph:
                if name(run) in ("a:r", "a:fld"):
                    fonts = inherited | _faces(child(run, "a:rPr"))
                    latin, east = (_resolved(fonts[kind], theme) for kind in ("a:latin", "a:ea"))
                    text = _text(child(run, "a:t"))
                    characters += [(east if kind_of(each) == "eastAsia" else latin, each) for each in text]
            yield from _by_font(characters, wraps=True)


def _inherited(paragraph: etree._Element, styles: etree._Element | None) -> dict[str, str]:
    """What a paragraph's runs have where they name no font."""
    body = paragraph.getparent()
    shape = body.getparent() if body is not None else None
    placeholder = child(shape, "p:nvSpPr", "p:nvPr", "p:ph")
    kind = attribute(placeholder, "type") if placeholder is not None else None
    title = kind in ("title", "ctrTitle")
    size = "mj" if title else "mn"
    of_master = "p:titleStyle" if title else "p:bodyStyle" if placeholder is not None else "p:otherStyle"
    found = {"a:latin": f"+{size}-lt", "a:ea": f"+{size}-ea"}
    for level in (child(styles, of_master, "a:lvl1pPr", "a:defRPr"), child(body, "a:lstStyle", "a:lvl1pPr", "a:defRPr")):
        found |= _faces(level)
    return found


def _faces(properties: etree._Element | None) -> dict[str, str]:
    faces = ((kind, child(properties, kind)) for kind in ("a:latin", "a:ea"))
    return {kind: face for kind, node in faces if node is not None and (face := attribute(node, "typeface"))}


def _resolved(face: str, theme: dict[str, str]) -> str:
    return theme.get(_THEMED[face], "") if face in _THEMED else face


def _value(node: etree._Element | None) -> str:
    return attribute(node, "val") if node is not None else ""


def _text(node: etree._Element | None) -> str:
    return (node.text or "") if node is not None else ""
