"""How an Office file is to be printed, the copy that is made of it, and what was found on the way."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class PrintSettings:
    """How an Office file is to be printed. `file_name` is what its sender calls it, for fields that print it.

    Of a book `sheets` are the ones to print (none named: all that show), `fit` is `width`, `page` or `none`, `orientation`
    `portrait` or `landscape`; empty where the file itself is to say it.
    """

    file_name: str = ""
    sheets: tuple[str, ...] = ()
    fit: str = ""
    orientation: str = ""


@dataclass(frozen=True)
class OfficeFinding:
    """Something in an Office file that is not printed as it stands there: a code of docs/checks, the words in question,
    and where they stand (`集計!B3`, `スライド3`, `ヘッダー`), as far as the file tells.
    """

    code: str
    words: str = ""
    where: str = ""


@dataclass(frozen=True)
class PrintCopy:
    """An Office file as LibreOffice is to print it, with what was found in making it."""

    data: bytes
    findings: tuple[OfficeFinding, ...] = ()

    def pack(self) -> bytes:
        """Both as bytes."""
        return json.dumps([asdict(each) for each in self.findings], ensure_ascii=True).encode() + b"\n" + self.data

    @staticmethod
    def unpack(packed: bytes) -> PrintCopy:
        """Both from their bytes. Raises ValueError for anything else."""
        head, _, data = packed.partition(b"\n")
        return PrintCopy(data, tuple(OfficeFinding(**each) for each in json.loads(head)))
