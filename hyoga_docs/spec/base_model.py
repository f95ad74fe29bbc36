"""The base of the models, and how a mistake in a model is said in Japanese with its place."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, ValidationError

from hyoga_docs.core.problem import Problem, did_you_mean, error
from hyoga_docs.japanese.date_reader import read_day, read_weekday
from hyoga_docs.japanese.dates import FIRST_DAY, weekday
from hyoga_docs.spec.yaml.fixes import fix_at
from hyoga_docs.spec.yaml.reader import MOST_TOLD, the_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.spec.yaml.reader import Path_, YamlSource


M = TypeVar("M", bound="Model")
_NEAR_KEY = 0.8  # of difflib; a key that is like two is neither for certain
_ONE_WAY = re.compile(r"^(?:日付は|回数は数だけで)「(.+)」と書いてください。$")
_LONGEST = 80  # characters of a key or a value in a message


class Model(BaseModel):
    """Frozen, and with no key that it does not know."""

    #: Most models are read as parts of a whole file: only what is read by itself builds its validator.
    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", coerce_numbers_to_str=True)

    def rules(self, _source: YamlSource, /) -> list[Problem]:
        """What is wrong with a whole file whose parts are right, each with its place in the file."""
        return []


def _codes(value: Any) -> Any:
    """`HD203`, `[HD203, HD271]` and `{HD203: why}` are all the last."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, (list, tuple)):
        value = dict.fromkeys(map(str, value))
    if not isinstance(value, dict) or not all(isinstance(code, str) and re.fullmatch(r"HD\d{3}", code) for code in value):
        msg = "直さなくてよい知らせのコードを [HD203] か {HD203: 理由} の形で書いてください。"
        raise ValueError(msg)
    return value


Ok = Annotated[dict[str, str | None], BeforeValidator(_codes, json_schema_input_type=list[str] | dict[str, str | None] | str)]


class Waivable(Model):
    """Findings that stand here can be waived here."""

    ok: Ok = Field({}, description="ここについて、直さなくてよいと決めた知らせ。[HD203] か {HD203: 理由}")


def _one_or_list(value: Any) -> Any:
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple)) else (value,)


def _short_title(value: Any) -> Any:
    return {"title": value} if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value


def as_date(value: Any) -> Any:
    """The day that `2019-10-31` writes; None and days stay. Raises ValueError in Japanese."""
    if value is None or isinstance(value, dt.date):
        return value
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", str(value))
    if match is None:
        meant = read_day(str(value))
        msg = f"日付は「{meant}」と書いてください。" if meant else "日付は 2019-10-31 の形で書いてください。"
        if meant and read_weekday(str(value)) not in {None, weekday(meant)}:
            msg = f"曜日が違います。{meant} は{weekday(meant)}曜日です。日付だけを 2019-10-31 の形で書いてください。"
        raise ValueError(msg)
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        msg = "その日はありません。"
        raise ValueError(msg) from None
    if day < FIRST_DAY:
        msg = "1873年（明治６年）より前の日は使えません。"
        raise ValueError(msg)
    return day


Text = Annotated[str, StringConstraints(min_length=1, max_length=100_000, strip_whitespace=True)]


def _lines(value: Any) -> Any:
    return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _plain_name(value: str) -> str:
    if not re.fullmatch(r'[^\\/:*?"<>|.\x00-\x1f][^\\/:*?"<>|\x00-\x1f]*', value) or ".." in value or len(value) > 80:
        msg = f"「{value[:40]}」は名前に使えません。フォルダーやファイルの名前だけを書いてください（「/」や「..」は使えません）。"
        raise ValueError(msg)
    return value


#: The name of a folder or a template, and never a path.
FileName = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_plain_name)]
#: A text of one line or several, written as one or as a list of them.
Lines = Annotated[Text, BeforeValidator(_lines, json_schema_input_type=str | list[str])]
Names = Annotated[
    tuple[Text, ...],
    BeforeValidator(_one_or_list, json_schema_input_type=str | list[str] | None),
]
Date = Annotated[dt.date, BeforeValidator(as_date, json_schema_input_type=Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")])]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=40)]  # a Word bookmark has 40
Flag = Annotated[bool, Strict()]
short_title = BeforeValidator(_short_title)

_MESSAGES = {
    "missing": "「{key}」がありません。",
    "string_type": "文字を書いてください。",
    "string_too_short": "空です。",
    "string_too_long": "長すぎます。",
    "int_type": "整数を書いてください。",
    "int_parsing": "整数を書いてください。",
    "int_from_float": "整数を書いてください。",
    "float_type": "数を書いてください。",
    "float_parsing": "数を書いてください。",
    "bool_type": "true か false を書いてください。",
    "bool_parsing": "true か false を書いてください。",
    "list_type": "「- 」で始まる並びを書いてください。",
    "tuple_type": "「- 」で始まる並びを書いてください。",
    "dict_type": "「キー: 値」を書いてください。",
    "model_type": "「キー: 値」を書いてください。",
    "model_attributes_type": "「キー: 値」を書いてください。",
    "greater_than_equal": "{ge} 以上の数を書いてください。",
    "less_than_equal": "{le} 以下の数を書いてください。",
    "too_short": "一つ以上必要です。",
}


def load(model: type[M], source: YamlSource) -> tuple[M | None, list[Problem]]:
    """The model of a file's data, and every mistake of it at once (None when there is one)."""
    try:
        made = model.model_validate(source.data if source.data is not None else {})
        wrong = made.rules(source)
        return (None, wrong) if wrong else (made, [])
    except ValidationError as problem:
        found = [item for item in problem.errors(include_url=False) if item["type"] != "default_factory_not_called"]
        around = {item["loc"][:end] for item in found if item["type"] != "too_short" for end in range(len(item["loc"]) + 1)}
        # A list whose items are all wrong also counts as empty; what is wrong with the items is the better answer.
        kept = [item for item in found if item["type"] != "too_short" or item["loc"] not in around]
        return None, the_first([_problem(dict(item), model, source) for item in kept[:MOST_TOLD]], source.name, len(kept))


def _problem(item: dict[str, Any], model: type[BaseModel], source: YamlSource) -> Problem:
    path = tuple(item["loc"])
    kind, context = item["type"], item.get("ctx") or {}
    key = _short(path[-1]) if path else ""
    if kind == "extra_forbidden":
        place = source.key_place(*path)
        known = _known_keys(model, path[:-1])
        meant = _meant(key, model, path[:-1])
        hint = meant or did_you_mean(_plain(key), known, f"使えるキー: {'、'.join(known)}")
        near = None if meant else _certain_key(key, known, source, path[:-1])
        fix = fix_at(source, place, key, near) if near else None
        return error("HD111", f"知らないキー「{key}」です。", place=place, quote=source.quote(place), hint=hint, fix=fix)
    if kind == "missing":
        place = source.key_place(*path[:-1])
        return error(
            "HD112", f"「{key}」がありません。", place=place, quote=source.quote(place), hint=f"「{key}: …」を書いてください。"
        )
    while path and path not in source.places:  # a text that was written short
        path = path[:-1]
    key = str(path[-1]) if path else ""
    place = source.place(*path)
    if kind == "value_error":
        message = str(context.get("error", item["msg"]))
    elif kind in {"literal_error", "enum"}:
        message = f"「{_short(item['input'])}」は使えません。使える値: {_listed(context)}"
    elif kind == "string_pattern_mismatch":
        message = "半角の英字で始まり、英数字と - と _ だけの名前にしてください。"
    else:
        message = _MESSAGES.get(kind, "値が正しくありません。").format(key=key, **context)
    shown = item.get("input")
    if shown is None and kind == "string_type":
        message, place = "値がありません。", source.key_place(*path)
    quote = str(shown) if isinstance(shown, (str, int, float)) and shown != "" else source.quote(place)
    said = f"{key}: {message}" if isinstance(path[-1] if path else 0, str) else message
    meant = _certain_value(kind, shown, message, context) if isinstance(shown, str) else None
    fix = fix_at(source, place, str(shown), meant) if meant else None
    return error("HD113", said, place=place, quote=quote, hint=_hint(item, context, model, source.quote(place) or ""), fix=fix)


def _certain_key(key: str, known: Sequence[str], source: YamlSource, path: Path_) -> str | None:
    """The one key that another one can only be, and that does not stand beside it already."""
    near = _only_one_near(key, known)
    beside: Any = source.data
    for part in path:
        beside = beside[part]
    return near if near not in beside else None


def _certain_value(kind: str, shown: str, message: str, context: dict[str, Any]) -> str | None:
    """The one value that another one can only be: one of a few that is like no other, or the way to write a day or a number."""
    if kind in {"literal_error", "enum"}:
        return _only_one_near(shown, _listed(context).split("、"))
    found = _ONE_WAY.search(message)
    return found[1] if found else None


def _only_one_near(word: str, known: Sequence[str]) -> str | None:
    near = difflib.get_close_matches(_plain(word), known, n=2, cutoff=_NEAR_KEY)
    return near[0] if len(near) == 1 else None


def _hint(item: dict[str, Any], context: dict[str, Any], model: type[BaseModel], line: str) -> str | None:
    """What to write instead of a value of another kind."""
    kind, shown = item["type"], item.get("input")
    if kind == "string_type" and shown is None and "#" in line:
        return "「#」から後ろは覚え書きとして読まれます。文字なら、値を引用符（'…'）で囲んでください。"
    if kind in {"literal_error", "enum"}:
        return did_you_mean(_plain(_short(shown)), _listed(context).split("、"))
    if kind in {"tuple_type", "list_type"} and isinstance(shown, str):
        return "[A, B] のように、半角の [ ] と「,」でも書けます。一つでも [ ] で囲みます。"
    if kind in {"model_type", "model_attributes_type", "dict_type"} and (known := _known_keys(model, tuple(item["loc"]))):
        return f"使えるキー: {'、'.join(known)}" if _model_at(model, tuple(item["loc"])) is not model else None
    return None


def _plain(key: str) -> str:
    """A word in half width and small letters, as keys are."""
    return unicodedata.normalize("NFKC", key).lower()


def _meant(key: str, model: type[BaseModel], path: tuple[str | int, ...]) -> str | None:
    """What was meant by a key that is in Japanese, or that belongs under another one."""
    here = _model_at(model, path)
    for name, field in here.model_fields.items():
        if len(key) > 1 and re.match(rf"(?:手で決める|項目の)?{re.escape(key)}(?:の列)?(?!\w)", field.description or ""):
            return f"「{name}」の誤りではありませんか。"
    for name, field in model.model_fields.items():
        inner = _model_within(field.annotation)
        if inner not in (None, here) and _plain(key) in inner.model_fields:
            return f"「{_plain(key)}」は「{name}」の下に書くキーです。字下げを確かめてください。"
    return None


def _short(value: object) -> str:
    words = str(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _listed(context: dict[str, Any]) -> str:
    return str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")


def _known_keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the model at `path` inside `model` knows."""
    return [field.alias or name for name, field in _model_at(model, path).model_fields.items()]


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel]:
    current: type[BaseModel] = model
    for part in path:
        if isinstance(part, int):
            continue
        annotation = current.model_fields[part].annotation if part in current.model_fields else None
        current = _model_within(annotation) or current
    return current


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if found := _model_within(inner):
            return found
    return None
