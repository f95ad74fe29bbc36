"""`hyoga-docs roster …`: the roster of a day, and its amendments."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from hyoga_docs.amendments.roster_edits import InsertPoint, RosterAmender
from hyoga_docs.amendments.roster_file import (
    amended,
    later_terms,
    lines_changed,
    meetings_since,
    read_roster,
    roster_lock,
    still_changing,
    write_amended,
)
from hyoga_docs.commands.arguments import Common, day_of
from hyoga_docs.commands.console import Console, short_path, today
from hyoga_docs.core.problem import UsageError, error
from hyoga_docs.plan.roster_table import roster_table
from hyoga_docs.spec.base_model import Id
from hyoga_docs.spec.style import Style
from hyoga_docs.spec.workspace import read_platform
from hyoga_docs.spec.workspace_paths import workspace_around
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.amendments.roster_file import RosterFile
    from hyoga_docs.spec.roster import Roster
    from hyoga_docs.spec.yaml.edits import Edit

    Also = Callable[[Roster, Roster, dt.date], list[str]]


class TableFormat(StrEnum):
    """How a roster is shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


Who = Annotated[str, typer.Argument(metavar="構成員", help="構成員の id、名前か氏名")]
Whos = Annotated[list[str], typer.Argument(metavar="構成員", help="構成員の id、名前か氏名（いくつでも）")]
On = Annotated[str | None, typer.Option("--on", metavar="日", help="この日から変わる（2020-04-01。なければ今日）")]
Correct = Annotated[bool, typer.Option("--correct", help="誤りを直す（初めからそうだったことにし、前の会議の名簿も変わる）")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="変わる行を示すだけで、書かない")]
Category = Annotated[str | None, typer.Option("--category", metavar="区分", help="この区分の終わりに")]
NewCategory = Annotated[bool, typer.Option("--new-category", help="その区分がなければ作る")]
Before = Annotated[str | None, typer.Option("--before", metavar="構成員", help="この構成員の前に")]
After = Annotated[str | None, typer.Option("--after", metavar="構成員", help="この構成員の後ろに")]
Post = Annotated[str | None, typer.Option("--post", metavar="職名", help="職名")]
Person = Annotated[str | None, typer.Option("--person", metavar="氏名", help="氏名")]
Reading = Annotated[str | None, typer.Option("--reading", metavar="ふりがな", help="氏名のふりがな")]
Office = Annotated[str | None, typer.Option("--term", metavar="任期", help="任期の列に印刷する言葉（2024-04-01～2026-03-31）")]
Role = Annotated[str | None, typer.Option("--role", metavar="役", help="備考に印刷する役（会長など）")]
Aliases = Annotated[list[str] | None, typer.Option("--alias", metavar="名前", help="受け入れる別の書き方（いくつでも）")]


def show(
    on: Annotated[str | None, typer.Option("--on", metavar="日", help="この日の名簿（2020-04-01。なければ今日）")] = None,
    form: Annotated[TableFormat, typer.Option("--format", metavar="形", help="表の形")] = TableFormat.TEXT,
    common: Common = "common",
    *,
    every: Annotated[bool, typer.Option("--all", help="前の構成員とこれからの構成員も、任期と id とともに")] = False,
) -> None:
    """ある日の名簿を表で示す。

    例: hyoga-docs roster show --on 2024-04-01
    """
    with Console() as console:
        written = roster_here(common)
        platform, _ = read_platform(workspace_around(Path.cwd()), common)
        style = platform.style if platform is not None else Style()  # a roster can be looked at whatever is wrong beside it
        console.say(roster_table(written.roster, day_of(on) or today(), style, form, every=every))


def add(
    name: Annotated[str | None, typer.Argument(metavar="名前", help="機関・団体の名前（人だけなら書かずに --person）")] = None,
    category: Category = None,
    before: Before = None,
    after: After = None,
    name_id: Annotated[
        str | None, typer.Option("--id", metavar="id", help="変わらない名前（半角英数字。なければ番号を付ける）")
    ] = None,
    post: Post = None,
    person: Person = None,
    reading: Reading = None,
    role: Role = None,
    term: Office = None,
    alias: Aliases = None,
    on: On = None,
    common: Common = "common",
    *,
    new_category: NewCategory = False,
    correct: Correct = False,
    dry_run: DryRun = False,
) -> None:
    """構成員を足す。

    置く場所は --category、--before、--after のどれかで書く（区分のない名簿では、書かなければ終わり）。

    例: hyoga-docs roster add 見本農協 --category 関係団体 --on 2024-04-01
    """

    def make(amender: RosterAmender) -> list[Edit]:
        insert_point = _insert_point(category, before, after, new=new_category, needed=not amender.roster.members)
        given = _fields(name=name, post=post, person=person, reading=reading, role=role, term=term)
        if not (given.get("name") or given.get("person")):
            hint = "機関・団体の名前か、--person で氏名を書いてください。"
            raise UsageError([error("HD635", "だれを足すのか、書かれていません。", hint=hint)])
        member = {"id": _id(name_id) or amender.free_id(), "aliases": _words(alias), **given}
        return amender.add({key: value for key, value in member.items() if value}, insert_point)

    _amend(make, _day(on, correct=correct), common, dry_run=dry_run)


def retire(who: Whos, on: On = None, common: Common = "common", *, correct: Correct = False, dry_run: DryRun = False) -> None:
    """構成員が抜ける（前の日までの任期にする）。

    例: hyoga-docs roster retire kaigisho --on 2024-04-01
    """
    _amend(lambda amender: amender.retire(who), _day(on, correct=correct), common, dry_run=dry_run)


def rename(
    who: Annotated[str, typer.Argument(metavar="構成員", help="構成員の id、名前か氏名、または区分の名前")],
    name: Annotated[str | None, typer.Argument(metavar="新しい名前", help="改めた後の名前（名前を改めなければ書かない）")] = None,
    post: Post = None,
    person: Person = None,
    reading: Reading = None,
    role: Role = None,
    term: Office = None,
    alias: Aliases = None,
    on: On = None,
    common: Common = "common",
    *,
    correct: Correct = False,
    dry_run: DryRun = False,
) -> None:
    """名前、職名、氏名、備考などを改める（「""」で消す）。区分の名前も改められる。

    前の名前は前の日までのものとして残り、前の会議の名簿は変わらない。

    例: hyoga-docs roster rename pref --person "例　六郎" --on 2024-04-01
    """

    def make(amender: RosterAmender) -> list[Edit]:
        changed = _fields(name=name, post=post, person=person, reading=reading, role=role, term=term)
        aliases = _words(alias)
        if not changed and not aliases:
            hint = "新しい名前か、--post、--person、--reading、--role、--term、--alias を書いてください。"
            raise UsageError([error("HD635", "何を改めるのか、書かれていません。", hint=hint)])
        if not amender.is_category(who):
            return amender.rename(who, changed, aliases)
        if set(changed) != {"name"} or aliases:
            hint = "構成員なら、その id を書いてください。"
            raise UsageError([error("HD635", f"「{who}」は区分です。改められるのは名前だけです。", quote=who, hint=hint)])
        return amender.rename_category(who, changed["name"])

    _amend(make, _day(on, correct=correct), common, dry_run=dry_run)


def exchange(
    one: Who, other: Who, on: On = None, common: Common = "common", *, correct: Correct = False, dry_run: DryRun = False
) -> None:
    """二つの構成員の氏名を入れ替える。

    例: hyoga-docs roster exchange pref city --on 2024-04-01
    """
    _amend(lambda amender: amender.exchange(one, other), _day(on, correct=correct), common, dry_run=dry_run)


def move(
    who: Whos,
    category: Category = None,
    before: Before = None,
    after: After = None,
    on: On = None,
    common: Common = "common",
    *,
    new_category: NewCategory = False,
    correct: Correct = False,
    dry_run: DryRun = False,
) -> None:
    """区分や順を変える。

    置く場所は --category、--before、--after のどれかで書く。

    例: hyoga-docs roster move city --before pref --on 2024-04-01
    """
    place = (category, before, after)
    _amend(
        lambda amender: amender.move(who, _insert_point(*place, new=new_category)),
        _day(on, correct=correct),
        common,
        dry_run=dry_run,
    )


def withdraw(who: Who, on: On = None, common: Common = "common", *, dry_run: DryRun = False) -> None:
    """その日からの変更を取りやめる。

    例: hyoga-docs roster withdraw pref --on 2024-04-01
    """
    _amend(lambda amender: amender.withdraw(who), _day(on, correct=False), common, dry_run=dry_run, also=still_changing)


def _day(on: str | None, *, correct: bool) -> Callable[[], dt.date | None]:
    """The day of a change, None for a correction; asked for where its mistakes are told."""

    def day() -> dt.date | None:
        if correct and on:
            raise UsageError([error("HD635", "--on と --correct は一緒に使えません。", hint="どちらか一つにしてください。")])
        return None if correct else day_of(on) or today()

    return day


def _fields(**written: str | None) -> dict[str, str]:
    """What was written of a member, without the blanks around it. Raises UsageError."""
    fields = {key: _words([value])[0] for key, value in written.items() if value is not None}
    if fields.get("name") == "":
        raise UsageError([error("HD635", "名前は消せません。", hint="抜けるなら roster retire を使ってください。")])
    return fields


def _words(words: list[str] | None) -> list[str]:
    """Words without the blanks around them. Raises UsageError where a file cannot hold them."""
    for word in words or []:
        if found := NOT_PRINTABLE.search(word):
            message = f"印刷できない文字（U+{ord(found[0]):04X}）があります。"
            quote = NOT_PRINTABLE.sub("□", word).strip()
            raise UsageError([error("HD103", message, quote=quote, hint="その文字を消してください。")])
    return [word.strip() for word in words or []]


def _id(name_id: str | None) -> str | None:
    """An id that a person typed. Raises UsageError."""
    try:
        return TypeAdapter(Id).validate_python(name_id) if name_id is not None else None
    except ValidationError as problem:
        message = "id は、半角の英字で始まり、英数字と - と _ だけの40字までの名前にしてください。"
        raise UsageError([error("HD113", message, quote=name_id)]) from problem


def _insert_point(category: str | None, before: str | None, after: str | None, *, new: bool, needed: bool = True) -> InsertPoint:
    category = _words([category])[0] if category is not None else None
    if sum(each is not None for each in (before, after)) > 1 or (needed and not (category or before or after)):
        hint = "--category、--before、--after のどれか一つを書いてください。"
        raise UsageError([error("HD635", "置く場所が決まりません。", hint=hint)])
    return InsertPoint(category or None, before or after, before is not None, new)


def roster_here(common: str) -> RosterFile:
    """The roster of a body of the workspace around here. Raises UsageError and SpecError."""
    return read_roster(workspace_around(Path.cwd()), common)


def _amend(
    make: Callable[[RosterAmender], list[Edit]],
    day: Callable[[], dt.date | None],
    common: str,
    *,
    dry_run: bool,
    also: Also | None = None,
) -> None:
    """Amends the roster, and says which lines of it changed, and what else there is to know."""
    with Console() as console:
        paths = workspace_around(Path.cwd())
        with nullcontext() if dry_run else roster_lock(paths, common):
            written = read_roster(paths, common)
            on, now = day(), today()
            made = amended(written, make(RosterAmender(written.roster, written.source, now, on)))
            if not dry_run:
                write_amended(written, made)
        console.say(
            "\n".join(
                [
                    f"{short_path(written.path)}{'（まだ書いていません）' if dry_run else ''}",
                    *lines_changed(made.before, made.after),
                ]
            )
        )
        notes = (also or later_terms)(written.roster, made.roster, on or now)
        for words in [*notes, *(meetings_since(paths, on, now) if on else [])]:
            console.say(words)
