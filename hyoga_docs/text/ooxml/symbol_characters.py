"""The signs of fonts that show signs in place of letters (Wingdings, Webdings, Symbol), as Unicode has them.

No machine but Windows has these fonts, and a reader of the text would find a letter where a reader of the page sees a sign.
"""

from __future__ import annotations

_NO_SIGN = "�"
_FIRST, _LAST = 0x20, 0xFF
_PRIVATE = 0xF000  # where Office keeps the codes of such fonts out of the way of letters
#: The signs of each font from code 0x20 on, sixteen a line, as Unicode's names and Microsoft's character sets pair them.
_SIGNS = {
    "Symbol": (
        " !∀#∃%&∍()*+,−./"
        "0123456789:;<=>?"
        "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ"
        "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
        "‾αβχδεφγηιϕκλμνο"
        "πθρστυϖωξψζ{|}~�"
        "����������������"
        "����������������"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓"
        "°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
        "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"
        "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
        "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
        "�〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭�"
    ),
    "Wingdings": (
        " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭"
        "🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍"
        "🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳"
        "🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉"
        "♊♋♌♍♎♏♐♑♒♓🙰🙵⚫🔾◼🞏"
        "🞐❑❒🞟⧫◆❖⬩⌧⮹⌘🏵🏶🙶🙷▯"
        "🄋➀➁➂➃➄➅➆➇➈➉🄌➊➋➌➍"
        "➎➏➐➑➒➓🙢🙠🙡🙣🙞🙜🙝🙟∙•"
        "⬝⭘🞆🞈🞊🞋🔿▪🞎🟁🟅★🟋🟏🟓🟑"
        "⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"
        "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗"
        "🙖🙐🙑🙒🙓⌫⌦⮘⮚⮙⮛⮈⮊⮉⮋🡨"
        "🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾⇦"
        "⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭🗶✓🗷🗹�"
    ),
    "Wingdings 2": (
        " 🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋"
        "🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙"
        "🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑🗴"
        "🗸🗵☑⮽☒⮾⮿🛇⦸🙱🙴🙲🙳‽🙹🙺"
        "🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥"
        "⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿�"
        "☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤"
        "🕥🕦🕧🙨🙩⋅🞄⦁●○🞅🞇🞉⊙⦿🞌"
        "🞍◾■□🞑🞒🞓🞔▣🞕🞖🞗🞘⬩⬥◇"
        "🞚◈🞛🞜🞝🞞⬪⬧◊🞠◖◗⯊⯋⯀⯁"
        "⬟⯂⬣⬢⯃⯄🞡🞢🞣🞤🞥🞦🞧🞨🞩🞪"
        "🞫🞬🞭🞮🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺"
        "🞻🞼🞽🞾🞿🟀🟂🟄🟆🟉🟊✶🟌🟎🟐🟒"
        "✹🟃🟇✯🟍🟔⯌⯍※⁂������"
    ),
    "Wingdings 3": (
        " ⭠⭢⭡⭣⭦⭧⭩⭨⭰⭲⭱⭳⭶⭸⭻"
        "⭽⭤⭥⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧"
        "⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌"
        "⭮⭯⎋⌤⌃⌥␣⍽⇪⮸🢠🢡🢢🢣🢤🢥"
        "🢦🢧🢨🢩🢪🢫🡐🡒🡑🡓🡔🡕🡗🡖🡘🡙"
        "▲▼△▽◀▶◁▷◣◢◤◥🞀🞂🞁�"
        "🞃⯅⯆⯇⯈⮜⮞⮝⮟🠐🠒🠑🠓🠔🠖🠕"
        "🠗🠘🠚🠙🠛🠜🠞🠝🠟🠀🠂🠁🠃🠄🠆🠅"
        "🠇🠈🠊🠉🠋🠠🠢🠤🠦🠨🠪🠬🢜🢝🢞🢟"
        "🠮🠰🠲🠴🠶🠸🠺🠹🠻🢘🢚🢙🢛🠼🠾🠽"
        "🠿🡀🡂🡁🡃🡄🡆🡅🡇⮨⮩⮪⮫⮬⮭⮮"
        "⮯🡠🡢🡡🡣🡤🡥🡧🡦🡰🡲🡱🡳🡴🡵🡷"
        "🡶🢀🢂🢁🢃🢄🢅🢇🢆🢐🢒🢑🢓🢔🢖🢕"
        "🢗���������������"
    ),
    "Webdings": (
        " 🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼"
        "🗕🗖🗗⏴⏵⏶⏷⏪⏩⏮⏭⏸⏹⏺🗚🗳"
        "🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂"
        "🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫"
        "⮔✔🚲⬜🛡📦🛱⬛🚑🛈🛩🛰🟈🕴⬤🛥"
        "🚔🗘🗙❓🛲🚇🚍⛳⦸⊖🚭🗮⏐🗯🗲�"
        "🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠"
        "🛢💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻"
        "🕵🕰🖽🖾📋🗒🗓🕮📚🗞🗟🗃🗂🖼🎭🎜"
        "🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻"
        "🖥🖦🖧🕹🎮🕻🕼📟🖁🖀🖨🖩🖿🖪🗜🔒"
        "🔓🗝📥📤🕳🌣🌤🌥🌦☁🌨🌧🌩🌪🌬🌫"
        "🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦"
        "🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊"
    ),
}
#: Signs that the fonts of a packet (BIZ UD, DejaVu, OpenSymbol) have or draw better, and those that they stand for.
_NEAR = {
    "•": "∙⦁🞄",
    "⊕": "⌖",
    "─": "⎯",
    "»": "⏩",
    "«": "⏪",
    "◀": "⏴⮘⯇🞀",
    "▶": "⏵⯈🞂",
    "▲": "⏶⮙⯅🞁🟀🟁🟂🟃",
    "▼": "⏷⮛⯆🞃",
    "■": "⏹◼⬛⯀🞍",
    "●": "⬤⏺⚫",
    "⓪": "⓿🄋🄌",
    "✂": "✀",
    "?": "❓",
    "⊘": "⦸🛇",
    "◆": "⧫⬥⬧⯁🞟",
    "□": "⬜🞏🞐🞑🞒🞓",
    "▪": "⬝🞌",
    "♦": "⬩⬪🞗🞘🞝🞞",
    "↓": "🡣🡫🡳⭍⭣⭽⮦⮧🠃🠇🠋🠓🠗🠻🠿🡓🢓🢛",
    "○": "⭘🞅🞆🞇🞈🞉",
    "←": "🡠🡨🡰⭠🠀🠄🠈🠐🠔🠠🠤🠨🠴🠸🠼🡐🢐🢘",
    "↑": "🡡🡩🡱⭡⭻⮤⮥🠁🠅🠉🠑🠕🠹🠽🡑🢑🢙",
    "→": "🡢🡪🡲⭢🠂🠆🠊🠒🠖🠢🠦🠪🠶🠺🠾🡒🢒🢚",
    "↔": "⭤🡘",
    "↕": "⭥🡙",
    "↖": "🡤🡬🡴⭦⭶⮲⮴🡔",
    "↗": "🡥🡭🡵⭧⮳⮵🡕",
    "↘": "🡦🡮🡶⭨⭸⮱⮷🡖",
    "↙": "🡧🡯🡷⭩⮰⮶🡗",
    "⇠": "⭪",
    "⇡": "⭫",
    "⇢": "⭬",
    "⇣": "⭭",
    "↻": "⭮🗘",
    "↺": "⭯⮔",
    "⇤": "⭰",
    "⤒": "⭱",
    "⇥": "⭲⭾",
    "⤓": "⭳⭿",
    "⇆": "⮀",
    "⇵": "⮃",
    "⇇": "⮄",
    "⇈": "⮅",
    "⇉": "⮆",
    "⇊": "⮇",
    "⬅": "⮈⮜⮨⮪🠘🠜🠬🠰🡀🡄🡸🢀",
    "⬆": "⮉⮝⮬⮭🠙🠝🡁🡅🡹🢁",
    "➡": "⮊⮞⮩⮫🠚🠞🠮🠲🡂🡆🢂",
    "⬇": "⮋⮟⮮⮯🠛🠟🡃🡇🡻🢃",
    "↶": "⮌⮍⮎",
    "↷": "⮏",
    "↵": "⮐⮒",
    "↳": "⮑⮓⮡",
    "➢": "⮚",
    "↲": "⮠",
    "↰": "⮢",
    "↱": "⮣",
    "⇧": "⮸🢕",
    "☒": "⮽🗵🗷",
    "⊗": "⮾⮿",
    "⬟": "⯂",
    "⬢": "⯃⯄",
    "◓": "⯊",
    "◒": "⯋",
    "✦": "⯌🟄🟅🟆🟇",
    "✖": "⯍⯏🗙🗴🗶🞫🞬🞭🞮",
    "✧": "⯎",
    "¶": "⸿",
    "☾": "🌜",
    "☀": "🌣🌤🌥",
    "☂": "🌧",
    "❄": "🌨",
    "⚡": "🌩🗲",
    "♥": "🎔",
    "♪": "🎜",
    "⌂": "🏠",
    "⚐": "🏱🏳",
    "❀": "🏵",
    "✿": "🏶",
    "☝": "👆🖞🖠🖢",
    "☟": "👇🖟🖡🖣",
    "☜": "👈🖘🖚🖜",
    "☞": "👉🖙🖛🖝",
    "✉": "📪📫📬📭🖂🖃🖄🖅🖆",
    "❍": "🔾🔿",
    "✝": "🕆🕇🕈",
    "☠": "🕱",
    "☎": "🕻🕼🕿🖀🖁",
    "☏": "🕽🕾",
    "✏": "🖉🖊🖋🖌🖍",
    "✍": "🖎",
    "⌨": "🖮",
    "✓": "🗸",
    "☑": "🗹",
    "❧": "🙐🙑🙒🙓🙔🙕🙖🙗🙘🙙🙚🙛🙜🙝🙞🙟🙠🙡🙢🙣🙤🙥🙦🙧",
    "❖": "🙨🙩🙪🙫",
    "&": "🙰🙱🙲🙳🙴🙵",
    "❝": "🙶",
    "❞": "🙷",
    "⁉": "🙹🙺🙻",
    "♂": "🚹",
    "♀": "🚺",
    "ⓘ": "🛈",
    "✈": "🛩🛪",
    "◉": "🞊",
    "◎": "🞋",
    "☐": "🞎",
    "▣": "🞔🞕🞖",
    "◈": "🞚🞛🞜",
    "◊": "🞠",
    "+": "🞡🞢🞣",
    "✚": "🞤🞥🞦🞧",
    "×": "🞨🞩🞪",
    "✻": "🞯🞰🞱🞲🞳🞴",
    "✱": "🞵🞶🞷🞸🞹🞺",
    "✳": "🞻🞼🞽🞾🞿",
    "✴": "🟈🟎🟏🟐🟑",
    "★": "🟉🟊",
    "✶": "🟋🟌🟍",
    "✹": "🟒🟓🟔",
    "⬉": "🡼🢄",
    "⬈": "🡽🢅",
    "⬊": "🡾🢆",
    "⬋": "🡿🢇",
    "⇦": "🢔🢠🢢🢤🢦🢨🢪",
    "⇨": "🢖🢡🢣🢥🢧🢩🢫",
    "⇩": "🢗",
    "▬": "🢜🢝🢞🢟🢬🢭",
    "➔": "🡺",
}
_PRINTED = {exact: near for near, each in _NEAR.items() for exact in each}
_HINTS = (b"wingdings", b"webdings", b'"symbol"')
_TABLES = {font.casefold(): signs for font, signs in _SIGNS.items()}


def is_symbol_font(font: str) -> bool:
    """Whether a font shows signs in place of letters."""
    return font.strip().casefold() in _TABLES


def unicode_of(font: str, code: int) -> str | None:
    """The sign that a font shows for a code, which is 0x20 to 0xFF, the same from U+F000 on, or a letter of Windows-1252.

    Of signs that no font of a packet has, one that looks and means nearly the same. None where the font shows no sign, and
    for a font that shows letters.
    """
    signs = _TABLES.get(font.strip().casefold())
    if signs is None:
        return None
    if code >= _PRIVATE:
        code -= _PRIVATE
    elif code > _LAST:
        letter = chr(code).encode("cp1252", "ignore")
        code = letter[0] if letter else 0
    if not _FIRST <= code <= _LAST or signs[code - _FIRST] == _NO_SIGN:
        return None
    sign = signs[code - _FIRST]
    return _PRINTED.get(sign, sign)


def in_unicode(font: str, text: str) -> str:
    """A text as a font shows it; characters that it has no sign for are left, for another font shows them."""
    if not is_symbol_font(font):
        return text
    return "".join(unicode_of(font, ord(each)) or each for each in text)


def may_name_symbol_font(content: bytes) -> bool:
    """Whether a part may name such a font: to look before it is parsed."""
    small = content.lower()
    return any(hint in small for hint in _HINTS)


def has_japanese_glyphs(text: str) -> bool:
    """Whether any Japanese font has the characters of a text."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
