"""PDFs of some pages of Japanese, made for a test."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from fpdf import FPDF
from papers import japanese_font
from PIL import Image

SENTENCES = [
    f"第{number}条　{subject}は、{way}{what}に関する事項を{end}"
    for number, (subject, way, what, end) in enumerate(
        (
            (subject, way, what, end)
            for subject in ("会長", "事務局", "構成員", "労働局")
            for way in ("関係する機関と力を合わせ、", "毎年度の計画に基づき、", "会議に諮り、", "必要に応じて、")
            for what, end in (("支援策の周知", "定める。"), ("相談窓口の設置", "協議する。"), ("実態の調査", "取りまとめる。"))
        ),
        1,
    )
]


class Paper(FPDF):  # type: ignore[misc]
    """A paper of paragraphs that flow over its pages; `footer` is printed under each, with {page} for its number."""

    def __init__(self, foot: str = "", *, left: float = 25, size: float = 11) -> None:
        super().__init__(format="A4")
        self.foot = foot
        self.add_font("japanese", fname=japanese_font())
        self.set_font("japanese", size=size)
        self.set_margins(left, 25, 25)
        self.set_auto_page_break(auto=True, margin=25)
        self.add_page()

    def footer(self) -> None:
        """Prints the foot of a page."""
        self.set_y(-18)
        self.cell(0, 6, self.foot.format(page=self.page_no()), align="C")

    def write_all(self, paragraphs: list[str]) -> Paper:
        """Writes paragraphs; 改頁 begins a page."""
        for text in paragraphs:
            if text == "改頁":
                self.add_page()
            else:
                self.multi_cell(0, 7, text, new_x="LMARGIN", new_y="NEXT", align="L")
        return self

    def save(self, path: Path) -> Path:
        """Writes the PDF."""
        path.write_bytes(bytes(self.output()))
        return path


def flowing(path: Path, paragraphs: list[str], foot: str = "- {page} -", *, left: float = 25, size: float = 11) -> Path:
    """A PDF of paragraphs."""
    return Paper(foot, left=left, size=size).write_all(paragraphs).save(path)


def saved_again(source: Path, path: Path, *, rotated: int = 0) -> Path:
    """A copy with other metadata and another structure, its pages turned."""
    with pikepdf.open(source) as pdf:
        pdf.docinfo["/Title"] = "別の題名"
        for page in pdf.pages:
            page.rotate(rotated, relative=True)
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return path


def picture(colour: str) -> io.BytesIO:
    """A picture in one colour."""
    out = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, "PNG")
    out.seek(0)
    return out
