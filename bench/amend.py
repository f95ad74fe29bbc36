"""How long a clerk waits: one amendment, a table, a sheet and back, for rosters of 14 to 2,000 members.

    python bench/amend.py

Each figure is the best of three runs of the command itself, start of Python included; PDFs are made from an empty store once.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTS = (14, 200, 2000)


def roster(count: int) -> str:
    """A roster of so many members in 区分 of twenty."""
    lines = ["title: 見本会議構成員", "columns: {name: 機関, post: 職名, person: 氏名}", "groups:"]
    for index in range(count):
        if index % 20 == 0:
            lines += [f"  - category: 区分{index // 20 + 1}", "    members:"]
        lines.append(f"      - {{id: m{index}, name: 見本県第{index}協議会, post: 事務局長, person: 見本　太郎{index}}}")
    return "\n".join(lines) + "\n"


def run(folder: Path, *words: str) -> float:
    """Seconds a command takes."""
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "hyoga_docs", *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return time.monotonic() - start


def measure(count: int, folder: Path) -> None:
    """Prints one line for a roster of this size."""
    for name in ("meetings", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    path = folder / "meetings" / "common" / "roster.yaml"
    text = roster(count)

    def best(*words: str) -> float:
        times = []
        for _ in range(3):
            path.write_text(text, "utf-8")
            times.append(run(folder, *words))
        return min(times)

    rename = best("roster", "rename", "m7", "見本県改称協議会", "--on", "2020-04-01")
    text = path.read_text("utf-8")
    show, table = best("roster", "show"), best("roster", "diff", "2020-04-01", "--text")
    paper = run(folder, "roster", "diff", "2020-04-01")
    run(folder, "roster", "export", "names.xlsx")
    export = best("roster", "export", "names.xlsx", "--force")
    back = best("roster", "import", "names.xlsx", "--dry-run")
    print(
        f"{count:>5} members: rename {rename:.2f} s, show {show:.2f} s, diff --text {table:.2f} s, "
        f"diff to Word and PDF {paper:.1f} s, export {export:.2f} s, import {back:.2f} s"
    )


if __name__ == "__main__":
    for size in COUNTS:
        with tempfile.TemporaryDirectory() as place:
            measure(size, Path(place))
