"""One word or one look changed at random in Office files: the word is told once in every form, and of a look no word is told.

    python bench/random_changes.py [COUNT] [--corpus DIR] [--seed SEED]

Each change is made in a random part of a random file: those of bench/office_cases.py, and those of DIR. What `textconv` says of
both files, what `diff` finds in it, its reports, and the list of errors of a 差替え are held against each other. A word
that no reader sees (a comment, a hidden slide) changes nothing. Ends with 1 if anything is told twice, falsely or not at all.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from office_cases import all_cases

from hyoga_docs.diff.compare import compare_sides
from hyoga_docs.diff.model import ComparedDocument, Difference, PacketState
from hyoga_docs.diff.replacement.leaves import as_distributed, replaced
from hyoga_docs.diff.replacement.notice import notice_context
from hyoga_docs.diff.report.json_report import json_report
from hyoga_docs.diff.report.markdown_report import markdown_report
from hyoga_docs.diff.report.text_report import text_report
from hyoga_docs.text.extract import read_lines
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts, write_parts
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SAID = re.compile(r"(<(?:[wam]:)?t(?: [^<>]*)?>)([^<>&]+)(?=</)")
_WORD = re.compile(r"[一-鿿]{2,}|[ァ-ヶー]{3,}|[ぁ-ん]{3,}|[A-Za-z]{3,}")
#: Words that no file says, by the letters of which they are.
_NEW = {"一": "霧笛雪渓", "ァ": "ヌヴォヮ", "ぁ": "ゐゑぬぢづ", "A": "qzjxkvw"}
_LOOKS = (
    (re.compile(r"<w:r>(?:<w:rPr/>)?(?=<w:t)"), '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr>'),
    (re.compile(r"<w:rPr>(?!<w:r(?:Style|Fonts))"), "<w:rPr><w:b/>"),
    (re.compile(r'(<w:pgMar [^>]*w:left=")[0-9]+"'), r'\g<1>1900"'),
    (re.compile(r'(<a:rPr [^>]*sz=")[0-9]+"'), r'\g<1>1700"'),
    (re.compile(r"(<font>(?:<b/>)?<sz val=\")[0-9]+\""), r'\g<1>9"'),
)


@dataclass(frozen=True)
class Change:
    """A file before and after; `was` and `now` are the words that differ, empty for a look."""

    name: str
    suffix: str
    old: bytes
    new: bytes
    was: str = ""
    now: str = ""


def changes(files: Sequence[tuple[str, str, bytes]], count: int, seed: int = 1) -> Iterator[Change]:
    """So many changes of files that are given with their names and suffixes, by turns of a word and of a look."""
    random = Random(seed)
    for number in range(count):
        change = None
        while change is None:
            name, suffix, data = random.choice(files)
            change = _word(name, suffix, data, random) if number % 2 == 0 else _look(name, suffix, data, random)
        yield change


def _word(name: str, suffix: str, data: bytes, random: Random) -> Change | None:
    """A word of a text of any part, changed."""
    parts = read_parts(data)
    held = [
        (part, text.start(2) + word.start(), word[0])
        for part, xml in sorted(parts.items())
        if part.endswith(".xml") and "docProps" not in part
        for text in _SAID.finditer(xml.decode("utf-8", "replace"))
        for word in _WORD.finditer(text[2])
    ]
    if not held:
        return None
    part, place, was = random.choice(held)
    letters = next(letters for first, letters in _NEW.items() if _kind(first) == _kind(was[0]))
    now = "".join(letters[index % len(letters)] for index in range(len(was)))
    xml = parts[part].decode()
    changed = f"{xml[:place]}{now}{xml[place + len(was) :]}".encode()
    return Change(f"{name}: {part}", suffix, data, write_parts({**parts, part: changed}), was, now)


def _kind(letter: str) -> int:
    return next(index for index, form in enumerate(("[一-鿿]", "[ァ-ヶー]", "[ぁ-ん]", "[A-Za-z]")) if re.match(form, letter))


def _look(name: str, suffix: str, data: bytes, random: Random) -> Change | None:
    """The look of a text or of a page, changed."""
    parts = read_parts(data)
    held = [
        (part, found, look)
        for part, xml in sorted(parts.items())
        if part.endswith(".xml")
        for form, look in _LOOKS
        for found in form.finditer(xml.decode("utf-8", "replace"))
    ]
    if not held:
        return None
    part, found, look = random.choice(held)
    xml = found.string[: found.start()] + found.expand(look) + found.string[found.end() :]
    return Change(f"{name}: {part}", suffix, data, write_parts({**parts, part: xml.encode()}))


def wrong(change: Change) -> Iterator[str]:
    """What is told of a change that is not so, and what is not told."""
    try:
        before, after = (
            read_lines(make_print_copy(data, change.suffix, PrintSettings()).data, change.suffix)
            for data in (change.old, change.new)
        )
    except UnusableFileError:
        return
    difference = _difference(before, after)
    events = [event for paper in difference.papers for event in (*paper.words, *paper.numbers)]
    if before == after:
        yield from ["a word is told, and none changed"] if events else []
        return
    if not change.now:
        yield f"a look changed what is read: {events}"
        return
    marks = Counter(line[0] for line in ndiff(before, after) if line[2:].strip())
    if not 1 <= len(events) <= max(marks["-"], marks["+"]):
        yield f"{len(events)} events, {dict(marks)} lines"
    if change.now in "\n".join(after):
        for form, told in _told(difference).items():
            if change.now not in told:
                yield f"{form} does not say {change.now}: {told[-200:]}"


def _difference(before: Sequence[str], after: Sequence[str]) -> Difference:
    sides = [
        PacketState("a", "題", (ComparedDocument("file", "", "題", "file", "a", "", 1, 1, "\n".join(["# 題", "", *lines])),))
        for lines in (before, after)
    ]
    return compare_sides(sides[0], sides[1])


def _told(difference: Difference) -> dict[str, str]:
    """What each form says."""
    assert difference.old is not None
    held = as_distributed(difference.old)
    notice = notice_context(difference, replaced(difference, held), held, duplex=False, turn=1)
    return {
        "the terminal": "\n".join(text_report([difference], str)),
        "Markdown": re.sub(r"</?(?:ins|del|strong)>", "", markdown_report([difference])),
        "JSON": "\n".join("".join(text for text, _ in cell) for cell in _json_cells(difference)),
        "the notice": "\n".join(str(row["right"]) for row in notice["errata"]),
    }


def _json_cells(difference: Difference) -> Iterator[list[tuple[str, bool]]]:
    for paper in json.loads(json_report([difference]))[0]["papers"]:
        for event in (*paper["words"], *paper["numbers"]):
            yield from event["new"]


def made_files() -> list[tuple[str, str, bytes]]:
    """The files of bench/office_cases.py."""
    return [(case.name, case.suffix, case.data) for case in all_cases()]


def main(arguments: Sequence[str]) -> int:
    """Makes changes, prints what is wrong, and says whether nothing is."""
    parser = argparse.ArgumentParser(prog="random_changes.py", description="Changes words and looks, and reads what is told.")
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--corpus", type=Path, help="a folder with more files")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    files = made_files()
    for path in sorted(asked.corpus.rglob("*")) if asked.corpus else ():
        if path.suffix in {".docx", ".xlsx", ".pptx"} and (data := path.read_bytes())[:2] == b"PK" and _is_read(data, path.suffix):
            files.append((path.name, path.suffix, data))
    bad = 0
    for change in changes(files, asked.count, asked.seed):
        for each in wrong(change):
            bad += 1
            print(f"{change.name} ({change.was} → {change.now}): {each}")
    print(f"{asked.count} changes in {len(files)} files: {bad} wrong")
    return 1 if bad else 0


def _is_read(data: bytes, suffix: str) -> bool:
    try:
        read_lines(data, suffix)
        read_parts(data)
    except (UnusableFileError, OSError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
