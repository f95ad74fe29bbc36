"""What became of the pages of a paper, told from two real PDFs of it."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF
from pdfs import SENTENCES, Paper, flowing, picture, saved_again

from hyoga_docs.diff.model import PageChange, PageKind, PageLook, Region
from hyoga_docs.diff.pages.compare import compare_pages
from hyoga_docs.pdf.render.page_image import UnreadablePdfError, open_pages
from hyoga_docs.pdf.render.page_letters import read_letters

CHAPTERS = [[f"第{chapter}章", *SENTENCES[12 * (chapter - 1) : 12 * chapter]] for chapter in (1, 2, 3, 4)]
NEW_CHAPTER = ["新しい章", *(f"別に定める基準その{number}により、市町村が費用を負担する。" for number in range(1, 10))]


def on_pages(*chapters: list[str]) -> list[str]:
    """Chapters, each on a page."""
    return [line for number, chapter in enumerate(chapters) for line in (["改頁"] if number else []) + chapter]


def told(changes: tuple[PageChange, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(str(change.kind), change.old, change.new) for change in changes]


def words_in(pdf: Path, number: int, region: Region) -> str:
    """The letters whose middle lies in a region of a page."""
    with open_pages(pdf) as drawn:
        letters = read_letters(drawn, number - 1)
    found = []
    for place, letter in enumerate(letters.text):
        part = letters.part(place)
        across, down = (part.left + part.right) / 2, (part.top + part.bottom) / 2
        if region.left < across < region.right and region.top < down < region.bottom:
            found.append(letter)
    return "".join(found)


def test_equal_files_and_one_that_was_saved_again_have_no_pages_that_differ(tmp_path: Path) -> None:
    old = flowing(tmp_path / "old.pdf", on_pages(*CHAPTERS))
    assert compare_pages(old, old) == ()
    assert compare_pages(old, saved_again(old, tmp_path / "new.pdf")) == ()


def test_a_changed_word_is_framed_on_both_sides(tmp_path: Path) -> None:
    old = flowing(tmp_path / "old.pdf", on_pages(*CHAPTERS))
    changed = [
        line.replace("第20条　構成員は", "第20条　副会長は").replace("第20条　事務局は", "第20条　副会長は")
        for line in on_pages(*CHAPTERS)
    ]
    new = flowing(tmp_path / "new.pdf", changed)
    [change] = compare_pages(old, new)
    assert told((change,)) == [("changed", 2, 2)]
    assert [words_in(old, 2, region) for region in change.old_regions] == ["事務局"]
    assert [words_in(new, 2, region) for region in change.new_regions] == ["副会長"]


def test_what_was_put_in_is_framed_on_the_new_side_only(tmp_path: Path) -> None:
    old = flowing(tmp_path / "old.pdf", on_pages(*CHAPTERS))
    changed = [line.replace("第20条　事務局は、", "第20条　事務局は、速やかに") for line in on_pages(*CHAPTERS)]
    new = flowing(tmp_path / "new.pdf", changed)
    [change] = compare_pages(old, new)
    assert (change.kind, change.old_regions) == (PageKind.CHANGED, ())
    assert [words_in(new, 2, region) for region in change.new_regions] == ["速やかに"]


def test_the_number_of_all_pages_beside_that_of_a_page_is_no_change(tmp_path: Path) -> None:
    old = flowing(tmp_path / "old.pdf", on_pages(*CHAPTERS[:3]), "令和元年度報告　{page} of 3")
    new = flowing(tmp_path / "new.pdf", on_pages(*CHAPTERS), "令和元年度報告　{page} of 4")
    assert told(compare_pages(old, new)) == [("added", None, 4)]


def test_sentences_that_all_pages_share_do_not_confuse_them(tmp_path: Path) -> None:
    shared = [f"（説明{number}）この項目は、関係機関の意見を聞きながら、年度の途中でも見直しを行う。" for number in range(1, 7)]
    old = [[f"{name}の章", f"{name}に関することを定める。", *shared] for name in ("目的", "窓口", "訓練", "企業")]
    new = [old[0], ["課題の章", "課題を掲げる。", *shared], *old[1:3], ["居場所の章", "居場所を置く。", *shared], old[3]]
    before = flowing(tmp_path / "old.pdf", on_pages(*old))
    after = flowing(tmp_path / "new.pdf", on_pages(*new))
    assert told(compare_pages(before, after)) == [("added", None, 2), ("added", None, 5)]
    assert told(compare_pages(after, before)) == [("removed", 2, None), ("removed", 5, None)]


def test_a_page_put_in_and_one_taken_out_do_not_touch_the_others(tmp_path: Path) -> None:
    less = flowing(tmp_path / "less.pdf", on_pages(*CHAPTERS))
    more = flowing(tmp_path / "more.pdf", on_pages(*CHAPTERS[:2], NEW_CHAPTER, *CHAPTERS[2:]))
    assert told(compare_pages(less, more)) == [("added", None, 3)]
    assert told(compare_pages(more, less)) == [("removed", 3, None)]


def test_pages_that_stand_in_another_order_neither_came_nor_went(tmp_path: Path) -> None:
    first, second, third, last = CHAPTERS
    old = flowing(tmp_path / "old.pdf", on_pages(first, second, third, last), "{page}")
    new = flowing(tmp_path / "new.pdf", on_pages(first, third, second, last), "{page}")
    changes = compare_pages(old, new)
    assert told(changes) == [("added", None, 2), ("removed", 3, None)]
    assert [change.elsewhere for change in changes] == [3, 2]


def test_a_number_in_full_width_digits_that_lines_part_is_no_change(tmp_path: Path) -> None:
    words = "この計画の期間は、令和６年度から令和１１年度までの６年間とし、必要があるときは見直しを行うものとする。"
    papers = [Paper(left=left).write_all([words] * 3).save(tmp_path / f"{left}.pdf") for left in range(20, 60, 4)]
    kinds = {kind for new in papers[1:] for kind, *_ in told(compare_pages(papers[0], new))}
    assert kinds == {"moved"}


@pytest.mark.parametrize("foot", ["{page}", "- {page} -", "{page}/9", "令和２年２月　第２回会議資料　{page}頁", "p.{page}"])
def test_numbers_of_pages_alone_are_no_difference(tmp_path: Path, foot: str) -> None:
    old = flowing(tmp_path / "old.pdf", on_pages(*CHAPTERS), foot)
    new = flowing(tmp_path / "new.pdf", on_pages(NEW_CHAPTER, *CHAPTERS), foot)
    assert told(compare_pages(old, new)) == [("added", None, 1)]


def test_a_running_line_that_says_something_else_is_a_difference(tmp_path: Path) -> None:
    old = flowing(tmp_path / "old.pdf", on_pages(*CHAPTERS), "第２回会議資料　{page}")
    new = flowing(tmp_path / "new.pdf", on_pages(*CHAPTERS), "第３回会議資料　{page}")
    changes = compare_pages(old, new)
    assert told(changes) == [("changed", page, page) for page in (1, 2, 3, 4)]
    assert [words_in(new, 1, region) for region in changes[0].new_regions] == ["第３回会議資料1"]


def test_text_that_was_pushed_down_is_reflowed_and_the_page_that_pushed_is_changed(tmp_path: Path) -> None:
    lines = SENTENCES * 2
    old = flowing(tmp_path / "old.pdf", lines)
    new = flowing(tmp_path / "new.pdf", [*lines[:3], "この要領に定めるもののほか、必要な事項は別に定める。", *lines[3:]])
    first, *others = compare_pages(old, new)
    assert told((first,)) == [("changed", 1, 1)]
    assert [words_in(new, 1, region) for region in first.new_regions] == ["この要領に定めるもののほか、必要な事項は別に定める。"]
    assert others
    assert {change.kind for change in others} == {PageKind.REFLOWED}


def test_a_page_of_text_that_was_on_others_is_reflowed_not_added(tmp_path: Path) -> None:
    lines = (SENTENCES * 2)[:64]
    old, new = flowing(tmp_path / "old.pdf", lines), flowing(tmp_path / "new.pdf", lines, left=60)
    with open_pages(old) as less, open_pages(new) as more:
        assert len(less) < len(more)
    changes = compare_pages(old, new)
    assert {change.kind for change in changes} == {PageKind.REFLOWED}
    assert any(change.old is None for change in changes)


def test_a_margin_that_wraps_every_line_elsewhere_is_no_reflow_while_every_word_stays_on_its_page(tmp_path: Path) -> None:
    old, new = (flowing(tmp_path / f"{left}.pdf", on_pages(*CHAPTERS), left=left) for left in (25, 45))
    assert told(compare_pages(old, new)) == [("moved", page, page) for page in (1, 2, 3, 4)]


def test_a_larger_type_is_another_look_and_no_reflow(tmp_path: Path) -> None:
    old, new = (flowing(tmp_path / f"{size}.pdf", on_pages(*CHAPTERS), size=size) for size in (11, 11.5))
    assert told(compare_pages(old, new)) == [("looks", page, page) for page in (1, 2, 3, 4)]


def figure(path: Path, colour: str, words: list[str] = SENTENCES[:3]) -> Path:
    """A page with a picture in the middle."""
    paper = Paper("{page}").write_all(words)
    paper.image(picture(colour), x=70, y=120, w=80, h=60)
    return paper.save(path)


def test_a_figure_that_was_replaced_is_framed(tmp_path: Path) -> None:
    old, new = figure(tmp_path / "old.pdf", "navy"), figure(tmp_path / "new.pdf", "maroon")
    [change] = compare_pages(old, new)
    assert told((change,)) == [("looks", 1, 1)]
    assert change.looks == (PageLook.PICTURE,)
    assert change.old_regions == change.new_regions
    [region] = change.new_regions
    sides = (region.left * 210, region.top * 297, region.right * 210, region.bottom * 297)
    assert sides == pytest.approx((70, 120, 150, 180), abs=1)


def test_a_figure_that_was_replaced_is_framed_beside_a_changed_word_and_where_all_moved(tmp_path: Path) -> None:
    old = figure(tmp_path / "old.pdf", "navy")
    changed = figure(tmp_path / "changed.pdf", "maroon", [SENTENCES[0].replace("会長", "座長"), *SENTENCES[1:3]])
    [change] = compare_pages(old, changed)
    assert change.kind is PageKind.CHANGED
    assert [round(region.top, 1) for region in change.new_regions] == [0.1, 0.4]
    paper = Paper("{page}", left=45).write_all(SENTENCES[:3])
    paper.image(picture("maroon"), x=70, y=140, w=80, h=60)
    [change] = compare_pages(old, paper.save(tmp_path / "moved.pdf"))
    assert change.kind is PageKind.LOOKS
    assert [round(region.top * 297) for region in change.old_regions] == [120]
    assert [round(region.top * 297) for region in change.new_regions] == [140]


def coloured(path: Path, colour: tuple[int, int, int]) -> Path:
    paper = Paper().write_all(SENTENCES[:3])
    paper.set_text_color(*colour)
    return paper.write_all(SENTENCES[3:4]).save(path)


def test_a_colour_that_changed_is_another_look(tmp_path: Path) -> None:
    old, new = coloured(tmp_path / "old.pdf", (0, 0, 0)), coloured(tmp_path / "new.pdf", (200, 0, 0))
    [change] = compare_pages(old, new)
    assert told((change,)) == [("looks", 1, 1)]
    assert change.looks == (PageLook.LETTERS,)
    assert "".join(words_in(new, 1, region) for region in change.new_regions) == SENTENCES[3].replace("\u3000", "")


def test_a_light_shade_under_a_table_is_another_look(tmp_path: Path) -> None:
    old = Paper().write_all(SENTENCES[:3]).save(tmp_path / "old.pdf")
    paper = Paper()
    paper.set_fill_color(242)
    paper.rect(100, 150, 60, 30, style="F")
    new = paper.write_all(SENTENCES[:3]).save(tmp_path / "new.pdf")
    [change] = compare_pages(old, new)
    [region] = change.new_regions
    sides = (region.left * 210, region.top * 297, region.right * 210, region.bottom * 297)
    assert (change.kind, change.looks) == (PageKind.LOOKS, (PageLook.DRAWING,))
    assert sides == pytest.approx((100, 150, 160, 180), abs=1)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_regions_of_turned_pages_lie_where_a_reader_sees_them(tmp_path: Path, angle: int) -> None:
    plain = [
        flowing(tmp_path / f"{name}.pdf", lines)
        for name, lines in (("a", SENTENCES[:5]), ("b", [*SENTENCES[:4], "附則を加える。"]))
    ]
    turned = [saved_again(path, path.with_stem(f"{path.stem}-turned"), rotated=angle) for path in plain]
    [straight], [change] = compare_pages(*plain), compare_pages(*turned)
    [before], [after] = straight.new_regions, change.new_regions
    corners = {
        90: (1 - before.bottom, before.left, 1 - before.top, before.right),
        180: (1 - before.right, 1 - before.bottom, 1 - before.left, 1 - before.top),
        270: (before.top, 1 - before.right, before.bottom, 1 - before.left),
    }[angle]
    assert (after.left, after.top, after.right, after.bottom) == pytest.approx(corners, abs=0.003)


def test_regions_of_a_cropped_page_lie_in_what_is_shown(tmp_path: Path) -> None:
    paths = [flowing(tmp_path / "a.pdf", SENTENCES[:5]), flowing(tmp_path / "b.pdf", [*SENTENCES[:4], "附則を加える。"])]
    for path in paths:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].cropbox = pikepdf.Array([50, 400, 500, 800])
            pdf.save(path)
    [change] = compare_pages(*paths)
    assert [words_in(paths[1], 1, region) for region in change.new_regions] == ["附則を加える"]


def scanned(path: Path, colours: list[str]) -> Path:
    paper = FPDF()
    for number, colour in enumerate(colours):
        paper.add_page()
        paper.image(picture(colour), x=10 + 10 * number, y=20, w=150, h=200)
    path.write_bytes(bytes(paper.output()))
    return path


def test_pages_without_words_are_told_by_their_looks(tmp_path: Path) -> None:
    old = scanned(tmp_path / "old.pdf", ["navy", "maroon", "green"])
    changes = compare_pages(old, scanned(tmp_path / "new.pdf", ["navy", "olive", "green"]))
    assert told(changes) == [("looks", 2, 2)]
    assert (changes[0].looks, changes[0].pictures) == ((PageLook.PICTURE,), True)
    with pikepdf.open(old) as pdf:
        del pdf.pages[1]
        pdf.save(tmp_path / "less.pdf")
    assert told(compare_pages(old, tmp_path / "less.pdf")) == [("removed", 2, None)]


def test_a_page_of_another_size_looks_different_as_a_whole(tmp_path: Path) -> None:
    old = flowing(tmp_path / "old.pdf", SENTENCES[:5], "")
    with pikepdf.open(old) as pdf:
        pdf.pages[0].mediabox = pikepdf.Array([0, 0, 595.28, 900])
        pdf.save(tmp_path / "new.pdf")
    [change] = compare_pages(old, tmp_path / "new.pdf")
    assert (change.kind, change.new_regions) == (PageKind.LOOKS, (Region(0, 0, 1, 1),))
    assert (change.looks, change.sheets) == ((PageLook.SIZE,), ("A4縦", "210×317mm縦"))


@pytest.mark.parametrize(("angle", "sheets"), [(90, ("A4縦", "A4横")), (180, ()), (270, ("A4縦", "A4横"))])
def test_a_page_that_was_turned_is_told_as_turned(tmp_path: Path, angle: int, sheets: tuple[str, ...]) -> None:
    old = flowing(tmp_path / "old.pdf", on_pages(*CHAPTERS[:2]))
    [*changes] = compare_pages(old, saved_again(old, tmp_path / "new.pdf", rotated=angle))
    assert [(change.kind, change.looks, change.sheets) for change in changes] == [(PageKind.LOOKS, (PageLook.TURNED,), sheets)] * 2
    scan = scanned(tmp_path / "scan.pdf", ["navy"])
    [change] = compare_pages(scan, saved_again(scan, tmp_path / "turned.pdf", rotated=angle))
    assert (change.looks, change.sheets) == ((PageLook.TURNED,), sheets)


def test_numbers_in_cells_beside_one_another_are_told_apart(tmp_path: Path) -> None:
    def table(path: Path, number: str) -> Path:
        paper = Paper()
        for row in (("熊本県", "6,900", "3.2%"), ("大分県", number, "3.1%"), ("宮崎県", "4,400", "3.3%")):
            for cell in row:
                paper.cell(30, 8, cell, border=1)
            paper.ln()
        return paper.save(path)

    old, new = table(tmp_path / "old.pdf", "4,500"), table(tmp_path / "new.pdf", "4,600")
    [change] = compare_pages(old, new)
    assert [words_in(new, 1, region) for region in change.new_regions] == ["4,600"]


def test_a_paper_written_anew_is_changed_page_by_page(tmp_path: Path) -> None:
    old, new = flowing(tmp_path / "old.pdf", CHAPTERS[0]), flowing(tmp_path / "new.pdf", NEW_CHAPTER)
    assert told(compare_pages(old, new)) == [("changed", 1, 1)]


def test_what_cannot_be_opened_is_told_as_such(tmp_path: Path) -> None:
    good = flowing(tmp_path / "good.pdf", SENTENCES[:5])
    broken, locked = tmp_path / "broken.pdf", tmp_path / "locked.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    with pikepdf.open(good) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user="user"))
    for bad in (broken, locked):
        with pytest.raises(UnreadablePdfError, match=bad.stem):
            compare_pages(good, bad)
        with pytest.raises(UnreadablePdfError, match=bad.stem):
            compare_pages(bad, good)
    with pytest.raises(FileNotFoundError):
        compare_pages(good, tmp_path / "none.pdf")
