"""The base of the models, and how a mistake in a model is said in Japanese with its place."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, ValidationError

from hyoga_docs.core.problem import Problem, did_you_mean, error
from hyoga_docs.japanese.dates import FIRST_DAY
from hyoga_docs.spec.yaml.reader import MOST_TOLD, the_first

if TYPE_CHECKING:
    from hyoga_docs.spec.yaml.reader import YamlSource


M = TypeVar("M", bound="Model")
_LONGEST = 80  # characters of a key or a value in a message


class Model(BaseModel):
    """Frozen, and with no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

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
        msg = "日付は 2019-10-31 の形で書いてください。"
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


def _plain_name(value: str) -> str:
    if not re.fullmatch(r'[^\\/:*?"<>|.\x00-\x1f][^\\/:*?"<>|\x00-\x1f]*', value) or ".." in value or len(value) > 80:
        msg = f"「{value[:40]}」は名前に使えません。フォルダーやファイルの名前だけを書いてください（「/」や「..」は使えません）。"
        raise ValueError(msg)
    return value


#: The name of a folder or a template, and never a path.
FileName = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_plain_name)]
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
        hint = did_you_mean(key, known, f"使えるキー: {'、'.join(known)}")
        return error("HD111", f"知らないキー「{key}」です。", place=place, quote=source.quote(place), hint=hint)
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
    quote = str(shown) if isinstance(shown, (str, int, float)) and shown != "" else source.quote(place)
    return error("HD113", f"{key}: {message}" if isinstance(path[-1] if path else 0, str) else message, place=place, quote=quote)


def _short(value: object) -> str:
    words = str(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _listed(context: dict[str, Any]) -> str:
    return str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")


def _known_keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the model at `path` inside `model` knows."""
    current: type[BaseModel] = model
    for part in path:
        if isinstance(part, int):
            continue
        annotation = current.model_fields[part].annotation if part in current.model_fields else None
        current = _model_within(annotation) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if found := _model_within(inner):
            return found
    return None
