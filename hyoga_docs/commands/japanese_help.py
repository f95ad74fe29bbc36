"""Help in Japanese, whatever language the machine speaks.

typer's own words come from gettext, which has no Japanese for them, and its lines count characters and break at blanks only.
"""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from hyoga_docs.japanese.line_breaks import wrap
from hyoga_docs.japanese.width import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

# typer has no public names for the types of a context, a parameter and a formatter: they are `Any` here.

_INDENT = "  "
_WIDEST_NAME = 24  # a wider name stands on a line of its own, above its explanation
_HELP_OPTION = "この使い方を表示する"


class JapaneseCommand(TyperCommand):
    """A command whose help is Japanese."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _named(ctx):
            return super().parse_args(ctx, args)

    def get_params(self, ctx: Any) -> list[Any]:
        return _with_japanese_help_option(super().get_params(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_usage(ctx, self.get_params(ctx), formatter.width))

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  as typer calls it
        formatter.write(_explanation(self.help, formatter.width))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_parameters(self.get_params(ctx), formatter.width))


class JapaneseGroup(TyperGroup):
    """A group of commands whose help is Japanese."""

    #: What its help says at the end to somebody who is new.
    first_steps = ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _named(ctx):
            return super().parse_args(ctx, args)

    def get_params(self, ctx: Any) -> list[Any]:
        return _with_japanese_help_option(super().get_params(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write(_usage(ctx, self.get_params(ctx), formatter.width, "コマンド", "[引数]..."))

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  as typer calls it
        formatter.write(_explanation(self.help, formatter.width))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        rows = [(name, command.help or "") for name, command in self.commands.items()]
        formatter.write(_section("コマンド", rows, formatter.width))
        formatter.write(_parameters(self.get_params(ctx), formatter.width))
        hints = (f"コマンドごとの使い方は「{ctx.command_path} コマンド --help」で表示します。", self.first_steps)
        formatter.write("\n".join(["", *(line for hint in hints if hint for line in wrap(hint, formatter.width)), ""]))


@contextmanager
def _named(ctx: Any) -> Iterator[None]:
    """Lets whatever is wrong with a call know which command was called; typer does that for some of its errors only."""
    try:
        yield
    except Exception as problem:
        if getattr(problem, "ctx", ctx) is None:
            problem.ctx = ctx  # type: ignore[attr-defined]
        raise


def _with_japanese_help_option(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if parameter.name == "help":
            parameter.help = _HELP_OPTION
    return parameters


def _usage(ctx: Any, parameters: list[Any], width: int, *more: str) -> str:
    """`使い方: hyoga-docs new [オプション] 日付`; what may be left out is in brackets."""
    arguments = [_placeholder(each) for each in parameters if each.param_type_name == "argument"]
    first, *others = wrap(" ".join(["使い方:", ctx.command_path, "[オプション]", *arguments, *more]), width)
    return "\n".join([first, *(_INDENT * 2 + line for line in others), ""])


def _placeholder(argument: Any) -> str:
    name = argument_name(argument)
    return (name if argument.required else f"[{name}]") + ("..." if argument.nargs != 1 else "")


def argument_name(argument: Any) -> str:
    """What an argument is called in help and in messages."""
    return str(argument.metavar or argument.name.upper())


def _explanation(text: str | None, width: int) -> str:
    lines = wrap(inspect.cleandoc(text or ""), width - len(_INDENT))
    return "\n" + "".join(f"{_INDENT}{line}".rstrip() + "\n" for line in lines)


def _parameters(parameters: list[Any], width: int) -> str:
    shown = [each for each in parameters if not each.hidden]
    rows = {
        kind: [(_name(each), _meaning(each)) for each in shown if each.param_type_name == kind] for kind in ("argument", "option")
    }
    return _section("引数", rows["argument"], width) + _section("オプション", rows["option"], width)


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return argument_name(parameter) + ("..." if parameter.nargs != 1 else "")
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _meaning(parameter: Any) -> str:
    """What a parameter means, and in brackets what it may be and what it is where it is not given."""
    default = parameter.default
    facts = []
    if isinstance(default, Enum):
        facts.append(f"{'・'.join(str(each.value) for each in type(default))} のどれか")
    facts += [number_range(parameter)] if number_range(parameter) else []
    if parameter.required:
        facts.append("必須")
    elif default is not None and default is not False:
        facts.append(f"初期値 {default.value if isinstance(default, Enum) else default}")
    return f"{parameter.help or ''} [{'、'.join(facts)}]" if facts else str(parameter.help or "")


def number_range(parameter: Any) -> str:
    """`1～16` or `5以上` of a parameter that takes such a number, else nothing."""
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if least is not None and most is not None:
        return f"{least}～{most}"
    if least is not None:
        return f"{least}以上"
    return f"{most}以下" if most is not None else ""


def _section(title: str, rows: list[tuple[str, str]], width: int) -> str:
    """A heading, and names with their meanings beside them."""
    if not rows:
        return ""
    column = min(max(text_width(name) for name, _ in rows), _WIDEST_NAME) + len(_INDENT)
    lines = [f"\n{title}:"]
    for name, meaning in rows:
        left = name
        if text_width(name) > _WIDEST_NAME:
            lines.append(_INDENT + name)
            left = ""
        for line in wrap(meaning, width - column - len(_INDENT)):
            lines.append(f"{_INDENT}{left}{' ' * (column - text_width(left))}{line}")
            left = ""
    return "\n".join(lines) + "\n"
