"""Hostile and damaged data files. Each case is a name, the bytes of the file, and the code and line
of a problem that must be among those reported; a code of "" means that the file is good.

Everything medical in these files is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.hostile.case import HEAD, Case, field
from tests.hostile.inputs_structure import bombs, structure
from tests.hostile.inputs_values import values


def cases() -> Iterator[Case]:
    """Every case; names are unique."""
    yield from structure()
    yield from bombs()
    yield from _encodings()
    yield from _characters()
    yield from _types()
    yield from _shapes()
    yield from values()


def _encodings() -> Iterator[Case]:
    text = HEAD
    yield Case("utf-8-bom", b"\xef\xbb\xbf" + text.encode(), "", 0)
    yield Case("bom-twice", b"\xef\xbb\xbf" * 2 + text.encode(), "*", 0)
    yield Case("bom-only", b"\xef\xbb\xbf", "E014", 0)
    yield Case("bom-inside", (HEAD + "  aliases: [\ufeffa]\n").encode(), "E104", 5)
    yield Case("utf-16-le", text.encode("utf-16"), "E012", 1)
    yield Case("utf-16-be", b"\xfe\xff" + text.encode("utf-16-be"), "E012", 1)
    yield Case("utf-16-no-bom", text.encode("utf-16-le"), "E012", 1)
    yield Case("utf-32", text.encode("utf-32"), "E012", 1)
    yield Case("utf-7", (HEAD + "  aliases: [+AGE-]\n").encode(), "", 0)
    yield Case("latin-1", (HEAD + "  aliases: [\xe9t\xe9]\n").encode("latin-1"), "E012", 5)
    yield Case("cp1252-quotes", HEAD.encode() + b"  aliases: [\x93a\x94]\n", "E012", 5)
    yield Case("overlong", HEAD.encode() + b"  aliases: [\xc0\xaf]\n", "E012", 5)
    yield Case("surrogate-bytes", HEAD.encode() + b"  aliases: [\xed\xa0\x80]\n", "E012", 5)
    yield Case("too-high", HEAD.encode() + b"  aliases: [\xf5\x80\x80\x80]\n", "E012", 5)
    yield Case("truncated-utf-8", HEAD.encode() + b"  aliases: [\xe2\x82", "E012", 5)
    yield Case("lone-continuation", b"\x80", "E012", 1)
    yield Case("nul-first", b"\0" + text.encode(), "E012", 1)
    yield Case("nul-inside", HEAD.encode() + b"  aliases: [a\0b]\n", "E012", 5)
    yield Case("nul-last", text.encode() + b"\0", "E012", 5)
    yield Case("gzip", b"\x1f\x8b\x08\x00" + bytes(range(256)), "E012", 1)
    yield Case("png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "E012", 1)
    yield Case("elf", b"\x7fELF" + bytes(60), "E012", 1)
    yield Case("zeros", bytes(100_000), "E012", 1)
    yield Case("crlf", text.replace("\n", "\r\n").encode(), "", 0)
    yield Case("cr", text.replace("\n", "\r").encode(), "", 0)
    yield Case(
        "mixed-ends", b"- id: x\r\n  name: x\n  category: supplement\r  level: agent\r\n", "", 0
    )
    yield Case("crlf-fault", (HEAD + "  more: y\n").replace("\n", "\r\n").encode(), "E102", 5)
    yield Case("cr-fault", (HEAD + "  more: y\n").replace("\n", "\r").encode(), "E102", 5)
    yield Case("no-final-newline", text.rstrip().encode(), "", 0)
    for name, char in (
        ("nel", "\x85"),
        ("line-separator", "\u2028"),
        ("paragraph-separator", "\u2029"),
    ):
        yield Case(
            f"{name}-inside", f'{HEAD}  aliases: ["a{char}b"]\n  more: z\n'.encode(), "E001", 5
        )
        yield Case(f"{name}-before-fault", f"{HEAD}  # a{char}b\n  more: z\n".encode(), "E001", 5)


def _characters() -> Iterator[Case]:
    for point in (*range(1, 9), 11, 12, *range(14, 32), 127, *range(128, 133), *range(134, 160)):
        yield Case(
            f"control-{point:02x}", f"{HEAD}  aliases: [a{chr(point)}b]\n".encode(), "E001", 5
        )
        yield Case(
            f"control-{point:02x}-escaped",
            f'{HEAD}  aliases: ["a\\x{point:02x}b"]\n'.encode(),
            "E104",
            5,
        )
    invisible = (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                 *range(0x2060, 0x2065), *range(0x2066, 0x2070), 0xFFF9, 0xE0001, 0xE0041, 0xE000, 0x1BCA0)  # fmt: skip
    for point in invisible:
        yield Case(
            f"invisible-{point:04x}", f"{HEAD}  aliases: [a{chr(point)}b]\n".encode(), "E104", 5
        )
        yield Case(
            f"invisible-{point:04x}-in-key", f"{HEAD}  na{chr(point)}me: b\n".encode(), "E102", 5
        )
        yield Case(
            f"invisible-{point:04x}-in-id",
            HEAD.replace("id: x", f"id: x{chr(point)}y").encode(),
            "E104",
            1,
        )
    yield Case("escaped-surrogate", f'{HEAD}  aliases: ["a\\ud800b"]\n'.encode(), "E001", 5)
    yield Case("escaped-nul", f'{HEAD}  aliases: ["a\\0b"]\n'.encode(), "E104", 5)
    yield Case("escaped-bell-in-key", f'{HEAD}  "a\\ab": b\n'.encode(), "E102", 5)
    yield Case("escaped-terminal", f'{HEAD}  aliases: ["\\e[31mred"]\n'.encode(), "E104", 5)
    yield Case("newline-escaped", f'{HEAD}  aliases: ["a\\nb"]\n'.encode(), "E104", 5)
    yield Case("tab-inside", f'{HEAD}  aliases: ["a\tb"]\n'.encode(), "E104", 5)
    yield Case("only-blanks", f'{HEAD}  aliases: ["   "]\n'.encode(), "E104", 5)
    yield Case("only-no-break-space", f'{HEAD}  aliases: ["\u00a0"]\n'.encode(), "E104", 5)
    yield Case("cyrillic-id", HEAD.replace("id: x", "id: \u0445").encode(), "E104", 1)
    yield Case(
        "fullwidth-dose", field("dosing", "usual", "\uff15\uff10 mg/day").encode(), "E104", 6
    )
    yield Case("arabic-digits", field("onset", "response", "\u0662 weeks").encode(), "E104", 6)
    yield Case(
        "fullwidth-date",
        f"{HEAD}  onset:\n    read: ['\uff12026-11-24']\n    response: 1 week\n".encode(),
        "E104",
        6,
    )
    yield Case("superscript", field("onset", "response", "\u00b2 weeks").encode(), "E104", 6)
    yield Case("micro-sign", field("dosing", "usual", "50 \u00b5g/day").encode(), "E104", 6)


def _types() -> Iterator[Case]:
    for word in ("NO", "yes", "012", "0x10", "0o7", "1:30", "1e3", ".nan", ".inf", "-.inf", "~", "null",
                 "true", "1_000", "2024-02-30", "2024-13-01", "2001-12-14t21:59:43.10-05:00", "", "''"):  # fmt: skip
        yield Case(f"level-{word or 'nothing'}", HEAD.replace("agent", word).encode(), "E104", 4)
        yield Case(f"dose-{word or 'nothing'}", field("dosing", "usual", word).encode(), "E104", 6)
        yield Case(
            f"duration-{word or 'nothing'}", field("onset", "response", word).encode(), "E104", 6
        )
        yield Case(
            f"date-{word or 'nothing'}",
            f"{HEAD}  onset:\n    read: [{word or repr('')}]\n    response: 1 week\n".encode(),
            "E104",
            6,
        )
    for dose in ("-5 mg/day", "5.0 mg/day", ".5 mg/day", "05 mg/day", "1e3 mg/day", "5mg/day", "200-50 mg/day",
                 "50-50 mg/day", "9999999999 mg/day", "1.1234567 mg/day", "5 mcg/day", "5 mg", "5", "mg/day",
                 "5 mg/day QD", "5 mg//day", "5 mg/day 5", "5,0 mg/day", "1,00 mg/day", "5 MG/day", "inf mg/day",
                 "5 – mg/day", "5 mg/fortnight", "5 mg/kg", "84 or 56 mg/dose", "5 mg/day; 6 mg/day", "½ mg/day"):  # fmt: skip
        yield Case(f"bad-dose-{dose}", field("dosing", "usual", f"'{dose}'").encode(), "E104", 6)
    for text in (
        "0.5% v placebo",
        "101%",
        "-1%",
        "5 of 0",
        "6 of 5",
        "26% v 12%",
        "<>5%",
        "1 in 0",
        "26 %",
        "10-5%",
    ):
        yield Case(
            f"bad-rate-{text}",
            field("adverse", "nausea", f"'{text}'").encode(),
            "E105" if text in ("101%", "5 of 0", "6 of 5", "1 in 0") else "E104",
            6,
        )
    for text in ("OR -1 (0 to 2)", "OR 1 (2 to 3)", "OR 1 (1.5 to 0.5)", "OR", "OR x", "ZZ 1", "OR 1 v", "OR 1; OR 2",
                 "OR NaN", "OR 1e5", "OR 1 (CI 0 to 2)", "5%; 6%", "OR 1 at 5 moons"):  # fmt: skip
        yield Case(
            f"bad-effect-{text}",
            field("efficacy", "response", f"'{text}'").encode(),
            "E105" if re.match(r"OR -?1 \([0-9]", text) else "E104",
            6,
        )
    for text in (
        "2026-1-1",
        "2026-02-29",
        "26-11-24",
        "2026/11/24",
        "24.11.2026",
        "2026-11-24 ",
        "9999-99-99",
        "0000-01-01",
    ):
        yield Case(
            f"bad-date-{text}",
            f"{HEAD}  onset:\n    read: ['{text}']\n    response: 1 week\n".encode(),
            "E104",
            6,
        )
    for text in (
        "X",
        "x y",
        "x.y",
        "-x",
        "x-",
        "x--y",
        "x/y",
        "../x",
        "x\\\\y",
        "É",
        "x'y",
        "x;y",
        "$(x)",
        "%s",
        "{x}",
    ):
        yield Case(f"bad-id-{text}", HEAD.replace("id: x", f'id: "{text}"').encode(), "E104", 1)


def _shapes() -> Iterator[Case]:
    for shape in ("[]", "{}", "[[a]]", "[{}]", "{a: b}", "[~]", "{value: {a: b}}", "{value: [a]}", "[[[]]]",
                  "{not-reported: {a: b}}", "{not-reported: [a]}", "{disagree: a}", "{disagree: {}}",
                  "{disagree: [[a]]}", "{value: a, not: b}", "{not: 1 week, value: 2 weeks}", "{sure: high}",
                  "{cite: a}", "{not-reported: a, none-found: b}", "{value: 1 week, not-reported: a}",
                  "{value: 1 week, but: a}", "{value: 1 week, but: [a]}", "{value: 1 week, but: {x: y}}",
                  "{value: 1 week, cite: {a: b}}", "{value: 1 week, cite: [[a]]}", "{value: 1 week, cite: []}",
                  "{value: 1 week, read: {a: b}}", "{value: 1 week, for: {a: b}}", "{value: 1 week, for: XX}",
                  "{value: 1 week, when: [a]}", "{value: 1 week, when: {a: b}}", "{value: 1 week, sure: very}",
                  "{value: 1 week, sure: [high]}", "{value: 1 week, origin: x}", "{value: 1 week, place: x}",
                  "{value: 1 week, general: yes}", "{value: 1 week, denied: yes}", "{value: 1 week, state: value}",
                  "{state: not-studied}", "value", "sources-disagree"):  # fmt: skip
        yield Case(f"shape {shape}", field("onset", "response", shape).encode(), "E", 6)
    for key in (
        "id",
        "name",
        "aliases",
        "abbreviations",
        "category",
        "level",
        "class",
        "standing",
        "origin",
    ):
        for shape in ("{a: b}", "[[a]]", "[{}]", "[]", "{}"):
            rest = "".join(line + "\n" for line in HEAD.splitlines() if f" {key}:" not in line)
            if key in ("aliases", "abbreviations") and shape == "[]":
                continue
            text = (
                rest + f"  {key}: {shape}\n"
                if key != "id"
                else HEAD.replace("id: x", f"id: {shape}")
            )
            yield Case(f"record {key} {shape}", text.encode(), "E", 0)
    for section in (
        "onset",
        "dosing",
        "warnings",
        "monitoring",
        "efficacy",
        "identity",
        "plain",
        "regulatory",
    ):
        for shape in ("a", "[]", "[a]", "~", "''", "{otherwise: a}", "{otherwise: [a]}", "{otherwise: {a: b}}",
                      "{cite: a}", "{cite: {a: b}}", "{when: [a]}", "{for: {a: b}}", "{read: {a: b}}", "{cite: [[]]}",
                      "{otherwise: {otherwise: a}}", "{'': a}", "{entries: []}"):  # fmt: skip
            yield Case(
                f"section {section} {shape}", f"{HEAD}  {section}: {shape}\n".encode(), "*", 0
            )
