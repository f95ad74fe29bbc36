"""Lists in docs/checks.md what the pages of docs/checks/ explain: the code, its title and how grave it is, by families.

    python tools/make_checks_contents.py
"""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
_TITLE = re.compile(r"# (HD\d{3}) (.+?)（((?:[^（）]|（[^（）]*）)*)）")
_TABLE = re.compile(r"(<!-- codes: (HD\d)xx -->\n).*?(?=\n#|\Z)", re.DOTALL)


def contents() -> str:
    """docs/checks.md with a table of the pages of each family. Raises ValueError where a page has no title."""
    rows: dict[str, list[str]] = {}
    for page in sorted((DOCS / "checks").glob("hd*.md")):
        match = _TITLE.fullmatch(page.read_text("utf-8").partition("\n")[0])
        if match is None or match[1].lower() != page.stem:
            raise ValueError(f"{page.name} has to begin with its code, a title and （エラー）, （注意） or （参考）")
        code, title, severity = match.groups()
        rows.setdefault(code[:3], []).append(f"| [{code}](checks/{page.name}) | {title} | {severity} |\n")

    def table(match: re.Match[str]) -> str:
        return f"{match[1]}\n| 番号 | 内容 | 種類 |\n|---|---|---|\n{''.join(rows.get(match[2], []))}"

    return _TABLE.sub(table, (DOCS / "checks.md").read_text("utf-8"))


if __name__ == "__main__":
    (DOCS / "checks.md").write_text(contents(), "utf-8", newline="\n")
