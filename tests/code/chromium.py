"""A headless Chromium, driven over its debugging pipe: real keys, real layout, no network."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-pipe", "--force-prefers-reduced-motion",
)  # fmt: skip


SILENT = ("none", "generic", "StaticText", "InlineTextBox", "paragraph", "LabelText", "LineBreak")


class Heard(NamedTuple):
    """One thing that a screen reader tells: its role, its name, its states."""

    role: str
    name: str
    states: dict[str, Any]


def _heard(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[Heard]:
    role = node.get("role", {}).get("value", "none")
    if not node.get("ignored") and role not in SILENT:
        states = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
        yield Heard(role, node.get("name", {}).get("value", ""), states)
    for key in node.get("childIds", []):
        if key in by_id:
            yield from _heard(by_id[key], by_id)


class Browser:
    """One tab. Messages are JSON, ended by NUL, on file descriptors 3 and 4 of the program."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._rest, self._number, self._session = b"", 0, ""
        self.requests: list[str] = []

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command; its result. Raises AssertionError with the words of an error."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("method") == "Network.requestWillBeSent":
                self.requests.append(answer["params"]["request"]["url"])
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            self._rest += os.read(self._receive, 1 << 20)
        line, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        return found

    def open(self, path: Path, *, width: int = 1200, scripts: bool = True) -> None:
        """Open a file in a fresh tab of a width, with or without scripts."""
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        answer = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = answer["sessionId"]
        self.call("Page.enable")
        self.call("Network.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900,
                  deviceScaleFactor=1, mobile=width < 600)  # fmt: skip
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.requests.clear()
        self.call("Page.navigate", url=path.as_uri())
        for _ in range(500):
            state = self.call("Runtime.evaluate", expression="document.readyState")
            if state["result"].get("value") == "complete":
                return

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def heard(self) -> list[Heard]:
        """What the accessibility tree holds, in order of reading: controls, heads, cells, regions.

        Plain containers and runs of text are left out.
        """
        self.call("Accessibility.enable")
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        return list(_heard(nodes[0], by_id))

    def key(self, name: str, *, text: str = "") -> None:
        """Press and release a key, as a keyboard does."""
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        code = codes.get(name, ord(name[0].upper()))
        text = text or {"Enter": "\r", " ": " "}.get(name, "")
        common = {"key": name, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, words: str) -> None:
        """Type into what has the focus."""
        self.call("Input.insertText", text=words)


@contextlib.contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A running Chromium with a profile of its own; ended at the end."""
    assert PROGRAM
    out_read, out_write = os.pipe()
    in_read, in_write = os.pipe()

    def ends() -> None:
        # The program reads commands from 3 and writes answers to 4.
        low, high = os.dup(out_read), os.dup(in_write)
        os.dup2(low, 3)
        os.dup2(high, 4)

    done = subprocess.Popen(
        [PROGRAM, *FLAGS, f"--user-data-dir={profile}"],
        preexec_fn=ends, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield Browser(out_write, in_read)
    finally:
        done.kill()
        done.wait()
        for handle in (out_read, out_write, in_read, in_write):
            os.close(handle)
