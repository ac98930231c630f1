"""Reference lists in AMA, Vancouver and APA style, as far as the records carry the parts.

Volume and pages are not recorded: DOI and PMID find the paper. The entry of a document that
is no paper carries its edition and whose document it is.
"""

from __future__ import annotations

import re

from kb.model.source import Source
from kb.model.vocab import PAPERS
from kb.publish.choices import Style
from kb.publish.people import Author, Authors, authors_of
from kb.view.publication import Line, Run, Tone


def reference(source: Source, style: Style, read: str = "", suffix: str = "") -> Line:
    """The entry of a source, without its number. `read` is the day on which it was last read."""
    if style is Style.APA:
        return _apa(source, suffix)
    return _numbered(source, style, read)


def _numbered(source: Source, style: Style, read: str) -> Line:
    ama = style is Style.AMA
    people = _initialled(authors_of(source), 6, 3 if ama else 6)
    runs = [Run(f"{people.rstrip('.')}. ")] if people else []
    runs.append(Run(_ended(source.title)))
    if source.journal:
        runs.append(Run(source.journal.rstrip("."), Tone.EMPHASIS if ama else Tone.PLAIN))
        runs.append(Run(f". {source.year or 'Undated'}. "))
    else:
        runs.append(Run(f"{_kind(source)}. {edition(source)}. "))
    runs += _address(source, ama)
    if read and source.type not in PAPERS:
        if runs[-1].link:
            runs.append(Run(". "))
        runs.append(Run(f"{'Accessed' if ama else '[cited'} {read}{'.' if ama else ']'}"))
    return _trimmed(runs)


def _ended(title: str) -> str:
    """A title with a stop and a blank after it; one that ends as a question needs no stop."""
    return f"{title} " if title.endswith(("?", "!")) else f"{title.rstrip('.')}. "


def edition(source: Source) -> str:
    """The edition or year of a document, with a capital; "Undated" where neither is known."""
    words = source.edition or source.year or "Undated"
    return words[:1].upper() + words[1:]


def _trimmed(runs: list[Run]) -> Line:
    last = runs[-1]
    return (*runs[:-1], Run(last.text.rstrip(), last.tone, last.link))


def _kind(source: Source) -> str:
    where = f"{source.jurisdiction.label} " if source.jurisdiction else ""
    number = f", {source.number}" if source.number else ""
    words = f"{where}{source.type.label}{number}"
    return words[:1].upper() + words[1:]


def _initialled(found: Authors, most: int, kept: int) -> str:
    names = [f"{name.family} {name.initials}".strip() for name in found.names]
    if len(names) > most:
        return f"{', '.join(names[:kept])}, et al"
    return ", ".join(names) + (", et al" if found.others else "")


def _address(source: Source, ama: bool) -> list[Run]:
    if source.doi:
        runs = [Run(f"doi:{source.doi}", link=f"https://doi.org/{source.doi}")]
        if source.pmid and not ama:
            runs.append(Run(f". PMID: {source.pmid}. "))
        return runs
    if source.pmid:
        return [Run(f"PMID: {source.pmid}. ", link=source.address)]
    return [Run(source.address, link=source.address), Run(". ")] if source.address else []


def _apa(source: Source, suffix: str) -> Line:
    found = authors_of(source)
    year = f"({source.year}{suffix})" if source.year else f"(n.d.{f'-{suffix}' if suffix else ''})"
    title = Run(f"{source.title.rstrip('.')}", Tone.PLAIN if source.journal else Tone.EMPHASIS)
    if found.names:
        people = _apa_people(found)
        runs = [Run(f"{people}{'' if people.endswith('.') else '.'} {year}. "), title]
    else:
        runs = [title, Run(f". {year}")]
    if source.journal:
        gap = " " if title.text.endswith(("?", "!")) else ". "
        runs += [Run(gap), Run(source.journal.rstrip("."), Tone.EMPHASIS)]
    else:
        runs.append(Run(f" [{_kind(source)}]"))
    runs.append(Run("."))
    if source.address:
        runs += [Run(" "), Run(source.address, link=source.address)]
    return tuple(runs)


def _apa_people(found: Authors) -> str:
    names = [_apa_name(name) for name in found.names]
    if found.others:
        return f"{', '.join(names)}, et al."
    if len(names) > 20:
        return f"{', '.join(names[:19])}, … {names[-1]}"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _apa_name(name: Author) -> str:
    dots = " ".join(f"{letter}." for letter in name.initials)
    return f"{name.family}, {dots}" if dots else name.family


_LOOSE = re.compile(r"(?: (?:an?|and|at|by|for|from|in|of|on|or|the|to|with))+$", re.IGNORECASE)
"""Small words at the end of the first words of a title, which lead to nothing there."""


def author_year(source: Source, suffix: str = "") -> str:
    """The citation in text of APA style, without brackets."""
    found = authors_of(source)
    year = f"{source.year}{suffix}" if source.year else f"n.d.{f'-{suffix}' if suffix else ''}"
    if not found.names:
        # A short title before a colon or a question mark stands for the whole.
        head = re.match(r"[^:?]{4,60}(?:\?|(?=:))", source.title)
        first = source.title.split(" ")[:5]
        words = head[0] if head and len(head[0].split(" ")) < 7 else " ".join(first)
        words = _LOOSE.sub("", words).rstrip(",:;")
        return f"“{words}”, {year}"
    names = [name.family for name in found.names]
    if len(names) > 2 or found.others:
        return f"{names[0]} et al., {year}"
    return f"{' & '.join(names)}, {year}"


def sort_key(source: Source) -> tuple[str, str, str]:
    """Alphabetical order of APA: first author or title, then year."""
    found = authors_of(source)
    first = found.names[0].family if found.names else source.title
    return (first.lower(), source.year or "", source.id)
