"""Rich text whose fields keep what they showed."""

from __future__ import annotations

import re

_INSTRUCTION = rb"\\fldinst(?P<between>(?:\s|[{}]|\\\*|\\[a-z]++-?\d*+|\\'[0-9a-f]{2}){0,40}?\s?)(?P<kind>[A-Za-z]+)"


def with_results(rtf: bytes, computed: frozenset[str]) -> bytes:
    """The text with the instructions of these kinds of fields under a name that no program knows, so that each passes over them."""
    names = {kind.encode() for kind in computed}

    def put_out(found: re.Match[bytes]) -> bytes:
        known = found["kind"].upper() in names
        return found[0].replace(rb"\fldinst", rb"\fldinsx", 1) if known else found[0]

    return re.sub(_INSTRUCTION, put_out, rtf)
