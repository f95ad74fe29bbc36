"""The report as one HTML file that opens from a folder, without a network and without JavaScript too."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hyoga_docs.core.visible import visible
from hyoga_docs.diff.report.view_model import EmbeddedImage, PageImageSource, report_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from hyoga_docs.diff.model import Difference

__all__ = ["EmbeddedImage", "PageImageSource", "html_report"]


def html_report(differences: Sequence[Difference], pictures: PageImageSource) -> str:
    """The report of what changed, one difference a meeting; the same values make the same characters."""
    return _template().render(report=report_view(differences, pictures), style=_part("report.css"), script=_part("report.js"))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("hyoga_docs", "diff/report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    return environment.get_template("report.html.j2")


def _shown(value: object) -> object:
    """A value as the page shows it; what is of ours and has marks of its own, or nothing hidden, as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable() else value


@cache
def _part(name: str) -> Markup:
    """A file of ours that is put into the page as it is."""
    return Markup(files("hyoga_docs.diff.report").joinpath(name).read_text("utf-8"))
