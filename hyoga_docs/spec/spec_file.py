"""One file that people wrote, read by itself: the model of it with where each value stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from hyoga_docs.core.problem import SpecError
from hyoga_docs.spec.base_model import M, load
from hyoga_docs.spec.yaml.reader import YamlSource, decoded, read_text, read_yaml_text

if TYPE_CHECKING:
    from pathlib import Path

    from hyoga_docs.core.problem import Problem


@dataclass(frozen=True)
class SpecFile(Generic[M]):
    """A model as it was written."""

    model: M
    source: YamlSource


def read_spec_file(kind: type[M], path: Path, name: str, within: Path | None = None) -> SpecFile[M]:
    """The model of a file, called `name`, that lies `within` a folder. Raises SpecError with all that is wrong with it."""
    return _read(kind, name, *read_text(path, name, within))


def parse_spec_file(kind: type[M], raw: bytes, name: str) -> SpecFile[M]:
    """The model of a file's bytes. Raises SpecError with all that is wrong with it."""
    return _read(kind, name, *decoded(raw, name))


def _read(kind: type[M], name: str, text: str, problems: list[Problem]) -> SpecFile[M]:
    if problems:
        raise SpecError(problems)
    source, problems = read_yaml_text(text, name)
    model, more = load(kind, source) if source.data is not None or not problems else (None, [])
    if model is None or problems:
        raise SpecError([*problems, *more])
    return SpecFile(model, source)
