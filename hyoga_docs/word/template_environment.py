"""Jinja's sandbox in which templates are filled, and what it notes on the way: fields that nobody knows."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import ChainableUndefined, pass_context
from jinja2 import Template as JinjaTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hyoga_docs.core.problem import nearest
from hyoga_docs.word.template_step import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import CodeType

_MOST_FILLED = 50_000_000  # characters of XML: thousands of pages
#: What an expression in a template can raise besides Jinja's own errors.
FAILURES = (
    TypeError,
    ValueError,
    AttributeError,
    KeyError,
    IndexError,
    ZeroDivisionError,
    OverflowError,
    SyntaxError,
    RecursionError,
)


@pass_context
def _as_it_is(_context: object, value: object) -> object:
    """What is printed, as it is; with the context, Jinja computes nothing of it before the template is filled.

    Raises TypeError for what is no text: several values, whose names were meant to be parted by a point, or be repeated.
    """
    if isinstance(value, (dict, list, tuple)):
        msg = "いくつもの値があり、そのままは印刷できません。名前の間の「.」か、for を確かめてください"
        raise TypeError(msg)
    return value


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which `entry.items` is the key `items` and never dict's own method, and no part is filled without end."""

    def __init__(self, undefined: type[ChainableUndefined]) -> None:
        super().__init__(undefined=undefined, autoescape=True, optimized=False, finalize=_as_it_is)

    def from_string(self, source: Any, *_: Any, **__: Any) -> JinjaTemplate:
        """A part of a template, ready to be filled."""
        return JinjaTemplate.from_code(self, _compiled(source), self.make_globals(None))

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """What Jinja puts its output together with. Raises TooLargeError as soon as it is more than Word can hold."""
        found, size = [], 0
        for piece in pieces:
            size += len(piece)
            if size > _MOST_FILLED:
                msg = f"差し込んだ後の文書は{_MOST_FILLED // 10_000:,}万字まで"
                raise TooLargeError(msg)
            found.append(piece)
        return "".join(found)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


@functools.lru_cache(maxsize=16)
def _compiled(source: str) -> CodeType:
    """What Jinja makes of a part, kept: from one template there may be a sheet for each of a thousand papers."""
    return TemplateEnvironment(ChainableUndefined).compile(source)


@dataclass
class UnknownFields:
    """The fields that a template asked for and the context does not have."""

    names: dict[str, str | None] = field(default_factory=dict)

    def undefined(self) -> type[ChainableUndefined]:
        names = self.names

        class RecordingUndefined(ChainableUndefined):
            """Notes its own use and goes on, so that one run finds every unknown field."""

            def _note(self) -> None:
                name = "" if self._undefined_name is None else str(self._undefined_name)
                known = list(self._undefined_obj) if isinstance(self._undefined_obj, dict) else []
                names.setdefault(name, nearest(name, known) if known else None)

            def __str__(self) -> str:
                self._note()
                return ""

            def __iter__(self) -> Iterator[Any]:
                self._note()
                return iter(())

            def __bool__(self) -> bool:
                self._note()
                return False

            def __len__(self) -> int:
                self._note()
                return 0

            def __eq__(self, other: object) -> bool:
                self._note()
                return False

            def __hash__(self) -> int:
                return 0

        return RecordingUndefined
