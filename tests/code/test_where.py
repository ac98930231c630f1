"""The language of --where: what it reads, what it refuses and where, how it judges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ask.base import KnowledgeBase
from kb.ask.criteria import AllOf, AnyOf, Criterion, Not
from kb.ask.terms import WhereFault
from kb.ask.truth import Cause, Truth, negated
from kb.ask.where import parse_where, tokens
from kb.load.base import load
from tests.conftest import INVENTED, TODAY

BASE = load(folder=INVENTED, today=TODAY)


def judged(text: str, record: str) -> tuple[str, set[str]]:
    verdict = parse_where(text, BASE).judge(BASE, BASE[record])
    causes = {ground.cause.value for ground in verdict.grounds if ground.cause}
    return verdict.truth.value, causes


@pytest.mark.parametrize(
    ("text", "record", "truth", "causes"),
    [
        ("onset.response <= 4 weeks", "alphines", "yes", set()),
        ("onset.response <= 28d", "alphines", "yes", set()),
        ("onset.response <= 3 weeks", "alphines", "unknown", {"straddles"}),
        ("onset.response < 2w", "alphines", "no", set()),
        ("onset.response = 2-4 weeks", "alphines", "yes", set()),
        ("onset.response <= 4 weeks", "alphine", "yes", set()),  # the class's value
        ("onset.response <= 4 weeks", "betazine", "unknown", {"denied"}),
        ("onset.response <= 4 weeks", "talking-cure", "unknown", {"gap"}),
        ("onset.response <= 4 sessions", "alphines", "unknown", {"scale"}),
        ("onset.full-trial <= 8 weeks", "alphine", "unknown", {"gap"}),  # not applicable
        ("onset.response.sure = moderate", "alphines", "yes", set()),
        ("onset.response.sure = low", "alphine", "no", set()),
        ("onset.response.when mentions major", "alphine", "yes", set()),
        ("dosing.maximum >= 20 mg/day", "alphine", "yes", set()),
        ("dosing.maximum >= 30 mg/day", "alphine", "no", set()),
        ("dosing.maximum >= 1 mg/dose", "alphine", "unknown", {"scale"}),
        ("dosing.maximum > 1 mg/day", "talking-cure", "unknown", {"gap"}),
        ("route = oral", "alphine", "yes", set()),
        ("route = by mouth", "alphine", "yes", set()),
        ("route != oral", "alphine", "no", set()),
        ("route = nasal", "alphine", "no", set()),
        ("route = oral", "talking-cure", "no", set()),  # not applicable: no drug
        ("route = oral", "betazine", "unknown", {"gap"}),
        ("pace = 1-2 sessions/week", "talking-cure", "yes", set()),
        ("pace <= 1 sessions/day", "talking-cure", "unknown", {"scale"}),
        ("efficacy.response >= 50%", "alphine", "yes", set()),
        ("efficacy.remission >= 50%", "alphine", "unknown", {"disagree"}),
        ("efficacy.remission >= 70%", "alphine", "no", set()),
        ("adverse.nausea <= 20%", "alphine", "no", set()),
        ("adverse.insomnia <= 20%", "alphine", "yes", set()),
        ("adverse.headache <= 20%", "alphine", "unknown", {"gap"}),
        ("warnings.boxed mentions testing", "alphine", "no", set()),  # none found
        ("warnings.boxed mentions testing", "alphines", "yes", set()),
        ("warnings.boxed mentions testing", "betazine", "unknown", {"gap"}),  # never the class's
        ("targets.action = blocks", "alphine", "yes", set()),
        ("targets.species = animal", "alphines", "no", set()),
        ("class = alphines", "alphine", "yes", set()),
        ("class = ALPH", "alphines", "yes", set()),
        ("class = alphines", "talking-cure", "no", set()),
        ("category = psychotherapy", "talking-cure", "yes", set()),
        ("name mentions cure", "talking-cure", "yes", set()),
        ("onset.response is not-reported", "alphine", "no", set()),  # the class's value is shown
        ("onset.response is not-yet-reviewed", "talking-cure", "yes", set()),
        ("onset.response is not value", "talking-cure", "yes", set()),
        ("onset.response <= 1 week or route = oral", "alphine", "yes", set()),
        ("onset.response <= 1 week and route = oral", "alphine", "no", set()),
        ("not onset.response <= 1 week and route = oral", "alphine", "yes", set()),
        ("not (onset.response <= 1 week or route = oral)", "talking-cure", "unknown", {"gap"}),
        ('dosing.form mentions "and or not"', "alphine", "unknown", {"gap"}),
    ],
)
def test_judgement(text: str, record: str, truth: str, causes: set[str]) -> None:
    assert judged(text, record) == (truth, causes)


@pytest.mark.parametrize(
    ("text", "start", "width", "what", "remedy"),
    [
        ("onset.respons <= 1 week", 0, 13, 'no field is called "onset.respons"',
         "Did you mean onset.response?"),
        ("zzzz = 1", 0, 4, 'no field is called "zzzz"', "`kb glossary` lists every field."),
        ("onset <= 1 week", 0, 5, '"onset" is a section',
         "Write one of: onset.first-separation, onset.response, onset.full-trial."),
        ("response <= 1 week", 0, 8, '"response" is in several sections',
         "Write onset.response or efficacy.response."),
        ("route = orl", 8, 3, '"orl" is not one of the values allowed here',
         "Did you mean oral?"),
        ("route < oral", 8, 4, "a term is named, not measured", "Use =, != or mentions."),
        ("onset.response <= soon", 18, 4, '"soon" is not a duration',
         "Write 7d, 12h, 2 weeks, 6 months or 8 sessions."),
        ("onset.response <= 1-2 weeks", 18, 9, "a limit is one number, not a range",
         "Write one end of the range."),
        ("onset.response <= about 2 weeks", 18, 13, "a limit is a bare number",
         "Leave out about, at least and the like."),
        ("adverse.nausea <= 10", 18, 2, '"10" is not a share of people',
         "Write a percentage: 10%."),
        ("boxed < testing", 8, 7, "this field holds sentences, which have no order",
         "Use =, != or mentions."),
        ("class = alphnes", 8, 7, 'No treatment is called "alphnes"',
         "Did you mean alphines or alphine?"),
        ("category = pill", 11, 4, '"pill" is not one of the values allowed here',
         "Write one of: pharmacotherapy, neuromodulation, psychotherapy, light-and-lifestyle, "
         "supplement."),
        ("onset.response is not-studid", 18, 10,
         '"not-studid" is not one of the values allowed here', "Did you mean not-studied?"),
        ("targets.acton = blocks", 0, 13, 'no field is called "targets.acton"',
         "Did you mean targets.action?"),
        ("class is value", 9, 5, "only a field has a state", "Write = here."),
        ("(route = oral", 0, 1, "a bracket is not closed", "Add )."),
        ("route = oral)", 12, 1, "this closes no bracket", "Join tests by and or or."),
        ("route oral", 6, 4, "a relation is missing here",
         "Relations: = != < <= > >=, mentions, is."),
        ("route =", 7, 1, "a value is missing here", "Write a value: 1 week, oral, 10%."),
        ("route = oral and", 16, 1, "a field is missing here",
         "Write a field: onset.response."),
        ('route = "oral', 8, 1, "a quotation mark is not closed",
         "Write tests such as `onset.response <= 1 week`, joined by and, or, not."),
        ("", 0, 1, "a field is missing here", "Write a field: onset.response."),
        ("(" * 50, 41, 1, "this is nested too deeply", "Write it with fewer brackets."),
    ],
)  # fmt: skip
def test_refusals_mark_the_place(text: str, start: int, width: int, what: str, remedy: str) -> None:
    with pytest.raises(WhereFault) as caught:
        parse_where(text, BASE)
    fault = caught.value
    assert (fault.start, fault.width, fault.what, fault.remedy) == (start, width, what, remedy)


def test_the_message_has_a_caret_line() -> None:
    with pytest.raises(WhereFault) as caught:
        parse_where("route = orl", BASE)
    assert str(caught.value) == (
        "    route = orl\n"
        '            ^^^ "orl" is not one of the values allowed here\n'
        "Did you mean oral? Nothing was shown."
    )


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_its_own_bounds(text: str) -> None:
    fault = fault_of(text)
    assert fault is None or (0 <= fault.start <= len(text) and fault.what and fault.remedy)


def fault_of(text: str) -> WhereFault | None:
    try:
        parse_where(text, BASE)
    except WhereFault as fault:
        return fault
    return None


@given(st.text(alphabet="abc <>=!~()\"' .0123", max_size=40))
def test_tokens_hold_every_visible_character_once(text: str) -> None:
    try:
        found = tokens(text)
    except WhereFault:
        return
    covered = "".join(text[t.start : t.end] for t in found)
    assert covered.replace(" ", "") == text.replace(" ", "")


ATOMS = (
    "onset.response <= 3 weeks", "onset.response <= 4 weeks", "route = oral", "route = nasal",
    "class = alphines", "efficacy.remission >= 50%", "warnings.boxed mentions testing",
)  # fmt: skip
texts = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) and ({two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) or ({two[1]})"),
    ),
    max_leaves=8,
)


def without_not(criterion: Criterion, turned: bool = False) -> Criterion:
    """The same criterion with every not pushed down to the tests, by De Morgan's laws."""
    match criterion:
        case Not(inner):
            return without_not(inner, not turned)
        case AllOf(parts) | AnyOf(parts):
            join = AllOf if isinstance(criterion, AllOf) != turned else AnyOf
            return join(tuple(without_not(part, turned) for part in parts))
        case _:
            return Not(criterion) if turned else criterion


@given(texts)
def test_laws_hold_for_whatever_is_written(text: str) -> None:
    criterion = parse_where(text, BASE)
    opposite = parse_where(f"not ({text})", BASE)
    for record in BASE:
        verdict = criterion.judge(BASE, record)
        assert opposite.judge(BASE, record) == negated(verdict)
        assert without_not(criterion).judge(BASE, record).truth is verdict.truth
        unknown = [g for g in verdict.grounds if g.truth is Truth.UNKNOWN]
        if verdict.truth is Truth.UNKNOWN:
            assert unknown, "an open question must name a reason"
        assert all(ground.cause is not None for ground in unknown)


def test_binding_or_then_and_then_not(invented: KnowledgeBase) -> None:
    assert parse_where("route = oral or route = nasal and not class = alphines", invented) == (
        parse_where("(route = oral) or ((route = nasal) and (not (class = alphines)))", invented)
    )


def test_causes_have_words() -> None:
    from kb.view.verdicts import CAUSES

    assert set(CAUSES) == set(Cause)
