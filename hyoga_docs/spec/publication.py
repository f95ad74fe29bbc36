"""Who may see something: everybody, or the members alone (`public:` of a paper, an agenda item, an annex), and the public pages."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from hyoga_docs.spec.base_model import Flag, Lines, Model, Names, Text

_PAGES = re.compile(r"\d{1,6}(-\d{0,6})?(\s*,\s*\d{1,6}(-\d{0,6})?){0,999}")


def _pages(value: Any) -> Any:
    if value is not None and not _PAGES.fullmatch(str(value)):
        msg = "ページは 1-3,7 の形で書いてください。"
        raise ValueError(msg)
    return None if value is None else str(value)


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?", value):
        msg = "公開のページを置くフォルダーの URL を https://www.example.lg.jp/shingikai/ の形で書いてください。"
        raise ValueError(msg)
    return value.rstrip("/") + "/"


def _flag(value: Any) -> Any:
    if not isinstance(value, (bool, dict, Publication)):
        msg = "true か false を書いてください。理由などを添えるなら {public: false, reason: …}"
        raise ValueError(msg)
    return {"public": value} if isinstance(value, bool) else value


#: Pages of a file, as people count them.
Pages = Annotated[str | None, BeforeValidator(_pages, json_schema_input_type=str | int | None)]


class Publication(Model):
    """公開版に載せるかどうか。"""

    public: Flag = Field(True, description="false なら公開版に載せない")
    reason: Text | None = Field(None, description="公開しない理由。公開版の一覧と差し替え紙に印刷する")
    title: Text | None = Field(None, description="公開版で題名の代わりに印刷する言葉。書かなければ題名も載せない")
    pages: Pages = Field(None, description="資料のうち公開しないページだけを挙げるとき: 3-4,7（ファイルのページ）")

    @property
    def is_withheld(self) -> bool:
        """Whether the public sees nothing of it; where `pages` are named, it is those alone that nobody sees."""
        return not self.public and self.pages is None

    def under(self, above: Publication) -> Publication:
        """What holds of it below something: below what is withheld it is withheld too, for the reason of that unless it has one."""
        if not above.is_withheld:
            return self
        return self.model_copy(update={"public": False, "pages": None, "reason": self.reason or above.reason})

    @property
    def is_public_in_words(self) -> bool:
        """Whether `public: true` is written."""
        return self.public and "public" in self.model_fields_set


#: `false`, `true`, or a map.
PublicationValue = Annotated[Publication, BeforeValidator(_flag, json_schema_input_type=bool | Publication)]
PUBLIC = Publication.model_construct(_fields_set=set(), public=True, reason=None, title=None, pages=None)


class PublicPages(Model):
    """公開のページ（publish が作る HTML）。"""

    url: Annotated[Text, AfterValidator(_address)] | None = Field(
        None, description="ページを置くフォルダーの URL。書くと、共有されたときの題名と説明（Open Graph）が付く"
    )
    description: Lines | None = Field(None, description="会議体の短い説明。会議の一覧に載せる")
    contact: Names = Field((), description="ページの最後に載せるお問合せ先の行。書かなければ、会議の notice の contact")
    feed: Flag = Field(False, description="true なら、会議の更新を知らせるフィード（feed.xml）を作る。url が要る")

    @model_validator(mode="after")
    def _feed_has_address(self) -> PublicPages:
        if self.feed and self.url is None:
            msg = "feed には url も書いてください。"
            raise ValueError(msg)
        return self
