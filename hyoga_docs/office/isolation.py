"""What LibreOffice is started in: an environment with nothing of ours in it, and no network."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from hyoga_docs.office.process import answer

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = ("HOME", "USERPROFILE", "SYSTEMROOT", "SystemRoot", "TEMP", "TMP", "TMPDIR", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME")
_NOWHERE = "http://127.0.0.1:9"


def office_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for LibreOffice: a proxy that leads nowhere, and no PATH, so that it starts no program of its own."""
    kept = {name: environment[name] for name in _KEPT if name in environment}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    path = {"PATH": "/nonexistent"} if sys.platform == "linux" else {"PATH": environment.get("PATH", "")}
    return {**kept, **proxies, **path, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def network_wrapper() -> tuple[str, ...]:
    """What cuts the network off where the system offers it without root; empty where it does not."""
    if sys.platform != "linux":
        return ()
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    wrapper = (unshare, "--map-root-user", "--net", "--")
    return wrapper if answer([*wrapper, "/bin/true"], {}, 5) is not None else ()
