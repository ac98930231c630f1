"""Filling a template in a sandbox, with undefined values refused."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kb.render.pub_html import escape as html_escape
from kb.render.pub_markdown import escape as markdown_escape

LARGEST_RANGE = 1000


class TemplateFault(ValueError):
    """What is wrong with a template, and the line on which it stands."""

    def __init__(self, words: str, line: int) -> None:
        super().__init__(words)
        self.line = line


def filled(source: str, data: dict[str, Any], *, html: bool) -> str:
    """The template filled with `data`.

    An undefined value is a TemplateFault and never an empty dose. The sandbox gives no access to
    attributes of Python, to files or to loops without end; HTML is escaped by itself, Markdown
    with the filter `md`.
    """
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=html, keep_trailing_newline=True,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
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
