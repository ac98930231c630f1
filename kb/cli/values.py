"""Words for what options and arguments take, where typer would print a Python type."""

from __future__ import annotations

from typing import Any, get_args

WORDS = {"int": "N", "float": "N", "str": "TEXT", "Path": "FILE"}


def name_values(command: Any) -> None:
    """Give each option of the command, and of those within it, a word for its value.

    Arguments are named in capitals, once: typer adds brackets and dots to the usage line itself.
    """
    for inner in getattr(command, "commands", {}).values():
        name_values(inner)
    for param in command.params:
        if param.param_type_name == "argument":
            word = (param.metavar or param.name.upper()).strip("[].")
            param.metavar = word if param.metavar or param.nargs == 1 else word.removesuffix("S")
            param.display_type_rich = lambda ctx: ""
        elif param.metavar is None:
            annotation = param.type_descriptor.annotation
            kind = (get_args(annotation) or (annotation,))[0]
            param.metavar = WORDS.get(kind.__name__)
