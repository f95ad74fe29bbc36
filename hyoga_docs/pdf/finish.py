"""The engine's PDF made into one whose bytes depend only on what it shows."""

from __future__ import annotations

import io
import warnings
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pikepdf
from pikepdf import Dictionary, Name

from hyoga_docs.pdf.clean import clean_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def finish(data: bytes) -> bytes:
    """A LibreOffice PDF without dates, ids and paths of this machine.

    Links to files become the file's name alone. Raises ValueError for what is no PDF with at least one page.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not pdf.pages:
                msg = "no page"
                raise ValueError(msg)
            for link in links(pdf):
                target = str(link.A.get("/URI", link.A.get("/F", "")))
                if (name := local_name(target)) is not None:
                    link.A = Dictionary(S=Name.URI, URI=pikepdf.String(name))
            return _saved(pdf)
    except pikepdf.PikepdfError as problem:
        raise ValueError(str(problem)) from problem


def repeatable(data: bytes) -> bytes:
    """A PDF that we made, without its dates and ids."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    for name in ("/ID", "/DocChecksum"):  # a deterministic id is made from what is there, so these go first
        if name in pdf.trailer:
            del pdf.trailer[name]
    if "/Metadata" in pdf.Root:
        del pdf.Root.Metadata
    # LibreOffice numbers fonts by their place in memory. Written plainly, objects are numbered as they are reached;
    # only then is what goes into which object stream the same every time.
    plain, out = io.BytesIO(), io.BytesIO()
    pdf.save(plain, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(plain) as ordered:
        del ordered.trailer["/ID"]
        ordered.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def supplied_copy(pdf: bytes | Path, chosen: Sequence[int]) -> bytes:
    """A supplied PDF for a reader: the chosen pages (from 0), and nothing that acts by itself or speaks of its maker.

    Raises ValueError for one that cannot be written again.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # widgets without a form: shown as they are
        try:
            with pikepdf.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as source:
                if tuple(chosen) == tuple(range(len(source.pages))):
                    return _cleaned(source)
                with pikepdf.Pdf.new() as taken:
                    taken.add_pages_from(source, list(chosen))
                    return _cleaned(taken)
        except (pikepdf.PikepdfError, TypeError) as problem:
            raise ValueError(str(problem)) from problem


def _cleaned(pdf: pikepdf.Pdf) -> bytes:
    clean_document(pdf)
    for key in list(pdf.docinfo.keys()):
        if key != "/Title":
            del pdf.docinfo[key]
    return _saved(pdf)


def links(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every annotation that carries an action."""
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        for annotation in annotations:
            if isinstance(annotation, Dictionary) and isinstance(annotation.get("/A"), Dictionary):
                yield annotation


def local_name(target: str) -> str | None:
    """The file's name, of a link that leads to a file on this machine; None for any other link."""
    try:
        parts = urlsplit(target)
    except ValueError:  # no address at all
        return None
    if target.lower().startswith("www."):
        return None
    if parts.scheme == "file" or (not parts.scheme and target and not target.startswith("#")):
        return unquote(PurePosixPath(parts.path).name) or None
    return None
