"""Filling a template in a sandbox, with undefined values refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sized
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kb.render.pub_html import escape as html_escape
from kb.render.pub_markdown import escape as markdown_escape

MOST_TURNS = 100_000
"""Numbers that the ranges of one template may count in all: a loop in a loop counts each time."""
LARGEST = 1_000_000
"""Characters or items that one operation may make."""
HIGHEST_POWER = 1_000


class TemplateFault(ValueError):
    """What is wrong with a template, and the line on which it stands."""

    def __init__(self, words: str, line: int) -> None:
        super().__init__(words)
        self.line = line


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which no short template makes a text that fills the memory."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of an operation, unless it would be too large; raises SecurityError."""
        size = 0
        if operator == "**":
            size = LARGEST + 1 if abs(right) > HIGHEST_POWER else 0
        elif operator == "*" and isinstance(left, Sized) != isinstance(right, Sized):
            some, times = (left, right) if isinstance(left, Sized) else (right, left)
            size = len(some) * times
        elif operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
            size = len(left) + len(right)
        elif operator == "%" and isinstance(left, str):
            size = max((int(width[:9]) for width in re.findall(r"[0-9]+", left)), default=0)
        if size > LARGEST:
            raise SecurityError(f"{operator} would make more than {LARGEST:,} characters or items")
        return super().call_binop(context, operator, left, right)


def _counted() -> Callable[..., range]:
    """`range` for one template."""
    turns = 0

    def counted(*bounds: int) -> range:
        nonlocal turns
        found = range(*bounds)
        turns += max(len(found), 1)
        if turns > MOST_TURNS:
            raise OverflowError(f"the ranges of a template may count {MOST_TURNS:,} in all")
        return found

    return counted


def filled(source: str, data: dict[str, Any], *, html: bool) -> str:
    """The template filled with `data`.

    An undefined value is a TemplateFault and never an empty dose. The sandbox gives no access to
    attributes of Python, to files or to loops without end; HTML is escaped by itself, Markdown
    with the filter `md`.
    """
    environment = _Sandbox(
        undefined=StrictUndefined, autoescape=html, keep_trailing_newline=True,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["range"] = _counted()
    environment.filters["md"] = lambda value: markdown_escape(str(value))
    environment.filters["escaped"] = lambda value: html_escape(str(value))
    try:
        return environment.from_string(source).render(**data)
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        raise TemplateFault(error.message or type(error).__name__, line) from error
    except (TypeError, ValueError, ArithmeticError, OverflowError) as error:
        raise TemplateFault(str(error), _line_of(error)) from error


def _line_of(error: BaseException) -> int:
    """The line of the template on which an error arose: the innermost frame of the template."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
