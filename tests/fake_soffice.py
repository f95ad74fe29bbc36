"""Stands in for LibreOffice where a test needs it to misbehave on purpose; the real one is used everywhere else."""

from __future__ import annotations

import sys
import time
from pathlib import Path

_SCRIPT = """#!{python}
import os, subprocess, sys, time
from pathlib import Path
here = Path(__file__).resolve().parent
mode = (here / "mode").read_text()  # where it cannot see its own folder, it does not answer either
if "--version" in sys.argv:
    print("LibreOffice 99.9.9.9 fake")
    raise SystemExit
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
names = sys.argv[sys.argv.index("--outdir") + 2 :]
if mode == "hang":
    subprocess.Popen([{python!r}, "-c", "import time; time.sleep(600)", str(here)])
with (here / "starts").open("a") as starts:
    starts.write(f"{{len(names)}}\\n")
if mode == "hang":
    (here / "hanging").write_text("")
    time.sleep(600)
if mode == "alone" and len(names) > 1:
    raise SystemExit(0)
for name in names:
    target = out / (Path(name).stem + ".pdf")
    if mode == "abort" and b"HEAVY" in Path(name).read_bytes():
        os.abort()
    if mode == "garbage":
        target.write_bytes(b"%PDF-1.4 and then nothing")
    elif mode != "nothing":
        import pikepdf
        pdf = pikepdf.new()
        for _ in range(8):
            pdf.add_blank_page()
        if mode == "link":  # to a file of somebody else's
            target.symlink_to(here / "theirs.pdf")
            target = here / "theirs.pdf"
        pdf.save(target)
"""


def fake_soffice(folder: Path, mode: str) -> Path:
    """An executable in `folder` that behaves as `mode` says: hang, abort (for HEAVY ones), alone, garbage, link, nothing, blank."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mode").write_text(mode, "utf-8")
    program = folder / "soffice"
    program.write_text(_SCRIPT.format(python=sys.executable), "utf-8")
    program.chmod(0o755)
    return program


def starts(program: Path) -> list[int]:
    """How many documents each start was given."""
    path = program.parent / "starts"
    return [int(line) for line in path.read_text("utf-8").split()] if path.exists() else []


def left_behind(program: Path) -> dict[int, str]:
    """The processes that belong to the fake and go on running: their command lines by number."""
    return remaining(program.parent)


def remaining(folder: Path) -> dict[int, str]:
    """The processes whose command lines name a folder and that do not end, by number.

    One that was killed stands in the table for a moment more.
    """
    deadline = time.monotonic() + 20
    while (found := naming(folder)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def naming(folder: Path) -> dict[int, str]:
    """The processes whose command lines name a folder, by number."""
    found = {}
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes()
        except OSError:
            continue
        if str(folder).encode() in line:
            found[int(process.parent.name)] = line.replace(b"\0", b" ").decode("utf-8", "replace")
    return found
