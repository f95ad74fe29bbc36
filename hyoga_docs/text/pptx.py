"""The words of a PowerPoint file, slide by slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.text.collector import joined
from hyoga_docs.text.drawing import DrawingReader
from hyoga_docs.text.ooxml.parts import Package, attribute, child, children

if TYPE_CHECKING:
    from hyoga_docs.text.passages import Body


def pptx_body(data: bytes) -> Body:
    """A passage a paragraph, a grid a table, in the order of the slides that are shown; pages count those.

    Notes, layouts, slide numbers and hidden shapes are left out. Raises UnusableError for what is no PowerPoint file.
    """
    package = Package(data)
    main, tree = package.main("p:presentation", "PowerPoint")
    relations, drawing = package.relations(main), DrawingReader(package)
    named = [attribute(each, "r:id") for each in children(child(tree, "p:sldIdLst"), "p:sldId")]
    bodies: list[Body] = []
    for part in dict.fromkeys(relations[key].part for key in named if key in relations):
        slide = package.xml(part)
        if slide is not None and attribute(slide, "show") not in ("0", "false"):
            bodies.append(drawing.read(slide, part, len(bodies) + 1))
    return joined(bodies)
