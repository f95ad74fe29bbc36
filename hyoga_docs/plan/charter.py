"""The 設置要領 of a day as lines to print: numbers to any depth, and every `<id>` turned into what it names that day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, did_you_mean, error
from hyoga_docs.japanese.dates import date_text
from hyoga_docs.japanese.numerals import marked, number, with_gap
from hyoga_docs.plan.rich_text import Anchor, Link, Text
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from hyoga_docs.spec.charter import Charter, CharterAnnex
    from hyoga_docs.spec.platform import Style
    from hyoga_docs.spec.provision import Provision
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

REFERENCE = re.compile(r"<([A-Za-z][A-Za-z0-9_-]*)>")
EFFECTIVE = "effective"


@dataclass(frozen=True)
class Edition:
    """A charter as it stands on a day; `source` says where its words were written."""

    charter: Charter
    day: dt.date
    style: Style
    source: YamlSource


@dataclass(frozen=True)
class CharterLine:
    """One printed paragraph. `kind` is heading, text, body or bullet; `level` counts from 1; a body belongs to its level.

    `path` is where it was written, `id` that of the provision that begins with it.
    """

    kind: str
    level: int
    number: Text
    text: Text
    path: Path_ = field(default=(), compare=False)
    id: str = ""


@dataclass(frozen=True)
class PrintedSupplement:
    """One 附則; `effective` is the day of the amendment that it belongs to."""

    effective: dt.date | None
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class PrintedCharter:
    """The charter of one day, ready for its template."""

    title: str
    lines: tuple[CharterLine, ...]
    supplements: tuple[PrintedSupplement, ...]
    annexes: tuple[tuple[CharterAnnex, str], ...]


@dataclass(frozen=True)
class _NumberedProvision:
    provision: Provision
    level: int
    number: str
    reference: str
    path: Path_


def with_status(title: str, status: str | None, style: Style) -> str:
    """`設置要領（案）`; a title that already says so is left alone."""
    mark = style.draft_mark.replace("{status}", status) if status else ""
    return title if title.endswith(mark) else title + mark


def charter_title(edition: Edition) -> str:
    """The title of the day with its mark."""
    charter = edition.charter
    return with_status(text_on(charter.title, edition.day) or "", text_on(charter.status, edition.day), edition.style)


def print_charter(edition: Edition, key: str, annex_keys: dict[str, str]) -> tuple[PrintedCharter, list[Problem]]:
    """The charter's lines. `key` is its document's key; `annex_keys` gives the key of each annex's document.

    A reference to nothing is a problem, and prints its id.
    """
    charter, style, day = edition.charter, edition.style, edition.day
    numbered = list(_number(charter.sections, 1, (), ("sections",), edition))
    annexes = _annexes(edition)
    problems = _same_ids(numbered, edition)
    settled = charter.effective_on(day)
    targets: dict[str, str | Link] = {EFFECTIVE: date_text(settled, style.digits) if settled else style.date_placeholder}
    targets |= {item.provision.id: Link(f"{key}#{item.provision.id}", item.reference) for item in numbered if item.provision.id}
    targets |= {annex.id: Link(annex_keys[annex.id], label) for annex, label in annexes if annex.id in annex_keys}
    references = _References(targets, edition.source, problems)
    lines: list[CharterLine] = []
    for item in numbered:
        lines += _printed(item, edition, references)
    return PrintedCharter(charter_title(edition), tuple(lines), _supplements(edition, references), annexes), problems


def _annexes(edition: Edition) -> tuple[tuple[CharterAnnex, str], ...]:
    """The annexes of the day with their names."""
    style, held = edition.style, [annex for annex in edition.charter.annexes if annex.holds(edition.day)]
    several = len(held) > 1
    return tuple(
        (annex, style.charter_annex + (number(index, style.digits) if several else "")) for index, annex in enumerate(held, 1)
    )


@dataclass(frozen=True)
class _References:
    """What each `<id>` prints; what names nothing is noted."""

    targets: dict[str, str | Link]
    source: YamlSource
    problems: list[Problem]

    def resolve(self, text: str, path: Path_, effective: str | None = None) -> Text:
        """A text with its references; `effective` is what `<effective>` prints where it is another day's."""
        targets = {**self.targets, EFFECTIVE: effective} if effective else self.targets
        parts: list[str | Link] = []
        end = 0
        for match in REFERENCE.finditer(text):
            target = targets.get(match[1])
            if target is None:
                hint = did_you_mean(match[1], targets, f"使える名前: {'、'.join(targets)}")
                message = f"「<{match[1]}>」の指すものがありません。"
                self.problems.append(error("HD131", message, place=self.source.place(*path), quote=text, hint=hint))
                target = match[0]
            parts += [text[end : match.start()], target]
            end = match.end()
        parts.append(text[end:])
        return tuple(part for part in parts if part != "")


def _printed(item: _NumberedProvision, edition: Edition, references: _References) -> list[CharterLine]:
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


def _supplements(edition: Edition, references: _References) -> tuple[PrintedSupplement, ...]:
    """The 附則 of the day: the charter's own, then one for each amendment."""
    own: list[Text] = []
    others: list[PrintedSupplement] = []
    for index, supplement in enumerate(edition.charter.supplementary):
        if not supplement.holds(edition.day):
            continue
        day = date_text(supplement.effective, edition.style.digits) if supplement.effective else None
        texts = tuple(references.resolve(text, ("supplementary", index), day) for text in supplement.text)
        if supplement.effective is None:
            own += texts
        else:
            others.append(PrintedSupplement(supplement.effective, texts))
    others.sort(key=lambda each: each.effective or edition.day)
    return ((PrintedSupplement(None, tuple(own)),) if own else ()) + tuple(others)


def _number(
    provisions: Sequence[Provision], level: int, above: tuple[str, ...], path: Path_, edition: Edition
) -> list[_NumberedProvision]:
    """Every provision of the day with its number, in the order of printing (bullets and body come with their provision)."""
    order = edition.style.charter_numbers
    mark = order[min(level, len(order)) - 1]
    done: list[_NumberedProvision] = []
    held = [(index, provision) for index, provision in enumerate(provisions) if provision.holds(edition.day)]
    for count, (index, provision) in enumerate(held, 1):
        text = marked(count, mark, edition.style.digits)
        here = (*path, index)
        done.append(_NumberedProvision(provision, level, text, path_text((*above, text)), here))
        done += _number(provision.items, level + 1, (*above, text), (*here, "items"), edition)
    return done


def path_text(numbers: tuple[str, ...]) -> str:
    """`３（１）①`; two bare numbers that would run together are parted: `第１の１`."""
    text = ""
    for number_ in numbers:
        text += "の" + number_ if text and text[-1].isdecimal() and number_[:1].isdecimal() else number_
    return text


def _same_ids(numbered: list[_NumberedProvision], edition: Edition) -> list[Problem]:
    """Names that two provisions or annexes of the day share."""
    seen: set[str] = {EFFECTIVE}
    problems = []
    ids = [(item.provision.id, (*item.path, "id")) for item in numbered if item.provision.id]
    ids += [(annex.id, ("annexes", index, "id")) for index, annex in enumerate(edition.charter.annexes) if annex.holds(edition.day)]
    for name, path in ids:
        if name in seen:
            place = edition.source.place(*path)
            hint = "別の名前にするか、since と until が重ならないようにしてください。"
            problems.append(error("HD132", f"id「{name}」が二度使われています。", place=place, quote=name, hint=hint))
        seen.add(name)
    return problems
