"""The words that amend a charter by 新旧対照表方式, as far as they can be drafted: what is amended, added, removed, moved.

The form follows the custom of ministries' and prefectures' orders since 2016: the table shows the change, one sentence says how
to read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.amendments.comparison.change_kinds import ChangeKind, change_kinds
from hyoga_docs.spec.charter import kind_of_charter

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.amendments.comparison.model import ComparisonTable
    from hyoga_docs.spec.style import Style

#: What is removed, and what is added: provisions, and words of them.
_REMOVED: tuple[ChangeKind, ChangeKind] = ("removed", "words-removed")
_ADDED: tuple[ChangeKind, ChangeKind] = ("added", "words-added")


@dataclass(frozen=True)
class Amendment:
    """The document that amends: its title, its words, and its own 附則."""

    title: str
    texts: tuple[str, ...]
    supplement: tuple[str, ...]


def draft(compared: ComparisonTable, title: str, effective: dt.date | None, day: dt.date, style: Style) -> Amendment:
    """The draft for an amendment of the charter `title`, which took effect on `effective`, as of `day`."""
    kind = kind_of_charter(title)
    since = f"（{style.dates.day(effective)}施行）" if effective else ""
    return Amendment(
        f"{title}の一部を改正する{kind}（案）",
        (f"{title}{since}の一部を次のように改正する。", how_to_read(compared, style)),
        compared.supplement or (f"この{kind}は、{style.dates.day(day)}から施行する。",),
    )


def how_to_read(compared: ComparisonTable, style: Style) -> str:
    """The sentence that says how the table is to be read; only what occurs is named, and nothing that occurs is left out."""
    found, house = change_kinds(compared), style.comparison
    old, new = f"{house.old}の欄", f"{house.new}の欄"
    provisions = "題名及び規定" if "title" in found else "規定"
    part = f"{provisions}の下線を付した部分"
    said = []
    if "words-replaced" in found:
        said.append((f"{old}に掲げる{part}を、これに対応する{new}に掲げる{part}のように改め", "る"))
    for here, there, end, (whole, words) in ((old, new, "削", _REMOVED), (new, old, "加え", _ADDED)):
        what = [*([part] if words in found else []), *(["規定"] if whole in found else [])]
        if what:
            said.append((f"{here}に掲げる{'又は'.join(what)}で{there}にこれに対応するものを掲げていないものを{end}", "る"))
    if "moved" in found:
        said.append(("移動を示したものを、その示すところに移", "す"))
    going_on = {"削": "り", "移": "し"}
    clauses = [stem + (going_on.get(stem[-1], "") if index < len(said) - 1 else end) for index, (stem, end) in enumerate(said)]
    return f"次の表により、{'、'.join(clauses)}。" if clauses else ""
