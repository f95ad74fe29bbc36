"""Files that are checked on their own: a packet that somebody else made, a paper before it is sent."""

from __future__ import annotations

import contextlib
import io
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.intake_problems import intake_rejected, intake_warnings
from hyoga_docs.check.office_problems import office_problems
from hyoga_docs.check.paper_steps import paper_step
from hyoga_docs.check.registered_names import names_of
from hyoga_docs.check.run import check_texts
from hyoga_docs.check.supplied_files import cannot_open, check_pointer
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.check.told_once import told_once
from hyoga_docs.check.waivers import waive_alone
from hyoga_docs.core.cache import digest
from hyoga_docs.core.files import LOOK_AT_FILE, PAPER, file_digest, open_plain, read_plain
from hyoga_docs.core.limits import TimeLeft
from hyoga_docs.core.problem import Place, Problem, SpecError, error
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest
from hyoga_docs.pipeline.intake import IntakeRun
from hyoga_docs.pipeline.print_copies import print_copy_of
from hyoga_docs.pipeline.to_ooxml import office_file
from hyoga_docs.plan.model import Document
from hyoga_docs.spec.base_model import M, load
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.csv_reader import any_text
from hyoga_docs.spec.formats import Opened, Use, is_opened, refusal, suffixes
from hyoga_docs.spec.platform import Platform
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.wording import Wording
from hyoga_docs.spec.yaml.reader import read_yaml
from hyoga_docs.text.extract import READERS, read_body
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.passages import Body
from hyoga_docs.text.readers.pdf_lines import pages_body, plain_body

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.pipeline.machine import IntakeSettings
    from hyoga_docs.spec.workspace_paths import WorkspacePaths

_LOOK_FOR_FILE = "ファイルの名前と置き場所を確かめてください。"


def check_file(
    path: Path, workspace: WorkspacePaths | None, settings: IntakeSettings, today: dt.date | None, *, final: bool
) -> list[Problem]:
    """Everything that can be known to be wrong in one file. Raises SpecError for a file that cannot be read."""
    wording, problems = _common(workspace, "wording", Wording)
    wording = wording or Wording()
    # What is wrong with these is told where a meeting is checked.
    platform, _ = _common(workspace, "platform", Platform)
    roster, _ = _common(workspace, "roster", Roster)
    charter, _ = _common(workspace, "charter", Charter)
    context = CheckContext(None, wording, today, final, settings.limit, tuple(names_of(platform, roster, charter)))
    stopped: list[Problem] = []
    document = Document("file", path.name, path=path, time=TimeLeft(settings.limit), place=Place(str(path)))
    with paper_step(document, "点検", stopped):
        body, found = _body(document, path, settings)
        checked = CheckedText(TextOrigin.FILE, str(path), body, title=path.name)
        problems += [*found, *check_texts([checked], context)]
    if stopped:
        raise SpecError(stopped)
    return told_once(waive_alone(problems, wording))


def _body(document: Document, path: Path, settings: IntakeSettings) -> tuple[Body, list[Problem]]:
    place, suffix = Place(str(path)), path.suffix.lower()
    if not _size(path):
        raise SpecError([error("HD304", "ファイルが空（0バイト）です。", place=place, hint="もとのソフトで保存し直してください。")])
    if pointer := check_pointer(Document("file", path.name, path=path, place=place), path):
        raise SpecError(pointer)
    if suffix not in suffixes(Use.CHECK):
        message, hint = refusal(suffix, Use.CHECK)
        raise SpecError([error("HD303", message, place=place, hint=hint)])
    if is_opened(suffix, Opened.PAGES, Opened.PICTURE):
        return _opened(document, path, settings)
    if is_opened(suffix, Opened.OFFICE):
        return _office(document, settings)
    data = read_plain(path)
    if suffix not in READERS:
        return plain_body(decoded(data, place)), []
    try:
        return read_body(data, suffix), []
    except UnusableFileError as problem:
        raise SpecError(
            [error("HD306", f"ファイルを開けません（{problem}）。", place=place, hint="保存し直してください。")]
        ) from problem


def _size(path: Path) -> int:
    """How large a plain file is. Raises SpecError for what cannot be read."""
    try:
        with open_plain(path, PAPER) as stream:
            return stream.seek(0, io.SEEK_END)
    except IsADirectoryError:
        words, hint = "フォルダーの中に、会議の YAML がありません。", _LOOK_FOR_FILE
    except (FileNotFoundError, NotADirectoryError):
        words, hint = "ファイルがありません。", _LOOK_FOR_FILE
    except OSError as problem:
        words, hint = f"ファイルを読めません（{problem.strerror}）。", LOOK_AT_FILE
    raise SpecError([error("HD101", words, place=Place(str(path)), hint=hint)])


def _office(document: Document, settings: IntakeSettings) -> tuple[Body, list[Problem]]:
    """What an Office file says where it is printed, whatever its format, and what is told of it."""
    suffix, data, problems = office_file(document, settings)
    try:
        copy = print_copy_of(document, data, suffix, digest(data), settings.cache)
        body = read_body(copy.data, suffix)
    except UnusableFileError as problem:
        raise SpecError([cannot_open(document, problem)]) from problem
    found = [*problems, *office_problems(document, copy.findings)]
    return body, [replace(problem, document=None, heading=None) for problem in found]


def decoded(data: bytes, place: Place) -> str:
    """The text of a file that any editor of Windows may have written."""
    with contextlib.suppress(UnicodeDecodeError):
        return any_text(data)
    hint = "「UTF-8」で保存し直してください。"
    raise SpecError([error("HD102", "文字の符号が分かりません（UTF-8 でも Shift_JIS でもありません）。", place=place, hint=hint)])


def _opened(document: Document, path: Path, settings: IntakeSettings) -> tuple[Body, list[Problem]]:
    sha = file_digest(path)
    request = IntakeRequest(str(path.resolve()), path.suffix.lower(), None, path.name, (), sha[:12], words_only=True)
    with IntakeRun({"file": request}, {"file": sha}, settings) as reading:
        answer = reading.answers()["file"]
    if isinstance(answer, IntakeRejected):
        raise SpecError([intake_rejected(document, answer)])
    warnings = [_alone(problem) for problem in intake_warnings(document, answer.taken.warnings)]
    return pages_body(answer.taken.text), warnings


def _alone(problem: Problem) -> Problem:
    """A loss in words for a file that is not going to be bound."""
    if problem.code != "HD325":
        return replace(problem, document=None)
    message = problem.message.replace("題名だけを読み上げます。", "調べられません。")
    return replace(problem, document=None, message=message, hint="文字のある PDF を受け取るか、文字認識（OCR）をしてください。")


def _common(workspace: WorkspacePaths | None, name: str, kind: type[M]) -> tuple[M | None, list[Problem]]:
    """A common file of the workspace that a file lies in, if it lies in one that has it."""
    source = workspace.common(name) if workspace else None
    if workspace is None or source is None or not os.path.lexists(source):
        return None, []
    read, problems = read_yaml(source, workspace.display_path(source), workspace.root)
    model, found = load(kind, read) if not problems else (None, [])
    return model, [*problems, *found]
