"""The second half of a build: the packet laid out, bound and recorded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.office.fonts import missing_characters
from hyoga_docs.pdf.bind import Look, Sheet, bind
from hyoga_docs.pdf.facts import Facts, facts
from hyoga_docs.pdf.finish import supplied_copy
from hyoga_docs.pdf.font import Subset, UnsuitableFontError, subset_font
from hyoga_docs.pdf.intake import bound_bytes, no_such_page
from hyoga_docs.pdf.stamp import LabelError
from hyoga_docs.pdf.text import page_lines
from hyoga_docs.plan.packet import Part, lay_out, total_pages
from hyoga_docs.plan.pages import choose_pages
from hyoga_docs.prepare import LABELS, Ready, is_stamped, stamped_labels
from hyoga_docs.problem import Problem, SpecError, error, warning
from hyoga_docs.record.manifest import Entry, manifest
from hyoga_docs.record.review import page_text, review_text
from hyoga_docs.spec.ooxml import read_parts
from hyoga_docs.store import Store, digest
from hyoga_docs.word.text import document_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.office.convert import Converted, Office
    from hyoga_docs.plan.resolve import Document, Plan

_FONTS = re.compile(r"<w:rFonts [^>]*>|<a:(?:latin|ea) [^>]*>|<a:font script=\"Jpan\"[^>]*>|<(?:name|rFont) val=\"[^\"]*\"")
_FONT_NAME = re.compile(r'(?:w:ascii|w:hAnsi|w:eastAsia|typeface|val)="([^"+]+)"')
_SYMBOLS = {"OpenSymbol", "Symbol", "Wingdings"}


@dataclass(frozen=True)
class Packet:
    """The bound packet with all that is recorded of it: files by their path in the output folder."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...]
    pages: int
    converted: int = 0


@dataclass(frozen=True)
class _Bound:
    """What a part of the packet is made of, found once."""

    sha: str
    pages: int
    tagged: bool
    chosen: tuple[int, ...]
    pdf: bytes | Path
    facts: Facts | None = None


def make_packet(ready: Ready, converted: Converted, office: Office) -> Packet:
    """Lays the packet out, binds it and writes its record."""
    plan, store = ready.plan, office.store
    bound = {document.key: _bound(document, ready, converted, store) for document in plan.documents}
    parts = lay_out(plan.documents, [len(bound[document.key].chosen) for document in plan.documents])
    sheets = [
        Sheet(
            part,
            bound[part.document.key].pdf,
            bound[part.document.key].sha,
            bound[part.document.key].chosen,
            stamped=is_stamped(part.document, ready.templates),
            crowded=part.document.template is None,
        )
        for part in parts
    ]
    problems = [problem for document in plan.documents for problem in _substituted(document, bound[document.key], ready, office)]
    labels = stamped_labels(plan, ready.templates)
    try:
        packet, covered = bind(sheets, _look(plan, converted.pdfs.get(LABELS), labels, office), store)
    except LabelError as problem:
        hint = "一つの資料番号が1ページになるように、templates/label.docx を直してください。"
        raise SpecError(
            [error("HD408", f"資料番号のひな形が使えません（{problem}）。", place=ready.templates[LABELS].place, hint=hint)]
        ) from problem
    files = {"packet.pdf": packet, **_documents(parts, bound, ready.made, store)}
    entries = [_entry(part, bound[part.document.key], ready) for part in parts]
    files["manifest.json"] = manifest(plan, entries, packet, office.engine.name).encode()
    return Packet(files, (*problems, *covered), total_pages(parts), converted.fresh)


def _bound(document: Document, ready: Ready, converted: Converted, store: Store) -> _Bound:
    intake = ready.intakes.get(document.key)
    if intake is not None and document.path is not None:
        pdf = bound_bytes(intake, document.path, store, document.place)
        return _Bound(ready.digests[document.key], intake.pages, intake.tagged, intake.chosen, pdf)
    data = converted.pdfs[document.key]
    sha = hashlib.sha256(data).hexdigest()
    known = facts(data, sha, store)
    chosen = choose_pages(document.pages, known.pages)
    if chosen is None:
        raise SpecError([no_such_page(document.pages, known.pages, document.place)])
    return _Bound(sha, known.pages, known.tagged, chosen, data, known)


def _look(plan: Plan, labels: bytes | None, names: list[str], office: Office) -> Look:
    workspace = plan.workspace
    style = workspace.platform.style
    return Look(
        title=plan.title,
        author="、".join(workspace.platform.organizer),
        date=workspace.meeting.date,
        stamp=style.stamp,
        numbers=style.page_numbers,
        font=number_font(plan, office),
        labels=labels,
        label_names=tuple(names),
    )


def number_font(plan: Plan, office: Office) -> Subset | None:
    style = plan.workspace.platform.style
    face = office.fonts.find(style.fonts.page_numbers)
    if style.page_numbers.format is None or face is None:
        return None
    characters = "0123456789" + style.page_numbers.format.replace("{page}", "").replace("{pages}", "")
    try:
        return subset_font(*face, characters, office.store)
    except UnsuitableFontError as problem:
        hint = "platform.yaml の fonts の page_numbers に、BIZ UDゴシックなどを書いてください。"
        raise SpecError([error("HD604", f"{problem}。", quote=style.fonts.page_numbers, hint=hint)]) from problem
    except ValueError as problem:
        hint = "platform.yaml の page_numbers の format を変えてください。"
        raise SpecError(
            [error("HD603", f"ページ番号の書体に「{problem}」がありません。", quote=str(problem), hint=hint)]
        ) from problem


def _substituted(document: Document, bound: _Bound, ready: Ready, office: Office) -> list[Problem]:
    """Fonts that LibreOffice put in a PDF without a word, and characters of ours that no font of the template has."""
    if bound.facts is None:
        return []
    data = ready.made.get(document.key)
    named = ready.templates[document.template].fonts if document.template else _named_fonts(document, ready, office.store)
    known = {office.fonts.postscript(family) for family in named} - {None}
    strange = "、".join(name for name in bound.facts.fonts if name and name.partition("-")[0] not in known | _SYMBOLS)
    if data is not None:
        faces = [face for family in named if (face := office.fonts.find(family))]
        key = digest(bound.sha, office.fonts.fingerprint, *sorted(named))
        words = "".join(_lines_of(data, office.store))
        lacking = office.store.remember("lacking", key, lambda: missing_characters(words, faces, office.store))
        if not lacking:
            return []
        how = f"別の書体（{strange}）で" if strange else "□などで"
        hint = "字を変えるか、その字のある書体をひな形で使ってください。"
        message = f"書体にない字「{lacking}」を{how}印刷しました。"
        return [warning("HD502", message, place=document.place, quote=document.title, hint=hint, document=document.stem)]
    if not strange:
        return []
    absent = sorted(family for family in named if office.fonts.find(family) is None)
    message = f"この機械にない書体を別の書体（{strange}）で印刷しました。"
    hint = (
        f"ない書体: {'、'.join(absent)}。見た目を確かめるか、PDF で受け取ってください。" if absent else "見た目を確かめてください。"
    )
    return [warning("HD503", message, place=document.place, quote=document.title, hint=hint, document=document.stem)]


def _lines_of(data: bytes, store: Store) -> list[str]:
    return store.remember("lines", digest(data), partial(document_lines, data))


def _named_fonts(document: Document, ready: Ready, store: Store) -> frozenset[str]:
    """Every font that an Office file names, themes included."""
    if document.path is None:
        return frozenset()
    path = document.path

    def find() -> list[str]:
        xml = (content for name, content in read_parts(path.read_bytes()).items() if name.endswith(".xml"))
        tags = {tag for content in xml for tag in _FONTS.findall(content.decode("utf-8", "replace"))}
        return sorted({name for tag in tags for name in _FONT_NAME.findall(tag)})

    return frozenset(store.remember("named-fonts", digest(ready.digests[document.key]), find))


def _documents(parts: tuple[Part, ...], bound: Mapping[str, _Bound], made: Mapping[str, bytes], store: Store) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for part in parts:
        document, item = part.document, bound[part.document.key]
        data = made.get(document.key)
        if data is not None:
            files[f"documents/{document.stem}.docx"] = data
        files[f"documents/{document.stem}.pdf"] = _own_pdf(document, item, store)
        whole = item.chosen == tuple(range(item.pages))
        if data is None and whole and document.path is not None and document.path.suffix.lower() == ".docx":
            data = document.path.read_bytes()
        if data is not None:
            lines = _lines_of(data, store)
        else:
            lines = page_text(page_lines(item.pdf, item.chosen, store, item.sha), document.alt)
        files[f"review/{document.stem}.md"] = review_text(document, lines).encode()
    return files


def _own_pdf(document: Document, item: _Bound, store: Store) -> bytes:
    """A document of the packet on its own: ours and the engine's as they are, a supplied one cleaned."""
    if isinstance(item.pdf, bytes) and item.chosen == tuple(range(item.pages)) and item.facts is not None:
        return item.pdf
    key = digest(item.sha, *(str(page) for page in item.chosen))
    kept = store.get("copy", key)
    if kept is None:
        try:
            kept = supplied_copy(item.pdf, item.chosen)
        except ValueError as problem:
            hint = "作った人に、PDF を作り直してもらってください。"
            message = f"綴じられない PDF です（{problem}）。"
            raise SpecError([error("HD317", message, place=document.place, quote=document.title, hint=hint)]) from problem
        store.put("copy", key, kept)
    return kept


def _entry(part: Part, bound: _Bound, ready: Ready) -> Entry:
    document = part.document
    if document.path is not None:
        root = ready.plan.workspace.root
        source = document.path.resolve().relative_to(root).as_posix()
        return Entry(part, source, ready.digests[document.key], bound.tagged)
    return Entry(part, f"templates/{document.template}.docx", hashlib.sha256(ready.made[document.key]).hexdigest(), bound.tagged)
