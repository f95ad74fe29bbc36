"""The file formats that there are: how each is opened, for what it can be used, and what is said of those that cannot.

Everything that takes files asks this table; `text/file_kind.py` tells by it what a file is, and `text/extract.py` has a
reader for each format that is read without LibreOffice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Opened(StrEnum):
    """How a file is opened: as pages by the PDF library, as a picture, by LibreOffice, or as cells or text by ourselves."""

    PAGES = "pages"
    PICTURE = "picture"
    OFFICE = "office"
    TABLE = "table"
    TEXT = "text"
    NEVER = "never"


class Use(StrEnum):
    """What files are wanted for."""

    BIND = "bind"  # as a paper of a packet
    CHECK = "check"  # on their own, by `check`
    DIFF = "diff"  # on their own, by `diff`
    TEXTCONV = "textconv"  # by git


@dataclass(frozen=True)
class FileFormat:
    """A format with the endings of its files, what people call it, and how its files are told from others.

    `begins` is a pattern of how its files begin; `part` a part that its zip has, and `content_types` what that part is said to
    be; `stream` a stream that its OLE file has, and `stream_begins` how that begins. `ooxml` is the ending of the Office format
    that a paper of it is printed as, `filter` what LibreOffice calls a format that it reads or writes for that. `has_cells`
    says that tables in it are read cell by cell. `instead` says how to make a PDF of it, as a request.
    """

    name: str
    suffixes: tuple[str, ...]
    opened: Opened = Opened.NEVER
    uses: frozenset[Use] = frozenset()
    begins: bytes = b""
    part: str = ""
    content_types: tuple[str, ...] = ()
    stream: str = ""
    stream_begins: bytes = b""
    ooxml: str = ""
    filter: str = ""
    has_cells: bool = False
    instead: str = ""

    @property
    def is_converted(self) -> bool:
        """Whether LibreOffice has to make an Office format of today of it."""
        return bool(self.filter) and self.ooxml not in self.suffixes


_ALL = frozenset(Use)
_PAPER = _ALL - {Use.TEXTCONV}  # git shows these too, for textconv looks at the contents
_WORDS = _ALL - {Use.BIND}
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_MICROSOFT = "application/vnd.ms-"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_BY_PRINTING = "開いて「印刷」で「Microsoft Print to PDF」を選び、PDF にして"
_BY_EXPORT = "「ファイル」→「エクスポート」→「PDF/XPS ドキュメントの作成」で、PDF にして"


def _today(name: str, suffix: str, part: str, kind: str, filter_: str) -> FileFormat:
    """An Office format of today, which LibreOffice prints."""
    return _office(name, (suffix,), suffix, (f"{_OPEN_XML}{kind}.main+xml",), filter=filter_, part=part)


def _variant(name: str, suffixes: tuple[str, ...], ooxml: str, *kinds: str, uses: frozenset[Use] = _ALL) -> FileFormat:
    """One of today's formats under another name: with macros, as a template, as a show."""
    return _office(name, suffixes, ooxml, tuple(f"{kind}.main+xml" for kind in kinds), uses=uses)


def _odf(name: str, letters: str, kind: str, ooxml: str, filter_: str) -> FileFormat:
    """An OpenDocument format and its templates."""
    types = (f"{_OPEN_DOCUMENT}{kind}", f"{_OPEN_DOCUMENT}{kind}-template")
    return _office(name, (f".od{letters}", f".ot{letters}"), ooxml, types, filter=filter_)


def _office(name: str, suffixes: tuple[str, ...], ooxml: str, types: tuple[str, ...] = (), **more: Any) -> FileFormat:
    uses = more.pop("uses", _ALL)
    return FileFormat(name, suffixes, Opened.OFFICE, uses, content_types=types, ooxml=ooxml, has_cells=True, **more)


def _picture(name: str, suffixes: tuple[str, ...], begins: bytes) -> FileFormat:
    return FileFormat(name, suffixes, Opened.PICTURE, _ALL, begins)


def _refused(name: str, suffixes: tuple[str, ...], instead: str, begins: bytes = b"", **more: Any) -> FileFormat:
    return FileFormat(name, suffixes, begins=begins, instead=instead, **more)


FORMATS = (
    FileFormat("PDF", (".pdf",), Opened.PAGES, _ALL, rb".{0,1020}%PDF"),  # some go without the version, some begin late
    _today("Word", ".docx", "word/document.xml", "wordprocessingml.document", "MS Word 2007 XML"),
    _today("Excel", ".xlsx", "xl/workbook.xml", "spreadsheetml.sheet", "Calc MS Excel 2007 XML"),
    _today("PowerPoint", ".pptx", "ppt/presentation.xml", "presentationml.presentation", "Impress MS PowerPoint 2007 XML"),
    _office("Word 97-2003", (".doc", ".dot"), ".docx", stream="WordDocument", filter="MS Word 97"),
    _office("Word 95", (), ".docx", stream="WordDocument", stream_begins=b"\xdc\xa5", filter="MS Word 95"),
    _office("Excel 97-2003", (".xls", ".xlt"), ".xlsx", stream="Workbook", filter="MS Excel 97"),
    _office("Excel 95", (), ".xlsx", stream="Book", filter="MS Excel 95"),
    _office("PowerPoint 97-2003", (".ppt", ".pps"), ".pptx", stream="PowerPoint Document", filter="MS PowerPoint 97"),
    _office("リッチテキスト（RTF）", (".rtf",), ".docx", begins=rb"\{\\rtf", filter="Rich Text Format"),
    _odf("OpenDocument の文書", "t", "text", ".docx", "writer8"),
    _odf("OpenDocument の表計算", "s", "spreadsheet", ".xlsx", "calc8"),
    _odf("OpenDocument のスライド", "p", "presentation", ".pptx", "impress8"),
    _variant("マクロの付いた Word", (".docm",), ".docx", f"{_MICROSOFT}word.document.macroEnabled"),
    _variant("マクロの付いた Excel", (".xlsm",), ".xlsx", f"{_MICROSOFT}excel.sheet.macroEnabled"),
    _variant("マクロの付いた PowerPoint", (".pptm",), ".pptx", f"{_MICROSOFT}powerpoint.presentation.macroEnabled"),
    _office(
        "Excel のバイナリブック",
        (".xlsb",),
        ".xlsx",
        (f"{_MICROSOFT}excel.sheet.binary.macroEnabled.main",),
        filter="Calc MS Excel 2007 Binary",
    ),
    _variant(
        "PowerPoint のスライドショー",
        (".ppsx", ".ppsm"),
        ".pptx",
        f"{_OPEN_XML}presentationml.slideshow",
        f"{_MICROSOFT}powerpoint.slideshow.macroEnabled",
        uses=_PAPER,
    ),
    _variant(
        "Word のテンプレート",
        (".dotx", ".dotm"),
        ".docx",
        f"{_OPEN_XML}wordprocessingml.template",
        f"{_MICROSOFT}word.template.macroEnabledTemplate",
        uses=_PAPER,
    ),
    _variant(
        "Excel のテンプレート",
        (".xltx", ".xltm"),
        ".xlsx",
        f"{_OPEN_XML}spreadsheetml.template",
        f"{_MICROSOFT}excel.template.macroEnabled",
        uses=_PAPER,
    ),
    _variant(
        "PowerPoint のテンプレート",
        (".potx", ".potm"),
        ".pptx",
        f"{_OPEN_XML}presentationml.template",
        f"{_MICROSOFT}powerpoint.template.macroEnabled",
        uses=_PAPER,
    ),
    _picture("PNG", (".png",), rb"\x89PNG\r\n"),
    _picture("JPEG", (".jpg", ".jpeg"), rb"\xff\xd8\xff"),
    _picture("TIFF", (".tif", ".tiff"), rb"II[*+]\0|MM\0[*+]"),
    _picture("HEIC", (".heic", ".heif"), rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)"),
    _picture("WebP", (".webp",), rb"RIFF.{4}WEBP"),
    _picture("BMP", (".bmp",), rb"BM.{4}\0{4}"),
    _picture("GIF", (".gif",), rb"GIF8[79]a"),
    FileFormat("csv", (".csv", ".tsv"), Opened.TABLE, _ALL, has_cells=True),
    FileFormat("テキスト", (".txt",), Opened.TEXT, _ALL, ooxml=".docx"),
    FileFormat("Markdown", (".md",), Opened.TEXT, _WORDS, has_cells=True),
    FileFormat("YAML", (".yaml", ".yml"), Opened.TEXT, frozenset({Use.DIFF})),
    _refused(
        "一太郎", (".jtd", ".jtt", ".jtdc", ".jttc"), "一太郎の「ファイル」→「PDF 保存」で、PDF にして", stream="DocumentText"
    ),
    _refused("花子", (".jhd", ".jht"), f"花子で{_BY_PRINTING}"),
    _refused("DocuWorks", (".xdw", ".xbd", ".xct"), f"DocuWorks で{_BY_PRINTING}"),
    _refused(
        "Visio",
        (".vsdx", ".vsdm", ".vsd"),
        f"Visio の{_BY_EXPORT}",
        stream="VisioDocument",
        content_types=(f"{_MICROSOFT}visio.drawing.main+xml", f"{_MICROSOFT}visio.drawing.macroEnabled.main+xml"),
    ),
    _refused("Publisher", (".pub",), f"Publisher の{_BY_EXPORT}", stream="Quill"),
    _refused("Outlook のメール", (".msg",), "メールではなく、付いている資料そのものを送って", stream="__properties_version1.0"),
    _refused(
        "メール",
        (".eml",),
        "メールではなく、付いている資料そのものを送って",
        rb"(?i)(?:received|return-path|delivered-to|x-[\w-]+):",
    ),
    _refused(
        "zip などにまとめたファイル",
        (".zip", ".lzh", ".7z", ".rar"),
        "中の資料を取り出して、一つずつ送って",
        rb"PK\x03\x04|PK\x05\x06|7z\xbc\xaf|Rar!|..-lh\d-",
    ),
    _refused(
        "Pages・Numbers・Keynote",
        (".pages", ".numbers", ".key"),
        "「ファイル」→「書き出す」→「PDF」で、PDF にして",
        part="Index/Document.iwa",
    ),
    _refused(
        "Web ページ（HTML）",
        (".html", ".htm", ".mht", ".mhtml"),
        "ブラウザーで開いて「印刷」で「PDF に保存」を選び、PDF にして",
        rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|meta|table|style|script|div)\b|mime-version:",
    ),
    _refused(
        "Office 2003 の XML",
        (".xml",),
        "今の形式（.docx、.xlsx など）で保存し直して",
        rb"(?:\xef\xbb\xbf)?\s*<\?xml.{0,400}progid=\"(?:Word|Excel|PowerPoint)",
    ),
    _refused(
        "OneNote",
        (".one", ".onepkg"),
        "OneNote の「ファイル」→「エクスポート」→「PDF」で、PDF にして",
        rb"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d",
    ),
    _refused("Project", (".mpp",), f"Project の{_BY_EXPORT}", stream="Props14"),
    _refused("Access", (".mdb", ".accdb"), "要る表やレポートを PDF にして", rb"\0\x01\0\0Standard (?:Jet|ACE) DB"),
    _refused("XPS", (".xps", ".oxps"), f"XPS ビューアーで{_BY_PRINTING}", part="FixedDocSeq.fdseq"),
    _refused(
        "SVG の図",
        (".svg",),
        "PNG か PDF で書き出して",
        rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<\?xml.{0,300}?\?>\s*)?(?:<!.{0,300}?>\s*)*<svg\b",
    ),
    _refused("Illustrator", (".ai", ".eps", ".ps"), "「別名で保存」で、PDF にして", rb"%!PS"),
    _refused("Photoshop", (".psd",), "PNG か PDF で書き出して", rb"8BPS"),
    _refused("CAD の図面", (".dwg", ".dxf", ".jww", ".sfc", ".p21"), f"CAD で{_BY_PRINTING}", rb"AC10\d\d\0|JwwData"),
    _refused(
        "ショートカット",
        (".lnk", ".url", ".gdoc", ".gsheet", ".gslides"),
        "リンクではなく、資料そのものを送って",
        rb"L\0\0\0\x01\x14\x02\0|\[InternetShortcut\]",
    ),
)
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_BEGINS = tuple((re.compile(each.begins, re.DOTALL), each) for each in FORMATS if each.begins)
_CANNOT = {
    Use.BIND: ("綴じられません", "使える形式", "PDF にして受け取るのが確実です。"),
    Use.CHECK: ("調べられません", "調べられる形式", ""),
    Use.DIFF: ("比べられません", "比べられる形式", ""),
}


def format_of(suffix: str) -> FileFormat | None:
    """The format of files with an ending (`.docx`), however it is written."""
    return _BY_SUFFIX.get(suffix.lower())


def suffixes(use: Use, *opened: Opened) -> tuple[str, ...]:
    """The endings of what can be used so, of the formats that are `opened` in one of these ways (none named: in any)."""
    return tuple(
        suffix for each in FORMATS if use in each.uses and (not opened or each.opened in opened) for suffix in each.suffixes
    )


def is_opened(suffix: str, *opened: Opened) -> bool:
    """Whether files with an ending are opened in one of these ways."""
    found = format_of(suffix)
    return found is not None and found.opened in opened


def has_sheets(suffix: str) -> bool:
    """Whether files with an ending are books of sheets, printed as Excel prints them."""
    return ooxml_of(suffix) == ".xlsx"


def is_printed_by_office(suffix: str) -> bool:
    """Whether LibreOffice makes the pages of papers with an ending."""
    found = format_of(suffix)
    return found is not None and Use.BIND in found.uses and bool(found.ooxml)


def ooxml_of(suffix: str) -> str:
    """The ending of the Office format that papers with an ending are printed as: `.docx` of `.doc`; empty where there is none."""
    found = format_of(suffix)
    return found.ooxml if found is not None else ""


def refusal(suffix: str, use: Use, whom: str = "") -> tuple[str, str]:
    """What is said of a file that cannot be used, and what to do, or to ask of whom."""
    verb, known, more = _CANNOT[use]
    found = format_of(suffix)
    if found is not None and found.instead:
        return f"「{suffix}」（{found.name}）のファイルは{verb}。", request(found.instead, whom)
    endings = "、".join(each.suffixes[0] for each in FORMATS if use in each.uses and each.suffixes)
    return f"「{suffix or '拡張子なし'}」のファイルは{verb}。", f"{known}: {endings} など。{more}"


def request(what: str, whom: str = "") -> str:
    """What to do, or to ask of whom: `PDF にして` as a sentence."""
    return f"{whom}に、{what}もらってください。" if whom else f"{what}ください。"


def format_by_contents(head: bytes) -> FileFormat | None:
    """The format that a file begins like; of zip and OLE files `text/file_kind.py` knows more."""
    return next((each for begins, each in _BEGINS if begins.match(head)), None)
