"""What the notice of a 差替え says: what to do with which page, the rows of the 正誤表, and what no row tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from changes import paper, side

from hyoga_docs.diff.compare import compare_sides
from hyoga_docs.diff.model import (
    ComparedDocument,
    Difference,
    DocumentChange,
    PageChange,
    PageKind,
    PageLook,
    UncomparedPage,
    UncomparedWhy,
    WordingChange,
    WordingKind,
)
from hyoga_docs.diff.replacement.leaves import as_distributed, replaced
from hyoga_docs.diff.replacement.notice import notice_context

ADDED, REMOVED, CHANGED, REFLOWED = PageKind.ADDED, PageKind.REMOVED, PageKind.CHANGED, PageKind.REFLOWED
A, B, C = paper("甲", "資料１", pages=4), paper("乙", "資料２", pages=2), paper("丙", "資料４", pages=2)


def _notice(old: list[ComparedDocument], new: list[ComparedDocument], *changes: DocumentChange) -> dict[str, Any]:
    """The notice for packets of these papers; a change has the papers as they are written, and gets those of the packets."""
    before, after = side(old), side(new)
    places = {each.title: each for each in before.papers}, {each.title: each for each in after.papers}
    found = tuple(
        replace(
            change,
            old=places[0][change.old.title] if change.old else None,
            new=places[1][change.new.title] if change.new else None,
        )
        for change in changes
    )
    difference = Difference(before, after, (), found)
    held = as_distributed(before)
    return dict(notice_context(difference, replaced(difference, held), held, duplex=False, turn=1))


def _pages(*each: tuple[PageKind, int | None, int | None]) -> tuple[PageChange, ...]:
    return tuple(PageChange(*page) for page in each)


def _acts(notice: dict[str, Any]) -> list[str]:
    return [f"{act['pages']} {act['paper']} {act['what']}" for act in notice["acts"]]


def _rows(notice: dict[str, Any]) -> list[str]:
    return [f"{row['page']} {row['wrong']}>{row['right']}" for row in notice["errata"]]


def test_pages_put_in_at_two_places_are_told_apart() -> None:
    more = replace(A, pages=7)
    pages = _pages((ADDED, None, 2), (ADDED, None, 3), (ADDED, None, 6))
    notice = _notice([A, B], [more, B], DocumentChange(A, more, pages=pages))
    assert _acts(notice) == [
        "1-2・1-3ページ 資料１　甲 1ページの次に入れる",
        "3-2ページ 資料１　甲 3ページの次に入れる",
    ]


def test_pages_that_follow_each_other_are_told_together() -> None:
    notice = _notice([A, B], [A, B], DocumentChange(A, A, pages=_pages((CHANGED, 1, 1), (CHANGED, 2, 2), (CHANGED, 4, 4))))
    assert _acts(notice) == ["1・2ページ 資料１　甲 差し替える", "4ページ 資料１　甲 差し替える"]


def test_a_page_that_stands_in_anothers_place_is_told_as_a_whole() -> None:
    words = (
        WordingChange(WordingKind.CHANGED, ((("古い文。", True),),), ((("新しい文。", True),),), "", 2, 2),
        WordingChange(WordingKind.ADDED, (), ((("別の文。", True),),), "", None, 2),
    )
    pages = _pages((REMOVED, 2, None), (ADDED, None, 2))
    notice = _notice([A, B], [A, B], DocumentChange(A, A, words=words, pages=pages))
    assert _acts(notice) == ["2ページ 資料１　甲 差し替える"]
    assert _rows(notice) == ["2 （このページの全部）>（差し替えたページのとおり）"]


def test_a_paper_and_its_cover_are_one_act_and_one_row() -> None:
    cover = replace(paper("表紙", "資料３", pages=1, kind="cover"), title="丙")
    body = replace(paper("丙", "資料３", pages=3), continues=True)
    before = side([A, cover, body])
    came = Difference(side([A]), before, (), tuple(DocumentChange(None, each) for each in before.papers[1:]))
    went = Difference(before, side([A]), (), tuple(DocumentChange(each, None) for each in before.papers[1:]))
    told = []
    for difference in (came, went):
        assert difference.old is not None
        held = as_distributed(difference.old)
        notice = dict(notice_context(difference, replaced(difference, held), held, duplex=False, turn=1))
        told.append((_acts(notice), _rows(notice)))
    assert told == [
        (["5～8ページ 資料３　丙 4ページの次に入れる"], ["5～8 （なし）>（資料を追加）"]),
        (["5～8ページ 資料３　丙 抜き取る（欠番になります）"], ["5～8 （この資料）>（削除）"]),
    ]


def test_a_cover_alone_is_told_as_a_cover() -> None:
    cover = replace(paper("表紙", "資料３", pages=1, kind="cover"), title="丙")
    before, after = side([A, cover, paper("丙", "資料３", pages=3)]), side([A, paper("丙", "資料３", pages=3)])
    difference = Difference(before, after, (), (DocumentChange(before.papers[1], None),))
    held = as_distributed(before)
    notice = dict(notice_context(difference, replaced(difference, held), held, duplex=False, turn=1))
    assert _rows(notice)[:1] == ["5 （表紙）>（削除）"]


def test_pages_of_which_no_row_speaks_have_a_note() -> None:
    word = WordingChange(WordingKind.CHANGED, ((("一", True),),), ((("二", True),),), "", 1, 1)
    pages = _pages((CHANGED, 1, 1), (REFLOWED, 2, 2), (REFLOWED, 3, 3), (REFLOWED, 4, 4))
    notice = _notice([A, B], [A, B], DocumentChange(A, A, words=(word,), pages=pages))
    assert notice["notes"] == ["2～4ページは、文字の位置や体裁だけが変わります。文言に変更はありません。"]
    assert _notice([A, B], [A, B], DocumentChange(A, A, words=(word,), pages=pages[:1]))["notes"] == []


def _numbered(*pages: str) -> str:
    """A supplied paper that prints the numbers of its pages."""
    return "# 甲\n" + "".join(f"\n## {number}ページ\n\n{words}\n\n{number}\n" for number, words in enumerate(pages, 1))


def test_numbers_of_the_paper_itself_that_no_longer_agree_have_a_note() -> None:
    old = replace(A, pages=3, text=_numbered("初め。", "中。", "終わり。"))
    new = replace(A, pages=4, text=_numbered("初め。", "新しい。", "中。", "終わり。"))
    notice = _notice([old, B], [new, B], DocumentChange(old, new, pages=_pages((ADDED, None, 2))))
    assert notice["notes"] == [
        "2・3ページ（資料１　甲）に印刷してある資料自身のページ番号は、「2」は「3」、「3」は「4」と読み替えてください。"
    ]


def test_what_moved_is_told_by_what_stands_before_it() -> None:
    row = (("熊本県", False),)
    moved = WordingChange(WordingKind.MOVED, (row,), (row,), "", 1, 1, old_after="", new_after="熊本市")
    notice = _notice([A, B], [A, B], DocumentChange(A, A, words=(moved,), pages=_pages((CHANGED, 1, 1))))
    assert _rows(notice) == ["1 熊本県（初め）>熊本県（「熊本市」の次）"]


def _compared(old: list[ComparedDocument], new: list[ComparedDocument], *, duplex: bool = False) -> dict[str, Any]:
    """The notice for two packets whose pages nobody looks at."""
    found = compare_sides(side(old), side(new))
    assert found.old is not None
    held = as_distributed(found.old)
    return dict(notice_context(found, replaced(found, held, duplex=duplex), held, duplex=duplex, turn=1))


TO_COME = replace(paper("丁", "資料３", kind="cover", text="# 丁\n\n（この資料は当日配付します。）\n"), waiting=True)


def test_a_paper_that_was_to_come_is_delivered_and_is_no_error() -> None:
    came = paper("丁", "資料３", pages=3)
    notice = _compared([A, TO_COME, B], [A, came, B])
    assert notice["arrivals"] == [
        {"pages": "5～5-3ページ", "paper": "資料３　丁", "what": "5ページの紙（この資料を後で配付するとしたもの）と差し替える"}
    ]
    assert (notice["delivered"], notice["acts"], notice["errata"], notice["notes"]) == ("資料３", [], [], [])
    assert notice["numbers"] == {"arrivals": "１", "acts": "", "errata": ""}


def test_a_paper_that_arrived_at_another_place_is_called_as_it_was_and_its_sheet_goes() -> None:
    notice = _compared([A, B, C, TO_COME], [A, paper("丁", "資料２"), replace(B, label="資料３"), C])
    assert [(each["paper"], each["what"]) for each in notice["arrivals"]] == [
        ("資料３（変更後は資料２）　丁", "4ページの次に入れる")
    ]
    assert _acts(notice)[-1] == "9ページ 資料３　丁 抜き取る（この資料を後で配付するとしたもの。欠番になります）"
    assert notice["discarded"]


def test_where_pages_only_come_there_is_no_old_one() -> None:
    more = replace(A, pages=5)
    assert not _notice([A], [more], DocumentChange(A, more, pages=_pages((ADDED, None, 5))))["discarded"]


def test_a_paper_that_came_with_a_cover_is_one_delivery() -> None:
    cover = replace(TO_COME, waiting=False, text="# 丁\n\n")
    body = replace(paper("丁", "資料３", pages=2), continues=True)
    changed = replace(B, text="# 乙\n\n別の文。\n")
    notice = _compared([A, B, TO_COME], [A, changed, cover, body])
    assert [arrival["pages"] for arrival in notice["arrivals"]] == ["7～9ページ"]
    assert notice["numbers"] == {"arrivals": "１", "acts": "２", "errata": "３"}
    assert {row["place"] for row in notice["errata"]} == {"資料２　乙"}


def test_a_paper_that_shares_its_leaf_is_handed_out_with_it() -> None:
    notice = _compared([A, B, TO_COME, C], [A, B, paper("丁", "資料３"), C], duplex=True)
    assert [arrival["what"] for arrival in notice["arrivals"]] == ["下の表の7・8ページの紙と一緒に差し替える"]
    assert _acts(notice) == ["7・8ページ 資料３／資料４ 紙ごと差し替える"]


def test_a_paper_that_is_to_come_now_is_told_as_that() -> None:
    notice = _compared([A, paper("丁", "資料３", pages=3)], [A, TO_COME])
    assert _rows(notice) == ["5～7 （この資料）>（後で配付する）"]


def test_pages_in_a_row_that_came_or_look_different_are_one_row() -> None:
    looks = [PageChange(PageKind.LOOKS, page, page, looks=(PageLook.PICTURE,)) for page in (1, 2)]
    more = replace(A, pages=7)
    pages = (*looks, *_pages((ADDED, None, 3), (ADDED, None, 4), (ADDED, None, 5)))
    notice = _notice([A, B], [more, B], DocumentChange(A, more, pages=pages))
    assert _rows(notice) == ["1・2 （図）>（差し替えたページのとおり）", "2-2～2-4 （なし）>（3ページを追加）"]


def test_a_page_is_told_by_what_looks_different_on_it() -> None:
    pages = (
        PageChange(PageKind.LOOKS, 1, 1, looks=(PageLook.TURNED,), sheets=("A4縦", "A4横")),
        PageChange(PageKind.LOOKS, 2, 2, looks=(PageLook.SIZE, PageLook.LETTERS), sheets=("A4縦", "A3横")),
        PageChange(PageKind.LOOKS, 3, 3, pictures=True, looks=(PageLook.PICTURE,)),
        PageChange(PageKind.CHANGED, 4, 4),
    )
    uncompared = (UncomparedPage(UncomparedWhy.PICTURES, 3, 3),)
    notice = _notice([A, B], [A, B], DocumentChange(A, A, pages=pages, uncompared=uncompared))
    assert _rows(notice) == [
        "1 （ページの向き：A4縦）>（ページの向き：A4横）",
        "2 （書体か、文字の大きさや色）>（差し替えたページのとおり）",
        "2 （用紙の大きさ：A4縦）>（用紙の大きさ：A3横）",
        "3 （図）>（差し替えたページのとおり）",
        "4 （このページの文字）>（差し替えたページのとおり）",
    ]
    assert notice["notes"] == ["3ページの図の中の文字は、比べていません。"]


def test_what_was_not_compared_is_not_said_to_be_the_same() -> None:
    word = WordingChange(WordingKind.CHANGED, ((("一", True),),), ((("二", True),),))
    notice = _notice([A, B], [A, B], DocumentChange(A, A, words=(word,)))
    assert notice["notes"] == ["1～4ページは、変わったところのページが分からないので、資料ごと差し替えます。"]
    scan = PageChange(PageKind.LOOKS, 1, 1, pictures=True, looks=(PageLook.PICTURE,))
    notice = _notice(
        [A, B], [A, B], DocumentChange(A, A, pages=(scan,), uncompared=(UncomparedPage(UncomparedWhy.NO_LETTERS, 1, 1),))
    )
    assert notice["notes"] == ["1ページは、文字として読めない（画像の）ページなので、文言は比べていません。"]


def test_pages_of_another_sheet_are_not_put_on_one_leaf_without_a_word() -> None:
    wide = replace(B, sheets=("A4", "A3"), text="# 乙\n\n別の文。\n")
    old = [replace(each, sheets=("A4",) * each.pages) for each in (A, B)]
    notice = _compared(old, [old[0], wide], duplex=True)
    assert _acts(notice) == [
        "5・6ページ 資料２　乙 紙を抜き、新しい紙（5ページ）を入れる",
        "6ページ 資料２　乙 5ページの次に入れる",
    ]
    assert "6ページは用紙の大きさ（A3）が違うので、別の紙に印刷しています。" in notice["notes"]


def test_a_paper_whose_pages_nobody_could_look_at_is_named() -> None:
    other, word = replace(A, sha256="1" * 64), replace(B, text="# 乙\n\n別の文。\n")
    notice = _compared([replace(A, sha256="0" * 64), B], [other, word])
    assert "資料１　甲は、前か今の PDF がないので、見た目を比べていません。" in notice["notes"]
