"""Numbers with branches, counted one after the other: 3, 3の2, 3の2の2, 4."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class BranchNumbers:
    """The last number, `parts` from the outermost on, and its place `order` among all those that were counted."""

    parts: tuple[int, ...] = ()
    order: int = 0

    def next(self, branch: int) -> tuple[int, ...]:
        """The next number in its parts, a branch so deep of the one before it; the first of all is no branch."""
        self.order += 1
        if not branch or not self.parts:
            self.parts = ((self.parts or (0,))[0] + 1,)
        elif branch < len(self.parts):
            self.parts = (*self.parts[:branch], self.parts[branch] + 1)
        else:
            self.parts += (2,) * (branch + 1 - len(self.parts))
        return self.parts
