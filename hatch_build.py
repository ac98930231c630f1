"""Puts the compiled snapshot of the shipped data into the wheel, so that no first start is slow."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles data/ with the code that is being packed; an editable install uses the cache."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add kb/data/snapshot.db to the files of the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from kb.load.base import compile_snapshot

        target = Path(self.root) / "build" / "snapshot.db"
        target.parent.mkdir(exist_ok=True)
        compile_snapshot(Path(self.root) / "data", target)
        build_data["force_include"][str(target)] = "kb/data/snapshot.db"
