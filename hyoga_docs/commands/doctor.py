"""`hyoga-docs doctor`: what this machine has, what it lacks, and the command that installs it."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.commands.console import Console
from hyoga_docs.commands.machine import this_machine
from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import ExitCode, HyogaError
from hyoga_docs.core.visible import visible
from hyoga_docs.diff import git_setup
from hyoga_docs.pdf.tagging import pdfua_check
from hyoga_docs.programs import fonts, ocrmypdf, sandbox
from hyoga_docs.programs.libreoffice import engine
from hyoga_docs.programs.run_programs import on_path

if TYPE_CHECKING:
    from hyoga_docs.pipeline.machine import Machine

_FAMILIES = ("BIZ UD明朝", "BIZ UDゴシック")
#: The parts of LibreOffice: the library of each, and whether nothing can be built without it.
_PARTS = {
    "Word（writer）": (engine.WRITER, True),
    "Excel（calc）": ("libsclo", True),
    "PowerPoint（impress）": ("libsdlo", True),
    "数式（math）": (engine.MATH, False),
}
_FREE = 500_000_000


@dataclass(frozen=True)
class DoctorFinding:
    """One thing looked at; `needed` says that nothing can be built without it, `how` says what to do."""

    name: str
    good: bool
    needed: bool
    description: str
    how: str = ""


def doctor() -> None:
    """この機械にあるもの、ないもの、その入れ方を示す。

    ○ はある。△ はないが、冊子は作れる。× はなく、作れない（4 で終わる）。
    """
    with Console() as console:
        for finding in examine(this_machine(1, 0), Path.cwd()):
            mark = "○" if finding.good else "×" if finding.needed else "△"
            console.say(visible(f"{mark} {finding.name}: {finding.description}"))
            if finding.how:
                console.say(visible(f"    → {finding.how}"))
            if finding.needed and not finding.good:
                console.ends_with(ExitCode.MACHINE)


def examine(machine: Machine, here: Path) -> list[DoctorFinding]:
    """Everything that a build needs from the machine, in the order in which to mend it; and what git does with papers `here`."""
    last = [_git(machine, here), _cache(machine)]
    cache = last[-1]
    if not cache.good and cache.needed:  # look at the rest all the same, with a store that is thrown away
        with tempfile.TemporaryDirectory() as folder:
            return [*_examine(replace(machine, cache=Cache(Path(folder)))), *last]
    return [*_examine(machine), *last]


def _examine(machine: Machine) -> list[DoctorFinding]:
    findings = [DoctorFinding("Python", sys.version_info >= (3, 11), True, platform.python_version())]
    environment = sandbox.office_environment(machine.environment)
    found = None
    try:
        found = engine.find_engine(machine.soffice, machine.cache, environment)
        findings.append(DoctorFinding("LibreOffice", True, True, f"{found.version}（{found.program}）"))
        findings += _filters(found)
    except HyogaError as problem:
        findings += [DoctorFinding("LibreOffice", False, True, p.message, p.hint or "") for p in problem.problems]
    held = fonts.read_fonts(fonts.font_folders(machine.home), machine.cache)
    for family in _FAMILIES:
        face = held.find(family)
        how = "" if face else f"入れる方法: {fonts.INSTALL.get(sys.platform, fonts.INSTALL['linux'])}"
        findings.append(DoctorFinding(f"書体 {family}", face is not None, True, str(face[0]) if face else "ありません", how))
    findings.append(_latin_fonts(held))
    findings += [_reading(), _readers(machine)]
    findings += _ocr(machine)
    findings.append(_checker())
    findings.append(
        _isolation(
            sandbox.sandbox_for(found.program, environment, machine.cache) if found else sandbox.sandbox_for_readers(machine.cache)
        )
    )
    return findings


def _latin_fonts(held: fonts.InstalledFonts) -> DoctorFinding:
    """The fonts that stand for Times New Roman, Arial and the like, so that lines break where they broke."""
    missing = [family for family in fonts.LATIN if held.find(family) is None]
    how = f"入れる方法: {fonts.INSTALL_LATIN.get(sys.platform, fonts.INSTALL_LATIN['linux'])}" if missing else ""
    said = (
        f"{'、'.join(missing)} がありません。Times New Roman や Calibri の資料で、行の切れ目が変わります" if missing else "あります"
    )
    return DoctorFinding("欧文の書体（Liberation、Carlito、Caladea）", not missing, False, said, how)


def _reading() -> DoctorFinding:
    """How the process that opens supplied papers is limited here."""
    limited = sys.platform == "linux"
    description = "時間とメモリを限った別の処理で開きます" if limited else "時間を限った別の処理で開きます（メモリは限れません）"
    return DoctorFinding("資料を開く処理", limited, False, description)


def _readers(machine: Machine) -> DoctorFinding:
    """How the process that opens supplied papers is kept to itself."""
    kept = sandbox.sandbox_for_readers(machine.cache)
    said = {
        sandbox.SandboxKind.BWRAP: "通信できず、その資料のほかのファイルを読めません（bubblewrap）",
        sandbox.SandboxKind.UNSHARE: "通信できません（unshare）。ほかのファイルは読めます",
        sandbox.SandboxKind.SETTINGS: "隔離しません。ほかのファイルを読めます",
    }
    return DoctorFinding("資料を開く処理の隔離", kept.is_isolated, False, said[kept.means], _how_to_isolate(kept))


def _checker() -> DoctorFinding:
    """What confirms PDF/A, and PDF/UA of papers that come tagged."""
    here = pdfua_check.is_here()
    how = "" if here else f"入れる方法: {pdfua_check.INSTALL}"
    description = "あります" if here else "ありません。--pdfa は使えず、タグ付きで届いた PDF は PDF/UA と名乗りません"
    return DoctorFinding("page-validation（--pdfa）", here, False, description, how)


def _isolation(confinement: sandbox.Sandbox) -> DoctorFinding:
    """How LibreOffice is kept to itself."""
    good = confinement.is_isolated or sys.platform != "linux"
    return DoctorFinding("LibreOffice の隔離", good, False, confinement.description, _how_to_isolate(confinement))


def _how_to_isolate(kept: sandbox.Sandbox) -> str:
    """What would isolate it better here."""
    if kept.is_isolated or sys.platform != "linux":
        return ""
    if on_path("bwrap"):
        return "bwrap はありますが、この機械かこの LibreOffice では動きません。名前空間（user namespace）の許可を確かめてください。"
    return f"入れる方法: {sandbox.INSTALL}"


def _filters(found: engine.Engine) -> list[DoctorFinding]:
    """The parts of LibreOffice, which Debian packs one by one; elsewhere they come together."""
    if sys.platform != "linux":
        return []
    findings = []
    for name, (library, needed) in _PARTS.items():
        good = found.has(library)
        how = "" if good else f"入れる方法: {engine.INSTALL['linux']}"
        findings.append(DoctorFinding(f"LibreOffice {name}", good, needed, "あります" if good else "ありません", how))
    return findings


def _ocr(machine: Machine) -> list[DoctorFinding]:
    """What reads scanned pages; a build without `--ocr` does not want it."""
    name = "文字認識（--ocr）"
    try:
        return [DoctorFinding(name, True, False, ocrmypdf.find_ocr(machine.environment).version)]
    except HyogaError as problem:
        return [DoctorFinding(name, False, False, p.message, p.hint or "") for p in problem.problems]


def _git(machine: Machine, here: Path) -> DoctorFinding:
    """Whether git shows what changed in papers."""
    state = git_setup.state_of(here, machine.environment)
    return DoctorFinding("git で文字を比べる（textconv）", state.good, False, state.says, state.how)


def _cache(machine: Machine) -> DoctorFinding:
    folder = machine.cache.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        how = "環境変数 HYOGA_DOCS_CACHE で書ける場所を指定してください。"
        return DoctorFinding("控えの置き場所", False, True, f"{folder} に書けません（{problem.strerror}）", how)
    enough = free > _FREE
    return DoctorFinding(
        "控えの置き場所", enough, False, f"{folder}（空き {free // 1_000_000:,}MB）", "" if enough else "空きを作ってください。"
    )
