"""One file that people wrote, read by itself: the model of it with where each value stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from hyoga_docs.problem import SpecError
from hyoga_docs.spec.model import M, load
from hyoga_docs.spec.yaml_reader import Source, read_text, read_yaml_text

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Written(Generic[M]):
    """A model as it was written."""

    model: M
    source: Source


def written(kind: type[M], path: Path, name: str) -> Written[M]:
    """The model of a file, called `name`. Raises SpecError with all that is wrong with it."""
    text, problems = read_text(path, name)
    if problems:
        raise SpecError(problems)
    return written_in(kind, text, name)


def written_in(kind: type[M], text: str, name: str) -> Written[M]:
    """The model of a file's text. Raises SpecError with all that is wrong with it."""
    source, problems = read_yaml_text(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), name)
    model, more = load(kind, source) if source.data is not None or not problems else (None, [])
    if model is None or problems:
        raise SpecError([*problems, *more])
    return Written(model, source)
