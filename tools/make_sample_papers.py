"""Writes the sample's supplied papers, one of every kind that arrives in life; run once, the files are committed.

    pip install reportlab python-pptx openpyxl pillow
    python tools/make_sample_papers.py meetings/2019-10-31/

Names, titles, places and figures are those of the real packet; the sentences are our own.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import openpyxl
import pikepdf
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Mm
from pptx.util import Pt as Points
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path("/usr/share/fonts/truetype")
GOTHIC = FONTS / "bizud-gothic" / "BIZUDPGothic-Regular.ttf"
MINCHO = FONTS / "bizud-mincho" / "BIZUDPMincho-Regular.ttf"
NAVY = (0.12, 0.22, 0.39)


def wrapped(text: str, width: float, size: float, font: str) -> list[str]:
    """Lines of at most `width` points."""
    lines, line = [], ""
    for character in text:
        if pdfmetrics.stringWidth(line + character, font, size) > width and character not in "、。）」":
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def slide(canvas: Canvas, title: str, paragraphs: list[str], number: str = "", *, size: float = 15) -> None:
    """One landscape page: a title bar and paragraphs."""
    width, height = landscape(A4)
    canvas.setFillColorRGB(*NAVY)
    canvas.rect(30, height - 92, width - 60, 36, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont("gothic", 19)
    canvas.drawString(44, height - 80, title)
    canvas.setFillColorRGB(0, 0, 0)
    y = height - 125
    for paragraph in paragraphs:
        canvas.setFont("gothic", size)
        for index, line in enumerate(wrapped(paragraph, width - 120, size, "gothic")):
            canvas.drawString(50 + (14 if index else 0), y, line)
            y -= size * 1.55
        y -= 6
    if number:
        canvas.setFont("gothic", 12)
        canvas.drawRightString(width - 34, 28, number)
    canvas.showPage()


def programme(path: Path) -> None:
    """資料１－１: a landscape PDF with an outline and a link inside it."""
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
    canvas.setTitle("就職氷河期世代活躍支援について")
    pages = [
        (
            "厚生労働省就職氷河期世代活躍支援プラン（全体像）",
            [
                "○ 令和元年５月29日に取りまとめられたプランに沿い、３年間に集中して就職氷河期世代を支援する。",
                "○ 主な対象は三つの層に分かれる。",
                "　① 不安定な就労状態にある方（不本意ながら非正規雇用で働く方。35～44歳で約50万人）",
                "　② 長期にわたり無業の状態にある方（働きたいが、職を探すに至っていない方など）",
                "　③ 社会とのつながりをつくり、社会参加に向けて一層ていねいな支援を必要とする方",
                "○ 取組の柱は、地域ごとのプラットフォームの形成・活用、一人ひとりにつながる積極的な広報、状況に応じたきめ細かな事業の三つである。",
            ],
        ),
        (
            "都道府県レベルのプラットフォームを活用した社会機運の醸成",
            [
                "【構成メンバー】都道府県労働局、都道府県、市町村、各省地方機関、ポリテクセンター、経済団体、業界団体、金融機関等",
                "【取組内容】",
                "○ 都道府県ごとに事業実施計画とＫＰＩを決め、進み具合を管理する。",
                "○ 採用、処遇の改善、社会参加の支援に向けた機運をつくる。",
                "○ 行政の支援策を広く知らせる。",
                "○ 職場体験・実習を望む人の数と内容を行政が取りまとめ、経済団体が受入れ先を確保する。",
            ],
        ),
        (
            "市町村レベルのプラットフォームとの関係",
            [
                "○ 自立相談支援機関、地域若者サポートステーション、ハローワーク、経済団体、ひきこもり地域支援センター、家族会等が加わる。",
                "○ 地域の資源とニーズを把握し、一人ひとりを適切な支援につなぐ。",
                "○ 都道府県レベルの会議は、好事例を広げ、経済団体への依頼を受け持つ。",
            ],
        ),
    ]
    for index, (title, paragraphs) in enumerate(pages):
        canvas.bookmarkPage(f"p{index}")
        canvas.addOutlineEntry(title, f"p{index}", 0)
        if index == 0:
            canvas.linkAbsolute("", "p1", (50, 200, 400, 230))
        slide(canvas, title, paragraphs)
    canvas.save()


def municipal(path: Path) -> None:
    """資料３: a landscape PDF made elsewhere, its own page numbers starting at ２."""
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
    canvas.setTitle("市町村プラットフォームについて")
    pages = [
        ("市町村プラットフォーム　モデル事業の実施", ["１　基本的な考え方", "　市町村には、一人ひとりの支援プランをつくるために関係者が集まる会議体（支援調整会議など）がすでにある。これを十分に生かす。", "　① 個々の事例の情報を分かち合い、その地域での対応の方針を検討する場とする。", "　② 都道府県プラットフォームに、経済団体やハローワーク、サポステ等とのつなぎ役、他の市町村の事例の紹介などを求める。", "　※ 会議体のあり方は自治体ごとに様々であり、設けること自体が目的にならないように気を付ける。"]),
        ("市町村プラットフォーム　モデル事業の実施", ["２　実施要件", "（１）プラットフォームの運営を通じたネットワークの構築について", "　自立相談支援機関、地域若者サポートステーション、ハローワーク、障害者就業・生活支援センター、経済団体、ひきこもり地域支援センター、家族会、社会福祉協議会、民生委員、保健所等とつながりを持つ。", "（２）実施方法について　運営の手法は決めない。事務局となる部局を定める。", "（３）都道府県プラットフォームとの連携について　双方の担当者が、いつでも連絡し合える間柄を保つ。"]),
        ("生活困窮者自立支援制度の概要", ["◆ 自立相談支援事業（全国902福祉事務所設置自治体で1,313機関（H29年度））", "　生活と就労の支援員を置き、窓口一つで相談を受け、一人ひとりの支援計画をつくる。", "◆ 住居確保給付金の支給、就労準備支援事業、認定就労訓練事業（いわゆる「中間的就労」）", "◆ 一時生活支援事業、家計改善支援事業、子どもの学習・生活支援事業"]),
        ("自立相談支援事業（必須事業）", ["【事業の概要】　市町村社会福祉協議会への委託などにより実施する。", "　① 抱えている課題を評価・分析（アセスメント）し、ニーズを把握する。", "　② ニーズに応じた自立支援計画をつくる。", "　③ 計画に沿った支援がまとめて行われるよう、関係機関と調整する。", "【期待される効果】　生活保護に至る前の早い段階からの支援により、早く自立できるようにする。"]),
        ("熊本県の特徴（全市町村で自立相談支援窓口を設置）", ["○ 事業の実施主体である市は、それぞれが自立相談支援窓口を置く。", "○ 町村部は、熊本県社会福祉協議会が７か所の社協を拠点に主任相談支援員を置き、すべての町村社協に窓口を設けている。", "○ これにより、県内のすべての市町村で相談を受けられる。"]),
        ("熊本県における市町村プラットフォーム形成に向けた取組", ["１　社会参加に向けた支援を必要とする者の実態やニーズの把握", "（１）民生委員・児童委員への「ひきこもり状態にある方」に関する調査の実施", "　調査時期：令和元年10月～11月　　結果のとりまとめ：令和２年３月", "（２）生活困窮者自立相談支援機関における「ひきこもり相談実態調査」の実施", "　調査時期：令和元年10月　　結果のとりまとめ：令和元年11月"]),
        ("熊本県における市町村プラットフォーム形成に向けた取組", ["２　市町村プラットフォームの実態把握と形成支援", "（１）実態把握　支援調整会議を生かし、すでに実質的なプラットフォームとなっている市がある。相談支援員の体制と技術の充実が課題である。", "（２）今後の取組　県内すべての市での形成に向け、担当者会議を開く（令和元年11月18日開催予定）。市町村を訪ねて聞き取りを行い、アウトリーチ支援員（仮称）の配置を検討する。"]),
    ]
    for index, (title, paragraphs) in enumerate(pages):
        slide(canvas, title, paragraphs, "２３４５６７８"[index])
    canvas.save()


def jobcafe(path: Path) -> None:
    """A leaflet with printer's marks outside its CropBox, and an origin that is not 0,0."""
    canvas = Canvas(str(path), pagesize=(A4[0] + 72, A4[1] + 72), invariant=1)
    canvas.setTitle("ジョブ・カフェ")
    left, bottom, right, top = 36, 36, A4[0] + 36, A4[1] + 36
    for x in (left, right):
        for y in (bottom, top):
            canvas.line(x - 30 if x == left else x + 6, y, x - 6 if x == left else x + 30, y)
            canvas.line(x, y - 30 if y == bottom else y + 6, x, y - 6 if y == bottom else y + 30)
    canvas.setFillColorRGB(0.93, 0.55, 0.16)
    canvas.rect(left, top - 190, A4[0], 110, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont("gothic", 34)
    canvas.drawCentredString((left + right) / 2, top - 145, "ジョブ・カフェ")
    canvas.setFillColorRGB(0, 0, 0)
    y = top - 240
    for text in ["仕事を探す若者とその家族のための、県の窓口です。", "・専任の相談員による就職の相談", "・適性診断、応募書類の添削、面接の練習", "・企業の見学と職場体験の紹介", "・就職した後の定着の相談", "費用はかかりません。どうぞ気軽にお立ち寄りください。"]:
        canvas.setFont("gothic", 16)
        canvas.drawString(left + 60, y, text)
        y -= 36
    canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        page.obj.MediaBox = pikepdf.Array([-20, -30, A4[0] + 52, A4[1] + 42])
        page.contents_add(b"q 1 0 0 1 -20 -30 cm\n", prepend=True)
        page.contents_add(b"\nQ")
        page.obj.CropBox = pikepdf.Array([16, 6, A4[0] + 16, A4[1] + 6])
        pdf.save(path, deterministic_id=True)


def yurukoko(path: Path) -> None:
    """A page laid sideways in its file and turned with /Rotate 90."""
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
    canvas.setTitle("熊本ひきこもり地域支援センターゆるここ")
    canvas.translate(landscape(A4)[0], 0)
    canvas.rotate(90)
    canvas.setFont("gothic", 22)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 130, "熊本ひきこもり地域支援センター")
    canvas.setFont("gothic", 36)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 185, "ゆるここ")
    y = A4[1] - 260
    for text in ["ひきこもりの状態にある方と、その家族の相談を受け付けています。", "・電話、来所、訪問による相談", "・家族の集い、本人の居場所づくり", "・市町村や関係機関への助言", "・支援に当たる人のための研修"]:
        canvas.setFont("gothic", 15)
        canvas.drawString(80, y, text)
        y -= 34
    canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Rotate = 90
        pdf.save(path, deterministic_id=True)


def saposute(path: Path) -> None:
    """A page as a scanner sees it: grey paper, a little askew, no text."""
    page = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(page)
    title, body = ImageFont.truetype(str(GOTHIC), 64), ImageFont.truetype(str(MINCHO), 34)
    draw.text((620, 230), "地域若者サポートステーション", font=title, fill=20, anchor="mm")
    draw.text((620, 320), "（通称：サポステ）", font=body, fill=20, anchor="mm")
    lines = ["働くことに踏み出したい15歳から39歳までの方と、", "その家族を支える、国の委託による支援機関です。", "", "・職業的自立に向けての専門的な相談", "・コミュニケーションなどのセミナー", "・職場見学、職場体験", "・就職した後の定着、ステップアップの相談", "", "くまもと若者サポートステーション（熊本市）", "若者サポートステーションやつしろ（八代市）", "たまな若者サポートステーション（玉名市）", "", "相談は無料です。まずはお電話ください。"]
    for index, line in enumerate(lines):
        draw.text((190, 460 + index * 72), line, font=body, fill=30)
    noise = random.Random(20191031)
    dots = page.load()
    for _ in range(2500):
        dots[noise.randrange(1240), noise.randrange(1754)] = noise.randrange(120, 240)
    page.rotate(0.6, fillcolor=238, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.6)).save(path, dpi=(150, 150), optimize=True)


def word(path: Path, title: str, lines: list[tuple[str, str]]) -> None:
    """A Word file as an office writes it: built-in styles, Japanese fonts."""
    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, 7560000, 10692000
    for name, font in (("Normal", "BIZ UD明朝"), ("Title", "BIZ UDゴシック"), ("Heading 1", "BIZ UDゴシック"), ("Heading 2", "BIZ UDゴシック"), ("List Bullet", "BIZ UD明朝")):
        style = document.styles[name]
        style.font.name = font
        for kind in ("w:eastAsia", "w:hAnsi", "w:ascii", "w:cs"):
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn(kind), font)
        for theme in ("asciiTheme", "eastAsiaTheme", "hAnsiTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Normal"].font.size, document.styles["Title"].font.size = Pt(10.5), Pt(17)
    document.core_properties.title = title
    document.core_properties.author = "熊本労働局職業安定課"
    document.add_heading(title, 0)
    for style_name, text in lines:
        document.add_paragraph(text, style=style_name)
    document.save(str(path))


PLAN = [
    ("Heading 1", "Ⅰ　背景・趣旨"),
    ("Normal", "○ 35歳～44歳の層の就業状況は、10年前（当時25歳～34歳）と比べて、フリーター等の数が約36万人減り、無業者の数はおおむね横ばいである。"),
    ("Normal", "○ 一方で、不安定な就労や無業の状態が続く方もおり、能力開発の機会が少なかったこと、転職の機会が限られること、収入が低く生活の基盤が弱いことなどの課題を抱えている。"),
    ("Normal", "○ 学校を出て職に就く時期がたまたま厳しい経済状況と重なったためであり、国として活躍を支えていく必要がある。"),
    ("Heading 1", "Ⅱ　就職氷河期世代の活躍促進に向けた取組"),
    ("Heading 2", "１　地域ごとのプラットフォームの形成・活用"),
    ("Normal", "（１）都道府県レベルのプラットフォームを活用した社会機運の醸成【新規】"),
    ("List Bullet", "都道府県ごとの事業実施計画・ＫＰＩの設定・進捗管理"),
    ("List Bullet", "採用・処遇改善や社会参加への支援に関する機運醸成"),
    ("List Bullet", "行政支援策等の周知"),
    ("Normal", "（２）福祉と就労をつなぐ地域レベルのプラットフォームの整備による就職・社会参加の実現【新規】"),
    ("List Bullet", "地域支援協議会の運営"),
    ("List Bullet", "地域資源やニーズの把握"),
    ("List Bullet", "関係機関どうしの紹介による、適切な支援への誘導"),
    ("Heading 2", "２　就職氷河期世代、一人ひとりにつながる積極的な広報【新規】"),
    ("Normal", "本人と家族、関係者に、社会全体で道を用意していることが伝わるよう、関係省庁や経済団体と連携し、あらゆるルートで広報する。"),
    ("Heading 2", "３　対象者の個別の状況に応じたきめ細やかな各種事業の展開等"),
    ("Normal", "【安定就職に向けた支援プログラム】"),
    ("List Bullet", "民間事業者のノウハウを活かした不安定就労者の就職支援【新規】"),
    ("List Bullet", "ハローワークに専門窓口を設置、担当者によるチーム支援を実施【新規】"),
    ("List Bullet", "短期間で取得でき、安定就労に有効な資格等の習得を支援【新規・拡充】"),
    ("List Bullet", "働きながらでも無料で受講可能な訓練の提供【新規・拡充】"),
    ("Normal", "【就職実現に向けた基盤整備に資するプログラム】"),
    ("List Bullet", "地域若者サポートステーションの取組強化【新規・拡充】"),
    ("Normal", "【社会参加実現に向けたプログラム】"),
    ("List Bullet", "支援が必要なすべての方に支援を届ける体制の強化【新規・拡充】"),
    ("List Bullet", "地域共生社会の実現【新規・拡充】"),
    ("Normal", "【関連施策】"),
    ("List Bullet", "短時間労働者等への社会保険の適用拡大【拡充】"),
]
BUREAU = [
    ("Normal", "令和元年10月"),
    ("Heading 1", "ハローワークの取組"),
    ("Normal", "就職氷河期世代などを対象に、一人ひとりに合わせて次の支援を組み合わせ、集中して行っている。"),
    ("List Bullet", "フリーター等の正社員就職に向けた支援"),
    ("List Bullet", "各種助成金等の活用による就職支援"),
    ("List Bullet", "わかもの支援コーナー及びわかもの支援窓口におけるきめ細やかな就職支援"),
    ("List Bullet", "地域若者サポートステーションとの連携による就職支援"),
    ("List Bullet", "若者への職業能力開発機会の提供"),
    ("Heading 1", "地域若者サポートステーション（通称：サポステ）事業"),
    ("Normal", "県内３か所で委託により実施している。"),
    ("List Bullet", "くまもと若者サポートステーション（熊本市）"),
    ("List Bullet", "若者サポートステーションやつしろ（八代市）"),
    ("List Bullet", "たまな若者サポートステーション（玉名市）"),
    ("Heading 1", "参考：助成金"),
    ("List Bullet", "特定求職者雇用開発助成金（安定雇用実現コース）：正規雇用の機会を逃した方を雇い入れる事業主を助成する。"),
    ("List Bullet", "キャリアアップ助成金（正社員化コース）：有期契約労働者等を正社員とし、処遇を改めた事業主を助成する。"),
    ("Heading 1", "参考：就職氷河期世代限定求人"),
    ("Normal", "年齢は35歳以上54歳以下、期間の定めなし、経験等不問の求人を、ハローワークで申し込むことができる。"),
]


def jiritsu(path: Path) -> None:
    """The contact windows as a sheet, in the way Excel is used for tables."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自立相談支援機関"
    sheet["A1"] = "生活困窮者自立相談支援機関の窓口（市）"
    sheet["A1"].font = Font(name="BIZ UDゴシック", size=14)
    sheet.merge_cells("A1:D1")
    line = Side(style="thin")
    cities = ["熊本市", "八代市", "人吉市", "荒尾市", "水俣市", "玉名市", "山鹿市", "菊池市", "宇土市", "上天草市", "宇城市", "阿蘇市", "天草市", "合志市"]
    rows = [("番号", "市", "受け持つ地域", "備考")]
    rows += [(index, city, f"{city}内", "市の窓口") for index, city in enumerate(cities, 1)]
    rows.append((len(cities) + 1, "町村部", "県内の町村", "熊本県社会福祉協議会（７か所の拠点）"))
    for row_number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(row_number, column, value)
            cell.font = Font(name="BIZ UDゴシック" if row_number == 3 else "BIZ UD明朝", size=11)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(horizontal="center" if column == 1 or row_number == 3 else "left", vertical="center")
            if row_number == 3:
                cell.fill = PatternFill("solid", fgColor="E7EBF3")
    for column, width in zip("ABCD", (8, 16, 24, 40), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = ""
    sheet.page_margins.top = 1.0
    book.properties.title = "自立相談支援機関"
    book.save(path)


def framework(path: Path) -> None:
    """別添１: a PowerPoint slide with boxes."""
    show = Presentation()
    show.slide_width, show.slide_height = Mm(297), Mm(210)
    show.core_properties.title = "プラットフォームの考え方"
    page = show.slides.add_slide(show.slide_layouts[5])
    title = page.shapes.title
    title.left, title.top, title.width, title.height = Mm(15), Mm(22), Mm(267), Mm(22)
    title.text = "プラットフォームの考え方"
    boxes = [
        ("都道府県レベル", "労働局・県・経済団体・労働団体など\n計画とＫＰＩ、機運の醸成、支援策の周知", 20, 60, RGBColor(0x1F, 0x38, 0x64)),
        ("市町村レベル", "自立相談支援機関・サポステ・家族会など\n地域の資源とニーズの把握、支援への誘導", 155, 60, RGBColor(0x2E, 0x75, 0x4A)),
        ("主な支援対象", "①不安定な就労状態にある方\n②長期にわたり無業の状態にある方\n③社会参加に向けた支援を必要とする方", 20, 128, RGBColor(0x7F, 0x60, 0x00)),
        ("目指すもの", "就職・正社員化の実現\n多様な社会参加の実現", 155, 128, RGBColor(0x83, 0x3C, 0x0B)),
    ]
    for heading, text, left, top, color in boxes:
        shape = page.shapes.add_shape(1, Mm(left), Mm(top), Mm(122), Mm(56))
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor(0xF4, 0xF6, 0xFA)
        shape.line.color.rgb = color
        frame = shape.text_frame
        frame.word_wrap = True
        frame.text = heading
        for line in text.split("\n"):
            frame.add_paragraph().text = line
    for shape in page.shapes:
        for index, paragraph in enumerate(shape.text_frame.paragraphs):
            for run in paragraph.runs:
                run.font.size = Points(30 if shape == title else 18 if index == 0 else 14)
                run.font.name = "BIZ UDゴシック"
                run.font.color.rgb = RGBColor(0, 0, 0)
                run.font._element.append(run.font._element.makeelement(qn("a:ea"), {"typeface": "BIZ UDゴシック"}))
    show.save(str(path))


def main(folder: Path) -> None:
    """Writes every paper into the folder."""
    pdfmetrics.registerFont(TTFont("gothic", str(GOTHIC)))
    programme(folder / "programme.pdf")
    municipal(folder / "municipal.pdf")
    jobcafe(folder / "jobcafe.pdf")
    yurukoko(folder / "yurukoko.pdf")
    saposute(folder / "saposute.png")
    word(folder / "plan.docx", "厚生労働省就職氷河期世代活躍支援プラン", PLAN)
    word(folder / "bureau.docx", "熊本労働局における取組について", BUREAU)
    jiritsu(folder / "jiritsu.xlsx")
    framework(folder / "framework.pptx")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
