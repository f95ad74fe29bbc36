"""Whether papers are opened where they see no files but their own: told where not, and refused where it must be so."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import MachineError, Problem, error, note

if TYPE_CHECKING:
    from hyoga_docs.programs.sandbox import Sandbox


@dataclass
class Isolation:
    """What is asked of the isolation of papers, and whether any was opened without it since that was last told.

    `required` is asked on the command line, `by_body` by the body whose meeting is at hand.
    """

    required: bool = False
    by_body: bool = False
    lacked: bool = False

    @property
    def must_be(self) -> bool:
        """Whether papers may be opened in no other way."""
        return self.required or self.by_body

    def check(self, sandbox: Sandbox) -> None:
        """Raises MachineError where papers must be isolated, and are not in this sandbox."""
        if self.must_be and not sandbox.is_isolated:
            asked = "--require-isolation" if self.required else "platform.yaml の isolation: required"
            message = f"届いた資料を隔離して開くことが求められていますが（{asked}）、この機械ではできません。"
            raise MachineError([error("HD707", message, hint=_how())])

    def opening(self, sandbox: Sandbox) -> Sandbox:
        """Notes that a paper is opened in a sandbox, and gives it back. Raises MachineError."""
        self.check(sandbox)
        self.lacked = self.lacked or not sandbox.is_isolated
        return sandbox

    def problems(self) -> list[Problem]:
        """That papers were opened without isolation, told once."""
        lacked, self.lacked = self.lacked, False
        if not lacked:
            return []
        message = "届いた資料を、隔離せずに開きました。悪意のあるファイルは、この機械のファイルを読むかもしれません。"
        return [note("HD706", message, hint=_how())]


def _how() -> str:
    from hyoga_docs.programs.sandbox import INSTALL  # noqa: PLC0415  not needed for what is up to date

    if sys.platform != "linux":
        return "隔離は Linux だけでできます。誰のものか分からないファイルは、Linux（WSL2 も可）で開いてください。"
    return f"入れる方法: {INSTALL}（入れても動かないときは hyoga-docs doctor を見てください）"
