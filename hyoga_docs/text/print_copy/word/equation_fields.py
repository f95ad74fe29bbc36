"""EQ fields of Word, which LibreOffice prints as nothing: enclosed characters, readings, and what they say of a formula."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lxml import etree

from hyoga_docs.japanese.plain import one_width
from hyoga_docs.text.word.stories import text_run

_SWITCH = re.compile(r'\\\*\s*(?:"[^"]*"|[^\s\\(]+)')
_SIZE = re.compile(r"\\\*\s*hps(\d{1,3})")
_COMMAND = re.compile(r"\s*\\([A-Za-z]+)([^\\(]*)")
_CIRCLES, _BOXES = "○◯〇", "□◇△▽■"
_MOST_DEPTH = 20


def _enclosed_characters() -> dict[str, str]:
    """The characters in a circle that Unicode has, by what is in it."""
    found: dict[str, str] = {}
    for code in (*range(0x2460, 0x2500), *range(0x3200, 0x3300)):
        kind, _, inside = unicodedata.decomposition(chr(code)).partition(" ")
        if kind == "<circle>":
            found.setdefault("".join(chr(int(each, 16)) for each in inside.split()), chr(code))
    return found


_ENCLOSED = _enclosed_characters()


@dataclass(frozen=True)
class _EquationText:
    """What a piece of the field says, and how: `reading` over it, or a line around it."""

    text: str
    reading: str = ""
    boxed: bool = False
    raised: bool = False
    lost: bool = False


def equation_runs(instruction: str, properties: etree._Element | None, w: str) -> tuple[list[etree._Element], str]:
    """The runs that say what an EQ field does, and its words where they do not look as they did."""
    size = _SIZE.search(instruction)
    parts = _Reader(_SWITCH.sub("", instruction.strip()[2:])).parts(0)
    runs = [_run(part, properties, w, size[1] if size else "10") for part in parts if part.text.strip()]
    lost = any(part.lost for part in parts) or not runs
    return runs, "".join(part.text for part in parts).strip() or " ".join(instruction.split()) if lost else ""


class _Reader:
    """Reads the commands of a field: `\\o\\ac(○,印)`, `\\f(1,2)`."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def parts(self, depth: int) -> list[_EquationText]:
        """What is said up to the end of an argument."""
        found: list[_EquationText] = []
        said: list[str] = []
        while self._at < len(self._text):
            here = self._text[self._at]
            if depth and here in ",;)":
                break
            command = _COMMAND.match(self._text, self._at)
            if here == "\\" and command is None:  # a bracket or a comma that is meant as such
                said.append(self._text[self._at + 1 : self._at + 2])
                self._at += 2
            elif command is not None and depth < _MOST_DEPTH:
                if "".join(said).strip():
                    found.append(_EquationText("".join(said)))
                said.clear()
                found.append(self._command(command, depth))
            else:
                said.append(here)
                self._at += 1
        return [*found, _EquationText("".join(said))] if said else found

    def _command(self, command: re.Match[str], depth: int) -> _EquationText:
        names = command[1].lower()
        self._at = command.end()
        while (more := _COMMAND.match(self._text, self._at)) is not None:  # options, as in \o\ac( and \s\up 9(
            names += f" {more[1].lower()}"
            self._at = more.end()
        arguments: list[list[_EquationText]] = []
        if self._text[self._at : self._at + 1] == "(":
            while self._at < len(self._text) and self._text[self._at] != ")":
                self._at += 1
                arguments.append(self.parts(depth + 1))
            self._at += 1
        return _said(names.split()[0], arguments)


def _said(name: str, arguments: list[list[_EquationText]]) -> _EquationText:
    texts = ["".join(part.text for part in each) for each in arguments]
    if name == "o":
        return _over_each_other(arguments, [text.strip() for text in texts])
    if name == "s":
        return _EquationText("".join(texts), raised=True)
    if name == "x":
        return _EquationText("".join(texts), boxed=True)
    if name == "d":
        return _EquationText("")
    between = {"f": "/", "l": ",", "a": " "}.get(name, "")
    around = {"b": ("(", ")"), "r": ("√", "")}.get(name, ("", ""))
    return _EquationText(f"{around[0]}{between.join(texts)}{around[1]}", lost=True)


def _over_each_other(arguments: list[list[_EquationText]], texts: list[str]) -> _EquationText:
    """Characters that are printed one over the other: a sign around a character, or a reading over its word."""
    above = [any(part.raised for part in each) for each in arguments]
    frames = [text for text in texts if len(text) == 1 and text in _CIRCLES + _BOXES]
    inside = "".join(text for text in texts if text not in frames)
    if frames and inside:
        if frames[0] in _CIRCLES and one_width(inside) in _ENCLOSED:
            return _EquationText(_ENCLOSED[one_width(inside)])
        return _EquationText(inside, boxed=True, lost=frames[0] != "□")
    if len(texts) == 2 and sum(above) == 1:
        reading, base = texts if above[0] else reversed(texts)
        return _EquationText(base, reading=reading)
    return _EquationText("".join(texts), lost=True)


def _run(part: _EquationText, properties: etree._Element | None, w: str, size: str) -> etree._Element:
    run = text_run(part.text, properties, w)
    if part.boxed:
        etree.SubElement(_look(run, w), f"{w}bdr", {f"{w}val": "single", f"{w}sz": "4", f"{w}space": "0", f"{w}color": "auto"})
    if not part.reading:
        return run
    whole = etree.Element(f"{w}r")
    ruby = etree.SubElement(whole, f"{w}ruby")
    look = etree.SubElement(ruby, f"{w}rubyPr")
    for name, value in (
        ("rubyAlign", "distributeSpace"),
        ("hps", size),
        ("hpsRaise", "18"),
        ("hpsBaseText", "21"),
        ("lid", "ja-JP"),
    ):
        etree.SubElement(look, f"{w}{name}", {f"{w}val": value})
    etree.SubElement(ruby, f"{w}rt").append(_sized(text_run(part.reading, properties, w), w, size))
    etree.SubElement(ruby, f"{w}rubyBase").append(run)
    return whole


def _sized(run: etree._Element, w: str, size: str) -> etree._Element:
    look = _look(run, w)
    for each in look.findall(f"{w}sz"):
        look.remove(each)
    etree.SubElement(look, f"{w}sz", {f"{w}val": size})
    return run


def _look(run: etree._Element, w: str) -> etree._Element:
    """The character properties of a run."""
    look = run.find(f"{w}rPr")
    if look is None:
        look = etree.Element(f"{w}rPr")
        run.insert(0, look)
    return look
