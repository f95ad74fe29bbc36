"""A filled document from the cache where nothing that it depends on has changed, else filled anew."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.word.marked_text import in_full
from hyoga_docs.word.split_tags import tags_of
from hyoga_docs.word.template import DocumentProperties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.word.template import Template
    from hyoga_docs.word.template_context import Context


def fill(
    template: Template, context: Context, properties: DocumentProperties, stems: Mapping[str, str], key: str, cache: Cache
) -> bytes:
    """The Word document `key`; `stems` name the files of the documents that its links lead to.

    Raises SpecError for the template's mistakes.
    """

    def leads(target: str) -> str:
        other, _, anchor = target.partition("#")
        inside = other == key or other not in stems  # a document that could not be planned was told where it is asked for
        return f"#{anchor}" if inside else f"{stems[other]}.pdf"

    kept_as = _key(template, context, properties, {**stems, "": key})
    data = cache.get("docx", kept_as)
    if data is None:
        from hyoga_docs.word.render import render  # noqa: PLC0415  heavy, and not needed for what is kept

        data = render(template, context, properties, leads)
        cache.put("docx", kept_as, data)
    return data


def _key(template: Template, context: Context, properties: DocumentProperties, stems: Mapping[str, str]) -> str:
    """What a filled document depends on: the template, the parts of the context that its tags name, and where links lead."""
    tags = " ".join(tag for paragraph in template.paragraphs for tag in tags_of(paragraph))
    words = set(re.findall(r"\w+", tags))
    used = {name: value for name, value in context.items() if name in words}
    facts = [in_full(used), [properties.title, properties.author, str(properties.date)], dict(stems)]
    return digest(template.data, json.dumps(facts, ensure_ascii=False, sort_keys=True))
