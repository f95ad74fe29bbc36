"""Whether an Office file has formulas."""

from __future__ import annotations

import re

from hyoga_docs.text.ooxml.package import read_parts

#: The element of a formula (ISO/IEC 29500-1, 22.1.2.77), whatever its namespace is called in the file.
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?oMath[\s>]")


def has_formulas(data: bytes) -> bool:
    """Whether any part of a .docx, .xlsx or .pptx has one. Raises UnusableFileError."""
    return any(_FORMULA.search(content) for part, content in read_parts(data).items() if part.endswith(".xml"))
