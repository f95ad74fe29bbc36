"""Words by which a paper says that it is not for those who will get it, and sheets that are called notes (`HD352`)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from hyoga_docs.check.findings import Span, is_within, report
from hyoga_docs.check.texts import CheckedText, TextOrigin
from hyoga_docs.check.word_lists import confidential_marks
from hyoga_docs.core.problem import Problem, Severity
from hyoga_docs.text.passages import Passage
from hyoga_docs.text.readers.pdf_lines import pages_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hyoga_docs.check.context import CheckContext
    from hyoga_docs.pdf.intake.records import IntakeResult
    from hyoga_docs.plan.model import Plan

_GAP = "[ 　]{0,3}"
_OPENING, _CLOSING = "【［[（(〔《＜<｛{■●◆※：:", "】］]）)〕》＞>｝}■●◆。：:"
_NOTES = re.compile(
    r"作業(?:用|中|メモ|シート|$)|メモ(?!リ)|下書|控え|内部(?:用|検討|資料|限)|(?:検討|計算|確認|チェック)用|非公[表開]"
    r"|(?:^|[^a-z])(?:memo|work|draft|temp|tmp)(?:$|[^a-z])",
    re.IGNORECASE,
)


def _spaced(words: Iterable[str]) -> str:
    """A pattern of words, also with spaces between their characters as a mark is set."""
    return "|".join(_GAP.join(map(re.escape, word.replace(" ", ""))) for word in sorted(words, key=len, reverse=True))


@cache
def _pattern(*, public: bool = False) -> re.Pattern[str]:
    """Marks of what is not for everybody; those of a `public` paper are also marks of what is for members alone."""
    anywhere, alone, of_members = confidential_marks()
    alone = (*alone, *(of_members if public else ()))
    before, after = rf"(?:(?<=^)|(?<=[\s{re.escape(_OPENING)}]))", rf"(?:情報|資料|文書)?(?=$|[\s{re.escape(_CLOSING)}])"
    return re.compile(f"(?:{_spaced(anywhere)})|{before}(?:{_spaced(alone)}){after}", re.IGNORECASE)


_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』")


def check_confidential(checked: CheckedText, _context: CheckContext) -> list[Problem]:
    """Marks of a paper that somebody else made, each word once."""
    if checked.kind not in (TextOrigin.SUPPLIED, TextOrigin.FILE):
        return []
    problems = []
    told: set[str] = set()
    for span in _marks(checked):
        word = "".join(span.text.split())
        if word not in told:
            told.add(word)
            message = f"配る範囲を限る印があります（{word}）。"
            hint = "配ってよい資料なら印を消してもらい、違うなら外してください。"
            problems.append(report(span, "HD352", Severity.WARNING, message, hint))
    for title in _sheets(checked):
        message = f"シート「{title}」は、配る資料ではないかもしれません。"
        span = Span(checked, Passage(title), 0, len(title))
        problems.append(report(span, "HD352", Severity.WARNING, message, "印刷するシートを、sheets に書いてください。"))
    return problems


def check_public_papers(plan: Plan, taken: Mapping[str, IntakeResult]) -> list[Problem]:
    """Marks on the pages, by key, of papers that everybody will get; of none that is said in words to be public.

    `plan` is that of the members, in which what is withheld of it is written.
    """
    problems: list[Problem] = []
    for document in plan.documents:
        if document.public and document.path is not None and not document.publication.is_public_in_words:
            pages = taken[document.key]
            body = pages_body(pages.text, [page + 1 for page in pages.chosen])
            name = document.file_name
            problems += _of_public(CheckedText(TextOrigin.SUPPLIED, name, body, document, document.place, document.name))
    return problems


def _of_public(checked: CheckedText) -> list[Problem]:
    """Each word once, with all its pages."""
    found: dict[str, list[Span]] = {}
    for span in _marks(checked, public=True):
        found.setdefault("".join(span.text.split()), []).append(span)
    hint = "公開してよいか確かめてください。公開しないなら public: false、してよいなら public: true と、その資料に書きます。"
    problems = []
    for word, spans in found.items():
        pages = "、".join(dict.fromkeys(str(span.passage.page) for span in spans))
        message = f"公開版に載せる資料の{pages}ページに「{word}」とあります。"
        problems.append(report(spans[0], "HD352", Severity.WARNING, message, hint))
    return problems


def _marks(checked: CheckedText, *, public: bool = False) -> Iterator[Span]:
    for passage in checked.passages:
        quoted = [found.span() for found in _QUOTED.finditer(passage.text)]
        for found in _pattern(public=public).finditer(passage.text):
            if not is_within(*found.span(), quoted):
                yield Span(checked, passage, found.start(), found.end())


def _sheets(checked: CheckedText) -> list[str]:
    """The sheets of a book whose names are those of notes, where nobody has chosen among several."""
    names = [grid.names[0][0].rpartition("!")[0] for grid in checked.body.grids if grid.names]
    chosen = checked.document is not None and checked.document.sheets
    return [name for name in names if _NOTES.search(name)] if len(names) > 1 and not chosen else []
