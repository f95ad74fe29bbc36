"""The machine that a build runs on: what it has, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.programs.libreoffice.convert import Office
    from hyoga_docs.programs.libreoffice.engine import Engine
    from hyoga_docs.programs.ocrmypdf import OcrPrograms
    from hyoga_docs.programs.sandbox import Sandbox


@dataclass(frozen=True)
class IntakeSettings:
    """How supplied papers are opened. `folder` is scratch space that lasts as long as the papers are used.

    `limit` is seconds a paper may take, `jobs` processes at once.
    """

    store: Store
    environment: Mapping[str, str]
    folder: Path
    limit: float = 120.0
    jobs: int = 2


@dataclass(frozen=True)
class Machine:
    """The machine that a build runs on, as a command found it, and what is asked of it.

    `limit` is seconds a document may take. `ocr` reads scanned pages, `archival` makes the packet PDF/A-2u.
    """

    store: Store
    home: Path
    environment: Mapping[str, str]
    soffice: Path | None
    jobs: int
    limit: float
    ocr: bool = False
    archival: bool = False

    def intake_settings(self, folder: Path) -> IntakeSettings:
        """How this machine opens supplied papers; `folder` is scratch space that lasts as long as they are used."""
        return IntakeSettings(self.store, self.environment, folder, self.limit, self.jobs)


def open_office(desk: Machine) -> Office:
    """LibreOffice on this desk with all that a conversion stands on. Raises MachineError."""
    from hyoga_docs.programs import fonts, sandbox  # noqa: PLC0415
    from hyoga_docs.programs.libreoffice.convert import Office  # noqa: PLC0415

    environment = sandbox.office_environment(desk.environment)
    engine, confinement = find_libreoffice(desk, environment)
    found = fonts.read_fonts(fonts.font_folders(desk.home), desk.store)
    return Office(engine, found, desk.store, environment, desk.limit, desk.jobs, confinement)


def find_libreoffice(desk: Machine, environment: Mapping[str, str]) -> tuple[Engine, Sandbox]:
    from hyoga_docs.programs.libreoffice.engine import find_engine  # noqa: PLC0415
    from hyoga_docs.programs.sandbox import sandbox_for  # noqa: PLC0415

    found = find_engine(desk.soffice, desk.store, environment)
    return found, sandbox_for(found.program, environment, desk.store)


def find_ocr_program(desk: Machine) -> OcrPrograms:
    from hyoga_docs.programs.ocrmypdf import find_ocr  # noqa: PLC0415
    from hyoga_docs.programs.sandbox import strongest_sandbox  # noqa: PLC0415

    return find_ocr(desk.environment, desk.jobs, strongest_sandbox())
