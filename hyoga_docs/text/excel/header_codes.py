"""The codes in headers and footers of Excel: `&P`, `&12`, `&"font,style"`."""

from __future__ import annotations

import re

#: A code of a header with its argument: a font, a size, a colour, a page number that is counted on.
HEADER_CODE = re.compile(
    r'&(?:"[^"]*"|[0-9]{1,3}|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|(?P<page>[Pp])(?P<offset>[+-][0-9]{1,4})?|(?P<code>.))',
    re.DOTALL,
)
