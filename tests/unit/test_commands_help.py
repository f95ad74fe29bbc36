"""What a clerk reads after `--help` and after a slip of the keyboard: Japanese, and no line too wide."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Annotated

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from hyoga_docs.commands.app import COMMANDS, LateCommand, app
from hyoga_docs.commands.japanese_help import JapaneseCommand
from hyoga_docs.commands.usage_errors import usage_words
from hyoga_docs.japanese.width import text_width

#: Names that have no Japanese: of programs, formats and files.
_NAMES = {
    *("hyoga-docs", "git", "GitHub", "Actions", "LibreOffice", "Word", "Excel", "PowerPoint", "HEAD", "Tab"),
    *("PDF", "PDF/A", "YAML", "CSV", "JSON", "Schema", "csv", "docx", "txt", "xlsx", "yaml", "packet.pdf", "id", "u"),
    *("packet-public.pdf", "platform.yaml", "editions", "members", "public"),
    *("meetings", "build", "schemas", "common", "diff", "log"),
}


def paths() -> Iterator[tuple[str, ...]]:
    yield ()
    for command in COMMANDS:
        yield (str(command.name),)
        if isinstance(command, TyperGroup):
            yield from ((str(command.name), name) for name in command.commands)


def help_of(*path: str, width: int = 78) -> str:
    done = CliRunner().invoke(app, [*path, "--help"], prog_name="hyoga-docs", terminal_width=width)
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("path", [*paths()], ids=" ".join)
def test_help_says_nothing_in_english(path: tuple[str, ...]) -> None:
    text = "\n".join(line for line in help_of(*path).splitlines() if not line.startswith("  例: "))
    known = {*_NAMES, *(name for path in paths() for name in path)}
    text = re.sub(r"(?<![\w-])--?[a-z][a-z-]*", "", text)  # options
    text = re.sub(r"\[[a-z・]+ のどれか、初期値\s+[a-z]+\]", "", text)  # choices
    words = set(re.findall(r"[A-Za-z][A-Za-z/.-]*[A-Za-z]|[A-Za-z]", text))
    assert {word for word in words if word not in known and set(word.split("/")) - known} == set()


@pytest.mark.parametrize("path", [*paths()], ids=" ".join)
@pytest.mark.parametrize("width", [58, 78])
def test_no_line_of_help_is_wider_than_the_terminal(path: tuple[str, ...], width: int) -> None:
    lines = help_of(*path, width=width).splitlines()
    assert [line for line in lines if text_width(line) > width] == []
    assert [line for line in lines if line != line.rstrip() or re.match(r" +[、。）]", line)] == []


def test_examples_stand_on_one_line_each_and_name_what_there_is() -> None:
    commands = [
        each for command in COMMANDS for each in (command.commands.values() if isinstance(command, TyperGroup) else [command])
    ]
    for command in commands:
        assert isinstance(command, LateCommand)
        text = inspect.getdoc(getattr(import_module(f"hyoga_docs.commands.{command.file}"), command.function)) or ""
        examples = [line for line in text.splitlines() if line.startswith("例: ")]
        assert [line for line in examples if text_width(line) > 76] == []
        assert [line for line in examples if not re.match(rf"例: hyoga-docs (\w+ )?{command.name}\b", line)] == []


def test_help_tells_placeholders_ranges_defaults_and_choices() -> None:
    text = help_of("build")
    assert text.startswith("使い方: hyoga-docs build [オプション] 会議...\n\n  点検してから、配付する PDF を作る。\n")
    assert "  会議...  会議の YAML（meetings/2019-10-31.yaml など） [必須]\n" in text
    assert "  --jobs 数            同時に動かす LibreOffice の数 [1～16、初期値 2]\n" in text
    assert "  --limit 秒           一つの文書の変換に待つ秒数 [5以上、初期値 120]\n" in text
    assert "  --format 形          結果の形 [text・json・sarif・github のどれか、初期値\n" + " " * 23 + "text]\n" in text
    assert "  -q, --quiet          問題のほかは何も表示しない\n" in text
    assert "  --help               この使い方を表示する\n" in text


def odd(value: Annotated[str, typer.Option("--a-rather-long-name", metavar="値" * 4, help="意味" * 20)] = "a") -> None:
    """ためし。"""


def test_a_long_name_stands_above_its_meaning() -> None:
    trial = typer.Typer(add_completion=False, rich_markup_mode=None)
    trial.command(cls=JapaneseCommand)(odd)
    lines = CliRunner().invoke(trial, ["--help"], terminal_width=58).output.splitlines()
    number = lines.index("  --a-rather-long-name 値値値値")
    assert lines[number + 1] == " " * 28 + "意味" * 7 + "意"
    assert lines[number + 3 : number + 5] == [" " * 28 + "意味" * 5 + " [初期値", " " * 28 + "a]"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("buidl", "「buidl」というコマンドはありません。「build」の誤りではありませんか。「hyoga-docs --help」"),
        ("roster foo", "「foo」というコマンドはありません。「hyoga-docs roster --help」"),
        ("build", "「会議」がありません。「hyoga-docs build --help」"),
        ("roster rename", "「構成員」がありません。「hyoga-docs roster rename --help」"),
        ("build --fromat x", "「--fromat」という指定はありません。近いもの: --format、--out。「hyoga-docs build --help」"),
        ("check -x", "「-x」という指定はありません。「hyoga-docs check --help」"),
        ("build x --jobs", "「--jobs」の値がありません。「hyoga-docs build --help」"),
        ("build x --ocr=3", "「--ocr」に値は付けられません。「hyoga-docs build --help」"),
        ("--version=3", "「--version」に値は付けられません。「hyoga-docs --help」"),
        ("build x --jobs 0", "「--jobs」の値が使えません（1～16の数）。「hyoga-docs build --help」"),
        ("build x --jobs two", "「--jobs」の値が使えません（1～16の数）。「hyoga-docs build --help」"),
        ("build x --limit 1", "「--limit」の値が使えません（5以上の数）。「hyoga-docs build --help」"),
        (
            "check --format xls",
            "「--format」に「xls」は使えません。使える値: text、json、sarif、github。「hyoga-docs check --help」",
        ),
        ("doctor a b", "余分な値があります (a b)。「hyoga-docs doctor --help」"),
        ("--", "コマンドがありません。「hyoga-docs --help」"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_in_japanese(arguments: str, words: str) -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011  typer's own, which it does not name in public
        typer.main.get_command(app)(arguments.split(), prog_name="hyoga-docs", standalone_mode=False)
    assert usage_words(raised.value) == f"{words}で使い方を表示します。"
