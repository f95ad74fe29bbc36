"""How the house writes words (`common/wording.yaml`), and what it knows to be right."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from hyoga_docs.spec.base_model import Flag, Model, Names, Text


def _code(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"HD\d{3}", value):
        msg = "知らせのコードを HD271 の形で書いてください。"
        raise ValueError(msg)
    return value


Code = Annotated[str, BeforeValidator(_code, json_schema_input_type=str)]


def _short_variants(value: Any) -> Any:
    return {"words": value} if isinstance(value, (list, tuple)) else value


class Variants(Model):
    """同じ言葉のいくつかの書き方。"""

    words: Annotated[Names, Field(min_length=2)] = Field(description="同じ言葉の書き方の並び")
    use: Text | None = Field(None, description="この作業場所で使う書き方。なければ、冊子の中でそろっていればよい")

    @model_validator(mode="after")
    def _known(self) -> Variants:
        if self.use is not None and self.use not in self.words:
            msg = f"use の「{self.use}」が words にありません。"
            raise ValueError(msg)
        return self


class Waiver(Model):
    """直さなくてよいと決めた知らせ。"""

    code: Code = Field(description="知らせのコード（HD271 など）")
    text: Text | None = Field(None, description="この言葉を含むものだけ。なければ、その file のそのコードのすべて")
    file: Text | None = Field(None, description="このファイルのものだけ（資料のファイル名か YAML の名前）")
    reason: Text = Field(description="直さなくてよい理由")

    @model_validator(mode="after")
    def _narrow(self) -> Waiver:
        if self.text is None and self.file is None:
            msg = "text（言葉）か file（ファイル）のどちらかを書いてください。"
            raise ValueError(msg)
        return self


class Wording(Model):
    """言葉の書き方。"""

    variants: tuple[Annotated[Variants, BeforeValidator(_short_variants)], ...] = Field(
        (), description="書き方の揺れとして知らせる言葉。[取組, 取組み] のように並べるか、use で一つに決める"
    )
    ignore: Names = Field((), description="揺れとして知らせない言葉（もとから調べる一覧から外す）")
    wrong: dict[str, Text] = Field({}, description="誤った言葉と正しい言葉。例: 事務職: 事務局")
    names: Names = Field((), description="正しい名前。似た名前として知らせない")
    machine_dependent: Flag = Field(False, description="true なら、機種依存文字（①、㈱、髙 など）を知らせる")
    ok: tuple[Waiver, ...] = Field((), description="直さなくてよいと決めた知らせ")
