"""What charters say of attendance, in the words of real ones."""

from __future__ import annotations

from typing import Any

import pytest
from workspaces import workspace_of

from hyoga_docs.japanese.shares import is_share, needed
from hyoga_docs.plan.quorum import AttendanceRules, attendance_rules


def rules(*sentences: str, title: str = "見本市会議設置要綱", platform: dict[str, Any] | None = None) -> AttendanceRules:
    sections = [{"heading": "会議", "items": list(sentences)}]
    return attendance_rules(workspace_of(charter={"title": title, "sections": sections}, platform=platform))


@pytest.mark.parametrize(
    ("share", "members", "wanted"),
    [
        ("過半数", 16, 9),
        ("過半数", 15, 8),
        ("半数以上", 15, 8),
        ("半数以上", 16, 8),
        ("半数を超える", 16, 9),
        ("２分の１以上", 15, 8),
        ("3分の2以上", 16, 11),
        ("三分の二以上", 15, 10),
        ("３分の２を超える", 15, 11),
        ("５人以上", 16, 5),
        ("十名以上", 16, 10),
        ("全員", 7, 7),
    ],
)
def test_how_many_are_asked_for(share: str, members: int, wanted: int) -> None:
    assert is_share(share)
    assert needed(share, members) == wanted


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("会議は、委員の過半数が出席しなければ開くことができない。", "過半数"),
        ("審議会は､委員の半数以上が出席しなければ会議を開くことができない｡", "半数以上"),
        ("会議は、構成員の２分の１以上の出席をもって成立する。", "２分の１以上"),
        (
            "委員会は、委員（臨時委員を含む。）の三分の二以上の出席がなければ、会議を開き、議決をすることができない。",
            "三分の二以上",
        ),
        ("会議は、委員の出席が過半数に満たないときは、開くことができない。", "過半数"),
        ("会議は、委員５人以上の出席がなければ開くことができない。", "５人以上"),
        ("会議は、委員全員の出席をもって開く。", "全員"),
        (
            "協議会は、委員の２分の１以上が出席し、かつ、各区分の委員の１人以上の出席がなければ会議を開くことができない。",
            "２分の１以上",
        ),
        ("総会は、会員現在数の 2 分の 1 以上の出席がなければ、開会することができない。", "2 分の 1 以上"),
        ("総会は、出席会員と委任状を提出した者との合計が、会員総数の過半数により成立する。", "過半数"),
        ("理事の過半数から会議の目的を示して開催の請求があったときは、会長が招集する。", None),
        ("会員の３分の１以上が必要と認めたときは、会議を開くものとする。", None),
        ("会議の議事は、出席委員の過半数で決し、可否同数のときは、議長の決するところによる。", None),
        ("議事は、出席した委員の過半数の賛成により成立する。", None),
        ("会長は、委員の過半数の請求があるときは、会議を開かなければならない。", None),
        ("会議は、各号に掲げる委員１人以上の出席がなければ開くことができない。", None),
        ("部会は、部会に属する委員の過半数が出席しなければ、会議を開くことができない。", None),
    ],
)
def test_the_quorum_in_many_words(sentence: str, share: str | None) -> None:
    found = rules("会長は、会議を招集する。", sentence).quorum
    assert (found and found.share) == share
    if found:
        assert found.path[:4] == ("sections", 0, "items", 1)
        assert found.one_of_each == ("各区分" in sentence)


def test_a_body_within_a_body_has_its_own_quorum() -> None:
    sentences = ("総会は、会員の過半数の出席で成立する。", "役員会は、役員の３分の２以上の出席で成立する。")
    for name, share in (("見本会総会", "過半数"), ("見本会役員会", "３分の２以上")):
        found = rules(*sentences, title="見本会会則", platform={"name": "見本会", "meeting_name": name}).quorum
        assert found is not None
        assert found.share == share


@pytest.mark.parametrize(
    ("sentences", "comes", "counts"),
    [
        (["会長に事故があるときは、副会長がその職務を代理する。", "会長職務代理者は、会議に出席する。"], None, None),
        (["やむを得ない理由により会議に出席することができない委員は、代理人を出席させることができる。"], True, None),
        (["委員長は、委員が会議に出席できないときは、代理者の出席を認めることができる。"], True, None),
        (["委員が出席できない場合は、当該委員の属する機関の職員が代理で出席することができる。"], True, None),
        (["委員の属する機関の職員のうちから委員が指名する者をもって代理出席させることができる。"], True, None),
        (["委員は、やむを得ない事由で出席できないときは、代理となるべき者を出席させることができる。"], True, None),
        (["幹事は、幹事会に出席できない場合は、代理の者を出席させることができる。"], None, None),
        (["代理の者が出席したときは、当該委員が出席したものとみなす。"], True, None),
        (["委員は、代理人を出席させることができない。"], False, None),
        (["代理による出席は、認めない。"], False, None),
        (["委員の代理出席は認めないものとする。ただし、関係機関の委員は、代理の者を出席させることができる。"], True, None),
        (["委員は、代理人を出席させることができる。ただし、代理人は、議決に加わることができない。"], True, False),
        (["会議は、委員（代理出席者を含む。）の過半数が出席しなければ開くことができない。"], True, True),
        (["会議は、委員の過半数の出席（代理出席を除く。）がなければ開くことができない。"], None, False),
    ],
)
def test_whether_deputies_come_and_count(sentences: list[str], comes: bool | None, counts: bool | None) -> None:
    found = rules(*sentences)
    assert (found.deputies.value, found.deputies_count.value) == (comes, counts)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("委員は、ウェブ会議システムを利用して会議に出席することができる。", True),
        ("映像と音声の送受信により相手の状態を相互に認識しながら通話をする方法による出席は、前項の出席に含める。", True),
        ("オンラインによる出席は、認めない。", False),
        ("会議は、公開とする。", None),
    ],
)
def test_whether_screens_count(sentence: str, wanted: bool | None) -> None:
    assert rules(sentence).online.value is wanted


@pytest.mark.parametrize(
    ("sentences", "wanted"),
    [
        (["総会は、会員の過半数の出席（委任状を含む。）をもって成立する。"], True),
        (
            [
                "出席できない会員は、書面をもって表決し、又は他の会員に表決を委任することができる。",
                "前項の場合において、その会員は出席したものとみなす。",
            ],
            True,
        ),
        (["会員は、書面又は代理人により議決権を行使することができる。", "この場合は、出席した会員とみなす。"], True),
        (["委任状の様式は、会長が定める。"], False),
        (["会議は、公開とする。"], None),
    ],
)
def test_whether_letters_of_proxy_count(sentences: list[str], wanted: bool | None) -> None:
    found = rules(*sentences)
    assert found.entrusted.value is wanted
    assert found.deputies.value is None


def test_the_body_says_what_its_charter_does_not() -> None:
    found = rules("会議は、公開とする。", platform={"quorum": {"members": "３分の２以上", "deputies": True, "online": False}})
    assert found.quorum is not None
    assert (found.quorum.share, found.quorum.source) == ("３分の２以上", "platform")
    assert (found.deputies.value, found.deputies_count.value, found.online.value) == (True, True, False)
