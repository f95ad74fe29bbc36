"""How long a reviewer waits: one line of the roster changed, in every form; the papers of bench/pages.py as packets of 200 pages.

    python bench/diff.py

Each figure is the best of three runs of the command itself, start of Python included, from a warm cache.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pages import papers

ROOT = Path(__file__).resolve().parent.parent
_MEMBER = "熊本市経済観光局産業部"


def run(folder: Path, *words: str, code: int = 10) -> float:
    """Seconds that `diff` takes."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "hyoga_docs", "diff", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != code:
        sys.exit(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return time.monotonic() - start


def best(folder: Path, *words: str, code: int = 10) -> float:
    """The best of three, after one that fills the cache."""
    run(folder, *words, code=code)
    return min(run(folder, *words, code=code) for _ in range(3))


def git(folder: Path, *words: str) -> None:
    """Runs git as somebody."""
    subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.jp", *words], check=True, env=os.environ
    )


def main(folder: Path) -> None:
    """Prints a line for each comparison."""
    work = folder / "work"
    for name in ("meetings", "templates"):
        shutil.copytree(ROOT / name, work / name)
    git(work, "init", "--quiet")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "sample")
    print(f"nothing changed: {best(work, code=0):.2f} s")
    roster = work / "meetings" / "common" / "roster.yaml"
    roster.write_text(roster.read_text("utf-8").replace(_MEMBER, "熊本市経済観光局産業振興部"), "utf-8")
    print(f"one line of the roster: {best(work):.2f} s")
    for name, words in {
        "--html": ("--html", "report.html"),
        "--docx": ("--docx", "changes.docx"),
        "--format markdown": ("--format", "markdown"),
        "--replace": ("--replace", "HEAD"),
    }.items():
        print(f"one line of the roster, {name}: {best(work, *words):.2f} s")
    for name, old, new in papers(folder):
        print(f"200 pages, {name}: {best(folder, str(old), str(new)):.2f} s")
        print(f"200 pages, {name}, --html: {run(folder, str(old), str(new), '--html', 'report.html'):.2f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
