"""The charter of a day as lines to print: numbered in its form, and every `<id>` turned into what it names that day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, error
from hyoga_docs.japanese.numbered_names import has_number, numbered_name, without_number
from hyoga_docs.japanese.numerals import bare_number, marked, with_gap
from hyoga_docs.plan.article_numbers import Address, ArticleNumbering, NumberedProvision, Step
from hyoga_docs.plan.articles import ArticlePrinter, anchors, contents
from hyoga_docs.plan.charter_references import EFFECTIVE, ProvisionTarget, References
from hyoga_docs.plan.printed_charter import CharterLine, Edition, PrintedAnnex, PrintedCharter, PrintedSupplement, charter_title
from hyoga_docs.plan.rich_text import Anchor, Link, Text, plain_text
from hyoga_docs.plan.schedules import NumberedSchedule, number_schedules, print_schedules, schedule_ids, schedule_targets
from hyoga_docs.spec.provision import Provision
from hyoga_docs.spec.term import Phrase, text_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.spec.charter import Charter, CharterAnnex, Supplement
    from hyoga_docs.spec.style import Style
    from hyoga_docs.spec.yaml.reader import Path_

_BARE = re.compile(r"[0-9０-９一二三四五六七八九十百Ⅰ-ⅿ]")
#: What stands behind the title of a 附則 that is printed in part.
_EXTRACT = "抄"
#: How 様式 are numbered where nothing else is said.
_FORM = "様式第１号"


@dataclass(frozen=True)
class _Numbered:
    """A provision of a charter in numbers."""

    provision: Provision
    level: int
    number: str
    reference: str
    path: Path_


@dataclass(frozen=True)
class _NumberedSupplement:
    """One 附則: the entry of the YAML that says its day, and its numbered 項."""

    entry: Supplement
    paragraphs: list[NumberedProvision]


def print_charter(edition: Edition, key: str, annex_keys: dict[str, str]) -> tuple[PrintedCharter, list[Problem]]:
    """The charter's lines. `key` is its document's key; `annex_keys` gives the key of each annex's document.

    A reference to nothing is a problem, and prints its id.
    """
    charter, style, day = edition.charter, edition.style, edition.day
    in_articles = charter.form == "articles"
    articles = list(ArticleNumbering(style, day).number(charter.sections, ("sections",))) if in_articles else []
    numbered = [] if in_articles else list(_number(charter.sections, 1, (), ("sections",), edition))
    supplements = _number_supplements(edition)
    paragraphs = [each for supplement in supplements for each in supplement.paragraphs]
    kinds = [_kind(annex, charter, style) for annex in charter.annexes if annex.holds(day)]
    schedules = number_schedules(charter.schedules, kinds.count(style.charter_schedule), day, style)
    annexes = _annexes(kinds, schedules, edition)
    problems = _same_ids([*numbered, *articles, *paragraphs], schedules, edition)
    settled = charter.effective_on(day)
    targets: dict[str, str | Link] = {EFFECTIVE: style.dates.day(settled) if settled else style.date_placeholder}
    targets |= {item.provision.id: Link(f"{key}#{item.provision.id}", item.reference) for item in numbered if item.provision.id}
    targets |= {annex.id: Link(annex_keys[annex.id], label) for annex, label, _ in annexes if annex.id in annex_keys}
    targets |= schedule_targets(schedules, day, key)
    leads = {**anchors(articles), **anchors(paragraphs)}
    provisions = {
        each.provision.id: ProvisionTarget(each.address, f"{key}#{leads[each.provision.id]}")
        for each in [*articles, *paragraphs]
        if each.provision.id
    }
    relative = in_articles and style.charter_references == "relative"
    references = References(targets, edition.source, problems, provisions, relative)
    named = "".join(style.supplement.split()) if supplements else ""
    preamble = [*_preamble(edition, references)]
    lines = [*contents(articles, day, named, preamble=bool(preamble))] if charter.contents else []
    lines += preamble
    lines += [line for item in numbered for line in _printed(item, edition, references)]
    lines += ArticlePrinter(edition, references).lines(articles) if articles else ()
    printed = tuple(_printed_supplement(each, edition, references) for each in supplements)
    history = tuple(phrase.text for phrase in charter.history if phrase.holds(day))
    added = tuple(_with_provisions(annex, edition, references) for annex in annexes)
    tables = print_schedules(schedules, day, style, references.resolve)
    return PrintedCharter(charter_title(edition), tuple(lines), printed, added, tables, history, in_articles), problems


def _kind(annex: CharterAnnex, charter: Charter, style: Style) -> str:
    """What an annex is called, as an example with its number where there is one.

    Where nothing says how 別表 are numbered and there are no tables, annexes that the house calls 別表 are 別表１, as 別紙１ is.
    """
    if annex.kind is None and not charter.schedules and "charter_schedule" not in style.model_fields_set:
        return style.charter_annex
    kind = annex.kind or style.charter_annex
    return {"様式": _FORM, without_number(style.charter_schedule): style.charter_schedule}.get(kind, kind)


def _annexes(kinds: Sequence[str], schedules: Sequence[NumberedSchedule], edition: Edition) -> list[PrintedAnnex]:
    """The annexes of the day with their names, those of each kind numbered by themselves; 別表 go on from those before them."""
    made: list[PrintedAnnex] = []
    for annex, kind in zip((each for each in edition.charter.annexes if each.holds(edition.day)), kinds, strict=True):
        is_schedule = kind == edition.style.charter_schedule
        before = schedules[-1].number if is_schedule and schedules else 0
        place, count = before + kinds[: len(made) + 1].count(kind), before + kinds.count(kind)
        alone = count == 1 and (is_schedule or not has_number(kind))
        label = without_number(kind) if alone else numbered_name(kind, place, edition.style.digits)
        made.append(PrintedAnnex(annex, label))
    return made


def _with_provisions(printed: PrintedAnnex, edition: Edition, references: References) -> PrintedAnnex:
    path = ("annexes", edition.charter.annexes.index(printed.annex), "provisions")
    words = plain_text(references.resolve("、".join(f"<{name}>" for name in printed.annex.provisions), path))
    opening, closing = edition.style.brackets
    return printed._replace(provisions=f"{opening}{words}関係{closing}" if words else "")


def _preamble(edition: Edition, references: References) -> Iterator[CharterLine]:
    """The 前文; in numbers its paragraphs look like those under a heading."""
    kind = "preamble" if edition.charter.form == "articles" else "body"
    for index, phrase in enumerate(edition.charter.preamble):
        if phrase.holds(edition.day):
            path: Path_ = ("preamble", index)
            yield CharterLine(kind, 1, (), references.resolve(phrase.text, (*path, "text")), path, reference="前文")


def _printed(item: _Numbered, edition: Edition, references: References) -> list[CharterLine]:
    """The paragraphs of one provision: its number with heading or text, its body, its bullets."""
    provision, path, level, day = item.provision, item.path, item.level, edition.day
    gap = with_gap(item.number)[len(item.number) :]
    anchored: Text = (Anchor(provision.id, item.number), gap) if provision.id else (item.number, gap)
    kind, phrases = ("heading", provision.heading) if provision.heading else ("text", provision.text)
    words = references.resolve(text_on(phrases, day) or "", (*path, kind))
    lines = [CharterLine(kind, level, anchored, words, path, provision.id or "")]
    for kind, mark, phrases in (("body", (), provision.body), ("bullet", (edition.style.bullet,), provision.bullets)):
        key = "body" if kind == "body" else "bullets"
        for index, phrase in enumerate(phrases):
            if phrase.holds(day):
                where = (*path, key, index)
                lines.append(CharterLine(kind, level, mark, references.resolve(phrase.text, (*where, "text")), where))
    return lines


def _number_supplements(edition: Edition) -> list[_NumberedSupplement]:
    """The 附則 of the day with their 項: the charter's own in one, then one for each amendment in the order of their days."""
    held = [(index, each) for index, each in enumerate(edition.charter.supplementary) if each.holds(edition.day)]
    own = [(index, each) for index, each in held if each.effective is None and each.source is None]
    others = [[(index, each)] for index, each in held if each.effective is not None or each.source is not None]
    if all(entries[0][1].effective for entries in others):
        others.sort(key=lambda entries: entries[0][1].effective or edition.day)
    made = []
    for order, entries in enumerate([*([own] if own else []), *others], 1):
        address = Address((Step("附則", "".join(edition.style.supplement.split()), order),))
        paragraphs = [pair for index, each in entries for pair in _paragraphs_of(index, each)]
        if edition.charter.form == "articles" or any(each.paragraphs for _, each in entries):
            numbered = list(ArticleNumbering(edition.style, edition.day).supplement(paragraphs, address))
        else:
            numbered = [NumberedProvision(each, "paragraph", 1, "", address, path) for path, each in paragraphs]
        made.append(_NumberedSupplement(entries[0][1], numbered))
    return made


def _paragraphs_of(index: int, supplement: Supplement) -> list[tuple[Path_, Provision]]:
    path: Path_ = ("supplementary", index)
    texts = [(path, Provision(text=(Phrase(text=text),))) for text in supplement.text]
    return texts + [((*path, "paragraphs", number), each) for number, each in enumerate(supplement.paragraphs)]


def _printed_supplement(supplement: _NumberedSupplement, edition: Edition, references: References) -> PrintedSupplement:
    entry = supplement.entry
    effective = edition.style.dates.day(entry.effective) if entry.effective else None
    lines = ArticlePrinter(edition, references, effective).lines(supplement.paragraphs)
    opening, closing = edition.style.brackets
    source = (entry.source or "").removesuffix(_EXTRACT).rstrip(" 　")
    extract = _EXTRACT if (entry.source or "").endswith(_EXTRACT) else ""
    title = edition.style.supplement + (f"{opening}{source}{closing}" if source else "") + extract
    return PrintedSupplement(entry.effective, tuple((*line.number, *line.text) for line in lines), title, lines)


def _number(provisions: Sequence[Provision], level: int, above: tuple[str, ...], path: Path_, edition: Edition) -> list[_Numbered]:
    """Every provision of the day with its number, in the order of printing (bullets and body come with their provision)."""
    order = edition.style.charter_numbers
    mark = order[min(level, len(order)) - 1]
    done: list[_Numbered] = []
    held = [(index, provision) for index, provision in enumerate(provisions) if provision.holds(edition.day)]
    for count, (index, provision) in enumerate(held, 1):
        text = marked(count, mark, edition.style.digits)
        here = (*path, index)
        done.append(_Numbered(provision, level, text, path_text((*above, text)), here))
        done += _number(provision.items, level + 1, (*above, text), (*here, "items"), edition)
    return done


def path_text(numbers: tuple[str, ...]) -> str:
    """`３（１）①`, also of `３．`; two bare numbers that would run together are parted: `第１の１`, `Ⅰの１`."""
    text = ""
    for number_ in map(bare_number, numbers):
        text += "の" + number_ if _BARE.match(text[-1:]) and _BARE.match(number_) else number_
    return text


def _same_ids(
    numbered: Sequence[_Numbered | NumberedProvision], schedules: Sequence[NumberedSchedule], edition: Edition
) -> list[Problem]:
    """Names that two provisions, 別表, rows of them or annexes of the day share."""
    seen: set[str] = {EFFECTIVE}
    problems = []
    ids: list[tuple[str, Path_]] = [(item.provision.id, (*item.path, "id")) for item in numbered if item.provision.id]
    ids += schedule_ids(schedules, edition.day)
    ids += [(annex.id, ("annexes", index, "id")) for index, annex in enumerate(edition.charter.annexes) if annex.holds(edition.day)]
    for name, path in ids:
        if name in seen:
            place = edition.source.place(*path)
            hint = "別の名前にするか、since と until が重ならないようにしてください。"
            problems.append(error("HD132", f"id「{name}」が二度使われています。", place=place, quote=name, hint=hint))
        seen.add(name)
    return problems
