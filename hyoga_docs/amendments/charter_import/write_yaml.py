"""A 要綱 that was read, as the charter.yaml that a clerk would write: short forms, and `# 要確認` where something is unclear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hyoga_docs.amendments.charter_import.model import FORM, HEAD, IN_FORM, PREAMBLE
from hyoga_docs.spec.yaml.writer import flow_text, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.amendments.charter_import.model import ReadCharter, ReadProvision, ReadSchedule, ReadSupplement
    from hyoga_docs.spec.yaml.reader import Path_
    from hyoga_docs.text.readers.docx_blocks import WordCell

_FIGURES = re.compile("[0-9０-９]+")
_FULL_BRACKETS = str.maketrans("()", "（）")
_TEXTS = ("heading", "text", "latter", "proviso")


def charter_yaml(charter: ReadCharter, schema: str) -> str:
    """The YAML; each part is told the path at which it stands there."""
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += ["# 読み込んだ要綱。番号は書かない。<id> と書くと、その条や項の今の番号になる。"]
    lines += [f"# {kind}: {entry.raw.strip()}" for kind, entry in charter.remarks if kind in {HEAD, PREAMBLE}]
    lines += [_doubt(each) for each in charter.doubts]
    lines.append(f"title: {scalar(charter.title, flow=False)}")
    if charter.status:
        lines.append(f"status: {scalar(charter.status, flow=False)}")
    lines.append(
        f"effective: {charter.effective}" if charter.effective else "effective:              # 施行日。2019-11-01 の形で書く"
    )
    if charter.form == "articles":
        lines.append("form: articles")
    if charter.history:
        lines += ["history:", *(f"  - {scalar(entry.raw.strip(' 　'), flow=False)}" for entry in charter.history)]
    if charter.preamble:
        lines += ["preamble:", *(f"  - {scalar(entry.text, flow=False)}" for entry in charter.preamble)]
    if charter.contents:
        lines.append("contents: true")
    lines += ["", "sections:", *_parts(charter.sections, ("sections",), 1, parted=True)]
    if charter.supplements:
        lines += ["", "supplementary:", *_supplements(charter.supplements)]
    if charter.schedules:
        lines += ["", "schedules:"]
        for schedule in charter.schedules:
            lines += _schedule(schedule)
    lines += _forms(charter)
    return "\n".join(lines) + "\n"


def _forms(charter: ReadCharter) -> Iterator[str]:
    """様式 and the like as they would be written once each has a template; the line under each is taken for its title."""
    kinds = [kind for kind, _ in charter.remarks]
    if FORM in kinds:
        yield from (
            "",
            "# 様式などは、templates/ にひな形（Word）を作ってから「# 」を消す。document は、そのひな形の名前。",
            "# annexes:",
        )
    for index, (remark, entry) in enumerate(charter.remarks):
        if remark == FORM:
            name = f"form-{kinds[: index + 1].count(FORM)}"
            called, _, relation = entry.raw.strip(" 　\t").translate(_FULL_BRACKETS).partition("（")
            below = charter.remarks[index + 1][1] if kinds[index + 1 : index + 2] == [IN_FORM] else None
            title = below.text if below is not None and below.kind == "plain" else ""
            kind = _FIGURES.sub("１", "".join(called.split()))  # the example by which all of the kind are numbered
            annex = {"id": name, "kind": kind, **({"title": title} if title else {}), "document": name}
            yield f"#   - {flow_text(annex)}" + (f"    # （{relation}" if relation else "")


def _doubt(words: str) -> str:
    return f"# 要確認: {words}"


def _parts(parts: Sequence[ReadProvision], path: Path_, depth: int, *, parted: bool = False) -> Iterator[str]:
    """The items of a list of parts; `parted` puts an empty line between them."""
    for index, part in enumerate(parts):
        if parted and index:
            yield ""
        part.path = (*path, index)
        yield from _part(part, depth)


def _part(part: ReadProvision, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield from (indent + _doubt(each) for each in part.doubts)
    branch = True if part.branch == 1 else part.branch
    words = [(key, getattr(part, key)) for key in ("id", *_TEXTS)]
    pairs: list[tuple[str, Any]] = [(key, value) for key, value in (words[0], ("branch", branch), *words[1:]) if value]
    lists = [(key, values) for key in ("body", "bullets") if (values := getattr(part, key))]
    groups = [(key, parts) for key in ("items", "paragraphs", "sections") if (parts := getattr(part, key))]
    if [key for key, _ in pairs] == ["text"] and not lists and not groups:
        yield f"{indent}- {scalar(part.text, flow=False)}"
        return
    lead = f"{indent}- "
    for key, value in pairs:
        yield f"{lead}{key}: {scalar(value, flow=False)}"
        lead = f"{indent}  "
    for key, values in lists:
        yield f"{lead}{key}:"
        yield from (f"{indent}    - {scalar(value, flow=False)}" for value in values)
    for key, parts in groups:
        yield f"{lead}{key}:"
        yield from _parts(parts, (*part.path, key), depth + 2, parted=key == "sections")


def _supplements(supplements: Sequence[ReadSupplement]) -> Iterator[str]:
    for index, supplement in enumerate(supplements):
        path = ("supplementary", index)
        yield from (f"  {_doubt(words)}" for words in supplement.doubts)
        pairs = [("source", supplement.label), ("effective", supplement.effective)]
        written = [f"{key}: {scalar(value, flow=False)}" for key, value in pairs if value]
        plain = all(not (part.heading or part.items or part.doubts) for part in supplement.paragraphs)
        if plain and len(supplement.paragraphs) == 1:
            supplement.paragraphs[0].path = path
            if not written:
                yield f"  - {scalar(supplement.paragraphs[0].text, flow=False)}"
                continue
            written.append(f"text: {scalar(supplement.paragraphs[0].text, flow=False)}")
        yield from (("  - " if not number else "    ") + line for number, line in enumerate(written))
        if not (plain and len(supplement.paragraphs) == 1):
            yield ("    " if written else "  - ") + "paragraphs:"
            yield from _parts(supplement.paragraphs, (*path, "paragraphs"), 3)


def _schedule(schedule: ReadSchedule) -> Iterator[str]:
    yield from (f"  {_doubt(words)}" for words in schedule.doubts)
    yield f"  - id: {schedule.id}"
    if schedule.title:
        yield f"    title: {scalar(schedule.title, flow=False)}"
    if schedule.provisions:
        yield f"    provisions: {flow_text(schedule.provisions)}"
    if len(schedule.values) > 1:
        yield f"    branch: {'true' if len(schedule.values) == 2 else len(schedule.values) - 1}"
    if schedule.heads:
        yield f"    columns: {flow_text(_headings(schedule.rows[: schedule.heads]))}"
    yield "    rows:"
    for row in schedule.rows[schedule.heads :]:
        yield f"      - {flow_text([_cell(cell) for cell in row])}"
    if schedule.notes:
        yield "    notes:"
        yield from (f"      - {scalar(note, flow=False)}" for note in schedule.notes)


def _headings(rows: Sequence[tuple[WordCell, ...]]) -> list[Any]:
    """The headings of columns; those of a second row stand under the cells of the first that leave them room."""
    made: list[Any] = []
    below = list(rows[1]) if len(rows) > 1 else []
    for cell in rows[0]:
        title, under, room = cell.text, [], cell.across
        while cell.down < len(rows) and below and room > 0:
            under.append(below.pop(0))
            room -= under[-1].across
        if under:
            made.append({"title": title, "columns": _headings([tuple(under)])})
        else:
            made.append({"title": title, "across": cell.across} if cell.across > 1 else title)
    return made


def _cell(cell: WordCell) -> Any:
    if cell.down == 1 and cell.across == 1:
        return cell.text
    spans = {key: value for key, value in (("down", cell.down), ("across", cell.across)) if value > 1}
    return {**({"text": cell.text} if cell.text else {}), **spans}
