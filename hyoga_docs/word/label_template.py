"""The template of the labels that the binder prints on papers: one label a page, and no document of the packet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hyoga_docs.word.fill import fill

if TYPE_CHECKING:
    from hyoga_docs.core.cache import Cache
    from hyoga_docs.word.template import DocumentProperties, Template

#: The name of its file in `templates/`.
NAME = "label"


@dataclass(frozen=True)
class LabelTemplate:
    """`templates/label.docx`, the labels that it draws, and the Word file that draws them (None where nothing is stamped)."""

    template: Template
    labels: tuple[str, ...] = ()
    docx: bytes | None = None

    def filled(self, labels: tuple[str, ...], properties: DocumentProperties, cache: Cache) -> LabelTemplate:
        """The template with its labels. Raises SpecError for its mistakes."""
        if not labels:
            return self
        return replace(self, labels=labels, docx=fill(self.template, {"labels": list(labels)}, properties, {}, NAME, cache))
