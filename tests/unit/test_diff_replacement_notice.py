"""What the notice of a 差替え says: what to do with which page, the rows of the 正誤表, and what no row tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from changes import paper, side

from hyoga_docs.diff.model import ComparedDocument, Difference, DocumentChange, PageChange, PageKind, WordingChange, WordingKind
from hyoga_docs.diff.replacement.leaves import as_distributed, replaced
from hyoga_docs.diff.replacement.notice import notice_context

ADDED, REMOVED, CHANGED, REFLOWED = PageKind.ADDED, PageKind.REMOVED, PageKind.CHANGED, PageKind.REFLOWED
A, B = paper("甲", "資料１", pages=4), paper("乙", "資料２", pages=2)


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
