"""How long the pages of two papers of 200 pages take to compare, one process, and how much memory.

    python bench/pages.py [FOLDER]

LibreOffice makes the papers once, into FOLDER (default: a temporary one). Sentences put in in the middle, so that all after them
moves; one word on each page; a page put in; every page written anew. Figures are seconds of CPU time, those of `user` and `sys`.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import docx  # noqa: E402
from docx.enum.text import WD_BREAK  # noqa: E402
from docx.oxml import OxmlElement  # noqa: E402
from docx.shared import Mm, Pt  # noqa: E402

from hyoga_docs.diff.pages.compare import compare_pages  # noqa: E402

PARAGRAPHS, ON_A_PAGE = 1_200, 4
PAGED = 200 * ON_A_PAGE
# fmt: off
WORDS = [
    "就職氷河期世代", "支援", "関係機関", "労働局", "市町村", "協議会", "設置要領", "取組", "状況",
    "計画", "目標", "実績", "令和元年度", "令和２年度", "相談窓口", "正規雇用", "社会参加", "情報",
    "共有", "連携", "構成員", "事務局", "会議", "開催", "周知", "広報", "企業",
    "求人", "職業訓練", "助成金", "対象者", "実態", "調査", "報告", "検討", "必要",
]
# fmt: on
JOINTS = ["は", "を", "に", "が", "の", "と", "において", "に関する", "について", "に向けた", "による"]
ENDS = ["する。", "した。", "を行う。", "とする。", "に努める。", "を確認した。", "が必要である。"]


def paragraphs(seed: int) -> list[str]:
    """Paragraphs of some 280 letters."""
    dice = random.Random(seed)

    def sentence() -> str:
        parts = [dice.choice(WORDS) + dice.choice(JOINTS) for _ in range(dice.randint(4, 9))]
        if dice.random() < 0.3:
            parts.insert(2, "、")
        return "".join(parts) + dice.choice(WORDS) + dice.choice(ENDS)

    found = []
    for _ in range(PARAGRAPHS):
        text = ""
        while len(text) < 260:
            text += sentence()
        found.append(text)
    return found


def write(texts: list[str], out: Path, *, paged: bool) -> None:
    """A Word file with page numbers, a table now and then, and its PDF; `paged` begins each page by itself."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(10.5), "BIZ UDMincho"
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    run = section.footer.paragraphs[0].add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldCharType", kind)
        else:
            element.text = text
        run._r.append(element)
    for index, text in enumerate(texts):
        paragraph = document.add_paragraph(text)
        if paged and index % ON_A_PAGE == ON_A_PAGE - 1:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        if text[20] == "会":
            table = document.add_table(6, 4, style="Table Grid")
            for row in range(6):
                for column in range(4):
                    table.cell(row, column).text = f"{text[column * 4 : column * 4 + 6]}{row * len(text)}"
    word = out.with_suffix(".docx")
    document.save(str(word))
    profile = f"-env:UserInstallation=file://{out.parent / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out.parent), str(word)]
    subprocess.run(command, check=True, capture_output=True)


def papers(folder: Path) -> list[tuple[str, Path, Path]]:
    """What is compared: a name, the old paper, the new one."""
    texts = paragraphs(1)
    middle, half = list(texts), PAGED // 2
    middle[half] = middle[half].replace("。", "。改めて、関係する全ての機関の意見を聴くこととした。" * 20, 1)
    each = [text[:40] + "（改）" + text[40:] if index % ON_A_PAGE == 0 else text for index, text in enumerate(texts)]
    put = [*texts[:half], *paragraphs(2)[:ON_A_PAGE], *texts[half:]]
    made = {
        "flow": (texts, False),
        "flow-middle": (middle, False),
        "flow-each": (each, False),
        "paged": (texts[:PAGED], True),
        "paged-put": (put[: PAGED + ON_A_PAGE], True),
        "paged-each": (each[:PAGED], True),
        "other": (paragraphs(3), False),
    }
    for name, (words, paged) in made.items():
        if not (folder / f"{name}.pdf").exists():
            write(words, folder / f"{name}.pdf", paged=paged)
    pairs = [
        ("sentences put in, all after it moves", "flow", "flow-middle"),
        ("words put in on each page, all moves", "flow", "flow-each"),
        ("a page put in", "paged", "paged-put"),
        ("words put in on each page, pages stand", "paged", "paged-each"),
        ("every page written anew", "flow", "other"),
    ]
    return [(name, folder / f"{old}.pdf", folder / f"{new}.pdf") for name, old, new in pairs]


def main(folder: Path) -> None:
    """Prints a line for each pair."""
    for name, old, new in papers(folder):
        start, wall = time.process_time(), time.monotonic()
        found = compare_pages(old, new)
        kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(change.kind for change in found).items())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name}: {time.process_time() - start:.1f} s CPU, {time.monotonic() - wall:.1f} s, {memory} MB at most; {kinds}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as place:
            main(Path(place))
