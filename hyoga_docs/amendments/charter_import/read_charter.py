"""An existing 要綱 read into `charter.yaml`, with what is unclear, what has no place, and what would be printed otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.charter_import.effective import read_days
from hyoga_docs.amendments.charter_import.entries import entries_of
from hyoga_docs.amendments.charter_import.house_style import told_style, with_told
from hyoga_docs.amendments.charter_import.mending import mend
from hyoga_docs.amendments.charter_import.model import CONTENTS, FORM, IN_FORM, RECORD, TITLE_MARK
from hyoga_docs.amendments.charter_import.proof import proof_problems
from hyoga_docs.amendments.charter_import.references import link_references
from hyoga_docs.amendments.charter_import.sentences import part_sentences
from hyoga_docs.amendments.charter_import.source_lines import read_source
from hyoga_docs.amendments.charter_import.structure import read_structure
from hyoga_docs.amendments.charter_import.write_yaml import charter_yaml
from hyoga_docs.core.problem import Problem, SpecError, error, note, warning
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.spec_file import parse_spec_file

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadPart
    from hyoga_docs.amendments.charter_import.source_lines import Source
    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.spec.style import Style

_PAGE_NUMBER = "ページ番号"
_TOLD_ONCE = {
    TITLE_MARK: "題名の前の印は、題名に入れませんでした。",
    RECORD: "条の後の改正の記録は読みませんでした（{}行）。",
    CONTENTS: "目次は読みませんでした（{}行）。",
    IN_FORM: "様式や別紙の中は読みませんでした（{}行）。",
    _PAGE_NUMBER: "ページ番号など、ページごとの行と見たものは読みませんでした（{}行）。",
}
_NO_STRUCTURE = "「第１条」も「１　目的」のような番号もありません。"


@dataclass(frozen=True)
class ImportedCharter:
    """The YAML of a 要綱, what is to be told of it, and the settings of `style:` by which it is printed as it was."""

    yaml: str
    summary: str
    problems: list[Problem]
    style: dict[str, Any] = field(default_factory=dict)


def import_charter(data: bytes, suffix: str, name: str, house: Style, today: dt.date, schema: str) -> ImportedCharter:
    """Reads a file called `name`. `schema` is where the YAML will find its schema. Raises UsageError and SpecError."""
    source = read_source(data, suffix, name)
    charter = read_structure(entries_of(source))
    if not charter.sections:
        hint = "条や番号のある要綱、要領、規約を読み込みます。画像だけのファイルは読めません。"
        raise SpecError([error("HD681", _NO_STRUCTURE, place=source.place(1), hint=hint)])
    style, told = with_told(house, told_style(charter))
    mend(charter)
    read_days(charter)
    part_sentences(charter)
    printer = _TrialPrint(charter, style, today, schema)
    problems = [*_remarks(charter, source)]
    try:
        link_references(charter, printer.printed)
        problems = [*proof_problems(charter, printer.printed(), style, source), *problems]
    except SpecError as wrong:  # what was read is no charter yet: it is written all the same, for a person to mend
        problems = [*wrong.problems, *problems]
    return ImportedCharter(charter_yaml(charter, schema), _summary(charter), [*_unclear(charter, source), *problems], told)


@dataclass(frozen=True)
class _TrialPrint:
    """Prints what was read, by way of the YAML that is written of it."""

    charter: ReadCharter
    style: Style
    today: dt.date
    schema: str

    def printed(self) -> PrintedCharter:
        """The charter as it is printed once all its amendments are in force."""
        read = parse_spec_file(Charter, charter_yaml(self.charter, self.schema).encode(), "charter.yaml")
        days = [self.today, *(each.date for each in read.model.effective)]
        days += [each.effective for each in read.model.supplementary if each.effective]
        return print_charter(Edition(read.model, max(days), self.style, read.source), "charter", {})[0]


def _unclear(charter: ReadCharter, source: Source) -> list[Problem]:
    """What is marked in the YAML with 要確認, at its line in the source."""
    doubted: list[ReadPart] = [*charter.provisions(), *charter.supplement_parts(), *charter.supplements, *charter.schedules]
    found = [(charter.title_at, "", words) for words in charter.doubts]
    found += [(each.at, each.entry.raw.strip() if each.entry else "", words) for each in doubted for words in each.doubts]
    hint = "YAML の「# 要確認」の行を見て、直すか、よければその行を消してください。"
    return [warning("HD682", words, place=source.place(at), quote=quote or None, hint=hint) for at, quote, words in found]


def _remarks(charter: ReadCharter, source: Source) -> list[Problem]:
    """What has no place in the YAML, or another form in print: what is of one kind is told once where there may be much of it."""
    problems = []
    for kind, entry in charter.remarks:
        if kind not in _TOLD_ONCE:
            hint = "YAML には注釈として書きました。" + ("templates/ のひな形にして、annexes に書けます。" if kind == FORM else "")
            message = f"YAML に書くところのない行です（{kind}）。"
            problems.append(note("HD685", message, place=source.place(entry.at), quote=entry.raw.strip(), hint=hint))
    for kind, message in _TOLD_ONCE.items():
        found = [(entry.at, entry.raw) for each, entry in charter.remarks if each == kind]
        found += [(line.at, line.text) for line in source.left_out] if kind == _PAGE_NUMBER else []
        if found:
            at, raw = found[0]
            problems.append(note("HD685", message.format(len(found)), place=source.place(at), quote=raw.strip() or None))
    return problems


def _summary(charter: ReadCharter) -> str:
    """What was read, in a few words."""
    parts = list(charter.provisions())
    kinds = [("章", "chapter"), ("条", "article")] if charter.form == "articles" else [("項目", "item")]
    counts = [f"{name}{count}" for name, kind in kinds if (count := sum(part.kind == kind for part in parts))]
    counts += [f"附則{len(charter.supplements)}"] if charter.supplements else []
    counts += [f"別表{len(charter.schedules)}"] if charter.schedules else []
    return f"「{charter.title}」（{'、'.join(counts)}）"
