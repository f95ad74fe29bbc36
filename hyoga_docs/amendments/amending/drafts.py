"""The documents that amend, replace or repeal a charter, as Word files: with a table or with sentences, and its new text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.amend import amending_paragraphs
from hyoga_docs.amendments.amending.amending_document import AmendedCharter, AmendingDocument
from hyoga_docs.amendments.amending.annex_reader import SentenceError
from hyoga_docs.amendments.amending.annex_sentences import annex_sentences
from hyoga_docs.amendments.amending.document_context import document_context, document_lines
from hyoga_docs.amendments.amending.house_numbers import HouseNumbers
from hyoga_docs.amendments.amending.printed_annexes import annexes_of
from hyoga_docs.amendments.amending.supplement_sentences import own_supplements, supplement_sentences, title_sentences
from hyoga_docs.amendments.amending.whole_text import has_little_in_common, whole_text
from hyoga_docs.amendments.comparison.amended_in_place import first_places
from hyoga_docs.amendments.comparison.amending_text import draft
from hyoga_docs.amendments.comparison.amendment_documents import TABLE, DraftDocument, DraftRenderer, consolidated
from hyoga_docs.amendments.comparison.charter_table import without_new_supplements
from hyoga_docs.amendments.comparison.comparison_context import comparison_context
from hyoga_docs.amendments.comparison.text_report import report
from hyoga_docs.core.problem import SpecError, UsageError, error
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition
from hyoga_docs.plan.roster import print_roster
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from hyoga_docs.amendments.amending.annex_model import Part
    from hyoga_docs.amendments.amending.annex_sentences import Annex
    from hyoga_docs.amendments.comparison.editions import CharterAndRoster, Council, Texts
    from hyoga_docs.amendments.comparison.model import ComparisonTable
    from hyoga_docs.amendments.comparison.provisions import Places
    from hyoga_docs.pipeline.machine import Machine
    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.word.template_context import Context

_WHOLE = "全部を改正する形です。改正の日の附則があれば、附則はそれだけを入れました。"
_BY_TABLE, _BY_SENTENCES, _REPEALING = "01-改正文", "01-改め文", "01-廃止"


@dataclass(frozen=True)
class AmendingDraft:
    """What amends a charter by sentences; `how` says in one line how the sentences were proved."""

    document: AmendingDocument
    how: str
    in_articles: bool


@dataclass(frozen=True)
class _PrintedEdition:
    """An edition of a charter as it is printed, with its annexes."""

    title: str
    printed: PrintedCharter
    annexes: list[Annex]


def table_drafts(
    compared: ComparisonTable, council: Council, states: tuple[CharterAndRoster, CharterAndRoster], machine: Machine
) -> list[DraftDocument]:
    """The draft that amends the charter by a table, its 新旧対照表, and the charter and its annexes as they will be.

    Raises SpecError.
    """
    old, new = states
    renderer, style = DraftRenderer(council, new, machine), council.platform.style
    house, amended = style.comparison, _amended(council, old, new.day)
    amending = replace(compared, rows=without_new_supplements(compared.rows))
    made = draft(amending, amended.title, amended.charter.effective_on(old.day), new.day, style)
    values = {"old": house.old, "new": house.new, "changes": made.texts[-1]}
    texts = [text for each in style.amendment.table_lead if (text := amended.filled(each, **values))]
    context: Context = {
        "comparison": {**comparison_context(amending, house), "lead": ""},
        "amendment": {"title": made.title, "texts": texts, "supplement": list(made.supplement)},
    }
    lines = [*texts, "", *report(amending, house)[1:], "", style.supplement, *made.supplement]
    first = renderer.draft(_BY_TABLE, house.amendment, context, made.title, lines)
    return [first, renderer.table(f"02-{TABLE}", compared), *consolidated(council, new, machine)]


def sentences_drafts(
    made: AmendingDraft, compared: ComparisonTable, council: Council, new: CharterAndRoster, machine: Machine
) -> list[DraftDocument]:
    """The document that amends the charter by sentences, its 新旧対照表, and the new text. Raises SpecError."""
    renderer = DraftRenderer(council, new, machine)
    first = _document_draft(_BY_SENTENCES, made, renderer)
    return [first, renderer.table(f"02-{TABLE}", compared), *consolidated(council, new, machine)]


def repeal_drafts(made: AmendingDraft, council: Council, old: CharterAndRoster, machine: Machine) -> list[DraftDocument]:
    """The document that repeals the charter. Raises SpecError."""
    return [_document_draft(_REPEALING, made, DraftRenderer(council, old, machine))]


def _document_draft(stem: str, made: AmendingDraft, renderer: DraftRenderer) -> DraftDocument:
    document, template = made.document, renderer.council.platform.style.amendment.template
    context = document_context(document, in_articles=made.in_articles)
    return renderer.draft(stem, template, context, document.title, document_lines(document))


def amending_draft(
    council: Council, old: CharterAndRoster, new: CharterAndRoster, texts: Callable[[CharterAndRoster], Texts], *, whole: bool
) -> AmendingDraft:
    """What amends a charter by 改め文, or replaces it as a `whole`; one of which little stays is replaced, too.

    `texts` reads the annexes whose words stand in templates. Raises SpecError, and UsageError where no sentences were found
    that lead to the new text (HD686, HD691), or none are needed (HD693).
    """
    style, amended = council.platform.style, _amended(council, old, new.day)
    before, after = (_print(council, state, texts(state)) for state in (old, new))
    was, now = before.printed, after.printed
    own, house = own_supplements(was, now, new.day), style.amendment
    if whole or has_little_in_common(was, now):
        parts = whole_text(now, after.title, own or now.supplements, after.annexes)
        document = amended.document("の全部を改正する", [amended.filled("{title}{source}の全部を次のように改正する。")], parts, own)
        return AmendingDraft(replace(document, supplement=()), _WHOLE, now.in_articles)
    say = HouseNumbers(style, now.in_articles).say
    try:
        sentences: list[Part] = [
            *title_sentences(before.title, after.title),
            *amending_paragraphs(was, now, style, _places(old, new)),
            *supplement_sentences(was, now, own, say),
            *annex_sentences(before.annexes, after.annexes, say, supplemented=bool(was.supplements)),
        ]
    except SentenceError as problem:
        hint = "--form 新旧対照表 か --form 全部改正 で作ってください。"
        message = "附則、別表、別紙の改正を、改め文で書けませんでした。"
        raise UsageError([error("HD691", message, quote=str(problem), hint=hint)]) from problem
    if not sentences:
        hint = "附則だけが加わるときは、改める条や別表も charter.yaml に書いてください。"
        raise UsageError([error("HD693", "改め文で書く改正がありません。", quote=f"{old.called}、{new.called}", hint=hint)])
    document = amended.document("の一部を改正する", [amended.filled(house.lead)], sentences, own)
    return AmendingDraft(document, _proved(before, after), now.in_articles)


def repealing_draft(council: Council, old: CharterAndRoster, day: dt.date) -> AmendingDraft:
    """What repeals a charter on a day. Raises SpecError."""
    amended = _amended(council, old, day)
    document = amended.document("を廃止する", [amended.filled("{title}{source}は、廃止する。")], (), ())
    return AmendingDraft(document, "", _print(council, old, {}).printed.in_articles)


def _places(old: CharterAndRoster, new: CharterAndRoster) -> Places:
    """Of two editions of one file, which entry amends which."""
    same = old.charter is not None and new.charter is not None and old.charter.model == new.charter.model
    return first_places(new.charter.model) if same and new.charter is not None else None


def _proved(before: _PrintedEdition, after: _PrintedEdition) -> str:
    """What was read again, and what was not."""
    said = "改め文を改正前の題名から別紙までに当てはめると、改正後と一字も違わないことを確かめました。"
    templates = dict.fromkeys(each.text.label for each in (*before.annexes, *after.annexes) if each.text.template)
    return said + (f"{'、'.join(templates)}の中の文は、確かめていません。" if templates else "")


def _amended(council: Council, state: CharterAndRoster, day: dt.date) -> AmendedCharter:
    if state.charter is None:
        raise LookupError("charter")
    return AmendedCharter(state.charter.model, state.day, day, council.platform.style)


def _print(council: Council, state: CharterAndRoster, texts: Texts) -> _PrintedEdition:
    if state.charter is None:
        raise LookupError("charter")
    charter, style = state.charter.model, council.platform.style
    edition = Edition(charter, state.day, style, state.charter.source)
    printed, problems = print_charter(edition, "charter", {annex.id: annex.id for annex in charter.annexes})
    if problems:
        raise SpecError(problems)
    roster = print_roster(state.roster.model, state.day, style) if state.roster else None
    return _PrintedEdition(text_on(charter.title, state.day) or "", printed, annexes_of(printed, roster, texts))
