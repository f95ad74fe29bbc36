from __future__ import annotations

from pathlib import Path

from workspaces import HEAD, planned

from hyoga_docs.check.yaml_values import check_yaml_values


def test_words_that_are_read_as_a_comment_and_keys_that_are_read_as_words_are_told(tmp_path: Path) -> None:
    agenda = "agenda:\n  - 議題 #1 について\n  - title：報告\n  - {title: 連絡先 tel：12}\n  - title: 質疑 # 十分\n"
    plan, _ = planned(tmp_path, HEAD.replace("agenda: [開会]\n", agenda))
    found = check_yaml_values(plan)
    assert [(each.code, each.quote) for each in found] == [("HD205", "- 議題 #1 について"), ("HD205", "- title：報告")]
    assert "「#1 について」" in found[0].message
    assert "「title：」" in found[1].message


def test_a_number_that_a_comma_makes_two_values_is_told_and_two_numbers_are_not(tmp_path: Path) -> None:
    agenda = "agenda:\n  - {title: 報酬, section: [日額9,000円, '1,500円', 100,200, 5,000, 第1,第2]}\n"
    plan, _ = planned(tmp_path, HEAD.replace("agenda: [開会]\n", agenda))
    assert [(each.code, each.message.partition("は")[0]) for each in check_yaml_values(plan)] == [
        ("HD205", "「日額9,000円」"),
        ("HD205", "「5,000」"),
    ]
