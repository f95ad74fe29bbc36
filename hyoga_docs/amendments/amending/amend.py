"""Two editions of a charter → the sentences that make the one of the other, proved by reading them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.amendments.amending.model import AmendingParagraph, SentenceForms

if TYPE_CHECKING:
    from hyoga_docs.plan.printed_charter import PrintedCharter
    from hyoga_docs.spec.style import Style

_USUAL = SentenceForms()


def amending_paragraphs(
    old: PrintedCharter, new: PrintedCharter, style: Style, forms: SentenceForms = _USUAL
) -> tuple[AmendingParagraph, ...]:
    """The sentences that amend the 目次, the 前文 and the 本則, in legal order; none where these stay as they are.

    Raises UsageError (HD686) where no sentences were found that lead to the new text letter for letter.
    """
    raise NotImplementedError
