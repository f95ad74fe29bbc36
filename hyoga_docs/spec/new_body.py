"""The first files of a body that is new here: what its secretariat answered, put into the skeletons of `skeleton/`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from hyoga_docs.core.problem import Place, Problem, UsageError
from hyoga_docs.japanese.date_reader import iso_day
from hyoga_docs.japanese.numerals import Digits
from hyoga_docs.japanese.plain import one_width
from hyoga_docs.japanese.time_style import time_style
from hyoga_docs.spec.base_model import Date, Flag, Model, Names, Text, load
from hyoga_docs.spec.meeting import Time
from hyoga_docs.spec.yaml.edits import Put, edited
from hyoga_docs.spec.yaml.reader import YamlSource

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What the files of a new body are made from.
SKELETON = Path(__file__).parent / "skeleton"
_DAY = "2000-01-01"  # of the skeletons
_FORM = re.compile(r"([^0-9０-９{}]*)([0-9０-９]+)(?:([-－‐‑–−ー・の])[0-9０-９]+)?([^0-9０-９{}]*)")
_NONE = ("なし", "")
#: What the forms of a charter are called where they are asked for; the YAML has its own words for them.
_CHARTER_FORMS = {"条建て": "articles", "番号": "numbers", "なし": "none"}
_KIND = re.compile(r"協議会|審議会|委員会|連絡会|評議会|懇談会|懇話会|部会|会議")
_HAS_TO_BE_SET = "  # 仮の日。決まったら、このファイルと資料のフォルダーの名前も直す"


def _number_form(value: str) -> str:
    if value not in _NONE and not _FORM.fullmatch(value):
        msg = "資料番号の形は、初めの資料の番号で書いてください。例: 資料１、資料No.1、資料1-1、別紙１、なし"
        raise ValueError(msg)
    return value


def _charter_form(value: Any) -> Any:
    if value not in {*_CHARTER_FORMS, *_CHARTER_FORMS.values()}:
        msg = f"設置要綱の形は、{'、'.join(_CHARTER_FORMS)} のどれかです。"
        raise ValueError(msg)
    return _CHARTER_FORMS.get(value, value)


class Answers(Model):
    """What a secretariat says of its body and its next meeting."""

    name: Text = Field(description="会議体の名前")
    meeting: Text | None = Field(None, description="会議の名前。なければ会議体の名前")
    number: str = Field("1", description="回数（3、第３回）、名前（令和６年度第２回）、なし")
    date: Annotated[Date, BeforeValidator(iso_day)] = Field(description="開催日")
    time: Time | None = Field(None, description="時刻")
    venue: Text | None = Field(None, description="会場")
    organizer: Names = Field((), description="主催者")
    secretariat: Names = Field((), description="事務局の課")
    number_form: Annotated[str, AfterValidator(_number_form)] = Field("資料１", description="初めの資料の番号")
    charter: Annotated[Literal["articles", "numbers", "none"], BeforeValidator(_charter_form)] = Field(
        "articles", description="設置要綱の形"
    )
    roster: Flag = Field(True, description="名簿を作るか")


@dataclass(frozen=True)
class NewBody:
    """A body as it was answered; `written` are the answers as they were typed, by the names of `Answers`."""

    answers: Answers
    written: Mapping[str, Any]
    date_is_known: bool


def answered(written: Mapping[str, Any], *, date_is_known: bool) -> NewBody:
    """The body of these answers. Raises UsageError with everything that is wrong with them."""
    answers, problems = load(Answers, _source(written))
    if answers is None:
        raise UsageError([_without_key(problem) for problem in problems])
    return NewBody(answers, written, date_is_known)


def answer_problems(key: str, value: str) -> list[Problem]:
    """What is wrong with one answer alone."""
    _, problems = load(Answers, _source({key: value}))
    return [_without_key(problem) for problem in problems if problem.place == Place(_option(key))]


def _without_key(problem: Problem) -> Problem:
    """A problem of an answer, which is told by its option."""
    return replace(problem, message=re.sub(r"^\w+: ", "", problem.message))


def _source(written: Mapping[str, Any]) -> YamlSource:
    """Answers as a file of YAML would hold them, each at the place of its option."""
    return YamlSource("init", dict(written), {(key,): Place(_option(key)) for key in written})


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def body_files(body: NewBody) -> dict[str, str]:
    """The YAML files of a new body by their place in the workspace, its meeting first."""
    answers = body.answers
    files = {f"meetings/{answers.date}.yaml": _meeting(body), "meetings/common/platform.yaml": _platform(body)}
    if answers.charter != "none":
        files["meetings/common/charter.yaml"] = _charter(answers)
    if answers.roster:
        files["meetings/common/roster.yaml"] = _filled("roster", [Put(("title",), f"{answers.name}委員名簿")], answers)
    return files


def _filled(skeleton: str, edits: list[Put], answers: Answers) -> str:
    """A skeleton with edits made. A key that it only shows in a comment is shown no more where it is written."""
    text = (SKELETON / f"{skeleton}.yaml").read_text("utf-8").replace(_DAY, answers.date.isoformat())
    new = tuple(f"# {edit.path[-1]}:" for edit in edits)
    lines = [line for line in text.splitlines(keepends=True) if not line.lstrip().startswith(new)]
    return edited("".join(lines), edits, f"{skeleton}.yaml")


def _meeting(body: NewBody) -> str:
    answers = body.answers
    edits: list[Put] = []
    for key in ("venue", "time"):  # each goes right behind the date, so the last comes first
        if getattr(answers, key):
            edits.append(Put((key,), body.written[key].strip(), after="date"))
    text = _with_own_papers(_filled("meeting", edits, answers), answers)
    text = _numbered(text, answers.number)
    if not body.date_is_known:
        text = text.replace(f"\ndate: {answers.date}\n", f"\ndate: {answers.date}{_HAS_TO_BE_SET}\n", 1)
    return text


def _numbered(text: str, number: str) -> str:
    """A meeting with its number, or the name that it has instead of one."""
    plain = "".join(one_width(number).split())
    counted = re.fullmatch(r"第?0*([1-9][0-9]{0,5})回?", plain)
    if counted:
        return edited(text, [Put(("number",), int(counted[1]))], "meeting.yaml")
    named = "" if plain in _NONE else edited("name: x\n", [Put(("name",), number.strip())], "meeting.yaml")
    return text.replace("number: 1\n", named, 1)


def _with_own_papers(text: str, answers: Answers) -> str:
    """A meeting with the papers that are made of the body's other files."""
    made = {"charter": answers.charter != "none", "roster": answers.roster}
    lines = "".join(f"  - document: {name}\n" for name, there in made.items() if there)
    return text.replace("\n# 参考資料\n", f"{lines}\n# 参考資料\n", 1)


def _platform(body: NewBody) -> str:
    answers = body.answers
    names = {"secretariat": list(answers.secretariat), "organizer": list(answers.organizer)}
    edits: list[Put] = [Put(("name",), answers.name), Put(("meeting_name",), answers.meeting or answers.name)]
    for key, value in names.items():
        if value:
            edits.append(Put((key,), value[0] if len(value) == 1 else value, after="meeting_name"))
    digits = _width_of_number(answers.number)
    edits += [Put(("style", "labels", "資料"), _labels(answers.number_form, digits)), Put(("style", "digits"), digits.value)]
    if example := _time_example(str(body.written.get("time", ""))):
        edits.append(Put(("style", "time"), example))
    return _filled("platform", edits, answers)


def _time_example(typed: str) -> str:
    """A time as the house prints all of them, where it was typed in words; one in figures is only quicker to type."""
    try:
        time_style(typed)
    except ValueError:
        return ""
    return typed.strip() if "時" in typed else ""


def _width_of_number(number: str) -> Digits:
    """The house's digits, as far as the number of its meeting shows them: 第3回 does, a bare 3 does not."""
    figures = re.findall(r"[0-9０-９]+", number)
    return (None if number.strip() in figures else _width(*figures)) or Digits.ONE_FULL_TWO_HALF


def _width(*figures: str) -> Digits | None:
    """The digits that numbers are written in; of two half-width figures it cannot be told."""
    if any(each.isascii() and len(each) == 1 for each in figures):
        return Digits.HALF
    full = [each for each in figures if not each.isascii()]
    return (Digits.FULL if any(len(each) > 1 for each in full) else Digits.ONE_FULL_TWO_HALF) if full else None


def _labels(form: str, digits: Digits) -> str | dict[str, str]:
    """The series of the papers of a house with such digits, by the label of its first paper: 資料No.1."""
    match = _FORM.fullmatch(form)
    if match is None or form in _NONE:
        return {"format": "資料", "numbering": "none"}
    before, figures, separator, after = match.groups()
    own = _width(figures) or digits
    series = {"format": f"{before}{{number}}{after}", "separator": separator or ("-" if own is Digits.HALF else "－")}
    series |= {} if own is digits else {"digits": own.value}
    series = {key: value for key, value in series.items() if value != "－"}
    return series["format"] if len(series) == 1 else series


def _charter(answers: Answers) -> str:
    kind = (_KIND.findall(answers.name) or ["会議"])[-1]
    purpose = f"［ここに目的を書く］ため、{answers.name}（以下「{kind}」という。）を置く。"
    where = ("sections", 0, "text") if answers.charter == "articles" else ("sections", 0, "body", 0)
    text = (SKELETON / f"charter-{answers.charter}.yaml").read_text("utf-8").replace("協議会", kind)
    text = text.replace("会議の会議", "会議")
    text = text.replace(_DAY, answers.date.isoformat())
    return edited(text, [Put(("title",), f"{answers.name}設置要綱"), Put(where, purpose)], "charter.yaml")
