"""Names by which provisions are referred to: `members` of （委員）, `article-3` where the heading is none that is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.plan.charter_references import EFFECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadProvision, ReadSchedule

#: Headings that many 要綱 have, by the name that each is given.
_HEADINGS = {
    "purpose": "目的 趣旨",
    "establishment": "設置 設置目的 目的及び設置 趣旨及び設置 設置及び目的",
    "name": "名称",
    "definitions": "定義 用語の定義 用語",
    "duties": "所掌事務 所掌事項 所管事項 所掌 協議事項 審議事項 検討事項 任務 職務",
    "activities": "事業 活動内容 活動 取組事項",
    "organisation": "組織 構成 組織等 構成等",
    "members": "委員 委員等 構成員 委員の構成 会員 委員の委嘱 委員の委嘱等",
    "term": "任期 委員の任期 任期等 委員の任期等",
    "officers": "役員",
    "officers-term": "役員の任期",
    "chair": "会長 会長及び副会長 会長等 会長の職務 委員長 委員長及び副委員長 委員長等 座長 座長及び副座長 座長等 議長",
    "meetings": "会議 会議等 会議の運営 会議の招集 会議の開催 開催 運営",
    "public-meetings": "会議の公開 会議の公開等 公開",
    "minutes": "議事録 会議録 会議録の作成",
    "general-meeting": "総会",
    "managers-meeting": "幹事会",
    "subcommittees": "部会 専門部会 部会等 分科会",
    "working-group": "作業部会 ワーキンググループ",
    "expert-members": "専門委員",
    "temporary-members": "臨時委員",
    "managers": "幹事",
    "advisers": "顧問 アドバイザー",
    "observers": "オブザーバー",
    "attendance": "関係者の出席 関係者の出席等 関係者等の出席",
    "hearing": "意見の聴取 意見の聴取等 意見聴取 意見聴取等 関係者の意見聴取 関係者の意見の聴取",
    "secretariat": "庶務 事務局 庶務等",
    "secrecy": "守秘義務 秘密の保持 秘密保持 秘密を守る義務",
    "privacy": "個人情報の保護 個人情報の取扱い",
    "remuneration": "報酬 報酬等 報酬及び費用弁償 謝礼 謝金",
    "expenses": "経費 費用弁償 費用 経費の負担",
    "accounts": "会計",
    "fiscal-year": "会計年度 事業年度",
    "audit": "監査 会計監査",
    "resolutions": "議決 議事",
    "duration": "設置期間 設置期限",
    "dissolution": "解散",
    "amendment": "改正 規約の改正 規約の変更 要綱の改正",
    "miscellaneous": "雑則 委任 補則 その他 細則",
    "general": "総則",
}
_NAMES = {heading: name for name, headings in _HEADINGS.items() for heading in headings.split()}
_LONGEST = 40


@dataclass
class Ids:
    """The names that are given so far; each is given once."""

    charter: ReadCharter
    _taken: set[str] = field(default_factory=lambda: {EFFECTIVE, "roster"})

    def name_known_headings(self) -> None:
        """Names what has a heading that is known, so that the YAML reads well and amendments find it again."""
        for part in self.charter.provisions():
            name = _NAMES.get("".join(part.heading.split()))
            if name and part.kind != "chapter" and name not in self._taken:
                part.id = self._take(name)

    def of(self, target: ReadProvision | ReadSchedule, around: tuple[ReadProvision, ...] = ()) -> str:
        """The name of what is referred to; `around` are the provisions that it stands in, from the article on."""
        if not target.id:
            target.id = self._take(_made(target, around))
        return target.id

    def keep_only(self, used: Iterable[ReadProvision | ReadSchedule]) -> None:
        """Takes the names away that nothing uses in the end, but for those that the headings gave."""
        wanted = {id(each) for each in used}
        for part in [*self.charter.provisions(), *self.charter.supplement_parts()]:
            if id(part) not in wanted and part.id not in _HEADINGS:
                part.id = ""

    def _take(self, name: str) -> str:
        name = name[: _LONGEST - 3]
        found, count = name, 1
        while found in self._taken:
            count += 1
            found = f"{name}-{count}"
        self._taken.add(found)
        return found


def _made(target: ReadProvision | ReadSchedule, around: tuple[ReadProvision, ...]) -> str:
    if target.id:
        return target.id
    numbers = "-".join(map(str, target.values)) or "1"
    kind = getattr(target, "kind", "schedule")
    if around:
        return f"{_made(around[-1], around[:-1])}-{'p' if kind == 'paragraph' else 'i'}{numbers}"
    name = {"item": "section", "paragraph": "supplement"}.get(kind, kind)
    return f"{name}-{numbers}"
