"""What an object of a PDF holds, whoever wrote it and whatever else stands where a list or a dictionary should."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Stream

from hyoga_docs.pdf.names import keys_of

#: How far objects that stand in each other are followed; deeper than any program nests them.
DEEPEST = 40


def listed(value: Any) -> list[Any]:
    """What an array holds; nothing where something else stands."""
    return list(value) if isinstance(value, Array) else []


def content_streams(page: Any) -> list[Stream]:
    """The streams of a page's content, which is one or several."""
    held = page.get("/Contents")
    return [each for each in ([held] if isinstance(held, Stream) else listed(held)) if isinstance(each, Stream)]


def values_of(holder: Any) -> list[Any]:
    """The values of a dictionary or stream."""
    return [holder.get(key) for key in keys_of(holder)]


def written_in(value: Any) -> list[Any]:
    """The dictionaries and arrays that are written inside an object; what it refers to is an object of its own."""
    held = values_of(value) if isinstance(value, (Dictionary, Stream)) else listed(value)
    return [each for each in held if isinstance(each, (Dictionary, Array)) and not each.is_indirect]
