"""The schemas for editors: every shipped file fits its own, and what is wrong does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from kb.load.parts import KINDS, kind_of
from kb.load.schema_kinds import schema_of
from kb.problems import UsageFault

DATA = Path(__file__).resolve().parents[2] / "data"
LISTS_OTHERS = DATA / "treatments.yaml"
FILES = sorted(path for path in DATA.rglob("*.yaml") if path != LISTS_OTHERS)


class Editor(yaml.SafeLoader):
    """Reads scalars as the language server of an editor does: by the core schema of YAML 1.2."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"), ("null", r"null|~|", "n~"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):  # fmt: skip
    Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


def faults(kind: str, records: Any) -> list[str]:
    found = Draft202012Validator(schema_of(kind)).iter_errors(records)
    return [f"{list(fault.absolute_path)} {fault.message[:200]}" for fault in found]


def test_there_are_files_of_every_kind() -> None:
    assert {kind_of(path) for path in FILES} == set(KINDS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_every_shipped_file_fits_its_schema(path: Path) -> None:
    records = yaml.load(path.read_text(encoding="utf-8"), Editor)
    assert records
    assert faults(kind_of(path), records) == []


CLAIM = {"value": "taper", "cite": ["a 1"]}


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("switching", {"id": "a-to-b", "from": "a", "rule": CLAIM}),
        ("switching", {"id": "a-to-b", "from": "a", "to": "b", "rule": {"valeu": "taper"}}),
        ("combinations", {"id": "a-b", "of": "a", "with": 3, "rule": CLAIM}),
        ("comparisons", {"id": "a-b", "of": "a", "against": "b", "outcome": "cure", "result": "x"}),
        ("concomitants", {"id": "a", "name": "a", "alias": ["b"]}),
        ("populations", {"id": "a", "name": "a", "definition": "b", "wordings": "c"}),
        ("sources", {"id": "a", "title": "a", "type": "blog"}),
        ("treatments", {"id": "a", "name": "a", "level": "agent"}),
    ],
)
def test_what_is_wrong_does_not_fit(kind: str, record: dict[str, Any]) -> None:
    assert len(faults(kind, [record])) == 1


def test_another_kind_is_refused() -> None:
    with pytest.raises(UsageFault) as caught:
        schema_of("switch")
    assert str(caught.value) == 'No kind of file is called "switch". Did you mean switching?'
