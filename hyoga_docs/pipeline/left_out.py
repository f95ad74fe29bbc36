"""Papers that cannot be bound: a build goes on without them until all of them are known, and then stops or binds the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from hyoga_docs.check.paper_steps import errors_of_papers
from hyoga_docs.core.problem import HyogaError, MachineError, Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from hyoga_docs.pipeline.prepare import PreparedMeeting

_T = TypeVar("_T")


@dataclass
class LeftOutPapers:
    """The papers of one build that cannot be bound, by where they are written, with what is said of each.

    `keep_going` says that the others are to be bound all the same. `prepared` is what the build has prepared without them,
    `first` what it was stopped by first.
    """

    keep_going: bool
    prepared: PreparedMeeting | None = None
    first: HyogaError | None = None
    found: dict[Place, list[Problem]] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """What is said of them."""
        return [problem for problems in self.found.values() for problem in problems]

    @property
    def reasons(self) -> dict[Place, str]:
        """Why each cannot be bound, as the sheet in its place says it."""
        return {
            place: "".join(dict.fromkeys(f"{problem.message}（{problem.code}）" for problem in problems))
            for place, problems in self.found.items()
        }

    def go_on(self, attempt: Callable[[LeftOutPapers], _T]) -> _T:
        """Tries to build, again without the papers that stopped it, until it is done. Raises HyogaError where they are not why.

        What is wrong before anything is made stops a build at once, unless it is to go on.
        """
        while True:
            self.prepared = None
            try:
                return attempt(self)
            except MachineError:
                self.stop()  # what the sheets lack, their font for one, hides nothing
                raise
            except HyogaError as stopped:
                more = errors_of_papers(stopped.problems)
                errors = sum(problem.severity is Severity.ERROR for problem in stopped.problems)
                answers = bool(more) and more.keys() <= self._places(more) - self.found.keys()
                answers_all = answers and sum(map(len, more.values())) == errors
                if not (answers_all and (self.prepared or self.keep_going)):
                    raise type(stopped)(dict.fromkeys([*self.problems, *stopped.problems])) from stopped
                self.first = self.first or stopped
                self.found |= more

    @property
    def will_stop(self) -> bool:
        """Whether the build is to stop when all of them are known."""
        return bool(self.found) and not self.keep_going

    def stop(self) -> None:
        """Raises what there is to say of them, where the others are not to be bound either."""
        if self.first is not None and self.will_stop:
            raise type(self.first)(dict.fromkeys([*self.first.problems, *self.problems]))

    def _places(self, otherwise: dict[Place, list[Problem]]) -> set[Place]:
        """Where papers are written; before that is known, any place may be one."""
        if self.prepared is None:
            return set(otherwise)
        return {document.place for document in self.prepared.plan.documents if document.path is not None}
