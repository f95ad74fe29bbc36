"""What each `<id>` of a charter prints: the number of the day in full, or as a sentence nearby says it (前項, 同条第２項)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import Problem, did_you_mean, error
from hyoga_docs.plan.article_numbers import Address, Step
from hyoga_docs.plan.rich_text import Link
from hyoga_docs.spec.yaml.fixes import fix_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.plan.rich_text import Text
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

#: `<id>`, and `<id:full>` where the writer says how.
REFERENCE = re.compile(r"<([A-Za-z][A-Za-z0-9_-]*)(?::([A-Za-z]*))?>")
EFFECTIVE = "effective"
#: What looks like one: signs of full width, spaces within, one sign missing or twice.
_LETTER = "[A-Za-z0-9_Ａ-Ｚａ-ｚ０-９＿－-]"
_NEARLY = re.compile(rf"[<＜〈《{{｛]+[ 　]*({_LETTER}+)[ 　]*(?:[:：][ 　]*([A-Za-zＡ-Ｚａ-ｚ]+)[ 　]*)?[>＞〉》}}｝]*")
_WAYS = ("full", "relative", "same")
#: What stands between two references that are named in one breath.
JOINS = re.compile(r"(?:まで)?(?:から|及び|又は|並びに|若しくは|または|および|もしくは|、|，|・|と)(?:、)?")
_NEIGHBOURS = frozenset("章節款目条項号")


@dataclass(frozen=True)
class ProvisionTarget:
    """A provision that can be referred to: where it stands, and where its link leads."""

    address: Address
    link: str


@dataclass(frozen=True)
class References:
    """What each `<id>` prints; what names nothing, or cannot be said so, is noted.

    `targets` are those with one name each (別紙, the day of effect, a number in the numbers form); `provisions`, those that are
    called by where they stand, in full or, where `relative`, as the house's sentences say it.
    """

    targets: dict[str, str | Link]
    source: YamlSource
    problems: list[Problem]
    provisions: dict[str, ProvisionTarget] = field(default_factory=dict)
    relative: bool = False

    def resolve(self, text: str, path: Path_, effective: str | None = None) -> Text:
        """A text with its references; `effective` is what `<effective>` prints where it is another day's."""
        return self.sentences([(text, path)], None, effective)[0]

    def sentences(self, texts: Sequence[tuple[str, Path_]], here: Address | None, effective: str | None = None) -> list[Text]:
        """Texts that follow each other in one provision, which stands at `here`; `同項` looks back over all of them."""
        reader = _SentenceReader(self, here, effective)
        return [reader.read(text, path) for text, path in texts]


@dataclass(frozen=True)
class _Mistake:
    """Why a reference cannot be printed."""

    code: str
    message: str
    hint: str


@dataclass
class _SentenceReader:
    """Reads on, and remembers which provision was named last."""

    references: References
    here: Address | None
    effective: str | None
    named: Address | None = None

    def read(self, text: str, path: Path_) -> Text:
        self._tell_nearly(text, path)
        parts: list[str | Link] = []
        end = 0
        for match in REFERENCE.finditer(text):
            between = text[end : match.start()]
            target = self._target(match, joined=end > 0 and JOINS.fullmatch(between) is not None)
            if isinstance(target, _Mistake):
                place = self.references.source.place(*path)
                self.references.problems.append(error(target.code, target.message, place=place, quote=text, hint=target.hint))
                target = match[0]
            parts += [between, target]
            end = match.end()
        parts.append(text[end:])
        return tuple(part for part in parts if part != "")

    def _tell_nearly(self, text: str, path: Path_) -> None:
        """Tells what was meant as `<id>` and would be printed as it stands: `＜id＞`, `<id >`, `<id`."""
        known = {*self.references.targets, *self.references.provisions, EFFECTIVE}
        for found in _NEARLY.finditer(text):
            name = unicodedata.normalize("NFKC", found[1])
            if REFERENCE.fullmatch(found[0]) or name not in known:
                continue
            way = f":{unicodedata.normalize('NFKC', found[2])}" if found[2] else ""
            message = f"「{found[0]}」は <id> の形でないので、番号にならず、そのまま印刷されます。"
            place, hint = self.references.source.place(*path), f"半角で「<{name}{way}>」と書いてください。"
            fix = fix_at(self.references.source, place, found[0], f"<{name}{way}>")
            self.references.problems.append(error("HD131", message, place=place, quote=text, hint=hint, fix=fix))

    def _target(self, match: re.Match[str], *, joined: bool) -> str | Link | _Mistake:
        """What stands in the place of one `<id>`."""
        name, way = match[1], match[2]
        provision = self.references.provisions.get(name)
        if provision is not None:
            return self._provision(match[0], provision, way, joined=joined)
        targets = self.references.targets
        target = self.effective if name == EFFECTIVE and self.effective else targets.get(name)
        if target is None:
            known = [*targets, *self.references.provisions]
            hint = did_you_mean(name, known, f"使える名前: {'、'.join(known)}") or ""
            return _Mistake("HD131", f"「<{name}>」の指すものがありません。", hint)
        if way is not None:
            message = f"「{match[0]}」の「:{way}」は、条建ての条、項、号だけに書けます。"
            return _Mistake("HD145", message, f"「<{name}>」とだけ書いてください。")
        return target

    def _provision(self, written: str, target: ProvisionTarget, way: str | None, *, joined: bool) -> Link | _Mistake:
        if way is not None and way not in _WAYS:
            hint = "使えるもの: <id:full>（第３条第２項）、<id:relative>（第２項、前項）、<id:same>（同条、同項）"
            return _Mistake("HD145", f"「{written}」の「:{way}」は使えません。", hint)
        words = self._words(target.address, way, joined=joined)
        if words is None:
            hint = "初めに指すときは「:same」を付けません。"
            return _Mistake("HD146", f"「{written}」の前に、同じ条を指すものがありません。", hint)
        self.named = target.address
        return Link(target.link, words)

    def _words(self, target: Address, way: str | None, *, joined: bool) -> str | None:
        """What the target is called here; None where it is to be 同条 and no such was named."""
        if way == "same":
            return None if self.named is None else _same(target, self.named)
        relative = way == "relative" or (way is None and self.references.relative)
        if not relative or self.here is None:
            return target.words
        before = self.named if joined else None
        if before is not None and target.steps and before.steps:
            shared, own = _common(target.steps, before.steps), _common(target.steps, self.here.steps)
            if way is None and own < shared < min(len(target.steps), len(before.steps)):  # 第３条第１項及び第２項
                return "".join(step.words for step in target.steps[shared:])
            if own and before.steps[0] != target.steps[0]:  # after 第３条第１項及び, 第２項 would be that of 第３条
                return target.words
        if not target.steps:
            return _from(target.chapters, self.here.chapters)
        return _from(target.steps, self.here.steps)


def _common(one: Sequence[Step], other: Sequence[Step]) -> int:
    """How many steps two addresses share."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _from(target: Sequence[Step], here: Sequence[Step]) -> str:
    """What a provision is called in one that stands at `here`: この条, 前項第１号, 第２項."""
    shared = _common(target, here)
    if shared == len(target):
        last = target[-1]
        return f"この{last.kind}" if last.kind != "細目" else last.words
    step, rest = target[shared], target[shared + 1 :]
    words = step.words
    if len(here) > shared and here[shared].kind == step.kind and step.kind in _NEIGHBOURS:
        words = {-1: f"前{step.kind}", 1: f"次{step.kind}"}.get(step.order - here[shared].order, words)
    if words == step.words and shared and target[0].kind == "附則":
        words = target[0].words + words
    return words + "".join(each.words for each in rest)


def _same(target: Address, named: Address) -> str | None:
    """同条, 同項第１号: what was named last, or stands in it."""
    pair = (target.steps, named.steps) if target.steps else (target.chapters, named.chapters)
    shared = _common(*pair)
    if not shared:
        return None
    steps = pair[0]
    return f"同{steps[shared - 1].kind}" + "".join(step.words for step in steps[shared:])
