"""The packets of a build: that of the members, and beside it the public one, with the same numbers on its pages where they fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.check.confidential import check_public_papers
from hyoga_docs.core.files import file_digest
from hyoga_docs.core.problem import Problem, note
from hyoga_docs.pdf.binding.bind import BindOptions, PacketPart
from hyoga_docs.pipeline.assemble import all_bound, bind_and_prove, bind_options, make_packet
from hyoga_docs.pipeline.manifest import PublicRecord
from hyoga_docs.pipeline.output_record import PUBLIC_FILE
from hyoga_docs.plan.page_layout import lay_out, total_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hyoga_docs.pipeline.assemble import BuiltPacket, PaperPdf
    from hyoga_docs.pipeline.convert import ConvertedDocuments
    from hyoga_docs.pipeline.prepare import PreparedMeeting
    from hyoga_docs.plan.model import Document, Plan
    from hyoga_docs.plan.page_layout import PlacedDocument
    from hyoga_docs.programs.libreoffice.convert import Office


@dataclass(frozen=True)
class PublicPacket:
    """The bound public edition: what is recorded of it, what was found, and of which parts it was bound, and how.

    `marked` has what was found of papers that say of themselves that they are not for everybody.
    """

    record: PublicRecord
    problems: tuple[Problem, ...]
    marked: tuple[Problem, ...]
    parts: tuple[PacketPart, ...]
    options: BindOptions


def make_packets(
    editions: Sequence[PreparedMeeting],
    converted: Sequence[ConvertedDocuments],
    office: Office,
    folder: Path,
    *,
    archival: bool,
) -> BuiltPacket:
    """Binds the members' packet into `folder`, and the public edition beside it where that is the second. Raises SpecError."""
    if len(editions) == 1:
        return make_packet(editions[0], converted[0], office, folder, archival=archival)
    from hyoga_docs.pipeline.public_proof import gather_secrets, prove_public  # noqa: PLC0415  heavy, and most builds make one

    public = make_public(editions, converted, office, folder, archival=archival)
    secrets = gather_secrets(editions[0], converted[0], office.cache, editions[1].templates.values())
    prove_public({PUBLIC_FILE: folder / PUBLIC_FILE}, secrets)
    packet = make_packet(editions[0], converted[0], office, folder, archival=archival, public=public.record)
    known = {(problem.code, problem.place) for problem in packet.problems}
    told = (problem for problem in public.problems if (problem.code, problem.place) not in known)
    files = {**packet.files, PUBLIC_FILE: folder / PUBLIC_FILE}
    return replace(packet, files=files, problems=(*packet.problems, *told), public_pages=public.record.pages)


def make_public(
    editions: Sequence[PreparedMeeting],
    converted: Sequence[ConvertedDocuments],
    office: Office,
    folder: Path,
    *,
    archival: bool,
) -> PublicPacket:
    """Binds the public edition, the second of two, into `folder`. Raises SpecError."""
    members, public = editions
    bound_whole, bound = (all_bound(*each) for each in zip(editions, converted, strict=True))
    whole, placed = _placed(members.plan.documents, bound_whole), _placed(public.plan.documents, bound)
    numbered = _numbered(placed, bound, whole, bound_whole)
    usual, of = bind_options(public, converted[1], office), total_pages(whole) if numbered else 0
    options = replace(usual, title=f"{usual.title}（公開版）", archival=archival, of=of)
    path = folder / PUBLIC_FILE
    found = bind_and_prove(public, numbered or placed, bound, options, path, office.cache)
    record = PublicRecord(file_digest(path), total_pages(placed), found.accessible, tuple(_withheld(members.plan)))
    parts = [PacketPart(each, bound[each.document.key].pdf, bound[each.document.key].taken) for each in numbered or placed]
    marked = check_public_papers(members.plan, {key: paper.taken for key, paper in bound.items()})
    problems = [*public.problems, *found.problems, *marked, *([] if numbered else [_other_numbers(placed, whole)])]
    return PublicPacket(record, tuple(problems), tuple(marked), tuple(parts), options)


def _placed(documents: Sequence[Document], bound: Mapping[str, PaperPdf]) -> tuple[PlacedDocument, ...]:
    return lay_out(documents, [bound[document.key].taken.pages for document in documents])


def _numbered(
    placed: Sequence[PlacedDocument], bound: Mapping[str, PaperPdf], whole: Sequence[PlacedDocument], old: Mapping[str, PaperPdf]
) -> tuple[PlacedDocument, ...] | None:
    """The documents with every page numbered as in the whole packet; None where one of them has more pages than there."""
    first = {each.document.key: each.first_page for each in whole}
    if any(each.pages > old[each.document.key].taken.pages for each in placed):
        return None

    def numbers(each: PlacedDocument) -> tuple[int, ...]:
        key = each.document.key
        in_part = each.document.path is not None  # some of its pages, or all: where does each lie among those of the whole?
        pages = [old[key].taken.chosen.index(page) for page in bound[key].taken.chosen] if in_part else range(each.pages)
        return tuple(first[key] + page for page in pages)

    return tuple(replace(each, numbers=numbers(each)) for each in placed)


def _other_numbers(placed: Sequence[PlacedDocument], whole: Sequence[PlacedDocument]) -> Problem:
    """Why the pages are not numbered as those of the members' packet."""
    pages = {each.document.key: each.pages for each in whole}
    longer = next(each for each in placed if each.pages > pages[each.document.key])
    message = "公開用の冊子では、構成員用よりページの多い文書があるので、ページ番号を初めから数え直しました。"
    hint = "「12ページ」と言うときは、傍聴者には資料番号で伝えてください。"
    return note("HD618", message, place=longer.document.place, quote=longer.document.name, hint=hint)


def _withheld(plan: Plan) -> list[str]:
    """What the public edition does not hold, as the members' packet calls it."""
    found = []
    for document in plan.documents:
        name, pages = document.full_label or document.title, document.publication.pages
        if not document.public and not document.continues:
            found.append(name)
        elif pages and document.file:
            found.append(f"{name}（{pages}ページ）")
    return found
