"""The private profile that LibreOffice runs with: macros and links off, tagged PDF on, quick to start.

Each value was measured; a comment says what it is for where its name does not.
"""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import digest

if TYPE_CHECKING:
    from hyoga_docs.programs.libreoffice.engine import Engine

_COMMON = "/org.openoffice.Office.Common"
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # A headless start otherwise repeats its graphics self-test every time.
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99.9"),
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
_MINCHO, _GOTHIC = "BIZ UD明朝", "BIZ UDゴシック"
#: Japanese fonts that offices have and servers do not; replaced by one of the same kind, and only where they are missing.
_REPLACED = {
    _MINCHO: (
        "MS Mincho",
        "ＭＳ 明朝",
        "MS PMincho",
        "ＭＳ Ｐ明朝",
        "Yu Mincho",
        "游明朝",
        "HGS明朝E",
        "HGP明朝E",
        "HG明朝E",
        "HG明朝B",
        "Hiragino Mincho ProN",
        "ヒラギノ明朝 ProN",
    ),
    _GOTHIC: (
        "MS Gothic",
        "ＭＳ ゴシック",
        "MS PGothic",
        "ＭＳ Ｐゴシック",
        "MS UI Gothic",
        "Meiryo",
        "メイリオ",
        "Meiryo UI",
        "Yu Gothic",
        "游ゴシック",
        "Yu Gothic UI",
        "Yu Gothic Medium",
        "游ゴシック Medium",
        "HG丸ｺﾞｼｯｸM-PRO",
        "HGPｺﾞｼｯｸE",
        "HGSｺﾞｼｯｸE",
        "HGPｺﾞｼｯｸM",
        "HGｺﾞｼｯｸM",
        "HGｺﾞｼｯｸE",
        "HGP創英角ｺﾞｼｯｸUB",
        "HGS創英角ｺﾞｼｯｸUB",
        "HG創英角ｺﾞｼｯｸUB",
        "HGP創英角ﾎﾟｯﾌﾟ体",
        "HG創英角ﾎﾟｯﾌﾟ体",
        "UD デジタル 教科書体 NK-R",
        "UD デジタル 教科書体 N-R",
    ),
}


#: Of a used profile, what a start does not need: it is copied and dropped again for every conversion.
_NOT_KEPT = ("pack", "database", "gallery", "autotext", "basic", "config", "psprint", "autocorr", "Scripts", "store", "temp")


def settings() -> str:
    """The profile's registry, the same for every run; part of every cache key."""
    items = [
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    ]
    number = 0
    for substitute, names in _REPLACED.items():
        for name in names:
            number += 1
            values = {"ReplaceFont": name, "SubstituteFont": substitute, "Always": "false", "OnScreenOnly": "false"}
            props = "".join(
                f'<prop oor:name="{key}" oor:op="fuse"><value>{escape(value)}</value></prop>' for key, value in values.items()
            )
            node = f'<node oor:name="_{number}" oor:op="replace">{props}</node>'
            items.append(f'<item oor:path="{_COMMON}/Font/Substitution/FontPairs">{node}</item>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        + "\n".join(items)
        + "\n</oor:items>\n"
    )


def make_profile(folder: Path, engine: Engine, used: Path) -> None:
    """Writes a profile into `folder`: a copy of one that has been used, where there is one, for that starts sooner.

    Without the engine's build name LibreOffice ends at once with code 81 and wants to be started again.
    """
    if not _copy_used(folder, used):
        (folder / "user" / "extensions").mkdir(parents=True)
        (folder / "user" / "extensions" / "buildid").write_text(engine.build, "ascii")
    (folder / "user" / "registrymodifications.xcu").write_text(settings(), "utf-8")


def _copy_used(folder: Path, used: Path) -> bool:
    """Copies a used profile; one that is not as it was kept goes, for LibreOffice may not start with it."""
    if not used.is_dir():
        return False
    try:
        shutil.copytree(used / "user", folder / "user")
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


def keep_profile(folder: Path, used: Path) -> None:
    """Keeps a profile that has just been used, for the next builds to copy; the first one wins."""
    if used.exists() or not (folder / "user").is_dir():
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
        shutil.copytree(folder / "user", copied / "user", ignore=shutil.ignore_patterns(*_NOT_KEPT))
        (copied / _SUM).write_text(_sum(copied), "ascii")
        copied.rename(used)
    except OSError:  # another build was first, or there is no room: the next build starts a little slower
        shutil.rmtree(copied, ignore_errors=True)
