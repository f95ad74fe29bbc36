"""What changed, in Japanese."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hyoga_docs.diff.model import (
    ComparedDocument,
    Difference,
    DocumentChange,
    PacketState,
    PageChange,
    PageKind,
    PageLook,
    StructureChange,
    StructureKind,
    UncomparedPage,
    UncomparedWhy,
    WordingChange,
    WordingKind,
)
from hyoga_docs.diff.report.phrases import (
    difference_phrase,
    kind_phrase,
    moved_phrase,
    page_lines,
    page_phrase,
    step_line,
    step_phrase,
    summary_phrase,
    uncompared_lines,
    what_phrase,
    words_place,
)

NAME = "資料４　市町村プラットフォームについて"


def _paper(pages: int = 5) -> ComparedDocument:
    return ComparedDocument(
        "04-municipal",
        "資料４",
        "市町村プラットフォームについて",
        "supplied",
        "municipal.pdf",
        "0" * 64,
        3,
        pages,
        "",
        pdf=Path("a"),
    )


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (StructureChange(StructureKind.ADDED, NAME), f"加わりました: {NAME}"),
        (StructureChange(StructureKind.REMOVED, NAME), f"なくなりました: {NAME}"),
        (
            StructureChange(StructureKind.LABEL_TAKEN, "資料３　計画", "取組", "計画"),
            "「資料３」は、前は「取組」、今は「計画」を指します",
        ),
        (StructureChange(StructureKind.RENUMBERED, NAME, "資料３", "資料４"), f"資料３ → {NAME}"),
        (StructureChange(StructureKind.RENUMBERED, "市町村プラットフォームについて", "資料３", "資料４"), f"資料３ → {NAME}"),
        (StructureChange(StructureKind.RENUMBERED, "次第", "", "資料１"), "番号なし → 資料１　次第"),
        (StructureChange(StructureKind.RENUMBERED, "次第", "資料１", ""), "資料１ → 番号なし　次第"),
        (StructureChange(StructureKind.RETITLED, NAME, "前の題", "今の題"), "題名「前の題」→「今の題」"),
        (StructureChange(StructureKind.REPLACED, NAME, "a.pdf", "b.pdf"), "もとのファイル a.pdf → b.pdf"),
        (StructureChange(StructureKind.MOVED, NAME), "並ぶ位置が変わりました"),
        (StructureChange(StructureKind.PAGES, NAME, "5", "7"), "5ページ → 7ページ（2ページ増）"),
        (StructureChange(StructureKind.PAGES, NAME, "7ページ", "6ページ"), "7ページ → 6ページ（1ページ減）"),
        (StructureChange(StructureKind.SHIFTED, NAME, "12", "14"), f"{NAME}のページが2ページ後ろへずれます"),
        (StructureChange(StructureKind.SHIFTED, NAME, "14", "12"), f"{NAME}のページが2ページ前へずれます"),
    ],
)
def test_a_step_is_one_line(step: StructureChange, told: str) -> None:
    assert step_phrase(step) == told
    assert step.paper.partition("　")[0] in step_line(step)
    assert what_phrase(step.what)


def test_a_page_is_told_by_its_numbers() -> None:
    change = DocumentChange(_paper(), _paper())
    assert page_phrase(PageChange(PageKind.CHANGED, 2, 2), change) == "2ページ: 変わりました"
    assert (
        page_phrase(PageChange(PageKind.REFLOWED, 2, 3), change)
        == "2ページ → 3ページ: 文字は同じで、位置だけが変わりました（送り）"
    )
    assert page_phrase(PageChange(PageKind.MOVED, 2, 2), change) == "2ページ: 文字は同じで、ページの中の位置だけが変わりました"
    assert page_phrase(PageChange(PageKind.REMOVED, 4, None), change) == "前の4ページ: なくなりました"
    assert [kind_phrase(kind) for kind in (*WordingKind, *PageKind)] == [
        "変更", "追加", "削除", "移動", "変更", "見た目", "送り", "位置", "追加", "削除",
    ]  # fmt: skip


def test_a_page_that_looks_different_is_told_by_what_does() -> None:
    turned = PageChange(PageKind.LOOKS, 1, 1, looks=(PageLook.TURNED,), sheets=("A4縦", "A4横"))
    letters = PageChange(PageKind.LOOKS, 2, 2, looks=(PageLook.LETTERS, PageLook.DRAWING))
    picture = PageChange(PageKind.LOOKS, 3, 3, pictures=True, looks=(PageLook.PICTURE,))
    scan = PageChange(PageKind.LOOKS, 4, 4, pictures=True, looks=(PageLook.PICTURE,))
    words = PageChange(PageKind.CHANGED, 5, 5, looks=(PageLook.SIZE, PageLook.LETTERS), sheets=("A4縦", "A3横"))
    uncompared = (UncomparedPage(UncomparedWhy.PICTURES, 3, 3), UncomparedPage(UncomparedWhy.NO_LETTERS, 4, 4))
    said = WordingChange(WordingKind.ADDED, (), ((("新しい文。", True),),), "", None, 5)
    change = DocumentChange(_paper(), _paper(), words=(said,), pages=(turned, letters, picture, scan, words), uncompared=uncompared)
    assert [*page_lines(change), *uncompared_lines(change)] == [
        "1ページ: 文字は同じで、ページの向き（A4縦→A4横）が変わりました",
        "2ページ: 文字は同じで、書体か、文字の大きさや色、線、網掛けや図形が変わりました",
        "4ページ: 図が変わりました",
        "5ページ: 文字と、用紙の大きさ（A4縦→A3横）が変わりました",
        "4ページ: 文字のデータがないページなので、文言は比べていません",
        "3ページ: 図が変わりました。図の中の文字は比べていません",
    ]


def test_a_page_that_stands_elsewhere_is_told_once() -> None:
    pages = PageChange(PageKind.ADDED, None, 2, elsewhere=3), PageChange(PageKind.REMOVED, 3, None, elsewhere=2)
    change = DocumentChange(_paper(), _paper(), pages=pages)
    assert page_lines(change) == ["3ページ → 2ページ: ページの順番が変わりました"]
    assert page_phrase(pages[1], change) == "3ページ → 2ページ: ページの順番が変わりました"


def test_a_page_with_words_that_are_printed_as_a_drawing_is_not_said_to_say_the_same() -> None:
    page = PageChange(PageKind.LOOKS, 1, 1, looks=(PageLook.DRAWING,))
    words = WordingChange(WordingKind.CHANGED, ((("海辺", True),),), ((("山里", True),),))
    for number in (None, 1):
        change = DocumentChange(_paper(), _paper(), words=(replace(words, old_page=number, new_page=number),), pages=(page,))
        assert page_lines(change) == ["1ページ: 線、網掛けや図形が変わりました"]


def test_where_a_wording_stands() -> None:
    assert words_place(WordingChange(WordingKind.ADDED, (), (), "第２　組織", None, 3)) == "第２　組織　3ページ"
    assert words_place(WordingChange(WordingKind.CHANGED, (), ())) == ""


def test_a_paper_in_one_line() -> None:
    paper = _paper()
    word = WordingChange(WordingKind.ADDED, (), ((("新しい文。", True),),))
    reflowed, changed = PageChange(PageKind.REFLOWED, 1, 1), PageChange(PageKind.CHANGED, 2, 2)
    assert summary_phrase(DocumentChange(None, paper)) == "新しい資料（5ページ）"
    assert summary_phrase(DocumentChange(paper, None)) == "なくなった資料（5ページ）"
    assert summary_phrase(DocumentChange(paper, paper, pages=(reflowed,))) == "文字は同じで、位置だけが変わりました（送り）"
    assert summary_phrase(DocumentChange(paper, paper, words=(word,) * 3, pages=(changed,) * 2)) == "文言 3か所・ページ 2"
    assert summary_phrase(DocumentChange(paper, paper, numbers=(word,) * 5)) == "番号だけの変更 5か所"
    assert summary_phrase(DocumentChange(paper, paper, (StructureChange(StructureKind.MOVED, NAME),))) == "構成 1件"


def test_a_packet_in_one_line() -> None:
    side = PacketState("前", "第１回会議", (_paper(),))
    step = StructureChange(StructureKind.MOVED, NAME)
    assert difference_phrase(Difference(side, side)) == "配付するものに違いはありません"
    assert difference_phrase(Difference(None, side)) == "新しい会議（資料 1件、7ページ）"
    assert difference_phrase(Difference(side, None)) == "なくなった会議（資料 1件、7ページ）"
    change = DocumentChange(_paper(), _paper(), (step,), pages=(PageChange(PageKind.LOOKS, 1, 1),))
    assert difference_phrase(Difference(side, side, (step,), (change,))) == "構成 1件・変わった資料 1件・ページ 1"


def test_the_sheet_and_the_pages_of_a_paper_that_arrived_are_not_told_apart() -> None:
    pages = (PageChange(PageKind.REMOVED, 1, None), PageChange(PageKind.ADDED, None, 1))
    change = DocumentChange(replace(_paper(1), waiting=True), _paper(1), pages=pages)
    assert (summary_phrase(change), page_lines(change)) == ("届いた資料（1ページ）", [])


def test_what_moved_says_from_where_to_where() -> None:
    moved = WordingChange(WordingKind.MOVED, (), (), "議題", 2, 2, old_after="趣旨", new_after="目的")
    assert words_place(moved) == "議題　2ページ　「趣旨」の次から「目的」の次へ"
    assert moved_phrase(replace(moved, old_after="")) == "初めから「目的」の次へ"
    assert moved_phrase(replace(moved, old_after="目的")) == ""
    assert moved_phrase(replace(moved, kind=WordingKind.CHANGED)) == ""
    assert words_place(replace(moved, old_page=1)) == "議題　1ページ → 2ページ"


def test_a_page_of_which_words_say_what_went_is_not_told_again() -> None:
    gone = WordingChange(WordingKind.REMOVED, ((("終わり。", True),),), (), "", 3, None)
    pages = (PageChange(PageKind.CHANGED, 3, 3), PageChange(PageKind.LOOKS, 4, 4))
    assert page_lines(DocumentChange(_paper(), _paper(), words=(gone,), pages=pages)) == [
        "4ページ: 文字は同じで、見た目が変わりました"
    ]
