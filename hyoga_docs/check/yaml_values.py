"""Values of the YAML that were read otherwise than they look (`HD205`): cut at `#` or a comma, or a key with a full-width colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hyoga_docs.core.problem import warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hyoga_docs.core.problem import Problem
    from hyoga_docs.plan.model import Plan
    from hyoga_docs.spec.yaml.reader import Path_, YamlSource

_KEY = re.compile(r"(?:^|\s)([a-z][a-z_]*)：")


def check_yaml_values(plan: Plan) -> list[Problem]:
    """What the clerk sees in the file and nobody will read in the packet, and the other way round."""
    sources = plan.workspace.sources.values()
    keys = {str(path[-1]) for source in sources for path in source.keys}
    found = [(*_cut_off(source), *_parted(source), *_joined(source), *_wide_colons(source, keys)) for source in sources]
    return [problem for each in found for problem in each]


def _cut_off(source: YamlSource) -> Iterator[Problem]:
    for path, words in source.cut_off.items():
        yield warning(
            "HD205",
            f"「{words}」は、コメントとして読まれ、印刷されません。",
            place=source.place(*path),
            quote=source.quote(source.place(*path)),
            hint="印刷する文字なら、値を引用符で囲んでください。コメントなら「# 」と空白を入れてください。",
        )


def _parted(source: YamlSource) -> Iterator[Problem]:
    for path, words in source.parted.items():
        one, _, other = words.partition(",")
        yield warning(
            "HD205",
            f"「{words}」は、「{one}」と「{other}」の二つの値として読まれます。",
            place=source.place(*path),
            quote=source.quote(source.place(*path)),
            hint="一つの値なら、引用符（'…'）で囲んでください。",
        )


def _joined(source: YamlSource) -> Iterator[Problem]:
    for path, words in source.joined.items():
        yield warning(
            "HD205",
            f"行の切れ目に、半角の空白が印刷されます（「{words}」）。",
            place=source.place(*path),
            quote=words,
            hint="長い文も、一行に続けて書いてください。",
        )


def _wide_colons(source: YamlSource, keys: set[str]) -> Iterator[Problem]:
    for path, text in _texts(source.data, ()):
        found = _KEY.search(text)
        if found is not None and found[1] in keys:
            yield warning(
                "HD205",
                f"「{found[1]}：」は、キーではなく文字として読まれ、そのまま印刷されます。",
                place=source.place(*path),
                quote=source.quote(source.place(*path)),
                hint="キーなら、全角の「：」を、半角の「:」と半角の空白にしてください。",
            )


def _texts(value: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*path, place))
