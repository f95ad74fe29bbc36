from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer

import hyoga_docs
from hyoga_docs.commands.console import Console, ProblemFormat, short_path
from hyoga_docs.core.limits import TooLongError
from hyoga_docs.core.problem import ExitCode, MachineError, SpecError, UsageError, error, note

SPEC_PROBLEM = SpecError([error("HD101", "ファイルがありません。")])
EXPLAINED = "コードの説明は「hyoga-docs check --explain コード」で読めます。"
USAGE_PROBLEM = UsageError([error("HD635", "何を改めるのか、書かれていません。")])


@contextmanager
def ending(code: ExitCode) -> Iterator[None]:
    """Holds the exit code of a command."""
    with pytest.raises(typer.Exit) as ended:
        yield
    assert ended.value.exit_code == code


def test_a_command_that_was_done_ends_without_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with Console() as console:
        console.result("作りました。")
    assert capsys.readouterr().out == "作りました。\n"


def test_what_ends_a_command_is_reported_with_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with ending(ExitCode.SPEC), Console():
        raise SPEC_PROBLEM
    assert capsys.readouterr() == ("", f"エラー HD101 ファイルがありません。\n\nエラー 1件\n{EXPLAINED}\n")


def test_a_command_goes_on_after_a_step_and_ends_with_the_gravest_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    files = {"a": USAGE_PROBLEM, "b": MachineError([error("HD612", "書けません。")]), "c": SPEC_PROBLEM, "d": None}
    with ending(ExitCode.MACHINE), Console() as console:
        for name, problem in files.items():
            with console.step(Path(name)):
                if problem:
                    raise problem
                console.result(name)
    told = capsys.readouterr()
    assert told.out == "d\n"
    assert [line.split()[1] for line in told.err.splitlines() if " HD" in line] == ["HD635", "HD612", "HD101"]


NOTES = [note("HD278", "取り組み"), note("HD278", "取組"), note("HD412", "書体")]


@pytest.mark.parametrize(
    ("notes", "quiet", "told", "last"),
    [
        (False, False, ["HD412"], ["参考が2件あります。「--notes」で示します。", EXPLAINED]),
        (True, False, ["HD278", "HD278", "HD412"], [EXPLAINED]),
        (False, True, ["HD412"], []),
    ],
)
def test_words_count_the_notes_unless_they_are_asked_for_or_tell_what_was_made(
    capsys: pytest.CaptureFixture[str], notes: bool, quiet: bool, told: list[str], last: list[str]
) -> None:
    with Console(findings=True, notes=notes, quiet=quiet) as console:
        console.found(NOTES)
    out = capsys.readouterr().out
    assert re.findall(r"参考 (HD\d+)", out) == told
    assert [line for line in out.splitlines() if line.startswith(("参考が", "コード"))] == last


def test_programs_are_told_every_note(capsys: pytest.CaptureFixture[str]) -> None:
    for form in (ProblemFormat.JSON, ProblemFormat.SARIF, ProblemFormat.GITHUB):
        with Console(form, notes=False) as console:
            console.found(NOTES)
        assert capsys.readouterr().out.count("HD278") >= 2


def test_an_exit_code_of_the_command_itself_is_kept_unless_a_graver_one_comes() -> None:
    with ending(ExitCode.DIFFERS), Console() as console:
        console.ends_with(ExitCode.DIFFERS)
    with ending(ExitCode.SPEC), Console() as console:
        console.ends_with(ExitCode.SPEC)
        console.ends_with(ExitCode.DONE)


def test_what_no_room_foresaw_is_told_in_the_words_of_the_system(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with ending(ExitCode.MACHINE), Console():
        (tmp_path / "nowhere" / "a").write_text("", "utf-8")
    assert "HD614" in capsys.readouterr().err


def test_a_crash_an_exit_and_ctrl_c_are_not_for_the_console_to_report(capsys: pytest.CaptureFixture[str]) -> None:
    for problem in (ZeroDivisionError(), typer.Exit(4), KeyboardInterrupt()):
        with pytest.raises(type(problem)) as raised, Console(ProblemFormat.JSON):
            raise problem
        assert raised.value is problem
    assert capsys.readouterr() == ("", "")


def test_a_document_for_a_program_is_printed_once_when_all_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    with ending(ExitCode.SPEC), Console(ProblemFormat.JSON) as console:
        for problem in (USAGE_PROBLEM, SPEC_PROBLEM):
            with console.step(Path("a.yaml")):
                raise problem
            assert capsys.readouterr() == ("", "")
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == ["HD635", "HD101"]


def test_who_reads_the_output_may_have_read_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())  # the console puts another in its place, which goes with this test
    with Console():
        raise BrokenPipeError
    with ending(ExitCode.SPEC), Console(ProblemFormat.JSON):
        monkeypatch.setattr("typer.echo", _closed)
        raise SPEC_PROBLEM


def _closed(*_words: object, **_settings: object) -> None:
    raise BrokenPipeError


def test_words_leave_visible_and_by_one_door(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = "\x1b]52;c;x\x07\x9b2J\u202e\udc80"
    with Console() as console:
        console.result(f"{short_path(Path(odd + chr(10)))} を作りました。")
        console.wrote(odd)
        console.live = True
        console.progress(tmp_path / f"{odd}.yaml")("作業中")
    told = capsys.readouterr()
    shown = r"\u001b]52;c;x\u0007\u009b2J\u202e\udc80"
    assert told.out == f"{shown}\\n を作りました。\n"
    assert told.err.startswith(f"{shown}\n")
    assert told.err.endswith(f"\r{shown}: 作業中")  # where there is no terminal, our own commands to it are left out


def test_nothing_is_printed_elsewhere() -> None:
    package = Path(hyoga_docs.__file__).parent
    printing = re.compile(r"\becho\(|\bprint\(|\bstd(out|err)\.(buffer\.)?write")
    found = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if printing.search(path.read_text("utf-8"))}
    in_a_sandbox = {"programs/sandbox.py"}  # where it is tried
    assert found - in_a_sandbox == {"commands/console.py", "commands/app.py", "diff/textconv.py"}


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (MemoryError(), "HD319", "メモリが足りません"),
        (TooLongError(), "HD318", "時間がかかりすぎます"),
        (RecursionError(), "HD371", "入れ子が深すぎます"),
    ],
)
def test_what_is_too_much_for_this_process_ends_a_command_with_words(
    capsys: pytest.CaptureFixture[str], problem: Exception, code: str, words: str
) -> None:
    with ending(ExitCode.SPEC), Console():
        raise problem
    whole = capsys.readouterr().err
    with ending(ExitCode.SPEC), Console() as console, console.step(Path("a.yaml")):
        raise problem
    step = capsys.readouterr().err
    for told in (whole, step):
        assert f"エラー {code}" in told
        assert words in told
        assert type(problem).__name__ in told
    assert "a.yaml" in step
