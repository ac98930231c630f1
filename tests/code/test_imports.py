"""The map of imports: they point one way."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "kb"
MAY_IMPORT = {
    "evidence": {"problems", "model", "evidence"},
    "invisible": set(),
    "problems": set(),
    "model": {"problems", "model", "invisible"},
    "ask": {"problems", "model", "ask"},
    "check": {"problems", "model", "ask", "check"},
    "load": {"problems", "model", "ask", "check", "load"},
    "view": {"problems", "model", "ask", "view"},
    "tui": {"problems", "invisible", "model", "ask", "view", "render", "tui"},
    "publish": {"problems", "invisible", "model", "ask", "view", "publish"},
    "render": {
        "render",
        "view.document",
        "view.page",
        "view.picture",
        "view.publication",
        "invisible",
    },
    "article": {"problems", "model", "ask", "view", "publish", "render", "article"},
}
NOTEBOOK = ("ask/compare.py", {"render.html", "view.compare"})
"""A comparison draws itself in a notebook; the import stands inside that method."""


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.removeprefix("kb.") for name in names if name.startswith("kb.")}
    return found


def test_imports_point_one_way() -> None:
    seen = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        home = place.partition("/")[0].removesuffix(".py")
        if home not in MAY_IMPORT:
            continue
        for name in imports(path):
            seen += 1
            if place == NOTEBOOK[0] and name in NOTEBOOK[1]:
                continue
            allowed = MAY_IMPORT[home]
            assert name in allowed or name.partition(".")[0] in allowed, (
                f"{place} imports kb.{name}"
            )
    assert seen > 50, "the map is empty: the test looked at nothing"


def test_modules_stay_small() -> None:
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    assert sizes
    assert {str(p) for p, size in sizes.items() if size > 400} == set()
