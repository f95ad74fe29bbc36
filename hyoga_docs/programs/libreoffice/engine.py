"""Finds LibreOffice and says which version it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.problem import MachineError, error
from hyoga_docs.programs.run_programs import answer, on_path

if TYPE_CHECKING:
    from collections.abc import Mapping

INSTALL = {
    "linux": "sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui "
    "libreoffice-math-nogui",
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install TheDocumentFoundation.LibreOffice",
}
#: The libraries of Writer and of Math.
WRITER, MATH = "libswlo", "libsmlo"
_PLACES = {
    "linux": (
        "/usr/lib/libreoffice/program",
        "/usr/lib64/libreoffice/program",
        "/opt/libreoffice*/program",
        "/snap/libreoffice/current/lib/libreoffice/program",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS",),
    "win32": ("C:/Program Files/LibreOffice/program", "C:/Program Files (x86)/LibreOffice/program"),
}
_PROGRAMS = {"linux": ("soffice.bin", "soffice"), "darwin": ("soffice",), "win32": ("soffice.com", "soffice.exe")}


@dataclass(frozen=True)
class Engine:
    """LibreOffice as it is on this machine. `build` names its build, as its profile wants it."""

    program: Path
    version: str
    build: str

    @property
    def name(self) -> str:
        """`LibreOffice 7.4.7.2`."""
        return f"LibreOffice {self.version}"

    def has(self, library: str) -> bool:
        """Whether a part of LibreOffice is here; Debian packs them one by one, elsewhere they come together."""
        return sys.platform != "linux" or any(self.program.resolve().parent.glob(f"{library}.*"))

    @property
    def drops_formulas(self) -> bool:
        """Whether formulas would vanish without a word: its other parts are here, and Math is not."""
        return self.has(WRITER) and not self.has(MATH)


def find_program(wanted: Path | None) -> Path | None:
    """The LibreOffice program: the one that was named, else where this system keeps it, else the one on the PATH."""
    system = _system()
    if wanted is not None:
        return wanted if wanted.is_file() else None
    for place in _PLACES[system]:
        anchor = Path(Path(place).anchor)
        for folder in sorted(anchor.glob(Path(place).relative_to(anchor).as_posix()), reverse=True):
            for name in _PROGRAMS[system]:
                if (folder / name).is_file():
                    return folder / name
    return on_path("soffice")


def find_engine(wanted: Path | None, cache: Cache, environment: Mapping[str, str]) -> Engine:
    """The engine, its version asked once and remembered while its program file stays the same.

    Raises MachineError with the command that installs it.
    """
    program = find_program(wanted)
    if program is None:
        raise MachineError([error("HD701", "LibreOffice がありません。", hint=f"入れる方法: {INSTALL[_system()]}")])
    stat = program.stat()
    key = digest(str(program), str(stat.st_size), str(stat.st_mtime_ns))
    kept = cache.get("engine", key)
    said = kept.decode() if kept else answer([str(program), "--version"], environment, 60)
    words = (said or "").split()
    if len(words) < 2 or words[0] != "LibreOffice":
        raise MachineError(
            [error("HD702", "LibreOffice が動きません。", quote=str(program), hint=f"入れ直してください: {INSTALL[_system()]}")]
        )
    if kept is None and said:
        cache.put("engine", key, said.encode())
    return Engine(program, words[1], _build(program))


def _build(program: Path) -> str:
    for name in ("versionrc", "version.ini"):
        for folder in (program.parent, program.parent.parent / "Resources"):
            if (folder / name).is_file():
                for line in (folder / name).read_text("utf-8", "replace").splitlines():
                    if line.startswith("buildid="):
                        return line.partition("=")[2].strip()
    return ""


def _system() -> str:
    return sys.platform if sys.platform in _PLACES else "linux"
