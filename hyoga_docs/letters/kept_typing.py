"""Letters that people type into: what they typed goes into the new one, or the new one is written beside theirs."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.core.files import PAPER, as_named, read_plain
from hyoga_docs.core.limits import SECONDS, time_limit
from hyoga_docs.core.problem import Place, Problem, error, warning
from hyoga_docs.core.unforeseen import for_developers, said
from hyoga_docs.letters.result import FOLDER
from hyoga_docs.pipeline.output_record import LETTERS, read_record
from hyoga_docs.plan.letters import TYPED_INTO
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings
from hyoga_docs.word.merging.merge import Disagreement, merge, with_record

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.letters.fill_letters import FilledLetter, FilledLetters
    from hyoga_docs.pipeline.output_record import Record

#: What Word and LibreOffice put beside a file while they have it open.
_LOCKS = ("~${}.docx", ".~lock.{}.docx#")
#: What stands behind the name of a letter that was written beside the one of that name.
BESIDE = "（作り直し）"
_CLOSE = "閉じてから、もう一度実行してください。"


def keep_typing(filled: FilledLetters, out: Path, limit: float = SECONDS) -> Record:
    """Puts what people typed into the letters that are about to be written; the files whose words went into them, as read.

    A letter whose file nobody may write to now is left out, and told; so is what could not be merged, and is written beside.
    Merging one may take `limit` seconds.
    """
    known = read_record(out, LETTERS)
    read: set[tuple[str, str]] = set()
    kept = []
    for letter in filled.letters:
        done: FilledLetter | None = letter
        if letter.name in TYPED_INTO and not letter.for_each:
            done, problems = _with_typing(letter, out, known, read, limit)
            filled.problems += problems
            filled.failed += done is None
        kept += [done] if done is not None else []
    filled.letters = kept
    return frozenset(read)


def _with_typing(
    letter: FilledLetter, out: Path, known: Record, read: set[tuple[str, str]], limit: float
) -> tuple[FilledLetter | None, list[Problem]]:
    copy = letter.copies[0]
    name = f"{FOLDER}/{copy.stem}.docx"
    path, place = as_named(out / name), Place(f"{out.name}/{name}")
    new = replace(letter, copies=(replace(copy, data=with_record(copy.data)),))
    if not os.path.lexists(path):
        return new, []
    if told := _not_to_be_written(path, place):
        return None, [told]
    try:
        typed = read_plain(path, PAPER, within=out)
    except OSError as problem:
        return None, [
            error("HD626", f"今のファイルを読めないので、書きませんでした（{problem.strerror}）。", place=place, hint=_CLOSE)
        ]
    mark, fresh = (name, hashlib.sha256(typed).hexdigest()), new.copies[0]
    try:
        with time_limit(limit):
            merged = merge(typed, fresh.data)
            own = None if merged.data == fresh.data else make_print_copy(merged.data, ".docx", PrintSettings(path.name)).data
    except Exception as problem:  # a file of others may cause every kind: here each becomes an answer
        if mark in known or copy.stem.endswith(BESIDE):  # what was typed into the second is kept when it is put in
            return new, []
        done, more = _with_typing(_beside(letter), out, known, read, limit)
        return done, [_told_of_beside(problem, copy.stem, place), *more]
    read.add(mark)
    done = replace(letter, copies=(replace(copy, data=merged.data, print_copy=own),))
    return done, [_told(each, place) for each in merged.disagreements]


def _not_to_be_written(path: Path, place: Place) -> Problem | None:
    """That somebody has a file open, or wants it to stay as it is."""
    for lock in _LOCKS:
        if (path.parent / lock.format(path.stem)).exists():
            hint = f"{_CLOSE}だれも開いていなければ、「{lock.format(path.stem)}」を消してください。"
            return error("HD626", "Word などで開かれているので、書きませんでした。", place=place, hint=hint)
    if not path.stat().st_mode & stat.S_IWUSR:
        hint = "書き換えるなら、読み取り専用を外してください。そのままにするなら、letters から外してください。"
        return error("HD626", "読み取り専用なので、書きませんでした。", place=place, hint=hint)
    return None


def replaced_by(letter: FilledLetter) -> tuple[str, ...]:
    """With what the paths begin of the older files in whose place a letter comes; beside another, it leaves that one's alone."""
    beside = f"{FOLDER}/{letter.title}{BESIDE}."
    if letter.copies and letter.copies[0].stem.endswith(BESIDE):
        return (beside,)
    return (f"{FOLDER}/{letter.title}/", f"{FOLDER}/{letter.title}.", beside)


def _beside(letter: FilledLetter) -> FilledLetter:
    """The letter in a file of another name, so that the first one stays as it is, and its PDF too."""
    copies = tuple(replace(each, stem=each.stem + BESIDE) for each in letter.copies)
    return replace(letter, copies=copies)


def _told_of_beside(problem: Exception, stem: str, place: Place) -> Problem:
    is_told = isinstance(problem, UnusableFileError)
    why = problem if is_told else said(problem)
    message = f"今のファイルと合わせられないので（{why}）、「{stem}{BESIDE}.docx」を横に作りました。今のファイルはそのままです。"
    hint = f"打った所を「{stem}{BESIDE}.docx」に写し、名前を「{stem}.docx」に替えてください。次からは合わせられます。"
    hint = hint if is_told else hint + for_developers(problem)
    return warning("HD630", message, place=place, hint=hint)


def _told(disagreement: Disagreement, place: Place) -> Problem:
    """A line that stayed as a person left it."""
    typed, generated = (re.sub(r"[\t\n]+", " ", each) for each in disagreement)
    if not typed:
        return warning(
            "HD625",
            f"消されたか動かされた行の元が変わりました（「{generated}」）。そのままにしました。",
            place=place,
            quote=generated,
            hint="要るなら、Word で書き足してください。",
        )
    if not generated:
        message = "元のなくなった行を、下に打たれた所があるので残しました。"
        return warning(
            "HD625", message, place=place, quote=typed, hint="要らなければ、打った所といっしょに Word で消してください。"
        )
    message = f"手で直された行の元が変わりました（「{generated}」）。直されたままにしました。"
    return warning("HD625", message, place=place, quote=typed, hint="どちらが正しいか確かめ、Word か YAML を直してください。")
