"""Charters before and after amendments of every kind, drawn at random: for the law of 改め文."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING, Any

from hyoga_docs.plan.charter import print_charter
from hyoga_docs.plan.printed_charter import Edition, PrintedCharter
from hyoga_docs.spec.charter import Charter
from hyoga_docs.spec.yaml.reader import YamlSource

if TYPE_CHECKING:
    from random import Random

    from hyoga_docs.spec.style import Style

Node = dict[str, Any]
DAY = dt.date(2024, 4, 1)
_SUBJECTS = (
    "協議会",
    "会議",
    "委員",
    "会長",
    "市長",
    "福祉部福祉課",
    "第２条の委員",
    "見本市協議会（以下「協議会」という。）",
    "部会",
)
_DEEDS = (
    "は、委員10人以内で組織する",
    "は、次に掲げる事項を協議する",
    "の任期は、２年とする",
    "は、会議を招集し、その議長となる",
    "の庶務は、福祉部福祉課において処理する",
    "に関すること",
    "（代理の者を含む。）の過半数が出席しなければ、会議を開くことができない",
    "は、会長が定める",
)
_PROVISOS = ("ただし、再任を妨げない。", "ただし、緊急の必要があるときは、この限りでない。")
_LATTERS = ("この場合において、会議は公開とする。", "この場合において、委員は再任されることができる。")
_WORDS = (
    *(("会議", "協議会"), ("協議会", "推進会議"), ("２年", "３年"), ("市長", "市長及び教育長")),
    *(("福祉部", "健康福祉部"), ("、", ""), ("委員", "")),
)
_KINDS = (
    *("words", "words", "words", "term", "add", "add", "remove"),
    *("move", "sentence", "caption", "rewrite", "branch", "body"),
)


_CELLS = ("会長", "委員", "監事", "１", "２", "9,000円", "10,500円", "別に定める額", "学識経験を有する者", "", "<t0>による。")


def printed(sections: list[Any], style: Style, **more: Any) -> PrintedCharter:
    """A charter as it is printed."""
    charter = Charter.model_validate({"title": "見本市協議会設置要綱", "sections": sections, **more})
    made, problems = print_charter(Edition(charter, DAY, style, YamlSource("charter.yaml")), "charter", {})
    assert problems == []
    return made


class RandomCharters:
    """Draws a charter, and what became of it."""

    def __init__(self, random: Random, *, articles: bool) -> None:
        self.random, self.articles = random, articles
        self.count = 0

    def sections(self) -> list[Node]:
        """The provisions of a charter."""
        made = [self.top() for _ in range(self.random.randint(1, 5))]
        if self.articles and self.random.random() < 0.3:
            names = ("総則", "組織", "補則")[: self.random.randint(1, 3)]
            chapters: list[Node] = [{"heading": name, "sections": []} for name in names]
            for each in made:
                self.random.choice(chapters)["sections"].append(each)
            made = [each for each in chapters if each["sections"]]
        return made

    def top(self) -> Node:
        """An article, or a section with a number."""
        random = self.random
        node: Node = self.named({"heading": random.choice(("設置", "組織", "任期", "会議", "庶務", "雑則", "会長及び副会長"))})
        if not self.articles:
            node["body"] = [self.sentence() for _ in range(random.randint(0, 2))]
            node["items"] = [self.item(1) for _ in range(random.randint(0, 4))]
            if random.random() < 0.2:
                node["bullets"] = [self.sentence(), self.sentence()]
        elif random.random() < 0.5:
            node["paragraphs"] = [self.paragraph() for _ in range(random.randint(1, 4))]
        else:
            node |= self.paragraph()
        if self.articles and random.random() < 0.2:
            del node["heading"]
        return node

    def named(self, node: Node) -> Node:
        """With an id, for some."""
        if self.random.random() < 0.4:
            self.count += 1
            node["id"] = f"p{self.count}"
        return node

    def paragraph(self) -> Node:
        """A 項."""
        random = self.random
        node: Node = {"text": self.sentence()}
        if random.random() < 0.2:
            node["latter"] = random.choice(_LATTERS)
        if random.random() < 0.2:
            node["proviso"] = random.choice(_PROVISOS)
        if random.random() < 0.4:
            node["items"] = [self.item(1) for _ in range(random.randint(1, 5))]
        if random.random() < 0.1:
            node["body"] = [self.sentence()]
        return node

    def item(self, level: int) -> Node:
        """A 号, or what lies below it."""
        node = self.named({"text": self.sentence()})
        if level < 3 and self.random.random() < 0.15:
            node["items"] = [self.item(level + 1) for _ in range(self.random.randint(1, 3))]
        if self.articles and self.random.random() < 0.08:
            node["branch"] = True
        return node

    def sentence(self) -> str:
        """A sentence of a charter."""
        return self.random.choice(_SUBJECTS) + self.random.choice(_DEEDS) + "。"

    def amended(self, sections: list[Node]) -> list[Node]:
        """What became of them by one to four amendments."""
        made = copy.deepcopy(sections)
        for _ in range(self.random.randint(1, 4)):
            self.amend(made)
        return made

    def amend(self, made: list[Node]) -> None:
        """One amendment, of any kind."""
        random = self.random
        lists = [(row, parent, key) for row, parent, key in _lists(made, None, "sections") if row]
        row, parent, key = random.choice(lists)
        at = random.randrange(len(row))
        kind = random.choice(_KINDS)
        if kind == "term":
            old, new = random.choice(_WORDS[:4])
            _everywhere(made, lambda text: text.replace(old, new))
        elif kind == "add":
            row.insert(random.randint(0, len(row)), self.alike(row[at], key))
        elif kind == "remove" and (len(row) > 1 or key == "items"):
            row.pop(at)
            if not row and parent is not None:
                del parent[key]
        elif kind == "move":
            row.insert(random.randrange(len(row)), row.pop(at))
        else:
            self.change(row[at], kind)

    def schedules(self) -> list[Node]:
        """Its 別表; the first, `t0`, is always there."""
        return [self.schedule(f"t{index}") for index in range(self.random.randint(1, 3))]

    def schedule(self, name: str) -> Node:
        """A 別表 of one to three columns."""
        random, width = self.random, self.random.randint(1, 3)
        rows: list[list[Any]] = [[random.choice(_CELLS) for _ in range(width)] for _ in range(random.randint(1, 6))]
        if width > 1 and len(rows) > 2 and random.random() < 0.2:
            rows[0][0] = {"text": "区分", "down": 2}
            del rows[1][0]
        columns = ["区分", "額", "摘要"][:width] if random.random() < 0.8 else []
        return {"id": name, "columns": columns, "rows": rows, "notes": [self.sentence() for _ in range(random.randint(0, 3))]}

    def amended_schedules(self, schedules: list[Node]) -> list[Node]:
        """What became of them: rows, cells and 備考 that changed, came and went, and tables that did."""
        made, random = copy.deepcopy(schedules), self.random
        for _ in range(random.randint(0, 4)):
            table = random.choice(made)
            rows, kind = table["rows"], random.choice(("cell", "cell", "row", "row", "notes", "table"))
            place = random.randrange(len(rows))
            width = len(rows[-1])
            merged = any(isinstance(cell, dict) for row in rows for cell in row)
            if kind == "cell" and not isinstance(rows[place][0], dict):
                rows[place][random.randrange(len(rows[place]))] = random.choice(_CELLS)
            elif kind == "row" and not merged:
                rows.insert(place, [random.choice(_CELLS) for _ in range(width)])
                if random.random() < 0.6:
                    rows.pop(random.randrange(len(rows)))
            elif kind == "notes":
                table["notes"] = [*table["notes"][: random.randint(0, 3)], *(self.sentence() for _ in range(random.randint(0, 2)))]
            elif kind == "table":
                made.insert(random.randint(0, len(made)), self.schedule(f"t{random.randint(3, 9)}{len(made)}"))
        return [each for each in made if each["id"] == "t0" or random.random() < 0.9]

    def supplement(self) -> Node:
        """A 附則 of one to four 項."""
        return {"paragraphs": [self.supplement_paragraph() for _ in range(self.random.randint(1, 4))]}

    def supplement_paragraph(self) -> Node:
        """A 項 of a 附則, with its 見出し for some."""
        captions = [{"heading": each} for each in ("施行期日", "経過措置", "この要綱の失効")]
        return {"text": self.sentence(), **self.random.choice([{}, *captions])}

    def amended_supplement(self, supplement: Node) -> Node:
        """What became of it."""
        made: Node = copy.deepcopy(supplement)
        rows: list[Node] = made["paragraphs"]
        for _ in range(self.random.randint(0, 3)):
            kind = self.random.choice(("words", "add", "remove"))
            if kind == "words":
                old, new = self.random.choice(_WORDS)
                _everywhere([self.random.choice(rows)], lambda text, old=old, new=new: text.replace(old, new) or text)
            elif kind == "add":
                rows.append(self.supplement_paragraph())
            elif len(rows) > 1:
                rows.pop(self.random.randrange(len(rows)))
        return made

    def alike(self, node: Node, key: str) -> Node:
        """Another provision that can stand beside one."""
        if "sections" in node:
            return {"heading": "会計", "sections": [self.top()]}
        if key == "sections":
            return self.top()
        return self.paragraph() if key == "paragraphs" else self.item(1)

    def change(self, node: Node, kind: str) -> None:
        """A provision amended where it stands."""
        random = self.random
        if kind == "sentence" and self.articles and "text" in node:
            name, words = random.choice((("proviso", _PROVISOS), ("latter", _LATTERS)))
            if name in node:
                del node[name]
            else:
                node[name] = random.choice(words)
        elif kind == "caption" and "heading" in node:
            node["heading"] = random.choice(("目的", "会議", "会長"))
        elif kind == "rewrite" and "text" in node:
            node["text"] = self.sentence()
        elif kind == "body" and not self.articles:
            row = node.setdefault(random.choice(("body", "bullets")), [])
            if row and random.random() < 0.5:
                row.pop(random.randrange(len(row)))
            else:
                row.insert(random.randint(0, len(row)), self.sentence())
        elif kind == "branch" and self.articles:
            node["branch"] = not node.get("branch", False)
        else:
            old, new = random.choice(_WORDS)
            _everywhere([node], lambda text: text.replace(old, new, 1) or text)


def _lists(row: list[Node], parent: Node | None, key: str) -> list[tuple[list[Node], Node | None, str]]:
    found = [(row, parent, key)]
    for node in row:
        for name in ("sections", "paragraphs", "items"):
            if name in node:
                found += _lists(node[name], node, name)
    return found


def _everywhere(row: list[Node], change: Any) -> None:
    for node in row:
        for key in ("text", "latter", "proviso"):
            if key in node:
                node[key] = change(node[key])
        for key in ("body", "bullets"):
            if key in node:
                node[key] = [change(each) for each in node[key]]
        for key in ("sections", "paragraphs", "items"):
            _everywhere(node.get(key, []), change)
