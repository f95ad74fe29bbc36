"""The templates of the pages: the workspace's own or ours, filled in a sandbox, their mistakes told with their lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import FunctionLoader, TemplateError, TemplateNotFound, TemplateSyntaxError

from hyoga_docs.core.files import read_plain
from hyoga_docs.core.limits import TooLongError, time_limit
from hyoga_docs.core.problem import Place, Problem, SpecError, error, nearest
from hyoga_docs.core.unforeseen import said
from hyoga_docs.spec.workspace_paths import sample_folder
from hyoga_docs.word.template_environment import FAILURES, TemplateEnvironment, UnknownFields
from hyoga_docs.word.template_step import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hyoga_docs.spec.workspace_paths import WorkspacePaths

FOLDER = "publish"  # in templates/
INDEX, MEETING = "index.html", "meeting.html"
STYLE = "style.css"
_MOST = 1_000_000  # bytes
_TAGS = re.compile(r"\{[{%#].*?[}%#]\}|<[^>]*>|\"", re.DOTALL)
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


class PageTemplates:
    """The templates of a workspace; those that it lacks are ours."""

    def __init__(self, paths: WorkspacePaths, limit: float) -> None:
        self.paths, self.limit = paths, limit

    def style(self) -> bytes:
        """The style sheet of all pages. Raises SpecError."""
        return self._text(STYLE).encode()

    def words(self) -> list[str]:
        """What the templates print whatever is filled in."""
        texts = [self._text(name) for name in (INDEX, MEETING)]
        printed = [words for text in texts for words in map(str.strip, _TAGS.split(text)) if words]
        return [*printed, *texts, self._text(STYLE)]  # and what browsers alone read: names of classes, comments

    def page(self, name: str, context: Mapping[str, Any]) -> bytes:
        """A page of a template. Raises SpecError with the mistakes of the template."""
        unknown = UnknownFields()
        environment = TemplateEnvironment(unknown.undefined())
        environment.trim_blocks = environment.lstrip_blocks = environment.keep_trailing_newline = True
        environment.loader = FunctionLoader(lambda wanted: (self._text(wanted), str(self._file(wanted)), lambda: True))
        try:
            with time_limit(self.limit):
                text = environment.get_template(name).render(context)
        except (TooLongError, TooLargeError, MemoryError) as problem:
            hint = "くり返し（for）の回数を確かめてください。"
            raise SpecError([self._problem(name, f"ページを作れません（{said(problem)}）。", None, hint)]) from problem
        except (TemplateError, *FAILURES) as problem:
            raise SpecError([self._mistake(name, problem)]) from problem
        if unknown.names:
            raise SpecError([self._unknown(name, each, near, context) for each, near in unknown.names.items()])
        return text.encode()

    def _file(self, name: str) -> Path:
        own = self.paths.templates / FOLDER / name
        return own if own.exists() or own.is_symlink() else sample_folder() / "templates" / FOLDER / name

    def _text(self, name: str) -> str:
        """The text of a template. Raises SpecError where it cannot be read, TemplateNotFound where there is none."""
        if "/" in name or "\\" in name or name.startswith("."):
            raise TemplateNotFound(name)
        path = self._file(name)
        within = self.paths.root if path.is_relative_to(self.paths.templates) else None
        try:
            return read_plain(path, _MOST, within=within).decode("utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            raise TemplateNotFound(name) from None
        except UnicodeDecodeError as problem:
            hint = "文字コードを UTF-8 にして保存してください。"
            raise SpecError([self._problem(name, "UTF-8 の文字として読めません。", None, hint)]) from problem
        except OSError as problem:
            raise SpecError([self._problem(name, f"読めません（{problem.strerror or problem}）。", None, None)]) from problem

    def _mistake(self, name: str, problem: Exception) -> Problem:
        """What Jinja has against a template, at the line that it names."""
        line: int | None = None
        if isinstance(problem, TemplateSyntaxError):
            name, line = problem.name or name, problem.lineno
        elif isinstance(problem, TemplateNotFound):
            message = f"ひな形「{problem.name}」がありません。"
            return self._problem(name, message, self._line_with(name, str(problem.name)), None)
        else:
            trace = problem.__traceback__
            while trace is not None:
                file = trace.tb_frame.f_code.co_filename
                if file.endswith((".html", ".xml")):
                    name, line = file.replace("\\", "/").rpartition("/")[2], trace.tb_lineno
                trace = trace.tb_next
        words = str(getattr(problem, "message", None) or problem)
        return self._problem(name, f"ひな形の式を計算できません（{words}）。", line, "templates/README.md の例と比べてください。")

    def _unknown(self, name: str, field: str, near: str | None, context: Mapping[str, Any]) -> Problem:
        near = near or nearest(field, context)
        hint = f"「{near}」の誤りではありませんか。" if near else "使える名前は templates/README.md にあります。"
        return self._problem(name, f"知らない名前「{field}」です。", self._line_with(name, field), hint)

    def _line_with(self, name: str, word: str) -> int | None:
        """The line of the first tag that names something."""
        text = self._text(name)
        for tag in _TAG.finditer(text):
            if found := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", tag[0]):
                return text.count("\n", 0, tag.start() + found.start()) + 1
        return None

    def _problem(self, name: str, message: str, line: int | None, hint: str | None) -> Problem:
        path = self._file(name)
        quote = None
        if line is not None:
            lines = self._text(name).split("\n")
            quote = lines[line - 1].strip() if line <= len(lines) else None
        return error("HD676", message, place=Place(self.paths.display_path(path), line), quote=quote, hint=hint)
