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
    return [
        warning("HD205", message, place=source.place(*path), quote=source.quote(source.place(*path)), hint=hint)
        for source in sources
        for path, message, hint in _misread(source, keys)
    ]


def _misread(source: YamlSource, keys: set[str]) -> Iterator[tuple[Path_, str, str]]:
    """Where it stands, how it was read, and what to do."""
    for path, words in source.cut_off.items():
        hint = "印刷する文字なら、値を引用符で囲んでください。コメントなら「# 」と空白を入れてください。"
        yield path, f"「{words}」は、コメントとして読まれ、印刷されません。", hint
    for path, words in source.parted.items():
        one, _, other = words.partition(",")
        hint = "一つの値なら、引用符（'…'）で囲んでください。"
        yield path, f"「{words}」は、「{one}」と「{other}」の二つの値として読まれます。", hint
    for path, words in source.joined.items():
        hint = "長い文も、一行に続けて書いてください。"
        yield path, f"行の切れ目に、半角の空白が印刷されます（「{words}」）。", hint
    for path, text in _texts(source.data, ()):
        found = _KEY.search(text)
        if found is not None and found[1] in keys:
            hint = "キーなら、全角の「：」を、半角の「:」と半角の空白にしてください。"
            yield path, f"「{found[1]}：」は、キーではなく文字として読まれ、そのまま印刷されます。", hint


def _texts(value: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*path, place))
