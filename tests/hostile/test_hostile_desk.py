"""What a paper's process may do at a desk, tried from inside of what it is started in; and what a repository may do to `diff`."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from conftest import PROJECTS, copy_workspace, make_machine
from outside import Listener
from PIL import Image
from running import invoke

from hyoga_docs.core.files import NotToBeReadError, file_digest, write_new
from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeRequest
from hyoga_docs.pdf.intake.worker import close_requests, write_request
from hyoga_docs.pipeline.intake import IntakeRun
from hyoga_docs.programs import sandbox
from hyoga_docs.programs.libreoffice.profile import keep_profile
from hyoga_docs.programs.run_programs import output
from hyoga_docs.programs.sandbox import Sandbox, SandboxKind, available_sandboxes, python_environment
from hyoga_docs.text.ooxml.package import read_parts, write_parts

linux = pytest.mark.skipif(sys.platform != "linux", reason="name spaces of Linux")

#: Tries everything, changes nothing that it should not, and prints what it could do.
_INSIDE = """
import ctypes, fcntl, os, socket, sys, termios
own, secret, port, abstract, pid, *places = sys.argv[1:]
libc = ctypes.CDLL(None, use_errno=True)
def says(name, done):
    if done:
        print(name)
def opened(name, flags):
    try:
        os.close(os.open(name, flags))
    except OSError:
        return False
    return True
def made(folder):
    name = os.path.join(folder, "made-by-a-paper")
    if not opened(name, os.O_WRONLY | os.O_CREAT):
        return False
    os.unlink(name)
    return True
says("has a capability", any(int(line.split()[1], 16) for line in open("/proc/self/status") if line.startswith("Cap")))
says("may gain rights", "NoNewPrivs:\\t1" not in open("/proc/self/status").read())
says("is root", os.getuid() == 0 or os.getgid() == 0)
says("remounts /usr", libc.mount(None, b"/usr", None, 32 | 4096, None) == 0)
says("remounts /proc", libc.mount(None, b"/proc", None, 32, None) == 0)
says("mounts", libc.mount(b"none", own.encode(), b"tmpfs", 0, None) == 0)
says("makes a mount namespace", libc.unshare(0x20000) == 0)
for place in places:
    says(f"writes in {place}", made(place))
for setting in ("kernel/core_pattern", "vm/drop_caches", "kernel/sysrq"):
    says(f"sets {setting}", opened(f"/proc/sys/{setting}", os.O_WRONLY))
says("writes in its own folder", made(own))
says("reads a secret", opened(secret, os.O_RDONLY))
for name in ("/etc/shadow", "/etc/passwd", "/dev/sda", "/dev/vda", "/dev/mem", "/dev/kmsg", "/sys/kernel", "/proc/kcore"):
    says(f"opens {name}", opened(name, os.O_RDONLY))
says("has a terminal", opened("/dev/tty", os.O_RDWR))
try:
    fcntl.ioctl(0, termios.TIOCSTI, b"x")
    print("types into the terminal")
except OSError:
    pass
says("sees a process outside", os.path.exists(f"/proc/{pid}"))
try:
    os.kill(int(pid), 0)
    print("may end a process outside")
except OSError:
    pass
says("traces a process outside", libc.ptrace(16, int(pid), 0, 0) == 0)
says("sees more than its own processes", sum(name.isdigit() for name in os.listdir("/proc")) > 3)
says("has a secret of the environment", "HYOGA_SECRET" in os.environ)
says("makes a user namespace", libc.unshare(0x10000000) == 0)
for family, address in ((socket.AF_INET, ("127.0.0.1", int(port))), (socket.AF_UNIX, "\\0" + abstract)):
    try:
        with socket.socket(family) as caller:
            caller.settimeout(2)
            caller.connect(address)
            print("calls", family.name)
    except OSError:
        pass
"""


#: A worker that a paper has taken over: what it hands back are links to a file of somebody else.
_TAKEN_OVER = """
import sys
from pathlib import Path
from hyoga_docs.pdf.intake import take, worker
real = take.take
def taken_over(request, out):
    answer = real(request, out)
    for made in out.parent.glob(out.stem + ".pdf"):
        made.unlink()
        made.symlink_to({theirs!r})
    return answer
take.take = taken_over
worker.work(Path(sys.argv[1]))
"""
#: Whatever it is started in: no rights, no network, no processes of others.
_NEVER = {
    "has a capability",
    "may gain rights",
    "remounts /usr",
    "remounts /proc",
    "mounts",
    "makes a mount namespace",
    "has a terminal",
    "types into the terminal",
    "sees a process outside",
    "may end a process outside",
    "traces a process outside",
    "sees more than its own processes",
    "has a secret of the environment",
    "calls AF_INET",
    "calls AF_UNIX",
}


def could(tmp_path: Path, way: Callable[[Path], tuple[str, ...]], *places: str) -> set[str]:
    """What a process could do, with a home, a listener and a process outside; it tries to write in `places`."""
    own, home = tmp_path / "own", tmp_path / "home" / ".ssh"
    own.mkdir()
    home.mkdir(parents=True)
    (home / "id_ed25519").write_text("secret")
    environment = python_environment({"HOME": str(tmp_path / "home"), "HYOGA_SECRET": "x"})
    abstract = f"hyoga-{os.getpid()}"
    with Listener(tmp_path) as listener, socket.socket(socket.AF_UNIX) as local, sleeping() as pid:
        local.bind(f"\0{abstract}")
        local.listen()
        given = (str(own), str(home / "id_ed25519"), str(listener.server_address[1]), abstract, str(pid), *places)
        said = output([*way(own), sys.executable, "-c", _INSIDE, *given], environment, 30)
        listener.shutdown()
    assert said is not None
    return set(said.decode().splitlines())


@contextlib.contextmanager
def sleeping() -> Iterator[int]:
    """A process of somebody else's, by its number."""
    with subprocess.Popen(["/bin/sleep", "60"]) as process:
        yield process.pid
        process.kill()


def of_kind(means: SandboxKind) -> Sandbox:
    """A means that has to be there, with this Python shown to what else would be LibreOffice."""
    found = {each.means: each for each in available_sandboxes()}
    assert means in found, f"{means} is missing or does not work: sudo apt-get install bubblewrap util-linux"
    return replace(found[means], shown=tuple(sandbox._read_only_binds(sandbox._python())))


@linux
@pytest.mark.parametrize("way", ["converting", "reading"])
@pytest.mark.parametrize("given_up", range(3))
def test_a_papers_process_gets_hold_of_nothing_but_its_folder(tmp_path: Path, way: str, given_up: int) -> None:
    """Also with what older versions of bubblewrap know."""
    found = of_kind(SandboxKind.BWRAP)
    start = replace(found, starter=(found.starter[0], *sandbox._BWRAP[given_up]))
    package = str(Path(sandbox.__file__).parents[1])
    places = ("/", "/usr", "/etc", "/usr/bin", "/proc", "/proc/sys/kernel", "/sys", package, str(Path.home()))
    done = could(tmp_path, getattr(start, way), *places)
    at_least = {"writes in its own folder"}
    if given_up == 2 and os.getuid() == 0:
        at_least.add("is root")
    if given_up:  # without rights over anything of the machine
        at_least.add("makes a user namespace")
    assert done == at_least


@linux
def test_unshare_takes_the_rights_away_and_the_network(tmp_path: Path) -> None:
    done = could(tmp_path, of_kind(SandboxKind.UNSHARE).reading)
    assert not done & (_NEVER - {"has a terminal"})
    assert "reads a secret" in done  # that, only bubblewrap keeps away


@linux
def test_what_is_opened_without_isolation_is_told_once_or_refused(tmp_path: Path) -> None:
    paper = tmp_path / "scan.png"
    Image.new("RGB", (40, 40)).save(paper)

    def check(*options: str, path: str) -> tuple[int, list[str]]:
        done = invoke(
            "check", "--format", "json", *options, paper.name, folder=tmp_path, PATH=path, HYOGA_DOCS_CACHE=str(tmp_path / "c")
        )
        return done.returncode, [each["code"] for each in json.loads(done.stdout) if each["code"].startswith("HD7")]

    nowhere = str(tmp_path / "nowhere")
    assert check("--require-isolation", path=nowhere) == (4, ["HD707"])
    assert check(path=nowhere) == (0, ["HD706"])
    assert check(path=nowhere) == (0, [])  # known from before, and not opened
    assert check("--require-isolation", path=os.environ["PATH"]) == (0, [])


@linux
def test_a_body_can_demand_isolation(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path, PROJECTS / "good-small")
    platform = workspace / "meetings" / "common" / "platform.yaml"
    platform.write_text(platform.read_text("utf-8") + "isolation: required\n", "utf-8")
    for path, code in ((str(tmp_path / "nowhere"), 4), (os.environ["PATH"], 0)):
        done = invoke("check", "meetings/2024-05-01.yaml", folder=workspace, PATH=path, HYOGA_DOCS_CACHE=str(tmp_path / "c"))
        assert (done.returncode, "HD707" in done.stdout) == (code, code == 4), done.stdout
    (paper := tmp_path / "資料.txt").write_text("資料の題名について\n", "utf-8")
    done = invoke(
        "add", str(paper), "--yes", folder=workspace, PATH=str(tmp_path / "nowhere"), HYOGA_DOCS_CACHE=str(tmp_path / "c")
    )
    assert (done.returncode, "HD707" in done.stderr) == (4, True), done.stderr
    other = platform.parents[1] / "other" / "platform.yaml"
    other.parent.mkdir()
    other.write_text(platform.read_text("utf-8").replace("isolation: required\n", ""), "utf-8")
    second = platform.parents[1] / "2024-06-01.yaml"
    second.write_text("common: other\nnumber: 1\ndate: 2024-06-01\nagenda: [開会]\n", "utf-8")
    done = invoke("check", "meetings", folder=workspace, PATH=str(tmp_path / "nowhere"), HYOGA_DOCS_CACHE=str(tmp_path / "c"))
    assert done.stdout.count("HD707") == 1, done.stdout  # of the body that demands it, and of no other


@pytest.mark.skipif(sys.platform == "win32", reason="links need leave there")
def test_links_that_a_worker_hands_back_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, source, scratch = tmp_path / "theirs.pdf", tmp_path / "scan.png", tmp_path / "scratch"
    theirs.write_bytes(b"%PDF-1.7 of somebody else")
    Image.new("RGB", (40, 40)).save(source)
    scratch.mkdir()
    monkeypatch.setattr("hyoga_docs.pipeline.intake._PROGRAM", ("-c", _TAKEN_OVER.format(theirs=str(theirs))))
    settings = make_machine(tmp_path / "cache").intake_settings(scratch)
    request = IntakeRequest(str(source), ".png", None, "題", (), "s")
    with IntakeRun({"a": request}, {"a": file_digest(source)}, settings) as reading:
        assert reading.answers()["a"] == IntakeRejected("HD319", "NotToBeReadError")
    with pytest.raises(NotToBeReadError):
        settings.cache.put_file("paper", "key", _link(tmp_path / "link.pdf", theirs))
    assert settings.cache.file("paper", "key") is None
    (tmp_path / "profile" / "user").mkdir(parents=True)
    _link(tmp_path / "profile" / "user" / "registrymodifications.xcu", theirs)
    keep_profile(tmp_path / "profile", tmp_path / "kept")
    assert list((tmp_path / "kept" / "user").iterdir()) == []
    assert theirs.read_bytes() == b"%PDF-1.7 of somebody else"


def _link(path: Path, target: Path) -> Path:
    path.symlink_to(target)
    return path


def test_a_template_that_reads_other_files_is_refused(tmp_path: Path) -> None:
    workspace = copy_workspace(tmp_path, PROJECTS / "good-small")
    template = workspace / "templates" / "agenda.docx"
    parts = read_parts(template.read_bytes())
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    name = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rId999" Type="{kind}" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    linked = parts[name].replace(b"</Relationships>", link.encode())
    for more, quote in (({"word/media/a.svg": drawing}, "word/media/a.svg"), ({name: linked}, "file:///etc/passwd")):
        template.write_bytes(write_parts(parts | more))
        done = invoke("check", "--format", "json", "meetings/2024-05-01.yaml", folder=workspace)
        told = [(each["code"], each["quote"]) for each in json.loads(done.stdout) if each["severity"] == "error"]
        assert (done.returncode, told) == (3, [("HD402", quote)]), done.stdout


def test_nothing_is_written_through_a_link_that_a_paper_s_process_left(tmp_path: Path) -> None:
    secret, own = tmp_path / "secret", tmp_path / "own"
    own.mkdir()
    for name in ("0.asked", "0.source", "closed"):
        (own / name).symlink_to(secret)
    for write in (partial(write_request, own, 0, {}), partial(close_requests, own), partial(write_new, own / "0.source", b"x")):
        with pytest.raises(FileExistsError):
            write()
    assert not secret.exists()
