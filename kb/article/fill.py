"""What a marker is filled with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kb.article.marks import Block
from kb.ask.base import KnowledgeBase
from kb.ask.compare import field_paths
from kb.model.treatment import fields
from kb.problems import NameNotFound, UsageFault
from kb.publish import between
from kb.publish.caveats import required
from kb.publish.choices import Audience, Length, Locale, Style
from kb.publish.clinician import body, joined
from kb.publish.desk import Desk
from kb.publish.ledger import Ledger
from kb.publish.patient import patient_parts
from kb.publish.stamp import stamp_line
from kb.publish.tables import fields_sheet, value_line
from kb.render import pub_html, pub_markdown
from kb.view.publication import Line, Para, Part, Publication

Choice = TypeVar("Choice", Audience, Length)


class BadMarker(ValueError):
    """A marker that asks for what is not there; the message says what, the remedy what to do."""

    def __init__(self, words: str, remedy: str) -> None:
        super().__init__(words)
        self.remedy = remedy


@dataclass
class Filler:
    """Fills the blocks of one article: citations are numbered through the whole of it."""

    base: KnowledgeBase
    style: Style
    locale: Locale
    html: bool
    data_version: str
    ledger: Ledger = field(init=False)
    used: dict[tuple[str, str], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.base, self.style)

    def text(self, block: Block) -> tuple[str, dict[tuple[str, str], str]]:
        """The words of a block with "\\n" as line end, and the facts that they state.

        Raises BadMarker for a name, field or option value that does not exist.
        """
        self.ledger.facts = {}
        try:
            words = self._text(block)
        except NameNotFound as error:
            near = ", ".join(c.id for c in error.candidates)
            hint = f"Did you mean {near}?" if near else "`kb list` shows every name."
            raise BadMarker(str(error), hint) from error
        except (UsageFault, KeyError) as error:
            raise BadMarker(str(error), "`kb glossary` lists every field.") from error
        self.used |= self.ledger.facts
        return words, dict(self.ledger.facts)

    def _text(self, block: Block) -> str:
        match block.kind:
            case "compare":
                desk = self._desk(block.names, self._length(block, "full"))
                asked = [p for p in block.options.get("fields", "").split(",") if p]
                return self._parts([fields_sheet(desk, field_paths(asked))])
            case "relations":
                desk = self._desk(block.names, self._length(block, "full"))
                paragraphs = [joined(lines) for topic in between.TOPICS if (lines := topic(desk))]
                return self._parts([Para(line) for line in paragraphs])
            case "summary":
                return self._summary(block)
            case "value":
                record, path = self._path(block.names[0])
                desk = self._desk((record,), Length.FULL)
                whole = block.options.get("show") != "value"
                return self._line(value_line(desk, path, block.options.get("for", ""), whole))
            case "caveats":
                audience = _choice(Audience, block.options.get("audience", "clinician"))
                return self._parts([required(self._desk(block.names, Length.SHORT), audience)])
            case "references":
                return self._references()
            case _:
                last = max(self.ledger.days, default="never")
                line = stamp_line(self.used, self.data_version, str(last))
                return pub_html.escape(line) if self.html else pub_markdown.escape(line)

    def _summary(self, block: Block) -> str:
        desk = self._desk(block.names, self._length(block, "short"))
        if _choice(Audience, block.options.get("audience", "clinician")) is Audience.PATIENT:
            return self._parts(patient_parts(desk))
        return self._parts(body(desk))

    def _length(self, block: Block, usual: str) -> Length:
        return _choice(Length, block.options.get("length", usual))

    def _desk(self, names: Sequence[str], length: Length) -> Desk:
        records = tuple(self.base[name] for name in names)
        return Desk(self.base, records, self.style, self.locale, length, given=self.ledger)

    def _path(self, name: str) -> tuple[str, str]:
        """ "sertraline.dosing.max" as a record and a field; a field may be cut short."""
        record, _, rest = name.partition(".")
        asked = self.base[record].id
        section, _, key = rest.partition(".")
        hits = [p for p in fields() if p == rest] or [
            p for p in fields() if p.split(".")[0] == section and p.split(".")[1].startswith(key)
        ]
        if len(hits) != 1 or not key:
            near = f": {', '.join(hits)}" if hits and key else ""
            raise BadMarker(f'"{rest}" names {len(hits)} fields{near}', "Name one field in full.")
        return asked, hits[0]

    def _parts(self, parts: Sequence[Part]) -> str:
        empty = Publication("", "", (), "", ())
        if self.html:
            return "\n".join(x for part in parts for x in pub_html.part_html(part, empty))
        return "\n\n".join(x for part in parts for x in pub_markdown.part_blocks(part, empty))

    def _line(self, line: Line) -> str:
        return pub_html.line_html(line) if self.html else pub_markdown.line_words(line)

    def _references(self) -> str:
        entries = self.ledger.references()
        if self.html:
            return "\n".join(pub_html.references(entries))
        return pub_markdown.references(Publication("", "", (), "", (), references=entries))


def _choice(kind: type[Choice], value: str) -> Choice:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise BadMarker(f'"{value}" is none of {known}', f"Write one of: {known}.") from None
