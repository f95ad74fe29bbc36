"""The machine that a build runs on: what it has, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.limits import SECONDS
from hyoga_docs.pipeline.isolation import Isolation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hyoga_docs.programs.run_programs import RunningPrograms
    from hyoga_docs.spec.platform import Edition


@dataclass(frozen=True)
class IntakeSettings:
    """How supplied papers are opened. `folder` is scratch space that lasts as long as the papers are used.

    `limit` is seconds a paper may take, `jobs` processes at once. `home` and `soffice` say where LibreOffice and its fonts are,
    for papers that are no Office files of today. `hand_over` is called with the process that opened the first
    papers, its folder and their number, where somebody has more for it to do. `isolation` is told of what is opened.
    """

    cache: Cache
    environment: Mapping[str, str]
    folder: Path
    limit: float = SECONDS
    jobs: int = 2
    home: Path = Path()
    soffice: Path | None = None
    hand_over: Callable[[RunningPrograms, Path, int], None] | None = None
    isolation: Isolation = field(default_factory=Isolation)


@dataclass(frozen=True)
class Machine:
    """The machine that a build runs on, as a command found it, and what is asked of it.

    `limit` is seconds a document may take. `ocr` reads scanned pages, `archival` makes the packet PDF/A-2u,
    `keep_going` binds the other papers where some cannot be bound. `editions` are those to be made, where that is not for the
    body to say.
    """

    cache: Cache
    home: Path
    environment: Mapping[str, str]
    soffice: Path | None
    jobs: int
    limit: float
    ocr: bool = False
    archival: bool = False
    keep_going: bool = False
    editions: tuple[Edition, ...] = ()
    isolation: Isolation = field(default_factory=Isolation)

    def intake_settings(self, folder: Path) -> IntakeSettings:
        """How this machine opens supplied papers; `folder` is scratch space that lasts as long as they are used."""
        return IntakeSettings(
            self.cache, self.environment, folder, self.limit, self.jobs, self.home, self.soffice, isolation=self.isolation
        )
