"""Words that stand twice where once was meant: 審議会審議会令, 検討検討する, 第第３条 (`HD286`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, report
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.japanese.dictionary import morphemes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.check.texts import CheckedText

#: A body, unless its second time begins the name of a part of it (委員会委員会室, 協議会協議会長).
_BODY = "(?P<body>審議会|委員会|協議会|審査会|調査会|検討会|理事会|連絡会|連合会|事務局)(?P=body)(?!長|室|員|委員|運営|事務)"
#: What is done, with its verb or its object's particle: 住民住民の, 学校学校で and 改革改革と are ways of speaking.
_DEED = "(?<![一-龠々])(?P<deed>[一-龠]{2})(?P=deed)(?=する|し[てたま]|さ[れせ]|を[一-龠])"
#: Words with their kana: 進める進める; 少しずつ少しずつ, お一人お一人 and その時その時 are right.
_PHRASE = (
    "(?<![一-龠々])(?!お|ご|御|一|そ|こ|あ|何|各|毎|代わる|繰り返し|もう)"
    "(?P<phrase>[一-龠]{1,4}[ぁ-ん]{2,6}(?<!ずつ))(?P=phrase)(?=こと|もの|とき|場合|。)"
)
_THING = "(?<=[るたいな])(?P<thing>もの)(?P=thing)(?=[とをがはにで])"
_NUMBER = "第(?=第[0-9０-９一二三四五六七八九十])|(?<=[0-9０-９])(?P<unit>[年月日条項円人件])(?P=unit)(?![一-龠々])"
#: What a sentence is about, told twice: 個人番号カードには、カードには.
_TOPIC = "(?P<topic>(?:[一-龠]{2,9}|[ァ-ヶー]{2,9})(?:に|で|と|について|において)は)、(?P=topic)"
#: A numbered paper listed twice: 資料２－１、資料２－１、資料２－３; 資料１、資料１別紙 are two.
_PAPER = (
    "(?P<paper>(?:参考資料|資料|別紙|別表|様式|別添)[0-9０-９]+(?:[-－‐−の][0-9０-９]+)*)"
    "[、，,](?P=paper)(?=[、，,。）)」]|及び|並びに|を(?:配|添)|$)"
)
_DOUBLED = re.compile("|".join((_BODY, _DEED, _PHRASE, _THING, _NUMBER, _TOPIC, _PAPER)))


def check_doubled_words(checked: CheckedText, _: CheckContext) -> Iterator[Problem]:
    """Words that stand twice in a row, where no way of speaking doubles them."""
    for passage in checked.passages:
        for match in _DOUBLED.finditer(passage.text):
            deed = match["deed"]
            if deed and [word.kind for word in morphemes(deed)] != ["名詞 サ変接続"]:
                continue
            word = next(filter(None, match.groups()), "第")
            span = Span(checked, passage, match.start(), max(match.end(), match.start() + 2 * len(word)))
            message = f"同じ言葉が二度続いています（{span.text}）。"
            hint = f"「{word}」一つか、ほかの番号ではありませんか。" if match["paper"] else f"「{word}」一つではありませんか。"
            yield report(span, "HD286", Severity.WARNING, message, hint)
