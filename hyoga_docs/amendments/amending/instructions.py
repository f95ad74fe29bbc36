"""What an amendment does to a charter, as values: each step names the provision that it concerns, and is carried out in its turn.

An address names a provision by the numbers that it has at that moment, as sentences do that are carried out one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Number = tuple[int, ...]

#: Parts of a provision that are addressed by themselves. 名 is the name of a 章; an address without steps names 目次, 前文 or 本則.
#: A shared 見出し stands before the first of several 条, and belongs to none of them.
CAPTION, SHARED_CAPTION, NAME, BEFORE_ITEMS = "見出し", "前の見出し", "名", "各号列記以外の部分"
MAIN, PROVISO, FORMER, LATTER = "本文", "ただし書", "前段", "後段"
CONTENTS, PREAMBLE, BODY = "目次", "前文", "本則"
#: What the parts are called in a charter in numbers, where that is another name.
IN_NUMBERS = {BEFORE_ITEMS: "の柱書", **{part: f"の{part}" for part in (MAIN, PROVISO, FORMER, LATTER)}}


class Line(NamedTuple):
    """A printed line with its number in front; kind and level are those of the `CharterLine`."""

    kind: str
    level: int
    text: str


class UnclearAddressError(Exception):
    """A provision that is not there, is there twice, or cannot be named."""


@dataclass(frozen=True)
class AddressStep:
    """One step of an address: 条 (3, 2) is 第３条の２. `kind` is 章, 節, 款, 目, 条, 項, 号, 細目, or 番号 in a charter in numbers.

    `level` tells those of one kind apart that lie in each other: of 細目 it counts from 2, for 号 are the first.
    """

    kind: str
    number: Number
    level: int = 1


@dataclass(frozen=True)
class ProvisionAddress:
    """A provision, or with `part` a part of it."""

    steps: tuple[AddressStep, ...]
    part: str = ""

    def with_part(self, part: str) -> ProvisionAddress:
        """A part of it."""
        return ProvisionAddress(self.steps, part)


@dataclass(frozen=True)
class ProvisionSpan:
    """One provision, or those from the first to the last."""

    first: ProvisionAddress
    last: ProvisionAddress | None = None


@dataclass(frozen=True)
class WordEdit:
    """「old」を「new」に改める; with `inserts` 「old」の下に「new」を加える; where `new` is empty, 「old」を削る."""

    old: str
    new: str
    inserts: bool = False

    @property
    def result(self) -> str:
        """What stands in the place of `old` afterwards."""
        return self.old + self.new if self.inserts else self.new


@dataclass(frozen=True)
class ChangeWords:
    """第２条中「A」を「B」に改める: all edits look at the words as they are before any of them."""

    where: tuple[ProvisionSpan, ...]
    edits: tuple[WordEdit, ...]


@dataclass(frozen=True)
class ReplaceWhole:
    """第３条を次のように改める: the lines stand in its place."""

    where: ProvisionSpan
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ReplaceCaption:
    """第３条の見出しを「（B）」に改める; of a provision without one, 第３条（の前）に見出しとして「（B）」を付する."""

    address: ProvisionAddress
    text: str
    gives: bool = False


@dataclass(frozen=True)
class Delete:
    """第３号を削る, or a part of a provision: 第３条ただし書を削る."""

    where: ProvisionSpan


@dataclass(frozen=True)
class Renumber:
    """第３号を第４号とする. `within` is the 章 of a 条, where that gets a number, too: 第３章中第５条を第７条とし、同章を…."""

    address: ProvisionAddress
    to: ProvisionAddress
    within: ProvisionAddress | None = None


@dataclass(frozen=True)
class Shift:
    """第５号から第８号までを１号ずつ繰り下げる; `by` is below zero for 繰り上げる. `within` is as for `Renumber`."""

    where: ProvisionSpan
    by: int
    within: ProvisionAddress | None = None


@dataclass(frozen=True)
class Add:
    """第３号の次に次の１号を加える. `place` is after, before, end (第３条に次の１号を加える) or first (第３条に第１項として…).

    `kind` and `count` are those of the provisions that `lines` hold.
    """

    place: str
    at: ProvisionAddress
    kind: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class AddParagraphs:
    """Paragraphs without a number come into a provision: ５に次のように加える, ５中「words」の次に or の前に, ５の（１）の前に.

    `place` is end, or after or before the paragraph that says `words`; before without words, `address` names the provision under
    it that is the first with a number.
    """

    address: ProvisionAddress
    place: str
    words: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class AddSentence:
    """第３条に次のただし書を加える, 第３条に後段として次のように加える: `address` names the part."""

    address: ProvisionAddress
    text: str


Instruction = ChangeWords | ReplaceWhole | ReplaceCaption | Delete | Renumber | Shift | Add | AddParagraphs | AddSentence
#: Those that are said in one breath: of one 条, or of several that are renumbered together.
Group = tuple[Instruction, ...]
