"""What can be on a page of an Office file, one small file each: what a reader sees of it, and what nobody may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from office_files import (
    cell,
    chart,
    docx,
    empty_emf,
    paragraph,
    png,
    pptx,
    rows,
    shape,
    sheet_shape,
    slide_frame,
    table,
    text_run,
    word_part,
    word_picture,
    xlsx,
)
from office_files import (
    field as word_field,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Case:
    """A file with what stands on its pages (`shown`) and what does not (`hidden`).

    `told` says that what is shown cannot be printed so, and must be told instead.
    """

    name: str
    suffix: str
    data: bytes
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    told: bool = False
    extra: dict[str, str] = field(default_factory=dict)


def all_cases() -> list[Case]:
    """Every case, in order."""
    cases = [*word_cases(), *excel_cases(), *powerpoint_cases()]
    names = [case.name for case in cases]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        msg = f"two cases of one name: {twice}"
        raise ValueError(msg)
    return cases


# Word


def _word(name: str, body: str, *shown: str, hidden: tuple[str, ...] = (), told: bool = False, **more: object) -> Case:
    return Case(f"word {name}", ".docx", docx(body, **more), shown, hidden, told)  # type: ignore[arg-type]


def word_cases() -> Iterator[Case]:
    """Word files."""
    yield _word("paragraphs", paragraph("一つ目の段落。") + paragraph("二つ目の段落。"), "一つ目の段落。", "二つ目の段落。")
    yield _word(
        "tab and line break", paragraph("<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t><w:br/><w:t>次行</w:t></w:r>"), "左", "右", "次行"
    )
    yield _word(
        "tab stops",
        paragraph(
            "<w:r><w:t>前</w:t><w:tab/><w:t>9</w:t></w:r>",
            properties='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>',
        ),
        "前",
    )
    yield _word(
        "hyphens", paragraph("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:softHyphen/><w:t>丙</w:t></w:r>"), "甲-乙丙"
    )
    yield from _word_looks()
    yield from _word_places()
    yield from _word_fields()
    yield from _word_symbols()
    yield from _word_lists()
    yield from _word_margins()
    yield from _word_tables()
    yield from _word_changes()
    yield from _word_objects()
    yield from _word_controls()


def _word_places() -> Iterator[Case]:
    """What is printed in another way than it stands, in every place of a file that has paragraphs."""
    stamp = 'w:id="1" w:author="a" w:date="2024-05-01T00:00:00Z"'
    cut = paragraph("途中で", properties=f"<w:rPr><w:del {stamp}/></w:rPr>")
    things = {
        "signs": (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "同意"), ("☑同意",), (), False),
        "fields": (
            paragraph(word_field("FILENAME \\p", "C:\\課\\計画.docx"), "、", word_field('DATE \\@ "yyyy/M/d"', "2024/4/19"), "、", word_field("REF x", "第９章")),
            ("C:\\課\\計画.docx、2024/4/19、第9章",),
            ("2026", "Error"),
            False,
        ),
        "hidden text": (paragraph("見える", text_run("隠した", "<w:vanish/>")), ("見える",), ("隠した",), False),
        "changes": (cut + paragraph(f"<w:del {stamp}><w:r><w:delText>消した</w:delText></w:r></w:del>", "つなぐ"), ("途中でつなぐ",), ("消した",), True),
    }  # fmt: skip
    for name, (inner, shown, hidden, told) in things.items():
        box = word_picture("", "箱").replace(paragraph("箱"), inner)
        yield _word(f"{name} in table", table([inner, "右"]), *shown, hidden=hidden, told=told)
        yield _word(f"{name} in text box", paragraph("外", box), *shown, hidden=hidden, told=told)
        for kind, root in (("header", "w:hdr"), ("footer", "w:ftr")):
            yield _word(
                f"{name} in {kind}",
                paragraph("本文"),
                *shown,
                hidden=hidden,
                told=told,
                parts={f"{kind}1.xml": word_part(root, inner)},
                relations=[("rIdM", kind, f"{kind}1.xml")],
                section=(f'<w:{kind}Reference w:type="default" r:id="rIdM"/>', ""),
            )
        for kind in ("footnote", "endnote"):
            note = f'<w:{kind} w:id="1">{inner}</w:{kind}>'
            yield _word(
                f"{name} in {kind}",
                paragraph("本文", f'<w:r><w:{kind}Reference w:id="1"/></w:r>'),
                *shown,
                hidden=hidden,
                told=told,
                parts={f"{kind}s.xml": word_part(f"w:{kind}s", note)},
                relations=[("rIdN", f"{kind}s", f"{kind}s.xml")],
            )


def _word_looks() -> Iterator[Case]:
    looks = {
        "bold": "<w:b/>",
        "italic": "<w:i/>",
        "underline": '<w:u w:val="double"/>',
        "strike": "<w:strike/>",
        "capitals": "<w:caps/>",
        "small capitals": "<w:smallCaps/>",
        "superscript": '<w:vertAlign w:val="superscript"/>',
        "emphasis dot": '<w:em w:val="dot"/>',
        "emphasis comma": '<w:em w:val="comma"/>',
        "emphasis circle": '<w:em w:val="circle"/>',
        "white text": '<w:color w:val="FFFFFF"/>',
        "shading": '<w:shd w:val="clear" w:fill="FFFF00"/>',
        "border": '<w:bdr w:val="single" w:sz="4"/>',
        "spacing": '<w:spacing w:val="60"/>',
        "scaled": '<w:w w:val="66"/>',
        "fit text": '<w:fitText w:val="2000" w:id="1"/>',
        "two lines in one": '<w:eastAsianLayout w:id="1" w:combine="1"/>',
        "horizontal in vertical": '<w:eastAsianLayout w:id="1" w:vert="1"/>',
        "emboss": "<w:emboss/>",
        "outline": "<w:outline/>",
        "large": '<w:sz w:val="96"/>',
        "tiny": '<w:sz w:val="4"/>',
    }
    for name, properties in looks.items():
        yield _word(name, paragraph(text_run("見本abc文字", properties)), "見本abc文字")
    hidden = paragraph("見える", text_run("かくれる", "<w:vanish/>"), "また見える")
    yield _word("hidden run", hidden, "見えるまた見える", hidden=("かくれる",))
    style = '<w:style w:type="paragraph" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph("見える") + paragraph("かくれる", properties='<w:pStyle w:val="Hid"/>')
    yield _word("hidden style", body, "見える", hidden=("かくれる",), styles=style)
    web = paragraph(text_run("網かけ", "<w:webHidden/>"), "印刷")
    yield _word("hidden in web view alone", web, "網かけ印刷")
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>みほんけん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>見本県</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r>"
    )
    yield _word("ruby", paragraph(ruby, "の施策"), "見本県", "の施策")
    for name, text in {
        "JIS X 0213": "髙﨑𠮷祐",
        "selector": "葛\U000e0100城市",
        "enclosed": "①②③㈱㎡№℡",
        "half-width kana": "ｶﾀｶﾅ",
        "emoji": "会議😀終",
        "arrows": "→⇒↔▲△▼▽",
        "roman": "ⅠⅡⅢⅳ",
        "rare kanji": "𩸽𠀋",
        "long dash": "A――B……C",
        "circled large": "㊿㉑",
        "composed": "が゙ぱ",
    }.items():
        yield _word(f"characters {name}", paragraph(text), text if name != "composed" else "")
    columns = '<w:cols w:num="2" w:space="720"/>'
    yield _word("columns", paragraph("左段の文章。" * 30), "左段の文章。", section=("", columns))
    vertical = paragraph("縦書きの文章です。")
    yield _word("vertical page", vertical, "縦書きの文章です。", section=("", '<w:textDirection w:val="tbRl"/>'))
    yield _word("page break", paragraph("前頁", '<w:r><w:br w:type="page"/></w:r>', "後頁"), "前頁", "後頁")
    yield _word("line numbers", paragraph("行番号のある文"), "行番号のある文", section=("", '<w:lnNumType w:countBy="1"/>'))
    drop = paragraph("大", properties='<w:framePr w:dropCap="drop" w:lines="2" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>')
    yield _word("drop cap", drop + paragraph("きな頭文字の段落"), "大", "きな頭文字の段落")


def _word_fields() -> Iterator[Case]:
    fields = {
        "DATE": ('DATE \\@ "yyyy年M月d日"', "2024年4月19日"),
        "TIME": ("TIME", "9:05"),
        "SAVEDATE": ("SAVEDATE", "R6.4.19"),
        "CREATEDATE": ("CREATEDATE", "R6.4.18"),
        "PRINTDATE": ("PRINTDATE", "R6.4.17"),
        "FILENAME": ("FILENAME", "若者支援計画.docx"),
        "FILENAME path": ("FILENAME \\p", "共有の計画.docx"),
        "AUTHOR": ("AUTHOR", "見本課　花子"),
        "USERNAME": ("USERNAME", "見本　太郎"),
        "TITLE": ("TITLE", "保存された題名"),
        "DOCPROPERTY": ("DOCPROPERTY 番号", "第12号"),
        "REF": ("REF _Ref1", "第３章"),
        "REF to nowhere": ("REF nowhere \\h", "第４章"),
        "PAGEREF": ("PAGEREF _Ref1", "17"),
        "NUMWORDS": ("NUMWORDS", "1,234"),
        "SEQ": ("SEQ 図 \\* ARABIC", "７"),
        "STYLEREF": ("STYLEREF 見出し", "見出しの写し"),
        "IF": ('IF 1 = 1 "甲" "乙"', "甲種"),
        "formula": ("= 1 + 1", "三"),
        "QUOTE": ('QUOTE "引用"', "引用文"),
        "MERGEFIELD": ("MERGEFIELD 宛先", "«宛先»"),
        "ASK": ("FILLIN 氏名", "答えた名"),
        "SECTION": ("SECTION", "五"),
        "TOC": ('TOC \\o "1-3"', "目次の行"),
        "INDEX": ("INDEX", "索引の行"),
        "HYPERLINK": ('HYPERLINK "https://example.jp/"', "見本の頁"),
        "SYMBOL": ("SYMBOL 252 \\f Wingdings", "✓"),
        "AUTONUM": ("AUTONUM", "8."),
        "INCLUDETEXT": ('INCLUDETEXT "C:\\a.docx"', "取り込んだ文"),
        "LINK": ('LINK Excel.Sheet "C:\\a.xlsx"', "つないだ表"),
        "TEMPLATE": ("TEMPLATE", "ひな形.dotm"),
        "FILESIZE": ("FILESIZE", "54321"),
        "REVNUM": ("REVNUM", "七"),
        "COMMENTS": ("COMMENTS", "説明文"),
    }
    for name, (code, result) in fields.items():
        yield _word(f"field {name}", paragraph("前", word_field(code, result), "後"), f"前{result}後")
    for name, code in {"PAGE": "PAGE", "NUMPAGES": "NUMPAGES", "SECTIONPAGES": "SECTIONPAGES"}.items():
        yield _word(f"field {name}", paragraph("この頁は", word_field(code, "9"), "枚目です"), "この頁は1枚目です")
    simple = '<w:fldSimple w:instr=" DATE "><w:r><w:t>令和６年四月</w:t></w:r></w:fldSimple>'
    yield _word("simple field", paragraph(simple), "令和６年四月")
    nested = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>',
        word_field("DATE", "かくれる日"),
        '<w:r><w:instrText> = 1 "a" "b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "保存の結果",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    yield _word("nested field", nested, "保存の結果", hidden=("かくれる日",))
    across = (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            "第１章　はじめに",
        )
        + paragraph("第２章　おわりに", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + paragraph("本文")
    )
    yield _word("field over paragraphs", across, "第１章　はじめに", "第２章　おわりに", "本文")
    yield _word("field never updated", paragraph("前", word_field("DATE"), "後"), told=True)
    yield _word("field EQ circled", paragraph("前", word_field("EQ \\o\\ac(○,印)"), "後"), "㊞")
    yield _word("field EQ circled as no sign is", paragraph("前", word_field("EQ \\o\\ac(○,貸)"), "後"), "貸", told=True)
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:size w:val="20"/><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    form = f'{box}<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    yield _word("form check box", paragraph(form, "同意する"), "同意する")
    text = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>記入済</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    yield _word("form text", paragraph(text), "記入済")


def _word_symbols() -> Iterator[Case]:
    signs = {
        "Wingdings F0FE": ("Wingdings", "F0FE", "☑"),
        "Wingdings F0A8": ("Wingdings", "F0A8", "□"),
        "Wingdings F06F": ("Wingdings", "F06F", "□"),
        "Wingdings F0FC": ("Wingdings", "F0FC", "✓"),
        "Wingdings F0E8": ("Wingdings", "F0E8", "➔"),
        "Wingdings F06C": ("Wingdings", "F06C", "●"),
        "Wingdings F06E": ("Wingdings", "F06E", "■"),
        "Wingdings F075": ("Wingdings", "F075", "◆"),
        "Wingdings 2 F052": ("Wingdings 2", "F052", "☑"),
        "Symbol F0B0": ("Symbol", "F0B0", "°"),
        "Symbol F061": ("Symbol", "F061", "α"),
        "Symbol F0B3": ("Symbol", "F0B3", "≥"),
    }
    for name, (font, code, _) in signs.items():
        yield _word(f"sign {name}", paragraph("前", f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "後"), "前", "後")
    run = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>\uf0fc</w:t></w:r>'
    yield _word("run in Wingdings", paragraph("前", run, "後"), "前", "後")


def _word_lists() -> Iterator[Case]:
    kinds = {
        "decimal": ("%1.", "1.", "2."),
        "decimalFullWidth": ("%1", "１", "２"),
        "decimalEnclosedCircle": ("%1", "①", "②"),
        "aiueo": ("（%1）", "（ｱ）", "（ｲ）"),
        "aiueoFullWidth": ("（%1）", "（ア）", "（イ）"),
        "iroha": ("%1", "ｲ", "ﾛ"),
        "irohaFullWidth": ("%1", "イ", "ロ"),
        "japaneseCounting": ("第%1", "第一", "第二"),
        "ideographDigital": ("%1", "一", "二"),
        "lowerLetter": ("%1)", "a)", "b)"),
        "upperLetter": ("%1", "A", "B"),
        "lowerRoman": ("%1", "i", "ii"),
        "upperRoman": ("%1", "I", "II"),
        "decimalZero": ("%1", "01", "02"),
        "bullet": ("・", "・", "・"),
    }
    for kind, (pattern, first, second) in kinds.items():
        level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        numbering = word_part(
            "w:numbering",
            f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        )
        numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        body = paragraph("目的", properties=numbered) + paragraph("方法", properties=numbered)
        relations = [("rIdN", "numbering", "numbering.xml")]
        yield _word(f"list {kind}", body, first, "目的", second, "方法", parts={"numbering.xml": numbering}, relations=relations)


def _word_margins() -> Iterator[Case]:
    two = paragraph("一頁目", '<w:r><w:br w:type="page"/></w:r>', "二頁目")

    def margins(kind: str, text: str, which: str = "default") -> tuple[dict[str, str], list[tuple[str, str, str]], str]:
        root = "w:hdr" if kind == "header" else "w:ftr"
        return (
            {f"{kind}1.xml": word_part(root, paragraph(text))},
            [("rIdH", kind, f"{kind}1.xml")],
            f'<w:{kind}Reference w:type="{which}" r:id="rIdH"/>',
        )

    for kind, text in (("header", "ヘッダーの文"), ("footer", "フッターの文")):
        parts, relations, reference = margins(kind, text)
        yield _word(kind, two, text, "一頁目", "二頁目", parts=parts, relations=relations, section=(reference, ""))
        parts, relations, reference = margins(kind, text, "first")
        yield _word(f"first {kind}", two, text, parts=parts, relations=relations, section=(reference, "<w:titlePg/>"))
        parts, relations, reference = margins(kind, f"使わない{text}", "first")
        yield _word(
            f"unused first {kind}",
            two,
            "一頁目",
            hidden=(f"使わない{text}",),
            parts=parts,
            relations=relations,
            section=(reference, ""),
        )
    notes = word_part(
        "w:footnotes",
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="1">{paragraph("脚注の本文")}</w:footnote>',
    )
    body = paragraph("注のある文", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    yield _word(
        "footnote",
        body,
        "注のある文",
        "脚注の本文",
        parts={"footnotes.xml": notes},
        relations=[("rIdF", "footnotes", "footnotes.xml")],
    )
    ends = word_part(
        "w:endnotes",
        '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
        f'<w:endnote w:id="1">{paragraph("文末脚注の本文")}</w:endnote>',
    )
    body = paragraph("注のある文", '<w:r><w:endnoteReference w:id="1"/></w:r>')
    yield _word("endnote", body, "文末脚注の本文", parts={"endnotes.xml": ends}, relations=[("rIdE", "endnotes", "endnotes.xml")])
    comments = word_part(
        "w:comments", f'<w:comment w:id="1" w:author="a" w:date="2024-05-01T00:00:00Z">{paragraph("内輪の話")}</w:comment>'
    )
    body = paragraph(
        '<w:commentRangeStart w:id="1"/>', "本文", '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    )
    yield _word(
        "comment",
        body,
        "本文",
        hidden=("内輪の話",),
        parts={"comments.xml": comments},
        relations=[("rIdC", "comments", "comments.xml")],
    )
    box = word_part(
        "w:hdr",
        '<w:p><w:r><w:pict><v:shape id="x" type="#t" style="position:absolute;width:300pt;height:60pt"><v:textpath string="見本透かし"/>'
        "</v:shape></w:pict></w:r></w:p>",
    )
    reference = '<w:headerReference w:type="default" r:id="rIdH"/>'
    yield _word(
        "watermark",
        paragraph("本文"),
        "本文",
        parts={"header1.xml": box},
        relations=[("rIdH", "header", "header1.xml")],
        section=(reference, ""),
    )


def _word_tables() -> Iterator[Case]:
    yield _word("table", table(["左上", "右上"], ["左下", "右下"]), "左上", "右上", "左下", "右下")
    yield _word("table with head", table(["見出し甲", "見出し乙"], ["一", "二"], properties=["<w:tblHeader/>"]), "見出し甲", "一")
    yield _word("table in table", table([table(["内側"]) + paragraph("外側"), "右"]), "内側", "外側", "右")
    yield _word(
        "hidden row", table(["見える行"], ["見えない行"], properties=["", "<w:hidden/>"]), "見える行", hidden=("見えない行",)
    )
    merged = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        f'{paragraph("二列の欄")}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("二行の欄")}</w:tc><w:tc>'
        f"{paragraph('右一')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph()}</w:tc><w:tc>{paragraph('右二')}</w:tc></w:tr></w:tbl>"
    )
    yield _word("merged cells", merged, "二列の欄", "二行の欄", "右一", "右二")
    upright = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="800"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="2400"/></w:trPr><w:tc><w:tcPr>'
        f'<w:textDirection w:val="tbRlV"/></w:tcPr>{paragraph("縦の見出し")}</w:tc></w:tr></w:tbl>'
    )
    yield _word("vertical cell", upright, "縦の見出し")
    exact = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="300" w:hRule="exact"/></w:trPr><w:tc>'
        f"{paragraph('入る行')}{paragraph('はみ出して切れる行')}</w:tc></w:tr></w:tbl>"
    )
    yield _word("row of a fixed height", exact, "はみ出して切れる行", told=True)
    long = [["題の欄甲", "題の欄乙"], *([f"行{number}", "値"] for number in range(1, 121))]
    yield _word("head on each page", table(*long, properties=["<w:tblHeader/>"]), "題の欄甲", "行1", "行120")
    yield _word("table of many pages", table(*([f"行{number}", "値"] for number in range(1, 121))), "行1", "行60", "行120")


def _word_changes() -> Iterator[Case]:
    stamp = 'w:id="1" w:author="a" w:date="2024-05-01T00:00:00Z"'
    gone = f"<w:del {stamp}><w:r><w:delText>消した</w:delText></w:r></w:del>"
    yield _word("deleted run", paragraph("前", gone, "後"), "前後", hidden=("消した",))
    yield _word("inserted run", paragraph("前", f"<w:ins {stamp}>{text_run('足した')}</w:ins>", "後"), "前足した後")
    moved = f"<w:moveFrom {stamp}>{text_run('動いた')}</w:moveFrom>"
    to = f"<w:moveTo {stamp}>{text_run('動いた')}</w:moveTo>"
    yield _word("moved run", paragraph("甲", moved) + paragraph("乙", to), "甲", "乙動いた")
    mark = f"<w:rPr><w:del {stamp}/></w:rPr>"
    yield _word(
        "deleted paragraph mark",
        paragraph("段落の途中で", properties=mark) + paragraph("つないだ文である。"),
        "段落の途中でつないだ文である。",
    )
    yield _word("deleted row", table(["残る行"], ["消す行"], properties=["", f"<w:del {stamp}/>"]), "残る行", hidden=("消す行",))
    changed = f"<w:r><w:rPr><w:b/><w:rPrChange {stamp}><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>変えた書式</w:t></w:r>"
    yield _word("changed look", paragraph(changed), "変えた書式")
    header = word_part("w:hdr", paragraph("見出し", gone))
    yield _word(
        "deleted in header",
        paragraph("本文"),
        "見出し",
        hidden=("消した",),
        parts={"header1.xml": header},
        relations=[("rIdH", "header", "header1.xml")],
        section=('<w:headerReference w:type="default" r:id="rIdH"/>', ""),
    )
    nested = f"<w:ins {stamp}><w:del {stamp}><w:r><w:delText>足して消した</w:delText></w:r></w:del></w:ins>"
    yield _word("inserted and deleted", paragraph("前", nested, "後"), "前後", hidden=("足して消した",))


def _word_objects() -> Iterator[Case]:
    picture = paragraph("図の前", word_picture("rIdP"))
    related = [("rIdP", "image", "media/image1.png")]
    yield _word("picture", picture, "図の前", parts={"media/image1.png": png()}, relations=related)
    yield _word(
        "empty EMF",
        paragraph("図の前", word_picture("rIdP")),
        told=True,
        parts={"media/image1.emf": empty_emf()},
        relations=[("rIdP", "image", "media/image1.emf")],
    )
    yield _word("missing picture", paragraph("図の前", word_picture("rIdX")), "図の前", told=True)
    yield _word("text box", paragraph("外", word_picture("", "箱の中の文")), "外", "箱の中の文")
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        + word_picture("", "新しい箱").removeprefix("<w:r>").removesuffix("</w:r>")
        + '</mc:Choice><mc:Fallback><w:pict><v:shape style="width:100pt;height:40pt"><v:textbox><w:txbxContent>'
        + paragraph("新しい箱")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    yield _word("text box of two kinds", paragraph("外", both), "新しい箱")
    vml = (
        '<w:r><w:pict><v:shape id="b" style="width:200pt;height:40pt" strokecolor="black"><v:textbox><w:txbxContent>'
        + paragraph("古い箱の文")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    yield _word("old text box", paragraph("外", vml), "古い箱の文")
    formulas = {
        "fraction": "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>",
        "power": "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>",
        "root": '<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e><m:r><m:t>y</m:t></m:r></m:e></m:rad>',
        "plain": "<m:r><m:t>E=m</m:t></m:r>",
    }
    for name, inner in formulas.items():
        letters = {"fraction": ("a", "b"), "power": ("x", "2"), "root": ("y",), "plain": ("E=m",)}[name]
        yield _word(f"formula {name}", paragraph("式", f"<m:oMath>{inner}</m:oMath>"), "式", *letters)
    yield _word("formula in Japanese", paragraph("<m:oMath><m:r><m:t>補助額</m:t></m:r></m:oMath>"), "補助額")
    latin = '<w:r><w:rPr><w:rFonts w:ascii="Carlito" w:hAnsi="Carlito" w:eastAsia="Carlito"/></w:rPr><w:t>和文の字 ABC</w:t></w:r>'
    yield _word("Japanese in a Western font", paragraph(latin), "和文の字", "ABC")
    yield _word("formula alone", f"<w:p><m:oMathPara><m:oMath>{formulas['plain']}</m:oMath></m:oMathPara></w:p>", "E=m")
    for kind in ("barChart", "lineChart", "pieChart"):
        drawn = (
            '<w:r><w:drawing><wp:inline><wp:extent cx="4000000" cy="2500000"/><wp:docPr id="1" name="c" descr="図"/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdC"/></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
        yield _word(
            kind,
            paragraph("図", drawn),
            "図の題名",
            parts={
                "charts/chart1.xml": chart("図の題名", "件数", ["春", "夏"], kind=kind, axis="季節" if kind != "pieChart" else "")
            },
            relations=[("rIdC", "chart", "charts/chart1.xml")],
        )
    without_axis = chart("", "件数", ["春", "夏"], axis="季節").replace('<c:delete val="0"/>', '<c:delete val="1"/>')
    yield _word(
        "chart without its axes",
        paragraph("図", drawn),
        "件数",
        hidden=("季節",),
        parts={"charts/chart1.xml": without_axis},
        relations=[("rIdC", "chart", "charts/chart1.xml")],
    )
    yield _word(
        "altChunk",
        paragraph("前") + '<w:altChunk r:id="rIdA"/>',
        "前",
        told=True,
        parts={"chunk.html": "<html><body>取り込む文</body></html>"},
        relations=[("rIdA", "aFChunk", "chunk.html")],
    )
    smart = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="3000000" cy="2000000"/><wp:docPr id="1" name="s"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"><dgm:relIds r:dm="rIdD" r:lo="rIdL" r:qs="rIdQ" r:cs="rIdK"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    data = word_part(
        "dgm:dataModel",
        '<dgm:ptLst><dgm:pt modelId="1" type="doc"/><dgm:pt modelId="2"><dgm:t><a:bodyPr/><a:p><a:r><a:t>手順その一</a:t></a:r></a:p></dgm:t></dgm:pt>'
        '</dgm:ptLst><dgm:cxnLst><dgm:cxn modelId="3" srcId="1" destId="2" srcOrd="0" destOrd="0"/></dgm:cxnLst>',
    )
    yield _word(
        "SmartArt without its drawing",
        paragraph("前", smart),
        "手順その一",
        told=True,
        parts={"diagrams/data1.xml": data},
        relations=[("rIdD", "diagramData", "diagrams/data1.xml")],
    )
    ole = (
        '<w:r><w:object><v:shape id="o" style="width:100pt;height:50pt"/><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="o" '
        'DrawAspect="Content" ObjectID="_1" r:id="rIdO"/></w:object></w:r>'
    )
    yield _word(
        "object without a picture",
        paragraph("前", ole),
        "前",
        told=True,
        parts={"embeddings/o.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600},
        relations=[("rIdO", "oleObject", "embeddings/o.bin")],
    )


def _word_controls() -> Iterator[Case]:
    kinds = {
        "plain text": "<w:text/>",
        "rich text": "<w:richText/>",
        "drop-down": '<w:dropDownList><w:listItem w:displayText="選択肢" w:value="1"/></w:dropDownList>',
        "date": '<w:date w:fullDate="2024-05-01T00:00:00Z"><w:dateFormat w:val="ggge年M月d日"/><w:lid w:val="ja-JP"/><w:calendar w:val="japan"/></w:date>',
        "bound": '<w:dataBinding w:xpath="/ns0:coreProperties[1]/ns1:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:text/>',
    }
    for name, properties in kinds.items():
        control = f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{text_run('選んだ値')}</w:sdtContent></w:sdt>"
        yield _word(f"control {name}", paragraph("欄", control), "欄選んだ値")
    check = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" '
        'w:eastAsia="MS Gothic"/></w:rPr><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>'
    )
    yield _word("control check box", paragraph(check, "同意"), "☒", "同意")
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('塊の一')}{table(['塊の表'])}</w:sdtContent></w:sdt>"
    yield _word("control around blocks", block, "塊の一", "塊の表")
    placeholder = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>{text_run('ここに入力')}</w:sdtContent></w:sdt>"
    )
    yield _word("control still empty", paragraph("欄", placeholder), "欄ここに入力")
    link = '<w:hyperlink r:id="rIdW"><w:r><w:t>見本のページ</w:t></w:r></w:hyperlink>'
    yield _word("hyperlink", paragraph(link), "見本のページ", relations=[("rIdW", "hyperlink", "https://example.jp/")])
    smart = '<w:smartTag w:uri="u" w:element="e"><w:r><w:t>賢い札</w:t></w:r></w:smartTag>'
    yield _word("smart tag", paragraph(smart), "賢い札")
    yield _word(
        "custom XML", paragraph('<w:customXml w:uri="u" w:element="e"><w:r><w:t>独自の札</w:t></w:r></w:customXml>'), "独自の札"
    )


# Excel

#: (number, format, what Excel shows in Japanese)
_FORMATS: tuple[tuple[float, str | int, str], ...] = (
    (45413, 'm"月"d"日"(aaa)', "5月1日(水)"),
    (45413, "aaaa", "水曜日"),
    (45413, "ddd", "Wed"),
    (45413, "dddd", "Wednesday"),
    (45413, "ge.m.d", "R6.5.1"),
    (45413, "[$-411]ge.m.d;@", "R6.5.1"),
    (45413, 'ggge"年"m"月"d"日"', "令和6年5月1日"),
    (45413, '[$-411]ggge"年"m"月"d"日"', "令和6年5月1日"),
    (45413, '[$-ja-JP]ggge"年"m"月"', "令和6年5月"),
    (43586, '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"', "令和元年5月1日"),
    (43586, '[$-x-gannen]ggge"年"', "令和元年"),
    (43585, 'ggge"年"m"月"d"日"', "平成31年4月30日"),
    (45413, "gge", "令6"),
    (45413, "ee", "06"),
    (45413, 14, "2024/5/1"),
    (45413, 15, "1-May-24"),
    (45413.5, 22, "2024/5/1 12:00"),
    (45413, 27, "R6.5.1"),
    (45413, 28, "令和6年5月1日"),
    (45413, 30, "5/1/24"),
    (45413, 31, "2024年5月1日"),
    (0.5, 32, "12時00分"),
    (0.5, 33, "12時00分00秒"),
    (45413, 55, "2024年5月"),
    (45413, 56, "5月1日"),
    (45413, 57, "R6.5.1"),
    (45413, 58, "令和6年5月1日"),
    (45413, "yyyy/mm/dd", "2024/05/01"),
    (45413, 'yyyy"年"m"月"d"日";@', "2024年5月1日"),
    (45413, "mmm-yy", "May-24"),
    (45413, "mmmm d, yyyy", "May 1, 2024"),
    (0.4375, "h:mm AM/PM", "10:30 AM"),
    (0.4375, "h:mm", "10:30"),
    (1.5, "[h]:mm", "36:00"),
    (0.0006, "[mm]:ss", "00:52"),
    (0.5, 'AM/PMh"時"', "PM12時"),
    (1234567, "#,##0", "1,234,567"),
    (-1234, "#,##0;▲#,##0", "▲1,234"),
    (-1234, "#,##0;[Red]-#,##0", "-1,234"),
    (-5, '0;"△ "0', "△ 5"),
    (0, '0;-0;"－"', "－"),
    (0.256, "0.0%", "25.6%"),
    (0.5, "# ?/?", "1/2"),
    (2.25, "# ?/4", "2 1/4"),
    (123456, "0.00E+00", "1.23E+05"),
    (1234567, '#,##0,"千円"', "1,235千円"),
    (1234567890, '0.0,,"百万"', "1234.6百万"),
    (12, '0"人"', "12人"),
    (12, '"約"0"件"', "約12件"),
    (150, '[>=100]"多い";[>=50]"中";"少ない"', "多い"),
    (60, '[>=100]"多い";[>=50]"中";"少ない"', "中"),
    (10, '[>=100]"多い";[>=50]"中";"少ない"', "少ない"),
    (5, '[=1]"有";[=0]"無";0', "5"),
    (123, "[DBNum1]", "百二十三"),
    (123, "[DBNum3]0", "１２３"),
    (8601234, "000-0000", "860-1234"),
    (901234567, "0##-###-####", "090-123-4567"),
    (5, "000", "005"),
    (1234.5, '"¥"#,##0', "¥1,235"),
    (1234, 5, "¥1,234"),
    (1234, "[$¥-411]#,##0", "¥1,234"),
    (1234, 38, "1,234"),
    (12, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "12"),
    (0.1, "General", "0.1"),
    (12345678901234, "General", "1.23457E+13"),
    (3, '"第"0"回"', "第3回"),
    (3, '0"月分"', "3月分"),
    (-3, '0"度";"零下"0"度"', "零下3度"),
    (45413, 'yyyy"年度"', "2024年度"),
    (2024, '0"年度"', "2024年度"),
    (1, "0.00_);(0.00)", "1.00"),
    (-1, "0.00_);(0.00)", "(1.00)"),
)


def _excel(
    name: str,
    *sheets: tuple[str, str],
    shown: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    told: bool = False,
    **more: object,
) -> Case:
    return Case(f"excel {name}", ".xlsx", xlsx(*sheets, **more), shown, hidden, told)  # type: ignore[arg-type]


_WIDE = '<cols><col min="1" max="9" width="24" customWidth="1"/></cols>'


def excel_cases() -> Iterator[Case]:
    """Excel files."""
    for number, (value, code, shown) in enumerate(_FORMATS, 1):
        sheet = _WIDE + rows(cell("A1", "値"), cell("B1", value, 1))
        yield _excel(f"format {number} {code}", ("表", sheet), shown=("値", shown), formats=[code])
    texts = (("名前", "@", "名前"), ("名前", '@"様"', "名前様"), ("甲", ';;;"［"@"］"', "［甲］"))
    for text, code, shown in texts:
        yield _excel(f"text {code}", ("表", _WIDE + rows(cell("A1", text, 1))), shown=(shown,), formats=[code])
    yield _excel(
        "invisible format",
        ("表", rows(cell("A1", "見出し"), cell("B1", 98765, 1))),
        shown=("見出し",),
        hidden=("98765",),
        formats=[";;;"],
    )
    yield from _excel_formulas()
    yield from _excel_hidden()
    yield from _excel_margins()
    yield from _excel_cells()
    yield from _excel_objects()


def _excel_formulas() -> Iterator[Case]:
    formulas = {
        "TODAY()": ("TODAY()", 45401, 14, "2024/4/19"),
        "NOW()": ("NOW()", 45401.5, 22, "2024/4/19 12:00"),
        "RAND()": ("RAND()", 0.123, "0.000", "0.123"),
        "RANDBETWEEN": ("RANDBETWEEN(1,9)", 777, "0", "777"),
        "sum that was saved": ("SUM(A2:A9)", 4321, "#,##0", "4,321"),
        "another book": ("[1]Sheet1!A1", 55, "0", "55"),
        "unknown function": ("MYFUNC(1)", 66, "0", "66"),
        "INDIRECT": ('INDIRECT("A2")', 88, "0", "88"),
        "LET": ("_xlfn.LET(_xlpm.x,1,_xlpm.x)", 99, "0", "99"),
    }
    for name, (formula, saved, code, shown) in formulas.items():
        sheet = _WIDE + rows(cell("A1", "値"), cell("B1", saved, 1, formula))
        yield _excel(f"formula {name}", ("表", sheet), shown=("値", shown), formats=[code])
    words = {"CELL": 'CELL("filename")', "text": "A1", "WEBSERVICE": 'WEBSERVICE("http://127.0.0.1/")'}
    for name, formula in words.items():
        sheet = _WIDE + rows(cell("A1", "値"), cell("B1", "保存の文字", 0, formula, "str"))
        yield _excel(f"formula of text {name}", ("表", sheet), shown=("保存の文字",))
    for error in ("#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!"):
        sheet = _WIDE + rows(cell("A1", "値"), cell("B1", error, 0, "1/0", "e"))
        yield _excel(f"error {error}", ("表", sheet), shown=(error,), told=True)
    yield _excel("formula without a result", ("表", _WIDE + rows(cell("A1", 20), cell("B1", "", 0, "A1*2"))), shown=("20", "40"))
    yield _excel(
        "TODAY without a result", ("表", _WIDE + rows(cell("A1", "値"), cell("B1", "", 1, "TODAY()"))), told=True, formats=[14]
    )
    yield _excel("true and false", ("表", rows(cell("A1", 1, kind="b"), cell("B1", 0, kind="b"))), shown=("TRUE", "FALSE"))


def _excel_hidden() -> Iterator[Case]:
    seen, secret = ("集計", rows(cell("A1", "見える値"))), ("内部評価", rows(cell("A1", "非公表の評価")))
    for state in ("hidden", "veryHidden"):
        yield _excel(f"sheet {state}", seen, secret, shown=("見える値",), hidden=("非公表の評価",), states={"内部評価": state})
        area = '<definedName name="_xlnm.Print_Area" localSheetId="1">内部評価!$A$1:$B$9</definedName>'
        yield _excel(
            f"sheet {state} with a print area",
            seen,
            secret,
            shown=("見える値",),
            hidden=("非公表の評価",),
            states={"内部評価": state},
            names=area,
        )
    yield _excel(
        "sheet hidden before all", secret, seen, shown=("見える値",), hidden=("非公表の評価",), states={"内部評価": "hidden"}
    )
    sheet = rows(cell("A1", "見える"), cell("A2", "かくす行"), cell("A3", "末尾"), hidden=[2])
    yield _excel("hidden row", ("表", sheet), shown=("見える", "末尾"), hidden=("かくす行",))
    columns = '<cols><col min="2" max="2" width="9" hidden="1"/></cols>' + rows(
        cell("A1", "見える"), cell("B1", "かくす列"), cell("C1", "末尾")
    )
    yield _excel("hidden column", ("表", columns), shown=("見える", "末尾"), hidden=("かくす列",))
    area = '<definedName name="_xlnm.Print_Area" localSheetId="0">表!$A$1:$A$2</definedName>'
    outside = rows(cell("A1", "範囲の中"), cell("A2", "中の二"), cell("D9", "範囲の外"))
    yield _excel("print area", ("表", outside), shown=("範囲の中", "中の二"), hidden=("範囲の外",), names=area)
    two = '<definedName name="_xlnm.Print_Area" localSheetId="0">表!$A$1:$A$1,表!$D$9:$D$9</definedName>'
    yield _excel("print area of two parts", ("表", outside), shown=("範囲の中", "範囲の外"), hidden=("中の二",), names=two)
    yield _excel("two sheets", seen, ("内訳", rows(cell("A1", "内訳の値"))), shown=("見える値", "内訳の値"))
    some = '<definedName name="_xlnm.Print_Area" localSheetId="0">集計!$A$1:$A$1</definedName>'
    yield _excel(
        "print area on one of two", seen, ("内訳", rows(cell("A1", "内訳の値"))), shown=("見える値", "内訳の値"), names=some
    )
    zeros = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>' + rows(
        cell("A1", "零は出さない"), cell("B1", 0)
    )
    yield _excel("zeros not shown", ("表", zeros), shown=("零は出さない",))
    collapsed = rows(cell("A1", "大分類"), cell("A2", "たたんだ行"), hidden=[2])
    yield _excel("collapsed rows", ("表", collapsed), shown=("大分類",), hidden=("たたんだ行",))


def _excel_margins() -> Iterator[Case]:
    base = rows(cell("A1", "本文の値"))
    margins = {
        "plain": ("&C見出しの文", ("見出しの文",)),
        "file name": ("&C&F", (".xlsx",)),
        "sheet name": ("&L&A", ("集計表",)),
        "page": ("&C&P / &N", ("1 / 1",)),
        "font": ('&C&"ＭＳ 明朝,標準"&14大見出し', ("大見出し",)),
        "ampersand": ("&CＡ&&Ｂ", ("Ａ&Ｂ",)),
    }
    for name, (code, shown) in margins.items():
        sheet = base + f"<headerFooter><oddHeader>{code.replace('&', '&amp;')}</oddHeader></headerFooter>"
        yield _excel(f"header {name}", ("集計表", sheet), shown=("本文の値", *shown))
    for name, code in {"date": "&C作成&D", "time": "&C時刻&T", "path": "&C場所&Z"}.items():
        sheet = base + f"<headerFooter><oddFooter>{code.replace('&', '&amp;')}</oddFooter></headerFooter>"
        yield _excel(f"footer {name}", ("集計表", sheet), shown=("本文の値",), hidden=("/tmp", "202611"), told=True)
    first = (
        base
        + '<headerFooter differentFirst="1"><oddHeader>&amp;C二頁から</oddHeader><firstHeader>&amp;C一頁だけ</firstHeader></headerFooter>'
    )
    yield _excel("first header", ("集計表", first), shown=("一頁だけ",))
    titles = '<definedName name="_xlnm.Print_Titles" localSheetId="0">表!$1:$1</definedName>'
    long = rows(*(cell(f"A{number}", f"行{number}") for number in range(1, 121)))
    yield _excel("repeated head", ("表", long), shown=("行1", "行120"), names=titles)
    breaks = (
        rows(cell("A1", "前"), cell("A9", "後"))
        + '<rowBreaks count="1" manualBreakCount="1"><brk id="5" max="16383" man="1"/></rowBreaks>'
    )
    yield _excel("page break", ("表", breaks), shown=("前", "後"))


def _excel_cells() -> Iterator[Case]:
    rich = '<c r="A1" t="inlineStr"><is><r><t>前の</t></r><r><rPr><b/></rPr><t>太い字</t></r></is></c>'
    yield _excel("rich text", ("表", _WIDE + rows(rich)), shown=("前の太い字",))
    reading = '<c r="A1" t="inlineStr"><is><t>熊本</t><rPh sb="0" eb="2"><t>クマモト</t></rPh></is></c>'
    yield _excel("reading", ("表", _WIDE + rows(reading)), shown=("熊本",), hidden=("クマモト",))
    wrap = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyAlignment="1"><alignment {0}/></xf>'
    for name, code in {
        "wrapped": 'wrapText="1"',
        "vertical": 'textRotation="255"',
        "turned": 'textRotation="90"',
        "shrunk": 'shrinkToFit="1"',
        "centred over cells": 'horizontal="centerContinuous"',
        "indented": 'horizontal="left" indent="2"',
        "distributed": 'horizontal="distributed"',
    }.items():
        yield _excel(
            f"cell {name}", ("表", _WIDE + rows(cell("A1", "折り返す文字列", 1))), shown=("折り返す文字列",), xfs=wrap.format(code)
        )
    merged = _WIDE + rows(cell("A1", "結合の値"), cell("A3", "下")) + '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>'
    yield _excel("merged cells", ("表", merged), shown=("結合の値", "下"))
    covered = (
        _WIDE
        + rows(cell("A1", "結合の値"), cell("B1", "おおわれた値"))
        + '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
    )
    yield _excel("covered cell", ("表", covered), shown=("結合の値",), hidden=("おおわれた値",))
    narrow = '<cols><col min="1" max="1" width="3" customWidth="1"/></cols>' + rows(cell("A1", 1234567890, 1), cell("B1", "隣"))
    yield _excel("number too wide", ("表", narrow), told=True, formats=["#,##0"])
    cut = '<cols><col min="1" max="1" width="6" customWidth="1"/></cols>' + rows(
        cell("A1", "隣があるので切れてしまう長い文字列"), cell("B1", "隣")
    )
    yield _excel("text cut off", ("表", cut), told=True)
    over = '<cols><col min="1" max="1" width="6" customWidth="1"/></cols>' + rows(cell("A1", "隣が空なので続けて見える文字列"))
    yield _excel("text over empty cells", ("表", over), shown=("隣が空なので続けて見える文字列",))
    yield _excel(
        "blanks",
        ("表", rows(cell("A1", "値"), *(cell(f"B{n}", " ") for n in range(1, 30)), *(cell(f"C{n}", "　") for n in range(1, 30)))),
        shown=("値",),
    )
    yield _excel(
        "line break",
        ("表", _WIDE + rows(cell("A1", "一行目\n二行目", 1))),
        shown=("一行目", "二行目"),
        xfs=wrap.format('wrapText="1"'),
    )
    thin = '<cols><col min="1" max="1" width="12" customWidth="1"/></cols>'
    long = [f"{number}行目の長い意見は折り返して印刷される" for number in range(1, 6)]
    yield _excel(
        "wrapped without height",
        ("表", thin + rows(*(cell(f"A{number}", text, 1) for number, text in enumerate(long, 1)))),
        shown=tuple(long),
        xfs=wrap.format('wrapText="1"'),
    )
    filled = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(3, 150))
    headed = '<sheetData><row r="1">{}</row><row r="2">{}</row>{}</sheetData><printOptions headings="1"/>'
    yield _excel(
        "titles on each page",
        ("表", headed.format(cell("A1", "町丁目の名称"), cell("A2", "人口の総数"), filled)),
        shown=("町丁目の名称", "149"),
        names='<definedName name="_xlnm.Print_Titles" localSheetId="0">表!$1:$2</definedName>',
    )
    tight = '<cols><col min="1" max="1" width="6" customWidth="1"/></cols>'
    yield _excel("rounded to its column", ("表", tight + rows(cell("A1", 41.47715972), cell("B1", "隣"))), shown=("隣",))
    yield _excel("escaped character", ("表", _WIDE + rows(cell("A1", "前_x000D_後"))), shown=("前", "後"), hidden=("x000D",))
    yield _excel(
        "1904",
        ("表", _WIDE + rows(cell("A1", 43951, 1))),
        shown=("2024/5/1",),
        formats=[14],
        properties='<workbookPr date1904="1"/>',
    )
    wide = rows(*(cell(f"{chr(64 + column)}1", f"見出し{column}") for column in range(1, 27)))
    yield _excel("wide sheet", ("表", wide), shown=("見出し1", "見出し26"), told=True)
    fitted = (
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>{wide}<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
    )
    yield _excel("fitted sheet", ("表", fitted), shown=("見出し1", "見出し26"))
    link = _WIDE + rows(cell("A1", "見本の頁")) + '<hyperlinks><hyperlink ref="A1" r:id="rIdW"/></hyperlinks>'
    yield _excel(
        "hyperlink",
        ("表", link),
        shown=("見本の頁",),
        relations={"worksheets/sheet1.xml": [("rIdW", "hyperlink", "https://example.jp/")]},
    )
    condition = (
        rows(cell("A1", 7))
        + '<conditionalFormatting sqref="A1"><cfRule type="cellIs" priority="1" operator="greaterThan"><formula>5</formula></cfRule></conditionalFormatting>'
    )
    yield _excel("conditional format", ("表", condition), shown=("7",))
    for number, character in enumerate(("髙﨑𠮷", "①②㈱㎡", "葛\U000e0100", "ｶﾀｶﾅ", "☑☐✓")):
        yield _excel(f"characters {number}", ("表", _WIDE + rows(cell("A1", character))), shown=(character,))


def _excel_objects() -> Iterator[Case]:
    base = rows(cell("A1", "値"))
    drawing = '<drawing r:id="rIdD"/>'
    related = {"worksheets/sheet1.xml": [("rIdD", "drawing", "../drawings/drawing1.xml")]}
    yield _excel(
        "text box",
        ("表", base + drawing),
        shown=("値", "箱の中の文"),
        parts={"drawings/drawing1.xml": sheet_shape("箱の中の文")},
        relations=related,
    )
    image = {**related, "drawings/drawing1.xml": [("rIdP", "image", "../media/image1.png")]}
    parts: dict[str, str | bytes] = {"drawings/drawing1.xml": sheet_shape(picture="rIdP"), "media/image1.png": png()}
    yield _excel("picture", ("表", base + drawing), shown=("値",), parts=parts, relations=image)
    for kind in ("barChart", "lineChart", "pieChart"):
        drawn = {**related, "drawings/drawing1.xml": [("rIdC", "chart", "../charts/chart1.xml")]}
        held: dict[str, str | bytes] = {
            "drawings/drawing1.xml": sheet_shape(chart="rIdC"),
            "charts/chart1.xml": chart("図の題名", "件数", ["春", "夏"], kind=kind),
        }
        data = rows(cell("A1", "件数"), cell("A2", "春"), cell("B2", 1), cell("A3", "夏"), cell("B3", 2))
        yield _excel(kind, ("S", data + drawing), shown=("図の題名", "春"), parts=held, relations=drawn)
    comments = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>a</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><r><t>内輪の話</t></r></text></comment></commentList></comments>'
    )
    yield _excel(
        "comment",
        ("表", base),
        shown=("値",),
        hidden=("内輪の話",),
        parts={"comments1.xml": comments},
        relations={"worksheets/sheet1.xml": [("rIdK", "comments", "../comments1.xml")]},
    )


# PowerPoint


def _powerpoint(
    name: str, *slides: str, shown: tuple[str, ...] = (), not_shown: tuple[str, ...] = (), told: bool = False, **more: object
) -> Case:
    return Case(f"powerpoint {name}", ".pptx", pptx(*slides, **more), shown, not_shown, told)  # type: ignore[arg-type]


def _words(*texts: str, properties: str = "") -> str:
    return "".join(f'<a:p><a:pPr {properties}/><a:r><a:rPr lang="ja-JP"/><a:t>{text}</a:t></a:r></a:p>' for text in texts)


def powerpoint_cases() -> Iterator[Case]:
    """PowerPoint files."""
    yield _powerpoint("text", shape("一枚目の文"), shape("二枚目の文"), shown=("一枚目の文", "二枚目の文"))
    yield _powerpoint("title", shape("題名の文", placeholder='<p:ph type="title"/>'), shown=("題名の文",))
    yield _powerpoint("hidden slide", shape("見える"), shape("かくす"), shown=("見える",), not_shown=("かくす",), hidden=[1])
    yield _powerpoint(
        "hidden shape", shape("見える") + shape("かくす", more=' hidden="1"'), shown=("見える",), not_shown=("かくす",)
    )
    prompt = shape("クリックして入力", placeholder='<p:ph type="body" idx="1"/>')
    empty = shape("", placeholder='<p:ph type="body" idx="1"/>', box=None, body="<a:p/>")
    yield _powerpoint("prompt", shape("本文") + empty, shown=("本文",), not_shown=("クリックして入力",), layout=prompt)
    yield _powerpoint("words of the master", shape("本文"), shown=("本文", "全頁の文"), master=shape("全頁の文"))
    yield _powerpoint("words of the layout", shape("本文"), shown=("本文", "配置の文"), layout=shape("配置の文"))
    numbered = "".join(
        f'<a:p><a:pPr marL="342900" indent="-342900"><a:buFont typeface="+mj-lt"/><a:buAutoNum type="{kind}"/></a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'
        for kind, text in (("arabicPeriod", "甲"), ("arabicPeriod", "乙"))
    )
    yield _powerpoint("numbers", shape("", body=numbered, box=(1, 1, 8, 3)), shown=("1.", "甲", "2.", "乙"))
    for kind, first in {"circleNumDbPlain": "①", "alphaLcParenR": "a)", "romanUcPeriod": "I.", "ea1JpnKorPlain": "一"}.items():
        body = f'<a:p><a:pPr marL="342900" indent="-342900"><a:buAutoNum type="{kind}"/></a:pPr><a:r><a:t>項目</a:t></a:r></a:p>'
        yield _powerpoint(f"numbers {kind}", shape("", body=body), shown=(first, "項目"))
    bullet = '<a:p><a:pPr marL="342900" indent="-342900"><a:buFont typeface="Wingdings"/><a:buChar char="&#252;"/></a:pPr><a:r><a:t>印の項目</a:t></a:r></a:p>'
    yield _powerpoint("bullet of Wingdings", shape("", body=bullet), shown=("印の項目",))
    number = (
        '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="ja-JP"/><a:t>99</a:t></a:fld></a:p>'
    )
    yield _powerpoint("slide number", shape("", body=number), shown=("1",), not_shown=("99",))
    yield _powerpoint("slide number from five", shape("", body=number), shown=("5",), not_shown=("99",), first=5)
    day = '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2C}" type="datetime1"><a:rPr lang="ja-JP"/><a:t>2024/4/19</a:t></a:fld></a:p>'
    yield _powerpoint("date", shape("", body=day), shown=("2024/4/19",))
    line = "<a:p><a:r><a:t>上の行</a:t></a:r><a:br/><a:r><a:t>下の行</a:t></a:r></a:p>"
    yield _powerpoint("line break", shape("", body=line, box=(1, 1, 8, 2)), shown=("上の行", "下の行"))
    grid = "".join('<a:gridCol w="3200400"/>' for _ in range(2))
    table_rows = "".join(
        '<a:tr h="400000">'
        + "".join(f"<a:tc><a:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>" for text in row)
        + "</a:tr>"
        for row in (("欄甲", "欄乙"), ("一", "二"))
    )
    yield _powerpoint(
        "table",
        slide_frame(f"<a:tbl><a:tblPr/><a:tblGrid>{grid}</a:tblGrid>{table_rows}</a:tbl>", "table"),
        shown=("欄甲", "欄乙", "一", "二"),
    )
    for kind in ("barChart", "lineChart", "pieChart"):
        yield _powerpoint(
            kind,
            slide_frame('<c:chart r:id="rIdC"/>', "chart"),
            shown=("図の題名", "春"),
            parts={"charts/chart1.xml": chart("図の題名", "件数", ["春", "夏"], kind=kind)},
            relations={"slides/slide1.xml": [("rIdC", "chart", "../charts/chart1.xml")]},
        )
    smart = slide_frame('<dgm:relIds r:dm="rIdD" r:lo="rIdL" r:qs="rIdQ" r:cs="rIdK"/>', "diagram")
    data = word_part(
        "dgm:dataModel",
        '<dgm:ptLst><dgm:pt modelId="1" type="doc"/><dgm:pt modelId="2"><dgm:t><a:bodyPr/><a:p><a:r><a:t>手順その一</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>',
    )
    yield _powerpoint(
        "SmartArt without its drawing",
        shape("前") + smart,
        shown=("前", "手順その一"),
        told=True,
        parts={"diagrams/data1.xml": data},
        relations={"slides/slide1.xml": [("rIdD", "diagramData", "../diagrams/data1.xml")]},
    )
    group = f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shape("組の中")}</p:grpSp>'
    yield _powerpoint("group", group, shown=("組の中",))
    notes = f'<p:notes xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shape("話し手の覚え")}</p:spTree></p:cSld></p:notes>'
    yield _powerpoint(
        "notes",
        shape("本文"),
        shown=("本文",),
        not_shown=("話し手の覚え",),
        parts={"notesSlides/notesSlide1.xml": notes},
        relations={"slides/slide1.xml": [("rIdN", "notesSlide", "../notesSlides/notesSlide1.xml")]},
    )
    picture = (
        '<p:pic><p:nvPicPr><p:cNvPr id="5" name="p"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{0}"/><a:stretch><a:fillRect/>'
        '</a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="914400" y="914400"/><a:ext cx="914400" cy="914400"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></p:spPr></p:pic>"
    )
    related = {"slides/slide1.xml": [("rIdP", "image", "../media/image1.png")]}
    yield _powerpoint(
        "picture", shape("本文") + picture.format("rIdP"), shown=("本文",), parts={"media/image1.png": png()}, relations=related
    )
    yield _powerpoint("missing picture", shape("本文") + picture.format("rIdX"), shown=("本文",), told=True)
    yield _powerpoint(
        "empty EMF",
        shape("本文") + picture.format("rIdP"),
        told=True,
        parts={"media/image1.emf": empty_emf()},
        relations={"slides/slide1.xml": [("rIdP", "image", "../media/image1.emf")]},
    )
    formula = (
        '<mc:AlternateContent><mc:Choice Requires="a14">'
        + shape("", body="<a:p><a14:m><m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara></a14:m></a:p>")
        + "</mc:Choice></mc:AlternateContent>"
    )
    yield _powerpoint("formula", shape("本文") + formula, shown=("本文", "x=1"))
    for name, properties in {"vertical": 'vert="eaVert"', "turned": 'rot="5400000"', "two columns": 'numCol="2"'}.items():
        turned = shape("向きの違う文", box=(1, 1, 3, 4)).replace("<a:bodyPr/>", f"<a:bodyPr {properties}/>")
        yield _powerpoint(f"text {name}", turned, shown=("向きの違う文",))
    for name, sizes in {"wide": (12_192_000, 6_858_000), "A4": (9_906_000, 6_858_000), "upright": (6_858_000, 9_144_000)}.items():
        yield _powerpoint(f"size {name}", shape("本文"), shown=("本文",), size=sizes)
    for index, character in enumerate(("髙﨑𠮷", "①②㈱㎡", "葛\U000e0100", "☑☐✓→")):
        yield _powerpoint(f"characters {index}", shape(character), shown=(character,))
    outside = shape("頁の外", box=(20, 20, 3, 1))
    yield _powerpoint("beside the slide", shape("本文") + outside, shown=("本文",))
    yield _powerpoint(
        "words too many for their box", shape("はみ出す文。" * 30, box=(1, 1, 2, 1)), shown=("はみ出す文。",), told=True
    )
