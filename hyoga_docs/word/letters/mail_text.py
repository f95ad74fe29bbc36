"""The text of an e-mail: a plain text filled as the Word templates are, in lines that every program for mail shows whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hyoga_docs.core.files import as_named, copy_it_in, read_plain
from hyoga_docs.core.problem import Place, Problem, SpecError, error
from hyoga_docs.japanese.line_breaks import wrap
from hyoga_docs.word.template_environment import FAILURES, TemplateEnvironment, UnknownFields
from hyoga_docs.word.template_step import template_step

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import ChainableUndefined

    from hyoga_docs.word.template_context import Context

#: How wide a line is, in halves of a full-width character; the subject is a line of its own, however long.
_WIDTH = 70
_SUBJECT = "件名"
#: How many blanks a line begins with that is part of a list; a paragraph begins with one.
_LISTED = 2
_BLANK = re.compile(r"\n{3,}")


class _TextEnvironment(TemplateEnvironment):
    """The same sandbox for what is no XML: nothing is escaped, and a line that holds only a tag leaves none."""

    from_string = ImmutableSandboxedEnvironment.from_string

    def __init__(self, undefined: type[ChainableUndefined]) -> None:
        super().__init__(undefined)
        self.autoescape, self.trim_blocks, self.lstrip_blocks = False, True, True


@dataclass(frozen=True)
class TextTemplate:
    """A template that is a plain text; filling it may take `limit` seconds."""

    name: str
    place: Place
    source: str
    limit: float


def read_text_template(folder: Path, name: str, limit: float) -> TextTemplate:
    """The text template `name`. Raises SpecError for what cannot be read."""
    path = folder / f"{name}.txt"
    place = Place(f"{folder.name}/{path.name}")
    try:
        source = read_plain(as_named(path), within=folder.parent).decode("utf-8-sig")
    except OSError as problem:
        hint = copy_it_in(problem, "ファイルの種類と権限を確かめてください。")
        raise SpecError([error("HD401", f"ひな形を読めません（{problem.strerror}）。", place=place, hint=hint)]) from problem
    except UnicodeDecodeError as problem:
        hint = "文字コードを UTF-8 にして保存し直してください。"
        raise SpecError([error("HD419", "文章のひな形を文字として読めません。", place=place, hint=hint)]) from problem
    return TextTemplate(name, place, source.replace("\r\n", "\n"), limit)


def fill_text(template: TextTemplate, context: Context) -> str:
    """The filled text. Raises SpecError for the template's mistakes."""
    unknown = UnknownFields()
    with template_step(template.place, template.limit):
        try:
            text = _TextEnvironment(unknown.undefined()).from_string(template.source).render(context)
        except (TemplateError, *FAILURES) as problem:
            raise SpecError([_mistake(template, problem)]) from problem
        if unknown.names:
            raise SpecError([_unknown(template, name, near) for name, near in unknown.names.items()])
        return _laid_out(text)


def _laid_out(text: str) -> str:
    """The text in lines that are not too wide, with one empty line at most between two others."""
    lines = [piece for line in text.split("\n") for piece in ([line] if line.startswith(_SUBJECT) else _wrapped(line))]
    return _BLANK.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n") + "\n"


def _wrapped(line: str) -> list[str]:
    """A line in pieces; what is listed further in than a paragraph begins goes on further in than it begins."""
    inward = len(line) - len(line.lstrip("　"))
    if inward < _LISTED:
        return wrap(line, _WIDTH)
    first, *rest = wrap(line.strip(), _WIDTH - 2 * (inward + 1))
    return ["　" * inward + first, *("　" * (inward + 1) + each for each in rest)]


def _mistake(template: TextTemplate, problem: Exception) -> Problem:
    line = getattr(problem, "lineno", None)
    place = Place(template.place.file, line) if isinstance(line, int) else template.place
    message = f"ひな形の式を計算できません（{getattr(problem, 'message', None) or problem}）。"
    return error("HD405", message, place=place, hint="templates/README.md の例と比べてください。")


def _unknown(template: TextTemplate, name: str, near: str | None) -> Problem:
    at = next((number for number, line in enumerate(template.source.split("\n"), 1) if name in line), None)
    hint = f"「{near}」の誤りではありませんか。" if near else "使える名前は templates/README.md にあります。"
    return error("HD407", f"知らない名前「{name}」です。", place=Place(template.place.file, at), quote=name, hint=hint)
