"""Fills a template: in Jinja's sandbox, with every unknown field found at once, to bytes that repeat."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from hyoga_docs.core.limits import TooLongError
from hyoga_docs.core.problem import Problem, SpecError, error, nearest
from hyoga_docs.core.unforeseen import said
from hyoga_docs.text.ooxml.package import read_parts, write_parts
from hyoga_docs.word.column_widths import fit_tables
from hyoga_docs.word.comparison_members import lay_out_members
from hyoga_docs.word.comparison_rows import keep_rows
from hyoga_docs.word.emptied_places import mend_emptied_places
from hyoga_docs.word.hanging import hang_titles, pull_in_places
from hyoga_docs.word.label_frame import place_label
from hyoga_docs.word.links import apply_links
from hyoga_docs.word.list_restarts import start_lists_anew
from hyoga_docs.word.marked_text import END, MIDDLE
from hyoga_docs.word.right_margin import set_at_right_margin
from hyoga_docs.word.roster_widths import fit_rosters, roster_tables
from hyoga_docs.word.schedule_tables import lay_out_schedules
from hyoga_docs.word.seating_table import lay_out_seating
from hyoga_docs.word.template_environment import FAILURES, TemplateEnvironment, UnknownFields
from hyoga_docs.word.template_step import template_step
from hyoga_docs.word.wide_tables import part_tables, turn_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

    from hyoga_docs.word.template import DocumentProperties, Template
    from hyoga_docs.word.template_context import Context

_STAMP = dt.datetime(1980, 1, 1)  # noqa: DTZ001  Word's dates are written without a zone


class _DocxtplTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl is untyped
    """docxtpl's template, whose notes are all filled, each once, and whose properties are ours to set and are not filled in.

    `source` is the part that was filled last, as Jinja sees it, and `part` its name.
    """

    source = part = ""

    def render_xml_part(self, src_xml: str, part: Part, context: Context, jinja_env: TemplateEnvironment | None = None) -> str:
        """Fills a part, a line for each paragraph."""
        self.part = str(part.partname).lstrip("/")
        self.source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        filled: str = super().render_xml_part(src_xml, part, context, jinja_env)
        return filled

    def paragraph_of(self, problem: BaseException) -> str | None:
        """The paragraph at which Jinja stopped."""
        line = _template_line(problem)
        lines = self.source.split("\n")
        return re.sub(r"<[^>]*>", "", lines[line - 1]).strip() or None if line is not None and 0 < line <= len(lines) else None

    def render_footnotes(self, context: Context, jinja_env: TemplateEnvironment | None = None) -> None:
        """Fills footnotes and endnotes as headers are filled."""
        for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            for key, xml in self.build_headers_footers_xml(context, kind, jinja_env):
                self.map_headers_footers_xml(key, xml)

    def render_properties(self, context: Context, jinja_env: TemplateEnvironment | None = None) -> None:
        """Does nothing; see `_set_properties`."""


def render(template: Template, context: Context, properties: DocumentProperties, resolve: Callable[[str], str]) -> bytes:
    """The filled Word document.

    `resolve` says where a link's target lies (see `links.apply_links`). Raises SpecError for the template's mistakes.
    """
    filled = _DocxtplTemplate(io.BytesIO(template.data))
    with template_step(template.place, template.limit, filled.paragraph_of):
        return _render(filled, template, context, properties, resolve)


def _render(
    filled: _DocxtplTemplate, template: Template, context: Context, properties: DocumentProperties, resolve: Callable[[str], str]
) -> bytes:
    unknown = UnknownFields()
    try:
        filled.render(context, TemplateEnvironment(unknown.undefined()))
    except etree.XMLSyntaxError as problem:
        message = f"差し込んだ文字（「|safe」など）のために、部品「{filled.part}」が Word で読めなくなりました。"
        raise SpecError([error("HD406", message, place=template.place, quote=filled.part)]) from problem
    except (TemplateError, *FAILURES) as problem:
        raise SpecError([_template_problem(template, problem, filled.paragraph_of(problem))]) from problem
    if unknown.names:
        raise SpecError([_unknown_field(template, name, near, context) for name, near in unknown.names.items()])
    document: WordDocument = filled.docx
    if not _whole(template, document):
        raise SpecError(
            [error("HD406", "文書の終わりが失われました（差し込んだ文字が長すぎるか、Word で使えません）。", place=template.place)]
        )
    start_lists_anew(document)
    lay_out_schedules(document, (context.get("charter") or context.get("comparison") or {}).get("schedules") or ())
    lay_out_seating(document, context.get("seating") or {})
    apply_links(document, resolve)
    hang_titles(document)
    pull_in_places(document)
    set_at_right_margin(document)
    _lay_out_table(document, context.get("table") or {})
    keep_rows(document)
    if stamp := context.get("document", {}).get("stamp"):
        place_label(document, stamp)
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            mend_emptied_places(part.element)
    rosters: list[tuple[list[BaseOxmlElement], list[str]]] = []  # each table once, though both lists have as many columns
    for kinds in [kinds for each in ("attendance", "roster") if (kinds := context.get(each, {}).get("kinds"))]:
        taken = [table for tables, _ in rosters for table in tables]
        rosters.append(([table for table in roster_tables(document, kinds) if table not in taken], kinds))
    lay_out_members(document, (context.get("comparison") or {}).get("roster") or {})
    fit_tables(document)
    for tables, kinds in rosters:
        fit_rosters(document, tables, kinds)
    _put_merges_in_order(document)
    _set_properties(document, properties)
    out = io.BytesIO()
    document.save(out)
    return write_parts(read_parts(out.getvalue()))


def _lay_out_table(document: WordDocument, table: Context) -> None:
    """Lays out the table of a csv as it was planned."""
    if table.get("landscape"):
        turn_pages(document)
    part_tables(document, table.get("parts") or ())


def _unknown_field(template: Template, name: str, near: str | None, context: Context) -> Problem:
    near = near or nearest(name, context)
    hint = f"「{near}」の誤りではありませんか。" if near else "使える名前は templates/README.md にあります。"
    return error("HD407", f"知らない名前「{name}」です。", place=template.place, quote=template.paragraph_with(name), hint=hint)


def _template_problem(template: Template, problem: Exception, quote: str | None) -> Problem:
    words = said(problem) if isinstance(problem, RecursionError) else _in_japanese(str(getattr(problem, "msg", problem)))
    hint = "templates/README.md の例と比べてください。"
    return error("HD405", f"ひな形の式を計算できません（{words}）。", place=template.place, quote=quote, hint=hint)


#: What Jinja says of a formula, in Japanese.
_SAID = (
    (r"expected token 'end of statement block', got '='", "等しいかは「=」でなく「==」で比べます"),
    (r"expected token 'end of print statement', got '(.*)'", "「{0}」の前の「.」が抜けているか、余分な文字があります"),
    (r"Encountered unknown tag '(.*?)'.*", "「{0}」という記号はありません"),
    (r"unexpected char '(.*)' at \d+", "使えない文字「{0}」があります"),
    (r"'(.*)' is undefined", "「{0}」という名前はありません。名前の中の「_」を「-」にしていませんか"),
    (r"expected token '(.*)', got '(.*)'", "「{1}」の前に「{0}」が要るか、括弧の数が違います"),
)


def _in_japanese(words: str) -> str:
    for pattern, japanese in _SAID:
        if found := re.fullmatch(pattern, words, re.DOTALL):
            return japanese.format(*found.groups())
    return words


def _template_line(problem: BaseException) -> int | None:
    """The line of the template at which something was raised, or at which the time was up."""
    line: int | None = getattr(problem, "lineno", None) if isinstance(problem, TemplateError) else None
    trace = (problem.__context__ or problem).__traceback__ if isinstance(problem, TooLongError) else problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            compiled = trace.tb_frame.f_globals.get("__jinja_template__")  # where Jinja has not named its own line already
            line = compiled.get_corresponding_lineno(trace.tb_lineno) if compiled is not None else trace.tb_lineno
        trace = trace.tb_next
    return line


def _whole(template: Template, document: WordDocument) -> bool:
    """Whether the end of the template arrived; XML that Word cannot hold is cut off silently on the way."""
    body = document.element.body
    ends = b"<w:sectPr" not in template.data and len(body) > 0 and body[-1].tag == qn("w:sectPr")
    text = "".join(t.text or "" for t in body.iter(qn("w:t")))
    return (ends or body.find(qn("w:sectPr")) is not None) and text.count(MIDDLE) == text.count(END)


def _put_merges_in_order(document: WordDocument) -> None:
    """docxtpl writes vMerge last and gridSpan first in a cell's properties; the standard has an order for them."""
    for properties in document.element.body.iter(qn("w:tcPr")):
        for name, insert in (("w:vMerge", properties._insert_vMerge), ("w:gridSpan", properties._insert_gridSpan)):
            merge = properties.find(qn(name))
            if merge is not None:
                properties.remove(merge)
                insert(merge)  # python-docx's own knowledge of the order


def _set_properties(document: WordDocument, properties: DocumentProperties) -> None:
    core = document.core_properties
    core.title, core.author, core.language = properties.title[:255], properties.author[:255], "ja-JP"
    core.last_modified_by, core.revision = "", 1
    core.created = core.modified = dt.datetime.combine(properties.date, dt.time())
    core.last_printed = _STAMP
    styles = document.styles.element
    for latent in styles.findall(qn("w:latentStyles")):
        styles.remove(latent)
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), "ja-JP")
        lang.set(qn("w:eastAsia"), "ja-JP")
