"""References to provisions and 別表 in a text: which of them name the charter's own, and which those of a law."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hyoga_docs.amendments.charter_import.marks import BRANCHES, NUMBER, values_of
from hyoga_docs.japanese.brackets import depth
from hyoga_docs.plan.charter_references import JOINS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadProvision, ReadSchedule

_S = "[ 　]?"
_START = re.compile(rf"第{_S}{NUMBER}{_S}[条項号]|[前次同][条項号]|別表")
_START_WITHOUT_JO = re.compile(rf"{_START.pattern}|第{NUMBER}(?![0-9０-９章節款回期次年月日週])")
_PARAGRAPH = re.compile(rf"{_S}第{_S}(?P<number>{NUMBER}){_S}項(?P<branches>)|(?P<near>[前次同])項")
_ITEM = re.compile(rf"{_S}第{_S}(?P<number>{NUMBER}){_S}号(?P<branches>{BRANCHES})|(?P<near>[前次])号")
_STEPS = (
    re.compile(rf"第{_S}(?P<number>{NUMBER}){_S}条(?P<branches>{BRANCHES})|(?P<near>[前次同])条"),
    _PARAGRAPH,
    _ITEM,
)
#: Of articles that are not called 条: 第３第２項, 第３の２.
_STEPS_WITHOUT_JO = (
    re.compile(rf"第(?P<number>{NUMBER})(?P<branches>{BRANCHES})(?![0-9０-９条項号])|(?P<near>[前次同])条"),
    _PARAGRAPH,
    _ITEM,
)
#: What no reference is followed by: 第１項目, 第１号被保険者, 第２号様式.
_GOES_ON = re.compile(r"[ァ-ヶー]{2}|(?![及又並若中各後前本以内委所規該関但柱見])[一-龠々]")
_SCHEDULE = re.compile(rf"別表(?:第?(?P<number>{NUMBER})(?P<branches>(?!の{NUMBER}の?[項部]){BRANCHES}|))?")
_SECTION = re.compile(
    r"第(?P<first>[0-9０-９]{1,2})(?:の(?P<second>[0-9０-９]{1,2}))?(?P<items>(?:[（(][0-9０-９]{1,2}[）)])?)(?![0-9０-９条項号章節款回期次年の])"
)
_NUMBERED = re.compile(r"(?P<first>(?<![0-9０-９第])[0-9０-９]{1,2})(?P<items>[（(][0-9０-９]{1,2}[）)])(?![0-9０-９])")
#: What stands between references that are named in one breath, behind the letter of a 細目: 第３号アから.
_JOIN = re.compile(rf"[ァ-ン]?{JOINS.pattern}")
_BEFORE_OWN = re.compile(
    r"(?:^|[、。，（( 　はがをにで]|及び|又は|並びに|若しくは|から|まで|および|または|かつ"
    r"|(?:この|本)(?:要綱|要領|要項|規則|条例|規約|規程|会則|規定))$"
)
#: What is said in brackets between two of them: 法第１条（…を含む。）及び第２条.
_ASIDE = re.compile(r"^[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]")
_QUOTES = re.compile(r"「[^「」]*」")


@dataclass
class Reference:
    """A reference at its place in a text; `around` are the provisions that its target stands in, from the article on."""

    start: int
    end: int
    words: str
    target: ReadProvision | ReadSchedule
    around: tuple[ReadProvision, ...] = ()
    way: int = 0
    kept: bool = True


@dataclass(frozen=True)
class Here:
    """Where a text stands: its article (or what holds the paragraphs of a 附則), its paragraph, its item."""

    article: ReadProvision
    paragraph: ReadProvision | None = None
    item: ReadProvision | None = None


@dataclass
class ReferenceFinder:
    """Finds references in the texts of one charter; what names nothing that is there is noted in `missing`."""

    charter: ReadCharter
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._articles = [part for part in self.charter.provisions() if part.kind == "article"]
        jo = not self._articles or any("条" in part.written for part in self._articles)
        self._start, self._steps = (_START, _STEPS) if jo else (_START_WITHOUT_JO, _STEPS_WITHOUT_JO)
        self._named: Here | None = None
        self._is_foreign = False

    def find(self, text: str, here: Here) -> Iterator[Reference]:
        """The references of a text to what is in the charter, in order."""
        self._named, self._is_foreign = None, False
        quoted = [found.span() for found in _QUOTES.finditer(text)]
        at = 0
        ends: dict[int, tuple[int, bool, Here | None]] = {}  # by the brackets that are open: the last one's end, and what it named
        while found := self._start.search(text, at):
            at = found.end()
            start = found.start()
            if any(begin < start < stop for begin, stop in quoted):
                continue
            inside = depth(text[:start])
            end, foreign, named = ends.get(inside, (0, False, None))
            joined = end > 0 and _JOIN.fullmatch(_ASIDE.sub("", text[end:start])) is not None
            if joined:
                self._is_foreign, self._named = foreign, named
            if found[0] == "別表":
                reference, at = self._schedule(text, start, joined=joined)
            else:
                reference, at = self._provision(text, start, here, joined=joined)
            ends[inside] = (at, self._is_foreign, self._named)
            if reference is not None:
                yield reference

    def numbered(self, text: str) -> Iterator[Reference]:
        """The references of a text in a charter in numbers: 第２の１, ３（１）."""
        sections = self.charter.sections
        pattern = _SECTION if sections and sections[0].form.startswith("第") else _NUMBERED
        for found in pattern.finditer(text):
            if not _BEFORE_OWN.search(text[: found.start()]):
                continue
            steps = [found["first"], found.groupdict().get("second"), found["items"].strip("（）()")]
            parts: tuple[ReadProvision, ...] = ()
            among = sections
            for step in filter(None, steps):
                target = next((part for part in among if part.values == values_of(step)), None)
                if target is None:
                    break
                parts, among = (*parts, target), target.items
            else:
                yield Reference(found.start(), found.end(), found[0], parts[-1], parts[:-1])

    def _schedule(self, text: str, start: int, *, joined: bool) -> tuple[Reference | None, int]:
        """The 別表 that is named there, None of one that stays as it is, and where its name ends."""
        found = _SCHEDULE.match(text, start)
        assert found is not None
        self._is_foreign = (joined and self._is_foreign) or not _BEFORE_OWN.search(text[:start])
        if self._is_foreign:
            return None, found.end()
        values = values_of(found["number"], found["branches"] or "") if found["number"] else ()
        target = next((each for each in self.charter.schedules if each.values == values), None)
        if target is None:
            self.missing.append(found[0])
            return None, found.end()
        return Reference(start, found.end(), found[0], target), found.end()

    def _provision(self, text: str, start: int, here: Here, *, joined: bool) -> tuple[Reference | None, int]:
        """The reference that begins there, None of one that stays as it is, and where it ends."""
        steps, at = [], start
        for step in self._steps:
            found = step.match(text, at)
            steps.append(found)
            at = found.end() if found else at
        if at == start:
            return None, start + 1
        first = next(step for step in steps if step is not None)
        article = steps[0]
        begins_anew = first["near"] is None and (first is article or not joined)
        if begins_anew:
            before = text[:start] if first is article else text[:start].rstrip(" 　")  # 告示　第31号
            self._is_foreign = (joined and self._is_foreign) or not _BEFORE_OWN.search(before)
        elif (article is None and not joined) or (article is not None and article["near"] != "同"):
            self._is_foreign = False
        if self._is_foreign or _GOES_ON.match(text, at):
            self._named = None
            return None, at
        target, around = self._target(steps, here, joined=joined)
        if target is None:
            if begins_anew and (first is article or not text[:start].endswith(("（", "("))):  # 第２項（第３号を除く。）
                self.missing.append(text[start:at])
            return None, at
        return Reference(start, at, text[start:at], target, around), at

    def _target(
        self, steps: Sequence[re.Match[str] | None], here: Here, *, joined: bool
    ) -> tuple[ReadProvision | None, tuple[ReadProvision, ...]]:
        article_step, paragraph_step, item_step = steps
        base = self._named if self._named is not None and (joined or _is_same(steps)) else here
        if _is_same(steps) and base is here:
            return None, ()
        article = self._article(article_step, here, base)
        if article is None:
            return None, ()
        found: ReadProvision = article
        around: tuple[ReadProvision, ...] = ()
        paragraph = base.paragraph if article_step is None else None
        if paragraph_step is not None:
            paragraph = _near(paragraph_step, article.paragraphs, base.paragraph)
            if paragraph is None:
                return None, ()
            found, around = paragraph, _inside(article)
        item = None
        if item_step is not None:
            item = _near(item_step, (paragraph or article).items, here.item)
            if item is None:
                return None, ()
            holder = paragraph if paragraph is not None and paragraph is not article else None
            found, around = item, (*_inside(article), *((holder,) if holder else ()))
        self._named = Here(article, paragraph, item)
        return found, around

    def _article(self, step: re.Match[str] | None, here: Here, base: Here) -> ReadProvision | None:
        if step is None:
            return base.article
        if step["number"]:
            values = values_of(step["number"], step["branches"])
            return next((part for part in self._articles if part.values == values), None)
        if step["near"] == "同":
            return base.article
        if here.article not in self._articles:
            return None
        at = self._articles.index(here.article) + (-1 if step["near"] == "前" else 1)
        return self._articles[at] if 0 <= at < len(self._articles) else None


def _inside(article: ReadProvision) -> tuple[ReadProvision, ...]:
    return (article,) if article.kind == "article" else ()


def _is_same(steps: Sequence[re.Match[str] | None]) -> bool:
    return any(step is not None and step["near"] == "同" for step in steps)


def _near(step: re.Match[str], among: Sequence[ReadProvision], own: ReadProvision | None) -> ReadProvision | None:
    """The one that a step names: by its number, or as the one beside."""
    if step["number"]:
        values = values_of(step["number"], step["branches"])
        return next((each for each in among if each.values == values), None)
    if step["near"] == "同":
        return own
    places = [index for index, each in enumerate(among) if each is own]
    at = places[0] + (-1 if step["near"] == "前" else 1) if places else -1
    return among[at] if 0 <= at < len(among) else None
