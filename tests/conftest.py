"""Shared fixtures: the shipped base, and a small invented one."""

from __future__ import annotations

import atexit
import datetime
import os
import shutil
import tempfile

import pytest
from hypothesis import settings

from kb.ask.base import KnowledgeBase
from kb.load.base import load
from tests.program import INVENTED, small_program

if os.environ.get("KB_CACHE") != "off" and "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["KB_CACHE"] = tempfile.mkdtemp(prefix="kb-tests-")
    """No test reads or writes the cache of whoever runs it; what one process of the tests compiles
    serves the others."""
    atexit.register(shutil.rmtree, os.environ["KB_CACHE"], ignore_errors=True)

settings.register_profile("kb", deadline=None, derandomize=True, database=None)
settings.register_profile("few", settings.get_profile("kb"), max_examples=15)
settings.load_profile("kb")
"""Properties are tried on the same examples on every run, however busy the machine is."""

TODAY = datetime.date(2026, 11, 24)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="Rewrite the golden files.")


@pytest.fixture(autouse=True)
def _quiet_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KB_DATA", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    return load(today=TODAY)


@pytest.fixture(scope="session")
def invented() -> KnowledgeBase:
    return load(folder=INVENTED, today=TODAY)


@pytest.fixture(scope="session")
def small_kb(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that runs a copy of the program with the invented data."""
    return small_program(tmp_path_factory.mktemp("program"))
