"""The one place that turns what went wrong into words on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from textwrap import wrap

from kb.problems import DataInvalid, NameNotFound, Problem, UsageFault
from kb.render.gate import visible

OK, FINDINGS, USAGE, NAME, DATA, INTERRUPTED = 0, 1, 2, 3, 4, 130


def report(error: BaseException) -> int:
    """Say what went wrong; the exit code."""
    match error:
        case NameNotFound():
            say(name_words(error))
            return NAME
        case DataInvalid():
            say(problem_words(error.problems, seen_width()))
            return DATA
        case UsageFault():
            say(str(error))
            return USAGE
        case KeyboardInterrupt():
            say("Interrupted. Nothing was changed.")
            return INTERRUPTED
        case _:
            raise error


def say(text: str) -> None:
    """Write `text` to stderr, made visible; in a terminal no line is broken within a word."""
    line = fitted(visible(text, lines=True), seen_width()) + "\n"
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding))


WHERE_NAMED = {
    "treatment": "`kb list` shows every name.",
    "source": "`kb sources` shows every id.",
    "source or treatment": "`kb sources` and `kb list` show every name.",
}
"""Where to look up a name that is like no other."""


def name_words(error: NameNotFound) -> str:
    """The message for a name that is not there, with candidates and nothing else."""
    lines = [str(error)]
    if error.candidates:
        shown = "\n".join(
            f"  {c.id}{f' ({c.note})' if c.note else f' ({c.name})' if c.name != c.id else ''}"
            for c in error.candidates
        )
        lines.append(f"{'It may mean' if error.ambiguous else 'Did you mean'}\n{shown}")
    elif error.kind in WHERE_NAMED:
        lines.append(WHERE_NAMED[error.kind])
    lines.append("Nothing was shown.")
    return "\n".join(lines)


def problem_words(problems: Sequence[Problem], width: int = 0) -> str:
    """Problems with place, rule, record, field, caret line and remedy, and a count.

    Lines are at most `width` long where words allow it; 0 breaks none, so that a log can be
    searched.
    """
    return "\n".join([*(_one(problem, width) for problem in problems), _count(problems)])


def seen_width() -> int:
    """The width of the terminal to which messages go; 0 where they go to a pipe or a file."""
    if not sys.stderr.isatty():
        return 0
    try:
        return max(os.get_terminal_size(sys.__stderr__.fileno()).columns, 40)  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


def fitted(text: str, width: int) -> str:
    """`text` with lines broken between words to fit a width; 0 breaks none.

    What goes on stands under its own beginning, two further in where that is indented. Of a line
    that is pointed at from below, the part around the pointer is shown.
    """
    lines = text.split("\n")
    for at, line in enumerate(lines if width else ()):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if len(line) <= width:
            continue
        if below.lstrip(" ").startswith("^"):
            shift = max(0, below.index("^") - 6 * width // 10)
            lines[at] = f"{line[:4]}{line[4 + shift : width + shift]}"
            lines[at + 1] = below[shift:]
        else:
            lines[at] = "\n".join(_broken(line, width))
    return "\n".join(lines)


def _broken(line: str, width: int) -> list[str]:
    own = line[: len(line) - len(line.lstrip(" "))]
    return wrap(line.strip(" "), width, initial_indent=own,
                subsequent_indent=f"{own}  " if own else "",
                break_long_words=False, break_on_hyphens=False)  # fmt: skip


INDENT = " " * 4


def _one(problem: Problem, width: int) -> str:
    trail = " › ".join(part for part in (problem.record, *problem.field.split(".")) if part)
    lines = [f"{problem.place}  {problem.code}  {trail}".rstrip()]
    message = problem.message
    if problem.place.snippet:
        room = width - len(INDENT) if width else 100
        start = max(0, problem.place.column - 6 * room // 10)
        snippet = problem.place.snippet[start : start + room]
        before = problem.place.column - 1 - start
        carets = "^" * max(1, min(problem.place.width, len(snippet) - before))
        lines += [f"{INDENT}{snippet}", f"{INDENT}{' ' * before}{carets}"]
        if not width or len(lines[-1]) + 1 + len(message) <= width:
            lines[-1] += f" {message}"
            message = ""
    lines += [line for text in (message, problem.remedy) for line in _indented(text, width)]
    return "\n".join(lines)


def _indented(text: str, width: int) -> list[str]:
    if not text:
        return []
    if not width:
        return [f"{INDENT}{text}"]
    found = wrap(text, width, initial_indent=INDENT, subsequent_indent=INDENT,
                 break_long_words=False, break_on_hyphens=False)  # fmt: skip
    return found or [INDENT]


def _count(problems: Sequence[Problem]) -> str:
    records = {problem.record for problem in problems if problem.record}
    noun = "problem" if len(problems) == 1 else "problems"
    where = f" in {len(records)} record{'s' if len(records) != 1 else ''}" if records else ""
    return f"{len(problems)} {noun}{where}."
