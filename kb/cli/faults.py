"""The one place that turns what went wrong into words on stderr and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

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
            say(problem_words(error.problems))
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
    """Write `text` to stderr, made visible."""
    line = visible(text, lines=True) + "\n"
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding))


def name_words(error: NameNotFound) -> str:
    """The message for a name that is not there, with candidates and nothing else."""
    lines = [str(error)]
    if error.candidates:
        shown = "\n".join(
            f"  {c.id}{f' ({c.note})' if c.note else f' ({c.name})' if c.name != c.id else ''}"
            for c in error.candidates
        )
        lines.append(f"{'It may mean' if error.ambiguous else 'Did you mean'}\n{shown}")
    elif error.kind == "treatment":
        lines.append("`kb list` shows every name.")
    lines.append("Nothing was shown.")
    return "\n".join(lines)


def problem_words(problems: Sequence[Problem]) -> str:
    """Problems with place, rule, record, field, caret line and remedy, and a count."""
    return "\n".join([*(_one(problem) for problem in problems), _count(problems)])


def _one(problem: Problem) -> str:
    trail = " › ".join(part for part in (problem.record, *problem.field.split(".")) if part)
    lines = [f"{problem.place}  {problem.code}  {trail}".rstrip()]
    if problem.place.snippet:
        start = max(0, problem.place.column - 60)
        snippet = problem.place.snippet[start : start + 100]
        room = max(1, min(problem.place.width, len(snippet) - (problem.place.column - 1 - start)))
        lines.append(f"    {snippet}")
        lines.append(
            f"    {' ' * (problem.place.column - 1 - start)}{'^' * room} {problem.message}"
        )
    else:
        lines.append(f"    {problem.message}")
    lines.append(f"    {problem.remedy}")
    return "\n".join(lines)


def _count(problems: Sequence[Problem]) -> str:
    records = {problem.record for problem in problems if problem.record}
    noun = "problem" if len(problems) == 1 else "problems"
    where = f" in {len(records)} record{'s' if len(records) != 1 else ''}" if records else ""
    return f"{len(problems)} {noun}{where}."
