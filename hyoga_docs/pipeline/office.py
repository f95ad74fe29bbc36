"""The programs of a machine that make and read documents: LibreOffice, and what reads scanned pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.programs.fonts import font_folders, read_fonts
from hyoga_docs.programs.libreoffice.convert import Office
from hyoga_docs.programs.libreoffice.engine import Engine, find_engine
from hyoga_docs.programs.ocrmypdf import OcrPrograms, find_ocr
from hyoga_docs.programs.sandbox import Sandbox, office_environment, sandbox_for, sandbox_for_readers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hyoga_docs.pipeline.machine import IntakeSettings, Machine


def open_office(machine: Machine | IntakeSettings) -> Office:
    """LibreOffice on this machine with all that a conversion stands on. Raises MachineError."""
    environment = office_environment(machine.environment)
    engine, sandbox = find_libreoffice(machine, environment)
    fonts = read_fonts(font_folders(machine.home), machine.cache)
    return Office(engine, fonts, machine.cache, environment, machine.limit, machine.jobs, sandbox)


def find_libreoffice(machine: Machine | IntakeSettings, environment: Mapping[str, str]) -> tuple[Engine, Sandbox]:
    """LibreOffice, and the strongest means of keeping it to itself. Raises MachineError."""
    found = find_engine(machine.soffice, machine.cache, environment)
    sandbox = sandbox_for(found.program, environment, machine.cache)
    machine.isolation.check(sandbox)
    return found, sandbox


def find_ocr_programs(machine: Machine) -> OcrPrograms:
    """What reads scanned pages. Raises MachineError."""
    return find_ocr(machine.environment, machine.jobs, sandbox_for_readers(machine.cache))
