from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from hyoga_docs.commands.app import app
from hyoga_docs.commands.explained import explanation
from hyoga_docs.core.problem import UsageError

PAGES = Path(__file__).resolve().parents[2] / "docs" / "checks"


@pytest.mark.parametrize("written", ["HD271", "hd271", "271", "ＨＤ２７１", " 271 "])
def test_a_code_is_explained_however_it_is_written(written: str) -> None:
    assert explanation(written).startswith("HD271 同じ言葉の書き方が混ざっている（注意）\n")


def test_examples_are_set_in_and_marks_are_gone() -> None:
    lines = explanation("HD271").split("\n")
    assert "    市の取り組みの例" in lines
    assert any(line.startswith("すること: ") and "wording.yaml の variants に" in line for line in lines)


@pytest.mark.parametrize("page", sorted(PAGES.iterdir()), ids=lambda page: page.stem)
def test_every_page_is_explained_and_loses_no_word(page: Path) -> None:
    told = explanation(page.stem)
    assert told.startswith(f"{page.stem.upper()} ")
    for mark in ("```", "**", "](", "`"):
        assert mark not in told
    for line in page.read_text("utf-8").splitlines():
        if not set(line) & set("`*[") and not line.startswith("# "):
            assert line in told


@pytest.mark.parametrize(("written", "words"), [("HD298", "HD291"), ("HD999", "HD7"), ("同じ言葉", "HD271"), ("27", "HD271")])
def test_what_is_no_code_leads_to_those_that_are_near(written: str, words: str) -> None:
    with pytest.raises(UsageError) as raised:
        explanation(written)
    assert words in str(raised.value.problems[0].hint)


def test_all_codes_are_answered_even_beside_words_that_are_none() -> None:
    done = CliRunner().invoke(app, ["check", "--explain", "HD271", "hd2", "271", "999"])
    assert done.exit_code == 2
    assert done.stdout.startswith("HD271 ")
    assert "「hd2」は、知らせのコードではありません。" in done.output
    assert "HD999 というコードはありません。" in done.output
