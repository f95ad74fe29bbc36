"""An Excel file through LibreOffice: every cell is printed as Excel shows it, and nothing is printed that Excel would not print."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from html import escape
from pathlib import Path

import pypdfium2
import pytest
from workbooks import workbook

from hyoga_docs.core.cache import Cache
from hyoga_docs.core.problem import Place
from hyoga_docs.programs.fonts import font_folders, read_fonts
from hyoga_docs.programs.libreoffice.convert import ConversionSource, Office, convert
from hyoga_docs.programs.libreoffice.engine import find_engine
from hyoga_docs.programs.sandbox import office_environment, sandbox_for
from hyoga_docs.text.excel.number_formats import BUILTIN
from hyoga_docs.text.print_copy.make import make_print_copy
from hyoga_docs.text.print_copy.records import PrintSettings

_GANNEN = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@'
#: A number as a file has it, its format, and what Excel shows.
_CELLS = [
    ("1234.5", "General", "1234.5"),
    ("123456789012", "General", "1.23457E+11"),
    ("0.33333333333333331", "General", "0.333333333"),
    ("0.30000000000000004", "General", "0.3"),
    ("1234.5", "0", "1235"),
    ("1.005", "0.00", "1.01"),
    ("-1234", "#,##0;[Red]-#,##0", "-1,234"),
    ("-1234", '#,##0;"△"#,##0', "△1,234"),
    ("0", '#,##0;-#,##0;"-"', "-"),
    ("1234567", '#,##0,"千円"', "1,235千円"),
    ("1234", '0.0,"K"', "1.2K"),
    ("0.1235", "0.0%", "12.4%"),
    ("64.695", "0%", "6470%"),
    ("12", "0人", "12人"),
    ("1200", '"¥"#,##0', "¥1,200"),
    ("1200", "[$¥-411]#,##0", "¥1,200"),
    ("1200", "[$¥-ja-JP]#,##0", "¥1,200"),
    ("2", "0.#", "2."),
    ("1234.5", "0.0??", "1234.5"),
    ("1234567890123456", "0", "1234567890123460"),
    ("1234", "# ##0", "1 234"),
    ("1001234", "000-0000", "100-1234"),
    ("2200023", "[<=999]000;[<=9999]000-00;000-0000", "220-0023"),
    ("-0.01", "0.0;@", "-0.0"),
    ("-0.01", "0.0", "0.0"),
    ("312345678", "(000) 000-0000", "(031) 234-5678"),
    ("202405", '0"年"00"月"', "2024年05月"),
    ("1200", "0.00E+00", "1.20E+03"),
    ("12345", "##0.0E+0", "12.3E+3"),
    ("1.5", "# ?/?", "1 1/2"),
    ("3.14159", "# ??/??", "3 1/7"),
    ("1.25", "# ?/4", "1 1/4"),
    ("1200", "[>=1000]#,##0;0", "1,200"),
    ("-5", "[>=1000]#,##0;0", "-5"),
    ("60", '[<60]"不可";[<80]"可";"優"', "可"),
    ("3", '[=1]"有";[=0]"無"', "####"),
    ("1", '"男";;"女"', "男"),
    ("5", '"約"General"人"', "約5人"),
    ("123", "[DBNum1]General", "百二十三"),
    ("1234", "[DBNum1][$-411]0", "一二三四"),
    ("123", "[DBNum2][$-411]General", "壱百弐拾参"),
    ("12345", "[DBNum3][$-411]#,##0", "１２,３４５"),
    ("45413", "[$-411]rr", "令和06"),
    ("45413.75", '[$-411]A/P h"時"', "午後 6時"),
    ("45413", "yyyy/m/d", "2024/5/1"),
    ("45413", 'm"月"d"日"(aaa)', "5月1日(水)"),
    ("45413", "aaaa", "水曜日"),
    ("45413", "[$-411]aaa", "水"),
    ("45413", "ddd", "Wed"),
    ("45413", "dddd", "Wednesday"),
    ("45413", "mmmm", "May"),
    ("45413", "d-mmm-yy", "1-May-24"),
    ("45413", "[$-409]mmm d, yyyy", "May 1, 2024"),
    ("45413", "ggge年m月d日", "令和6年5月1日"),
    ("45413", '[$-ja-JP]ggge"年"', "令和6年"),
    ("45413", "[$-411]ge.m.d", "R6.5.1"),
    ("45413", "gge", "令6"),
    ("45413", "ee", "06"),
    ("43586", _GANNEN, "令和元年5月1日"),
    ("45413", _GANNEN, "令和6年5月1日"),
    ("32516", '[$-411]ggge"年"', "平成1年"),
    ("45413", "[$-F800]dddd, mmmm dd, yyyy", "2024年5月1日"),
    ("45413", '[$-1030411]ggge"年"', "令和6年"),
    ("45413", '[DBNum1][$-411]ggge"年"m"月"d"日"', "令和六年五月一日"),
    ("45413", '[DBNum1][$-411]yyyy"年"', "二〇二四年"),
    ("1", "yyyy/m/d", "1900/1/1"),
    ("60", "yyyy/m/d", "1900/2/29"),
    ("-5", "yyyy/m/d", "####"),
    ("45413.5625", "h:mm", "13:30"),
    ("45413.562499999", "h:mm:ss", "13:30:00"),
    ("45413.4166666667", "h:mm", "10:00"),
    ("45413.5625", "h:mm AM/PM", "1:30 PM"),
    ("45413.5625", "[$-411]AM/PM h:mm", "午後 1:30"),
    ("45413.5625", 'AM/PMh"時"mm"分"', "PM1時30分"),
    ("45413.5625", "yyyy/m/d h:mm", "2024/5/1 13:30"),
    ("1.5", "[h]:mm", "36:00"),
    ("0.9999999", "[h]:mm:ss", "24:00:00"),
    ("45413.56251", "mm:ss.0", "30:00.9"),
    *(
        (str(45413.5625), BUILTIN[number], text)
        for number, text in {14: "2024/5/1", 22: "2024/5/1 13:30", 28: "令和6年5月1日"}.items()
    ),
]
_HALF_A_ROW = 9
_OTHERS = [
    ('t="b"', "1", "0", "TRUE"),
    ('t="b"', "0", "General", "FALSE"),
    ('t="e"', "#N/A", "0", "#N/A"),
    ('t="e"', "#SPILL!", "0", "#SPILL!"),
    ('t="str"', "山田", '@"様"', "山田様"),
    ('t="str"', "山田", '0;0;0;"氏名 "@', "氏名 山田"),
    ('t="str"', "山田", ";;;", ""),
    ('t="d"', "2024-05-01", "aaa", "水"),
    ("", "5", ";;;", ""),
]


def _converted(data: bytes, tmp_path: Path) -> bytes:
    """What LibreOffice makes of an Excel file."""
    cache = Cache(tmp_path / "cache")
    environment = office_environment(os.environ)
    engine = find_engine(None, cache, environment)
    fonts = read_fonts(font_folders(Path.home()), cache)
    office = Office(engine, fonts, cache, environment, 120, 1, sandbox_for(engine.program, environment, cache))
    source = ConversionSource("a", "a", data, ".xlsx", Place("meetings/x.yaml", 3, 5), lambda pdf: pdf)
    done = convert([source], office, lambda _done, _total: None)
    assert done.problems == ()
    return done.pdfs["a"]


def _lines(page: pypdfium2.PdfTextPage) -> list[str]:
    """The lines of a page from the top down, in NFKC and without spaces: a letter is in the line whose middle is nearest to it."""
    letters = []
    for at in range(page.count_chars()):
        left, bottom, _, top = page.get_charbox(at)
        letters.append(((bottom + top) / 2, left, page.get_text_range(at, 1)))
    lines: list[list[tuple[float, float, str]]] = []
    for letter in sorted(letters, key=lambda each: -each[0]):
        if lines and lines[-1][0][0] - letter[0] < _HALF_A_ROW:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    texts = ("".join(text for _, _, text in sorted(line, key=lambda each: each[1])) for line in lines)
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


def _text(value: str) -> str:
    return f't="str"><v>{escape(value)}</v>'


@pytest.mark.office
def test_every_cell_is_printed_as_excel_shows_it_and_nothing_hidden_or_of_today(tmp_path: Path) -> None:
    cells = [("", *cell) for cell in _CELLS] + _OTHERS
    codes = [code for _, _, code, _ in cells]
    rows = "".join(
        f'<row r="{n}" ht="18" customHeight="1"><c r="A{n}" {_text(f"{n}〔")}</c>'
        f'<c r="B{n}" s="{n}" {kind}><v>{escape(value)}</v></c><c r="C{n}" {_text(f"〕{n}")}</c></row>'
        for n, (kind, value, _, _) in enumerate(cells, 1)
    )
    columns = (
        '<cols><col min="1" max="1" width="8" customWidth="1"/><col min="2" max="2" width="26" customWidth="1"/>'
        '<col min="4" max="4" width="0" customWidth="1"/></cols>'
    )
    margins = (
        "<headerFooter><oddHeader>&amp;L&amp;F&amp;R&amp;D&amp;Z</oddHeader>"
        "<oddFooter>&amp;C&amp;A&amp;P/&amp;N</oddFooter></headerFooter>"
    )
    last = len(cells) + 1
    formulas = (
        f'<row r="{last}"><c r="A{last}"><f>TODAY()</f><v>77</v></c><c r="B{last}"><f>NOW()</f></c>'
        f'<c r="C{last}"><f>A{last}+1</f></c>'
        f'<c r="D{last}" {_text("幅のない列")}</c></row>'
    )
    hidden = f'<sheetData><row r="1"><c r="A1" {_text("隠れたもの")}</c></row></sheetData>'
    names = '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">隠!$A$1</definedName></definedNames>'
    data = workbook(
        {"表": f"{columns}<sheetData>{rows}{formulas}</sheetData>{margins}", "隠": hidden}, codes, hidden=("隠",), also=names
    )
    made = _converted(make_print_copy(data, ".xlsx", PrintSettings("集計&内訳.xlsx")).data, tmp_path)
    with contextlib.closing(pypdfium2.PdfDocument(made)) as pdf:
        pages = [_lines(page.get_textpage()) for page in pdf]
    printed = [line for page in pages for line in page]
    expected = [f"{n}〔{''.join(unicodedata.normalize('NFKC', text).split())}〕{n}" for n, (_, _, _, text) in enumerate(cells, 1)]
    assert [line for line in expected if line not in printed] == []
    assert "7778" in printed  # the saved 77, and what is computed of it
    whole = "".join(printed)
    assert "隠れたもの" not in whole
    assert "幅のない列" not in whole
    assert [(page[0], page[-1]) for page in pages] == [
        ("集計&内訳.xlsx", f"表{at}/{len(pages)}") for at in range(1, len(pages) + 1)
    ]
