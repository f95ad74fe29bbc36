"""YAML, charters, manifests and reviews made wrong on purpose: lines, keys, values, indentation and bytes, the same way for the same seed."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


def listed(text: str) -> list[str]:
    """The texts between the bars, each without the blanks and line ends around it."""
    return [piece.strip(" \n") for piece in text.split("¦")]


def listed_bytes(text: str) -> list[bytes]:
    """The same as bytes; a character below U+0100 is a byte."""
    return [piece.encode("latin-1") for piece in listed(text)]


_BOMB = "[" + ", ".join(f"&a{level} [{', '.join([f'*a{level - 1}'] * 9) if level else 'x'}]" for level in range(9)) + "]"
#: What may stand where a value stands.
_VALUES = (
    *listed(
        """
~¦null¦true¦no¦[]¦{}¦[[]]¦{a: 1}¦- a¦0¦-1¦1e400¦.nan¦.inf¦0x1F¦0o17¦1_000¦1:2:3¦2019-02-30¦0000-00-00¦9999-12-31¦
2019-10-31T10:00:00Z¦25:00-24:60¦1-1000000000¦'unclosed¦"unclosed¦[unclosed¦{unclosed¦*nowhere¦&a¦&a *a¦
!!python/object:os.system x¦!!binary ////¦!!set {a}¦!!omap [a: 1]¦!x y¦<<: *a¦|\n  text¦%x¦@x¦`x`¦? a¦: a¦# only a remark¦
"\\x1b[31m\\x07"¦"\\u202e\\u2066"¦"\\0"¦"\\ud800"¦"\\r\\n"¦𠮷👨\u200d👩\u200d👧¦が¦＝１＋１¦=1+1¦+a¦@a¦
../../outside/notes.txt¦/etc/passwd¦/dev/zero¦con.pdf¦a/../b.pdf¦.¦..¦<id>¦<a><b>¦{{ 1 }}¦{% x %}
    """
    ),
    "",
    "9" * 400,
    "9" * 5000,
    ">-\n\n",
    _BOMB,
    "\u2028",
    "\x85",
    "［" * 3000,
    "（" * 40_000,
    "漢" * 100_000,
    "a " * 50_000,
    "[" * 3000 + "]" * 3000,
    "{a: " * 1000 + "1" + "}" * 1000,
)
_LINES = (
    *listed(
        """
---¦...¦%YAML 1.1¦%TAG ! x¦- a¦a: 1¦? [a]¦<<: {a: 1}¦&a a: *a¦\ufeff¦\x00¦\x1b[2J¦name: a\nname: b¦ok: [HD271, HD999, 1]¦
id: a¦until: 2000-01-01¦since: 3000-01-01¦numbering: １¦pages: 1-3,,7-2
    """
    ),
    "\t- a",
    "\r",
    "　a: 1",
)
_KEYS = [
    "id",
    "name",
    "title",
    "text",
    "since",
    "until",
    "file",
    "pages",
    "item",
    "items",
    "papers",
    "document",
    "numbering",
    "members",
    "categories",
    "ok",
    "style",
    "section",
]
#: Lines that a charter may hold, and those that no charter should.
_PROVISIONS = (
    *listed(
        """
第１条¦第９９９９９条¦第一条の二の三¦第０条　零¦（趣旨）¦（¦２　次の各号¦（１）ア¦（１）¦一¦イ¦㊿　多い¦附　則¦附則¦別表第１（第３条関係）¦別表¦
様式第１号¦第１章　総則¦目次¦この要綱は、令和99年99月99日から施行する。¦前条第２項第３号ア¦同条ただし書¦第３条から第１条まで¦
<effective>¦<id>¦<a:full>の者¦{{ a }}¦a: b # c¦- a¦改正　平成¦昭和¦○¦・¦１¦１　¦委員\t会長\t副会長¦委員　　　　会長　　　　副会長¦\u202e¦\x1b[31m¦\x00¦
\ufeff¦か\u3099
        """
    ),
    "",
    "（" * 20_000,
    "第１条" * 5000,
    "第" * 20_000,
    "漢" * 200_000,
    "　" * 50_000,
    "\t" * 5000,
)
#: How a sender may call a file.
ODD_NAMES = listed(
    """
資料¦資料１¦資料１－１【最終版】第一の件について¦【差替え】資料２_v2¦(2)¦資料　¦か\u3099いよう¦..¦-x¦--yes¦$(id)¦a;b¦&amp;¦{{ a }}¦<id>¦
a: b # c¦'¦"¦[¦# x¦~$資料¦CON¦資料１.docx¦令和６年度\u3000予算\u202eA&B¦①_②_③¦第99999999999999999999回¦👨\u200d👩\u200d👧¦\x1b[31m¦
%s%n¦資料９９９９９－９９９９９－９９９¦参考資料１別添２¦null¦true¦1e400¦長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長
    """
)
_MARKDOWN = (
    *listed(
        """
| a | b |¦```¦<!-- p. 3 -->¦<script>alert(1)</script>¦\x1b[31m¦\u202e¦\x00¦p. 99999999999999999999¦[a](javascript:1)
    """
    ),
    "",
    "# ",
    "#" * 3000,
    "|" * 20_000,
    "| " + "漢 | " * 20_000,
    "- " * 5000,
    "漢" * 200_000,
    " " * 500_000,
    "（" * 100_000,
    "\r",
)
_JSON: tuple[Any, ...] = (
    *listed(
        """
../../../outside/notes.txt¦/etc/passwd¦\x1b[31m\u202e¦\x00¦\ud800¦documents/../../x.pdf¦<b>¦CON
    """
    ),
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "a" * 300_000,
    [],
    {},
    [[]],
    {"a": {}},
    ["a"] * 10_000,
    "9" * 5000,
)


def mutated_yaml(data: bytes, rng: Random) -> bytes:
    """A YAML file with a few lines, keys, values or bytes of it made wrong."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(rng.choice((1, 1, 2, 4, 10))):
        rng.choice((_value, _value, _value, _key, _indent, _drop, _double, _swap, _insert))(lines, rng)
    return _bytes("\n".join(lines), rng)


def _bytes(text: str, rng: Random) -> bytes:
    """The text as bytes, mostly UTF-8 and unspoilt."""
    if rng.random() < 0.06:
        return text.encode(rng.choice(("utf-16", "utf-8-sig", "cp932", "utf-32", "latin-1")), "replace")
    made = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(rng.choice((0, 0, 0, 0, 1, 5))):
        if made:
            at = rng.randrange(len(made))
            made[at : at + rng.choice((0, 1, 30))] = rng.choice(
                (b"", b"\xff", b"\0", b"\x80", b"\t", b"\r", b":", b"'", b"\n", b"\xed\xa0\x80")
            )
    return bytes(made)


def _value(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    lines[at] = re.sub(
        r"((?:^|[\s{,])[\w-]+:|^\s*-)(\s.*|$)", lambda found: f"{found[1]} {rng.choice(_VALUES)}", lines[at], count=1
    )


def _key(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    other = rng.choice((*_KEYS, rng.choice(_VALUES)))
    lines[at] = re.sub(r"[\w-]{1,40}(?=:)", lambda _: other, lines[at], count=1)


def _indent(lines: list[str], rng: Random) -> None:
    at, by = rng.randrange(len(lines)), rng.choice((-2, -1, 1, 2, 40, 2000))
    for place in range(at, min(at + rng.choice((1, 3, 20)), len(lines))):
        lines[place] = " " * by + lines[place] if by > 0 else lines[place].removeprefix(" " * -by)


def _drop(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    del lines[at : at + rng.choice((1, 1, 3, 20))]
    lines.append("")


def _double(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    lines[at:at] = lines[at : at + rng.choice((1, 3, 10))] * rng.choice((1, 2, 300))


def _swap(lines: list[str], rng: Random) -> None:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _insert(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    indent = re.match(" *", lines[at])
    lines.insert(at, (indent[0] if indent else "") + rng.choice((*_LINES, rng.choice(_VALUES))))


def mutated_regulation(sources: Sequence[bytes], rng: Random) -> bytes:
    """The text of a charter, or of two, with lines of it made wrong."""
    lines = [line for data in rng.sample(sources, rng.choice((1, 1, 2))) for line in data.decode("utf-8").split("\n")]
    for _ in range(rng.choice((1, 2, 5, 20))):
        rng.choice((_drop, _double, _swap, _provision, _provision))(lines, rng)
    return _bytes("\n".join(lines), rng)


def _provision(lines: list[str], rng: Random) -> None:
    """Something in a line that a line of a charter may be, or should not."""
    at = rng.randrange(len(lines))
    cut = rng.choice((0, 0, rng.randrange(len(lines[at]) + 1)))
    lines[at] = lines[at][:cut] + rng.choice(_PROVISIONS) + lines[at][cut:]


def mutated_json(data: bytes, rng: Random) -> bytes:
    """A JSON file with some of its values made wrong, or its bytes."""
    held = json.loads(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        owner, key = _owner(held, rng)
        change = rng.randrange(4)
        if change == 0:
            del owner[key]
        elif change == 1 and isinstance(owner, list):
            owner += copy.deepcopy(owner[:1]) * rng.choice((1, 1000))
        else:
            owner[key] = copy.deepcopy(rng.choice((*_JSON, held.get("documents"))))
        if not held:
            break
    text = json.dumps(held, ensure_ascii=rng.random() < 0.5)
    wild = rng.random()
    if wild < 0.05:
        text = rng.choice(('{"a":' * 100_000, "[" * 100_000, "[1]", "null", "", "9" * 5000, f'{{"meeting": {"9" * 5000}}}'))
    elif wild < 0.1:
        text = re.sub(r"\d+", lambda found: rng.choice(("9" * 5000, "NaN", "-Infinity", "1e999", found[0])), text)
    return _bytes(text, rng)


def _owner(held: Any, rng: Random) -> tuple[Any, Any]:
    """A place in it, anywhere."""
    while True:
        key = rng.choice(list(held)) if isinstance(held, dict) else rng.randrange(len(held))
        inner = held[key]
        if not isinstance(inner, (dict, list)) or not inner or rng.random() < 0.2:
            return held, key
        held = inner


def mutated_review(data: bytes, rng: Random) -> bytes:
    """The text of a paper with lines of it made wrong."""
    lines = data.decode("utf-8").split("\n")
    for _ in range(rng.choice((1, 2, 5))):
        rng.choice((_drop, _double, _swap))(lines, rng)
        lines.insert(rng.randrange(len(lines)), rng.choice(_MARKDOWN))
    return _bytes("\n".join(lines), rng)
