"""Reading data files safely: regular files only, bounded size, UTF-8, no surprises."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from pathlib import Path

from kb.load.nodes import MOST_PROBLEMS, Mapping, Node, Scalar, Sequence, parse_yaml
from kb.load.progress import told
from kb.problems import Place, Problem

LARGEST = 2 * 1024 * 1024
"""Bytes in one data file. A larger one takes seconds to check and nobody can review it."""
_BREAK = re.compile(rb"\r\n|\r|\n")


def read_text(path: Path, shown: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None and what is wrong with it. `shown` is its name in messages."""
    try:
        raw = _bytes_of(path)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "its name is not usable").lower()
        message = f"the file cannot be read: {reason}"
        return None, [_whole(shown, "E010", message, "Check the path and its rights.")]
    if raw is None:
        message = "this is not a regular file"
        return None, [_whole(shown, "E010", message, "Name a YAML file or a folder.")]
    return decoded(raw, shown)


def decoded(raw: bytes, shown: str) -> tuple[str | None, list[Problem]]:
    """The bytes of a file as text, or None and what is wrong with them."""
    if len(raw) > LARGEST:
        message = f"the file is larger than {LARGEST // 1024**2} MB"
        return None, [_whole(shown, "E011", message, "Split it into several files.")]
    at, message = raw.find(b"\0"), "the file holds a NUL character"
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + len(raw) - len(error.object)
        if at < 0 or start < at:
            at, message = start, f"byte {raw[start]:02X} is not UTF-8"
    if at < 0:
        return text, []
    return None, [Problem("E012", message, "Save the file as UTF-8 text.", _place(raw, at, shown))]


def _whole(shown: str, code: str, message: str, remedy: str) -> Problem:
    """A fault of a file as a whole stands at its start, so that every message has a place."""
    return Problem(code, message, remedy, Place(shown, 1, 1))


def _bytes_of(path: Path) -> bytes | None:
    """At most one byte more than LARGEST, or None if it is no regular file. Never waits: a pipe
    is opened without blocking and looked at before it is read. Raises OSError, ValueError."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return stream.read(LARGEST + 1)


def _place(raw: bytes, at: int, shown: str) -> Place:
    """The place of a byte, with its line as far as it can be shown."""
    breaks = [found.end() for found in _BREAK.finditer(raw, 0, at)]
    start = breaks[-1] if breaks else 0
    before = raw[start:at].decode("utf-8", "replace").lstrip("\ufeff")
    after = _BREAK.split(raw[at : at + 200], maxsplit=1)[0].decode("utf-8", "replace")
    return Place(shown, len(breaks) + 1, len(before) + 1, before + after)


def is_folder(path: Path) -> bool:
    """Whether there is a folder of this name; False also where that cannot be found out."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether there is anything of this name; False also where that cannot be found out."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_records(path: Path, shown: str, kind: str) -> tuple[list[Node], list[Problem]]:
    """Every record under `path`: a file, a file that lists other files, or a folder.

    A file lists others under `include:` and holds records of its own under `kind`
    ("treatments" or "sources"), or is a bare list of records. A folder is read in order of name.
    """
    if not is_folder(path):
        return _read_file(path, shown, kind)
    nodes: list[Node] = []
    problems: list[Problem] = []
    for child in told("files read", sorted(path.glob("*.yaml"))):
        more, faults = _read_file(child, f"{shown}/{child.name}", kind)
        nodes += more
        problems += faults
    if not nodes and not problems:
        problems.append(_whole(shown, "E013", "no .yaml file here", "Name a folder with data."))
    return nodes, problems


def _read_file(path: Path, shown: str, kind: str) -> tuple[list[Node], list[Problem]]:
    text, problems = read_text(path, shown)
    if text is None:
        return [], problems
    node, faults = parse_yaml(text, shown)
    problems += faults
    if node is None:
        if not faults:
            problems.append(_whole(shown, "E014", "the file is empty", "Add a record."))
        return [], problems
    found = _entries(node, path, shown, kind, problems)
    if not found and not problems:
        problems.append(_whole(shown, "E014", "the file holds no record", "Add a record."))
    return found, problems


def _entries(node: Node, path: Path, shown: str, kind: str, problems: list[Problem]) -> list[Node]:
    if isinstance(node, Sequence):
        return list(node.items)
    if not isinstance(node, Mapping) or not set(node.entries) <= {kind, "include"}:
        problems.append(_not_records(node, f"or use `include:` and `{kind}:`"))
        return []
    found: list[Node] = []
    for key in (kind, "include"):
        value = node.entries.get(key)
        if value is None:
            continue
        if not isinstance(value, Sequence):
            problems.append(_not_records(value, f"and make `{key}:` a list"))
        elif key == kind:
            found += value.items
        else:
            found += _all_included(value, path, shown, problems)
    return found


def _all_included(value: Sequence, path: Path, shown: str, problems: list[Problem]) -> list[Node]:
    """The records of every file that another lists, each file once."""
    found: list[Node] = []
    first: dict[str, int] = {}
    for item in told("files read", value.items):
        if len(problems) >= MOST_PROBLEMS:
            more = f"more than {MOST_PROBLEMS} problems; what follows was not read"
            problems.append(Problem("E009", more, "Mend these first.", item.place))
            break
        name = posixpath.normpath(item.text) if isinstance(item, Scalar) else ""
        if name and name in first:
            message = f"this file is listed already (in line {first[name]})"
            problems.append(Problem("E018", message, "List it once.", item.place))
            continue
        first[name] = item.place.line
        found += _included(item, path, shown, problems)
    return found


def listed_in(path: Path) -> set[str]:
    """The names under `include:` of a file, as far as it can be read; its faults show elsewhere."""
    text, _ = read_text(path, path.name)
    node = parse_yaml(text, path.name)[0] if text is not None else None
    value = node.entries.get("include") if isinstance(node, Mapping) else None
    items = value.items if isinstance(value, Sequence) else []
    return {posixpath.normpath(item.text) for item in items if isinstance(item, Scalar)}


def _included(item: Node, path: Path, shown: str, problems: list[Problem]) -> list[Node]:
    """The records of a file that another lists."""
    if not isinstance(item, Scalar) or not _inside(item.text):
        message = "an included file must be named by a relative path"
        remedy = "Write a path below this folder."
        problems.append(Problem("E016", message, remedy, item.place))
        return []
    folder = shown.rpartition("/")[0]
    name = f"{folder}/{item.text}" if folder else item.text
    text, faults = read_text(path.parent / item.text, name)
    problems += [
        Problem(f.code, f.message, f.remedy, item.place) if f.code == "E010" else f for f in faults
    ]
    if text is None:
        return []
    inner, faults = parse_yaml(text, name)
    problems += faults
    if isinstance(inner, Sequence):
        return list(inner.items)
    if inner is not None:
        problems.append(_not_records(inner, "in every included file"))
    return []


def _not_records(node: Node, more: str) -> Problem:
    remedy = f"Start each record with `- id:`, {more}."
    return Problem("E015", "this is not a list of records", remedy, node.place)


def _inside(name: str) -> bool:
    usable = bool(name) and "\0" not in name and not name.startswith("/")
    return usable and ".." not in Path(name).parts
