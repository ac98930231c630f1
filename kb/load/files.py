"""Reading data files safely: regular files only, bounded size, UTF-8, no surprises."""

from __future__ import annotations

import stat
from pathlib import Path

from kb.load.nodes import Mapping, Node, Scalar, Sequence, parse_yaml
from kb.problems import Place, Problem

LARGEST = 64 * 1024 * 1024
"""Bytes in one data file."""


def read_text(path: Path, shown: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None and what is wrong with it. `shown` is its name in messages."""

    def fault(code: str, message: str, remedy: str) -> tuple[None, list[Problem]]:
        return None, [Problem(code, message, remedy, Place(shown))]

    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return fault("E010", "this is not a regular file", "Name a YAML file or a folder.")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        return fault("E010", f"the file cannot be read: {reason}", "Check the path and its rights.")
    if len(raw) > LARGEST:
        return fault("E011", "the file is larger than 64 MB", "Split it into several files.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place = Place(shown, line, 1)
        message = f"byte {raw[error.start]:02X} is not UTF-8"
        return None, [Problem("E012", message, "Save the file as UTF-8.", place)]
    if "\0" in text:
        return fault("E012", "the file holds a NUL character", "Save it as plain text.")
    return text, []


def read_records(path: Path, shown: str, kind: str) -> tuple[list[Node], list[Problem]]:
    """Every record under `path`: a file, a file that lists other files, or a folder.

    A file lists others under `include:` and holds records of its own under `kind`
    ("treatments" or "sources"), or is a bare list of records. A folder is read in order of name.
    """
    if path.is_dir():
        nodes: list[Node] = []
        problems: list[Problem] = []
        for child in sorted(path.glob("*.yaml")):
            more, faults = read_records(child, f"{shown}/{child.name}", kind)
            nodes += more
            problems += faults
        if not nodes and not problems:
            problems.append(
                Problem("E013", "no .yaml file here", "Name a folder with data.", Place(shown))
            )
        return nodes, problems
    text, problems = read_text(path, shown)
    if text is None:
        return [], problems
    node, faults = parse_yaml(text, shown)
    problems += faults
    if node is None:
        if not faults:
            problems.append(Problem("E014", "the file is empty", "Add a record.", Place(shown)))
        return [], problems
    return _entries(node, path, shown, kind, problems), problems


def _entries(node: Node, path: Path, shown: str, kind: str, problems: list[Problem]) -> list[Node]:
    if isinstance(node, Sequence):
        return list(node.items)
    if not isinstance(node, Mapping) or not set(node.entries) <= {kind, "include"}:
        problems.append(
            Problem(
                "E015",
                "this is not a list of records",
                f"Start each record with `- id:`, or use `include:` and `{kind}:`.",
                node.place,
            )
        )
        return []
    found: list[Node] = []
    own = node.entries.get(kind)
    if isinstance(own, Sequence):
        found += own.items
    listed = node.entries.get("include")
    for item in listed.items if isinstance(listed, Sequence) else []:
        if not isinstance(item, Scalar) or not _inside(item.text):
            problems.append(
                Problem(
                    "E016",
                    "an included file must be named by a relative path",
                    "Write a path below this folder.",
                    item.place,
                )
            )
            continue
        folder = shown.rpartition("/")[0]
        name = f"{folder}/{item.text}" if folder else item.text
        text, faults = read_text(path.parent / item.text, name)
        problems += [
            Problem(f.code, f.message, f.remedy, item.place) if f.code == "E010" else f
            for f in faults
        ]
        if text is not None:
            inner, faults = parse_yaml(text, name)
            problems += faults
            if isinstance(inner, Sequence):
                found += inner.items
            elif inner is not None:
                problems.append(
                    Problem(
                        "E015",
                        "an included file must be a list of records",
                        "Start each record with `- id:`.",
                        inner.place,
                    )
                )
    return found


def _inside(name: str) -> bool:
    return bool(name) and not name.startswith("/") and ".." not in Path(name).parts
