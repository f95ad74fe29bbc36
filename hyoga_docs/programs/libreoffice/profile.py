"""The private profile that LibreOffice runs with: macros and links off, tagged PDF on, quick to start.

Each value was measured; a comment says what it is for where its name does not.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest
from hyoga_docs.programs.libreoffice.fontconfig import IS_ASKED, fontconfig

if TYPE_CHECKING:
    from hyoga_docs.programs.fonts import InstalledFonts
    from hyoga_docs.programs.libreoffice.engine import Engine
    from hyoga_docs.programs.libreoffice.font_replacements import FontReplacements

_LOCALE = "/org.openoffice.Setup/L10N"
_COMMON = "/org.openoffice.Office.Common"
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # A headless start otherwise repeats its graphics self-test every time.
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99.9"),
    # As in Japan: dates, weekdays, eras, currency and A4. Latin text stays English, or numbers would be broken over two lines.
    (_LOCALE, "ooLocale", "ja"),
    (_LOCALE, "ooSetupSystemLocale", "ja-JP"),
    (_LOCALE, "ooSetupCurrency", "JPY-ja-JP"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale", "en-US"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale_CJK", "ja-JP"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Filter/PDF/Export", "UseTaggedPDF", "true"),
    (f"{_COMMON}/Filter/PDF/Export", "PDFUACompliance", "true"),
    (f"{_COMMON}/Filter/PDF/Export", "ExportBookmarks", "true"),
    (f"{_COMMON}/Filter/PDF/Export", "ExportFormFields", "false"),
    (f"{_COMMON}/Filter/PDF/Export", "UseLosslessCompression", "false"),
    (f"{_COMMON}/Filter/PDF/Export", "Quality", "90"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    (f"{_COMMON}/Font/Substitution", "Replacement", "true"),
)
_SUM = "sum"
#: The file of a profile that fontconfig is given, where it is asked.
FONTS = "fonts.conf"
#: No font is called so.
_UNKNOWN = "fontconfig"
#: Of a used profile, what a start does not need: it is copied and dropped again for every conversion.
_NOT_KEPT = ("pack", "database", "gallery", "autotext", "basic", "config", "psprint", "autocorr", "Scripts", "store", "temp")


@dataclass(frozen=True)
class EngineSettings:
    """What LibreOffice runs with, the same for every run with the same fonts: its registry, and what fontconfig is told."""

    registry: str
    fontconfig: str

    @cached_property
    def digest(self) -> str:
        """Stands for both in cache keys."""
        return digest(self.registry, self.fontconfig)


def engine_settings(fonts: InstalledFonts, replacements: FontReplacements) -> EngineSettings:
    """The settings with the fonts that are printed for those that are not here."""
    items = [
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    ]
    # LibreOffice in Japanese takes the weights of a family that has a name in each language apart, as two families, and
    # prints one of them for both. A font that it knows nothing of it asks fontconfig for, which finds the right file.
    pairs = [(name, _UNKNOWN) for name in fonts.in_two_languages()] if IS_ASKED else replacements.names()
    items += [_font_pair(number, name, printed) for number, (name, printed) in enumerate(pairs, 1)]
    registry = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        + "\n".join(items)
        + "\n</oor:items>\n"
    )
    return EngineSettings(registry, fontconfig(replacements) if IS_ASKED else "")


def _font_pair(number: int, name: str, printed: str) -> str:
    """A font and what stands for it; LibreOffice heeds no pair that is not for always."""
    values = {"ReplaceFont": name, "SubstituteFont": printed, "Always": "true", "OnScreenOnly": "false"}
    props = "".join(f'<prop oor:name="{key}" oor:op="fuse"><value>{escape(value)}</value></prop>' for key, value in values.items())
    node = f'<node oor:name="_{number}" oor:op="replace">{props}</node>'
    return f'<item oor:path="{_COMMON}/Font/Substitution/FontPairs">{node}</item>'


def make_profile(folder: Path, engine: Engine, settings: EngineSettings, used: Path) -> None:
    """Writes a profile with its settings into `folder`: a copy of a used one, where there is one, for that starts sooner.

    Without the engine's build name LibreOffice ends at once with code 81 and wants to be started again.
    """
    if not _copy_used(folder, used):
        (folder / "user" / "extensions").mkdir(parents=True)
        (folder / "user" / "extensions" / "buildid").write_text(engine.build, "ascii")
    (folder / "user" / "registrymodifications.xcu").write_text(settings.registry, "utf-8")
    (folder / FONTS).write_text(settings.fontconfig, "utf-8")


def _copy_used(folder: Path, used: Path) -> bool:
    """Copies a used profile; one that is not as it was kept goes, for LibreOffice may not start with it."""
    if not used.is_dir():
        return False
    try:
        shutil.copytree(used / "user", folder / "user", ignore=_not_kept)
        if (used / _SUM).read_text("ascii") == _sum(folder):
            return True
    except (OSError, UnicodeDecodeError):
        pass  # not whole, or another build is just dropping it
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(used, ignore_errors=True)
    return False


def _sum(folder: Path) -> str:
    files = sorted(path for path in (folder / "user").rglob("*") if path.is_file())
    return digest(*(piece for path in files for piece in (path.relative_to(folder).as_posix(), path.read_bytes())))


def _not_kept(folder: str, names: list[str]) -> set[str]:
    """What of a used profile stays behind: links, too, for a paper may have put them there."""
    return shutil.ignore_patterns(*_NOT_KEPT)(folder, names) | {name for name in names if Path(folder, name).is_symlink()}


def keep_profile(folder: Path, used: Path) -> None:
    """Keeps a profile that has just been used, for the next builds to copy; the first one wins."""
    if used.exists() or not (folder / "user").is_dir() or (folder / "user").is_symlink():
        return
    try:
        used.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    try:
        copied = Path(tempfile.mkdtemp(prefix=".", dir=used.parent))
    except OSError:
        return
    try:
        shutil.copytree(folder / "user", copied / "user", ignore=_not_kept)
        (copied / _SUM).write_text(_sum(copied), "ascii")
        copied.rename(used)
    except OSError:  # another build was first, or there is no room: the next build starts a little slower
        shutil.rmtree(copied, ignore_errors=True)
