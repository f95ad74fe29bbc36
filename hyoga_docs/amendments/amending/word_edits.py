"""Words of one text changed: which are quoted, and the clause that changes them."""

from __future__ import annotations


def words_clause(subject: str, old: str, new: str) -> str | None:
    """`題名中「会議」を「協議会」に改め`, without its end; None where no quotations lead from the one text to the other.

    `subject` is what is addressed, without 中: `題名`, `別表第１の甲の項`.
    """
    raise NotImplementedError
