"""A roster in each style, and what a command makes of its text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from hyoga_docs.amendments.roster_edits import RosterAmender
from hyoga_docs.core.problem import UsageError
from hyoga_docs.spec.base_model import load
from hyoga_docs.spec.roster import Roster
from hyoga_docs.spec.yaml.edits import edited
from hyoga_docs.spec.yaml.reader import read_yaml_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.spec.yaml.edits import Edit

TODAY = dt.date(2020, 3, 25)
APRIL = dt.date(2020, 4, 1)
HEAD = "title: 名簿\ngroups:\n"

FLOW = """\
# 名簿
title: 名簿

groups:
  - category: 経済団体 # 区分の注
    members:
      - {id: a, name: 甲会, person: 山田} # 甲の注
      - {id: b, name: 乙会, aliases: [乙], post: 会長, person: 佐藤}

  # 労働の注
  - category: 労働団体
    members:
      - {id: c, name: 丙会, ok: {HD167: 届くのは四月}}
"""

BLOCK = """\
title: 名簿
groups:
- category: 甲の類
  members:
  - id: a
    name: 甲会  # 甲の注
    person: 山田

  - id: b
    # 上の注
    name: 乙会
- category: 乙の類
  members:
  - id: c
    name: 丙会
"""


def amender(text: str, day: dt.date | None = APRIL, today: dt.date = TODAY) -> RosterAmender:
    """The roster of a text, to be amended."""
    source, problems = read_yaml_text(text.removeprefix("\ufeff").replace("\r\n", "\n"), "r.yaml")
    roster, more = load(Roster, source)
    assert roster is not None, [*problems, *more]
    return RosterAmender(roster, source, today, day)


def amend(text: str, make: Callable[[RosterAmender], list[Edit]], day: dt.date | None = APRIL) -> str:
    """The text after a command."""
    return edited(text, make(amender(text, day)), "r.yaml")


def refusal(text: str, make: Callable[[RosterAmender], list[Edit]], day: dt.date | None = APRIL) -> tuple[str, str, str | None]:
    """The code, the message and the hint of a command that is refused."""
    with pytest.raises(UsageError) as raised:
        make(amender(text, day))
    (problem,) = raised.value.problems
    return problem.code, problem.message, problem.hint


DING = {"id": "d", "name": "丁会"}
