"""`hyoga-docs init`: a new workspace."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hyoga_docs.commands.console import Console, short_path, today
from hyoga_docs.commands.textconv import installation_report
from hyoga_docs.core.problem import UsageError, error
from hyoga_docs.core.visible import visible
from hyoga_docs.diff.git_setup import install
from hyoga_docs.spec.new_body import answer_problems, answered
from hyoga_docs.spec.new_workspace import check_is_free, make_workspace

if TYPE_CHECKING:
    from hyoga_docs.spec.new_body import NewBody


#: What is asked, in this order: the option, the question, an example. Where nothing is typed it is as the options' help says.
_QUESTIONS = (
    ("name", "会議体の名前", "見本市国民健康保険運営協議会"),
    ("meeting", "会議の名前（第１回 の後ろに印刷する）", "見本市国民健康保険運営協議会会議"),
    ("number", "次の会議の回数か名前。なければ なし", "3、令和６年度第２回"),
    ("date", "開催日", "2026-08-20、令和８年８月20日"),
    ("time", "時刻。この書き方で印刷する。決まっていなければ空", "13:30-15:00、午後１時30分～午後３時"),
    ("venue", "会場。決まっていなければ空", "見本市役所３階　大会議室"),
    ("organizer", "主催者。いくつもなら「、」で区切る。印刷しなければ空", "見本市"),
    ("secretariat", "事務局の課。いくつもなら「、」で区切る", "健康福祉部国保年金課"),
    ("number_form", "初めの資料の番号", "資料１、資料No.1、資料1-1、別紙１、なし"),
    ("charter", "設置要綱の形: 条建て（第１条）、番号（１（１））、なし（作らない）", "条建て"),
    ("roster", "名簿を作るか: はい、いいえ", "はい"),
)
_LISTS = ("organizer", "secretariat")
_YES = {"はい": True, "y": True, "yes": True, "いいえ": False, "n": False, "no": False}
_NO_NAME = "●●会議"
_WEEKS_AHEAD = 4


def init(
    folder: Annotated[Path, typer.Argument(metavar="フォルダー", help="新しい作業場所")],
    *,
    name: Annotated[str | None, typer.Option("--name", metavar="名前", help="会議体の名前（見本市国民健康保険運営協議会）")] = None,
    meeting: Annotated[
        str | None, typer.Option("--meeting", metavar="名前", help="会議の名前。なければ会議体の名前", show_default=False)
    ] = None,
    number: Annotated[
        str | None, typer.Option("--number", metavar="回数", help="次の会議の回数か名前（3、令和６年度第２回、なし）。なければ 1")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="日付", help="開催日（2026-08-20）。なければ、仮に四週間後の日"),
    ] = None,
    time: Annotated[str | None, typer.Option("--time", metavar="時刻", help="時刻（13:30-15:00、午後１時30分～午後３時）")] = None,
    venue: Annotated[str | None, typer.Option("--venue", metavar="会場", help="会場")] = None,
    organizer: Annotated[list[str] | None, typer.Option("--organizer", metavar="名前", help="主催者（何度でも）")] = None,
    secretariat: Annotated[list[str] | None, typer.Option("--secretariat", metavar="課", help="事務局の課（何度でも）")] = None,
    number_form: Annotated[
        str | None,
        typer.Option("--number-form", metavar="番号", help="初めの資料の番号（資料１、資料1-1、別紙１、なし）。なければ 資料１"),
    ] = None,
    charter: Annotated[
        str | None,
        typer.Option(
            "--charter", metavar="形", help="設置要綱の形: 条建て（第１条）、番号（１（１））、なし（作らない）。なければ条建て"
        ),
    ] = None,
    roster: Annotated[
        bool | None, typer.Option("--roster/--no-roster", help="名簿を作るか（作らないなら --no-roster）", show_default=False)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="何も聞かない。指定のないものは、決まったものにする")] = False,
    sample: Annotated[bool, typer.Option("--sample", help="自分の会議体でなく、見本の会議を入れる")] = False,
) -> None:
    """新しい作業場所を作る（自分の会議体の初めの会議、ひな形、スキーマ、git と GitHub Actions の設定）。

    会議体の名前などを一つずつ聞くので、答えるか、そのまま改行する。指定で答えておくこともできる。空でないフォルダーには作らない。
    できたら、示される build を打つと、そのまま PDF ができる。

    例: hyoga-docs init 国保運営協議会
    """
    given = {
        "name": name, "meeting": meeting, "number": number, "date": date, "time": time, "venue": venue,
        "organizer": organizer, "secretariat": secretariat, "number_form": number_form,
        "charter": charter, "roster": roster,
    }  # fmt: skip
    answers = {key: value for key, value in given.items() if value not in (None, [])}
    with Console() as console:
        if sample and answers:
            options = "、".join(f"--{key.replace('_', '-')}" for key in answers)
            raise UsageError([error("HD624", f"--sample と {options} は一緒に使えません。", hint="どちらかを外してください。")])
        check_is_free(folder)
        body = None if sample else _body(answers, folder, console, yes=yes)
        spec = make_workspace(folder, body)
        console.result(_made(folder, spec, is_sample=sample))
        console.result("\n".join(installation_report(install(folder, dict(os.environ)))))


def _made(folder: Path, spec: Path, *, is_sample: bool) -> str:
    if is_sample:
        return f"{short_path(folder)} を作りました。次は: hyoga-docs build {short_path(spec)}"
    common = short_path(spec.parent / "common")
    return (
        f"{short_path(folder)} を作りました。まず、次のとおり打って、できた PDF を見てください。\n"
        f"  hyoga-docs build {short_path(spec)}\n"
        f"それから、{short_path(spec)} に次第と資料を書き、{common} の platform.yaml などを直してください。"
    )


def _body(answers: dict[str, Any], folder: Path, console: Console, *, yes: bool) -> NewBody:
    """The body as it is answered by options, or asked for on a terminal. Raises UsageError."""
    asks = not yes and sys.stdin.isatty()
    if not (yes or asks or "name" in answers):
        options = "--name 名前（ほかに --date、--time、--venue、--secretariat など）か、--yes か、--sample"
        raise UsageError([error("HD623", "端末でないので、会議体のことを聞けません。", hint=f"{options} を付けてください。")])
    usual = _usual(folder)
    if asks:
        console.say("会議体のことを聞きます。改行だけなら [ ] の中のとおりです。あとで YAML を書き直せます。")
        for key, question, example in _QUESTIONS:
            if key not in answers:
                default = answers.get("name", usual["name"]) if key == "meeting" else usual.get(key, "")
                shown = f"{question}（例: {example}）{f'[{visible(default)}]' if default else ''}"
                if (said := _asked(key, shown, console)) is not None:
                    answers[key] = said
    known = "date" in answers
    return answered({"name": usual["name"], "date": usual["date"], **answers}, date_is_known=known)


def _usual(folder: Path) -> dict[str, str]:
    """What is written where nothing was answered, as questions show it. A folder with a Japanese name is named after its body."""
    own = unicodedata.normalize("NFC", folder.resolve().name)
    name = own if re.search(r"[一-龠]", own) else _NO_NAME
    day = today() + dt.timedelta(weeks=_WEEKS_AHEAD)
    fixed = {"number": "1", "number_form": "資料１", "charter": "条建て", "roster": "はい"}
    return {"name": name, "date": day.isoformat(), **fixed}


def _asked(key: str, question: str, console: Console) -> str | list[str] | bool | None:
    """The answer to one question, which is asked again until it can be used; None where nothing was typed."""
    while said := typer.prompt(question, default="", show_default=False).strip():
        if key == "roster":
            if said.lower() in _YES:
                return _YES[said.lower()]
            console.say("「はい」か「いいえ」と答えてください。")
        elif problems := answer_problems(key, said):
            console.say("\n".join(problem.message for problem in problems))
        else:
            return [each for part in said.split("、") if (each := part.strip())] if key in _LISTS else said
    return None
