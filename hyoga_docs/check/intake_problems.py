"""What came of taking a paper in: why one cannot be bound, and what is not as it was in the file (`HD31x`–`HD36x`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hyoga_docs.check.paper_problems import page_ranges, paper_problem, readable_characters
from hyoga_docs.core.problem import Problem, Severity, error
from hyoga_docs.pdf.intake.page_ranges import WITHOUT
from hyoga_docs.spec.formats import Opened, is_opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hyoga_docs.pdf.intake.records import IntakeRejected, IntakeWarning
    from hyoga_docs.plan.model import Document

_AGAIN = "もとのソフトから PDF を作り直した"
#: What is said of a refused paper, and what to ask for instead.
_REFUSED = {
    "HD311": ("パスワードで保護された PDF です。", "パスワードを外して保存し直した"),
    "HD312": ("PDF が壊れていて使えません。", _AGAIN),
    "HD314": ("PDF にページがありません。", "中身のある"),
    "HD315": ("画像を読めません（{words}）。", "PNG か JPEG で保存し直した"),
    "HD317": ("同じ見た目で綴じられない PDF です{words}。", _AGAIN),
    "HD318": ("開くのに時間がかかりすぎるファイルです（{words}秒まで待ちました）。", _AGAIN),
    "HD319": ("開くとメモリを使い切るか、読むソフトが止まるファイルです。", _AGAIN),
    "HD364": (
        "Adobe Acrobat でしか中身が出ない PDF です（XFA フォーム）。綴じると「お待ちください」と書かれたページだけになります。",
        "Adobe Acrobat で開き、「Microsoft Print to PDF」などで印刷して作り直した",
    ),
    "HD365": (
        "パスワードではない方法（{words}）で暗号化された PDF です。この道具では開けません。",
        "暗号化を外して保存し直した",
    ),
}
_LOOK = "そのページを目で確かめてください。"
#: How serious each loss is, what is said of it, and what to do.
_LOST = {
    "HD313": (Severity.WARNING, "壊れたところを直して読みました。", _LOOK),
    "HD321": (
        Severity.WARNING,
        "持ち込めないもの（{words}）を外して綴じました。",
        "要るものは、別の資料として受け取ってください。",
    ),
    "HD356": (
        Severity.WARNING,
        "動く画像です。最初の一こまだけを印刷しました。",
        "ほかのこまが要るなら、並べた PDF を受け取ってください。",
    ),
    "HD322": (
        Severity.WARNING,
        "同じ見た目で綴じられないページを、絵にして綴じました{pages}。",
        "もとのソフトから PDF を作り直してもらえば、文字のまま綴じられます。",
    ),
    "HD323": (Severity.WARNING, "もとの資料では描けず、見た目を比べられないページがあります{pages}。", _LOOK),
    "HD324": (
        Severity.NOTE,
        "読み上げ用のタグがありません{pages}。文字を読む順だけを付けました。",
        "Word などから「アクセシビリティ用の構造タグ」付きで PDF を作り直してもらうか、もとのファイルで受け取ってください。",
    ),
    "HD325": (
        Severity.WARNING,
        "文字のないページです{pages}。題名だけを読み上げます。",
        "alt に内容を書くか、build に --ocr を付けるか、文字のある PDF を受け取ってください。",
    ),
    "HD326": (
        Severity.NOTE,
        "読み上げ用のタグが壊れています。文字を読む順だけを付け直しました。",
        "もとのソフトから PDF を作り直してもらってください。",
    ),
    "HD327": (
        Severity.WARNING,
        "説明（代替テキスト）のない図が{words}個あります。題名を読み上げます。",
        "もとのファイルで図に代替テキストを付けてもらうか、alt に図の順に書いてください（Excel や PowerPoint のグラフは alt に）。",
    ),
    "HD329": (
        Severity.NOTE,
        "文字を機械で読み取りました{pages}。誤りがあるかもしれません。",
        "大事な字や数は、目で確かめてください。",
    ),
    "HD330": (
        Severity.WARNING,
        "文字を読み取れませんでした（{words}）。",
        "alt に内容を書くか、文字のある PDF を受け取ってください。",
    ),
    "HD332": (
        Severity.WARNING,
        "記入した値の見た目が入っていないフォームです{pages}。空欄に見えることがあります。",
        "そのページを目で確かめ、記入した字が見えなければ、印刷して作り直した PDF を受け取ってください。",
    ),
    "HD333": (Severity.NOTE, "何も印刷されないページがあります{pages}。", "要らないページなら、pages で外してください。"),
    "HD334": (
        Severity.NOTE,
        "フォームの欄や書き込みを、紙面の一部にしました{pages}。",
        "見た目は変わりません。書き込みが要らないなら、外した PDF を受け取ってください。",
    ),
    "HD331": (
        Severity.NOTE,
        "タグはありますが、PDF/UA の決まりに合わないところがあります（{words}）。",
        "もとのソフトのアクセシビリティチェックで直してもらえば、冊子が PDF/UA と名乗れます。",
    ),
    "HD341": (
        Severity.WARNING,
        "中に入っていない書体があります（{words}）。開く機械によって、字の形や並びが変わります。",
        "もとのソフトで、書体を埋め込む設定にして PDF を作り直してもらってください。",
    ),
    "HD361": (
        Severity.WARNING,
        "PDF の中身が途中で壊れています{pages}。読めたところまでを綴じました。",
        "そのページを目で確かめ、{sender}から、もとのソフトから作り直した PDF を受け取ってください。",
    ),
    "HD362": (
        Severity.WARNING,
        "字や図が入っているのに、何も見えないページがあります{pages}。",
        "もとの資料と見比べ、{sender}から、もとのソフトから作り直した PDF を受け取ってください。",
    ),
    "HD363": (
        Severity.WARNING,
        "読めないページがある PDF です（{words}）。読めたページだけを綴じました。",
        "もとの資料のページ数を確かめ、{sender}から、もとのソフトから作り直した PDF を受け取ってください。",
    ),
    "HD366": (
        Severity.WARNING,
        "フォームの作りが入り組んでいて終わりまで調べられないので、フォームとしては扱わず、見えるままに綴じました。",
        "記入した字が見えるか目で確かめ、見えなければ、{sender}から、印刷して作り直した PDF を受け取ってください。",
    ),
    "HD367": (
        Severity.WARNING,
        "墨消しの印が付いただけで、消されていないところがあります{pages}。このままでは字が読み取れます。",
        "{sender}から、墨消しを「適用」して保存し直した PDF を受け取ってください。",
    ),
    "HD368": (
        Severity.WARNING,
        "黒く塗られた下に、字が{words}字残っています{pages}。紙では見えませんが、PDF からは読み取れます。",
        "隠すべき字なら、{sender}から、字そのものを消した PDF を受け取ってください。",
    ),
    "HD504": (
        Severity.WARNING,
        "どの書体にもない字「{words}」が、□などになりました{pages}。",
        "そのページを目で確かめ、別の字に直すか、もとのソフトで作った PDF を受け取ってください。",
    ),
    "HD328": (
        Severity.NOTE,
        "見出し行のない表が{words}個あります。1行目を見出しとして読み上げます。",
        "Word なら、表の1行目に「タイトル行の繰り返し」を付けてもらってください。",
    ),
}

#: Instead of what is said of HD324 to those who sent something else: this is the original file already.
_OF_OFFICE_FILE = "左上から順に読み上げます。図の説明を alt に書くか、図や枠の多いページを表や文章に直してもらってください。"


def intake_rejected(document: Document, refused: IntakeRejected) -> Problem:
    """Why a paper cannot be bound, and what to ask of whom."""
    if refused.code == "HD316":
        return no_such_page(document, int(refused.words))
    message, wanted = _REFUSED[refused.code]
    more = "大きいだけなら、--limit で待つ時間を増やせます。" if refused.code == "HD318" else ""
    hint = f"{document.sender}から、{wanted}ものを受け取ってください。{more}"
    return error(refused.code, message.format(words=refused.words), place=document.place, quote=document.file_name, hint=hint)


def no_such_page(document: Document, count: int, asked: str | None = None) -> Problem:
    """A page was asked for, or is to be withheld, that the paper has not; or no page is left to be shown."""
    hint = f"このファイルは{count}ページです。"
    _, without, withheld = (asked or document.pages or "").partition(WITHOUT)
    if without:
        message = "公開しないページがファイルにないか、公開するページが一つも残りません。"
        hint += "みな公開しないなら「public: false」と書いてください。"
        return error("HD176", message, place=document.place, quote=f"public: {{pages: {withheld}}}", hint=hint)
    return error("HD316", "そのページはありません。", place=document.place, quote=f"pages: {document.pages}", hint=hint)


def intake_warnings(document: Document, warnings: Sequence[IntakeWarning]) -> list[Problem]:
    """What is not as it was in the file, for the reader; pages are those of the paper as bound."""
    problems = []
    for loss in warnings:
        severity, message, hint = _LOST[loss.code]
        pages = f"（{page_ranges(loss.pages)}ページ）" if loss.pages else ""
        said = readable_characters(loss.words) if loss.code == "HD504" else loss.words
        words = message.format(words=said, pages=pages)
        hint = hint.format(sender=document.sender)
        if loss.code == "HD324" and document.path is not None and is_opened(document.path.suffix, Opened.OFFICE):
            hint = _OF_OFFICE_FILE
        problems.append(paper_problem(document, severity, loss.code, words, hint))
    return problems
