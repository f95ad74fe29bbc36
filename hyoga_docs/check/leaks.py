"""What is withheld, looked for in files that everybody will get (`HD619`): a hit refuses them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hyoga_docs.check.secrets import HEAD, PIECE, SHORT, numbers_of
from hyoga_docs.core.problem import Problem, error
from hyoga_docs.japanese.plain import one_width, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hyoga_docs.check.secrets import PublicWords, Secret, Secrets
    from hyoga_docs.pdf.pdf_contents import FileContents, HeldPicture, HeldText

_LETTERS = r"[^\W\d_]"
#: What stands in any document that is made: numbers, days, labels, and signs.
_MADE = re.compile(
    r"[\d\W_]|令和|平成|昭和|元年|年度|[年月日時分第回号火水木金土]|午[前後]|正午|資料|参考|別[添紙表]|議[題案]|頁|ページ|page|p\.|非公開"
    r"|[円千百万億人件名条項章節]"
)
_LONGEST_EXPLAINED = 400
_MOST_TOLD = 30
_LONGEST_QUOTE = 40


@dataclass(frozen=True)
class _Hit:
    """Words or a picture of a secret in a file."""

    secret: Secret
    words: str
    file: str
    where: str
    page: int | None


def find_leaks(files: Mapping[str, FileContents], secrets: Secrets) -> list[Problem]:
    """Everything withheld that these files hold, by what they are called; of each paper the longest words in each file."""
    if not secrets:
        return []
    search = _Search(secrets)
    found: dict[tuple[str, str], list[_Hit]] = defaultdict(list)
    for name, contents in files.items():
        for hit in search.hits(name, contents):
            found[str(hit.secret.place), name].append(hit)
    return [_problem(hits) for hits in list(found.values())[:_MOST_TOLD]]


#: What to do about a paper that tells of what is withheld, and about a 会議録.
_OF_A_PAPER = "公開する資料の中にあるなら、その資料から除いてもらうか、その資料も public: false にしてください。"
_OF_MINUTES = "会議録は、それを除いたものを、会議録.docx の隣に「会議録（公開用）.docx」として保存してください。こちらを載せます。"


def _problem(hits: Sequence[_Hit]) -> Problem:
    """One paper, item or column in one file: the kinds of what was found, and the longest of it."""
    hit = max(hits, key=lambda each: len(each.words))
    secret = hit.secret
    kinds = "、".join(dict.fromkeys(each.secret.what for each in hits))
    count = len({(each.page, each.where) for each in hits})
    where = f"{hit.page}ページの{hit.where}" if hit.page else hit.where
    times = f"、ほか{count - 1}か所" if count > 1 else ""
    whose = f"「{secret.name}」の" if secret.name else ""
    message = f"公開しない{whose}{kinds}が、公開する {hit.file} にあります（{where}{times}）。"
    hint = "公開するファイルは作りませんでした。公開してよい言葉なら、公開する資料か YAML の公開する項目にも書いてください。" + (
        _OF_MINUTES if hit.file.endswith("/会議録.pdf") else _OF_A_PAPER
    )
    quote = hit.words if len(hit.words) <= _LONGEST_QUOTE else f"{hit.words[:_LONGEST_QUOTE]}…"
    return error("HD619", message, place=secret.place, quote=quote, hint=hint, document=secret.document)


class _Search:
    """Secrets made ready to be looked for."""

    def __init__(self, secrets: Secrets) -> None:
        self.secrets = secrets
        self.explained = _Explained(secrets.public)
        self.by_head: dict[str, list[str]] = defaultdict(list)
        short = []
        for value in secrets.values:
            if len(value) >= HEAD:
                self.by_head[value[:HEAD]].append(value)
            else:
                short.append(value)
        some = "|".join(map(re.escape, sorted(short, key=len, reverse=True)))
        self.short = re.compile(rf"(?<!{_LETTERS})(?:{some})(?!{_LETTERS})") if short else None

    def hits(self, file: str, contents: FileContents) -> Iterator[_Hit]:
        """What is found in one file."""
        yield from self._of_texts(file, contents.texts)
        for picture in contents.pictures:
            if (secret := self._of_picture(picture)) is not None:
                yield _Hit(secret, "画像", file, "画像", picture.page)
        for digest, page in contents.drawings.items():
            secret = self.secrets.drawings.get(digest)
            if secret is not None:
                yield _Hit(secret, "ページの内容", file, "ページの内容", page)

    def _of_texts(self, file: str, texts: Iterable[HeldText]) -> Iterator[_Hit]:
        read = list({(held.text, held.page): held for held in texts if held.text.strip()}.values())
        plains = [plain(held.text) for held in read]
        found = [(held, text, self._pieces(text)) for held, text in zip(read, plains, strict=True)]
        self.explained.learn({text[at : at + PIECE] for _, text, places in found for at in places})
        for held, text, places in found:
            for words in self._runs(text, places):
                yield _Hit(self.secrets.pieces[words[:PIECE]], words, file, held.where, held.page)
            for value in self._values(held.text, text):
                yield _Hit(self.secrets.values[value], value, file, held.where, held.page)
            for number in numbers_of(held.text):
                secret_ = self.secrets.numbers.get(number)
                if secret_ is not None and number not in self.explained.numbers:
                    yield _Hit(secret_, number, file, held.where, held.page)

    def _pieces(self, text: str) -> list[int]:
        pieces = self.secrets.pieces
        return [at for at in range(len(text) - PIECE + 1) if text[at : at + PIECE] in pieces]

    def _runs(self, text: str, places: Sequence[int]) -> Iterator[str]:
        """The words of secrets in a text that no public input says and nothing that is printed by itself explains."""
        places = [at for at in places if text[at : at + PIECE] not in self.explained.pieces]
        start = last = -2
        for at in [*places, -1]:
            if at == last + 1:
                last = at
                continue
            if last >= 0 and not self.explained.is_printed(words := text[start : last + PIECE], fewest=SHORT, cut=True):
                yield words
            start = last = at

    def _values(self, spaced: str, text: str) -> set[str]:
        found = set()
        for at in range(len(text) - HEAD + 1):
            for value in self.by_head.get(text[at : at + HEAD], ()):
                if value not in found and text.startswith(value, at) and _stands_alone(text, at, len(value)):
                    found.add(value)
        if self.short is not None:
            found |= set(self.short.findall(plain_with_spaces(spaced)))
        return {each for each in found if not self.explained.is_said(each) and not self.explained.is_printed(each, fewest=HEAD)}

    def _of_picture(self, picture: HeldPicture) -> Secret | None:
        secrets = self.secrets
        if picture.raw in secrets.public.streams or {picture.raw, picture.pixels} & secrets.public.pictures:
            return None
        for digest in (picture.raw, picture.pixels):
            if digest in secrets.pictures:
                return secrets.pictures[digest]
        if picture.look is None:
            return None
        return next((secret for look, secret in secrets.looks if look.is_like(picture.look)), None)


def plain_with_spaces(text: str) -> str:
    """A text in one width and one case, its spaces and lines where they are."""
    return one_width(text).casefold()


def _stands_alone(text: str, at: int, length: int) -> bool:
    """Whether what begins and ends in letters or figures of ASCII is no part of a longer word or number."""
    before, after, first, last = text[at - 1 : at], text[at + length : at + length + 1], text[at], text[at + length - 1]
    return not any(_is_ascii_word(inner) and _is_ascii_word(outer) for inner, outer in ((first, before), (last, after)))


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


class _Explained:
    """What public inputs say, asked for when something was found."""

    def __init__(self, public: PublicWords) -> None:
        self.public = public
        self.pieces: set[str] = set()

    def learn(self, pieces: set[str]) -> None:
        """Remembers which of some pieces public inputs say too."""
        for text in self.public.texts if pieces else ():
            for at in range(len(text) - PIECE + 1):
                if (piece := text[at : at + PIECE]) in pieces:
                    self.pieces.add(piece)

    def is_said(self, value: str) -> bool:
        """Whether a public input says it."""
        return value in self._all

    @cached_property
    def _all(self) -> str:
        return "\n".join(dict.fromkeys(self.public.texts))

    @cached_property
    def numbers(self) -> set[str]:
        """The long numbers of public inputs."""
        return {number for text in self.public.texts for number in numbers_of(text)}

    @cached_property
    def _values(self) -> str:
        return "\0".join(["", *sorted(self.public.values), ""])

    def is_printed(self, words: str, *, fewest: int, cut: bool = False) -> bool:
        """Whether words are values of public inputs of so many characters, or names, one after the other, with numbers and days.

        Those that were `cut` out of a line may begin and end within a value.
        """
        if len(words) > _LONGEST_EXPLAINED:
            return False
        reached = {0} | ({at for at in range(1, len(words) + 1) if f"{words[:at]}\0" in self._values} if cut else set())
        for at in range(len(words)):
            if at not in reached:
                continue
            if found := _MADE.match(words, at):
                reached.add(found.end())
            for end in range(at + SHORT, len(words) + 1):
                if f"\0{words[at:end]}\0" in self._values and (end - at >= fewest or words[at:end] in self.public.names):
                    reached.add(end)
            if cut and f"\0{words[at:]}" in self._values:
                return True
        return len(words) in reached
