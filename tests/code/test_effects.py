"""Effects: per 100, one period a table, one comparison an axis, refusals in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.effects import Finding, differences, findings, head_to_head, outcome_paths
from kb.model.outcome import Result
from kb.model.rate import parse_share
from kb.problems import UsageFault
from kb.render.terminal import text
from kb.view.document import NBSP, Chart
from kb.view.effects import _difference, effects_document, per_hundred


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("52%", "52 of 100"),
        ("39.7%", "39.7 of 100"),
        ("10-30%", "10–30 of 100"),
        ("<1%", "less than 1 of 100"),
        ("27 of 49", "55.1 of 100"),
        ("about 40%", "about 40 of 100"),
    ],
)
def test_per_hundred(share: str, words: str) -> None:
    assert per_hundred(parse_share(share)).replace(NBSP, " ") == words


def test_differences_are_counted_only_between_single_numbers() -> None:
    one, other = parse_share("52%"), parse_share("37%")
    assert _difference(one, other) == "15 more"
    assert _difference(other, one) == "15 fewer"
    assert _difference(one, one) == "no difference"
    assert _difference(parse_share("10-30%"), one) == "ranges: not subtracted"
    assert _difference(one, None) == "no comparator"
    assert one.low == Fraction(52, 100)


def test_outcomes_are_known_or_refused() -> None:
    assert outcome_paths([]) == [
        "efficacy.response", "efficacy.remission",
        "acceptability.dropout-any", "acceptability.dropout-adverse",
    ]  # fmt: skip
    assert outcome_paths(["Weight gain"]) == ["adverse.weight-gain"]
    with pytest.raises(UsageFault, match=r'No outcome is called "nausae"\. Did you mean nausea'):
        outcome_paths(["nausae"])


def finding(base: KnowledgeBase, effect: str, when: str) -> Finding:
    record = base["alphine"]
    claim = record.answer("efficacy.response").claims[0].model_copy(update={"when": when})
    return Finding(record, "efficacy.response", claim, None, Result.parse(effect).effect)


@pytest.mark.parametrize(
    ("effect", "when", "words"),
    [
        ("RR 1.2 v placebo at 8 weeks", "adults", {"measure"}),
        ("OR 1.2 v sham at 8 weeks", "adults", {"comparator"}),
        ("OR 1.2 v placebo at 6 weeks", "adults", {"time point"}),
        ("OR 1.2 v placebo at 8 weeks", "older adults", {"population"}),
        ("OR 1.5 v placebo at 8 weeks", "Adults.", set()),
    ],
)
def test_only_like_stands_on_one_axis(
    invented: KnowledgeBase, effect: str, when: str, words: set[str]
) -> None:
    first = finding(invented, "OR 1.2 v placebo at 8 weeks", "adults")
    found = differences([first, finding(invented, effect, when)])
    assert len(found) == bool(words)
    for d in found:
        differing = {
            name
            for name, values in (
                ("measure", d.measures), ("comparator", d.comparators), ("time point", d.times)
            )
            if len(values) > 1
        }  # fmt: skip
        assert differing | ({"population"} if d.populations > 1 else set()) == words


def test_the_view_says_what_there_is_and_what_not(invented: KnowledgeBase) -> None:
    records = [invented["alphine"], invented["talking-cure"]]
    paths = outcome_paths(["response"])
    direct = list(head_to_head(invented, records, paths))
    document = effects_document(
        invented, records, paths, findings(invented, records, paths), direct
    )
    shown = text(document, 120)
    assert "Of 100 people, at 8 weeks" in shown
    assert "52 of 100" in shown
    assert "15 more" in shown
    assert "Response, against each other" in shown
    assert "alphine v talking cure" in shown
    assert "- response: talking cure (not yet reviewed)" in shown
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    assert [chart.title.replace(NBSP, " ") for chart in charts] == [
        "Odds ratio v placebo at 8 weeks",
        "Risk ratio v talking cure at 8 weeks",
    ]
    row = charts[0].groups[0].rows[0]
    assert row.low is not None
    assert row.point is not None
    assert row.high is not None
    assert charts[0].reference == pytest.approx(0.5)
    assert 0.5 < row.low < row.point < row.high < 1


def test_outcomes_of_head_to_head_results_can_be_asked_for(invented: KnowledgeBase) -> None:
    assert outcome_paths(["relapse", "response"]) == ["comparison.relapse", "efficacy.response"]
    records = [invented["alphine"], invented["talking-cure"]]
    assert findings(invented, records, ["comparison.relapse"]) == []
    assert list(head_to_head(invented, records, ["comparison.relapse"])) == []
    assert [f.outcome for f in head_to_head(invented, records, ())] == ["comparison.response"]
    document = effects_document(invented, records, ["comparison.relapse"], [], [])
    assert "- relapse, against each other: no result is recorded\n" in text(document, 80)
