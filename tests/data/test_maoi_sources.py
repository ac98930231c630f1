"""Every MAOI beside every antidepressant that must not meet one, both ways, from read sources.

SEEN was worked by hand from texts that were read on 2026-11-24 and 2026-11-25 (each line names its
text); nothing in it was copied from the program. Where a text speaks of MAOIs in general, it is
expected for each MAOI. Of 420 pairs 359 stand here with an interval, 22 are pinned as gaps, and the
rest (most of them to the selegiline patch, whose text was not reached) have to say what is recorded
or that nothing is; test_maoi_pairs pins the US labels beside that.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb.ask.base import KnowledgeBase
from kb.ask.switching import switching
from kb.model.duration import Duration
from kb.model.relation import SwitchRule
from kb.render.terminal import text
from kb.view.related import switch_document

MAOIS = (
    "phenelzine", "tranylcypromine", "isocarboxazid", "selegiline-transdermal", "moclobemide",
)  # fmt: skip
IRREVERSIBLE = ("phenelzine", "tranylcypromine", "isocarboxazid")
SSRIS = ("citalopram", "escitalopram", "fluoxetine", "fluvoxamine", "paroxetine", "sertraline")
SNRIS = (
    "desvenlafaxine", "duloxetine", "levomilnacipran", "milnacipran", "venlafaxine-ir",
    "venlafaxine-xr",
)  # fmt: skip
TCAS = (
    "amitriptyline", "amoxapine", "clomipramine", "desipramine", "dosulepin", "doxepin",
    "imipramine", "lofepramine", "maprotiline", "nortriptyline", "protriptyline", "trimipramine",
)  # fmt: skip
OTHERS = (
    "agomelatine", "bupropion-sr", "bupropion-xl", "dextromethorphan-bupropion", "gepirone-er",
    "methylphenidate", "mianserin", "mirtazapine", "nefazodone", "olanzapine-fluoxetine",
    "reboxetine", "st-johns-wort", "tianeptine", "trazodone", "vilazodone", "vortioxetine",
)  # fmt: skip
DRUGS = (*SSRIS, *SNRIS, *TCAS, *OTHERS)

# (from, to, interval, whose text it is); the comment above a line names the text.
LABELS: list[tuple[tuple[str, ...], tuple[str, ...], str, str]] = [
    # Sertraline US label, contraindications, as kept in openFDA.
    (("sertraline",), MAOIS, "14 days", "US"),
    (MAOIS, ("sertraline",), "14 days", "US"),
    # Fluoxetine US label, highlights, as kept in openFDA.
    (("fluoxetine",), MAOIS, "5 weeks", "US"),
    (MAOIS, ("fluoxetine",), "14 days", "US"),
    # Pristiq US patient page; Pristiq Canadian contraindications.
    (("desvenlafaxine",), MAOIS, "7 days", "US"),
    (MAOIS, ("desvenlafaxine",), "14 days", "US"),
    (("desvenlafaxine",), MAOIS, "7 days", "CA"),
    (MAOIS, ("desvenlafaxine",), "14 days", "CA"),
    # Duloxetine US medication guide.
    (("duloxetine",), MAOIS, "5 days", "US"),
    (MAOIS, ("duloxetine",), "14 days", "US"),
    # Levomilnacipran and vilazodone US patient texts (Cigna copies).
    (("levomilnacipran",), MAOIS, "7 days", "US"),
    (MAOIS, ("levomilnacipran",), "14 days", "US"),
    (("vilazodone",), MAOIS, "14 days", "US"),
    (MAOIS, ("vilazodone",), "14 days", "US"),
    # Milnacipran US leaflet: the MAOI first.
    (MAOIS, ("milnacipran",), "14 days", "US"),
    # Auvelity US label, dosage (a copy).
    (("dextromethorphan-bupropion",), MAOIS, "14 days", "US"),
    (MAOIS, ("dextromethorphan-bupropion",), "14 days", "US"),
    # Parnate US label, sections 2.2 and 7.1.
    (("fluoxetine",), ("tranylcypromine",), "5 weeks", "US"),
    (("tranylcypromine",), (*SSRIS, *SNRIS, *TCAS), "1 week", "US"),
    (
        ("tranylcypromine",),
        ("bupropion-sr", "bupropion-xl", "nefazodone", "trazodone", "vilazodone", "vortioxetine"),
        "1 week",
        "US",
    ),
    (
        ("phenelzine", "isocarboxazid", "selegiline-transdermal", "moclobemide"),
        ("tranylcypromine",),
        "1 week",
        "US",
    ),
    # Marplan US label, contraindications (GlobalRPH copy): from an MAOI or a dibenzazepine.
    (("phenelzine", "tranylcypromine"), ("isocarboxazid",), "1 week", "US"),
    (TCAS, ("isocarboxazid",), "1 week", "US"),
    # NHS Specialist Pharmacy Service, from an MAOI and from moclobemide.
    (IRREVERSIBLE, ("mirtazapine",), "14 days", "UK"),
    (IRREVERSIBLE, ("agomelatine",), "2-4 weeks", "UK"),
    (IRREVERSIBLE, ("moclobemide",), "14 days", "UK"),
    (("phenelzine", "isocarboxazid"), ("tranylcypromine",), "14 days", "UK"),
    (("phenelzine", "tranylcypromine"), ("isocarboxazid",), "14 days", "UK"),
    (("isocarboxazid", "tranylcypromine"), ("phenelzine",), "14 days", "UK"),
    (("moclobemide",), ("agomelatine", "mirtazapine", *SSRIS), "24 hours", "UK"),
    (("moclobemide",), IRREVERSIBLE, "24 hours", "UK"),
    # The same, SNRIs to other antidepressants.
    (SNRIS, ("moclobemide",), "7 days", "UK"),
    (("duloxetine",), IRREVERSIBLE, "5-14 days", "UK"),
    # GPnotebook, tricyclics to moclobemide and vortioxetine to an MAOI.
    (tuple(t for t in TCAS if t != "clomipramine"), ("moclobemide",), "7 days", "UK"),
    (("clomipramine",), ("moclobemide",), "7-21 days", "UK"),
    (("vortioxetine",), IRREVERSIBLE, "14-21 days", "UK"),
]


MICROMEDEX = (
    "amoxapine", "bupropion-sr", "bupropion-xl", "citalopram", "clomipramine", "desipramine",
    "escitalopram", "fluvoxamine", "imipramine", "mirtazapine", "nortriptyline", "paroxetine",
    "sertraline", "trazodone", "trimipramine", "vilazodone",
)  # fmt: skip
BLIND: list[tuple[tuple[str, ...], tuple[str, ...], str, str]] = [
    # Micromedex patient texts (Merative 2025): 14 days either way.
    (MICROMEDEX, MAOIS, "14 days", "US"),
    (MAOIS, MICROMEDEX, "14 days", "US"),
    # The same: not within 14 days of an MAOI.
    (MAOIS, ("doxepin", "gepirone-er", "methylphenidate"), "14 days", "US"),
    # Exxua monograph (Medscape): 14 days after stopping.
    (("gepirone-er",), MAOIS, "14 days", "US"),
    # Effexor XR US label copy; an article on Effexor quotes the label for the tablets.
    (("venlafaxine-ir", "venlafaxine-xr"), MAOIS, "7 days", "US"),
    (MAOIS, ("venlafaxine-ir", "venlafaxine-xr"), "14 days", "US"),
    # Trintellix monograph: rxreasoner, usage.
    (("vortioxetine",), MAOIS, "21 days", "US"),
    (MAOIS, ("vortioxetine",), "14 days", "US"),
    # Symbyax monograph (drugline).
    (("olanzapine-fluoxetine",), MAOIS, "5 weeks", "US"),
    (MAOIS, ("olanzapine-fluoxetine",), "14 days", "US"),
    # Nefazodone: MPR monograph.
    (("nefazodone",), MAOIS, "7 days", "US"),
    (MAOIS, ("nefazodone",), "14 days", "US"),
    # Savella (Multum): the other direction of the leaflet above.
    (("milnacipran",), MAOIS, "5 days", "US"),
    # Vivactil (PDRhealth): 2 weeks either way.
    (("protriptyline",), MAOIS, "14 days", "US"),
    (MAOIS, ("protriptyline",), "14 days", "US"),
    # Elavil, Canadian text (rxreasoner): 14 days either way.
    (("amitriptyline",), MAOIS, "14 days", "CA"),
    (MAOIS, ("amitriptyline",), "14 days", "CA"),
    # Faverin UK text, section 4.3.
    (("fluvoxamine",), MAOIS, "7 days", "UK"),
    (IRREVERSIBLE, ("fluvoxamine",), "14 days", "UK"),
    # Lustral UK text, section 4.3.
    (("sertraline",), IRREVERSIBLE, "7 days", "UK"),
    (IRREVERSIBLE, ("sertraline",), "14 days", "UK"),
    # Nardil UK text, section 4.3.
    (("clomipramine", "imipramine"), ("phenelzine",), "3 weeks", "UK"),
    (("fluoxetine",), ("phenelzine",), "5 weeks", "UK"),
    (("paroxetine",), ("phenelzine",), "2 weeks", "UK"),
    (("phenelzine",), SSRIS, "14 days", "UK"),
    # Mianserin UK leaflet.
    (("mianserin",), IRREVERSIBLE, "1-2 weeks", "UK"),
    (IRREVERSIBLE, ("mianserin",), "2 weeks", "UK"),
    # GPnotebook, tricyclics and mirtazapine to an MAOI.
    (
        tuple(t for t in TCAS if t not in ("clomipramine", "imipramine")),
        IRREVERSIBLE,
        "7-21 days",
        "UK",
    ),
    (("clomipramine", "imipramine"), IRREVERSIBLE, "21 days", "UK"),
    (("mirtazapine",), IRREVERSIBLE, "7-14 days", "UK"),
    # Wellbutrin XR, Malta: a day after a reversible inhibitor.
    (IRREVERSIBLE, ("bupropion-xl",), "14 days", "EU"),
    (("moclobemide",), ("bupropion-xl",), "24 hours", "EU"),
    # Citalopram, Italian SmPC, section 4.3.
    (("citalopram",), IRREVERSIBLE, "7 days", "EU"),
    (IRREVERSIBLE, ("citalopram",), "14 days", "EU"),
    # Mianserin after moclobemide; dosulepin, a text of Vietnam.
    (("moclobemide",), ("mianserin",), "1 week", "UK"),
    (IRREVERSIBLE, ("dosulepin",), "14 days", "international"),
    # Lofepramine, Irish text; maprotiline, German text.
    (IRREVERSIBLE, ("lofepramine",), "14 days", "EU"),
    (IRREVERSIBLE, ("maprotiline",), "14 days", "EU"),
]
"""Texts read a day earlier, noted before the records were looked at."""


def spread(rows: list[tuple[tuple[str, ...], tuple[str, ...], str, str]]) -> Iterator[
    tuple[str, str, str, str]
]:  # fmt: skip
    for left, begun, interval, place in rows:
        yield from ((a, b, interval, place) for a in left for b in begun if a != b)


SEEN = list(dict.fromkeys(spread([*LABELS, *BLIND])))
PAIRS = {
    *((m, d) for m in MAOIS for d in DRUGS),
    *((d, m) for m in MAOIS for d in DRUGS),
    *((m, n) for m in MAOIS for n in MAOIS if m != n),
}

UNSEEN_TO = {"agomelatine", "methylphenidate", "reboxetine", "st-johns-wort", "tianeptine"}
"""Drugs of which no text seen states an interval before MAOIs in general."""
NO_RULE = {
    *(("st-johns-wort", m) for m in MAOIS),
    *((m, "st-johns-wort") for m in MAOIS),
    *(("reboxetine", m) for m in MAOIS),
    *(("methylphenidate", m) for m in MAOIS),
    ("agomelatine", "selegiline-transdermal"),
    ("selegiline-transdermal", "agomelatine"),
}
"""Pairs of which no interval is recorded, pinned so that a gap can neither come nor go unseen."""


def shown(base: KnowledgeBase, left: str, begun: str) -> set[tuple[tuple[object, ...], str]]:
    """Bounds in hours and jurisdiction of every interval that the answer shows."""
    found = set()
    for statement in switching(base, left, begun).rules:
        for claim in statement.answer.claims:
            value = claim.value.interval if isinstance(claim.value, SwitchRule) else claim.value
            for place in claim.jurisdictions if value is not None else ():
                found.add((tuple(value.hours()), place.value))
    return found


@pytest.mark.parametrize(("left", "begun", "interval", "place"), SEEN)
def test_interval_read_in_a_source(
    shipped: KnowledgeBase, left: str, begun: str, interval: str, place: str
) -> None:
    low, high = Duration.parse(interval).hours()
    found = shown(shipped, left, begun)
    assert any(w == place and h[0] == low and (h[1] == high or h[1] is None) for h, w in found), (
        f"{interval} ({place}) is not shown; shown are {found}"
    )


@pytest.mark.parametrize(("left", "begun"), sorted(PAIRS))
def test_a_pair_has_an_interval_or_says_that_none_is_recorded(
    shipped: KnowledgeBase, left: str, begun: str
) -> None:
    """Either a rule with its place, or the words for a gap: never silence."""
    found = switching(shipped, left, begun)
    recorded = any(statement.answer.claims for statement in found.rules)
    assert recorded is ((left, begun) not in NO_RULE)
    words = text(switch_document(found), 200)
    said = f"No rule is recorded for going from {found.left.name} to {found.begun.name}."
    assert (said in words) is not recorded
    if recorded and not shown(shipped, left, begun):
        assert left == "agomelatine", "only agomelatine goes over the next day, in so many words"
        assert "the next day" in words


def test_the_tables_name_every_drug() -> None:
    rows = [*LABELS, *BLIND]
    stated = {one for left, to, _, _ in rows if to in (MAOIS, IRREVERSIBLE) for one in left} - set(
        MAOIS
    )
    assert set(DRUGS) == stated | UNSEEN_TO
    assert not stated & UNSEEN_TO
    assert len(SEEN) > 480
    seen = {(left, begun) for left, begun, _, _ in SEEN}
    assert len(seen) == 359, "pairs with an interval that was worked from a text"
    assert len(PAIRS) == 2 * 5 * 40 + 20
