"""A repository of the sample and what people did to it, commit by commit; each commit changes one thing."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from conftest import MEETING, copy_workspace
from docx import Document
from papers import pdf_of
from PIL import Image, ImageDraw

from hyoga_docs.text.ooxml.package import read_parts, write_parts

_SPEC = f"meetings/{MEETING}.yaml"
_CHARTER, _ROSTER = "meetings/common/charter.yaml", "meetings/common/roster.yaml"
_PLAN = f"meetings/{MEETING}/plan.docx"

Edit = Callable[[Path], None]


def _put(file: str, old: str, new: str) -> Edit:
    """Another text in the place of one that stands once in a file."""

    def edit(root: Path) -> None:
        path = root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new), "utf-8")

    return edit


def _both(*edits: Edit) -> Edit:
    def edit(root: Path) -> None:
        for each in edits:
            each(root)

    return edit


def _part(file: str, part: str, old: bytes, new: bytes) -> Edit:
    """Another text in a part of a Word file, which is packed anew."""

    def edit(root: Path) -> None:
        parts = read_parts((root / file).read_bytes())
        assert old in parts[part], (file, part, old)
        (root / file).write_bytes(write_parts({**parts, part: parts[part].replace(old, new)}))

    return edit


def statistics(figure: str, more: str = "") -> bytes:
    """A PDF of three pages with a figure on the second, and one more where there is something to say."""
    pages = [
        ["求人の状況", "有効求人倍率（季節調整値）は1.61倍である。", "正社員の有効求人倍率は1.18倍である。"],
        ["地域別の求人", f"熊本市の新規求人数は{figure}人である。", "県北の新規求人数は1,204人である。"],
        ["産業別の求人", "建設業は前年同月より8.1％増えた。", "医療・福祉は前年同月より2.4％増えた。"],
    ]
    return pdf_of("".join("---- A4\n" + "\n".join(lines) + "\n" for lines in [*pages, *([[more]] if more else [])]))


def _write(file: str, data: Callable[[], bytes]) -> Edit:
    def edit(root: Path) -> None:
        (root / file).write_bytes(data())

    return edit


def _remove(file: str) -> Edit:
    return lambda root: (root / file).unlink()


def _picture(root: Path) -> None:
    path = root / f"meetings/{MEETING}/saposute.png"
    with Image.open(path) as image:
        changed = image.convert("RGB")
    ImageDraw.Draw(changed).rectangle((60, 300, 260, 420), fill=(200, 40, 40))
    out = io.BytesIO()
    changed.save(out, "PNG")
    path.write_bytes(out.getvalue())


def _paragraph(root: Path) -> None:
    document = Document(str(root / _PLAN))
    paragraph = next(each for each in document.paragraphs if "10年前（当時25歳～34歳）" in each.text)
    paragraph.insert_paragraph_before("○ この計画は、取組の進み具合を見ながら毎年度見直す。")
    document.save(str(root / _PLAN))


_REFERENCES = "  - title: ジョブ・カフェ\n    file: 2019-10-31/jobcafe.pdf\n    supplied_by: 熊本県労働雇用創生課\n"
_STATISTICS = "  - title: 求人の状況\n    file: 2019-10-31/statistics.pdf\n    supplied_by: 熊本労働局職業安定課\n"
_NEW_PAPER = (
    "    papers:\n      - title: 求人の状況\n        file: 2019-10-31/statistics.pdf\n        supplied_by: 熊本労働局職業安定課\n"
)
_MUNICIPAL = "  - item: 3\n    title: 市町村プラットフォームについて\n"

#: What each commit does, after the first.
STEPS: dict[str, Edit] = {
    "01-paper-added": _both(
        _put(_SPEC, "  - title: 自立相談支援機関\n", _STATISTICS + "  - title: 自立相談支援機関\n"),
        _write(f"meetings/{MEETING}/statistics.pdf", lambda: statistics("3,870")),
    ),
    "02-title-changed": _put(_SPEC, _MUNICIPAL, _MUNICIPAL.replace("について", "の設置について")),
    "03-member-renamed": _put(_ROSTER, "熊本市経済観光局産業部", "熊本市経済観光局産業振興部"),
    "04-member-added": _put(
        _ROSTER, "      - {id: shokokai,", "      - {id: doyukai, name: 熊本経済同友会}\n      - {id: shokokai,"
    ),
    "05-figure-changed": _put(f"meetings/{MEETING}/estimates.csv", "青森県,155200", "青森県,155300"),
    "06-margin-changed": _part("templates/charter.docx", "word/document.xml", b'w:left="1417"', b'w:left="1701"'),
    "07-pdf-replaced-by-a-later-one": _both(
        _put(_SPEC, "statistics.pdf", "statistics-2.pdf"),
        _remove(f"meetings/{MEETING}/statistics.pdf"),
        _write(f"meetings/{MEETING}/statistics-2.pdf", lambda: statistics("3,780")),
    ),
    "08-metadata-only": _part(
        _PLAN, "docProps/core.xml", b"<cp:lastModifiedBy/>", "<cp:lastModifiedBy>熊本</cp:lastModifiedBy>".encode()
    ),
    "09-word-in-a-supplied-docx": _part(_PLAN, "word/document.xml", "約36万人減り".encode(), "約38万人減り".encode()),
    "10-agenda-retitled": _put(_SPEC, "      - title: 今後の日程について", "      - title: 今後の日程と進め方について"),
    "11-agenda-item-inserted": _put(
        _SPEC,
        "      - title: 意見交換\n",
        "      - title: 目標（ＫＰＩ）の考え方について\n        section: 熊本労働局職業安定課\n      - title: 意見交換\n",
    ),
    "12-speaker-changed": _put(_SPEC, "    speaker: 熊本県商工労働局長", "    speaker: 熊本労働局長"),
    "13-paper-inserted-before-others": _both(
        _put(_SPEC, _STATISTICS.replace("statistics", "statistics-2"), ""),
        _put(_SPEC, "  - item: 1\n    papers:\n", "  - item: 1\n" + _NEW_PAPER.replace("statistics", "statistics-2")),
    ),
    "14-references-change-places": _both(_put(_SPEC, _REFERENCES, ""), _put(_SPEC, "references:\n", "references:\n" + _REFERENCES)),
    "15-time-and-venue": _both(
        _put(_SPEC, "time: 10:30-12:00", "time: 13:30-15:00"), _put(_SPEC, "venue: 熊本労働局", "venue: 熊本県庁")
    ),
    "16-provision-inserted": _put(
        _CHARTER,
        "  - id: roles\n",
        "  - id: chair\n    heading: 座長\n    body:\n      - ＰＦに座長を置き、熊本労働局長をもって充てる。\n\n  - id: roles\n",
    ),
    "17-provision-reworded": _put(_CHARTER, "県内の関係機関が力を合わせて", "県内の関係機関が緊密に連携して"),
    "18-cover-left-out": _put(_SPEC, "    supplied_by: 熊本県社会福祉課\n    cover: true\n", "    supplied_by: 熊本県社会福祉課\n"),
    "19-picture-replaced": _picture,
    "20-paragraph-pushes-text-down": _paragraph,
    "21-comment-only": _put(_SPEC, "# 番号（資料１－１ など）は道具が付ける。手では書かない。\n", "# 番号は道具が付ける。\n"),
    "22-paper-removed": _put(_SPEC, _NEW_PAPER.partition("\n")[2].replace("statistics", "statistics-2"), ""),
    "23-paper-put-back-elsewhere": _both(
        _put(_SPEC, "references:\n", "references:\n" + _STATISTICS),
        _write(f"meetings/{MEETING}/statistics.pdf", lambda: statistics("3,780")),
    ),
    "24-page-added-to-a-pdf": _write(
        f"meetings/{MEETING}/statistics.pdf", lambda: statistics("3,780", "年齢別の求人は、次の会議で示す。")
    ),
}
#: After which nothing that is handed out differs.
SILENT = {"08-metadata-only", "21-comment-only"}
_WHO = {"NAME": "clerk", "EMAIL": "clerk@example.jp", "DATE": "2019-10-01T12:00:00+0900"}


def git(folder: Path, *arguments: str) -> str:
    """What git says, as somebody whose name and clock are always the same."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def make_history(target: Path) -> Path:
    """The repository, with a commit for the sample and one for each step."""
    target.mkdir()
    git(target, "init", "--quiet", "--initial-branch", "main")
    copy_workspace(target)
    for name, edit in {"00-sample": lambda _: None, **STEPS}.items():
        edit(target)
        git(target, "add", "--all")
        git(target, "commit", "--quiet", "--allow-empty", "--message", name)
        git(target, "tag", name)
    return target
