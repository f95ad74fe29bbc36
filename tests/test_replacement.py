"""差替え, from a real repository to the pages that are handed out."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import MEETING
from reviewer import NEW, OLD, amend, everything, run_diff

from hyoga_docs.text.readers.docx import document_lines

pytestmark = pytest.mark.office


def _texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def test_replacement_of_a_page(here: Path) -> None:
    amend(here)
    result = run_diff("--replace", "HEAD")
    assert result.exit_code == 10
    out = here / "build" / f"replacement-{MEETING}"
    texts = _texts(out / "replacement.pdf")
    assert len(texts) == 2
    assert "18ページ" in texts[0]
    assert OLD in texts[0]
    assert NEW in texts[0]
    assert "－18－差替" in texts[1]
    assert NEW in texts[1]
    with pikepdf.open(out / "replacement.pdf") as pdf:
        assert [str(each.P) for each in pdf.Root.PageLabels.Nums if isinstance(each, pikepdf.Dictionary)] == ["", "18"]
    lines = document_lines((out / "documents" / "01-差替え.docx").read_bytes())
    assert f"- {NEW}" in lines
    first = (out / "replacement.pdf").read_bytes()
    assert run_diff("--replace", "HEAD").exit_code == 10
    assert (out / "replacement.pdf").read_bytes() == first


def test_replacement_with_a_paper_put_before_others(here: Path, tmp_path: Path) -> None:
    result = run_diff("--replace", "12-speaker-changed", "13-paper-inserted-before-others", "--out", str(tmp_path))
    assert result.exit_code == 10
    texts = _texts(tmp_path / f"replacement-{MEETING}" / "replacement.pdf")
    numbers = [number for text in texts for number in ("－8-2－", "－8-3－", "－8-4－") if number in text]
    assert numbers == ["－8-2－", "－8-3－", "－8-4－"]
    notice = "".join(text for text in texts if "差替えについて" in text or "正誤表" in text)
    assert "8ページの次に入れる" in notice
    assert "抜き取る" in notice
    stamped = next(text for text in texts if "－8-2－" in text)
    assert "資料１－１" in stamped


def test_replacement_of_leaves(here: Path) -> None:
    amend(here)
    result = run_diff("--replace", "--duplex", "HEAD")
    assert result.exit_code == 10
    assert "差し替え 1枚" in result.stderr
    texts = _texts(here / "build" / f"replacement-{MEETING}" / "replacement.pdf")
    assert len(texts) == 4
    assert texts[1] == ""
    assert "17・18ページ" in texts[0]
    assert "－17－" in texts[2]
    assert "－18－" in texts[3]


def test_a_cover_that_went_leaves_its_label_on_the_next_page(here: Path, tmp_path: Path) -> None:
    result = run_diff("--replace", "17-provision-reworded", "18-cover-left-out", "--out", str(tmp_path))
    assert result.exit_code == 10
    texts = _texts(tmp_path / f"replacement-{MEETING}" / "replacement.pdf")
    assert "抜き取る" in texts[0]
    assert "資料３" in texts[1]


def test_a_second_replacement_goes_on_from_the_first(here: Path, tmp_path: Path) -> None:
    run_diff(
        "--replace",
        "22-paper-removed",
        "24-page-added-to-a-pdf",
        "--first",
        "21-comment-only",
        "--out",
        str(tmp_path),
        "--on",
        "2019-11-01",
    )
    texts = _texts(tmp_path / f"replacement-{MEETING}" / "replacement.pdf")
    assert "（第２次）" in texts[0]
    assert "令和元年11月１日" in texts[0]
    assert all("差替2" in text for text in texts[-4:])
    numbers = {number for text in texts for number in ("－29-2－", "－29-3－", "－29-4－", "－29-5－") if number in text}
    assert len(numbers) == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ("--replace",),
        ("--duplex", "HEAD"),
        ("HEAD", "--first", "HEAD"),
        ("HEAD", "--html", "meetings"),
        ("HEAD", "--docx", "changes.pdf"),
        ("--replace", "templates/cover.docx", "templates/cover.docx"),
    ],
)
def test_what_cannot_be_meant(here: Path, arguments: tuple[str, ...]) -> None:
    amend(here)
    before = everything(here)
    result = run_diff(*arguments)
    assert result.exit_code == 2
    assert "HD669" in result.stderr
    assert everything(here) == before


def test_nothing_to_replace(here: Path) -> None:
    assert run_diff("--replace", "HEAD").exit_code == 0
    assert not (here / "build").exists()
