"""What locks a file: whether its pages are locked at all, and what opens it where no password does.

Source: ISO 32000-1 §7.6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What a reader is told of a lock that no password opens.
_CERTIFICATE = "証明書による暗号化"
_LOCKED_BY = re.compile(rb"/Encrypt\s+(?:(\d+)\s+(\d+)\s+R\b|<<)")
_LONGEST = 20_000  # bytes of an encryption dictionary, with the keys of many people


@dataclass(frozen=True)
class Encryption:
    """How a file is encrypted: the handler that opens it, its version, and whether only attachments are encrypted."""

    handler: str
    version: int
    attachments_only: bool

    @property
    def other_than_password(self) -> str:
        """What opens the file, in words, where that is no password; empty where it is one."""
        if self.handler == "Standard":
            return "" if self.version <= 5 else f"Standard V{self.version}"
        return _CERTIFICATE if self.handler == "Adobe.PubSec" else self.handler


def encryption_of(data: bytes) -> Encryption | None:
    """How a file says that it is encrypted; None where it says nothing that can be read."""
    said = [*_LOCKED_BY.finditer(data)]
    if not said:
        return None
    last = said[-1]
    start = last.end() - 2
    if last[1] is not None:
        places = [*re.finditer(rb"(?<!\d)%b\s+%b\s+obj\b" % (last[1], last[2]), data)]
        if not places:
            return None
        start = places[-1].end()
    held = data[start : start + _LONGEST].partition(b"endobj")[0]
    handler = re.search(rb"/Filter\s*/([^\s/<>\[\]()]+)", held)
    version = re.search(rb"/V\s+(\d{1,3})\b", held)
    number = int(version[1]) if version else 0
    plain = all(each == b"Identity" for each in re.findall(rb"/St[mr]F\s*/([^\s/<>\[\]()]+)", held))
    return Encryption(handler[1].decode("latin-1") if handler else "", number, attachments_only=number >= 4 and plain)


def without_lock(data: bytes) -> bytes:
    """A file whose attachments alone are encrypted, as one that says nothing of it: its pages are open as they stand."""
    return _LOCKED_BY.sub(lambda said: said[0].replace(b"/Encrypt", b"/Locked_"), data)
