"""What docs/checks gives as wrong is told, and what it gives as right is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hyoga_docs.check.context import CheckContext
from hyoga_docs.check.run import check_texts
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.spec.wording import Wording
from hyoga_docs.text.extract import read_body
from hyoga_docs.text.passages import Body
from hyoga_docs.text.readers.pdf_lines import plain_body

CHECKS = Path(__file__).resolve().parents[2] / "docs" / "checks"
#: Those that only a meeting, or its wording.yaml, shows.
OF_A_MEETING = {"HD227", "HD241", "HD252", "HD273", "HD291"}
_EXAMPLE = re.compile(r"^(誤り|正しい例):\n\n```(text|csv)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str, str, str]]:
    return [
        (page.stem.upper(), which, kind, text)
        for page in sorted(CHECKS.glob("hd2??.md"))
        if page.stem.upper() not in OF_A_MEETING
        for which, kind, text in _EXAMPLE.findall(page.read_text("utf-8"))
    ]


def body(kind: str, text: str) -> Body:
    return read_body(text.encode(), ".csv") if kind == "csv" else plain_body(text)


@pytest.mark.parametrize(("code", "which", "kind", "text"), examples())
def test_every_example_is_true(code: str, which: str, kind: str, text: str) -> None:
    text = text.replace("□", "\ue000") if code == "HD274" else text  # a page cannot show what is lost
    checked = CheckedText(TextOrigin.FILE, f"example.{kind}", body(kind, text))
    told = {problem.code for problem in check_texts([checked], CheckContext(None, Wording(machine_dependent=True)))}
    assert (code in told) is (which == "誤り")


def test_there_are_examples_of_nearly_every_rule() -> None:
    assert len({code for code, *_ in examples()}) > 35
