"""What an Office file holds that is not printed as it stands there, or that its owner may not want printed (`HD35x`, `HD5xx`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.check.paper_problems import paper_problem
from hyoga_docs.core.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hyoga_docs.check.office_proof import OfficeProof, ProvedWords
    from hyoga_docs.plan.model import Document
    from hyoga_docs.text.print_copy.records import OfficeFinding

#: How serious each finding is, what is said of it ({words}, {where}), and what to do ({sender} has the file).
_FOUND: dict[str, tuple[Severity, str, str]] = {
    "HD351": (
        Severity.WARNING,
        "印刷範囲が式（{words}）で決めてあるので、シートの全体を印刷します。",
        "冊子のその資料を目で確かめてください。直すには、{sender}に、範囲を選んで「印刷範囲の設定」をしたものを頼みます。",
    ),
    "HD357": (
        Severity.WARNING,
        "{where}に、印刷すると空になる図（EMF）があります。",
        "{sender}に、その図を PNG にして貼り直したものか、PDF を頼んでください。",
    ),
    "HD358": (
        Severity.WARNING,
        "{where}のスライド番号が、1 から数えて印刷されます（ファイルでは 1 から始まりません）。",
        "番号を使うなら、{sender}に PDF を頼んでください。",
    ),
    "HD511": (
        Severity.WARNING,
        "開く日や機械で変わる式（{words}）は、保存された値がないので印刷しません。",
        "{sender}に、Excel で開いて保存し直したものか、PDF を頼んでください。日付なら、式の代わりに打ってもらうのが確かです。",
    ),
    "HD512": (
        Severity.NOTE,
        "値が保存されていない式（{words}）は、LibreOffice が計算した値を印刷します。",
        "冊子のその数を確かめてください。確かにするには、{sender}に、Excel で開いて保存し直したものを頼みます。",
    ),
    "HD513": (
        Severity.WARNING,
        "表示形式「{words}」のセルは、Excel と違って印刷されることがあります。",
        "冊子のその数を目で確かめるか、{sender}に PDF を頼んでください。",
    ),
    "HD514": (
        Severity.WARNING,
        "{where}の {words} は印刷しません。",
        "要るものなら、{sender}に、印刷したいとおりの文字を打ったものか、PDF を頼んでください。",
    ),
    "HD515": (
        Severity.ERROR,
        "「{words}」という名前の見えるシートがありません。",
        "sheets に書ける名前: {where}。",
    ),
    "HD516": (
        Severity.NOTE,
        "{words}。",
        "違うときは、会議の YAML のこの資料に sheets（印刷するシート）、fit、orientation を書いてください。",
    ),
    "HD521": (
        Severity.WARNING,
        "フィールド「{words}」の結果がファイルに保存されていないので、何も印刷しません。",
        "{sender}に、Word で開いてすべてのフィールドを更新し（Ctrl+A、F9）、保存し直してもらってください。",
    ),
    "HD522": (
        Severity.WARNING,
        "ヘッダーかフッターのフィールド「{words}」は、どのページにも、保存されていた同じ値を印刷します。",
        "ページごとに値が変わるものなら、{sender}から PDF で受け取ってください。",
    ),
    "HD523": (
        Severity.WARNING,
        "ほかの文書（{words}）をここに差し込む指定があり、その中身は印刷されません。",
        "{sender}に、Word で開いて、中身を取り込んだ形で保存し直してもらってください。",
    ),
    "HD524": (
        Severity.WARNING,
        "{words}は印刷されません。",
        "{sender}に、画像にして貼り直すか、PDF で送ってもらってください。",
    ),
    "HD525": (
        Severity.WARNING,
        "「{words}」の傍点、囲い文字、EQ フィールドの式は、Word の見た目のとおりには印刷されません。",
        "文字は印刷されます。見た目が大事なら、{sender}から PDF で受け取ってください。",
    ),
    "HD526": (
        Severity.WARNING,
        "記号の書体の字（{words}）は、代わりになる字がなく、□になるか、消えます。",
        "{sender}に、ふつうの書体の記号に替えるか、PDF で送ってもらってください。",
    ),
    "HD527": (
        Severity.WARNING,
        "{where}の{words}は印刷されません。ファイルに、印刷できる絵がありません。",
        "冊子のその場所を目で確かめ、足りなければ、{sender}に図として貼り直したものか、PDF を頼んでください。",
    ),
    "HD528": (
        Severity.WARNING,
        "{where}の数式「{words}」は印刷されません。文と数式が、同じ枠に入っています。",
        "{sender}に PDF を頼んでください。",
    ),
    "HD529": (
        Severity.WARNING,
        "{where}の{words}は、ファイルのとおりには印刷されません。",
        "冊子のその場所を目で確かめ、違っていたら、{sender}に PDF を頼んでください。",
    ),
}


#: What is said of words that differ between a file and its pages, and what to do.
_MISSING = ("HD506", "ファイルにある文字が、できたページに見当たりません（{place}）。")
_NEW = ("HD507", "ファイルにない文字が印刷されています（{place}）。")
_MOST_TOLD = 8  # sheets or pages
_MOST_CELLS, _MOST_WORDS, _LONGEST = 3, 8, 80  # of one sheet or page, and letters of one


def office_problems(document: Document, findings: Sequence[OfficeFinding]) -> list[Problem]:
    """Findings in an Office file, for the reader."""
    problems = []
    for finding in findings:
        severity, message, hint = _FOUND[finding.code]
        said = {"words": finding.words, "where": finding.where, "sender": document.sender}
        quote = f"{document.file_name}: {finding.where}" if finding.where else ""
        problems.append(paper_problem(document, severity, finding.code, message.format(**said), hint.format(**said), quote))
    return problems


def proof_problems(document: Document, proof: OfficeProof) -> list[Problem]:
    """What an Office file says and its pages do not, and the other way round, for the reader."""
    hint = f"そのページを目で確かめ、違っていたら、{document.sender}から PDF を受け取ってください。"
    problems = []
    for (code, message), differing in ((_MISSING, proof.missing), (_NEW, proof.new)):
        found = _gathered(differing)
        told = [paper_problem(document, Severity.WARNING, code, message.format(place=place), hint, words) for place, words in found]
        problems += told[:_MOST_TOLD]
        if (more := len(told) - _MOST_TOLD) > 0:
            rest = message.format(place=f"ほかに{more}か所")
            problems.append(paper_problem(document, Severity.WARNING, code, rest, hint))
    if not proof.finished:
        message = "文字が多く入り組んでいるので、ファイルとできたページの文字を照らし合わせられませんでした。"
        look = f"冊子のその資料を目で確かめるか、{document.sender}から PDF を受け取ってください。"
        problems.append(paper_problem(document, Severity.WARNING, "HD509", message, look))
    if proof.pictures:
        message = f"ファイルにある図が、できたページに{proof.pictures}個足りません。"
        problems.append(paper_problem(document, Severity.WARNING, "HD508", message, hint))
    return problems


def _gathered(differing: Sequence[ProvedWords]) -> Iterator[tuple[str, str]]:
    """What is told at once, that of one sheet or one page: where, and the words."""
    groups: dict[str, list[ProvedWords]] = {}
    for words in differing:
        groups.setdefault(words.where.rpartition("!")[0] or f"{words.page}ページ", []).append(words)
    for place, found in groups.items():
        cells = [words.where for words in found if words.where]
        more = f" ほか{len(found) - _MOST_CELLS}か所" if len(cells) > _MOST_CELLS else ""
        said = [each.words if len(each.words) <= _LONGEST else each.words[:_LONGEST] + "…" for each in found[:_MOST_WORDS]]
        yield "、".join(cells[:_MOST_CELLS]) + more or place, "、".join(said) + (" ほか" if len(found) > _MOST_WORDS else "")
