"""The proof of what everybody will get: what is withheld is gathered from what came in, and looked for in what goes out."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from hyoga_docs.check.leaks import find_leaks
from hyoga_docs.check.secrets import Secret, Secrets
from hyoga_docs.check.withheld_paths import public_words, texts_in, withheld_cells, withheld_paths, words_at
from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import PAPER, read_plain
from hyoga_docs.core.problem import SpecError, error
from hyoga_docs.pdf.file_contents import read_file
from hyoga_docs.pdf.intake.image_metadata import without_jpeg_notes
from hyoga_docs.pdf.intake.page_ranges import choose_pages
from hyoga_docs.pdf.pdf_contents import (
    UNREADABLE,
    FileContents,
    described_in,
    pack_contents,
    read_contents,
    read_strings,
    unpack_contents,
)
from hyoga_docs.pdf.render.picture_looks import look_of_page
from hyoga_docs.pdf.render.thumbnails import load_looks
from hyoga_docs.pipeline.texts import kept_body
from hyoga_docs.plan.agenda import find_line
from hyoga_docs.plan.front_documents import TITLES
from hyoga_docs.spec.formats import Opened, is_opened, ooxml_of
from hyoga_docs.spec.workspace import walk_papers
from hyoga_docs.text.ooxml.package import UnusableFileError
from hyoga_docs.text.package_words import package_words
from hyoga_docs.text.passages import Body
from hyoga_docs.text.readers.pdf_lines import pages_body

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from hyoga_docs.pdf.intake.records import IntakeResult
    from hyoga_docs.pipeline.convert import ConvertedDocuments
    from hyoga_docs.pipeline.prepare import PreparedMeeting
    from hyoga_docs.plan.model import Document, Path_
    from hyoga_docs.word.template import Template

_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
#: What a key of a withheld paper or item is called where it is told.
_CALLED = {
    "title": "題名", "subtitle": "副題", "suffix": "題名", "kind": "題名", "note": "備考", "alt": "図の説明", "summary": "説明",
    "fields": "差し込む値", "speaker": "話す人", "section": "担当", "supplied_by": "提出元", "script": "進行台本", "time": "時刻",
    "file": "ファイルの名前", "table": "表の言葉", "sheets": "シートの名前", "name": "名前", "person": "氏名",
    "post": "職名", "reading": "ふりがな", "term": "任期", "role": "役", "aliases": "別の書き方", "honorific": "敬称",
}  # fmt: skip


def gather_secrets(
    prepared: PreparedMeeting, converted: ConvertedDocuments, cache: Cache, templates: Iterable[Template] = ()
) -> Secrets:
    """Everything that is withheld of a meeting, beside what everybody may read of it; nothing where nothing is withheld.

    `prepared` and `converted` are those of the members' packet, whole; `templates` are others that make what is public.
    """
    gathering = _Gathering(prepared, converted, cache)
    gathering.gather(templates)
    return gathering.secrets


def prove_public(files: Mapping[str, bytes | Path], secrets: Secrets) -> None:
    """Looks through files, by their names, before anybody gets them. Raises SpecError where they hold what is withheld."""
    if not secrets:
        return
    held: dict[str, FileContents] = {}
    for name, data in files.items():
        try:
            held[name] = read_file(name, data, secrets.public.streams)
        except (UnusableFileError, *UNREADABLE) as problem:
            message = f"公開する {name} を開いて確かめることができません（{problem}）。"
            hint = "公開するファイルは作りませんでした。資料を一つずつ公開しないことにして、原因の資料を見つけてください。"
            raise SpecError([error("HD620", message, quote=name, hint=hint)]) from problem
    if found := find_leaks(held, secrets):
        raise SpecError(found)


@dataclass(frozen=True)
class _PaperInHand:
    """The pages of a document in hand: its clean PDF and what was read of it."""

    pdf: bytes | Path
    key: str
    taken: IntakeResult
    looks: Path | None = None


class _Gathering:
    """Secrets while they are gathered."""

    def __init__(self, prepared: PreparedMeeting, converted: ConvertedDocuments, cache: Cache) -> None:
        self.prepared, self.converted, self.cache = prepared, converted, cache
        self.plan = prepared.plan
        self.workspace = prepared.plan.workspace
        self.hidden = withheld_paths(self.plan)
        self.paths = {self.workspace.place("meeting", *path): path for path, _ in walk_papers(self.workspace.meeting)}
        self.secrets = Secrets()
        self.public = self.secrets.public

    def gather(self, templates: Iterable[Template]) -> None:
        """Gathers the secrets, and what is none, where there are any."""
        self._of_yaml()
        self._of_rosters()
        for document in self.plan.documents:
            if self._is_hidden(document):
                self._whole(document)
            elif (pages := self.hidden.pages.get(self.paths.get(document.place, ()))) and document.template is None:
                self._some_pages(document, pages)
        if self.secrets:
            self._what_is_public()
            for template in templates:
                self._words_of(template)

    def _secret(self, what: str, place: Any, name: str = "", document: Document | None = None) -> Secret:
        return Secret("", what, place, name, document.stem if document is not None else None)

    def _is_hidden(self, document: Document) -> bool:
        charter = self.plan.charter
        annexes = {f"-{each}" for each in self.hidden.annexes} if charter is not None else set()
        return self.paths.get(document.place) in self.hidden.papers or any(document.key.endswith(each) for each in annexes)

    def _of_yaml(self) -> None:
        """The words under withheld papers, items and annexes."""
        meeting = self.workspace.sources["meeting"]
        for path in sorted((*self.hidden.papers, *self.hidden.items), key=str):
            place = self.workspace.place("meeting", *path)
            words = list(words_at(meeting.data, path))
            name = next((text for key, text in words if key == "title"), "")
            for key, text in words:
                secret = self._secret(_CALLED.get(key, "言葉"), place, name)
                # A path is looked for in its parts: `2024-05-01/in` is also the beginning of 2024-05-01/index.html.
                parts = (*PurePath(text).parts, PurePath(text).stem) if key == "file" else (text,)
                for part in parts:
                    self.secrets.add_value(part, secret)
        for name in self._results():
            place = self.workspace.place("meeting", "results", name)
            for text in texts_in(meeting.data["results"][name]):
                self.secrets.add_value(text, self._secret("結果", place, name))
        if self.hidden.annexes and self.workspace.charter is not None:
            for index, annex in enumerate(self.workspace.charter.annexes):
                if annex.id in self.hidden.annexes and annex.title:
                    place = self.workspace.place("charter", "annexes", index)
                    self.secrets.add_value(annex.title, self._secret("題名", place, annex.title))

    def _results(self) -> list[str]:
        """The keys of results of withheld items."""
        lines = {name: find_line(name, self.plan.agenda) for name in self.workspace.meeting.results}
        return [name for name, line in lines.items() if line is not None and line.path in self.hidden.items]

    def _of_rosters(self) -> None:
        rosters = {"roster": self.workspace.roster, **self.workspace.rosters}
        for name, columns in self.hidden.columns.items():
            roster = rosters[name]
            for path, _, member in roster.entries() if roster is not None else ():
                place = self.workspace.place(name, *path)
                for key, text in withheld_cells(member, columns):
                    self.secrets.add_value(text, self._secret(_CALLED.get(key, key), place, member.called))

    def _pages(self, document: Document) -> _PaperInHand | None:
        paper = self.prepared.papers.get(document.key)
        if paper is not None:
            return _PaperInHand(paper.pdf, paper.key, paper.taken, paper.looks)
        made = self.converted.pdfs.get(document.key)
        return _PaperInHand(made.pdf, digest(made.pdf), made.taken) if made is not None and made.pdf else None

    def _body(self, document: Document, pages: _PaperInHand | None) -> Iterator[Body]:
        """What a document says: as its file, and as its pages."""
        for data, suffix in self._data(document):
            yield kept_body(data, suffix, digest(data), self.cache)
        if pages is not None:
            yield pages_body(pages.taken.text, [page + 1 for page in pages.taken.chosen])

    def _data(self, document: Document) -> Iterator[tuple[bytes, str]]:
        if document.key in self.prepared.made:
            yield self.prepared.made[document.key], ".docx"
        if document.path is not None and document.key in self.prepared.print_copies:
            yield self.prepared.print_copies[document.key].data, ooxml_of(document.path.suffix)
        if document.path is not None and is_opened(document.path.suffix, Opened.TABLE):
            yield read_plain(document.path, PAPER), document.path.suffix.lower()

    def _whole(self, document: Document) -> None:
        """All of a withheld paper."""
        name, secrets = document.name, self.secrets
        said = self._secret("文章", document.place, name, document)
        pages = self._pages(document)
        for body in self._body(document, pages):
            secrets.add_body(body, said)
        self._unprinted(document, name)
        if pages is None:
            return
        shown = self._secret("画像や図", document.place, name, document)
        contents = self._contents(pages)
        secrets.add_pdf(contents, shown, pictures=document.template is None)
        for look in load_looks(pages.looks) if pages.looks is not None else ():
            if look is not None and (seen := look_of_page(look)) is not None:
                secrets.looks.append((seen, shown))

    def _unprinted(self, document: Document, name: str) -> None:
        """What a withheld file holds and does not print."""
        if document.path is None:
            return
        data = read_plain(document.path, PAPER)
        inside = self._secret("ファイルの中の言葉", document.place, name, document)
        self.secrets.pictures[hashlib.sha256(data).hexdigest()] = self._secret("ファイル", document.place, name, document)
        if is_opened(document.path.suffix, Opened.PAGES):
            for text in described_in(data):
                self.secrets.add_value(text, inside)
        if not is_opened(document.path.suffix, Opened.OFFICE):
            return
        with contextlib.suppress(UnusableFileError):  # an old format is no zip; what is printed of it is known
            package = package_words(data)
            for text in package.texts:
                self.secrets.add_value(text, inside)
            for content in package.others.values():
                raw = hashlib.sha256(without_jpeg_notes(content)).hexdigest()
                self.secrets.pictures[raw] = self._secret("画像", document.place, name, document)

    def _some_pages(self, document: Document, pages: str) -> None:
        """The withheld pages of a paper whose other pages are public."""
        held = self._pages(document)
        hidden = set(choose_pages(pages, held.taken.source_pages) or ()) if held is not None else set()
        if held is None:
            return
        said = self._secret("ページの文章", document.place, document.name, document)
        shown = self._secret("ページの画像や図", document.place, document.name, document)
        for index, page in enumerate(held.taken.chosen):
            if page in hidden:
                self.secrets.add_body(pages_body([held.taken.text[index]], [page + 1]), said)
        self.secrets.add_pdf(self._contents(held, self._indexes(held, hidden)), shown)

    def _indexes(self, held: _PaperInHand, pages: Collection[int], *, other: bool = False) -> tuple[int, ...]:
        """Which pages of a clean copy are some pages of the file, or the others."""
        return tuple(index for index, page in enumerate(held.taken.chosen) if (page in pages) is not other)

    def _contents(self, held: _PaperInHand, pages: tuple[int, ...] | None = None) -> FileContents:
        key = digest(held.key, repr(pages))
        kept = self.cache.remember("pdf-contents", key, lambda: pack_contents(read_contents(held.pdf, pages=pages)))
        return unpack_contents(kept)

    def _strings(self, held: _PaperInHand) -> FileContents:
        kept = self.cache.remember("pdf-strings", digest(held.key), lambda: pack_contents(read_strings(held.pdf)))
        return unpack_contents(kept)

    def _what_is_public(self) -> None:
        """Everything that everybody may read."""
        workspace, public = self.workspace, self.public
        for name, source in workspace.sources.items():
            if name != "charter" or self._prints("charter"):
                columns = self.hidden.columns.get(name, frozenset())
                public.add_values(public_words(source.data, self._hidden_in(name), columns=columns))
        public.add_names(texts_in(workspace.platform.model_dump(mode="json")))
        public.add_names((*TITLES.values(), "hyoga-docs"))
        public.add_names([self.plan.full_name, self.plan.title, self.plan.ordinal])
        for document in self.plan.documents:
            if not self._is_hidden(document):
                self._public_document(document)

    def _hidden_in(self, name: str) -> frozenset[Path_]:
        """Where in a YAML file something withheld is written."""
        charter = self.workspace.charter
        if name == "meeting":
            return frozenset({*self.hidden.papers, *self.hidden.items, *(("results", each) for each in self._results())})
        if name == "charter" and charter is not None:
            return frozenset(("annexes", at) for at, annex in enumerate(charter.annexes) if annex.id in self.hidden.annexes)
        return frozenset()

    def _prints(self, kind: str) -> bool:
        return any(document.kind == kind and not self._is_hidden(document) for document in self.plan.documents)

    def _words_of(self, template: Template) -> None:
        """What a template prints whatever is filled in."""
        self.public.add_values(piece for text in template.paragraphs for piece in _TAG.split(text))

    def _is_whole(self, document: Document) -> bool:
        """Whether a document of ours prints a charter or a roster of which nothing is withheld."""
        if document.kind == "charter":
            return not self.hidden.annexes
        return document.roster is not None and document.roster.file not in self.hidden.columns

    def _public_document(self, document: Document) -> None:
        if document.template is not None:
            self._words_of(self.prepared.templates[document.template])
        held = self._pages(document)
        if document.template is not None and held is not None:
            self.public.add_pictures(self._contents(held))  # no picture is ever filled into a template
        if document.template is not None and document.path is None and not self._is_whole(document):
            return  # what is filled in is in the YAML, and what should not be filled in is to be found
        hidden = self.hidden.pages.get(self.paths.get(document.place, ()))
        if not hidden:
            for data, suffix in self._data(document):
                self.public.add_body(kept_body(data, suffix, digest(data), self.cache))
        if held is None:
            return
        if hidden:
            pages = self._indexes(held, choose_pages(hidden, held.taken.source_pages) or (), other=True)
            contents = self._contents(held, pages)
        else:
            pages = tuple(range(len(held.taken.text)))  # there is none of what our own templates made
            contents = self._strings(held)
        self.public.add_pages(held.taken.text[page] for page in pages)
        self.public.add_pdf(contents)
