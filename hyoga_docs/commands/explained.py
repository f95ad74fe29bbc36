"""What a code means: its page of docs/checks, as plain text for a terminal."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from hyoga_docs.core.problem import UsageError, error

_CODE = re.compile(r"(?:HD)?([0-9]{3})")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_NEAREST = 3


def explanation(written: str) -> str:
    """The page of a code that a person wrote (`HD271`, `hd271`, `271`). Raises UsageError where there is none."""
    match = _CODE.fullmatch(unicodedata.normalize("NFKC", written).strip().upper())
    pages = {int(page.stem.removeprefix("hd")): page for page in _folder().glob("hd[0-9][0-9][0-9].md")}
    if match is None:
        raise UsageError(
            [error("HD113", f"「{written}」は、知らせのコードではありません。", hint="「HD271」のように書いてください。")]
        )
    wanted = int(match[1])
    if wanted not in pages:
        near = sorted(pages, key=lambda number: (number // 100 != wanted // 100, abs(number - wanted)))[:_NEAREST]
        titles = "、".join(_plain(_text(pages[number]).partition("\n")[0]) for number in near)
        raise UsageError([error("HD113", f"HD{match[1]} というコードはありません。", hint=f"近いコード: {titles}")])
    return _plain(_text(pages[wanted]))


def _folder() -> Path:
    """Where the pages are: inside the installed package, or in the checkout that the package is run from."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "docs" / "checks"
    return inside if inside.is_dir() else package.parent / "docs" / "checks"


def _text(page: Path) -> str:
    return page.read_text("utf-8").rstrip("\n")


def _plain(text: str) -> str:
    """Markdown as a terminal shows it: examples are set in, and marks that say nothing there are gone."""
    lines = []
    for index, part in enumerate(re.split(r"^```.*\n?", text, flags=re.MULTILINE)):
        said = part.split("\n")
        if index % 2:
            lines += [f"    {line}".rstrip() for line in said[:-1]]
        else:
            lines += [_LINK.sub(r"\1", line).removeprefix("# ").replace("`", "").replace("**", "") for line in said]
            lines = lines[:-1] if not said[-1] else lines
    return "\n".join(lines)
