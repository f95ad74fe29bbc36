from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tracking import DAY, paragraphs, table

from hyoga_docs.core.problem import Severity
from hyoga_docs.diff.model import (
    ComparedDocument,
    Difference,
    DocumentChange,
    PacketState,
    PageChange,
    PageKind,
    WordingChange,
    WordingKind,
)
from hyoga_docs.diff.report.docx_report import write_redlines
from hyoga_docs.diff.report.phrases import page_lines
from hyoga_docs.text.readers.docx import document_lines

_WORDS = (WordingChange(WordingKind.CHANGED, ((("前", True),),), ((("後", True),),)),)


def paper(folder: Path, name: str, data: bytes | None, kind: str = "file") -> ComparedDocument:
    """A paper, with its Word file where there is one."""
    path = None if data is None else folder / name
    if path is not None and data is not None:
        path.write_bytes(data)
    return ComparedDocument(Path(name).stem, "", Path(name).stem, kind, name, name, 1, 1, "", docx=path)


def difference(*changes: DocumentChange) -> Difference:
    return Difference(PacketState("前", "会議", ()), PacketState("後", "会議", ()), (), changes)


def test_what_has_no_word_file_is_listed_with_the_pages_that_look_different(tmp_path: Path) -> None:
    sheet = DocumentChange(paper(tmp_path, "a.xlsx", None), paper(tmp_path, "b.xlsx", None), words=_WORDS)
    drawn = DocumentChange(
        paper(tmp_path, "c.pdf", None), paper(tmp_path, "図.pdf", None), pages=(PageChange(PageKind.LOOKS, 1, 1),)
    )
    done = write_redlines([difference(sheet, drawn)], tmp_path / "out", DAY)
    assert [path.name for path in done.paths] == ["00-そのほかの資料.docx"]
    lines = document_lines(done.paths[0].read_bytes())
    assert any("文言 1か所" in line for line in lines)
    (looks,) = page_lines(drawn)
    assert looks in lines
    assert done.problems == []


def test_a_file_that_cannot_be_compared_is_listed_and_told(tmp_path: Path) -> None:
    change = DocumentChange(paper(tmp_path, "a.docx", b"broken"), paper(tmp_path, "b.docx", paragraphs("後")), words=_WORDS)
    done = write_redlines([difference(change)], tmp_path / "out.docx", DAY)
    assert [(each.code, each.severity) for each in done.problems] == [("HD680", Severity.WARNING)]
    assert "後" in document_lines(done.paths[0].read_bytes())


def test_the_sheet_of_a_paper_to_come_is_not_compared_with_the_paper(tmp_path: Path) -> None:
    old, new = (paper(tmp_path, name, paragraphs("会議を開く。"), "supplied") for name in ("旧", "新"))
    came = DocumentChange(replace(old, waiting=True), new, pages=(PageChange(PageKind.ADDED, None, 1),))
    done = write_redlines([difference(came)], tmp_path / "変更", DAY)
    assert [path.name for path in done.paths] == ["00-そのほかの資料.docx"]


def test_papers_with_word_files_keep_their_own_layout(tmp_path: Path) -> None:
    pages = (PageChange(PageKind.LOOKS, 1, 1),)
    change = DocumentChange(
        paper(tmp_path, "a.docx", table([("一", "二")])), paper(tmp_path, "b.docx", table([("一", "三")])), pages=pages
    )
    done = write_redlines([difference(change)], tmp_path / "out", DAY)
    assert [path.name for path in done.paths] == ["b.docx"]
    assert document_lines(done.paths[0].read_bytes())[-1] == "後"
