"""What other programs are started in: an environment with nothing of ours in it, no network, and no files but their own."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.temporary import temporary_folder
from hyoga_docs.programs.run_programs import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


INSTALL = "sudo apt-get install bubblewrap"
_KEPT = ("HOME", "USERPROFILE", "SYSTEMROOT", "SystemRoot", "TEMP", "TMP", "TMPDIR", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME")
_NOWHERE = "http://127.0.0.1:9"
_LIMIT = 60.0
#: What LibreOffice reads of the system; nothing of it is anybody's own.
_SYSTEM = (
    "/usr",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/libreoffice",
    "/etc/localtime",
    "/var/cache/fontconfig",  # without it every start reads all fonts
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
)
#: Where a user's own fonts are, and what says how to use them, from the home folder on.
_USER_FONTS = (".fonts", ".fonts.conf", ".fonts.conf.d", ".config/fontconfig", ".local/share/fonts")
#: Where sockets of other programs lie, which no cut network keeps away.
_MEETING_PLACES = ("/run", "/tmp", "/var/tmp")
#: No session of its own inside: every program is started in a new one (`process`), without a terminal. A second would
#: leave the group that is killed, and for a moment bubblewrap does not die with its parent either.
_CUT_OFF = ("--unshare-all", "--die-with-parent", "--proc", "/proc", "--dev", "/dev")


class SandboxKind(StrEnum):
    """The means of keeping a program to itself, strongest first."""

    BWRAP = "bwrap"
    UNSHARE = "unshare"
    SETTINGS = "settings"


_SAYS = {
    SandboxKind.BWRAP: "LibreOffice は通信できず、自分の作業フォルダーのほかの文書を読めません（bubblewrap）",
    SandboxKind.UNSHARE: "LibreOffice は通信できません（unshare）。ほかの文書を読むことは LibreOffice の設定で止めます",
    SandboxKind.SETTINGS: "通信と、ほかの文書を読むことを、プロキシと LibreOffice の設定で止めます",
}


@dataclass(frozen=True)
class Sandbox:
    """How a program is kept from the network and from other files. `shown` is what it may read beside the system."""

    means: SandboxKind = SandboxKind.SETTINGS
    starter: str = ""
    shown: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """What it does, for people."""
        return _SAYS[self.means]

    def converting(self, folder: Path) -> tuple[str, ...]:
        """What LibreOffice is started through: it reads the system and its own program, and writes in `folder` alone."""
        if self.means is not SandboxKind.BWRAP:
            return self._without_network()
        return (self.starter, *_CUT_OFF, *_system(), "--tmpfs", "/tmp", *self.shown, *_own(folder), "--")

    def reading(self, folder: Path, *needed: Path) -> tuple[str, ...]:
        """What a reader of untrusted files is started through: it sees the machine's files, and writes in `folder` alone.

        Of temporary folders it sees what is `needed`, to read. `unshare` keeps it from the network only.
        """
        if self.means is not SandboxKind.BWRAP:
            return self._without_network()
        places = [place for place in _MEETING_PLACES if Path(place).is_dir() and not Path(place).is_symlink()]
        hidden = [word for place in places for word in ("--tmpfs", place)]
        closed = [word for place in places for word in ("--remount-ro", place)]
        seen = _read_only_binds(str(path) for path in needed)
        return (self.starter, "--ro-bind", "/", "/", *hidden, *_CUT_OFF, *seen, *_own(folder), *closed, "--")

    def _without_network(self) -> tuple[str, ...]:
        return (self.starter, "--map-root-user", "--net", "--") if self.means is SandboxKind.UNSHARE else ()


NO_SANDBOX = Sandbox()


def office_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for LibreOffice: a proxy that leads nowhere, and no PATH, so that it starts no program of its own."""
    kept = {name: environment[name] for name in _KEPT if name in environment}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    path = {"PATH": "/nonexistent"} if sys.platform == "linux" else {"PATH": environment.get("PATH", "")}
    return {**kept, **proxies, **path, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def available_sandboxes() -> Iterator[Sandbox]:
    """The means that work on this machine, strongest first; each is really tried when its turn comes."""
    for means in (SandboxKind.BWRAP, SandboxKind.UNSHARE) if sys.platform == "linux" else ():
        starter = shutil.which(means)
        each = Sandbox(means, starter) if starter else None
        if each is not None and _answer(each, ("/bin/true",), {}) is not None:
            yield each
    yield NO_SANDBOX


def strongest_sandbox() -> Sandbox:
    """The strongest means that works on this machine."""
    return next(available_sandboxes())


def sandbox_for(program: Path, environment: Mapping[str, str], cache: Cache) -> Sandbox:
    """The strongest means in which this LibreOffice answers; that it does is remembered while its program stays the same.

    One that needs more than it sees there (a snap, a script of somebody's own) gets the next means.
    """
    shown = (*_program(program), *_fonts(environment))
    stat = program.stat()
    for found in available_sandboxes():
        each = replace(found, shown=shown)
        if each.means is SandboxKind.SETTINGS:
            return each
        key = digest(str(program), str(stat.st_size), str(stat.st_mtime_ns), *each.converting(Path("/own")))
        if cache.get("confinement", key):
            return each
        said = _answer(each, (str(program), "--version"), environment)
        if said and said.startswith("LibreOffice "):
            cache.put("confinement", key, said.encode())
            return each
    return replace(NO_SANDBOX, shown=shown)


def _answer(sandbox: Sandbox, command: tuple[str, ...], environment: Mapping[str, str]) -> str | None:
    with temporary_folder() as folder:
        return answer([*sandbox.converting(Path(folder)), *command], environment, _LIMIT)


def _system() -> list[str]:
    """The system's folders, read-only; /bin, /lib and their like stay the links that they often are."""
    words = _read_only_binds(_SYSTEM)
    for place in [Path("/bin"), *(Path("/") / name for name in ("lib", "lib32", "lib64"))]:
        if place.is_symlink():
            words += ["--symlink", str(place.readlink()), str(place)]
        else:
            words += _read_only_binds([str(place)])
    return words


def _program(program: Path) -> list[str]:
    """The engine's own folder where it is not the system's: the whole installation, for one that has the usual shape."""
    real = program.resolve()
    words = _read_only_binds([str(real.parent.parent if real.parent.name == "program" else real)])
    if program != real:
        words += ["--symlink", str(real), str(program)]
    return [] if program.is_relative_to("/usr") and real.is_relative_to("/usr") else words


def _fonts(environment: Mapping[str, str]) -> list[str]:
    home = environment.get("HOME")
    if not home:
        return []
    font_cache = environment.get("XDG_CACHE_HOME") or f"{home}/.cache"
    return _read_only_binds([*(f"{home}/{name}" for name in _USER_FONTS), f"{font_cache}/fontconfig"])


def _read_only_binds(places: Iterable[str]) -> list[str]:
    return [word for place in places for word in ("--ro-bind-try", place, place)]


def _own(folder: Path) -> tuple[str, ...]:
    return ("--bind", str(folder), str(folder), "--chdir", str(folder))
