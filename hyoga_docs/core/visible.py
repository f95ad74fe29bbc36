"""Text with the characters shown that nobody sees: what commands a terminal, turns or breaks a line, or has no width.

Marks that belong to a letter, variation selectors among them, stay as they are; so do private characters (外字).
"""

from __future__ import annotations

import json
import re

_CONTROLS = "\x00-\x1f\x7f-\x9f\ud800-\udfff"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_LINE_ENDS = "\u2028\u2029"
_WITHOUT_WIDTH = (
    "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2065\ufeff\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_NO_CHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
_TAGS = "\U000e0000-\U000e00ff"
_HIDDEN = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_LINE_ENDS}{_WITHOUT_WIDTH}{_FILLERS}{_NO_CHARACTERS}{_TAGS}]")
_HIDDEN_IN_LINES = re.compile(f"(?![\t\n]){_HIDDEN.pattern}")


def visible(text: str) -> str:
    r"""A name, a quote or another piece of a line; what is hidden in it is written as JSON does: `\u202e`, `\n`."""
    return _HIDDEN.sub(_written, text)


def visible_lines(text: str) -> str:
    """Whole lines, whose tabs and ends stay. A JSON document means the same as before."""
    return _HIDDEN_IN_LINES.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
