"""`目録.txt`: what lies in an archive, what it was made with, and how the packet is made again; for who opens it in years."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from hyoga_docs.archive.record import ARCHIVAL, BUILD_LIST, INDEX, RECORD, SUMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hyoga_docs.archive.record import ArchiveRecord
    from hyoga_docs.spec.workspace import Workspace

_PACKETS = {
    "packet.pdf": "構成員に配付した冊子",
    "packet-public.pdf": "公開用の冊子（公開しないものを除いたもの）",
    "replacement.pdf": "差替え",
}
_WRITTEN = {
    "platform.yaml": "会議体に共通のこと",
    "charter.yaml": "設置要領・要綱",
    "roster.yaml": "名簿",
    "wording.yaml": "言葉の決まり",
}


@dataclass(frozen=True)
class ArchivedBytes:
    """How long a file in an archive is, in bytes, and its SHA-256."""

    size: int
    digest: str


def index_text(
    workspace: Workspace,
    record: ArchiveRecord,
    manifest: Mapping[str, Any],
    files: Mapping[str, ArchivedBytes],
    reasons: Sequence[str],
) -> bytes:
    """The text as every Windows opens it: UTF-8 with its mark, lines that end with CRLF. `reasons` say why there is no PDF/A."""
    lines = [
        f"{record.meeting}　保存目録",
        "",
        *_facts(workspace, record),
        *_packets(files, reasons),
        *_papers(record, manifest, files),
        *_others(record, manifest, files),
        *_how_to_build(record),
        *_how_to_check(),
    ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _facts(workspace: Workspace, record: ArchiveRecord) -> list[str]:
    """What a register of documents asks for; the body's own words come last, and stand in the place of ours."""
    platform, meeting = workspace.platform, workspace.meeting
    facts = {
        "件名": f"{record.meeting}　会議資料一式",
        "会議体": platform.name,
        "開催日": "　".join((meeting.date_and_time or platform.style.dates.day_and_weekday(meeting.date)).splitlines()),
        "開催場所": "　".join((meeting.venue or "").splitlines()),
        "主催": "、".join(platform.organizer),
        "事務局": "、".join(platform.secretariat),
        **{name: "　".join(value.splitlines()) for name, value in {**platform.archive, **meeting.archive}.items()},
    }
    return [f"{name}: {value}" for name, value in facts.items() if value]


def _packets(files: Mapping[str, ArchivedBytes], reasons: Sequence[str]) -> list[str]:
    lines = [_line(name, _PACKETS[_last(name)], files) for name in files if name.startswith("build/") and _last(name) in _PACKETS]
    names = {name: f"{'公開用の' if 'public' in name else ''}冊子を長期保存の形（PDF/A-2u）にしたもの" for name in ARCHIVAL}
    lines += [_line(name, words, files) for name, words in names.items() if name in files]
    if reasons:
        lines += ["PDF/A-2u の冊子はありません。次のわけで作れませんでした。", *(f"　{reason}" for reason in reasons)]
    return _part("冊子", lines)


def _papers(record: ArchiveRecord, manifest: Mapping[str, Any], files: Mapping[str, ArchivedBytes]) -> list[str]:
    """The papers in the order of the packet: what each is called, what was supplied, what was printed."""
    folder = _folder(record)
    lines: list[str] = []
    for document in manifest["documents"]:
        first, pages = document["first_page"], document["pages"]
        on = f"{first}ページ" if pages == 1 else f"{first}～{first + pages - 1}ページ"
        lines.append(f"{'　'.join(filter(None, (document['label'], document['title'])))}（冊子の{on}）")
        if document["source"] in files and document["source"].startswith("meetings/"):
            lines.append("　" + _line(document["source"], "届いたもの", files))
        printed = f"{folder}{document['file']}"
        for name, words in ((f"{printed.removesuffix('.pdf')}.docx", "作った Word"), (printed, "綴じた PDF")):
            if name in files:
                lines.append("　" + _line(name, words, files))
    return _part("資料（冊子の順）", lines)


def _others(record: ArchiveRecord, manifest: Mapping[str, Any], files: Mapping[str, ArchivedBytes]) -> list[str]:
    papers = {document["source"] for document in manifest["documents"]}
    letters = [name for name in files if "/letters/" in name and _last(name) != BUILD_LIST]
    written = [name for name in files if name.startswith("meetings/") and name not in papers]
    lines = [_line(name, "冊子のほかの文書", files) for name in letters]
    lines += [_line(name, _what_is_written(name), files) for name in written]
    lines += [
        f"templates/　Word のひな形（{sum(name.startswith('templates/') for name in files)}件）",
        f"{_folder(record)}review/　資料ごとの文字（見比べるためのもの）",
        f"{_folder(record)}manifest.json　冊子の記録（機械が読むもの）",
        f"{RECORD}　この保存ファイルの記録（機械が読むもの）",
        f"{SUMS}　すべてのファイルの SHA-256",
        f"{INDEX}　この目録",
    ]
    return _part("そのほか", lines)


def _what_is_written(name: str) -> str:
    """What a file beside the papers is; one that is no YAML is a paper of which the packet holds but a part, or another form."""
    if not name.endswith(".yaml"):
        return "届いたもの"
    return "会議（次第、資料の並び）" if name.count("/") == 1 else _WRITTEN.get(_last(name), "名簿")


def _how_to_build(record: ArchiveRecord) -> list[str]:
    lines = [
        "１ hyoga-docs archive --read この.zip --out 新しいフォルダー（新しいフォルダーに zip を展開するだけでもよい）",
        f"２ そのフォルダーで {record.build_command}",
        f"３ できる packet.pdf の SHA-256 が次と同じなら、全く同じ冊子: {record.packet}",
        f"作ったときの道具: hyoga-docs {record.tool}、{record.engine}",
        f"印刷した書体: {'、'.join(record.fonts) or 'なし'}",
        "道具の版か書体が違う機械では、同じ YAML と資料からでも、行の折り返しなどの違う冊子になることがあります。",
    ]
    if not record.rebuilds:
        lines.append("保存するときに作り直したら、配付した冊子と同じではありませんでした。配付したのは上の冊子です。")
    return _part("冊子を作り直すには", lines)


def _how_to_check() -> list[str]:
    lines = [
        f"Linux: sha256sum -c {SUMS}",
        f"macOS: shasum -a 256 -c {SUMS}",
        "Windows: certutil -hashfile ファイル SHA256 で出る値を見比べる",
        "これで分かるのは、壊れていないことです。だれも書き換えていないことを示すには、zip の SHA-256 を別に控えておきます。",
    ]
    return _part("壊れていないか確かめるには", lines)


def _part(name: str, lines: Sequence[str]) -> list[str]:
    return ["", f"■ {name}", *lines]


def _line(name: str, words: str, files: Mapping[str, ArchivedBytes]) -> str:
    return f"{words}: {name}（{files[name].size:,}バイト）"


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _folder(record: ArchiveRecord) -> str:
    """The folder of the build, with its slash."""
    return f"build/{PurePosixPath(record.spec).stem}/"
