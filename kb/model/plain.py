"""What every text of a record must be: one line of characters that are seen, and seen rightly."""

from __future__ import annotations

from kb.invisible import first_invisible
from kb.model.fault import ValueFault
from kb.model.pattern import Pattern

LONGEST = 280
"""Characters in one sentence. A longer one does not fit a cell and holds several claims."""


_STRANGE = Pattern(
    r"(?P<marks>[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,})"
    r"|[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]"
)
"""A heap of marks, and Latin with Cyrillic letters: "\u0430spirin" is not aspirin. Greek may stand
beside Latin letters: GABA\u03b1."""


def check_plain(text: str, longest: int = LONGEST) -> None:
    """Raise ValueFault unless `text` is one line of visible characters of bounded length."""
    if not text.strip():
        raise ValueFault("the text is empty", "Write the text, or a gap such as not-reported.")
    index = first_invisible(text)
    if index >= 0:
        raise ValueFault(
            f"an invisible character (U+{ord(text[index]):04X}) stands in the text",
            "Remove it.",
            index,
            1,
        )
    strange = _STRANGE.search(text)
    if strange:
        raise ValueFault(
            "more than four marks on one letter hide what stands around it"
            if strange["marks"]
            else "letters of two alphabets in one word: it is not the word that it looks like",
            "Write the word anew.",
            strange.start(),
            len(strange[0]),
        )
    if len(text) > longest:
        raise ValueFault(
            f"the text has {len(text)} characters; {longest} is the most",
            "Split it into several claims, or shorten it.",
            longest,
            len(text) - longest,
        )


def check_comparator(text: str, start: int) -> str:
    """`text`, which stands for a comparator from `start` on; raises ValueFault if it cannot."""
    try:
        check_plain(text)
    except ValueFault as fault:
        raise ValueFault(fault.what, fault.remedy, start + fault.start, fault.width) from None
    if text != text.strip() or text.partition(" ")[0] == "v":
        remedy = "Write v and one comparator: v placebo."
        raise ValueFault(f'"{text}" names no comparator', remedy, start, len(text))
    return text
