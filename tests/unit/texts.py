"""Texts to check: what is right, for the laws to break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.spec.wording import Wording
from hyoga_docs.text.passages import Body, Grid, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

ALONE = CheckContext(wording=Wording())
#: Words that are of no rule.
WORDS = (
    "会議",
    "を設ける",
    "事務局",
    "とする",
    "関係する機関",
    "が集まり",
    "地域",
    "の課題",
    "を話し合う",
    "見本県",
    "など",
    "、",
    "計画",
)
PAIRS = ("（）", "「」", "『』", "【】", "〔〕", "“”", "()", "[]")


def checked(*passages: str, sure: bool = True, grids: Sequence[Grid] = ()) -> CheckedText:
    """A text that is checked alone, of passages whose ends are known."""
    return CheckedText(
        TextOrigin.FILE, "a.docx", Body(tuple(Passage(text, sure=sure) for text in passages), tuple(grids)), title="a.docx"
    )


@st.composite
def words(draw: st.DrawFn, least: int = 1, most: int = 4) -> str:
    """Some words, of which the first is no mark of punctuation."""
    chosen = draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=most))
    return "".join(chosen).replace("、", "会、")


def nested(deepest: int = 6) -> SearchStrategy[str]:
    """Paragraphs with brackets in brackets, each with words in it and before it."""

    def inside(inner: SearchStrategy[str]) -> SearchStrategy[str]:
        return st.builds(
            lambda before, pair, held, after: f"{before}{pair[0]}{held}{pair[1]}{after}",
            words(),
            st.sampled_from(PAIRS),
            inner,
            words(),
        )

    return st.recursive(words(), inside, max_leaves=deepest)


def paragraphs() -> SearchStrategy[str]:
    """Paragraphs with one bracket at least, which end as sentences do."""
    parts = st.lists(nested(), min_size=1, max_size=3)
    return parts.map(lambda each: "".join(each) + "である。").filter(lambda text: any(pair[0] in text for pair in PAIRS))


def places_of(text: str, characters: str) -> list[int]:
    """Where any of some characters stand."""
    return [index for index, character in enumerate(text) if character in characters]
