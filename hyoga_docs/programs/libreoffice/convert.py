"""Office files to PDF, and old and foreign ones to Office formats of today: in as few starts as possible, or from the cache."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from hyoga_docs.core.cache import Cache, digest
from hyoga_docs.core.files import MADE, NotToBeReadError, read_plain
from hyoga_docs.core.problem import MachineError, Place, Problem, error
from hyoga_docs.core.temporary import temporary_folder
from hyoga_docs.programs.libreoffice.font_replacements import FontReplacements
from hyoga_docs.programs.libreoffice.fontconfig import IS_ASKED
from hyoga_docs.programs.libreoffice.profile import FONTS, EngineSettings, engine_settings, keep_profile, make_profile
from hyoga_docs.programs.run_programs import Command, ProgramEnd, run
from hyoga_docs.programs.sandbox import NO_SANDBOX, Sandbox
from hyoga_docs.text.ooxml.package import UnusableFileError, read_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from hyoga_docs.programs.fonts import InstalledFonts
    from hyoga_docs.programs.libreoffice.engine import Engine

_RETRY_CODE = 81
#: What a shell, bubblewrap and Python make of a signal: the engine aborts when there is no more memory for it.
_SIGNAL = 128


#: Why a document failed: its PDF cannot be read; alone, it ended the engine, or took too long. The last two are not tried again.
_HEAVY, _CRASHED, _SLOW = "heavy", "crashed", "slow"
_FINAL = {_CRASHED, _SLOW}


class TooHeavyError(ValueError):
    """What the engine made may be a PDF, but whoever reads it came to the end of the time or the memory for that."""


@dataclass(frozen=True)
class ConversionSource:
    """A document to convert: its bytes, the ending that says what it is, and how messages name and place it.

    `finish` makes what the engine wrote into what is kept, the same bytes every time; it raises ValueError for what is no PDF
    with a page, TooHeavyError for what cannot be read within the limits. `about` names all that it does so by. `expect` is
    called when there will be something to finish. `filters` are the engine's names of what it reads and of what it writes,
    where it is not to find them out itself. `printed` makes of the bytes those that the engine reads, where they are others.
    """

    key: str
    title: str
    data: bytes
    suffix: str
    place: Place
    finish: Callable[[bytes], bytes]
    about: str = ""
    expect: Callable[[], object] = lambda: None
    into: str = "pdf"
    filters: tuple[str, str] = ("", "")
    printed: Callable[[bytes], bytes] = bytes


@dataclass(frozen=True)
class Office:
    """LibreOffice with all that a conversion stands on. `limit` is seconds a document, `jobs` processes at once.

    `sandbox` keeps the engine from the network and from other files. `house_fonts` says which font a body prints for which.
    """

    engine: Engine
    fonts: InstalledFonts
    cache: Cache
    environment: Mapping[str, str]
    limit: float = 120.0
    jobs: int = 2
    sandbox: Sandbox = NO_SANDBOX
    house_fonts: Mapping[str, str] = field(default_factory=dict)

    def with_fonts(self, house_fonts: Mapping[str, str]) -> Office:
        """The same with the fonts of a body."""
        return self if house_fonts == self.house_fonts else replace(self, house_fonts=house_fonts)

    @cached_property
    def replacements(self) -> FontReplacements:
        """The fonts that are printed for those that are not here."""
        return FontReplacements(self.fonts, self.house_fonts)

    @cached_property
    def settings(self) -> EngineSettings:
        """What the engine runs with."""
        key = digest(self.fonts.fingerprint, *(piece for pair in sorted(self.house_fonts.items()) for piece in pair))
        return EngineSettings(*self.cache.remember("engine-settings", key, self._settings))

    def _settings(self) -> list[str]:
        made = engine_settings(self.fonts, self.replacements)
        return [made.registry, made.fontconfig]


@dataclass(frozen=True)
class ConversionResult:
    """What `finish` made of the PDFs, by key; what could not be converted, and how many documents LibreOffice really saw."""

    pdfs: dict[str, bytes]
    problems: tuple[Problem, ...]
    fresh: int


def cache_key(source: ConversionSource, office: Office) -> str:
    """What a conversion depends on: the parts of the document, the engine, its settings and the fonts."""
    try:
        parts = read_parts(source.data)
        content = digest(*(piece for name in sorted(parts) for piece in (name, parts[name])))
    except UnusableFileError:
        content = digest(source.data)
    what = (source.suffix, source.about, source.into, *source.filters)
    return digest(content, *what, office.engine.version, office.settings.digest, office.fonts.fingerprint)


def convert(sources: Sequence[ConversionSource], office: Office, on_progress: Callable[[int, int], None]) -> ConversionResult:
    """PDFs of all the sources. What fails in company is tried once more alone; what fails alone is a problem."""
    failures: dict[str, str] = {}
    pdfs, failed, fresh = _convert(sources, office, failures, on_progress)
    problems = [_SAY.get(failures.get(source.key, ""), _not_made)(source, office) for source in failed]
    return ConversionResult(pdfs, tuple(problems), fresh)


def convert_to_ooxml(sources: Sequence[ConversionSource], office: Office) -> tuple[dict[str, bytes], dict[str, Problem | None]]:
    """Old and foreign Office files as .docx, .xlsx or .pptx by key, and those of which LibreOffice made nothing: why, if known."""
    failures: dict[str, str] = {}
    made, failed, _ = _convert(sources, office, failures, lambda _done, _total: None)
    known = {source.key: _SAY.get(failures.get(source.key, "")) for source in failed}
    return made, {source.key: say(source, office) if (say := known[source.key]) is not None else None for source in failed}


def _convert(
    sources: Sequence[ConversionSource], office: Office, failures: dict[str, str], on_progress: Callable[[int, int], None]
) -> tuple[dict[str, bytes], list[ConversionSource], int]:
    """What was made or kept, by key; what could not be made; and how many documents LibreOffice really saw."""
    keys = {source.key: cache_key(source, office) for source in sources}
    found: dict[str, bytes] = {}
    waiting: list[ConversionSource] = []
    for source in sources:
        kept = office.cache.get(source.into, keys[source.key])
        if kept is None:
            waiting.append(source)
        else:
            found[source.key] = kept
    if not waiting:
        return found, [], 0
    for source in waiting:
        source.expect()
    total = len(waiting)
    shares = _share(waiting, office.jobs)
    made: dict[str, bytes] = {}
    for index in range(0, len(shares), office.jobs):
        progress = partial(_further, on_progress, len(made), total)
        made |= _run(shares[index : index + office.jobs], office, failures, progress)
    hopeless = [source for source in waiting if failures.get(source.key) in _FINAL]
    left = [source for source in waiting if source.key not in made and source not in hopeless]
    failed = [*hopeless, *_alone(left, office, failures, made)]
    for source in waiting:
        if source.key in made:
            office.cache.put(source.into, keys[source.key], made[source.key])
    return found | made, failed, total


def _further(on_progress: Callable[[int, int], None], before: int, total: int, done: int) -> None:
    on_progress(before + done, total)


def _not_made(source: ConversionSource, _office: Office) -> Problem:
    message = "PDF にできませんでした（LibreOffice が正しい PDF を作りませんでした）。"
    hint = "もとのソフトで開き直して保存するか、PDF にして差し替えてください。一時フォルダーの空きも確かめてください。"
    return error("HD501", message, place=source.place, quote=source.title, hint=hint)


def _too_heavy(source: ConversionSource, office: Office) -> Problem:
    message = f"LibreOffice が作った PDF が大きすぎて、読み切れませんでした（{office.limit:.0f}秒と決まった量のメモリまで）。"
    hint = "資料を分けるか、図を小さくするか、もとのソフトで PDF にして差し替えてください。待つ時間は --limit で増やせます。"
    return error("HD369", message, place=source.place, quote=source.title, hint=hint)


def _too_slow(source: ConversionSource, office: Office) -> Problem:
    message = f"LibreOffice で開くのに時間がかかりすぎるファイルです（{office.limit:.0f}秒まで待ちました）。"
    hint = "資料を分けるか、もとのソフトで PDF にして差し替えてください。待つ時間は --limit で増やせます。"
    return error("HD318", message, place=source.place, quote=source.title, hint=hint)


def _crashed(source: ConversionSource, _office: Office) -> Problem:
    message = "LibreOffice で開くとメモリを使い切るか、LibreOffice が止まるファイルです。"
    hint = "もとのソフトで PDF にして差し替えるか、分けてください。"
    return error("HD319", message, place=source.place, quote=source.title, hint=hint)


#: What is told of a paper, by why LibreOffice made nothing of it.
_SAY = {_HEAVY: _too_heavy, _CRASHED: _crashed, _SLOW: _too_slow}


def _alone(
    failed: Sequence[ConversionSource], office: Office, failures: dict[str, str], made: dict[str, bytes]
) -> list[ConversionSource]:
    """Tries each document that failed in company once more alone, `jobs` at a time; returns those that fail again.

    Where nothing at all has come out, the engine itself is at fault, and the rest is not waited for.
    """
    left = list(failed)
    hopeless: list[ConversionSource] = []
    while left:
        wave, left = left[: office.jobs], left[office.jobs :]
        made |= _run([[source] for source in wave], office, failures, lambda _: None)
        hopeless += [source for source in wave if source.key not in made]
        if not made:
            return hopeless + left
    return hopeless


def _run(
    shares: Sequence[Sequence[ConversionSource]], office: Office, failures: dict[str, str], on_progress: Callable[[int], None]
) -> dict[str, bytes]:
    """Converts each share in a process of its own, side by side; returns what came out right.

    Why others did not is put into `failures` by key, where that is known.
    """
    made: dict[str, bytes] = {}
    used = office.cache.shelf / "profiles" / digest(office.engine.version, office.engine.build, office.settings.digest)[:16]
    try:
        with temporary_folder() as folder:
            jobs = [
                _ConversionBatch(Path(folder) / str(number), share, office, used) for number, share in enumerate(shares) if share
            ]

            def progress() -> None:
                on_progress(sum(job.finished() for job in jobs))
                for job in jobs:
                    job.collect(made, failures)

            ends = run([job.command for job in jobs], progress)
            repeat = [job for job, end in zip(jobs, ends, strict=True) if end.code == _RETRY_CODE]
            if repeat:
                run([job.command for job in repeat], progress)
            for job in jobs:
                job.collect(made, failures, ended=True)
            for job, end in zip(jobs, ends, strict=True):
                job.explain(end, made, failures)
                if end.code == 0 and job.finished():
                    keep_profile(job.folder / "profile", used)
    except OSError as problem:
        message = f"変換の作業ファイルを書けません（{problem.strerror or problem}）。"
        raise MachineError([error("HD703", message, hint="一時フォルダーの空きと権限を確かめてください。")]) from problem
    return made


def _share(sources: Sequence[ConversionSource], jobs: int) -> list[list[ConversionSource]]:
    """The sources in shares, each for one start of LibreOffice, which reads and writes one kind of file."""
    kinds: dict[tuple[str, ...], list[ConversionSource]] = {}
    for source in sources:
        kinds.setdefault((source.into, *source.filters), []).append(source)
    return [share for each in kinds.values() for share in _share_evenly(each, jobs)]


def _share_evenly(sources: Sequence[ConversionSource], jobs: int) -> list[list[ConversionSource]]:
    """Up to `jobs` shares of about the same work, largest first (a start is worth about two documents)."""
    shares: list[list[ConversionSource]] = [[] for _ in range(max(1, min(jobs, len(sources) // 2)))]
    weights = [0] * len(shares)
    for source in sorted(sources, key=lambda item: -len(item.data)):
        lightest = weights.index(min(weights))
        shares[lightest].append(source)
        weights[lightest] += len(source.data) + 8_000
    return shares


class _ConversionBatch:
    """One process's share of the work, in its own folder with its own profile."""

    def __init__(self, folder: Path, sources: Sequence[ConversionSource], office: Office, used: Path) -> None:
        self.folder, self.sources, self.office = folder, sources, office
        self.out = folder / "out"
        self.seen: set[int] = set()
        self.into, (reads, writes) = sources[0].into, sources[0].filters
        (folder / "in").mkdir(parents=True)
        self.out.mkdir()
        make_profile(folder / "profile", office.engine, office.settings, used)
        names = []
        for number, source in enumerate(sources):
            path = folder / "in" / f"{number}{source.suffix}"
            path.write_bytes(source.printed(source.data))
            names.append(str(path))
        arguments = (
            *office.sandbox.converting(folder),
            str(office.engine.program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            *([f"--infilter={reads}"] if reads else []),
            "--convert-to",
            f"{self.into}:{writes}" if writes else self.into,
            "--outdir",
            str(self.out),
            *names,
        )
        own = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}  # what it leaves behind goes with the folder
        fonts = {"FONTCONFIG_FILE": str(folder / "profile" / FONTS)} if IS_ASKED else {}
        self.command = Command(arguments, {**office.environment, **own, **fonts}, folder, office.limit, self.finished)

    def finished(self) -> int:
        """How many files have come out."""
        return sum(1 for _ in self.out.glob(f"*.{self.into}"))

    def collect(self, made: dict[str, bytes], failures: dict[str, str], *, ended: bool = False) -> None:
        """Finishes the files that are whole, while LibreOffice goes on: it writes one after the other.

        LibreOffice's exit code says nothing, so each is opened.
        """
        for number, source in enumerate(self.sources):
            path, after = self.out / f"{number}.{self.into}", self.out / f"{number + 1}.{self.into}"
            if number in self.seen or not (path.is_file() and (ended or after.is_file())):
                continue
            self.seen.add(number)
            try:
                made[source.key] = source.finish(read_plain(path, MADE, within=self.out))
            except TooHeavyError:
                failures[source.key] = _HEAVY
            except (ValueError, NotToBeReadError):  # not whole, or a link to elsewhere: tried again alone, then reported
                failures.pop(source.key, None)

    def explain(self, end: ProgramEnd, made: Container[str], failures: dict[str, str]) -> None:
        """Notes why the only document of this start did not come out; of several, nobody knows whose fault it was."""
        if len(self.sources) > 1 or self.sources[0].key in made or self.sources[0].key in failures:
            return
        if end.code is None:
            failures[self.sources[0].key] = _SLOW
        elif end.code < 0 or end.code > _SIGNAL:
            failures[self.sources[0].key] = _CRASHED
