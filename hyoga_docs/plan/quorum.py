"""What a charter says of attendance: how many must come, and whether deputies, screens and 委任状 count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.japanese.shares import ALL, COUNT, SHARE
from hyoga_docs.plan.charter_texts import charter_texts
from hyoga_docs.spec.term import text_on

if TYPE_CHECKING:
    from hyoga_docs.spec.workspace import Workspace
    from hyoga_docs.spec.yaml.reader import Path_

_FULL_WIDTH = str.maketrans("｡､()", "。、（）")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
#: Where a sentence ends; one in brackets is a part of the one around it.
_END = re.compile(r"(?<=。)(?![^（(]*[）)])")
_HELD = "(?:開[くきか催会]|成立)"
#: What stands between a share and a meeting that is held; who asks for one, or agrees, does not come by that.
_ON_THE_WAY = r"(?!から|より)(?:(?!請求|要求|求め|認め|同意|賛成|決す|決し)[^。]){0,25}?"
_QUORUM = re.compile(
    rf"(?P<share>{SHARE}){_ON_THE_WAY}(?:出席|参集|参加|{_HELD})"
    rf"|(?P<count>{COUNT})[^。、]{{0,6}}出席[^。]{{0,20}}{_HELD}"
    rf"|(?P<all>{ALL})[^。、]{{0,6}}出席[^。]{{0,20}}{_HELD}"
)
#: What is said before a share of those who came, which decides and does not open: 出席した委員の過半数.
_OF_THOSE_PRESENT = re.compile(r"出席[^。、がはも]{0,8}の$")
_OF_A_PART = re.compile(r"各[^。、]{0,20}$")
_ONE_OF_EACH = re.compile(rf"(?:各区分|各号|各分野)[^。、]{{0,20}}(?:{COUNT})")
#: Bodies within a body, of which a charter speaks too.
_PARTS = re.compile(r"専門部会|作業部会|部会|分科会|小委員会|専門委員会|幹事会?|役員会|理事会|運営委員会|ワーキング")
_SUBJECT = 24  # characters in which a sentence says of whom it speaks
_DEPUTY = r"(?<!職務)(?<!長)(?<!を)代理(?!する|し|に関)|代わりの者|代わる者|代わって"
_DEPUTY_COMES = re.compile(
    rf"(?:{_DEPUTY})[^。]{{0,30}}(?:出席|参加)|(?:出席|参加)[^。、]{{0,10}}(?:{_DEPUTY})"
    r"|代理(?:人|者|の者)?[^。、]{0,6}認め|代理(?:人|者|の者)[^。]{0,12}(?:選任|指名|立て|定め|差し向け)"
)
_ON_SCREEN = re.compile(r"オンライン|ウェブ|(?i:web|ｗｅｂ)|テレビ会議|映像[^。]{0,12}音声|情報通信機器|情報通信技術|遠隔|リモート")
_ENTRUSTED = re.compile(r"委任状|書面[^。]{0,20}(?:表決|議決)|(?:表決|議決)[^。]{0,8}を?委任")
_AS_PRESENT = re.compile(
    r"出席(?:した|する)?(?:もの|者)?と(?:みな|見な|す)|出席[^。]{0,6}(?:に含|とみな)|出席者(?:数)?に[^。]{0,6}(?:含|算入|加)"
)
_INCLUDED = re.compile(r"[（(][^（）()]*(?P<what>代理|委任状|書面|オンライン|ウェブ)[^（）()]*含(?:む|める)[^（）()]*[）)]")
_EXCLUDED = re.compile(r"[（(][^（）()]*代理[^（）()]*(?:除く|含まない|含めない)[^（）()]*[）)]")
_REFUSED = re.compile(r"(?:でき|認め|認められ|許さ|許され|含ま|含め|算入し|数え|みなさ|有し|加わら)ない(?:ものとする|こととする)?$")
_OF_VOTES = re.compile(r"定足数|議決|表決|採決|出席者数|算入")


#: Sentences of a charter in order, each with the path of the text that it stands in.
_Sentences = list[tuple["Path_", str]]


@dataclass(frozen=True)
class CharterSays:
    """Whether something is so by the charter: True or False with the sentence and its path, None where it says nothing.

    `source` is the file of the path: `charter`, or `platform` where the body's keys say it.
    """

    value: bool | None = None
    sentence: str = ""
    path: Path_ = ()
    source: str = "charter"


@dataclass(frozen=True)
class QuorumRule:
    """How many must come (`過半数`), and whether one of each 区分 must; the sentence that asks for it, and where it stands."""

    share: str
    sentence: str
    one_of_each: bool = False
    path: Path_ = ()
    source: str = "charter"


@dataclass(frozen=True)
class AttendanceRules:
    """What holds for the attendance of a meeting. A deputy may come without being counted."""

    quorum: QuorumRule | None = None
    deputies: CharterSays = CharterSays()
    deputies_count: CharterSays = CharterSays()
    online: CharterSays = CharterSays()
    entrusted: CharterSays = CharterSays()


def attendance_rules(workspace: Workspace) -> AttendanceRules:
    """The rules of the charter of the day, and where the body's `quorum:` says otherwise, that."""
    texts = ((path, text.translate(_FULL_WIDTH)) for path, text in charter_texts(workspace))
    sentences = [(path, each) for path, text in texts for each in _END.split(text) if each.strip()]
    called = _called(workspace)
    quorum = _quorum(called, sentences)
    own = [(path, each) for path, each in sentences if not (part := _part(each)) or any(name in called for name in part)]
    deputies, deputies_count = _deputies(own, quorum)
    rules = AttendanceRules(quorum, deputies, deputies_count, _online(own), _entrusted(own, quorum))
    keys, path = workspace.platform.quorum, ("quorum",)
    if keys.members is not None:
        rules = replace(rules, quorum=QuorumRule(keys.members, "", path=(*path, "members"), source="platform"))
    if keys.deputies is not None:
        said = CharterSays(keys.deputies, "", (*path, "deputies"), "platform")
        rules = replace(rules, deputies=CharterSays(True) if keys.deputies else rules.deputies, deputies_count=said)
    if keys.online is not None:
        rules = replace(rules, online=CharterSays(keys.online, "", (*path, "online"), "platform"))
    return rules


def _called(workspace: Workspace) -> str:
    """All that the body is called: its name, that of its meetings, and the title of its charter."""
    platform, charter = workspace.platform, workspace.charter
    title = text_on(charter.title, workspace.meeting.date) or "" if charter else ""
    return f"{platform.name}　{platform.meeting_name}　{title}"


def _part(sentence: str) -> set[str]:
    """The bodies within a body of which a sentence speaks."""
    return set(_PARTS.findall(_BRACKETS.sub("", sentence)[:_SUBJECT]))


def _quorum(called: str, sentences: _Sentences) -> QuorumRule | None:
    """The first sentence that asks for so many: one of this part of a body, else one of the body."""
    found = [(path, sentence, share) for path, sentence in sentences if (share := _share(sentence))]
    own = [each for each in found if any(name in called for name in _part(each[1]))]
    whole = [each for each in found if not _part(each[1])]
    return next(
        (QuorumRule(share, each.strip(), _ONE_OF_EACH.search(each) is not None, path) for path, each, share in [*own, *whole]), None
    )


def _share(sentence: str) -> str:
    """How many a sentence asks for so that a meeting is held, empty where it asks for none."""
    bare = _BRACKETS.sub("", sentence)
    for match in _QUORUM.finditer(bare):
        before = bare[: match.start()]
        if match["count"] and _OF_A_PART.search(before):
            continue
        if not _OF_THOSE_PRESENT.search(before):
            return match["share"] or match["count"] or match["all"]
    return ""


def _deputies(sentences: _Sentences, quorum: QuorumRule | None) -> tuple[CharterSays, CharterSays]:
    """Whether deputies may come, and whether they count where that is said apart."""
    comes, counts = CharterSays(), CharterSays()
    if quorum is not None and (included := _INCLUDED.search(quorum.sentence)) and included["what"] == "代理":
        comes = counts = CharterSays(True, quorum.sentence, quorum.path)
    elif quorum is not None and _EXCLUDED.search(quorum.sentence):
        counts = CharterSays(False, quorum.sentence, quorum.path)
    for path, sentence in sentences:
        if not re.search(_DEPUTY, sentence) or (quorum is not None and sentence.strip() == quorum.sentence):
            continue
        refused = _is_refused(sentence)
        said = CharterSays(not refused, sentence.strip(), path)
        if refused and _OF_VOTES.search(sentence):
            counts = said
        elif _DEPUTY_COMES.search(sentence) or _AS_PRESENT.search(sentence):
            is_exception = sentence.strip().startswith("ただし")
            comes = (
                said if comes.value is None or (refused and not is_exception) or (comes.value is False and is_exception) else comes
            )
    return comes, counts


def _online(sentences: _Sentences) -> CharterSays:
    about = [(path, each) for path, each in sentences if _ON_SCREEN.search(each) and re.search("出席|参加|会議", each)]
    return next((CharterSays(not _is_refused(each), each.strip(), path) for path, each in about), CharterSays())


def _entrusted(sentences: _Sentences, quorum: QuorumRule | None) -> CharterSays:
    """委任状 and written votes count as present where the charter knows them and says so, there or in the sentence behind."""
    if quorum is not None and (included := _INCLUDED.search(quorum.sentence)) and included["what"] in {"委任状", "書面"}:
        return CharterSays(True, quorum.sentence, quorum.path)
    for at, (path, sentence) in enumerate(sentences):
        if _ENTRUSTED.search(sentence):
            said = next(((where, each) for where, each in sentences[at : at + 3] if _AS_PRESENT.search(each)), None)
            return CharterSays(True, said[1].strip(), said[0]) if said else CharterSays(False, sentence.strip(), path)
    return CharterSays()


def _is_refused(sentence: str) -> bool:
    return _REFUSED.search(_BRACKETS.sub("", sentence).strip(" 　。")) is not None
