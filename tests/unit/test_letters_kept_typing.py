"""A file that people typed into is merged, left alone, or written beside: never lost."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from typing import TYPE_CHECKING

import docx
import pytest
from tracking import paragraphs
from workspaces import planned

from hyoga_docs.core.problem import Place
from hyoga_docs.letters.fill_letters import FilledLetter, FilledLetters, LetterCopy
from hyoga_docs.letters.kept_typing import keep_typing, replaced_by
from hyoga_docs.pipeline.output import staging, swap_in
from hyoga_docs.pipeline.output_record import LETTERS
from hyoga_docs.word.merging.merge import with_record
from hyoga_docs.word.template import Template

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2024, 5, 1)
NAME = "letters/会議録.docx"
OLD, NEW = paragraphs("会議録", "日時　10時", "以上"), paragraphs("会議録", "日時　11時", "以上")


def filled(root: Path, data: bytes, name: str = "minutes") -> FilledLetters:
    template = Template(name, Place(f"templates/{name}.docx"), b"", (), frozenset(), prints_label=False)
    plan = planned(root / f"w{len(list(root.iterdir()))}")[0]
    return FilledLetters(plan, [FilledLetter(name, (LetterCopy("会議録", ".docx", "会議録", data),), template)])


def typed(path: Path, text: str) -> bytes:
    document = docx.Document(str(path))
    document.paragraphs[-1].insert_paragraph_before(text)
    document.save(str(path))
    return path.read_bytes()


def written(root: Path, data: bytes) -> FilledLetters:
    """What is filled, after it was put into the output folder as `letters` does."""
    letters = filled(root, data)
    out = root / "out"
    read = keep_typing(letters, out)
    with staging(out, LETTERS) as folder:
        files = {f"letters/{each.copies[0].stem}.docx": each.copies[0].data for each in letters.letters}
        kept = tuple(start for each in letters.letters for start in replaced_by(each))
        letters.problems += swap_in(out, files, folder, LETTERS, lambda name: name.startswith(kept), read)
    return letters


def lines(path: Path) -> list[str]:
    return [each.text for each in docx.Document(str(path)).paragraphs]


def test_what_was_typed_and_what_is_new_are_in_one_file(tmp_path: Path) -> None:
    written(tmp_path, OLD)
    path = tmp_path / "out" / NAME
    typed(path, "会長：始めます。")

    done = written(tmp_path, NEW)

    assert lines(path) == ["会議録", "日時　11時", "会長：始めます。", "以上"]
    assert (done.problems, done.letters[0].copies[0].print_copy is None) == ([], False)
    assert [each.name for each in path.parent.iterdir() if not each.name.startswith(".")] == ["会議録.docx"]
    again = path.read_bytes()
    assert written(tmp_path, NEW).problems == []
    assert path.read_bytes() == again


def test_what_both_changed_is_told_with_both_words(tmp_path: Path) -> None:
    written(tmp_path, OLD)
    path = tmp_path / "out" / NAME
    document = docx.Document(str(path))
    document.paragraphs[1].text = "日時　10時5分"
    document.save(str(path))

    [told] = written(tmp_path, NEW).problems

    assert (told.code, told.quote, told.place) == ("HD625", "日時　10時5分", Place(f"out/{NAME}"))
    assert "日時　11時" in told.message
    assert lines(path)[1] == "日時　10時5分"


@pytest.mark.parametrize("lock", ["~$会議録.docx", ".~lock.会議録.docx#"])
def test_a_file_that_is_open_is_left_alone(tmp_path: Path, lock: str) -> None:
    written(tmp_path, OLD)
    path = tmp_path / "out" / NAME
    before = typed(path, "会長：始めます。")
    (path.parent / lock).write_bytes(b"")

    done = written(tmp_path, NEW)

    assert ([each.code for each in done.problems], done.failed, done.letters) == (["HD626"], 1, [])
    assert lock in (done.problems[0].hint or "")
    assert path.read_bytes() == before


def test_a_file_that_is_to_stay_as_it_is_stays(tmp_path: Path) -> None:
    written(tmp_path, OLD)
    path = tmp_path / "out" / NAME
    path.chmod(0o444)

    done = written(tmp_path, NEW)

    assert [each.code for each in done.problems] == ["HD626"]
    assert lines(path)[1] == "日時　10時"


@pytest.mark.parametrize("there", [b"PK\x03\x04 half a file", paragraphs("手で作った会議録")], ids=["damaged", "another's"])
def test_what_cannot_be_merged_stays_and_the_new_one_is_beside_it(tmp_path: Path, there: bytes) -> None:
    path = tmp_path / "out" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(there)

    done = written(tmp_path, NEW)

    assert [each.code for each in done.problems] == ["HD630"]
    assert path.read_bytes() == there
    assert lines(path.with_name("会議録（作り直し）.docx")) == ["会議録", "日時　11時", "以上"]


def test_what_was_typed_into_the_one_beside_is_merged_and_the_pdf_of_the_first_stays(tmp_path: Path) -> None:
    path = tmp_path / "out" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(paragraphs("手で作った会議録"))
    written(tmp_path, OLD)
    beside = path.with_name("会議録（作り直し）.docx")
    typed(beside, "会長：始めます。")

    done = written(tmp_path, NEW)

    assert [each.code for each in done.problems] == ["HD630"]
    assert lines(beside) == ["会議録", "日時　11時", "会長：始めます。", "以上"]
    assert not any("letters/会議録.pdf".startswith(start) for start in replaced_by(done.letters[0]))
    assert replaced_by(filled(tmp_path, NEW).letters[0])[1:] == ("letters/会議録.", "letters/会議録（作り直し）.")


def test_what_an_older_version_made_without_a_record_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(OLD)
    (path.parent / ".sha256sums").write_text(f"{hashlib.sha256(OLD).hexdigest()}  会議録.docx\n", "utf-8")

    assert written(tmp_path, NEW).problems == []
    assert lines(path)[1] == "日時　11時"


def test_other_letters_are_not_merged(tmp_path: Path) -> None:
    letters = filled(tmp_path, OLD, "notice")
    assert keep_typing(letters, tmp_path / "out") == frozenset()
    assert letters.letters[0].copies[0].data == OLD


def test_a_file_saved_while_it_is_merged_is_not_lost(tmp_path: Path) -> None:
    written(tmp_path, OLD)
    path, out = tmp_path / "out" / NAME, tmp_path / "out"
    letters = filled(tmp_path, NEW)
    read = keep_typing(letters, out)
    late = typed(path, "会長：終わります。")
    with staging(out, LETTERS) as folder:
        told = swap_in(out, {NAME: letters.letters[0].copies[0].data}, folder, LETTERS, merged=read)

    assert [each.code for each in told] == ["HD616"]
    assert (out / "letters" / "直したもの" / "会議録.docx").read_bytes() == late


def test_the_record_is_no_part_of_what_is_read(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(with_record(OLD)))
    assert [each.text for each in document.paragraphs] == ["会議録", "日時　10時", "以上"]
