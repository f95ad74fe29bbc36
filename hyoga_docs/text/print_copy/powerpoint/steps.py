"""A PowerPoint file as PowerPoint prints it: hidden shapes out, fields and numbers as text, signs and charts that print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from hyoga_docs.text.ooxml.parts import Package, attribute, child, children, name
from hyoga_docs.text.ooxml.shapes import drawing_of, is_hidden
from hyoga_docs.text.ooxml.symbol_characters import may_name_symbol_font
from hyoga_docs.text.powerpoint.slides import InheritedLists, placeholder, slides_of
from hyoga_docs.text.print_copy.charts import draw_as_office
from hyoga_docs.text.print_copy.drawings import elements, has_picture, keep_one_form, write_signs
from hyoga_docs.text.print_copy.metafiles import comes_out_empty
from hyoga_docs.text.print_copy.powerpoint.list_numbers import write_list_numbers
from hyoga_docs.text.print_copy.records import OfficeFinding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.text.ooxml.editable_parts import EditableParts
    from hyoga_docs.text.powerpoint.slides import Slide, SlidePart

_SHAPES = ("p:sp", "p:grpSp", "p:graphicFrame", "p:pic", "p:cxnSp")
_BASES = "スライド マスター"
_LONGEST_QUOTE = 40


def as_powerpoint_prints(parts: EditableParts) -> list[OfficeFinding]:
    """Changes the parts of a pptx, and says what is not printed as it stands there.

    LibreOffice leaves hidden slides out by itself, and counts them as PowerPoint does.
    """
    package = Package(parts)
    findings: list[OfficeFinding] = []
    bases: dict[str, SlidePart] = {}
    printed: set[str] = set()
    starts_at_one = True
    for slide in slides_of(package):
        if slide.is_hidden:
            continue
        shapes = _Shapes(parts, package, slide.part, f"スライド{slide.place}")
        shapes.change(slide)
        findings += shapes.findings()
        bases |= {base.part: base for base in slide.bases}
        printed |= {base.part for base in slide.shown_bases}
        starts_at_one = slide.number == slide.place
    for base in bases.values():
        shapes = _Shapes(parts, package, base.part, _BASES)
        shapes.change(None)
        if base.part not in printed:
            continue  # its shapes are not, only its styles count
        findings += shapes.findings()
        if not starts_at_one and shapes.has_slide_number():
            findings.append(OfficeFinding("HD358", where=_BASES))
    for part in parts.names:
        if _is_drawing_beside(part) and may_name_symbol_font(parts.content(part)) and write_signs(parts.tree(part)):
            parts.touch(part)
    return findings


def _is_drawing_beside(part: str) -> bool:
    """Whether a part holds the drawing of a SmartArt, a chart, or what was drawn into a chart."""
    return part.lower().startswith(("ppt/diagrams/drawing", "ppt/charts/", "ppt/drawings/")) and part.lower().endswith(".xml")


class _Shapes:
    """The shapes of a slide, a layout or a master, which messages place at `where`."""

    def __init__(self, parts: EditableParts, package: Package, part: str, where: str) -> None:
        self._parts, self._package, self._where = parts, package, where
        self._name = package.stored_name(part) or part
        self._tree = parts.tree(self._name)
        self._shapes = child(self._tree, "p:cSld", "p:spTree")
        self._relations = package.relations(part)

    def change(self, slide: Slide | None) -> None:
        """Makes the shapes what is printed of them; on a slide, also the fields and the numbers of lists."""
        if self._shapes is None:
            return
        # No step is passed over because an earlier one has changed something.
        changed = [keep_one_form(self._shapes, self._is_picture), self._drop_hidden_shapes()]
        if slide is not None:
            changed += [self._write_fields(slide.number), self._write_list_numbers(slide)]
        if may_name_symbol_font(self._parts.content(self._name)):
            changed.append(write_signs(self._tree))
        if any(changed):
            self._parts.touch(self._name)

    def has_slide_number(self) -> bool:
        """Whether a number of the slide is printed by a shape that is no placeholder."""
        shapes = [shape for shape in self._each("p:sp") if placeholder(shape) is None]
        return any(attribute(field, "type") == "slidenum" for shape in shapes for field in elements(shape, "a:fld"))

    def findings(self) -> Iterator[OfficeFinding]:
        """What is not printed of the shapes, or not as it stands there."""
        for picture in self._each("p:pic"):
            yield from self._picture(picture)
        for frame in self._each("p:graphicFrame"):
            yield from self._frame(frame)
        for _ in self._each("p:contentPart"):
            yield OfficeFinding("HD527", "手書きのインク", self._where)
        for shape in self._each("p:sp"):
            formulas = "".join(text.text or "" for formula in elements(shape, "a14:m") for text in elements(formula, "m:t"))
            words = "".join(text.text or "" for text in elements(shape, "a:t"))
            # LibreOffice prints a formula that has its shape for itself.
            if formulas and (words.strip() or sum(1 for _ in elements(shape, "a14:m")) > 1):
                yield OfficeFinding("HD528", formulas[:_LONGEST_QUOTE], self._where)

    def _each(self, wanted: str) -> list[etree._Element]:
        return list(elements(self._shapes, wanted)) if self._shapes is not None else []

    def _is_picture(self, relation: str) -> bool:
        found = self._relations.get(relation)
        return found is not None and found.part in self._parts

    def _drop_hidden_shapes(self) -> bool:
        hidden = [shape for wanted in _SHAPES for shape in self._each(wanted) if is_hidden(shape)]
        for shape in hidden:
            parent = shape.getparent()
            if parent is not None:
                parent.remove(shape)
        return bool(hidden)

    def _write_fields(self, number: int) -> bool:
        """Fields become the text that the file keeps of them, and numbers of slides those of PowerPoint."""
        fields = self._each("a:fld")
        for field in fields:
            text = child(field, "a:t")
            if text is not None and attribute(field, "type") == "slidenum":
                text.text = str(number)
            for properties in list(children(field, "a:pPr")):  # a run has none
                field.remove(properties)
            field.tag = f"{{{etree.QName(field).namespace}}}r"
            field.attrib.clear()
        return bool(fields)

    def _write_list_numbers(self, slide: Slide) -> bool:
        names = [self._name, *(self._package.stored_name(base.part) or "" for base in slide.bases)]
        if not any(b"buAutoNum" in self._parts.content(each) for each in names if each):
            return False
        lists = InheritedLists(slide.bases)
        changed = [
            write_list_numbers(body, lists.of(shape)) for shape in self._each("p:sp") for body in children(shape, "p:txBody")
        ]
        changed += [write_list_numbers(body, ()) for body in self._each("a:txBody")]
        return any(changed)

    def _picture(self, picture: etree._Element) -> Iterator[OfficeFinding]:
        blip = next(elements(picture, "a:blip"), None)
        named = attribute(blip, "r:embed") if blip is not None else ""
        if blip is not None and attribute(blip, "r:link"):
            return  # what is fetched from elsewhere is told of by itself
        played = {name(each) for each in picture.iter()} & {"a:videoFile", "a:audioFile", "a:quickTimeFile", "a:wavAudioFile"}
        if not self._is_picture(named):
            yield OfficeFinding("HD527", "動画や音声の絵" if played else "画像", self._where)
        elif comes_out_empty(self._parts.content(self._relations[named].part)):
            yield OfficeFinding("HD357", where=self._where)

    def _frame(self, frame: etree._Element) -> Iterator[OfficeFinding]:
        data = child(frame, "a:graphic", "a:graphicData")
        for held in data if data is not None else ():
            match name(held):
                case "c:chart":
                    yield from self._chart(held)
                case "dgm:relIds":
                    yield from self._diagram(held)
                case "p:oleObj":
                    if not has_picture(held, self._is_picture) and not self._has_old_picture(held):
                        program = attribute(held, "progId") or attribute(held, "name")
                        yield OfficeFinding("HD527", f"埋め込みオブジェクト（{program}）", self._where)
                case "a:tbl":
                    pass
                case _:
                    yield OfficeFinding("HD527", "新しい形式の図やグラフ", self._where)

    def _has_old_picture(self, held: etree._Element) -> bool:
        """Whether an object's picture stands in the drawing for old programs that the slide has."""
        drawings = [each.part for each in self._relations.values() if each.type == "vmlDrawing" and each.part in self._parts]
        wanted = attribute(held, "spid").encode()
        return bool(wanted) and any(wanted in self._parts.content(part) for part in drawings)

    def _chart(self, held: etree._Element) -> Iterator[OfficeFinding]:
        found = self._relations.get(attribute(held, "r:id"))
        part = self._package.stored_name(found.part) if found is not None else None
        if part is None:
            yield OfficeFinding("HD527", "グラフ", self._where)
            return
        changed, findings = draw_as_office(self._parts.tree(part), self._where)
        if changed:
            self._parts.touch(part)
        yield from findings

    def _diagram(self, held: etree._Element) -> Iterator[OfficeFinding]:
        if not drawing_of(self._package, self._name, held):
            yield OfficeFinding("HD529", "SmartArt", self._where)
