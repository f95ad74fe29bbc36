"""The 設置要領 as lines to print: numbers to any depth, and every `<id>` turned into what it names today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.japanese.dates import date_text
from hyoga_docs.japanese.numerals import marked, number, with_gap
from hyoga_docs.plan.text import Anchor, Link, Text
from hyoga_docs.problem import Problem, did_you_mean, error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.spec.charter import CharterAnnex, Provision
    from hyoga_docs.spec.platform import Style
    from hyoga_docs.spec.workspace import Workspace

_REFERENCE = re.compile(r"<([A-Za-z][A-Za-z0-9_-]*)>")
EFFECTIVE = "effective"

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class CharterLine:
    """One printed paragraph. `kind` is heading, text, body or bullet; `level` counts from 1; a body belongs to its level."""

    kind: str
    level: int
    number: Text
    text: Text


@dataclass(frozen=True)
class PrintedCharter:
    """The charter of one day, ready for its template."""

    title: str
    lines: tuple[CharterLine, ...]
    supplementary: tuple[Text, ...]
    annexes: tuple[tuple[CharterAnnex, str], ...]


@dataclass(frozen=True)
class _Numbered:
    provision: Provision
    level: int
    number: str
    reference: str
    path: Path_


def with_status(title: str, status: str | None, style: Style) -> str:
    """`設置要領（案）`; a title that already says so is left alone."""
    mark = style.draft_mark.replace("{status}", status) if status else ""
    return title if title.endswith(mark) else title + mark


def print_charter(workspace: Workspace, key: str, annex_keys: dict[str, str]) -> tuple[PrintedCharter, list[Problem]]:
    """The charter's lines. `key` is its document's key; `annex_keys` gives the key of each annex's document.

    A reference to nothing is a problem, and prints its id.
    """
    charter, style = workspace.charter, workspace.platform.style
    if charter is None:
        raise LookupError("charter")
    numbered = list(_number(charter.sections, 1, (), ("sections",), style))
    problems = _same_ids(numbered, charter.annexes, workspace)
    several = len(charter.annexes) > 1
    annexes = tuple(
        (annex, style.charter_annex + (number(index, style.digits) if several else ""))
        for index, annex in enumerate(charter.annexes, 1)
    )
    day = date_text(charter.effective, style.digits) if charter.effective else style.date_placeholder
    targets: dict[str, str | Link] = {EFFECTIVE: day}
    targets |= {item.provision.id: Link(f"{key}#{item.provision.id}", item.reference) for item in numbered if item.provision.id}
    targets |= {annex.id: Link(annex_keys[annex.id], label) for annex, label in annexes if annex.id in annex_keys}

    def resolve(text: str, *path: str | int) -> Text:
        parts: list[str | Link] = []
        end = 0
        for match in _REFERENCE.finditer(text):
            target = targets.get(match[1])
            if target is None:
                place = workspace.place("charter", *path)
                hint = did_you_mean(match[1], targets, f"使える名前: {'、'.join(targets)}")
                problems.append(error("HD131", f"「<{match[1]}>」の指すものがありません。", place=place, quote=text, hint=hint))
                target = match[0]
            parts += [text[end : match.start()], target]
            end = match.end()
        parts.append(text[end:])
        return tuple(part for part in parts if part != "")

    lines: list[CharterLine] = []
    for item in numbered:
        provision, path, level = item.provision, item.path, item.level
        gap = with_gap(item.number)[len(item.number) :]
        anchored: Text = (Anchor(provision.id, item.number), gap) if provision.id else (item.number, gap)
        kind, words = ("heading", provision.heading) if provision.heading is not None else ("text", provision.text or "")
        lines.append(CharterLine(kind, level, anchored, resolve(words, *path, "heading" if kind == "heading" else "text")))
        lines += [CharterLine("body", level, (), resolve(t, *path, "body", i)) for i, t in enumerate(provision.body)]
        lines += [
            CharterLine("bullet", level, (style.bullet,), resolve(t, *path, "bullets", i)) for i, t in enumerate(provision.bullets)
        ]
    supplementary = tuple(resolve(t, "supplementary", i) for i, t in enumerate(charter.supplementary))
    return PrintedCharter(with_status(charter.title, charter.status, style), tuple(lines), supplementary, annexes), problems


def _number(provisions: Sequence[Provision], level: int, above: tuple[str, ...], path: Path_, style: Style) -> list[_Numbered]:
    """Every provision with its number, in the order of printing (bullets and body come with their provision)."""
    order = style.charter_numbers
    mark = order[min(level, len(order)) - 1]
    done: list[_Numbered] = []
    for index, provision in enumerate(provisions):
        text = marked(index + 1, mark, style.digits)
        here = (*path, index)
        done.append(_Numbered(provision, level, text, _path_text((*above, text)), here))
        done += _number(provision.items, level + 1, (*above, text), (*here, "items"), style)
    return done


def _path_text(numbers: tuple[str, ...]) -> str:
    """`３（１）①`; two bare numbers that would run together are parted: `第１の１`."""
    text = ""
    for number_ in numbers:
        text += "の" + number_ if text and text[-1].isdecimal() and number_[:1].isdecimal() else number_
    return text


def _same_ids(numbered: list[_Numbered], annexes: Sequence[CharterAnnex], workspace: Workspace) -> list[Problem]:
    seen: set[str] = {EFFECTIVE}
    problems = []
    ids = [(item.provision.id, (*item.path, "id")) for item in numbered if item.provision.id]
    ids += [(annex.id, ("annexes", index, "id")) for index, annex in enumerate(annexes)]
    for name, path in ids:
        if name in seen:
            place = workspace.place("charter", *path)
            problems.append(
                error("HD132", f"id「{name}」が二度使われています。", place=place, quote=name, hint="別の名前にしてください。")
            )
        seen.add(name)
    return problems
