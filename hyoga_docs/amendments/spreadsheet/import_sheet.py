"""What a sheet would change in a roster: the edits, what they are in words, and every mistake by the name of its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.spreadsheet.arrange import arrange
from hyoga_docs.amendments.spreadsheet.categories import homes_of
from hyoga_docs.amendments.spreadsheet.cells import tidy
from hyoga_docs.amendments.spreadsheet.changes import LINE_BREAK, alias_list
from hyoga_docs.amendments.spreadsheet.layout import edits_of
from hyoga_docs.amendments.spreadsheet.merge import RosterImport, RosterMerge
from hyoga_docs.amendments.spreadsheet.roster_columns import WORDS
from hyoga_docs.amendments.spreadsheet.rows import old_text, read_lines
from hyoga_docs.amendments.spreadsheet.since_export import SinceExport
from hyoga_docs.core.problem import Place, Problem, error, has_errors
from hyoga_docs.japanese.plain import plain
from hyoga_docs.spec.term import Term

if TYPE_CHECKING:
    from hyoga_docs.amendments.spreadsheet.cells import SheetTable
    from hyoga_docs.spec.yaml.edits import Edit


@dataclass(frozen=True)
class ImportPlan:
    """What a sheet would change, in words and in edits, and what is wrong or odd; with errors there are no edits."""

    changes: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()


def plan_import(table: SheetTable, roster_import: RosterImport) -> ImportPlan:
    """What the sheet would change in the roster."""
    lines, problems = read_lines(table, roster_import.roster)
    place = Place(table.file)
    if not lines and not has_errors(problems):
        hint = "すべての構成員が消えます。ファイルを確かめてください。"
        problems.append(error("HD645", "構成員の行が一つもありません。", place=place, hint=hint))
    if not lines or any(problem.code == "HD642" for problem in problems):
        return ImportPlan(problems=tuple(problems))
    if table.base is not None:
        base, odd = read_lines(table.base, roster_import.roster)
        if not has_errors(odd):
            since = SinceExport(lines, base, roster_import.roster, roster_import.today, place)
            lines = since.lines
            problems += since.problems
    merge = RosterMerge(roster_import, lines, place, problems)
    _check_ids(merge)
    _check_names(merge)
    homes = homes_of(merge)
    if not {"HD646", "HD647"} & {problem.code for problem in problems}:
        arrange(merge, homes)
        _overlaps(merge)
    _pressed(merge)
    _alike(merge)
    if has_errors(problems):
        return ImportPlan(problems=tuple(problems))
    if roster_import.day is None and min(merge.earliest, default=roster_import.today) < roster_import.today:
        hint = "ある日からの変更なら、--on 2020-04-01 のように日を付けてください。"
        merge.odd("HD651", "前の会議の名簿も変わります（任期の始まった構成員が変わるため）。", hint)
    words = tuple(str(change) for change in sorted(merge.changes, key=lambda change: change.row))
    return ImportPlan(words, tuple(edits_of(merge.data, merge.layout)), tuple(problems))


def _check_ids(merge: RosterMerge) -> None:
    known = {member.id for _, _, member in merge.entries}
    for row, line in enumerate(merge.lines):
        name = line.text("id")
        if name and name not in known:
            hint = "id は書き換えられません。新しい構成員なら空にしてください。"
            merge.wrong("HD647", f"「{merge.cell(row, 'id')}」の id「{name}」は名簿にありません。", hint)


def _check_names(merge: RosterMerge) -> None:
    """Organisations whose name was emptied; a person alone has none."""
    for row, line in enumerate(merge.lines):
        member = merge.member(row)
        if member is not None and member.name and not line.text("name") and line.text("person"):
            hint = "名前を書くか、行を消してください。"
            merge.wrong("HD645", f"「{merge.cell(row, 'name')}」の構成員が空です。", hint)


def _overlaps(merge: RosterMerge) -> None:
    """Rows of one id whose terms share a day, unless they did before."""
    seen: dict[str, list[tuple[int, Term]]] = {}
    for row, name in enumerate(merge.ids):
        term = _term(merge, row)
        earlier = seen.setdefault(name, [])
        other = next((other for other, each in earlier if term.meets(each) and not _met(merge, row, other)), None)
        if other is not None:
            same = f"「{merge.cell(other, 'id')}」と同じ id（{name}）で、任期が重なります"
            hint = "新しい構成員なら、隠れている id の列を空にしてください。交代なら、いつまでといつからを書いてください。"
            merge.wrong("HD647", f"「{merge.cell(row, 'id')}」は、{same}。", hint)
        earlier.append((row, term))


def _term(merge: RosterMerge, row: int) -> Term:
    line = merge.lines[row]
    since = line.since if row in merge.pairs else line.since or merge.roster_import.day
    return Term.model_construct(since=since, until=line.until)


def _met(merge: RosterMerge, row: int, other: int) -> bool:
    one, two = merge.member(row), merge.member(other)
    return one is not None and two is not None and one.meets(two)


def _pressed(merge: RosterMerge) -> None:
    """Cells that are new and have `?`, in a file whose code page has no place for many kanji."""
    for row, line in enumerate(merge.lines):
        member = merge.member(row)
        for key in ("category", *WORDS, "aliases") if line.lossy else ():
            old = old_text(member, key) if member and key != "category" else merge.shown(merge.pairs[row]) if member else ""
            if "?" in line.text(key) and not line.says(key, old):
                hint = "Excel の「CSV UTF-8（コンマ区切り）」か .xlsx で保存し直してください。"
                message = f"「{merge.cell(row, key)}」の「?」は、Shift_JIS の CSV に書けない文字かもしれません。"
                merge.odd("HD650", message, hint, line.text(key))


def _alike(merge: RosterMerge) -> None:
    """Words that changed in what nobody sees or are broken into lines, and other names that came along when a row was copied."""
    called = {name: member for _, _, member in merge.entries for name in (member.called, *member.aliases)}
    for row, line in enumerate(merge.lines):
        member = merge.member(row)
        for key in ("category", *WORDS):
            old = merge.shown(merge.pairs[row]) if member and key == "category" else old_text(member, key) if member else ""
            new = line.text(key)
            breaks = new.count("\n") - tidy(old).count("\n")
            if breaks <= 0 and not line.says(key, old) and plain(old) == plain(new):
                hint = "打ち間違いなら、元の書き方に戻してください。"
                message = f"「{merge.cell(row, key)}」は、空白か、文字の幅だけが変わっています（「{old}」→「{new}」）。"
                merge.odd("HD655", message, hint, new)
            elif breaks > 0:
                hint = "印刷でもそこで行が変わります。そのつもりでなければ、セルの改行（Alt+Enter）を消してください。"
                shown = new.replace("\n", LINE_BREAK)
                merge.odd("HD655", f"「{merge.cell(row, key)}」の「{shown}」には改行があります。", hint)
        for alias in alias_list(line) if member is None else ():
            other = called.get(alias)
            if other is not None and other.id != merge.ids[row]:
                hint = "行を写したときに残ったものなら、消してください。"
                message = f"「{merge.cell(row, 'aliases')}」の「{alias}」は、「{other.called}」の名前です。"
                merge.odd("HD655", message, hint, alias)
