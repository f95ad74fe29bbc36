"""How fast the sample packet is built, as ratios that hold on any machine.

    make bench        (or: python bench/packet.py [ROUNDS])

In one run, turn by turn: `bench/peer.py`; our cold build (no cache, no output); a build with nothing changed; a build
with one line of the roster changed; and one plain `soffice --convert-to` of that roster, with its own profile used
before. Medians are printed. Ends with 1 when a bound of the issue is missed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "2019-10-31"


def timed(command: list[str], environment: dict[str, str]) -> float:
    """The seconds that a command takes; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(rounds: int) -> int:
    """Measures, prints, and says whether every bound is kept."""
    python = sys.executable
    times: dict[str, list[float]] = {"peer": [], "cold": [], "unchanged": [], "one line": [], "plain": []}
    with tempfile.TemporaryDirectory(prefix="hyoga-bench-") as folder:
        work = Path(folder)
        for name in ("meetings", "templates"):
            shutil.copytree(ROOT / name, work / name)
        spec, roster = work / "meetings" / f"{NAME}.yaml", work / "meetings" / "common" / "roster.yaml"
        lines = roster.read_text("utf-8")
        environment = {**os.environ, "HYOGA_DOCS_CACHE": str(work / "cache"), "PYTHONPATH": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # on a desk the code is compiled once
        ours = [python, "-m", "hyoga_docs", "build", str(spec)]
        docx = work / "build" / NAME / "documents" / "10-roster.docx"
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        plain = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work / "plain"), str(docx)]
        timed(ours, environment)  # compiles the Python files, and makes the roster for the plain conversion
        timed(plain, environment)  # makes its profile
        for number in range(rounds):
            times["peer"].append(timed([python, str(ROOT / "bench" / "peer.py"), str(spec), str(work / "peer.pdf")], environment))
            shutil.rmtree(work / "cache")
            shutil.rmtree(work / "build")
            roster.write_text(lines, "utf-8")
            times["cold"].append(timed(ours, environment))
            times["unchanged"] += [timed(ours, environment) for _ in range(3)]
            for again in range(3):
                roster.write_text(lines.replace("熊本県経営者協会", f"熊本県経営者協会{number}{again}"), "utf-8")
                times["one line"].append(timed(ours, environment))
                times["plain"].append(timed(plain, environment))
    middle = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        print(f"{name:10} {middle[name]:6.2f} s   ({min(found):.2f} to {max(found):.2f}, {len(found)} runs)")
    bounds = [
        ("cold build against the peer", middle["peer"] / middle["cold"], 5.0),
        ("unchanged against cold", middle["cold"] / middle["unchanged"], 8.0),
        ("one line against one plain conversion", middle["plain"] / middle["one line"], 1.0),
    ]
    for name, ratio, bound in bounds:
        print(f"{name}: {ratio:.1f} times as fast (bound {bound:.0f}) {'kept' if ratio >= bound else 'MISSED'}")
    return 0 if all(ratio >= bound for _, ratio, bound in bounds) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
