"""Filling an article, and saying what has changed behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import unified_diff

from kb.article.codes import body_sum, changed_in, fact_codes, packed, unpacked
from kb.article.fill import BadMarker, Filler
from kb.article.marks import Article, Block, parse_article
from kb.ask.base import KnowledgeBase
from kb.problems import DataInvalid, Place, Problem, Severity
from kb.publish.choices import Locale, Style
from kb.publish.facts import Fact, fact, label_of
from kb.publish.stamp import Key


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of an article: its new text, what was found, and what stood in the way.

    `changes` are facts that changed and blocks whose words changed; `edits` are blocks that
    somebody edited by hand, which are left as they are.
    """

    text: str
    changes: tuple[Problem, ...]
    edits: tuple[Problem, ...]
    diff: str


def synced(
    base: KnowledgeBase,
    text: str,
    name: str,
    data_version: str,
    *,
    html: bool,
    force: bool = False,
) -> Synced:
    """The article with its blocks filled anew. Raises DataInvalid for markers at fault."""
    article = parse_article(text, name, html=html)
    if article.problems:
        raise DataInvalid(article.problems)
    filler = _filler(base, article, data_version)
    fresh = _fresh(filler, article)
    changes: list[Problem] = []
    edits: list[Problem] = []
    parts: list[str] = []
    at = 0
    for block in article.blocks:
        body, facts = fresh[block.start]
        old = text[block.body : block.end]
        codes = fact_codes(base, facts)
        parts.append(text[at : block.start])
        if _edited(block, old) and not force:
            edits.append(_edit(block))
            parts.append(text[block.start : block.end])
        else:
            parts.append(_marker(block, body, codes) + body)
            changes += _changes(base, block, old, body, codes)
        at = block.end
    if any(change.code == "E611" for change in changes):
        # New numbers and new wording elsewhere follow from the fact; it alone is the news.
        changes = [change for change in changes if change.code != "E613"]
    parts.append(text[at:])
    new = "".join(parts)
    return Synced(new, tuple(changes), tuple(edits), _diff(text, new, name))


def _filler(base: KnowledgeBase, article: Article, data_version: str) -> Filler:
    style, locale = Style.AMA, Locale.US
    for block in article.blocks:
        if block.kind == "references":
            try:
                style = Style(block.options.get("style", style.value))
                locale = Locale(block.options.get("locale", locale.value))
            except ValueError as error:
                remedy = "Styles: ama, vancouver, apa. Locales: en-US, en-GB."
                raise DataInvalid([Problem("E603", str(error), remedy, block.place)]) from error
    return Filler(base, style, locale, article.html, data_version)


def _fresh(filler: Filler, article: Article) -> dict[int, tuple[str, dict[Key, str]]]:
    """The new body of every block. References and stamps come last: they gather the others."""
    problems: list[Problem] = []
    found: dict[int, tuple[str, dict[Key, str]]] = {}
    last = ("references", "stamp")
    for block in sorted(article.blocks, key=lambda b: (b.kind in last, b.start)):
        try:
            words, facts = filler.text(block)
        except BadMarker as bad:
            problems.append(Problem("E603", str(bad), bad.remedy, block.place))
            continue
        found[block.start] = (_laid_out(block, words), {} if block.kind in last else facts)
    if problems:
        raise DataInvalid(problems)
    return found


def _laid_out(block: Block, words: str) -> str:
    """The words in the article's own line ends and the marker's own indentation."""
    if block.inline:
        return words
    lines = [f"{block.indent}{line}".rstrip() for line in words.split("\n")]
    blank = "" if block.indent.strip() == "" else block.indent.rstrip()
    return block.newline.join(["", blank, *lines, blank, block.indent])


def _marker(block: Block, body: str, codes: dict[Key, str]) -> str:
    facts = f" facts={packed(codes)}" if codes else ""
    return f"<!-- {block.written} sum={body_sum(body)}{facts} -->"


BLANK = " \t\r\n>"
"""What stands in a block that nobody has filled, also within a quotation."""


def _edited(block: Block, old: str) -> bool:
    """Whether somebody changed the text of a block since it was filled, or wrote it first."""
    if not old.strip(BLANK):
        return False
    return block.options.get("sum", "") != body_sum(old)


def _edit(block: Block) -> Problem:
    return Problem(
        "E604",
        "this text was edited by hand and is left as it is",
        "Move the words out of the block, or overwrite them with --force.",
        block.place, severity=Severity.WARNING,
    )  # fmt: skip


def _changes(
    base: KnowledgeBase, block: Block, old: str, body: str, codes: dict[Key, str]
) -> list[Problem]:
    if not old.strip(BLANK):
        # References of an article that cites nothing yet are empty when they are filled.
        unfilled = _found(block.place, "E612", "this block is not filled yet")
        return [unfilled] if body.strip() else []
    before = unpacked(block.options.get("facts", ""))
    found = [
        _fact(base, block.place, key, before.get(key), codes[key])
        for key in codes
        if before.get(key) != codes[key]
    ]
    found += [_gone(block.place, key) for key in before if key not in codes]
    if not found and body_sum(old) != body_sum(body):
        why = "no fact of this block changed; its numbering or wording did"
        found.append(_found(block.place, "E613", why))
    return found


def _found(place: Place, code: str, message: str, record: str = "", path: str = "") -> Problem:
    return Problem(code, message, "Run `kb sync` on the article.", place, record, path)


def _fact(base: KnowledgeBase, place: Place, key: Key, old: str | None, new: str) -> Problem:
    now = fact(base, key)
    assert now is not None
    label = label_of(base, key)
    if old is None:
        return _found(place, "E611", f"a new fact: {label} is {now.now}", *key)
    what = changed_in(old, new)
    verb = "have" if what.endswith("s") else "has"
    words = f"the {what} of {label} {verb} changed; it is now: {now.now} ({_why(now)})"
    return _found(place, "E611", words, *key)


def _why(now: Fact) -> str:
    """What the fact rests on now: sources, last reading, data of one's own."""
    sources = dict.fromkeys(now.sources)
    parts = [f"from {', '.join(sources)}" if sources else "without a source"]
    parts += [f"last read {now.read}"] if now.read else []
    parts += [f"with data of your own: {', '.join(now.origins)}"] if now.origins else []
    return "; ".join(parts)


def _gone(place: Place, key: Key) -> Problem:
    return _found(place, "E611", "a fact is no longer shown", key[0], key[1])


_KEPT = re.compile(r" sum=\S+(?: facts=\S+)?(?= -->)")
"""What a marker keeps for the program; a reader of the difference has no use for it."""
_NUMBERING = re.compile(r"<sup>[\d,-]+\??</sup>|&#8288;| ?\[[\d,-]+\]\??|^\d+\. |value=\"\d+\"")


def _diff(old: str, new: str, name: str) -> str:
    """A unified difference in which lines that differ in citation numbers alone are equal.

    Where nothing else differs, the numbers are shown after all.
    """
    before, after = _lines(old), _lines(new)
    known = {_NUMBERING.sub("", line): line for line in before}
    calm = [known.get(_NUMBERING.sub("", line), line) for line in after]
    heads = (f"{name} (as it is)", f"{name} (as it would be)")
    found = list(unified_diff(before, calm, *heads, n=1, lineterm=""))
    return "\n".join(found or unified_diff(before, after, *heads, n=1, lineterm=""))


def _lines(text: str) -> list[str]:
    return [_KEPT.sub("", line.rstrip("\r")) for line in text.split("\n")]
