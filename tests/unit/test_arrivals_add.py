"""Lines that are written for papers that arrived: where they stand, what they say, and that all the rest stays to the byte."""

from __future__ import annotations

import difflib
import hashlib
import re
from pathlib import Path

import pytest
from first_pages import lines_of
from hypothesis import given
from hypothesis import strategies as st
from workspaces import law, write_workspace

from hyoga_docs.arrivals.add import AddOptions, AddPlan, plan_add, write_add
from hyoga_docs.arrivals.paper_words import ReadPaper
from hyoga_docs.core.problem import MachineError, UsageError
from hyoga_docs.spec.workspace_paths import find_meeting
from hyoga_docs.spec.yaml.reader import read_yaml_text

HEAD = """# 見本の会議
number: 1
date: 2024-05-01   # 水曜
agenda:
  - 開会
  - title: 議題
    items: [道路の整備計画について, {title: 公園の管理について, section: 公園課}, その他]

"""


def paper(folder: Path, name: str, page: str = "") -> ReadPaper:
    """A file that came, with these words on its first page."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((name + page).encode())
    return ReadPaper(path, hashlib.sha256(path.read_bytes()).hexdigest(), lines_of(page))


def planned(tmp_path: Path, text: str, *papers: tuple[str, str], item: str | None = None, replace: bool = False) -> AddPlan:
    spec = tmp_path / "ws" / "meetings" / "2024-05-01.yaml"
    if not spec.exists():
        write_workspace(tmp_path / "ws", HEAD + text)
    read = [paper(tmp_path / "mail", name, page) for name, page in papers]
    return plan_add(find_meeting(spec), read, AddOptions(item, replace))


def write(tmp_path: Path, plan: AddPlan) -> list[str]:
    return write_add(plan, find_meeting(tmp_path / "ws" / "meetings" / "2024-05-01.yaml"), {})


def added_lines(plan: AddPlan) -> str:
    """The lines that came; none may go."""
    found = [line for line in difflib.ndiff(plan.before.splitlines(), plan.after.splitlines()) if line[0] in "+-"]
    assert not [line for line in found if line.startswith("-")]
    return "\n".join(line[2:] for line in found if line[2:].strip())


ROAD = ("資料１_道路.docx", "10 資料１\n14 *道路の整備計画について")
PARK = ("公園.pdf", "10 公園課\n16 公園の管理について")


def test_lines_stand_by_their_labels_and_topics(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", PARK, ROAD)
    assert added_lines(plan) == (
        "handouts:\n"
        "  - {item: 1, title: 道路の整備計画について, file: 2024-05-01/資料１_道路.docx}\n"
        "  - {item: 2, title: 公園の管理について, file: 2024-05-01/公園.pdf}"
    )
    assert plan.lines[0] == "  資料１　道路の整備計画について　［議題（１） 道路の整備計画について］"
    write(tmp_path, plan)
    assert (tmp_path / "ws/meetings/2024-05-01/資料１_道路.docx").read_bytes() == (tmp_path / "mail" / ROAD[0]).read_bytes()
    again = planned(tmp_path, "", PARK, ROAD)
    assert not again.has_work
    assert again.lines == ("  もう書いてあるもの: 資料１_道路.docx、公園.pdf",)


def test_new_lines_go_between_those_that_are_there(tmp_path: Path) -> None:
    first = "handouts:\n  - item: 1\n    title: 道路の全体図\n    document: cover\n"
    text = f"{first}\n  - item: 3\n    title: 日程\n    document: cover\n"
    plan = planned(tmp_path, text, PARK)
    assert plan.after == HEAD + text.replace(
        "\n  - item: 3", "\n  - item: 2\n    title: 公園の管理について\n    file: 2024-05-01/公園.pdf\n\n  - item: 3"
    )


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("- {title: 公園の管理について, supplied_by: 公園課, due: 2024-04-20}", PARK[1]),
        ("- {title: 公園の管理（案）, supplied_by: 公園課}", PARK[1]),
        ("- 公園の管理について", PARK[1]),
        ("- {title: 公園について, file: 2024-05-01/まだ.docx}", "10 資料１\n14 公園の管理について"),
        ("- {title: 何かの資料, supplied_by: 公園課}", "10 公園課"),
        ("- {title: 第５回会議録, supplied_by: 公園課}", "14 会　議　録\n10 名称"),
    ],
)
def test_a_line_that_waits_gets_its_file(tmp_path: Path, line: str, page: str) -> None:
    plan = planned(tmp_path, f"handouts:\n  {line}\n", ("a.pdf", page))
    source, _ = read_yaml_text(plan.after, "")
    assert [each["file"] for each in source.data["handouts"]] == ["2024-05-01/a.pdf"]
    assert "待っていた行に書きます" in plan.lines[1]


def test_another_paper_is_no_answer_to_a_line_that_waits(tmp_path: Path) -> None:
    plan = planned(tmp_path, "handouts:\n  - {title: 橋の点検結果, supplied_by: 橋梁課}\n", PARK)
    assert "title: 公園の管理について" in added_lines(plan)


def test_waiting_lines_are_found_before_new_ones_move_them(tmp_path: Path) -> None:
    text = "handouts:\n  - item: 2\n    title: 公園の管理について\n    supplied_by: 公園課\n"
    source, _ = read_yaml_text(planned(tmp_path, text, ROAD, PARK).after, "")
    assert [each.get("file") for each in source.data["handouts"]] == ["2024-05-01/資料１_道路.docx", "2024-05-01/公園.pdf"]


def test_branches_references_annexes_and_other_series(tmp_path: Path) -> None:
    plan = planned(
        tmp_path,
        "",
        ("資料1-2.pdf", "10 資料１－２\n16 道路の整備計画　概要版"),
        ("資料1-1.docx", "10 資料１－１\n14 *道路の整備計画（素案）"),
        ("参考資料１_関係法令.pdf", "10 参考資料１\n14 関係法令の抜粋"),
        ("資料２_公園.docx", "10 資料２\n14 *公園の管理について"),
        ("資料２別紙１_位置図.pdf", "10 別紙１\n14 公園の位置図"),
        ("当日資料１_意見.docx", "10 当日資料１\n14 *委員からの意見"),
    )
    source, _ = read_yaml_text(plan.after, "")
    road, park, late = source.data["handouts"]
    assert [each["title"] for each in road["papers"]] == ["道路の整備計画（素案）", "道路の整備計画　概要版"]
    assert [each["title"] for each in park["annexes"]] == ["公園の位置図"]
    assert late["series"] == "当日資料"
    assert [each["title"] for each in source.data["references"]] == ["関係法令の抜粋"]
    shown = [line.split("　")[0].strip() for line in plan.lines if not line.startswith("    ")]
    assert shown == ["資料１－１", "資料１－２", "資料２", "資料２別添", "当日資料１", "参考資料"]


def test_what_is_not_known_is_marked_and_other_comments_stay(tmp_path: Path) -> None:
    plan = planned(tmp_path, "handouts:  # 順は議題のとおり\n  - {title: 橋, document: cover}  # 橋\n", ("scan001.pdf", ""))
    assert added_lines(plan) == (
        "  - {title: scan001, file: 2024-05-01/scan001.pdf}  # 題名を書いてください。議題が分かりません。item: を書いてください"
    )
    assert "    ？ 題名を書いてください" in plan.lines


def test_a_label_that_will_be_another_is_told(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", ("a.pdf", "10 資料３\n14 公園の管理について"))
    assert "    ？ 紙の番号は「資料３」、この並びでは「資料１」" in plan.lines


def test_the_item_that_is_typed_holds_for_all(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", ROAD, PARK, item="3")
    source, _ = read_yaml_text(plan.after, "")
    assert [each["item"] for each in source.data["handouts"]] == [3, 3]
    with pytest.raises(UsageError, match="HD133"):
        planned(tmp_path, "", ROAD, item="4")


LISTED = "handouts:\n  - {item: 1, title: 道路, file: 2024-05-01/資料１_道路.docx}\n"


@pytest.mark.parametrize("name", ["資料１_道路.docx", "資料１_道路_修正版.docx", "資料1_道路（差替）.docx", "資料１_道路v2.docx"])
def test_a_later_version_takes_the_place_only_where_that_is_asked(tmp_path: Path, name: str) -> None:
    old = tmp_path / "ws/meetings/2024-05-01/資料１_道路.docx"
    write_workspace(tmp_path / "ws", HEAD + LISTED, {"2024-05-01/資料１_道路.docx": b"old"})
    told = planned(tmp_path, LISTED, (name, ROAD[1]))
    assert ([each.code for each in told.problems], told.has_work) == (["HD627"], False)
    plan = planned(tmp_path, LISTED, (name, ROAD[1]), replace=True)
    assert plan.after == plan.before
    assert write(tmp_path, plan) == ["前の「資料１_道路.docx」は、2024-05-01/差替え前/資料１_道路.docx に残しました。"]
    assert old.read_bytes() == (tmp_path / "mail" / name).read_bytes()
    assert (old.parent / "差替え前" / old.name).read_bytes() == b"old"


def test_a_later_version_of_another_kind_gets_its_line(tmp_path: Path) -> None:
    write_workspace(tmp_path / "ws", HEAD + LISTED, {"2024-05-01/資料１_道路.docx": b"old"})
    plan = planned(tmp_path, LISTED, ("資料１_道路.pdf", ROAD[1]), replace=True)
    write(tmp_path, plan)
    assert plan.after == HEAD + LISTED.replace(".docx", ".pdf")
    assert sorted(path.name for path in (tmp_path / "ws/meetings/2024-05-01").iterdir()) == ["差替え前", "資料１_道路.pdf"]


def test_two_versions_that_came_together_are_told_and_left(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", ROAD, ("資料１_道路.pdf", ROAD[1]), PARK)
    assert [each.code for each in plan.problems] == ["HD628"]
    assert [each.place.path.name for each in plan.papers] == ["公園.pdf"]


def test_the_same_bytes_are_one_paper(tmp_path: Path) -> None:
    write_workspace(tmp_path / "ws", HEAD, {"2024-05-01/前に置いた.pdf": ("公園.pdf" + PARK[1]).encode()})
    plan = planned(tmp_path, "", PARK)
    assert "file: 2024-05-01/前に置いた.pdf" in plan.after
    assert not plan.papers[0].place.copies


def test_files_of_one_name_that_are_no_versions_lie_beside_each_other(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", ("a/図.pdf", "14 道路の平面図"), ("b/図.pdf", "14 公園の平面図"))
    assert [each.place.file for each in plan.papers] == ["2024-05-01/図.pdf", "2024-05-01/図-2.pdf"]
    assert not plan.problems


def test_an_unsafe_name_is_mended_and_told(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", ("公園:案?.pdf", PARK[1]))
    assert "file: 2024-05-01/公園_案_.pdf" in plan.after
    assert "「公園_案_.pdf」の名前で置きます" in plan.lines[1]


def test_a_name_with_signs_that_no_yaml_holds_gives_a_title_without_them(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", ("esc\x1b[31m\n.txt", ""), ("公園\x1bの管理.txt", ""))
    assert "title: esc_[31m_, file: 2024-05-01/esc_[31m_.txt" in plan.after.replace('"', "")
    assert "title: 公園の管理, file: 2024-05-01/公園_の管理.txt" in plan.after


def test_nothing_is_copied_where_the_file_of_the_meeting_has_changed_meanwhile(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", PARK)
    spec = tmp_path / "ws/meetings/2024-05-01.yaml"
    spec.write_text(plan.before + "# 書き足した\n", "utf-8")
    with pytest.raises(MachineError, match="HD656"):
        write(tmp_path, plan)
    assert list((spec.parent / "2024-05-01").iterdir()) == []


def test_a_file_that_somebody_else_put_there_meanwhile_stays(tmp_path: Path) -> None:
    plan = planned(tmp_path, "", PARK)
    theirs = tmp_path / "ws/meetings/2024-05-01/公園.pdf"
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_bytes(b"another paper")
    with pytest.raises(MachineError, match="HD656"):
        write(tmp_path, plan)
    assert theirs.read_bytes() == b"another paper"


SCAN = ("scan1.pdf", "")
REFERENCE = ("参考資料１.pdf", "14 参考資料１　国の動き")
BRANCH = ("資料3-1.pdf", "10 資料３－１\n14 別の計画について")
ENTRIES = (
    "  - {item: 1, title: 甲, document: cover}  # 一つ目\n",
    "  - item: 2\n    title: 乙   # 空白\n    document: cover\n",
    "  # 間の言葉\n  - title: 丙\n    document: cover\n",
    "  - 丁の資料\n",
    "  - item: 3\n    papers:\n      - {title: 戊, document: cover}\n      - title: 己\n        document: cover\n",
    "\n",
)


@law
@given(
    entries=st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=6),
    tail=st.sampled_from(["", "# 終わり\n", "references:\n  - {title: 庚, document: cover}\n", "fields: {部屋: 大会議室}\n"]),
    end=st.sampled_from(["\n", "\r\n"]),
    papers=st.lists(st.sampled_from([ROAD, PARK, SCAN, REFERENCE, BRANCH]), min_size=1, unique=True),
)
def test_only_lines_come(
    tmp_path_factory: pytest.TempPathFactory, entries: list[str], tail: str, end: str, papers: list[tuple[str, str]]
) -> None:
    tmp_path = tmp_path_factory.mktemp("law")
    if not any(entry.strip() for entry in entries):
        entries = [*entries, ENTRIES[0]]
    text = ("handouts:\n" + "".join(entries) + tail).replace("\n", end)
    write_workspace(tmp_path / "ws", "")
    spec = tmp_path / "ws/meetings/2024-05-01.yaml"
    spec.write_bytes((HEAD.replace("\n", end) + text).encode())
    plan = planned(tmp_path, "", *papers)
    came = iter(plan.after.splitlines(keepends=True))
    assert all(line in came for line in plan.before.splitlines(keepends=True))  # in their order, each to the byte
    assert all(line.endswith(end) for line in plan.after.splitlines(keepends=True))
    assert sorted(each.place.file for each in plan.papers) == sorted(f"2024-05-01/{name}" for name, _ in papers)
    for each in plan.papers:
        assert plan.after.count(each.place.file) == 1


@pytest.mark.parametrize("rest", ["", "  - {title: 名簿の代わり, document: cover, numbering: none}\n"])
def test_the_first_papers_take_the_place_of_the_example_of_a_new_workspace(rest: str, tmp_path: Path) -> None:
    example = "handouts:\n  - item: 1\n    title: ［ここに資料の題名を書く］\n    supplied_by: 事務局\n    # due: 2024-05-01\n"
    plan = planned(tmp_path, example + rest, ROAD)
    assert plan.lines[0].startswith("  資料１　道路の整備計画について")
    assert "［ここに" not in plan.after
    assert "# due: 2024-05-01" in plan.after
    write(tmp_path, plan)
    assert not planned(tmp_path, "", ROAD).has_work


def test_what_stands_under_a_topic_tells_it_too(tmp_path: Path) -> None:
    under = "{title: 施設の運営について, items: [事業計画（案）について, 予算について]}"
    topics = f"[道路の整備について, {under}, 公園の事業計画の策定について]"
    head = f"number: 1\ndate: 2024-05-01\nagenda:\n  - title: 議題\n    items: {topics}\n"
    write_workspace(tmp_path / "ws", head)
    plan = planned(
        tmp_path, "", ("事業計画（案）R6.docx", "16 令和６年度事業計画（案）"), ("表.docx", "16 令和６年度見本館事業予算")
    )
    assert [line for line in plan.after.splitlines() if "file:" in line] == [
        "  - {item: 2, title: 令和６年度事業計画（案）, file: 2024-05-01/事業計画（案）R6.docx}",
        "  - {item: 2, title: 令和６年度見本館事業予算, file: 2024-05-01/表.docx}",
    ]


def test_papers_come_before_the_numbered_ones_that_are_made_here(tmp_path: Path) -> None:
    text = "handouts:\n  - {document: cover, title: 一, numbering: none}\n  - {document: cover, title: 要綱の代わり}\n"
    plan = planned(tmp_path, text, ROAD, ("絵.png", "16 見本の図"))
    assert re.findall(r"\{.*title: ([^,}]*)", plan.after.partition("handouts:")[2]) == [
        "一",
        "道路の整備計画について",
        "見本の図",
        "要綱の代わり",
    ]


def test_a_paper_of_another_year_is_none_of_a_topic(tmp_path: Path) -> None:
    topics = "[令和５年度見本館の事業実績について, 令和６年度見本館の事業計画について]"
    write_workspace(tmp_path / "ws", f"number: 1\ndate: 2024-05-01\nagenda:\n  - title: 議題\n    items: {topics}\n")
    plan = planned(tmp_path, "", ("表.xlsx", "16 令和６年度見本館の事業費"))
    assert "{item: 2, title: 令和６年度見本館の事業費" in plan.after
