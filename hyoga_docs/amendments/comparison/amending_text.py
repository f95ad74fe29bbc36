"""The words that amend a charter by 新旧対照表方式, as far as they can be drafted: what is amended, added, removed, moved.

The form follows the custom of ministries' and prefectures' orders since 2016: the table shows the change, one sentence says how
to read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.spec.charter import kind_of_charter

if TYPE_CHECKING:
    import datetime as dt

    from hyoga_docs.amendments.comparison.model import ComparisonTable
    from hyoga_docs.spec.style import Style


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
        (f"{title}{since}の一部を次のように改正する。", _how(compared, style)),
        compared.supplement or (f"この{kind}は、{style.dates.day(day)}から施行する。",),
    )


def _how(compared: ComparisonTable, style: Style) -> str:
    """The sentence that says how the table is to be read; only what occurs is named."""
    house = style.comparison
    kinds = {row.kind for row in compared.rows}
    if compared.roster is not None:
        kinds |= {row.kind for group in compared.roster.groups for row in group.rows}
        renamed = [group for group in compared.roster.groups if group.new and group.old and group.new != group.old]
        titled = compared.roster.title is not None and all(compared.roster.title)
        if titled or renamed or compared.roster.new_headings != compared.roster.old_headings:
            kinds.add("changed")
    old, new = f"{house.old}の欄", f"{house.new}の欄"
    said = []
    if kinds & {"changed", "moved", "came"}:
        said.append((f"{old}に掲げる規定の下線を付した部分を、これに対応する{new}に掲げる規定の下線を付した部分のように改め", "る"))
    if "removed" in kinds:
        said.append((f"{old}に掲げる規定で{new}にこれに対応するものを掲げていないものを削", "る"))
    if "added" in kinds:
        said.append((f"{new}に掲げる規定で{old}にこれに対応するものを掲げていないものを加え", "る"))
    if kinds & {"went", "came", "moved"}:
        said.append(("移動を示したものを、その示すところに移", "す"))
    going_on = {"削": "り", "移": "し"}
    words = [stem + (going_on.get(stem[-1], "") if index < len(said) - 1 else end) for index, (stem, end) in enumerate(said)]
    return f"次の表により、{'、'.join(words)}。" if words else ""
