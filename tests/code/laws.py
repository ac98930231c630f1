"""What properties are tried on: values as curators write them, records, texts that mean harm."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kb.model.claim import Answer, Claim, Gap
from kb.model.dose import UNITS
from kb.model.duration import Bound, TimeUnit
from kb.model.number import format_number
from kb.model.outcome import MEASURES, RATIOS
from kb.model.rate import SMPC_WORDS
from kb.model.text import Text
from kb.model.treatment import FieldInfo, Treatment, sections
from kb.model.vocab import GAP_STATES

numbers = st.decimals(min_value=0, max_value=99_999, places=3).map(lambda n: n.normalize())
positive = st.decimals(min_value=Decimal("0.001"), max_value=99_999, places=3).map(
    lambda n: n.normalize()
)
dashes = st.sampled_from(["-", "–", " - ", " – "])


@st.composite
def amounts(draw: st.DrawFn, lowest: st.SearchStrategy[Decimal] = numbers) -> str:
    """A number, or a range with either dash; never 0 alone."""
    low, high = sorted((draw(lowest), draw(positive)))
    if low == high:
        return format_number(low)
    return f"{format_number(low)}{draw(dashes)}{format_number(high)}"


bounds = st.sampled_from([f"{bound.value} " if bound.value else "" for bound in Bound])
units = st.sampled_from([unit.value for unit in TimeUnit])
timed = st.sampled_from([unit.value for unit in TimeUnit if unit is not TimeUnit.SESSION])


@st.composite
def durations(draw: st.DrawFn, unit: st.SearchStrategy[str] = units) -> str:
    """ "about 2-4 weeks"."""
    return f"{draw(bounds)}{draw(amounts())} {draw(unit)}{draw(st.sampled_from(['', 's']))}"


@st.composite
def doses(draw: st.DrawFn) -> str:
    """ "up to 0.5 mg/kg over 40 minutes", "5, 10 or 20 mg/dose"."""
    strengths = draw(st.lists(positive, min_size=2, max_size=4, unique=True).map(sorted))
    listed = [format_number(number) for number in strengths]
    amount = draw(
        st.one_of(amounts(positive), st.just(f"{', '.join(listed[:-1])} or {listed[-1]}"))
    )
    bound = draw(st.sampled_from(["", "about ", "at least ", "up to "]))
    per = draw(st.sampled_from(
        ["/day", "/dose", "/week", "/24 hours", " once a day", " three times a week"]
    ))  # fmt: skip
    over = draw(st.sampled_from(["", " over 40 minutes", " over 40-60 min", " over 1 hour"]))
    unit = draw(st.sampled_from(UNITS))
    return f"{bound}{amount} {unit}{draw(st.sampled_from(['', '/kg']))}{per}{over}"


paces = st.builds(
    "{} sessions/{}".format, amounts(), st.sampled_from(["day", "week", "month", "year"])
)
words = st.text(alphabet="abcdefghijklm ", min_size=1, max_size=20).map(
    lambda text: f"a{' '.join(text.split())}z"
)


@st.composite
def shares(draw: st.DrawFn) -> str:
    """ "10-30%", "<1%", "27 of 49"."""
    low, high = sorted((draw(st.integers(0, 100)), draw(st.integers(0, 100))))
    percent = f"{low}%" if low == high else f"{low}{draw(st.sampled_from('-–'))}{high}%"
    people = f"{low} {draw(st.sampled_from(['of', 'in']))} {high or 1}"
    before = draw(st.sampled_from(["", "about ", "up to ", "at least ", "<", ">", "less than "]))
    return draw(st.sampled_from([f"{before}{percent}", people]))


@st.composite
def rates(draw: st.DrawFn) -> str:
    """ "26% v 12% placebo at 8 weeks", "common"."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return draw(st.sampled_from(list(SMPC_WORDS)))
    text = draw(shares())
    if kind > 1:
        text += f" v {draw(shares())} {draw(words)}"
    return text + (f" at {draw(durations(timed))}" if kind > 2 else "")


@st.composite
def effects(draw: st.DrawFn) -> str:
    """ "SMD -0.3 (95% CI -0.4 to -0.2) v placebo at 8 weeks"."""
    measure = draw(st.sampled_from(list(MEASURES)))
    sign = -1 if measure not in RATIOS and draw(st.booleans()) else 1
    least, most = {"NNT": (1, 999), "RD": (0, 100)}.get(measure, (0, 99_999))
    size = st.decimals(max(least, Decimal("0.001")), most, places=3).map(lambda n: n.normalize())
    low, middle, high = sorted(sign * draw(size) for _ in range(3))
    percent = "%" if measure == "RD" else ""
    minus = draw(st.sampled_from("-−"))
    shown = [f"{number:f}".replace("-", minus) + percent for number in (low, middle, high)]
    text = f"{measure} {shown[1]}"
    if draw(st.booleans()):
        kind = draw(st.sampled_from(["", "CrI ", "95% CI ", "90% CI "]))
        text += f" ({kind}{shown[0]} to {shown[2]})"
    text += f" v {draw(words)}" if draw(st.booleans()) else ""
    return text + (f" at {draw(durations(timed))}" if draw(st.booleans()) else "")


@st.composite
def results(draw: st.DrawFn) -> str:
    """Rates, an effect, or both."""
    rate = draw(rates().filter(lambda text: text not in SMPC_WORDS))
    effect = draw(effects())
    return draw(st.sampled_from([rate, effect, f"{rate}; {effect}", f"{effect}; {rate}"]))


sentences = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


# Records: claims and gaps of plain words at any field, whatever it holds otherwise.


def claim(text: str) -> Claim[Any]:
    """A claim of plain words."""
    return Claim[Any].model_construct(value=Text(text), cite=(), read=(), when=None)


def gap(state: Any) -> Gap:
    """A gap with its reason."""
    return Gap(state=state, why="a reason")


gaps = st.builds(gap, st.sampled_from(sorted(GAP_STATES)))
claims = st.builds(claim, words)
answers: st.SearchStrategy[Answer[Any]] = st.builds(
    lambda entries: Answer[Any].model_construct(entries=tuple(entries), disagree=False),
    st.one_of(st.lists(claims, max_size=3), st.lists(gaps, max_size=2), st.lists(st.one_of(claims, gaps), max_size=3)),
)  # fmt: skip


def typed(info: FieldInfo, answer: Answer[Any]) -> Answer[Any]:
    """The answer as one of the field's own kind, as the loader makes it."""
    entries = tuple(
        Claim[info.kind].model_construct(**vars(entry)) if isinstance(entry, Claim) else entry  # type: ignore[name-defined]
        for entry in answer.entries
    )
    return Answer[info.kind].model_construct(entries=entries, disagree=answer.disagree)  # type: ignore[name-defined]


def having(record: Treatment, info: FieldInfo, answer: Answer[Any]) -> Treatment:
    """`record` with another answer at one field."""
    assert info.section in sections()
    section = getattr(record, info.section)
    inner = section.model_copy(update={info.attribute: answer})
    return record.model_copy(update={info.section: inner})


# Texts that would be obeyed if they were not shown.

SIGNS = "=+-@\t\r\n\x00\x07\x1b\x9b\u202e\u200b\ufeff\u2028|%<>&\"'`*_[](){}#!~^$\\;:, ab1＝＠é漢"
hostile = st.one_of(st.text(alphabet=SIGNS, max_size=20), st.text(max_size=20))
