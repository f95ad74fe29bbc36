"""The text of an e-mail: plain, in lines that every program shows whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import codes

from hyoga_docs.core.problem import SpecError
from hyoga_docs.japanese.width import text_width
from hyoga_docs.word.letters.mail_text import fill_text, read_text_template


def filled(folder: Path, source: str, **context: object) -> str:
    (folder / "mail.txt").write_text(source, "utf-8")
    return fill_text(read_text_template(folder, "mail", 10), dict(context))


def test_lines_are_no_wider_than_mail_and_lists_go_on_further_in(tmp_path: Path) -> None:
    text = filled(tmp_path, "件名：{{ a }}\n\n　{{ a }}\n　　（１）{{ a }}\n", a="会議の開催について" * 6)
    subject, _, *lines = text.rstrip("\n").split("\n")
    assert subject == "件名：" + "会議の開催について" * 6
    assert all(text_width(line) <= 70 for line in lines)
    assert [line[: len(line) - len(line.lstrip("　"))] for line in lines] == ["　", "", "　　", "　　　"]


def test_tags_leave_no_lines_and_nothing_is_escaped(tmp_path: Path) -> None:
    text = filled(tmp_path, "甲\n{% if a %}\n{{ a }}\n{% endif %}\n\n\n\n{% if b %}\n乙\n{% endif %}\n丙\n", a="<甲&乙>", b="")
    assert text == "甲\n<甲&乙>\n\n丙\n"


@pytest.mark.parametrize(("source", "code"), [("{{ notce }}", "HD407"), ("{% if %}", "HD405"), ("甲\n{{ a.b() }}", "HD405")])
def test_mistakes_are_told_with_their_place(tmp_path: Path, source: str, code: str) -> None:
    with pytest.raises(SpecError) as told:
        filled(tmp_path, source, notice={}, a={})
    assert codes(told.value.problems) == [code]
    assert told.value.problems[0].place is not None
    assert told.value.problems[0].place.file.endswith("mail.txt")


def test_a_text_in_another_code_is_told(tmp_path: Path) -> None:
    (tmp_path / "mail.txt").write_bytes("件名".encode("cp932"))
    with pytest.raises(SpecError) as told:
        read_text_template(tmp_path, "mail", 10)
    assert codes(told.value.problems) == ["HD419"]
