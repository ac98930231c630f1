"""Bad values that have the form of good ones: comparators, names, links, dates, relations."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import HEAD, Case, field


def values() -> Iterator[Case]:
    """Every case whose fault lies in what a value says."""
    yield from _comparators()
    yield from _names()
    yield from _dates()


def _comparators() -> Iterator[Case]:
    for name, written in {
        "bidi": '"26% v 12% pla\u202ecebo"', "terminal": '"26% v 12% pla\\e[31mcebo"',
        "newline": '"26% v 12% pla\\ncebo"', "nul": '"26% v 12% pla\\0cebo"',
        "long": "26% v 12% " + "p" * 9000, "blank": '"26% v 12%   "', "twice": "26% v 12% v 13% x",
        "ends-blank": '"26% v 12% placebo "', "cyrillic": '"26% v 12% pl\u0430cebo"',
        "heap": '"26% v 12% p' + "\u0301" * 40 + '"', "zero-width": '"26% v 12% pla\u200bcebo"',
        "tag": '"26% v 12% pla\U000e0041cebo"', "soft-hyphen": '"26% v 12% pla\u00adcebo"',
    }.items():  # fmt: skip
        yield Case(
            f"rate-comparator-{name}", field("adverse", "nausea", written).encode(), "E104", 6
        )
        effect = written.replace("26% v 12%", "OR 2 (1 to 3) v")
        yield Case(
            f"effect-comparator-{name}", field("efficacy", "response", effect).encode(), "E104", 6
        )
    for text in ("26% v 12% placebo at 0 weeks", "0 of 0", "12.5 of 40", "-1%", "+5%", "0/0", "5/10",
                 ".5%", "%", "(5%)", "~5%", "≈5%", "½", "5 in 4", "100.1%"):  # fmt: skip
        yield Case(f"rate-{text}", field("adverse", "nausea", f"'{text}'").encode(), "E10", 6)
    for text in ("OR 0", "OR 0 (0 to 0)", "RR 0.0 (0 to 0)", "HR -0.5", "NNT 0", "NNT 0.9", "RD 101%", "RD 2",
                 "RD 5% (1 to 9)", "g 50%", "OR 1 (1 to 2%)", "OR 2 (3 to 1)", "MD 5 (6 to 4)", "OR 2;", "OR 2; ",
                 "; OR 2", "OR 2 v placebo at 0 days", "OR 2 v v", "0%; 0%"):  # fmt: skip
        yield Case(f"effect-{text}", field("efficacy", "response", f"'{text}'").encode(), "E10", 6)
    for text in ("0 weeks", "0 sessions", "about 0 days", "0.0 hours", "0-0 weeks", "00 weeks", "1-0 weeks"):  # fmt: skip
        yield Case(f"time-{text}", field("onset", "response", f"'{text}'").encode(), "E10", 6)
    for text in ("0 mg/day", "0-5 mg/day", "0 or 5 mg/dose", "5 or 5 mg/dose", "5 mg over 0 min", "0.0 mg/kg/day",
                 "5 mg over 40-20 min", "5 mg over 05 min", "up to 0 g/week"):  # fmt: skip
        yield Case(f"dose-{text}", field("dosing", "usual", f"'{text}'").encode(), "E10", 6)
    for key in ("trials", "participants"):
        size = f"{{value: OR 2, {key}: 0}}"
        yield Case(f"{key}-0", field("efficacy", "response", size).encode(), "E105", 6)


def _names() -> Iterator[Case]:
    for name, written, code in (
        ("punctuation", '"!!!"', "E204"), ("dashes", '"\u2014 \u2013"', "E204"), ("mark", '"\u0301"', "E204"),
        ("heap", '"a' + "\u0300" * 200 + '"', "E104"), ("cyrillic", '"\u0430spirin"', "E104"),
        ("cyrillic-end", '"aspiri\u043f"', "E104"), ("emoji-joined", '"\U0001f468\u200d\U0001f469"', "E104"),
        ("variation", '"a\ufe0f"', "E104"), ("noncharacter", '"\ufdd0"', "E104"), ("private", '"\ue000"', "E104"),
    ):  # fmt: skip
        line = 2 if code == "E104" else 1
        yield Case(f"name-{name}", HEAD.replace("name: x", f"name: {written}").encode(), code, line)
        alias = f"{HEAD}  aliases: [{written}]\n".encode()
        yield Case(f"alias-{name}", alias, code, 5 if code == "E104" else 1)
    yield Case("class-itself", f"{HEAD.replace('agent', 'class')}  class: x\n".encode(), "E202", 1)
    item = "- {{id: x{}, name: x{}, category: supplement, level: class, class: x{}}}\n"
    circle = "".join(item.format(i, i, (i + 1) % 3) for i in range(3))
    yield Case("class-circle", circle.encode(), "E202", 1)
    chain = "".join(item.format(i, i, i + 1) for i in range(900))
    yield Case("class-chain", (chain + HEAD.replace("x", "x900")).encode(), "E202", 1)
    for key in ("\u00a0name", "Name", "\uff4eame", "n\u0430me", '"name "', "name\u0301"):
        text = HEAD.replace("  name:", f"  {key}:")
        yield Case(f"key-{key}", text.encode(), "E10")


def sources() -> Iterator[Case]:
    """Cases that are files of sources."""
    for link in ("https://x y", "https://exa\u202emple.org", "https://fda.gov@evil.example/", "https://[::1",
                 "https://\u0430pple.com", 'https://x.org/"><script>', "https://x.org:999999/", "https://",
                 "https://-x.org", "https://x.org\\\\evil", "https://x.org/\\e[31m", "HTTPS://x.org", "//x.org",
                 "https:x.org", "data:text/html,x", "https://x.org/a`b", "https://x.org/{a}", "https:///x"):  # fmt: skip
        written = link.replace('"', '\\"')
        text = f'- {{id: a, type: label, title: b, link: "{written}"}}\n'
        yield Case(f"link-{link}", text.encode(), "E104", 1)
    for doi in (
        "10.1234/a\u202eb",
        "10.1234/",
        "10.1/x",
        "10.1234/a b",
        "doi:10.1234/x",
        "10.1234/\u200b",
    ):
        text = f'- {{id: a, type: trial, title: b, doi: "{doi}"}}\n'
        yield Case(f"doi-{doi}", text.encode(), "E104", 1)


def _dates() -> Iterator[Case]:
    for day in ("9999-12-31", "2101-01-01", "1999-12-31", "0001-01-01"):
        text = f"{HEAD}  onset:\n    read: [{day}]\n    response: 1 week\n"
        yield Case(f"read-{day}", text.encode(), "E105", 6)


C = "cite: [trial2020 table 1], read: [2026-11-24]"
RELATIONS = [
    ("switching", f"- {{id: a, from: alphine, to: alphine, rule: {{value: direct, {C}}}}}", "E214"),
    ("switching", f"- {{id: a, from: [], to: alphine, rule: {{value: direct, {C}}}}}", "E214"),
    ("switching", f"- {{id: a, from: [betazine, betazine], to: alphine, rule: {{value: direct, {C}}}}}", "E214"),
    ("switching", f"- {{id: a, from: betazine, to: alphine, rule: {{value: washout, interval: 0 days, {C}}}}}", "E105"),
    ("combinations", f"- {{id: a, of: alphine, with: alphine, rule: {{value: caution, {C}}}}}", "E214"),
    ("combinations", f"- {{id: a, of: alphine, with: [], rule: {{value: caution, {C}}}}}", "E214"),
    ("comparisons", f"- {{id: a, of: alphine, against: alphine, outcome: response, result: {{value: OR 2, {C}}}}}", "E214"),
    ("comparisons", f"- {{id: a, of: alphine, against: betazine, outcome: response, result: {{value: OR 0, {C}}}}}", "E105"),
]  # fmt: skip
"""Kind of file, its content, the code of its one problem."""
