"""What fontconfig is told on Linux, where it decides which font LibreOffice takes: replacements, and Japanese for the rest."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyoga_docs.programs.libreoffice.font_replacements import FontReplacements

_SYSTEM = "/etc/fonts/fonts.conf"
#: Whether LibreOffice asks fontconfig here; elsewhere it is told by its own settings.
IS_ASKED = sys.platform == "linux" and Path(_SYSTEM).is_file()
_MINCHO, _GOTHIC = "BIZ UDMincho", "BIZ UDGothic"
#: For single characters that a font lacks, which alone are asked for by a set, all fonts take Mincho: LibreOffice prints the
#: first ones of a family that it is told to ask for (its weights; see engine_settings) as boxes, or over each other.
_LACKING = (
    '<match><test name="charset" compare="not_eq"><charset><int>0</int></charset></test>'
    f'<edit name="family" mode="prepend_first" binding="strong"><string>{_MINCHO}</string></edit></match>\n'
)


def fontconfig(replacements: FontReplacements) -> str:
    """The configuration: each font that is not here, and what every font falls back on, before what the system says."""
    rules = [_replaced(name, printed) for name, printed in replacements.names()]
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        + "".join(rules)
        + f'<match><edit name="family" mode="append" binding="strong"><string>{_GOTHIC}</string></edit></match>\n'
        + _LACKING
        + f'<include ignore_missing="yes">{_SYSTEM}</include>\n</fontconfig>\n'
    )


def _replaced(name: str, printed: str) -> str:
    return (
        f'<match><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{escape(printed)}</string></edit>'
        "</match>\n"
    )
