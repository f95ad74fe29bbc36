"""Which values a template uses, and which of those that it prints nobody has written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import ChainableUndefined, TemplateError, meta, pass_context

from hyoga_docs.word.split_tags import tags_of
from hyoga_docs.word.template_environment import FAILURES, TemplateEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from hyoga_docs.word.template import Template
    from hyoga_docs.word.template_context import Context

#: What docxtpl has beside Jinja: a tag for a paragraph, a row, a cell or a run.
_DOCX_TAG = re.compile(r"^(\{[{%])-?(?:p|tr|tc|r)(?=\s)")


class _EmptyText(str):
    """A value that nobody has written, and where it stands in the context."""

    __slots__ = ("path",)
    path: str


class _EmptyList(list[Any]):
    """A list that nobody has written, which says so when it is gone through."""

    def __init__(self, say: Callable[[], object]) -> None:
        super().__init__()
        self.say = say

    def __iter__(self) -> Iterator[Any]:
        self.say()
        return iter(())


def names_used(source: str) -> frozenset[str]:
    """The names at the top of the context that a template uses, by what Jinja reads of it; none of what is no template."""
    try:
        return frozenset(meta.find_undeclared_variables(TemplateEnvironment(ChainableUndefined).parse(source)))
    except (TemplateError, *FAILURES):  # told where it is filled
        return frozenset()


def unwritten(source: str, context: Context, asked: Container[str]) -> list[str]:
    """Those of the values `asked` for (`notice.number`) that a template prints or goes through, and that are empty.

    What it only tests is not among them.
    """
    found: dict[str, None] = {}

    @pass_context
    def noting(_context: object, value: object) -> object:
        if isinstance(value, _EmptyText):
            found.setdefault(value.path)
        return value

    environment = TemplateEnvironment(ChainableUndefined)
    environment.finalize = noting
    try:
        environment.from_string(source).render(_marked(context, asked, found.setdefault, ""))
    except (TemplateError, *FAILURES):  # told where it is filled
        return []
    return list(found)


def tags_of_template(template: Template) -> str:
    """All that Jinja reads of a template, a line for each tag."""
    return "\n".join(_DOCX_TAG.sub(r"\1", tag) for paragraph in template.paragraphs for tag in tags_of(paragraph))


def _marked(value: Any, asked: Container[str], note: Callable[[str], object], path: str) -> Any:
    """A context in which the empty values that are asked for know what they are."""
    if isinstance(value, dict):
        return {key: _marked(inner, asked, note, f"{path}.{key}" if path else str(key)) for key, inner in value.items()}
    if path not in asked or (not isinstance(value, (str, list)) and value is not None) or value:
        return value
    if isinstance(value, list):
        return _EmptyList(lambda: note(path))
    empty = _EmptyText("")
    empty.path = path
    return empty
