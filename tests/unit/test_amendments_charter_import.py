"""An existing 要綱 read into YAML: what it prints is what it was, and whatever is not so is told."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hyoga_docs.amendments.charter_import.read_charter import ImportedCharter, import_charter
from hyoga_docs.core.problem import HyogaError
from hyoga_docs.japanese.plain import unbroken
from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition, PrintedCharter
from hyoga_docs.plan.rich_text import plain_text
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.spec_file import parse_spec_file
from hyoga_docs.spec.style import Style

SOURCES = sorted((Path(__file__).parent.parent / "charter_sources").glob("*.txt"))
TODAY = dt.date(2026, 1, 1)
#: Lines that are told and not printed: what stands there, and what is printed of it.
NOT_PRINTED = {
    "kokuho-kisoku.txt": {"○見本市国民健康保険運営協議会規則": "見本市国民健康保険運営協議会規則"},
    "betsuhyo.txt": {"様式第１号（第４条関係）\n推薦書\n": ""},
    "kyoiku-pdf.txt": {"－ 1 －": "", "- 2 -": ""},
    "koufu-jorei.txt": {
        "見本市子どもの権利条例をここに公布する。\n": "",
        "　令和６年３月２２日\n": "",
        "見本市長　見　本　　太　郎\n": "",
        "見本市条例第８号\n": "",
    },
    "ryaku.txt": {"（平成21告示40・一部改正）": "", "（平成21告示40・追加）": ""},
    "reikishu.txt": {
        "○見本市": "見本市",
        "(平25条例40・一部改正)": "",
        "(平25条例40・令元条例7・一部改正)": "",
        "(令元条例7)": "",
        "1　この条例は、": "この条例は、",
    },
}

TOLD = {
    "betsuhyo.txt": [
        "HD685:45 YAML に書くところのない行です（様式・別紙）。",
        "HD685:46 様式や別紙の中は読みませんでした（1行）。",
    ],
    "koufu-jorei.txt": [f"HD685:{line} YAML に書くところのない行です（題名のまわり）。" for line in (1, 3, 5, 7)],
    "ryaku.txt": ["HD685:8 条の後の改正の記録は読みませんでした（2行）。"],
    "reikishu.txt": [
        "HD683:42 番号「1」は、印刷すると番号なしになります。",
        "HD685:1 題名の前の印は、題名に入れませんでした。",
        "HD685:8 条の後の改正の記録は読みませんでした（3行）。",
    ],
    "kokuho-kisoku.txt": ["HD685:1 題名の前の印は、題名に入れませんでした。"],
    "kyoiku-pdf.txt": ["HD685:17 ページ番号など、ページごとの行と見たものは読みませんでした（2行）。"],
}


def imported(text: str, suffix: str = ".txt") -> ImportedCharter:
    return import_charter(text.encode(), suffix, f"設置要綱{suffix}", Style(), TODAY, "")


def printed(made: ImportedCharter) -> PrintedCharter:
    read = parse_spec_file(Charter, made.yaml.encode(), "charter.yaml")
    style = Style.model_validate(made.style)
    done, problems = print_charter(Edition(read.model, TODAY, style, read.source), "charter", {})
    assert problems == []
    return done


def letters(made: PrintedCharter) -> str:
    """All that is printed, in one width and without spaces."""
    lines = [made.title, *made.history, *(plain_text((*line.number, *line.text)) for line in made.lines)]
    for supplement in made.supplements:
        lines += [supplement.title, *(plain_text((*line.number, *line.text)) for line in supplement.lines)]
    for schedule in made.schedules:
        lines.append(schedule.label + plain_text(schedule.provisions) + schedule.title)
        lines += [plain_text(cell.text) for row in (*schedule.headings, *schedule.rows) for cell in row.cells]
        lines += ["備考"] if schedule.notes else []
        lines += [number + plain_text(text) for number, text in schedule.notes]
    return unbroken("".join(lines))


def told(made: ImportedCharter) -> list[str]:
    return [f"{each.code}:{each.place.line if each.place else ''} {each.message}" for each in made.problems]


def warnings(made: ImportedCharter) -> list[str]:
    return [words for words in told(made) if not words.startswith("HD685")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_print_of_what_was_imported_is_the_text_it_was_imported_from(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    made = imported(source)
    assert told(made) == TOLD.get(path.name, [])
    for words, instead in NOT_PRINTED.get(path.name, {}).items():
        assert words in source
        source = source.replace(words, instead)
    assert letters(printed(made)) == unbroken(source)


WHOLE_PARAGRAPHS = [path for path in SOURCES if path.stem != "kyoiku-pdf"]


@pytest.mark.parametrize("path", WHOLE_PARAGRAPHS, ids=lambda path: path.stem)
def test_a_word_file_of_the_same_lines_is_read_alike(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    document = docx.Document()
    for line in source.splitlines():
        document.add_paragraph(line)
    assert imported_docx(document).yaml == imported(source).yaml


def imported_docx(document: docx.document.Document) -> ImportedCharter:
    data = io.BytesIO()
    document.save(data)
    return import_charter(data.getvalue(), ".docx", "設置要綱.docx", Style(), TODAY, "")


def test_numbers_of_word_lists_are_read_and_merged_cells_stay_merged() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = (("decimalFullWidth", 1, "第%1条"), ("decimalFullWidth", 2, "%2"), ("decimal", 1, "(%3)"))
    written = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, start, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{written}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    lines: list[tuple[str, int | None]] = [
        ("見本市住民自治協議会設置要綱", None), ("（設置）", None), ("見本市住民自治協議会を置く。", 0), ("（委員）", None),
        ("委員は、別表に掲げる者とする。", 0), ("役員は、次の者とする。", 1), ("会長", 2), ("監事", 2),
        ("前項の役員は、互選する。", 1), ("附則", None), ("この要綱は、令和６年４月１日から施行する。", None),
        ("別表（第２条関係）", None),
    ]  # fmt: skip
    for text, level in lines:
        paragraph = document.add_paragraph(text)
        if level is not None:
            number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(number))
    table = document.add_table(3, 2)
    for row, cells in zip(table.rows, (("区分", "団体"), ("住民", "自治会"), ("", "老人会")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    made = imported_docx(document)
    assert told(made) == []
    assert made.yaml.endswith("""  - id: members
    heading: 委員
    paragraphs:
      - 委員は、<schedule-1>に掲げる者とする。
      - id: members-p2
        text: 役員は、次の者とする。
        items:
          - 会長
          - 監事
      - <members-p2>の役員は、互選する。

supplementary:
  - この要綱は、<effective>から施行する。

schedules:
  - id: schedule-1
    provisions: [members]
    columns: [区分, 団体]
    rows:
      - [{text: 住民, down: 2}, 自治会]
      - [老人会]
""")


def test_signs_of_word_that_no_yaml_holds_neither_end_a_comment_nor_stand_in_a_text() -> None:
    document = docx.Document()
    for _ in range(3):
        document.add_paragraph("x")
    texts = ("資料１\rtitle: 別の題名", "見本市協議会要綱", "第１条　会を\u0085置\u2028く。")
    for text, paragraph in zip(texts, document.paragraphs, strict=True):
        paragraph.runs[0]._r.t_lst[0].text = text  # python-docx would make lines of it
    made = imported_docx(document)
    assert "\r" not in made.yaml
    assert letters(printed(made)) == "見本市協議会要綱第1条会を置く。"


def test_a_table_may_have_an_empty_heading() -> None:
    made = imported("見本市協議会要綱\n第１条　会を置く。\n別表\n区分\t\t報酬\n会長\t日額\t5,000円\n")
    assert told(made) == []
    assert '    columns: [区分, "", 報酬]\n' in made.yaml
    assert [plain_text(cell.text) for cell in printed(made).schedules[0].headings[0].cells] == ["区分", "", "報酬"]


def test_articles_that_are_not_called_so_are_referred_to_without_jo() -> None:
    text = "見本市要綱\n（組織）\n第１　委員を置く。\n２　会長を置く。\n（会議）\n第２　第１第２項の会長が開く。\n"
    text += "別表（第１関係）\n甲\n"
    made = imported(text)
    assert told(made) == []
    assert "<organisation-p2:full>の会長が開く。" in made.yaml
    assert letters(printed(made)) == unbroken(text)


def test_a_heading_in_numbers_that_looks_like_one_of_a_chapter_is_a_heading() -> None:
    made = imported("見本県会議要領\n第１　目的\n会を開く。\n第２　節電\n第１に努める。\n")
    assert told(made) == []
    assert [part in made.yaml for part in ("heading: 目的", "heading: 節電", "<purpose>に努める。")] == [True] * 3


def test_numbers_without_a_gap_behind_them_are_numbers_where_the_articles_have_none_either() -> None:
    text = "見本町規則\n（組織）\n第1条会を置く。\n2委員は、次の者とする。\n(1)甲\n（任期）\n第2条任期は、\n2年とする。\n"
    made = imported(text)
    assert told(made) == []
    assert "- text: 委員は、次の者とする。" in made.yaml
    assert letters(printed(made)) == unbroken(text)


def test_bulleted_lines_above_most_articles_are_their_headings() -> None:
    text = "見本会会則\n○名称\n第１条　見本会という。\n○事業\n第２条　次の事業を行う。\n・調査\n○会議\n第３条　会議を開く。\n"
    made = imported(text)
    assert (told(made), made.style) == ([], {"article_heading": "○見出し"})
    assert letters(printed(made)) == unbroken(text)


def test_a_line_above_the_title_is_its_first_half_only_where_it_is_next_to_it_and_that_is_told() -> None:
    body = "（目的）\n第１条　会を置く。\n"
    assert "title: 見本会要領\n" in imported(f"見本市教育委員会\n\n見本会要領\n{body}").yaml
    made = imported(f"見本市における計画の\n策定に関する要領\n{body}")
    assert "title: 見本市における計画の策定に関する要領\n" in made.yaml
    assert told(made) == ["HD682:2 「見本市における計画の」は、題名の一行目と見ました。"]


def test_what_stands_above_each_page_is_left_out() -> None:
    made = imported("見本会会則\n第１条　会を置\n- 1 -\n見本会会則\nく。\n第２条　会を開く。\n- 2 -\n")
    assert told(made) == ["HD685:3 ページ番号など、ページごとの行と見たものは読みませんでした（3行）。"]
    assert letters(printed(made)) == unbroken("見本会会則第１条　会を置く。第２条　会を開く。")


def test_articles_in_a_table_that_only_lays_the_page_out_are_lines() -> None:
    document = docx.Document()
    document.add_paragraph("見本会規約")
    table = document.add_table(3, 2)
    cells = ("第１条（名称）", "見本会という。", "第２条（目的）", "防災を行う。", "附則", "この規約は、公布の日から施行する。")
    for cell, text in zip((cell for row in table.rows for cell in row.cells), cells, strict=True):
        cell.text = text
    made = imported_docx(document)
    assert told(made) == []
    assert letters(printed(made)) == unbroken("見本会規約" + "".join(cells))


def test_a_table_among_the_articles_stays_where_it_stands_and_is_told() -> None:
    document = docx.Document()
    for line in ("見本会規約", "第１条　次の役員を置く。"):
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("会長", "１名", "監事", "２名"), strict=True):
        cell.text = text
    document.add_paragraph("第２条　会議を開く。")
    made = imported_docx(document)
    assert [words[:7] for words in told(made)] == ["HD682:2"]
    assert letters(printed(made)) == unbroken("見本会規約第１条次の役員を置く。会長１名監事２名第２条会議を開く。")


def test_a_text_box_is_read_behind_its_paragraph() -> None:
    document = docx.Document()
    for line in ("見本会規約", "第１条　別表の会を置く。"):
        document.add_paragraph(line)
    inside = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in ("別表", "甲会"))
    box = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>"
    document.paragraphs[-1]._p.append(parse_xml(box))
    made = imported_docx(document)
    assert (told(made), "<schedule-1>の会を置く。" in made.yaml) == ([], True)


def test_headings_of_a_table_may_span_columns_and_rows() -> None:
    document = docx.Document()
    for line in ("見本市規則", "第１条　額は、別表のとおりとする。", "別表（第１条関係）"):
        document.add_paragraph(line)
    table = document.add_table(5, 3)
    rows = (("区分", "", "額"), ("", "", ""), ("審議会", "会長", "１円"), ("", "委員", "２円"), ("備考\n１　甲\n２　乙", "", ""))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in (((0, 0), (1, 1)), ((0, 2), (1, 2)), ((2, 0), (3, 0)), ((4, 0), (4, 2))):
        words = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = words
    made = imported_docx(document)
    assert told(made) == []
    assert "columns: [{title: 区分, across: 2}, 額]" in made.yaml
    assert "- [{text: 審議会, down: 2}, 会長, １円]" in made.yaml
    assert "    notes:\n      - 甲\n      - 乙\n" in made.yaml


def test_shift_jis_is_read_too() -> None:
    source = next(path for path in SOURCES if path.stem == "kokuho-kisoku").read_text(encoding="utf-8")
    made = import_charter(source.encode("cp932"), ".txt", "設置要綱.txt", Style(), TODAY, "")
    assert made.yaml == imported(source).yaml


def test_empty_lines_between_all_the_lines_of_a_pdf_part_no_sentence() -> None:
    source = next(path for path in SOURCES if path.stem == "kyoiku-pdf").read_text(encoding="utf-8")
    assert imported(source.replace("\n", "\n\n")).yaml == imported(source).yaml


FORMS = {
    "kosodate-jorei": {"digits": "half", "article_numbers": ["(1)"]},
    "kiyaku-kanji": {"article_number": "第一条", "article_numbers": ["一", "イ"], "charter_schedule": "別表第一"},
    "inline-heading": {"article_heading": "第１条（見出し）"},
    "yoko-dai1": {"charter_numbers": ["第１", "１"]},
    "branch-items": {"item_gap": False},
    "bare-heading": {"article_heading": "見出し", "article_numbers": ["⑴"]},
    "no-heading": {"paragraph_number": "①"},
    "ken-dai1": {"article_number": "第１", "article_numbers": ["(1)"]},
}


@pytest.mark.parametrize(("name", "style"), FORMS.items())
def test_the_house_is_told_what_prints_its_numbers(name: str, style: dict[str, object]) -> None:
    path = next(each for each in SOURCES if each.stem == name)
    assert imported(path.read_text(encoding="utf-8")).style == style


ARTICLES = (
    "見本市協議会要綱\n（設置）\n第１条　協議会を置く。\n２　委員は、10人とする。\n(1)　会長\n(2)　監事\n（会議）\n第２条　{}\n"
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("前条の協議会は、会議を開く。", "<establishment>の協議会は、会議を開く。"),
        ("第１条第２項の委員が集まる。", "<establishment-p2:full>の委員が集まる。"),
        ("前条第２項第１号の者が集まる。", "<establishment-p2-i1>の者が集まる。"),
        ("地方自治法第１条第２項及び第２条の規定による。", None),
        ("地方自治法（昭和22年法律第67号）第１条の規定による。", None),
        ("同法第１条の規定による。", None),
        ("見本市条例第１条の規定による。", None),
        ("「第１条」とあるのは「第２条」と読み替える。", None),
        ("改正前の第１条の例による。", None),
        ("前２項の規定による。", None),
        ("昭和40年条例第１号及び告示　第２号による。\n(1)　甲\n(2)　乙", None),
        ("様式第１号、第１号議案又は第１号被保険者とする。\n(1)　甲", None),
        ("附則第１項の日に、第１項目を定める。\n２　置く。", None),
        ("法第１条第２項（同法第２条の場合を含む。）及び第１条による。", None),
        (
            "前条第１項の者は、法第３条第１項の者で、同項の職にある。",
            "<establishment-p1>の者は、法第３条第１項の者で、同項の職にある。",
        ),
        (
            "第１条第１項（法第３条を除く。）及び第２項による。\n２　置く。",
            "<establishment-p1:full>（法第３条を除く。）及び第２項による。",
        ),
        (
            "前条第２項第１号の者は、第１条第２項第１号又は第２号の者とする。\n２　置く。",
            "<establishment-p2-i1>の者は、",
        ),
        ("条例別表第１及び別表第２による。\n別表第１\n甲\n別表第２\n乙", None),
        ("第 １ 条 第 ２ 項による。", "<establishment-p2:full>による。"),
    ],
)
def test_references_to_own_provisions_become_names_and_others_stay(text: str, written: str | None) -> None:
    made = imported(ARTICLES.format(text))
    assert (written or text.partition("\n")[0]) in made.yaml
    assert letters(printed(made)) == unbroken(ARTICLES.format(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第１条　会を置く。\n第３条　委員を置く。", ["HD683:3 番号「第３条」は、印刷すると「第２条」になります。"]),
        ("第１条　会を置く。\n第１条　委員を置く。", ["HD683:3 番号「第１条」は、印刷すると「第２条」になります。"]),
        ("第１条　会を置く。\n２　委員を置く。\n４　会を開く。", ["HD683:4 番号「４」は、印刷すると「３」になります。"]),
        ("第１条　会を置く。\n第二十十条　委員を置く。", ["HD683:3 番号「第二十十条」は、印刷すると「第２条」になります。"]),
        (
            "第１条　<memo>の会を置く。",
            [
                "HD682:2 「<memo>」は番号と読まれるので、「 」にしました。",
                "HD684:2 印刷すると「第１条　「memo」の会を置く。」になります。",
            ],
        ),
        ("第１条　第９条の会を置く。", ["HD682:2 「第９条」がこの文書にありません。"]),
        (
            "第１条　会を置く。\n　会は、公開する。",
            ["HD682:2 番号のない行「会は、公開する。」です。番号なしで、文の下に印刷されます。"],
        ),
        (
            "第１条　次の者を置く。\n(1)　会長\nこの場合において、互選とする。",
            [
                "HD682:2 号の後にある文です。号の前に印刷されます。",
                "HD684:2 印刷すると「第１条　次の者を置く。この場合において、互選とする。」になります。",
                "HD684:4 この行が印刷されません。",
            ],
        ),
        (
            "第１条　会を置く。\n第２条\n附則\nこの要綱は、公布の日から施行する。",
            ["HD682:3 文が見つかりません。", "HD684:3 印刷すると「第２条　（要確認）」になります。"],
        ),
    ],
)
def test_what_is_unclear_or_printed_otherwise_is_told_at_its_line(text: str, expected: list[str]) -> None:
    made = imported(f"見本市協議会要綱\n{text}\n")
    assert warnings(made) == expected
    marked = [words.partition(" ")[2] for words in expected if words.startswith("HD682")]
    assert re.findall(r"# 要確認: (.*)", made.yaml) == marked


def test_an_amendment_has_its_own_day_and_source() -> None:
    source = "見本市会議要綱\n第１条　会議を置く。\n附　則\nこの要綱は、平成25年４月１日から施行する。\n"
    made = imported(source + "附　則（令和２年３月31日告示第９号）\nこの要綱は、告示の日から施行する。\n")
    read = parse_spec_file(Charter, made.yaml.encode(), "charter.yaml").model
    assert [each.effective for each in read.supplementary] == [None, dt.date(2020, 3, 31)]
    assert read.effective_on(TODAY) == dt.date(2013, 4, 1)
    assert read.supplementary[1].source == "令和２年３月31日告示第９号"


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (b"%PDF-1.7", ".pdf", "読み込めるのは .docx と .txt です"),
        (b"\xd0\xcf\x11\xe0", ".doc", "読み込めるのは .docx と .txt です"),
        (b"no word file", ".docx", "Word ファイルとして読めません"),
        (b"\x81", ".txt", "文字を読めません"),
        ("お知らせ\n会議を開きます。".encode(), ".txt", "番号もありません"),
        (b"", ".txt", "番号もありません"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, suffix: str, words: str) -> None:
    with pytest.raises(HyogaError, match=words) as refused:
        import_charter(data, suffix, f"設置要綱{suffix}", Style(), TODAY, "")
    assert [(each.code, bool(each.hint)) for each in refused.value.problems] == [("HD681", True)]
