"""What changed in a roster after a sheet of it was exported: it stays, where the sheet holds what it held then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.cells import SheetCell, SheetRow, tidy
from hyoga_docs.amendments.spreadsheet.changes import LINE_BREAK
from hyoga_docs.amendments.spreadsheet.matching import match_lines
from hyoga_docs.amendments.spreadsheet.roster_columns import WORDS, heading_of
from hyoga_docs.amendments.spreadsheet.rows import old_text, shown_category
from hyoga_docs.core.problem import Place, Problem, warning

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from hyoga_docs.spec.roster import Member, Roster

_AGAIN = "表のとおりにするなら、roster export で書き出し直した表を直してください。"


class SinceExport:
    """The rows of a sheet, brought from the roster that it was exported from to the roster of today; `problems` tell what stays."""

    def __init__(self, lines: Sequence[SheetRow], base: Sequence[SheetRow], roster: Roster, today: dt.date, place: Place) -> None:
        self.roster, self.today, self.place = roster, today, place
        self.entries = [(group, member) for _, group, member in roster.entries()]
        self.base = list(base)
        self.pairs = match_lines(lines, roster, today)
        self.then = {number: row for row, number in match_lines(base, roster, today).items()}
        held = set(self.then.values())
        self.gone = [each for row, each in enumerate(base) if row not in held]
        self.problems: list[Problem] = []
        self.lines = self._with_new([self._today(row, line) for row, line in enumerate(lines)])

    def _today(self, row: int, line: SheetRow) -> SheetRow | None:
        """A row as it is meant today, None where its entry is gone and nobody has touched the row."""
        number = self.pairs.get(row)
        if number is None:
            if not any(_same(line, each) for each in self.gone):
                return line
            self._tell(f"「{line.called}」は、この表を書き出した後に名簿からなくなりました。表の行は読みません。")
            return None
        return self._unless_changed(line, number) if number in self.then else line

    def _unless_changed(self, line: SheetRow, number: int) -> SheetRow:
        """A row that says what the roster says now, wherever it still says what the roster said then."""
        base, now = self.base[self.then[number]], self._row(number)
        group, member = self.entries[number]
        for key in ["category", *(key for key in line.cells if key in base.cells and key not in {"category", "id"})]:
            told, was, is_now = _text(line, key), _text(base, key), _text(now, key)
            if is_now in {was, told} or (key == "category" and was in {tidy(phrase.text) for phrase in group.category}):
                continue
            what = f"「{member.called}」の{heading_of(key)}"
            changed = f"{what}は、この表を書き出した後に名簿で変わりました（{_quoted(was)}→{_quoted(is_now)}）。"
            if told == was:
                self._tell(f"{changed}表は前のままなので、名簿のままにします。")
                line = _with(line, key, now)
            else:
                self._tell(f"{changed}表のとおり{_quoted(told)}にします。", "どちらが正しいか、確かめてください。")
        return line

    def _with_new(self, lines: Sequence[SheetRow | None]) -> list[SheetRow]:
        """The rows with those of entries that the sheet could not hold, each behind the entry before it."""
        rows = {number: row for row, number in self.pairs.items()}
        behind: dict[int, list[SheetRow]] = {}
        last = -1
        for number, (_, member) in enumerate(self.entries):
            if number in rows:
                last = rows[number]
            elif number not in self.then:
                self._tell(
                    f"「{member.called}」{_term(member)}は、この表を書き出した後に名簿に加わりました。表にありませんが、消しません。"
                )
                behind.setdefault(last, []).append(self._row(number))
        done = behind.get(-1, [])
        for row, line in enumerate(lines):
            done += [*([line] if line else []), *behind.get(row, [])]
        return done

    def _row(self, number: int) -> SheetRow:
        """An entry as a row of a sheet."""
        group, member = self.entries[number]
        keys = ("id", *WORDS, *(f"extra:{heading}" for heading in self.roster.columns.extra), "aliases")
        cells = {key: SheetCell(member.id if key == "id" else old_text(member, key), f"「{member.called}」の行") for key in keys}
        return SheetRow(cells, tidy(shown_category(group, member, self.today)), member.since, member.until)

    def _tell(self, message: str, hint: str = _AGAIN) -> None:
        self.problems.append(warning("HD660", message, place=self.place, hint=hint))


def _same(line: SheetRow, other: SheetRow) -> bool:
    keys = {"category", *line.cells} & {"category", *other.cells}
    return all(_text(line, key) == _text(other, key) for key in keys)


def _text(line: SheetRow, key: str) -> str:
    if key in {"since", "until"}:
        return str(getattr(line, key) or "")
    return line.category if key == "category" else tidy(line.cells[key].text) if key in line.cells else ""


def _with(line: SheetRow, key: str, now: SheetRow) -> SheetRow:
    """A row that says of a key what another does."""
    if key == "category":
        return replace(line, category=now.category)
    if key == "since":
        return replace(line, since=now.since)
    if key == "until":
        return replace(line, until=now.until)
    return replace(line, cells={**line.cells, key: replace(line.cells[key], text=_text(now, key))})


def _quoted(text: str) -> str:
    return f"「{text}」".replace("\n", LINE_BREAK) if text else "なし"


def _term(member: Member) -> str:
    return f"（{member.since}から）" if member.since else ""
