"""Documents that the code promises to keep."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_problem_code_is_documented() -> None:
    used = set()
    for path in (ROOT / "kb").rglob("*.py"):
        used |= set(re.findall(r'"(E\d{3})"', path.read_text(encoding="utf-8")))
    listed = set(re.findall(r"^\| (E\d{3})", (ROOT / "docs/problems.md").read_text(), re.M))
    assert len(used) > 20
    assert used == listed


def test_readme_links_and_commands_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", readme)
    assert len(links) >= 5
    assert [link for link in links if not (ROOT / link).exists()] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)$", readme, re.M):
        assert re.search(rf"^{target}:", makefile, re.M)


def test_nothing_names_a_package_host_or_a_machine_path() -> None:
    hosts = re.compile(r"py(pi\.org|thonhosted\.org)|(?<!\w)/(home|root|work)/")
    seen = 0
    for path in ROOT.rglob("*"):
        if path.suffix not in (".py", ".md", ".toml", ".yaml", ".txt") or ".venv" in path.parts:
            continue
        seen += 1
        text = path.read_text(encoding="utf-8")
        assert not hosts.search(text), path
    assert seen > 80


def test_every_test_that_the_hazard_log_names_is_there() -> None:
    rows = [
        line.split("|")[1:4]
        for line in (ROOT / "docs/safety.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| hazard")
    ]
    named = set()
    for hazard, control, proof in rows:
        tests = re.findall(r"`(tests/\S+\.py)::(test_\w+)`", proof)
        assert control.strip(), hazard
        assert tests or proof.strip().startswith("open"), hazard
        named |= set(tests)
    assert len(rows) >= 30
    assert len(named) >= 30
    gone = [
        (file, name)
        for file, name in sorted(named)
        if not re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.M)
    ]
    assert gone == []


def test_every_law_is_listed_and_every_law_listed_is_tried() -> None:
    page = (ROOT / "docs/testing.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (.+) \| `(tests/\S+\.py)::(test_\w+)` \|$", page, re.M)
    tried = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        found = re.findall(r"^@given\(.*?^def (test_\w+)", path.read_text("utf-8"), re.M | re.S)
        tried += [(path.relative_to(ROOT).as_posix(), name) for name in found]
    assert len(set(tried)) == len(tried) >= 40
    assert sorted((file, name) for _, file, name in listed) == sorted(tried)
    assert len({law for law, _, _ in listed}) == len(listed)
