"""No document gets hold of the machine's files or of the network, by the strongest means that is here and by the weakest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from conftest import PROJECTS, ROOT, build, copy_workspace, make_machine
from fake_soffice import fake_soffice
from outside import COLOUR, SECRET, Listener, documents, foreign_documents, write_secrets
from running import wait_until

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import Place
from hyoga_docs.pdf.intake.records import IntakeRequest
from hyoga_docs.pdf.intake.take import take_generated
from hyoga_docs.programs.fonts import InstalledFonts
from hyoga_docs.programs.libreoffice import profile
from hyoga_docs.programs.libreoffice.convert import ConversionSource, Office, convert, convert_to_ooxml
from hyoga_docs.programs.libreoffice.engine import Engine, find_engine
from hyoga_docs.programs.sandbox import (
    NO_SANDBOX,
    Sandbox,
    SandboxKind,
    available_sandboxes,
    office_environment,
    sandbox_for,
    sandbox_for_readers,
)
from hyoga_docs.spec.formats import format_of
from hyoga_docs.text.file_kind import kind_of
from hyoga_docs.text.old_office.make_ready import make_ready
from hyoga_docs.text.ooxml.external_links import is_fetching_drawing, remove_external_links
from hyoga_docs.text.ooxml.package import read_parts

#: What LibreOffice 7.4's own settings do not stop: it reads these from files. They are why links are taken out beforehand.
GAPS = {"svg", "svg-picture", "slide-object", "slide-background"}
#: What stock LibreOffice fetches; without it, silence would prove nothing.
FETCHED = {"linked-picture", "chunk-of-word", "sheet-picture", "slide-picture", "slide-background", "slide-object", "odf-inside"}
PLAN = (ROOT / "meetings" / "2019-10-31" / "plan.docx").read_bytes()
linux = pytest.mark.skipif(sys.platform != "linux", reason="name spaces of Linux")


@dataclass(frozen=True)
class Trial:
    """What came of converting: the documents that got hold of a secret, by where it lay, and what the listener heard."""

    leaked: dict[str, set[str]]
    heard: list[str]
    macro_ran: bool


def finish(pdf: bytes) -> bytes:
    """The PDF as it is bound."""
    return take_generated(pdf, IntakeRequest("", ".docx", None, "題", (), "s")).pdf


def office(tmp_path: Path, sandbox: Sandbox | None) -> Office:
    """The real LibreOffice under this confinement, or under the strongest that it works in."""
    cache, environment = Cache(tmp_path / "cache"), office_environment(os.environ)
    engine = find_engine(None, cache, environment)
    sandbox = sandbox_for(engine.program, environment, cache) if sandbox is None else sandbox
    return Office(engine, InstalledFonts({}, ""), cache, environment, 120, 2, sandbox)


def attempt(tmp_path: Path, office: Office, *, prepared: bool = False, only: set[str] | None = None) -> Trial:
    """Converts the documents, as they came or as a build prepares them, and looks at what they got."""
    secrets, mark = tmp_path / "elsewhere", tmp_path / "macro-ran"
    write_secrets(secrets)
    with Listener(secrets) as listener:
        sources = []
        for where, reach in (("net", listener.reach), ("file", lambda secret: (secrets / secret).as_uri())):
            for name, (suffix, came) in documents(reach, mark).items():
                if (only is None or name in only) and not (prepared and is_refused(came)):
                    data = remove_external_links(came) if prepared else came
                    sources.append(ConversionSource(f"{where}:{name}", name, data, suffix, Place("x.yaml"), finish))
        done = convert(sources, office, lambda _done, _total: None)
        listener.shutdown()
        assert done.pdfs
        leaked: dict[str, set[str]] = {"net": set(), "file": set()}
        for key, pdf in done.pdfs.items():
            where, _, name = key.partition(":")
            if shows_secret(pdf):
                leaked[where].add(name)
        return Trial(leaked, listener.heard, mark.exists())


def is_refused(data: bytes) -> bool:
    """Whether a build does not take the file at all (`HD307`, `HD308`)."""
    parts = read_parts(data)
    return kind_of(data).format is None or any(is_fetching_drawing(content) for content in parts.values())


def shows_secret(pdf: bytes) -> bool:
    """Whether a PDF has the secret words, or a spot in the secret picture's colour."""
    import pypdfium2

    for page in pypdfium2.PdfDocument(pdf):
        pixels = page.render(scale=0.5, rev_byteorder=True).to_numpy().reshape(-1, 3)
        if (abs(pixels.astype(int) - COLOUR).max(axis=1) < 8).any():
            return True
        if SECRET in page.get_textpage().get_text_range().replace("\r\n", ""):
            return True
    return False


@pytest.mark.office
def test_stock_libreoffice_fetches_what_the_documents_ask_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "_SETTINGS", profile._SETTINGS[:1])
    machine = office(tmp_path, NO_SANDBOX)
    open_to_all = {name: value for name, value in machine.environment.items() if not name.endswith("_proxy")}
    trial = attempt(tmp_path, replace(machine, environment=open_to_all), only=FETCHED | GAPS)
    assert trial.leaked == {"net": FETCHED, "file": FETCHED | GAPS}
    assert {line for line in trial.heard if line.startswith("GET")} == {"GET /secret.png", "GET /secret.xlsx"}


@pytest.mark.office
def test_by_the_strongest_means_no_document_gets_anything(tmp_path: Path) -> None:
    machine = office(tmp_path, None)
    trial = attempt(tmp_path, machine)
    assert trial.heard == []
    assert trial.leaked["net"] == set()
    assert trial.leaked["file"] <= (set() if machine.sandbox.means is SandboxKind.BWRAP else GAPS)
    assert not trial.macro_ran


@pytest.mark.office
def test_by_the_profile_alone_nothing_is_heard_and_only_known_gaps_are_left(tmp_path: Path) -> None:
    trial = attempt(tmp_path, office(tmp_path, NO_SANDBOX))
    assert trial.heard == []
    assert trial.leaked["net"] == set()
    assert trial.leaked["file"] <= GAPS
    assert not trial.macro_ran


@pytest.mark.office
def test_as_a_build_prepares_them_the_gaps_are_closed_by_the_weakest_means_too(tmp_path: Path) -> None:
    trial = attempt(tmp_path, office(tmp_path, NO_SANDBOX), prepared=True, only=GAPS | FETCHED)
    assert trial.heard == []
    assert trial.leaked == {"net": set(), "file": set()}


@pytest.mark.office
def test_foreign_files_made_ready_get_nothing_by_the_weakest_means(tmp_path: Path) -> None:
    secrets = tmp_path / "elsewhere"
    write_secrets(secrets)
    picture = (secrets / "secret.png").read_bytes()
    sources = []
    for suffix, data in foreign_documents(lambda name: (secrets / name).as_uri()).items():
        reads = format_of(suffix)
        assert reads is not None
        writes = format_of(reads.ooxml)
        assert writes is not None
        for key, given in ((f"came{suffix}", data), (f"ready{suffix}", make_ready(data, reads))):
            filters = (reads.filter, writes.filter)
            sources.append(ConversionSource(key, key, given, suffix, Place("x"), bytes, into=reads.ooxml[1:], filters=filters))
    made, failed = convert_to_ooxml(sources, office(tmp_path, NO_SANDBOX))
    assert failed == {}
    held = {key: b"".join(read_parts(data).values()) for key, data in made.items()}
    leaked = {key for key, content in held.items() if picture in content or SECRET.encode() in content}
    assert leaked == {"came.ods", "came.odp", "came.rtf"}


@pytest.mark.office
def test_a_build_by_the_weakest_means_prints_nothing_of_the_machine_and_tells_of_the_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hyoga_docs.programs.sandbox.available_sandboxes", lambda: iter([NO_SANDBOX]))
    write_secrets(tmp_path / "elsewhere")
    workspace = copy_workspace(tmp_path / "ws", PROJECTS / "good-small")
    spec = workspace / "meetings" / "2024-05-01.yaml"
    _, data = documents(lambda name: (tmp_path / "elsewhere" / name).as_uri(), tmp_path / "macro-ran")["slide-object"]
    (workspace / "meetings" / "slides.pptx").write_bytes(data)
    spec.write_text(spec.read_text("utf-8").rstrip() + "\n  - {title: 外, file: slides.pptx}\n", "utf-8")
    built = build(spec, tmp_path / "out", make_machine(tmp_path / "cache"), lambda _: None)
    assert "HD310" in {problem["code"] for problem in built.problems}
    assert not shows_secret(built.packet.read_bytes())


@pytest.mark.office
@linux
def test_every_means_gives_the_same_bytes(tmp_path: Path) -> None:
    names = ("plan.docx", "jiritsu.xlsx", "framework.pptx")
    files = {name: (ROOT / "meetings" / "2019-10-31" / name).read_bytes() for name in names}
    made = {}
    for number, each in enumerate([None, *available_sandboxes()]):
        machine = office(tmp_path / str(number), each)
        sources = [ConversionSource(name, name, data, Path(name).suffix, Place("x.yaml"), finish) for name, data in files.items()]
        made[machine.sandbox.means] = convert(sources, machine, lambda _done, _total: None).pdfs
    assert all(pdfs == made[SandboxKind.SETTINGS] and len(pdfs) == 3 for pdfs in made.values())


_READER = """
import pathlib, socket, sys
own, elsewhere, temporary, port = sys.argv[1:]
pathlib.Path(own, "made").write_text(pathlib.Path(elsewhere).read_text())
for name in (elsewhere, temporary):
    try:
        with open(name, "a") as stream:
            stream.write("spoilt")
        print("wrote", name)
    except OSError:
        pass
try:
    socket.create_connection(("127.0.0.1", int(port)), 2)
    print("connected")
except OSError:
    pass
"""


@linux
@pytest.mark.parametrize("sandbox", list(available_sandboxes()), ids=lambda each: each.means)
def test_a_reader_writes_in_its_own_folder_alone_and_calls_nobody(tmp_path: Path, sandbox: Sandbox) -> None:
    own, elsewhere, temporary = tmp_path / "own", tmp_path / "elsewhere", tmp_path / "temporary"
    own.mkdir()
    elsewhere.write_text("kept")
    temporary.write_text("kept")
    with Listener(tmp_path) as listener:
        port = str(listener.server_address[1])
        start = sandbox.reading(own, elsewhere)
        done = subprocess.run(
            [*start, sys.executable, "-c", _READER, str(own), str(elsewhere), str(temporary), port],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        listener.shutdown()
    assert (own / "made").read_text() == "kept"
    wrote = {SandboxKind.BWRAP: [], SandboxKind.UNSHARE: [elsewhere, temporary], SandboxKind.SETTINGS: [elsewhere, temporary]}[
        sandbox.means
    ]
    heard = {SandboxKind.SETTINGS: ["connected"]}.get(sandbox.means, [])
    assert done.stdout.splitlines() == [*(f"wrote {path}" for path in wrote), *heard]
    assert bool(listener.heard) == bool(heard)
    assert elsewhere.read_text() == ("keptspoilt" if wrote else "kept")


@linux
@pytest.mark.parametrize("profile_name", ["converting", "reading"])
def test_what_runs_in_bubblewrap_dies_with_a_killed_parent(tmp_path: Path, profile_name: str) -> None:
    strongest = sandbox_for_readers(Cache(tmp_path / "cache"))
    if strongest.means is not SandboxKind.BWRAP:
        pytest.fail("bubblewrap is missing or does not work: sudo apt-get install bubblewrap")
    start = list(getattr(strongest, profile_name)(tmp_path))
    number = f"600.{os.getpid()}{len(profile_name)}"
    script = f"import subprocess; subprocess.run({[*start, '/bin/sleep', number]!r})"
    parent = subprocess.Popen([sys.executable, "-c", script])
    wait_until(lambda: any(line.startswith(b"/bin/sleep") for line in sleepers(number)))  # it runs, and is bound to its parent
    parent.send_signal(signal.SIGKILL)
    parent.wait(timeout=60)
    wait_until(lambda: not sleepers(number))


def sleepers(number: str) -> list[bytes]:
    """The command lines of the processes that sleep for just so long, bubblewrap's own among them."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes()
        except OSError:
            continue  # it has just ended
        if line.endswith(f"/bin/sleep\0{number}\0".encode()):
            found.append(line)
    return found


@linux
def test_an_engine_that_does_not_answer_in_one_means_gets_the_next(tmp_path: Path) -> None:
    program = fake_soffice(tmp_path / "fake", "blank")
    engine = Engine(program, "99.9", "")
    means = sandbox_for(engine.program, office_environment(os.environ), Cache(tmp_path / "cache")).means
    assert means is next(each.means for each in available_sandboxes() if each.means is not SandboxKind.BWRAP)


@linux
def test_a_program_outside_the_system_is_seen_with_its_folder_and_through_its_link(tmp_path: Path) -> None:
    strongest = sandbox_for_readers(Cache(tmp_path / "cache"))
    program, link, own = tmp_path / "lo" / "program" / "soffice", tmp_path / "bin" / "soffice", tmp_path / "own"
    for folder in (program.parent, link.parent, own):
        folder.mkdir(parents=True)
    (program.parent.parent / "version").write_text("LibreOffice 1.2.3\n")
    program.write_text(f"#!/bin/sh\nexec cat {program.parent.parent}/version\n")
    program.chmod(0o755)
    link.symlink_to(program)
    found = sandbox_for(link, {"PATH": "/usr/bin:/bin"}, Cache(tmp_path / "cache"))
    assert found.means is strongest.means


def test_where_there_are_no_means_nothing_is_put_before_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyoga_docs.programs.sandbox.sys.platform", "darwin")
    (only,) = available_sandboxes()
    assert only == NO_SANDBOX
    assert only.converting(tmp_path) == only.reading(tmp_path) == ()


@linux
@pytest.mark.parametrize(("there", "said"), [((), "sudo apt-get install bubblewrap"), (("bwrap",), "user namespace")])
def test_doctor_says_how_to_do_better(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], said: str) -> None:
    from hyoga_docs.commands import doctor

    monkeypatch.setattr("hyoga_docs.commands.doctor.on_path", lambda name: Path("/bin", name) if name in there else None)
    for means in (SandboxKind.UNSHARE, SandboxKind.SETTINGS):
        finding = doctor._isolation(Sandbox(means))
        assert (finding.good, finding.needed) == (False, False)
        assert said in finding.how
        assert finding.description == Sandbox(means).description
