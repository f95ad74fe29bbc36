"""What changed, in Japanese: one line a change, the same on a terminal, in Markdown and on the page."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from hyoga_docs.diff.model import PageKind, PageLook, StructureKind, UncomparedWhy, WordingKind

if TYPE_CHECKING:
    from hyoga_docs.diff.model import Cells, Difference, DocumentChange, PageChange, StructureChange, WordingChange

_KINDS = {WordingKind.CHANGED: "変更", WordingKind.ADDED: "追加", WordingKind.REMOVED: "削除", WordingKind.MOVED: "移動"}
_PAGE_KINDS = {
    PageKind.CHANGED: "変更",
    PageKind.LOOKS: "見た目",
    PageKind.REFLOWED: "送り",
    PageKind.MOVED: "位置",
    PageKind.ADDED: "追加",
    PageKind.REMOVED: "削除",
}
_PAGES = {
    PageKind.CHANGED: "変わりました",
    PageKind.LOOKS: "見た目が変わりました",
    PageKind.REFLOWED: "文字は同じで、位置だけが変わりました（送り）",
    PageKind.MOVED: "文字は同じで、ページの中の位置だけが変わりました",
    PageKind.ADDED: "加わりました",
    PageKind.REMOVED: "なくなりました",
}
_LOOKS = {
    PageLook.TURNED: "ページの向き",
    PageLook.SIZE: "用紙の大きさ",
    PageLook.PICTURE: "図",
    PageLook.LETTERS: "書体か、文字の大きさや色",
    PageLook.DRAWING: "線、網掛けや図形",
}
#: What looks different and is told of a page whose words changed, too.
_OTHER_SHEET = {PageLook.TURNED, PageLook.SIZE}
_UNCOMPARED = {
    UncomparedWhy.NO_LETTERS: "文字のデータがないページなので、文言は比べていません",
    UncomparedWhy.PICTURES: "図が変わりました。図の中の文字は比べていません",
}
_WHATS = {
    StructureKind.ADDED: "追加",
    StructureKind.ARRIVED: "到着",
    StructureKind.POSTPONED: "後の配付",
    StructureKind.REMOVED: "削除",
    StructureKind.LABEL_TAKEN: "番号の指す資料",
    StructureKind.RENUMBERED: "番号",
    StructureKind.RETITLED: "題名",
    StructureKind.REPLACED: "ファイル",
    StructureKind.MOVED: "並び",
    StructureKind.PAGES: "ページ数",
    StructureKind.PRINTED: "印刷",
    StructureKind.UNSEEN: "見た目",
    StructureKind.SHIFTED: "ずれ",
}
#: So many numbers are told before the rest is only counted.
_MOST_NUMBERS = 6
#: Kinds of pages of which nothing more is to be said where words tell what changed on them.
_TOLD_BY_WORDS = {PageKind.CHANGED, PageKind.REFLOWED, PageKind.MOVED}
#: Steps whose own phrase says which paper it is.
_NAMED = {
    StructureKind.ADDED,
    StructureKind.ARRIVED,
    StructureKind.POSTPONED,
    StructureKind.REMOVED,
    StructureKind.LABEL_TAKEN,
    StructureKind.RENUMBERED,
    StructureKind.SHIFTED,
}


def step_phrase(step: StructureChange) -> str:
    """A change of structure, told where the paper is known."""
    if step.what is StructureKind.PRINTED:
        return f"{step.old} → {step.new}" if step.paper else "資料番号の枠かページ番号の印刷のしかたが変わりました（全体）"
    phrases = {
        StructureKind.ADDED: f"加わりました: {step.paper}",
        StructureKind.ARRIVED: f"待っていた資料が届きました: {step.paper}",
        StructureKind.POSTPONED: f"後で配付することになりました: {step.paper}",
        StructureKind.REMOVED: f"なくなりました: {step.paper}",
        StructureKind.LABEL_TAKEN: f"「{_label(step)}」は、前は「{step.old}」、今は「{step.new}」を指します",
        StructureKind.RENUMBERED: f"{step.old or '番号なし'} → {_renamed(step)}",
        StructureKind.RETITLED: f"題名「{step.old}」→「{step.new}」",
        StructureKind.REPLACED: f"もとのファイル {step.old or 'なし'} → {step.new or 'なし'}",
        StructureKind.MOVED: "並ぶ位置が変わりました",
        StructureKind.UNSEEN: "もとのファイルが違います（PDF のない側があり、ページの見た目は比べていません）",
    }
    return phrases[step.what] if step.what in phrases else _counted(step)


def step_line(step: StructureChange) -> str:
    """A change of structure, told in a list of several papers."""
    return step_phrase(step) if step.what in _NAMED or not step.paper else f"{step.paper}　{step_phrase(step)}"


def all_steps(difference: Difference) -> list[StructureChange]:
    """Every change of structure, the most important first."""
    steps = dict.fromkeys((*difference.steps, *(step for change in difference.papers for step in change.steps)))
    return sorted(steps, key=lambda step: list(StructureKind).index(step.what))


def what_phrase(what: StructureKind) -> str:
    """A kind of change of structure in a word or two."""
    return _WHATS[what]


def page_kind_phrase(page: PageChange) -> str:
    """What became of a page, in one word."""
    return kind_phrase(page.kind) if page.elsewhere is None else "順番"


def kind_phrase(kind: WordingKind | PageKind) -> str:
    """What became of a sentence, a row or a page, in one word."""
    return _KINDS[kind] if isinstance(kind, WordingKind) else _PAGE_KINDS[kind]


def page_phrase(page: PageChange, change: DocumentChange) -> str:
    """What became of a page of a paper, by its number in it."""
    return f"{_numbers_of(page)}: {_became(page, change)}"


def _numbers_of(page: PageChange) -> str:
    return page_numbers(page.old or page.elsewhere, page.new or page.elsewhere)


def looks_phrase(page: PageChange) -> str:
    """What looks different on a page, as a noun; nothing where that is not known."""
    sheets = f"（{'→'.join(page.sheets)}）" if page.sheets else ""
    return "、".join(_LOOKS[look] + (sheets if look in _OTHER_SHEET else "") for look in PageLook if look in page.looks)


def _became(page: PageChange, change: DocumentChange) -> str:
    if page.kind is PageKind.CHANGED and _OTHER_SHEET & set(page.looks):
        sheet = replace(page, looks=tuple(look for look in page.looks if look in _OTHER_SHEET))
        return f"文字と、{looks_phrase(sheet)}が変わりました"
    if page.elsewhere is not None:
        return "ページの順番が変わりました"
    if page.kind is not PageKind.LOOKS:
        return _PAGES[page.kind]
    unread = any(each.why is UncomparedWhy.NO_LETTERS and each.new == page.new for each in change.uncompared)
    # Words that are printed as drawings are found on no page, or change it without a letter.
    unread |= any(page.new == word.new_page or word.old_page is word.new_page is None for word in change.words)
    looks = looks_phrase(page)
    return f"{'' if unread else '文字は同じで、'}{f'{looks}が変わりました' if looks else _PAGES[page.kind]}"


def numbers_phrase(change: DocumentChange) -> str:
    """The numbers that follow by themselves: as many as can be taken in."""
    pairs = list(dict.fromkeys((_changed(wording.old), _changed(wording.new)) for wording in change.numbers))
    told = "、".join(f"{old}→{new}" for old, new in pairs[:_MOST_NUMBERS])
    return told if len(pairs) <= _MOST_NUMBERS else f"{told} ほか（{len(change.numbers)}か所）"


def _changed(cells: Cells) -> str:
    return "・".join(text.strip() for cell in cells for text, changed in cell if changed)


def page_lines(change: DocumentChange) -> list[str]:
    """What became of the pages whose change no words tell; pages that follow each other and are alike, in one line.

    Of a paper that arrived or is to come there is none: its sheet and its pages have nothing in common.
    """
    if change.arrived or change.postponed:
        return []
    said = {wording.new_page for wording in (*change.words, *change.numbers)} - {None}
    gone = {wording.old_page for wording in change.words if wording.kind is WordingKind.REMOVED} - {None}
    pictures = {page.new for page in change.uncompared if page.why is UncomparedWhy.PICTURES}
    told = [
        page
        for page in change.pages
        if page.kind not in _TOLD_BY_WORDS or (page.new not in said and page.old not in gone) or _OTHER_SHEET & set(page.looks)
        if page.looks != (PageLook.PICTURE,) or page.new not in pictures
        if page.elsewhere is None or page.new is not None
    ]
    runs: list[list[PageChange]] = []
    for page in told:
        last = runs[-1][-1] if runs else None
        if last is not None and _became(last, change) == _became(page, change) and _step(last, page) == 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return [f"{_span(run)}: {_became(run[0], change)}" for run in runs]


def uncompared_lines(change: DocumentChange) -> list[str]:
    """Of which pages the words were not all compared, and why."""
    kinds = groupby(sorted(change.uncompared, key=lambda page: page.why), key=lambda page: page.why)
    return [f"{'、'.join(page_numbers(page.old, page.new) for page in pages)}: {_UNCOMPARED[why]}" for why, pages in kinds]


def _step(one: PageChange, other: PageChange) -> int:
    return (other.new or other.old or 0) - (one.new or one.old or 0)


def _span(run: list[PageChange]) -> str:
    first, last = map(_numbers_of, (run[0], run[-1]))
    return (
        first if len(run) == 1 else f"{first.removesuffix('ページ')}～{last}" if "→" not in first + last else f"{first}、…、{last}"
    )


def page_numbers(old: int | None, new: int | None) -> str:
    """A page by its number in the paper, or by both where it has another one now; nothing where none is known."""
    if old is not None and new is not None and old != new:
        return f"{old}ページ → {new}ページ"
    if new is not None:
        return f"{new}ページ"
    return "" if old is None else f"前の{old}ページ"


def packet_pages(change: DocumentChange) -> str:
    """Where a paper lies in its packet; of a file alone, nothing."""
    paper = change.paper
    if paper.kind == "file" or not paper.pages:
        return ""
    last = paper.first_page + paper.pages - 1
    return f"（冊子 {paper.first_page}ページ）" if paper.pages == 1 else f"（冊子 {paper.first_page}～{last}ページ）"


def words_place(wording: WordingChange) -> str:
    """Where a change of wording stands: its heading and its page, as far as they are known, and where it came from."""
    parts = (wording.under, page_numbers(wording.old_page, wording.new_page), moved_phrase(wording))
    return "　".join(part for part in parts if part)


def moved_phrase(wording: WordingChange) -> str:
    """From where to where something moved on its page; nothing for what did not, or is on another page now."""
    if wording.kind is not WordingKind.MOVED or wording.old_page != wording.new_page:
        return ""
    old, new = (f"「{text}」の次" if text else "初め" for text in (wording.old_after, wording.new_after))
    return f"{old}から{new}へ" if old != new else ""


def summary_phrase(change: DocumentChange) -> str:
    """What changed in a paper, in one line."""
    if change.old is None:
        return f"新しい資料（{change.paper.pages}ページ）"
    if change.new is None:
        return f"なくなった資料（{change.paper.pages}ページ）"
    if change.arrived:
        return f"届いた資料（{change.paper.pages}ページ）"
    if change.postponed:
        return "後で配付する資料"
    if change.only_reflowed:
        return _PAGES[PageKind.REFLOWED if any(page.kind is PageKind.REFLOWED for page in change.pages) else PageKind.MOVED]
    reflowed, moved = (sum(page.kind is kind for page in change.pages) for kind in (PageKind.REFLOWED, PageKind.MOVED))
    counts = (
        ("文言 {}か所", len(change.words)),
        ("ページ {}", len(change.pages) - reflowed - moved),
        ("送りだけのページ {}", reflowed),
        ("位置だけのページ {}", moved),
        ("番号だけの変更 {}か所", len(change.numbers)),
    )
    told = "・".join(words.format(count) for words, count in counts if count)
    return told or f"構成 {len(change.steps)}件"


def changed_papers(difference: Difference) -> int:
    """How many papers differ in themselves; one that only has another label or place does not."""
    return sum(bool(paper.words or paper.numbers or paper.pages) for paper in difference.papers)


def difference_phrase(difference: Difference) -> str:
    """What changed in a packet, in one line."""
    if difference.old is None:
        return f"新しい会議（資料 {len(difference.side.papers)}件、{difference.side.pages}ページ）"
    if difference.new is None:
        return f"なくなった会議（資料 {len(difference.side.papers)}件、{difference.side.pages}ページ）"
    if difference.same:
        return "配付するものに違いはありません"
    counts = (
        ("構成 {}件", len(all_steps(difference))),
        ("変わった資料 {}件", changed_papers(difference)),
        ("文言 {}か所", sum(len(paper.words) for paper in difference.papers)),
        ("ページ {}", sum(not page.kind.only_places for paper in difference.papers for page in paper.pages)),
    )
    return "・".join(words.format(count) for words, count in counts if count)


def _label(step: StructureChange) -> str:
    return step.paper.partition("　")[0]


def _renamed(step: StructureChange) -> str:
    """The new label and the title, of a paper whose name begins with its new label or whose name is told alone."""
    if not step.new:
        return f"番号なし　{step.paper}"
    return step.paper if step.paper.startswith(step.new) else f"{step.new}　{step.paper}"


def _counted(step: StructureChange) -> str:
    """How many pages a paper has now, or by how many pages those after it have moved."""
    old, new = (int(words.removesuffix("ページ") or "0") for words in (step.old, step.new))
    if step.what is StructureKind.SHIFTED:
        return f"{step.paper}のページが{abs(new - old)}ページ{'後ろ' if new > old else '前'}へずれます"
    more = f"{abs(new - old)}ページ{'増' if new > old else '減'}"
    return f"{old}ページ → {new}ページ（{more}）"
