"""Sources as CSL-JSON, BibTeX and RIS, for reference managers."""

from __future__ import annotations

import re
from typing import Any

from kb.invisible import visible
from kb.model.source import Source
from kb.model.vocab import PAPERS, SourceType
from kb.publish.people import authors_of

TYPES = {
    SourceType.LABEL: "document", SourceType.REGULATOR_NOTICE: "document",
    SourceType.GUIDELINE: "report", SourceType.DATABASE: "webpage", SourceType.REPORT: "webpage",
}  # fmt: skip


def csl(source: Source) -> dict[str, Any]:
    """The source as a CSL-JSON item. Authors beyond those recorded are the literal "others"."""
    found = authors_of(source)
    item: dict[str, Any] = {"id": source.id, "type": _type(source), "title": source.title}
    names = [
        {"family": n.family, "given": _spaced(n.initials)} if n.initials else {"literal": n.family}
        for n in found.names
    ]
    if names:
        item["author"] = names + ([{"literal": "others"}] if found.others else [])
    if source.year and source.year[:4].isdecimal():
        item["issued"] = {"date-parts": [[int(source.year[:4])]]}
    more = {
        "container-title": source.journal, "DOI": source.doi, "PMID": source.pmid,
        "PMCID": source.pmcid, "number": source.number, "edition": source.edition,
        "URL": source.address or None, "genre": None if source.journal else source.type.label,
    }  # fmt: skip
    return item | {key: value for key, value in more.items() if value}


def _type(source: Source) -> str:
    if source.type in PAPERS or source.journal:
        return "article-journal"
    return TYPES.get(source.type, "document")


def _spaced(initials: str) -> str:
    return " ".join(f"{letter}." for letter in initials)


_ESCAPES = {
    "&": r"\&", "%": r"\%", "#": r"\#", "$": r"\$", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in visible(text))


def _address(text: str) -> str:
    """An address or number as it is, but for what would end the field."""
    return "".join(f"%{ord(char):02X}" if char in "{}\\" else char for char in visible(text))


def bibtex(source: Source) -> str:
    """The source as a BibTeX entry; capitals of the title are protected."""
    found = authors_of(source)
    names = [
        f"{_tex(n.family)}, {_spaced(n.initials)}" if n.initials else f"{{{_tex(n.family)}}}"
        for n in found.names
    ] + (["others"] if found.others else [])
    paper = _type(source) == "article-journal"
    rows = {
        "author": " and ".join(names),
        "title": f"{{{_tex(source.title)}}}",
        "journal": _tex(source.journal or ""),
        "year": _tex((source.year or "")[:4]),
        "doi": _address(source.doi or ""),
        "pmid": _address(source.pmid or ""),
        "number": "" if paper else _tex(source.number or ""),
        "howpublished": "" if paper else _tex(source.type.label),
        "url": _address(source.address),
        "note": "" if paper else _tex(source.edition or ""),
    }
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in rows.items() if value)
    return f"@{'article' if paper else 'misc'}{{{source.id},\n{body}\n}}\n"


def ris(source: Source) -> str:
    """The source as a RIS record."""
    found = authors_of(source)
    kinds = {"article-journal": "JOUR", "report": "RPRT", "webpage": "ELEC"}
    rows = [("TY", kinds.get(_type(source), "GEN")), ("ID", source.id)]
    rows += [
        ("AU", f"{n.family}, {_spaced(n.initials)}" if n.initials else n.family)
        for n in found.names
    ]
    rows += [("TI", source.title), ("T2", source.journal or ""), ("PY", (source.year or "")[:4])]
    rows += [("ET", source.edition or ""), ("DO", source.doi or ""), ("UR", source.address)]
    rows += [("AN", f"PMID:{source.pmid}" if source.pmid else "")]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in rows if value]
    return "\n".join([*lines, "ER  - "]) + "\n"


def _one_line(text: str) -> str:
    return visible(re.sub(r"\s+", " ", text))
