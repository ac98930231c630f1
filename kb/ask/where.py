"""The language of `--where`: typed tests on documented fields, joined by and, or and not.

    onset.response <= 1 week and route = oral and not class = maoi

A test is a field, a relation and a value. Relations: = != < <= > >=, `mentions` (words in the
record's own text) and `is` with a state (`populations.pregnancy is not-studied`). A field that
does not exist, and a value that its field cannot hold, are refused with their place: a misspelt
word must never read as "nothing found".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ask.base import KnowledgeBase
from kb.ask.criteria import AllOf, AnyOf, Criterion, Not
from kb.ask.terms import Phrase, WhereFault, state_test, subject, test
from kb.model.fault import ValueFault

_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<op><=|>=|!=|<|>|=|~)"
    r"|(?P<string>\"[^\"]*\"|'[^']*')|(?P<word>[^\s()<>=!~\"']+))"
)
_JOINING = frozenset({"and", "or"})
DEEPEST = 40
"""Levels of nesting. Nobody writes more, and a deeper text would exhaust the interpreter."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: what kind it is, its words, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The pieces of `text`; raises WhereFault at a character that starts none."""
    found: list[Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            place = at + len(text[at:]) - len(text[at:].lstrip())
            what = "a quotation mark is not closed" if text[place] in "\"'" else "this is not read"
            remedy = "Write tests such as `onset.response <= 1 week`, joined by and, or, not."
            raise WhereFault(text, what, remedy, place, 1)
        kind = str(match.lastgroup)
        word = match[kind]
        start = match.start(kind)
        plain = word[1:-1] if kind == "string" else word
        found.append(Token(kind, plain, start, match.end()))
        at = match.end()
    return found


def parse_where(text: str, base: KnowledgeBase) -> Criterion:
    """The criterion written in `text`; raises WhereFault with the faulty part marked."""
    parser = _Parser(text, tokens(text), base)
    found = parser.any_of(0)
    parser.finish()
    return found


class _Parser:
    """Recursive descent: or binds least, then and, then not."""

    def __init__(self, text: str, pieces: list[Token], base: KnowledgeBase) -> None:
        self.text = text
        self.pieces = pieces
        self.base = base
        self.at = 0

    def any_of(self, depth: int) -> Criterion:
        """Alternatives joined by or."""
        parts = [self.all_of(depth)]
        while self._take("or"):
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def all_of(self, depth: int) -> Criterion:
        """Demands joined by and."""
        parts = [self.one(depth)]
        while self._take("and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def one(self, depth: int) -> Criterion:
        """A test, the opposite of one, or a part in brackets."""
        if depth > DEEPEST:
            raise self._fault("this is nested too deeply", "Write it with fewer brackets.")
        if self._take("not"):
            return Not(self.one(depth + 1))
        here = self._here()
        if here and here.kind == "open":
            self.at += 1
            inside = self.any_of(depth + 1)
            closing = self._here()
            if closing is None or closing.kind != "close":
                raise self._fault("a bracket is not closed", "Add ).", here)
            self.at += 1
            return inside
        return self.test()

    def test(self) -> Criterion:
        """Field, relation and value."""
        name = self._next("word", "a field is missing here", "Write a field: onset.response.")
        found = subject(self.text, Phrase(name.text, name.start, name.end))
        relation = self._here()
        if relation and relation.kind == "word" and relation.text.lower() in ("is", "mentions"):
            self.at += 1
            if relation.text.lower() == "is":
                turned = self._take("not")
                wanted = state_test(self.text, found, self._value())
                return Not(wanted) if turned else wanted
            return self._tested(found, "~")
        operator = self._next("op", "a relation is missing here", _RELATIONS)
        if operator.text == "!=":
            return Not(self._tested(found, "="))
        return self._tested(found, operator.text)

    def _tested(self, found: object, relation: str) -> Criterion:
        value = self._value()
        try:
            return test(self.base, found, relation, value)
        except ValueFault as fault:
            place = value.start, value.end - value.start
            raise WhereFault(self.text, fault.what, fault.remedy, *place) from None

    def _value(self) -> Phrase:
        """Words up to the next and, or, bracket or end; quoted words are taken whole."""
        taken: list[Token] = []
        while (here := self._here()) and here.kind in ("word", "string"):
            if here.kind == "word" and here.text.lower() in _JOINING:
                break
            taken.append(here)
            self.at += 1
        if not taken:
            raise self._fault("a value is missing here", "Write a value: 1 week, oral, 10%.")
        return Phrase(" ".join(t.text for t in taken), taken[0].start, taken[-1].end)

    def finish(self) -> None:
        """Raise WhereFault if anything is left over."""
        left = self._here()
        if left is not None:
            what = "this closes no bracket" if left.kind == "close" else "this is left over"
            raise self._fault(what, "Join tests by and or or.", left)

    def _here(self) -> Token | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _take(self, word: str) -> bool:
        here = self._here()
        if here is None or here.kind != "word" or here.text.lower() != word:
            return False
        self.at += 1
        return True

    def _next(self, kind: str, what: str, remedy: str) -> Token:
        here = self._here()
        if here is None or here.kind != kind:
            raise self._fault(what, remedy)
        self.at += 1
        return here

    def _fault(self, what: str, remedy: str, token: Token | None = None) -> WhereFault:
        here = token or self._here()
        if here is None:
            return WhereFault(self.text, what, remedy, len(self.text), 1)
        return WhereFault(self.text, what, remedy, here.start, here.end - here.start)


_RELATIONS = "Relations: = != < <= > >=, mentions, is."
