"""Templates and workbooks made wrong on purpose, where their own code reads them: tags and loops, cells, references and merges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mutate import change_part, changed_xml, lying, packed, unpacked
from mutate_texts import listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_TAG = re.compile(rb"\{[{%].{0,300}?[}%]\}", re.DOTALL)
#: Tags that templates may hold, and those that nobody should.
_TAGS = tuple(
    value.encode()
    for value in (
        *listed(
            """
{{ title }}¦{{ nothing.at.all }}¦{{ roster }}¦{{ agenda[0] }}¦{{ agenda[99] }}¦{{ self }}¦{{ loop.index }}¦{{¦}}¦{% if a %}¦
{% endif %}¦{% else %}¦{% for a in agenda %}¦{% endfor %}¦{%p for a in agenda %}¦{%p endfor %}¦{%tr x %}¦
{%tc for a in agenda %}¦{%tr for a in agenda %}¦{%tr endfor %}¦{%r if 1 %}¦{% raw %}¦{% endraw %}¦{#¦#}¦{% raw¦{_¦
{{ ''.__class__.__mro__ }}¦{{ title.__init__ }}¦{% include 'x' %}¦{% import 'x' as y %}¦{% extends 'x' %}¦{{ config }}¦
{% for a in range(10**9) %}x{% endfor %}¦{{ range(99999)|list }}¦{{ 'x' * 10**9 }}¦{{ 10**10**10 }}¦{{ 'x'|center(10**9) }}¦
{{ '%999999999d'|format(1) }}¦{{ '{:>999999999}'.format(1) }}¦{{ lipsum(n=100000) }}¦{{ [1]|batch(10**9)|list }}¦
{{ cycler(1) }}¦{% for a in agenda recursive %}{{ loop(agenda) }}{% endfor %}¦
{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}¦{% set x = namespace() %}¦
{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}¦{{ title|replace('', title*999) }}¦{{ 1/0 }}¦
{{ -x }}¦{{ dict(a=1)|xmlattr }}¦{{ title|map('upper')|list }}¦{{ joiner() }}¦{% cellbg 'x' %}¦{% colspan 999999 %}¦{% vm %}¦
{% hm %}¦{{ '(' * 500 }}¦{{ '\\x1b' }}¦{{ '\\0\\ud800' }}¦{{ '<w:p/>'|safe }}¦{{ '\ufdd0\ufdd1\ue000\ue001' }}¦
{% for a, b in title %}{% endfor %}¦{{ title.items() }}
    """
        ),
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{{ " + "-" * 3000 + "1 }}",
        "{% if 1 %}" * 60 + "{% endif %}" * 60,
    )
)
_CELLS = tuple(
    value.encode()
    for value in listed(
        """
r="A1"¦r="A0"¦r="XFD1048576"¦r="ZZZZZZ9"¦r=""¦r="a1"¦r="1A"¦r="A99999999999"¦r="-1"¦r="1048576"¦r="A1:B2"¦t="s"¦t="b"¦t="e"¦
t="d"¦t="n"¦t="str"¦t="inlineStr"¦t="?"¦s="9999"¦s="-1"¦ref="A1:XFD1048576"¦ref="A1"¦ref="B2:A1"¦ref=""¦ref="A:A"¦
sheetId="-1"¦numFmtId="14"¦numFmtId="99999"¦count="4294967295"¦min="0" max="99999999"¦r:id="rId9"¦hidden="1"¦
Target="../../x"¦Target=""¦Target="worksheets/sheet1.xml" TargetMode="External"¦date1904="1"
    """
    )
)
_WORDS = tuple(
    value.encode()
    for value in (
        *listed(
            """
見本県見本課¦会長¦委員¦2024/4/1¦令和6年4月1日¦R6.4.1¦45383¦45383.5¦-1¦1e400¦＝１＋１¦=1+1¦+a¦-a¦@a¦a: b # c¦- a¦'a¦"a¦&amp;a *a¦a/b¦<id>¦
&#x9;a¦a&#xA;b¦_x001B_[31m¦\u202eab\u2066¦\u3000¦髙﨑¦葛󠄀城¦か\u3099¦null¦~¦true¦{{ a }}¦０¦①¦🏳\u200d🌈
            """.replace("<id>", "&lt;id&gt;")
        ),
        "漢" * 5000,
    )
)
_SHEET_XML = tuple(
    value.encode()
    for value in (
        *listed(
            """
<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>¦<row/>¦<c/>¦<c><v/></c>¦<c t="s"><v>-1</v></c>¦
<c t="s"><v>99999</v></c>¦<c t="inlineStr"><is><t>&#x1b;[31m</t></is></c>¦<c t="inlineStr"><is><t>=1+1</t></is></c>¦
<c t="d"><v>2019-02-30</v></c>¦<f>1+1</f>¦<c t="inlineStr"><is><t>\u202e</t></is></c>¦<c t="n"><v>1e400</v></c>¦
<c t="n"><v>-99999999</v></c>¦<c t="n"><v>2958466</v></c>¦<v>x</v>¦<mergeCell ref="A1:XFD1048576"/>¦<mergeCell ref="A1:B9"/>¦
<mergeCell ref="B2:C3"/>¦<mergeCell ref="x"/>¦<sheetData/>¦<si/>¦<col min="1" max="16384" hidden="1"/>¦
<dimension ref="A1:XFD1048576"/>¦<f t="shared" ref="A1:XFD1048576" si="0">A1</f>¦<f>A1</f>¦
<definedName name="_xlnm.Print_Area">#REF!</definedName>¦<sheet name="a" sheetId="9" r:id="rId1"/>¦<autoFilter ref="A1:A9"/>¦
<conditionalFormatting/>¦<dataValidation sqref="A1:XFD1048576"/>¦<is><r><rPh/></r></is>¦<extLst/>¦&#0;
    """
        ),
        "<si><t>" + "漢" * 40_000 + "</t></si>",
    )
)


def mutated_template(data: bytes, rng: Random) -> bytes:
    """A template with some of its tags, parts or XML made wrong."""
    return _mutated(data, rng, r"document|header|footer|notes|styles", _changed_tags)


def mutated_workbook(data: bytes, rng: Random) -> bytes:
    """A workbook with some of its cells, references, merges, parts or XML made wrong."""
    return _mutated(data, rng, r"sheet|sharedStrings|styles|workbook", _changed_cells)


def _mutated(data: bytes, rng: Random, likely: str, change: Callable[[bytes, Random], bytes]) -> bytes:
    parts = unpacked(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        if not parts:
            break
        if rng.random() < 0.25:
            change_part(parts, rng)
            continue
        places = [at for at, (name, _) in enumerate(parts) if re.search(likely, name)] or range(len(parts))
        at = rng.choice(places)
        name, content = parts[at]
        parts[at] = (name, changed_xml(content, rng) if rng.random() < 0.2 else change(content, rng))
    made = packed(parts, rng)
    return lying(made, rng) if rng.random() < 0.05 else made


def _changed_tags(content: bytes, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 5))):
        spans = [found.span() for found in _TAG.finditer(content)] or [(end, end) for end in _ends(content)]
        if not spans:
            return content
        start, end = rng.choice(spans)
        other_start, other_end = rng.choice(spans)
        new = rng.choice(
            (
                b"",
                content[start:end] * rng.choice((2, 2000)),
                content[other_start:other_end],
                rng.choice(_TAGS),
                rng.choice(_TAGS),
                rng.choice(_TAGS) + content[start:end],
                content[start : (start + end) // 2] + b"</w:t></w:r><w:r><w:t>" + content[(start + end) // 2 : end],
                re.sub(rb"\w+", lambda found: rng.choice((found[0], b"title", b"agenda", b"in", b"for")), content[start:end]),
            )
        )
        content = content[:start] + new + content[end:]
    return content


def _ends(content: bytes) -> list[int]:
    return [found.start() for found in re.finditer(rb"</w:t>", content)]


#: What is changed in a part of a workbook: an attribute, a cell, what stands in it, a row, a tag.
_PLACES = (rb'[\w:]+="[^"]*"', rb"<c [^>]*?(?:/>|>.*?</c>)", rb"<(v|t|f)\b[^>]*>[^<]*</\1>", rb"<row [^>]*>.*?</row>", rb"<[^<>]+>")


def _changed_cells(content: bytes, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 2, 5))):
        kind = rng.choices(range(len(_PLACES)), (6, 5, 8, 3, 1))[0]
        spans = [found.span() for found in re.finditer(_PLACES[kind], content, re.DOTALL)]
        if not spans:
            continue
        start, end = rng.choice(spans)
        old = content[start:end]
        other_start, other_end = rng.choice(spans)
        changes = [
            b"",
            old * rng.choice((2, 2, 3000)),
            content[other_start:other_end],
            _other_words(old, rng),
            _other_words(old, rng),
        ]
        changes += [rng.choice(_CELLS)] * 3 if kind == 0 else [old + rng.choice(_SHEET_XML)]
        content = content[:start] + rng.choice(changes[2:] if kind == 0 else changes) + content[end:]
    return content


def _other_words(element: bytes, rng: Random) -> bytes:
    """An element with other words in it, of those that people write and of those that nobody should."""
    return re.sub(rb">[^<]+<", lambda _: b">" + rng.choice(_WORDS) + b"<", element)
