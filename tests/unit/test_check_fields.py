from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import HEAD, planned

from hyoga_docs.check.fields import check_fields


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("{日時: 令和６年５月１日（水）10:00～11:30}", []),
        ("{日時: 令和６年５月２日（木）10:00～11:30}", ["令和６年５月２日（木）"]),
        ("{案内: {開催: [5月2日 10:00～12:00]}}", ["5月2日", "10:00～12:00"]),
        ("{締切: 4月20日, 次回: 令和６年８月１日, 備考: 令和５年度の計画, 回答期限: 4月1日 9:00～17:00}", []),
        ("{受付: 当日 9:30～9:50}", []),
    ],
)
def test_fields_that_say_when_the_meeting_is_say_its_own_day_and_time(tmp_path: Path, fields: str, told: list[str]) -> None:
    plan, _ = planned(tmp_path, HEAD.replace("agenda: [開会]\n", f"time: 10:00-11:30\nagenda: [開会]\nfields: {fields}\n"))
    found = check_fields(plan)
    assert [each.message.partition("（")[2].removesuffix("）。") for each in found] == told
    assert {each.code for each in found} <= {"HD227"}
