"""What other programs are started in: an environment with nothing of ours in it, no network, and no files but their own."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.temporary import temporary_folder
from hyoga_docs.programs.run_programs import answer, on_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


INSTALL = "sudo apt-get install bubblewrap"
_KEPT = ("HOME", "USERPROFILE", "SYSTEMROOT", "SystemRoot", "TEMP", "TMP", "TMPDIR", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME")
_NOWHERE = "http://127.0.0.1:9"
_LIMIT = 60.0
#: This package, as a process of its own needs it.
_PACKAGE = Path(__file__).resolve().parents[1]
#: What programs read of the system; nothing of it is anybody's own.
_SYSTEM = (
    "/usr",
    "/nix/store",
    "/gnu/store",
    "/home/linuxbrew/.linuxbrew",
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
#: No session of its own inside: every program is started in a new one (`process`), without a terminal. A second would
#: leave the group that is killed, and for a moment bubblewrap does not die with its parent either.
_CUT_OFF = ("--unshare-all", "--die-with-parent", "--proc", "/proc", "--dev", "/dev")
#: Of root's, files of /proc are the machine's own settings, whatever else was given up.
_CLOSED = ("--remount-ro", "/proc", "--remount-ro", "/")
#: Inside nobody is root, and whatever is written is still its user's outside.
_NOBODY = ("--unshare-user", "--uid", "65534", "--gid", "65534")
_NO_RIGHTS = ("--cap-drop", "ALL")
#: What bubblewrap is told to give up, the most first: no user namespaces inside from 0.8 on, and in few containers; where it is
#: installed with root's rights, users may not be allowed any.
_BWRAP = ((*_NOBODY, "--disable-userns", *_NO_RIGHTS), (*_NOBODY, *_NO_RIGHTS), _NO_RIGHTS)
_UNSHARE = (
    ("--map-current-user", "--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"),
    ("--map-root-user", "--net"),
)
#: Root keeps its rights in a namespace of its own, unless they are taken from it.
_SETPRIV = ("--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--")


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
    starter: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """What it does, for people."""
        return _SAYS[self.means]

    @property
    def is_isolated(self) -> bool:
        """Whether it sees no files but those that it needs."""
        return self.means is SandboxKind.BWRAP

    def converting(self, folder: Path) -> tuple[str, ...]:
        """What LibreOffice is started through: it reads the system and its own program, and writes in `folder` alone."""
        return self._start((*_system(), "--tmpfs", "/tmp", *self.shown), folder)

    def reading(self, folder: Path, *needed: Path) -> tuple[str, ...]:
        """What a reader of untrusted files is started through: this Python reads what is `needed`, and writes in `folder`."""
        return self._start((*_system(), *_read_only_binds((*_python(), *map(str, needed)))), folder)

    def _start(self, seen: tuple[str, ...], folder: Path) -> tuple[str, ...]:
        if not self.is_isolated:
            return self.starter
        return (*self.starter, *_CUT_OFF, *seen, "--bind", str(folder), str(folder), "--chdir", str(folder), *_CLOSED, "--")


NO_SANDBOX = Sandbox()


def office_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for LibreOffice: a proxy that leads nowhere, and no PATH, so that it starts no program of its own."""
    kept = {name: environment[name] for name in _KEPT if name in environment}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    path = {"PATH": "/nonexistent"} if sys.platform == "linux" else {"PATH": environment.get("PATH", "")}
    return {**kept, **proxies, **path, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def python_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for a Python of ours that opens papers: none of what may be secret in its user's."""
    kept = {name: environment[name] for name in ("LD_LIBRARY_PATH", "PYTHONHOME") if name in environment}
    return {**office_environment(environment), **kept}


def available_sandboxes() -> Iterator[Sandbox]:
    """The means that work on this machine, strongest first; each is really tried when its turn comes."""
    for means in (SandboxKind.BWRAP, SandboxKind.UNSHARE) if sys.platform == "linux" else ():
        starts = (Sandbox(means, start) for start in _starts(means))
        works = (each for each in starts if _answer(each.converting, ("/bin/true",), {}) is not None)
        yield from islice(works, 1)
    yield NO_SANDBOX


def _starts(means: SandboxKind) -> Iterator[tuple[str, ...]]:
    """The ways in which a means may be started, the strictest first."""
    found = on_path(means)
    starter = str(found)
    if found and means is SandboxKind.BWRAP:
        yield from ((starter, *given_up) for given_up in _BWRAP)
    elif found:
        setpriv = on_path("setpriv")
        rights = (str(setpriv), *_SETPRIV) if setpriv else ()
        yield from ((starter, *apart, "--", *rights) for apart in _UNSHARE)
        yield (starter, *_UNSHARE[-1], "--")


def sandbox_for(program: Path, environment: Mapping[str, str], cache: Cache) -> Sandbox:
    """The strongest means in which this LibreOffice answers; that it does is remembered while its program stays the same.

    One that needs more than it sees there (a snap, a script of somebody's own) gets the next means.
    """
    shown = (*_program(program), *_fonts(environment))
    found = (replace(each, shown=shown) for each in available_sandboxes())
    return _first(found, Sandbox.converting, (str(program), "--version"), "LibreOffice ", environment, cache)


def sandbox_for_readers(cache: Cache) -> Sandbox:
    """The strongest means in which this Python answers, remembered in the same way."""
    says = "print('Python')"
    return _first(available_sandboxes(), Sandbox.reading, (sys.executable, "-c", says), "Python", {}, cache)


def _first(
    found: Iterable[Sandbox],
    start: Callable[[Sandbox, Path], tuple[str, ...]],
    command: tuple[str, ...],
    wanted: str,
    environment: Mapping[str, str],
    cache: Cache,
) -> Sandbox:
    """The first one in which a command says what is wanted, or the last one, which is none."""
    stat = Path(command[0]).stat()
    each = NO_SANDBOX
    for each in found:
        if each.means is SandboxKind.SETTINGS:
            break
        key = digest(*command, str(stat.st_size), str(stat.st_mtime_ns), *start(each, Path("/own")))
        if cache.get("confinement", key):
            break
        said = _answer(partial(start, each), command, environment)
        if said and said.startswith(wanted):
            cache.put("confinement", key, said.encode())
            break
    return each


def _answer(start: Callable[[Path], tuple[str, ...]], command: tuple[str, ...], environment: Mapping[str, str]) -> str | None:
    with temporary_folder() as folder:
        return answer([*start(Path(folder)), *command], environment, _LIMIT)


def _system() -> list[str]:
    """The system's folders, read-only; /bin, /lib and their like stay the links that they often are."""
    words = _read_only_binds(_SYSTEM)
    for place in [Path("/bin"), *(Path("/") / name for name in ("lib", "lib32", "lib64"))]:
        if place.is_symlink():
            words += ["--symlink", str(place.readlink()), str(place)]
        else:
            words += _read_only_binds([str(place)])
    return words


def _python() -> list[str]:
    """This Python, the folders that libraries are installed in, and this package; never the folder that somebody works in."""
    libraries = [place for place in map(Path, sys.path) if place.is_dir() and any(place.glob("*.dist-info"))]
    prefixes = [Path(sys.prefix), Path(sys.base_prefix)]
    places = [*prefixes, *(place.resolve() for place in prefixes), *libraries, _PACKAGE]
    return [str(place) for place in dict.fromkeys(places) if not place.is_relative_to("/usr")]


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
