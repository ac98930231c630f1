"""An organisation's own templates: found in its folder, filled in a sandbox."""

from __future__ import annotations

from pathlib import Path

from kb.load.files import read_text
from kb.problems import DataInvalid, Place, Problem, UsageFault
from kb.render.data import shown
from kb.render.template import TemplateFault, filled
from kb.view.publication import Publication


def from_template(folder: Path, publication: Publication, fmt: str) -> str:
    """The publication through `folder`/KIND.FORMAT.j2.

    Raises UsageFault if there is no such template, DataInvalid with the place of a value that is
    not defined or of a fault in the template.
    """
    endings = {"markdown": "md", "html": "html", "text": "txt"}
    if fmt not in endings:
        raise UsageFault("A template makes markdown, html or text. Choose one with --format.")
    path = folder / f"{publication.kind}.{endings[fmt]}.j2"
    if not path.is_file():
        raise UsageFault(f"{path} is not there. Templates are named KIND.FORMAT.j2.")
    source, problems = read_text(path, str(path))
    if source is None:
        raise DataInvalid(problems)
    try:
        return filled(source, shown(publication.data), html=fmt == "html")
    except TemplateFault as fault:
        lines = source.splitlines()
        snippet = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
        place = Place(str(path), fault.line, 1, snippet, max(len(snippet), 1))
        remedy = "See docs/templates.md for the data that a template may use."
        raise DataInvalid([Problem("E501", str(fault), remedy, place)]) from fault
