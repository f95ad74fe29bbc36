"""`init`, `new`, `schema`, `doctor` and the answers to wrong usage, as a new user meets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from conftest import MEETING, PROJECTS, ROOT, copy_workspace
from openpyxl.worksheet.worksheet import Worksheet
from running import command, invoke
from word_files import p, package, r

from hyoga_docs.spec.schema import MODELS, schema_text
from hyoga_docs.spec.yaml.reader import read_yaml


def hyoga(*arguments: str, folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    return invoke(*arguments, folder=folder, HYOGA_DOCS_CACHE=str(cache))


def started(*arguments: str, folder: Path, cache: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    environment = {**os.environ, "HYOGA_DOCS_CACHE": str(cache), "PYTHONIOENCODING": "utf-8", **variables}
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.mark.office
def test_init_then_build_gives_the_sample_packet(tmp_path: Path) -> None:
    made = started("init", "ws", "--sample", folder=tmp_path, cache=tmp_path / "cache")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "ws" / "schemas" / "meeting.json").exists()
    built = started("build", f"ws/meetings/{MEETING}.yaml", folder=tmp_path, cache=tmp_path / "cache")
    assert built.returncode == 0, built.stderr
    assert "packet.pdf（31ページ） を作りました" in built.stdout
    again = started("build", f"ws/meetings/{MEETING}.yaml", folder=tmp_path, cache=tmp_path / "cache")
    assert "最新です" in again.stdout
    assert started("build", f"ws/meetings/{MEETING}.yaml", "--quiet", folder=tmp_path, cache=tmp_path / "cache").stdout == ""


def test_init_never_writes_over_anything(tmp_path: Path) -> None:
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "mine.txt").write_text("mine")
    done = hyoga("init", "ws", "--sample", folder=tmp_path, cache=tmp_path / "cache")
    assert done.returncode == 2
    assert "HD621" in done.stderr
    assert [path.name for path in (tmp_path / "ws").iterdir()] == ["mine.txt"]


def test_new_makes_the_next_meeting_and_keeps_comments(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws")
    done = hyoga("new", "2020-02-10", folder=workspace, cache=tmp_path / "cache")
    assert done.returncode == 0, done.stderr
    text = (workspace / "meetings" / "2020-02-10.yaml").read_text("utf-8")
    assert "# 第２回くまもと" in text
    assert "number: 2\ndate: 2020-02-10\ntime: 10:30-12:00  # 前回のまま。確かめてください\n" in text
    assert "引き継がなかったもの: handouts、references、notice の number、notice の sent、notice の reply_by\n" in done.stdout
    assert "前回のままなので、確かめるもの: time、venue、notice、open、agenda\n" in done.stdout
    assert "\n# 番号（資料１－１ など）は道具が付ける。手では書かない。\nhandouts: []\n\nreferences: []\n" in text
    assert "\nnotice:  # 前回のまま。確かめてください\n  from: 熊本労働局長\n" in text
    assert "section: [熊本労働局職業安定課, 熊本県労働雇用創生課, 熊本県社会福祉課]" in text
    assert hyoga("check", "meetings/2020-02-10.yaml", folder=workspace, cache=tmp_path / "cache").returncode == 0
    again = hyoga("new", "2020-02-10", folder=workspace, cache=tmp_path / "cache")
    assert (again.returncode, "HD622" in again.stderr) == (2, True)
    assert (workspace / "meetings" / "2020-02-10.yaml").read_text("utf-8") == text


def test_new_says_what_an_empty_meeting_lacks(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").touch()
    done = hyoga("new", "2020-02-10", "--from", "empty.yaml", folder=tmp_path, cache=tmp_path / "cache")
    assert (done.returncode, done.stderr.count("HD112")) == (2, 1)


def test_each_format_is_one_document_on_stdout_with_the_same_exit_code(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "bad-names")
    (workspace / "meetings" / "2024-06-01.yaml").write_text("number: 1\n", "utf-8")

    def check(*options: str) -> subprocess.CompletedProcess[str]:
        return hyoga("check", *options, folder=workspace, cache=tmp_path / "cache")

    told = {form: check("--format", form) for form in ("json", "sarif", "github", "text")}
    assert {done.returncode for done in told.values()} == {3}
    assert [form for form, done in told.items() if done.stderr] == []
    problems = json.loads(told["json"].stdout)
    codes = [problem["code"] for problem in problems]
    assert len({problem["file"] for problem in problems if problem["severity"] == "error"}) == 4
    assert [result["ruleId"] for result in json.loads(told["sarif"].stdout)["runs"][0]["results"]] == codes
    assert re.findall(r"^::(?:error|warning|notice) .*title=(HD\d+)::", told["github"].stdout, re.MULTILINE) == codes
    assert told["sarif"].stdout == check("--format", "sarif", "--quiet").stdout
    assert re.findall(r"^(エラー|注意) \d+件.*\n\n(\S+)$", told["text"].stdout, re.MULTILINE) == [
        ("エラー", "meetings/2024-06-01.yaml")
    ]


def test_what_is_found_is_told_in_one_order(tmp_path: Path) -> None:
    files = sorted((PROJECTS / "bad-likeness" / "alone").glob("*.txt"))
    told = []
    for seed in ("0", "1", "2"):
        told.append(
            started(
                "check", *map(str, files), "--format", "json", folder=tmp_path, cache=tmp_path / "cache", PYTHONHASHSEED=seed
            ).stdout
        )
    assert "HD261" in told[0]
    assert len(set(told)) == 1


def test_a_check_that_finds_nothing_tells_github_nothing(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "good-small")
    plain = "number: 2\ndate: 2024-07-01\nagenda: [開会]\n"
    (workspace / "meetings" / "2024-07-01.yaml").write_text(plain, "utf-8")
    done = hyoga("check", "meetings/2024-07-01.yaml", "--format", "github", folder=workspace, cache=tmp_path / "cache")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.office
def test_a_build_tells_its_problems_again_as_sarif_when_nothing_is_to_be_done(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "good-small")
    words = ("build", "meetings/2024-05-01.yaml", "--format", "sarif")
    first, again = (hyoga(*words, folder=workspace, cache=tmp_path / "cache") for _ in range(2))
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert json.loads(first.stdout)["runs"][0]["results"]
    assert first.stdout == again.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "使い方: "),
        (("buidl",), "「build」の誤りではありませんか"),
        (("build",), "「会議」がありません"),
        (("build", "--fromat", "x"), "--format"),
        (("build", "nowhere.yaml", "--jobs", "0"), "「--jobs」の値が使えません"),
        (("check", "--format", "xls"), "「--format」に「xls」は使えません。使える値: text、json、sarif、github。"),
        (("new", "2月1日"), "2019-10-31 の形"),
        (("new", "2020-02-30"), "その日はありません"),
    ],
)
def test_wrong_usage_ends_with_two_and_no_traceback(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "good-small")
    done = started(*arguments, folder=workspace, cache=tmp_path / "cache")
    assert done.returncode == 2, done
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in (workspace / "meetings").glob("*.yaml")] == ["2024-05-01.yaml"]


def test_doctor_names_what_is_there(tmp_path: Path) -> None:
    done = hyoga("doctor", folder=tmp_path, cache=tmp_path / "cache")
    assert done.returncode == 0, done.stdout
    assert re.search(r"○ LibreOffice: \d+\.\d+", done.stdout)
    assert "○ 書体 BIZ UD明朝" in done.stdout
    assert re.search(r"○ 文字認識（--ocr）: OCRmyPDF \d+\.\d+", done.stdout)


def test_doctor_says_how_to_get_what_reads_scans_and_is_content_without(tmp_path: Path) -> None:
    done = invoke("doctor", folder=ROOT, HYOGA_DOCS_CACHE=str(tmp_path / "cache"), PATH=str(tmp_path))
    assert done.returncode == 0, done.stdout
    assert "△ 文字認識（--ocr）" in done.stdout
    assert "tesseract" in done.stdout


def test_the_committed_schemas_are_those_of_the_models() -> None:
    for name in MODELS:
        assert (ROOT / "schemas" / f"{name}.json").read_text("utf-8") == schema_text(name), f"run: hyoga-docs schema ({name})"


@pytest.mark.parametrize("workspace", [ROOT, PROJECTS / "good-small", PROJECTS / "good-rich"], ids=lambda path: path.name)
def test_an_editor_finds_no_fault_with_good_files(workspace: Path) -> None:
    files = [("meeting", path) for path in sorted((workspace / "meetings").glob("*.yaml"))]
    files += [(path.stem, path) for path in sorted((workspace / "meetings" / "common").glob("*.yaml"))]
    for name, path in files:
        schema = jsonschema.Draft202012Validator(json.loads(schema_text(name)))
        read, problems = read_yaml(path, path.name)
        assert problems == []
        assert [f"{list(fault.path)}: {fault.message}" for fault in schema.iter_errors(read.data)] == [], path


def test_an_editor_finds_the_fault_of_a_bad_file() -> None:
    schema = jsonschema.Draft202012Validator(json.loads(schema_text("meeting")))
    read, _ = read_yaml(PROJECTS / "bad-keys" / "meetings" / "2024-05-01.yaml", "x")
    assert len(list(schema.iter_errors(read.data))) >= 4


def test_every_key_is_explained_in_japanese_in_the_schemas() -> None:
    def silent(node: object, path: str) -> list[str]:
        if isinstance(node, list):
            return [found for item in node for found in silent(item, path)]
        if not isinstance(node, dict):
            return []
        found = []
        for key, value in node.get("properties", {}).items():
            if not re.search("[ぁ-んァ-ヶ一-龠]", str(value.get("description", ""))):
                found.append(f"{path}.{key}")
        return found + [found for key, value in node.items() for found in silent(value, f"{path}.{key}")]

    for name in MODELS:
        assert silent(json.loads(schema_text(name)), name) == []


def test_every_code_is_explained() -> None:
    codes = {code for path in (ROOT / "hyoga_docs").rglob("*.py") for code in re.findall(r'"(HD\d{3})"', path.read_text("utf-8"))}
    explained = {page.stem.upper() for page in (ROOT / "docs" / "checks").iterdir()}
    assert codes - explained == set()
    assert explained - codes == set()


def test_nothing_records_a_registrys_address() -> None:
    for name in ("pyproject.toml", "Makefile", *(path.name for path in ROOT.glob("requirements*.txt"))):
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", (ROOT / name).read_text("utf-8")), name


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.txt", b"", "HD304"),
        ("古い.txt", "（会議を開く。".encode("cp932"), "HD201"),
        ("二バイト.txt", "（会議を開く。".encode("utf-16"), "HD201"),
        ("壊れた.txt", b"\x81\xff\x00\xfe", "HD102"),
        ("壊れた.pdf", b"%PDF-1.4 nothing", "HD312"),
        ("壊れた.docx", b"PK\x03\x04", "HD306"),
        ("鍵.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "HD305"),
        ("計画.jtd", b"?", "HD303"),
        ("ない.docx", None, "HD101"),
    ],
)
def test_a_file_alone_is_read_or_refused_with_a_reason(tmp_path: Path, name: str, data: bytes | None, words: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = hyoga("check", name, folder=tmp_path, cache=tmp_path / "cache")
    assert (done.returncode, words in done.stdout, "Traceback" in done.stderr) == (3, True, False), done.stderr


def test_an_office_file_alone_is_read_as_it_is_printed(tmp_path: Path) -> None:
    """`check` and `textconv` read what the packet would print, and `check` tells what the packet would."""
    stamp = 'w:id="1" w:author="a" w:date="2024-05-01T00:00:00Z"'
    gone = f"<w:del {stamp}><w:r><w:delText>（消した</w:delText></w:r></w:del>"
    (tmp_path / "計画.docx").write_bytes(package(p(r("会議を開く。") + gone + r("（隠した", "<w:vanish/>"))))
    made = openpyxl.Workbook()
    first = made.active
    assert isinstance(first, Worksheet)
    first.append(["集計の値"])
    first.HeaderFooter.oddHeader.center.text = "作成 &D"
    for title, state in (("内訳", "visible"), ("評価", "hidden")):
        sheet = made.create_sheet(title)
        sheet.append([f"（{title}の値"])
        sheet.sheet_state = state
    made.save(tmp_path / "表.xlsx")

    def said(command: str, name: str) -> str:
        return hyoga(command, name, folder=tmp_path, cache=tmp_path / "cache").stdout

    assert said("textconv", "計画.docx") == "会議を開く。\n"
    assert re.findall(r"HD\d{3}", said("check", "計画.docx")) == ["HD309"]
    printed = said("textconv", "表.xlsx")
    assert "（内訳の値" in printed
    assert "評価" not in printed
    told = said("check", "表.xlsx")
    assert sorted(re.findall(r"HD\d{3}", told)) == ["HD201", "HD514", "HD516"]
    assert "（内訳の値" in told
