"""The papers of a meeting's day as people print them: 座席表, 席札, 進行台本 and 出席者名簿 of a council with a full room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdf
import pytest
from conftest import ROOT, Sample
from conversion import page_texts
from openxml_audit import OpenXmlValidator
from running import invoke
from test_accessible import broken_rules, outloud

pytestmark = pytest.mark.office

MEETING = """
number: 3
date: 2024-07-10
time: 14:00-16:00
venue: 見本市役所
agenda:
  - {title: 開会, script: {minutes: 5}}
  - {title: 議題, items: [{title: 計画（案）について, section: 見本課, script: {minutes: 40}}, 意見交換]}
  - 閉会
open: {seats: 10, press: 頭撮り可}
room: {shape: SHAPE, screen: 上, door: 右下}
attendance:
  absent: [m3]
  online: [m9]
  deputies: {m5: {post: 課長, person: 代理　花子}}
  staff: [{post: 課長, person: 事務　一}]
  guests: [説明　二]
"""
PLATFORM = "name: 見本市審議会\nmeeting_name: 見本市審議会\nsecretariat: [見本課]\ndocuments: [agenda]\n"
ROSTER = "title: 委員名簿\ncolumns: {name: 所属, person: 氏名, role: 備考}\nmembers:\n" + "".join(
    f"  - {{id: m{n}, name: 見本市第{n}自治会連合会, person: 見本　{n:02}{', role: 会長' if n == 4 else ''}}}\n" for n in range(26)
)
LETTERS = ("座席表", "席札", "進行台本", "出席者名簿")


@pytest.mark.parametrize("shape", ["口の字", "コの字"])
def test_the_papers_of_the_day_are_whole_valid_and_can_be_read_aloud(shape: str, tmp_path: Path, sample: Sample) -> None:
    common = tmp_path / "meetings" / "common"
    common.mkdir(parents=True)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (common / "platform.yaml").write_text(PLATFORM, "utf-8")
    (common / "roster.yaml").write_text(ROSTER, "utf-8")
    (tmp_path / "meetings" / "2024-07-10.yaml").write_text(MEETING.replace("SHAPE", shape), "utf-8")
    only = [word for letter in LETTERS for word in ("--only", letter)]
    done = invoke("letters", "meetings/2024-07-10.yaml", *only, folder=tmp_path, HYOGA_DOCS_CACHE=str(sample.cache))
    assert (done.returncode, done.stderr) == (0, "")
    made = tmp_path / "build" / "2024-07-10" / "letters"
    for letter in LETTERS:
        assert broken_rules(made / f"{letter}.pdf") == []
        assert [rule for severity, rule in outloud(made / f"{letter}.pdf") if severity == "error"] == []
        found = OpenXmlValidator().validate(made / f"{letter}.docx").errors
        assert [each.description for each in found if "relationships/theme" not in each.description] == []
    seats, plates, script, members = (page_texts((made / f"{letter}.pdf").read_bytes()) for letter in LETTERS)
    come = [f"見本{n:02}" for n in range(26) if n not in {3, 5, 9}]
    assert len(seats) == 1
    assert [name for name in [*come, "代理花子", "事務一", "説明二", "傍聴席", "スクリーン"] if name not in seats[0]] == []
    assert "見本03" not in seats[0]
    assert len(plates) == len(pypdf.PdfReader(made / "席札.pdf").pages) == len(come) + 3
    assert "委員26名のうち25名の御出席" in "".join(script)
    assert "14:45" in "".join(script)
    assert "代理課長代理花子" in "".join(members)
