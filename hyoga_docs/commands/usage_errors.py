"""What the command line has against what was typed, in Japanese."""

from __future__ import annotations

import re
from typing import Any

from hyoga_docs.commands.japanese_help import argument_name, number_range


def is_usage_error(problem: Exception) -> bool:
    """Whether this is typer's way to say that a command was called wrongly."""
    return hasattr(problem, "format_message")


def help_instead(problem: Exception) -> str:
    """The help of a command that was called with nothing; empty where it was called wrongly."""
    return str(getattr(problem, "message", problem)) if type(problem).__name__ == "NoArgsIsHelpError" else ""


def usage_words(problem: Any) -> str:
    """What is wrong with the arguments of a command, in typer's own words where that is something rare; and where its usage is."""
    path = problem.ctx.command_path if getattr(problem, "ctx", None) else "hyoga-docs"
    kinds = {
        "NoSuchOption": _no_such_option,
        "BadOptionUsage": _bad_option_usage,
        "MissingParameter": _missing_parameter,
        "BadParameter": _bad_value,
    }
    return f"{kinds.get(type(problem).__name__, _other)(problem)}「{path} --help」で使い方を表示します。"


def _no_such_option(problem: Any) -> str:
    near = "、".join(problem.possibilities or ())
    return f"「{problem.option_name}」という指定はありません。{f'近いもの: {near}。' if near else ''}"


def _bad_option_usage(problem: Any) -> str:
    takes_none = "does not take" in problem.message
    return f"「{problem.option_name}」に値は付けられません。" if takes_none else f"「{problem.option_name}」の値がありません。"


def _missing_parameter(problem: Any) -> str:
    return f"「{_name(problem.param)}」がありません。"


def _other(problem: Any) -> str:
    said = str(problem.format_message())
    if found := re.match(r"No such command '(.*?)'\.?(?: Did you mean '(.*?)')?", said):
        near = f"「{found[2]}」の誤りではありませんか。" if found[2] else ""
        return f"「{found[1]}」というコマンドはありません。{near}"
    if "extra argument" in said:
        return f"余分な値があります {said[said.rfind('(') :]}。"
    return "コマンドがありません。" if said.startswith("Missing command") else said


def _bad_value(problem: Any) -> str:
    name, said = _name(problem.param), str(problem.format_message())
    if choice := re.search(r"'([^']*)' is not one of (.*)", said):
        usable = "、".join(re.findall(r"'([^']*)'", choice[2]))
        return f"「{name}」に「{choice[1]}」は使えません。使える値: {usable}。"
    numbers = number_range(problem.param)
    return f"「{name}」の値が使えません（{f'{numbers}の数' if numbers else said.partition(': ')[2] or said}）。"


def _name(parameter: Any) -> str:
    """What a parameter is called: `--format`, 会議."""
    if parameter.param_type_name == "argument":
        return argument_name(parameter)
    return str(next((name for name in parameter.opts if name.startswith("--")), parameter.opts[0]))
