"""All the checks, in the order in which they look."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.check.attendance import check_attendance
from hyoga_docs.check.brackets import check_brackets
from hyoga_docs.check.confidential import check_confidential
from hyoga_docs.check.dates import check_dates
from hyoga_docs.check.doubled_words import check_doubled_words
from hyoga_docs.check.fields import check_fields
from hyoga_docs.check.findings import not_checked
from hyoga_docs.check.headings import check_headings
from hyoga_docs.check.homophones import check_homophones
from hyoga_docs.check.labels import check_labels
from hyoga_docs.check.letters import check_days
from hyoga_docs.check.meeting_day import check_fiscal_year, check_meeting_day
from hyoga_docs.check.members import check_members
from hyoga_docs.check.mojibake import check_mojibake
from hyoga_docs.check.names import check_names
from hyoga_docs.check.names_of_bodies import check_bodies
from hyoga_docs.check.numerals import check_numerals
from hyoga_docs.check.odd_characters import check_odd_characters
from hyoga_docs.check.officers import check_officers
from hyoga_docs.check.placeholders import check_drafts, check_effective, check_placeholders
from hyoga_docs.check.publication import check_publication
from hyoga_docs.check.results import check_results
from hyoga_docs.check.same_members import check_same_members
from hyoga_docs.check.script import check_script
from hyoga_docs.check.similar_names import check_likeness
from hyoga_docs.check.spelling import check_spelling
from hyoga_docs.check.sums import check_sums
from hyoga_docs.check.supplied_files import check_supplied
from hyoga_docs.check.tables import check_tables
from hyoga_docs.check.terms import check_terms
from hyoga_docs.check.texts import LONGEST_PASSAGE, LONGEST_TEXT, TextOrigin
from hyoga_docs.check.titles import check_titles
from hyoga_docs.check.told_once import Alike
from hyoga_docs.check.typed_numbers import check_typed_numbers
from hyoga_docs.check.wording import check_variants, check_wording
from hyoga_docs.check.yaml_values import check_yaml_values
from hyoga_docs.core.limits import time_limit
from hyoga_docs.core.problem import Severity
from hyoga_docs.text.passages import Body

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText
    from hyoga_docs.core.problem import Problem
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.text.passages import Passage

#: Each looks at one text by itself: the first at all that a template printed, the second at what is the template's own.
_OF_PRINT = (check_brackets, check_placeholders, check_dates, check_meeting_day)
_OF_WORDS = (
    check_numerals,
    check_headings,
    check_wording,
    check_homophones,
    check_doubled_words,
    check_tables,
    check_sums,
    check_confidential,
)
#: Each looks at all the texts of a packet beside each other.
_OF_ALL = (check_labels, check_titles, check_likeness, check_odd_characters, check_bodies, check_spelling, check_variants)
_AROUND = 12
_BEGINNING = 12  # characters
_MOST_FINDINGS = 1_000  # of one kind in one text; nobody reads more


def run_checks(plan: Plan) -> list[Problem]:
    """What the YAML and the supplied files say of themselves."""
    own = (
        check_yaml_values,
        check_fields,
        check_names,
        check_typed_numbers,
        check_terms,
        check_members,
        check_attendance,
        check_days,
        check_officers,
        check_same_members,
        check_script,
        check_fiscal_year,
        check_supplied,
        check_publication,
        check_results,
    )
    return [problem for check in own for problem in check(plan)]


def check_texts(texts: Sequence[CheckedText], context: CheckContext) -> list[Problem]:
    """Every family's findings in the texts. What stands in the YAML is told there, and not again where it was printed."""
    long = _too_long(texts)
    texts, garbled = check_mojibake(texts)
    problems = [*check_effective(context), *long, *garbled]
    written = list(problems)
    for checked in texts:
        if checked.kind is not TextOrigin.MADE:
            with time_limit(context.limit):
                found = [problem for family in (*_OF_PRINT, *_OF_WORDS) for problem in family(checked, context)]
            problems += found
            written += found if checked.kind is TextOrigin.YAML else []
    told: dict[tuple[str, str], list[_FindingKey]] = defaultdict(list)
    for key in map(_key, written):
        told[key.code, key.marked].append(key)
    own = _of_templates(texts)
    for checked, template in zip(texts, own, strict=True):
        if checked.kind is TextOrigin.MADE:
            with time_limit(context.limit):
                found = [problem for family in _OF_PRINT for problem in family(checked, context)]
                found += [problem for family in _OF_WORDS for problem in family(template, context)]
            problems += [problem for problem in found if not _is_told(_key(problem), told)]
    problems += check_drafts([checked for checked in texts if checked.kind is not TextOrigin.YAML], context)
    for family in _OF_ALL:
        problems += family(own, context)
    return _first_ones(problems)


def _too_long(texts: Sequence[CheckedText]) -> list[Problem]:
    """The texts that are not checked to their end."""
    message = (
        f"文字が多すぎるため、全部は点検していません（一つの段落は{LONGEST_PASSAGE:,}字、一つの資料は{LONGEST_TEXT:,}字まで）。"
    )
    return [not_checked(checked, message) for checked in texts if checked.is_cut]


def _first_ones(problems: Sequence[Problem]) -> list[Problem]:
    """The findings without those that nobody would read: of one kind in one text, what comes after the first thousand.

    Findings that are told as one with a count are one.
    """
    counts: Counter[tuple[str, str | None, str]] = Counter()
    kept: list[Problem] = []
    seen: set[Alike] = set()
    for problem in problems:
        alike = Alike.of(problem)
        if alike in seen:
            kept.append(problem)
            continue
        if alike is not None:
            seen.add(alike)
        kind = (problem.code, problem.document, problem.place.file if problem.place is not None else "")
        counts[kind] += 1
        if counts[kind] <= _MOST_FINDINGS:
            kept.append(problem)
        elif counts[kind] == _MOST_FINDINGS + 1:
            message = f"{problem.code} の指摘が{_MOST_FINDINGS:,}件を超えました。その先は示しません。"
            hint = "示したものを直してから、もう一度点検してください。"
            kept.append(replace(problem, severity=Severity.WARNING, code="HD375", message=message, hint=hint))
    return kept


@dataclass(frozen=True)
class _FindingKey:
    """What a finding is of: its code, the words in question, those before and those after."""

    code: str
    marked: str
    before: str
    after: str


def _key(problem: Problem) -> _FindingKey:
    quote, caret = problem.quote or "", problem.caret or (0, 0)
    return _FindingKey(
        problem.code,
        quote[caret[0] : caret[1]],
        quote[: caret[0]].lstrip("…")[-_AROUND:],
        quote[caret[1] :].rstrip("… \n")[:_AROUND],
    )


def _is_told(printed: _FindingKey, told: Mapping[tuple[str, str], Sequence[_FindingKey]]) -> bool:
    """Whether a finding in a made document is that of a value of the YAML, which stands in it whole."""
    same = told.get((printed.code, printed.marked), ())
    return any(printed.before.endswith(each.before) and printed.after.startswith(each.after) for each in same)


def _of_templates(texts: Sequence[CheckedText]) -> list[CheckedText]:
    """The texts, those of made documents with blanks for what the YAML says: it was looked at there."""
    said = {passage.text.strip() for checked in texts if checked.kind is TextOrigin.YAML for passage in checked.passages}
    beginning: dict[str, list[str]] = defaultdict(list)
    for text in said:
        if len(text) > 1:
            beginning[text[:_BEGINNING]].append(text)
    return [
        replace(checked, body=Body(tuple(_without(passage, beginning) for passage in checked.passages), checked.body.grids))
        if checked.kind is TextOrigin.MADE
        else checked
        for checked in texts
    ]


def _without(passage: Passage, beginning: Mapping[str, Sequence[str]]) -> Passage:
    """A passage with blanks for texts, the longest first; they are given by how they begin, so that few are looked for."""
    text = passage.text
    starts = {text[at : at + size] for at in range(len(text)) for size in range(2, _BEGINNING + 1)}
    said = [each for start in starts & beginning.keys() for each in beginning[start]]
    for each in sorted(said, key=lambda each: (-len(each), each)):
        text = text.replace(each, "　" * len(each))
    return replace(passage, text=text) if text != passage.text else passage
