"""What a file's name says of its paper: its title, its label, which version it is, and what is to be mended in the name itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from hyoga_docs.core.file_names import is_reserved
from hyoga_docs.japanese.labels import LabelNumber, find_labels
from hyoga_docs.spec.yaml.reader import NOT_PRINTABLE

_DASHES = "‐‑‒–—―−－\\-"
_N = "[0-9０-９]"
_OPEN, _CLOSE = "[（(【［\\[〔〈《]", "[）)】］\\]〕〉》]"
#: Words that say which copy of a paper a file is, and nothing of what is in it.
_VERSION = (
    r"(?:最終|確定|完成|修正|訂正|差し?替え?|見え?消し|溶け?込み|反映|清書|印刷|配[布付]|公開|公表|掲載|提出|送付|事前送付|説明|校正|校了|決裁"
    r"|確認|入稿|共有|当日|会議|委員|セット|新|旧|HP|ＨＰ|PDF|ＰＤＦ)+(?:版|用|済み?|後|前|稿|分)+(?:案)?"
    r"|最終案?|確定|完成|修正[あなし有無]*|訂正|差し?替え?|見え?消し|溶け?込み|清書|校了|確認済み?|コピー|写し"
    rf"|(?:第?{_N}+[稿校版訂]|改{_N}+|[vVｖＶ](?:er|ersion)?[.．]?{_N}+(?:[.．]{_N}+)*|[Rr]ev[.．]?{_N}+|[Ff](?:ix|inal)(?:ed)?|FIX|FINAL|draft|copy)"
)
_COPY = re.compile(
    rf"(?:[ 　]*[-－][ 　]*コピー|のコピー|[ 　]*[（(]{_N}{{1,2}}[）)]|[ 　]*[（(]コピー[）)]|[ 　_-]*copy)+$", re.IGNORECASE
)
_COPY_OF = re.compile(r"^(?:コピー[ 　]*[～~〜][ 　]*|Copy of )", re.IGNORECASE)
_ERA = r"(?:令和|平成|昭和|西暦|[RrHhＲＨ][.．]?)"
_DATE = re.compile(
    rf"{_ERA}?[ 　]*(?:元|{_N}{{1,4}})[.．年/]{_N}{{1,2}}[.．月/]{_N}{{1,2}}日?"
    rf"|(?<![0-9０-９])(?:20|２０){_N}{{2}}[-_]?[01０１]{_N}[-_]?[0-3０-３]{_N}(?![0-9０-９])(?:[-_]?{_N}{{4,6}})?"
    rf"|(?<![A-Za-z])[RrHhＲＨ]{_N}{{1,2}}[01０１]{_N}[0-3０-３]{_N}(?![0-9０-９])"
    rf"|(?<![0-9０-９]){_N}{{2}}[01０１]{_N}[0-3０-３]{_N}(?![0-9０-９])"
    rf"|(?<![0-9０-９年月])[01０１]{_N}[0-3０-３]{_N}(?![0-9０-９年])"
    rf"|(?<![0-9０-９年]){_N}{{1,2}}[月/]{_N}{{1,2}}日?(?![0-9０-９])"
)
_OF_DATE = r"(?:現在|時点|版|付け?|作成|修正|更新|提出|受領|会議|開催|配[布付])?(?:版)?"
_ORDER = re.compile(rf"^(?:{_N}{{1,3}}(?:[{_DASHES}]{_N}{{1,2}})?(?=[_＿ 　.．、])[.．、]?|[①-⑳]|[（(]{_N}{{1,2}}[）)])[_＿ 　]*")
_SECTION = re.compile(r"[^（()）]{1,20}(?:課|室|係|局|部|班|グループ|担当|事務局|省|庁)(?:提出|作成|から|より|分)?")
_PART = re.compile(r"[_＿ 　]+")
_MEETING = re.compile(
    rf"(?:{_ERA}?(?:元|{_N}{{1,4}})(?:年度)?)?第?{_N}+回[^_＿ 　]{{0,30}}?(?:会議|会|審議会|協議会)?(?:資料|配[布付]資料|当日)?"
)
_SERIES = r"(?:参考|当日|追加|補足|机上|会議|当日配[布付]|配[布付])?資料"
_LABEL = re.compile(
    rf"{_OPEN}?[ 　]*(?:{_SERIES}|別紙|別添|参考|別表|様式)[ 　]*(?:第|[NnＮｎ][OoＯｏ][.．]?|№)?[ 　]*"
    rf"{_N}{{1,3}}(?:[ 　]*[{_DASHES}ーの][ 　]*{_N}{{1,3}})*号?(?![0-9０-９年月日つ件])[ 　]*{_CLOSE}?"
    rf"|^{_OPEN}?(?:{_SERIES}|別紙|別添|参考){_CLOSE}?(?=[_＿ 　]|$)|{_OPEN}(?:{_SERIES}|別紙|別添|参考){_CLOSE}"
)
_MOTION = re.compile(rf"^(?:議案|協議案?|報告案?|承認案?|諮問|日程)?第[ 　]*{_N}+[ 　]*号(?:議案)?[_＿ 　]*")
_NOTHING = re.compile(
    r"(?:scan|img|image|dsc|doc|document|file|book|untitled|presentation|pict?|photo|sheet|print|new|無題|文書|名称未設定|スキャン|写真"
    r"|プレゼンテーション|新規|新しい)?[ 　_\-0-9０-９()（）.]*"
    r"|新しい[ 　]*(?:Microsoft|Word|Excel|PowerPoint|テキスト).*"
    r"|資料|会議資料|配[布付]資料|参考資料|添付(?:資料|ファイル)?|データ|スライド|説明資料|概要版?|本文?",
    re.IGNORECASE,
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
_LEAST = 3
#: What no file of Windows is called, and what leads elsewhere or is not seen.
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]')
_LONGEST = 120  # of a name without its ending: 255 bytes hold 85 kanji, and some disks count so
_MOST_BYTES = 200


@dataclass(frozen=True)
class FileNameParts:
    """What a name says. `title` is empty where it says none; `labels` are in their order, such as 資料２－１ and then 別紙１.

    `is_version` says that words such as 修正版 stand in it, by which its sender means a later copy of the same paper.
    """

    title: str
    labels: tuple[LabelNumber, ...]
    is_reference: bool
    is_version: bool


def read_file_name(name: str) -> FileNameParts:
    """What a file's name says of its paper: `資料１_○○について（最終版）.docx` is ○○について."""
    stem = _plain_stem(name)
    labels = tuple(each.value for each in find_labels(re.sub(r"[_＿【】［］\[\]]", " ", _COPY_OF.sub("", stem))))
    is_reference = bool(re.match(rf"^[\s_＿0-9０-９.①-⑳]*{_OPEN}?参考", stem)) or any(_is_reference(each) for each in labels)
    bare, versions = _without_marks(stem)
    parts = [_tidy(part) for part in _PART.split(bare)]
    kept = [part for part in parts if part and not _SECTION.fullmatch(part) and not _is_meeting(part)]
    title = "　".join(kept)
    if _NOTHING.fullmatch(title) or len(title) < _LEAST - bool(_JAPANESE.search(title)) or not _JAPANESE.search(title):
        title = ""
    return FileNameParts(title, labels, is_reference, versions or bool(_COPY.search(stem)))


def same_paper_key(name: str) -> str:
    """What two copies of one paper share in their names: without dates and words such as 修正版, with the label."""
    stem = _plain_stem(name)
    bare = _COPY.sub("", _COPY_OF.sub("", stem))
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", _without_versions(_without_dates(bare))[0])).casefold()


def safe_name(name: str) -> str:
    """The name under which a paper is kept: in NFC, and without what some machine refuses in names."""
    plain = unicodedata.normalize("NFC", name)
    stem, suffix = PurePath(plain).stem, PurePath(plain).suffix
    stem = _UNSAFE.sub("_", stem).strip(" .　\t") or "資料"
    stem = f"_{stem}" if is_reserved(stem) or stem.startswith(("~$", "-")) else stem
    stem = stem[:_LONGEST]
    while len(stem.encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return stem + _UNSAFE.sub("", suffix).rstrip(" .")


def _plain_stem(name: str) -> str:
    return unicodedata.normalize("NFC", NOT_PRINTABLE.sub("", PurePath(name).stem)).strip()


def _is_reference(label: LabelNumber) -> bool:
    return label.series.startswith("参考")


def _without_marks(stem: str) -> tuple[str, bool]:
    """A name without its order, labels, dates and versions, and whether it had a version."""
    text = _COPY.sub("", _COPY_OF.sub("", stem))
    text = _ORDER.sub("", text)
    text = _LABEL.sub("_", text)
    text, versions = _without_versions(_without_dates(text))
    text = re.sub(rf"{_OPEN}({_SECTION.pattern}){_CLOSE}", "_", text)
    text = _ORDER.sub("", text.lstrip("_＿ 　"))
    return _MOTION.sub("", text.strip("_＿ 　")), versions


def _without_dates(text: str) -> str:
    return re.sub(rf"{_OPEN}?(?:{_DATE.pattern}){_OF_DATE}{_CLOSE}?", "_", text)


def _without_versions(text: str) -> tuple[str, bool]:
    """A text without words of its version, in brackets or set apart at its ends; what is （案） stays."""
    found = False
    while True:
        shorter = re.sub(rf"{_OPEN}[ 　]*(?:{_VERSION})[ 　]*{_CLOSE}", "_", text)
        shorter = re.sub(rf"(?:^|(?<=[_＿ 　.．\-－]))(?:{_VERSION})(?=$|[_＿ 　.．\-－（(])", "", shorter)
        shorter = re.sub(
            rf"(?<=[ぁ-んァ-ヶ一-龠々）)])(?:最終版|確定版|修正版|修正後|差替版?|差し替え版?|[vV](?:er)?[.．]?{_N}+(?:[.．]{_N}+)?)$",
            "",
            shorter,
        )
        shorter = shorter.strip("_＿ 　")
        if shorter == text.strip("_＿ 　"):
            return text, found
        text, found = shorter, True


def _is_meeting(part: str) -> bool:
    return bool(_MEETING.fullmatch(part)) and not part.endswith("会議録")


def _tidy(part: str) -> str:
    """A part without brackets that hold nothing, and without dashes that lead to nothing."""
    text = re.sub(rf"{_OPEN}[ 　]*{_CLOSE}", "", part)
    text = re.sub(r"^[【［\[《〔](.+)[】］\]》〕]$", r"\1", text)
    return text.strip(f" 　・、,.．:：~〜{_DASHES}".replace("\\", ""))
