"""Reads scanned pages: OCRmyPDF lays what Tesseract reads under them as text, and leaves how they look alone."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.files import MADE, file_digest, open_plain
from hyoga_docs.core.problem import MachineError, error
from hyoga_docs.core.temporary import temporary_folder
from hyoga_docs.programs.run_programs import Command, answer, on_path, run
from hyoga_docs.programs.sandbox import NO_SANDBOX, Sandbox, office_environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXTRA = "pip install 'ocrmypdf>=17.13'"
INSTALL = {
    "linux": "sudo apt-get install tesseract-ocr tesseract-ocr-jpn",
    "darwin": "brew install tesseract tesseract-lang",
    "win32": "winget install --interactive UB-Mannheim.TesseractOCR（Additional language data の Japanese を選ぶ）",
}
#: Japanese alone: with English beside it Tesseract took Japanese words for English ones, and it reads Latin letters anyway.
#: Vertical Japanese is another language (jpn_vert), which would have to be asked for page by page.
LANGUAGE = "jpn"
_OLDEST = (17, 13)  # pypdfium2 draws the page, so that no Ghostscript is needed; older ones do not know all of _OPTIONS
_OPTIONS = (
    *("--quiet", "--language", LANGUAGE),
    *("--output-type", "pdf", "--optimize", "0"),  # pictures keep their bytes
    *("--mode", "skip", "--tagged-pdf-mode", "ignore"),  # pages that have text are left alone
    *("--rasterizer", "pypdfium", "--pdf-renderer", "fpdf2"),  # the other renderer puts spaces between Japanese letters
    *("--max-ocr-image-mpixels", "40"),  # an A4 page at 600 dpi has 35; this bounds the memory
    "--invalidate-digital-signatures",  # a copy is read, and the packet keeps no signature
)
#: What OCRmyPDF's exit codes mean to the person who supplied the file.
_REASONS = {
    2: "PDF が壊れているか、文字認識のできない種類です",
    3: "文字認識のプログラムが足りません",
    4: "正しい PDF ができませんでした",
    5: "作業ファイルを読み書きできません",
    7: "文字認識のプログラムが途中で止まりました",
    8: "パスワードで保護されています",
}
_WINDOWS = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")
_PAGE_SHARE = 0.8


@dataclass(frozen=True)
class OcrPrograms:
    """OCRmyPDF and Tesseract as they are here. `version` names them and the Japanese data; it belongs in cache keys.

    `jobs` is how many pages are read at once. `sandbox` keeps them from the network and from other files, but
    for the `places` of the programs.
    """

    program: tuple[str, ...]
    version: str
    environment: Mapping[str, str]
    jobs: int = 2
    sandbox: Sandbox = NO_SANDBOX
    places: tuple[Path, ...] = ()

    @property
    def key(self) -> str:
        """What the result depends on, beside the pages: the programs, their data and how they are called."""
        return " ".join((self.version, *_OPTIONS))


def find_ocr(environment: Mapping[str, str], jobs: int = 2, sandbox: Sandbox = NO_SANDBOX) -> OcrPrograms:
    """The programs that read scanned pages, asked each time: both answer within a few hundredths of a second.

    Raises MachineError with the commands that install what is missing.
    """
    system = sys.platform if sys.platform in INSTALL else "linux"
    problems = []
    try:
        installed = metadata.version("ocrmypdf")
    except metadata.PackageNotFoundError:
        installed = ""
    if not installed:
        problems.append(error("HD704", "文字認識に使う OCRmyPDF がありません。", hint=f"入れる方法: {EXTRA}"))
    elif _numbers(installed) < _OLDEST:
        wanted = ".".join(map(str, _OLDEST))
        message = f"文字認識に使う OCRmyPDF が古すぎます（{wanted} から使えます）。"
        problems.append(error("HD704", message, quote=installed, hint=f"入れる方法: {EXTRA}"))
    tesseract = _tesseract(environment)
    inside = _environment(environment, tesseract)
    said = answer([str(tesseract), "--version"], inside, 20) if tesseract else None
    languages = answer([str(tesseract), "--list-langs"], inside, 20) if tesseract else None
    if said is None or languages is None:
        problems.append(error("HD704", "文字認識に使う Tesseract がありません。", hint=f"入れる方法: {INSTALL[system]}"))
    elif LANGUAGE not in languages.split():
        message = "文字認識に使う Tesseract に日本語のデータ（jpn）がありません。"
        problems.append(error("HD704", message, quote=str(tesseract), hint=f"入れる方法: {INSTALL[system]}"))
    if problems:
        raise MachineError(problems)
    data = _data_folder(languages or "")
    version = f"OCRmyPDF {installed} / {_name(said or '')} / {LANGUAGE} {_data_digest(data)}"
    places = tuple(place for place in (tesseract, data) if place is not None)
    return OcrPrograms((sys.executable, "-P", "-m", "ocrmypdf"), version, inside, jobs, sandbox, places)


def recognise(
    pdf: Path,
    out: Path,
    pages: Sequence[int] | None,
    ocr: OcrPrograms,
    limit: float,
) -> str | None:
    """Writes the PDF with a text layer under each of the pages (from 0; None for all) that has no text of its own.

    `limit` is seconds a page; a page that takes most of them stays without text, for the sake of the others.
    Returns None when `out` is written, else the reason in Japanese.
    """
    try:
        with temporary_folder() as name:
            folder = Path(name).resolve()
            needed = [*ocr.places, pdf.resolve()]
            made = folder / "out.pdf"
            chosen = ("--pages", ",".join(str(page + 1) for page in pages)) if pages is not None else ()
            arguments = (
                *ocr.sandbox.reading(folder, *needed),
                *ocr.program,
                *_OPTIONS,
                *chosen,
                *("--plugin", str(Path(__file__).with_name("ocrmypdf_executor.py"))),
                *("--jobs", str(ocr.jobs)),
                *("--tesseract-timeout", str(limit * _PAGE_SHARE)),
                str(pdf.resolve()),
                str(made),
            )
            own = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}  # what it leaves behind goes with the folder

            def read() -> int:
                return sum(1 for _ in folder.glob("ocrmypdf.*/*_ocr_hocr.txt"))

            (end,) = run([Command(arguments, {**ocr.environment, **own}, folder, limit, read)], lambda: None)
            if end.code is None:
                return f"1ページに{limit:.0f}秒を超えたので、文字認識を止めました"
            if end.code != 0 or not made.is_file():
                return _REASONS.get(end.code, "文字認識のプログラムが失敗しました")
            with open_plain(made, MADE, within=folder) as source, out.open("wb") as target:
                shutil.copyfileobj(source, target)
    except OSError as problem:
        return f"作業ファイルを読み書きできません（{problem.strerror or problem}）"
    return None


def _tesseract(environment: Mapping[str, str]) -> Path | None:
    return on_path("tesseract", environment) or (_WINDOWS if _WINDOWS.is_file() else None)


def _environment(environment: Mapping[str, str], tesseract: Path | None) -> dict[str, str]:
    """LibreOffice's environment, but with a PATH, where OCRmyPDF looks for Tesseract.

    Tesseract's own threads wait for each other in busy loops: on a busy machine two of them took seven times as long as one.
    """
    kept = {name: environment[name] for name in ("TESSDATA_PREFIX", "PATHEXT", "PROGRAMFILES") if name in environment}
    path = environment.get("PATH", "")
    if tesseract is not None:
        path = f"{tesseract.parent}{';' if sys.platform == 'win32' else ':'}{path}"
    return {**office_environment(environment), **kept, "PATH": path, "OMP_THREAD_LIMIT": "1"}


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _name(said: str) -> str:
    """`Tesseract 5.3.0`, of the first line that it prints."""
    words = said.split()
    return f"Tesseract {words[1].removeprefix('v')}" if len(words) > 1 else "Tesseract"


def _data_folder(languages: str) -> Path | None:
    """Where Tesseract's data is, of the list of its languages."""
    named = languages.partition('"')[2].partition('"')[0]
    return Path(named) if named else None


def _data_digest(folder: Path | None) -> str:
    """Which Japanese data it is: the small, the standard and the best are read by the same program."""
    data = folder / f"{LANGUAGE}.traineddata" if folder is not None else None
    return file_digest(data)[:12] if data is not None and data.is_file() else ""
