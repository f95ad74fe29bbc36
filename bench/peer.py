"""The script that everybody writes: docxtpl, one plain `soffice --convert-to` a document, pypdf append; nothing else.

    python bench/peer.py SPEC OUT.pdf

The words come from the same plan as ours, so that both print the same documents; nothing is stamped, linked, numbered,
tagged or checked here.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docxtpl import DocxTemplate
from PIL import Image
from pypdf import PdfWriter

from hyoga_docs.plan.resolve import resolve
from hyoga_docs.spec.workspace import load_workspace
from hyoga_docs.spec.workspace_paths import find_meeting
from hyoga_docs.word.template_context import document_context, shared_context


def without_marks(value: Any) -> Any:
    """The values that a template is given, with no link in them; `x.items` is the key, as our own templates mean it."""
    if isinstance(value, str):
        return "".join(value)
    if isinstance(value, list):
        return [without_marks(item) for item in value]
    return SimpleNamespace(**{key: without_marks(item) for key, item in value.items()}) if isinstance(value, dict) else value


def main(spec: Path, out: Path) -> None:
    """Builds the packet the plain way."""
    workspace, _ = load_workspace(find_meeting(spec))
    plan, _ = resolve(workspace)
    shared = shared_context(plan)
    packet = PdfWriter()
    with tempfile.TemporaryDirectory() as folder:
        for document in plan.documents:
            source = document.path
            if document.template is not None:
                source = Path(folder) / f"{document.stem}.docx"
                template = DocxTemplate(workspace.paths.templates / f"{document.template}.docx")
                template.render(vars(without_marks(document_context(shared, document))), autoescape=True)
                template.save(source)
            assert source is not None
            pdf = Path(folder) / f"{source.stem}.pdf"
            if source.suffix == ".pdf":
                pdf = source
            elif source.suffix == ".png":
                Image.open(source).save(pdf)
            else:
                command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
                subprocess.run(command, check=True, capture_output=True)
            packet.append(pdf)
        packet.write(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
