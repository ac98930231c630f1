"""Hostile files whose structure is at fault, and bombs: deep, giant, many."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import HEAD, Case, field


def structure() -> Iterator[Case]:
    texts = {
        "empty": ("", "E014", 0),
        "only-newlines": ("\n\n\n", "E014", 0),
        "only-comment": ("# nothing\n", "E014", 0),
        "only-document-mark": ("---\n", "E015", 0),
        "only-end-mark": ("...\n", "E001", 1),
        "null": ("null\n", "E015", 1),
        "tilde": ("~\n", "E015", 1),
        "a-word": ("hello\n", "E015", 1),
        "a-number": ("12\n", "E015", 1),
        "empty-list": ("[]\n", "E014", 0),
        "empty-map": ("{}\n", "E014", 0),
        "a-map": ("a: b\n", "E015", 1),
        "list-of-nothing": ("-\n", "E101", 1),
        "list-of-words": ("- a\n- b\n", "E101", 1),
        "list-of-lists": ("- [a]\n", "E101", 1),
        "two-documents": (f"{HEAD}---\n{HEAD}", "E006", 5),
        "three-documents": ("---\na: b\n---\nc: d\n---\ne: f\n", "E006", 3),
        "second-document-empty": (f"{HEAD}---\n", "E006", 5),
        "end-then-more": (f"{HEAD}...\n{HEAD}", "E001", 6),
        "directive-yaml": (f"%YAML 1.1\n---\n{HEAD}", "E008", 1),
        "directive-yaml-2": (f"%YAML 2.0\n---\n{HEAD}", "E001", 1),
        "directive-tag": (f"%TAG ! tag:example.org,2026:\n---\n{HEAD}", "E008", 1),
        "directive-unknown": (f"%WHAT ever\n---\n{HEAD}", "*", 0),
        "anchor": (f"{HEAD}  aliases: &a [b]\n", "E003", 5),
        "alias": (f"{HEAD}  aliases: &a [b]\n  abbreviations: *a\n", "E003", 5),
        "alias-unknown": (f"{HEAD}  aliases: *nothing\n", "E003", 5),
        "anchor-on-root": (f"&a\n{HEAD}", "E003", 0),
        "anchor-cycle": ("&a\n- *a\n", "E003", 1),
        "anchor-cycle-map": ("- &a\n  id: x\n  self: *a\n", "E003", 1),
        "merge": (f"{HEAD}  <<: {{standing: marketed}}\n", "E003", 5),
        "merge-quoted": (f'{HEAD}  "<<": {{standing: marketed}}\n', "E003", 5),
        "tag-python": (f"{HEAD}  aliases: !!python/object/apply:os.system [ls]\n", "E004", 5),
        "tag-str": (f"{HEAD}  aliases: [!!str a]\n", "E004", 5),
        "tag-local": (f"{HEAD}  aliases: !mine [a]\n", "E004", 5),
        "tag-binary": (f"{HEAD}  aliases: [!!binary aGVsbG8=]\n", "E004", 5),
        "tag-bang": (f"{HEAD}  aliases: [! a]\n", "E004", 5),
        "tag-verbatim": (f"{HEAD}  aliases: !<tag:yaml.org,2002:seq> [a]\n", "E004", 5),
        "duplicate-key": (f"{HEAD}  name: y\n", "E002", 5),
        "duplicate-section": (f"{HEAD}  onset: {{}}\n  onset: {{}}\n", "E002", 6),
        "duplicate-deep": (f"{HEAD}  onset:\n    cite: a\n    cite: b\n", "E002", 7),
        "duplicate-quoted": (f'{HEAD}  "name": y\n', "E002", 5),
        "duplicate-id": (f"{HEAD}{HEAD}", "E203", 5),
        "key-is-list": (f"{HEAD}  [a, b]: c\n", "E007", 5),
        "key-is-map": (f"{HEAD}  {{a: b}}: c\n", "E007", 5),
        "key-empty": (f"{HEAD}  : c\n", "E001", 5),
        "key-null": (f"{HEAD}  ~: c\n", "E102", 5),
        "key-question-mark": (f"{HEAD}  ? a\n  : b\n", "E102", 5),
        "key-question-list": (f"{HEAD}  ? - a\n    - b\n  : c\n", "E007", 5),
        "key-true": (f"{HEAD}  true: x\n", "E102", 5),
        "tab-indent": ("- id: x\n\tname: x\n", "E001", 2),
        "tab-after-dash": ("-\tid: x\n\tname: y\n", "E001", 0),
        "unclosed-quote": (f'{HEAD}  aliases: ["a\n', "E001", 0),
        "unclosed-bracket": (f"{HEAD}  aliases: [a\n", "E001", 0),
        "unclosed-brace": (f"{HEAD}  onset: {{a: b\n", "E001", 0),
        "bad-indent": ("- id: x\n name: y\n", "E001", 2),
        "colon-in-plain": (f"{HEAD}  aliases: a: b: c\n", "E001", 5),
        "bad-escape": (f'{HEAD}  aliases: ["\\q"]\n', "E001", 5),
        "at-sign": (f"{HEAD}  aliases: [@a]\n", "E001", 5),
        "backtick": (f"{HEAD}  aliases: [`a`]\n", "E001", 5),
        "percent-first": ("%\n", "E001", 0),
        "block-scalar-name": (f"{HEAD.replace('name: x', 'name: |')}", "E104", 2),
        "folded-scalar": ("- id: x\n  name: >\n    a\n    b\n  category: supplement\n  level: agent\n", "E104", 2),
        "multi-line-plain": ("- id: x\n  name: a\n    b\n  category: supplement\n  level: agent\n", "", 0),
        "include-outside": ("include: [../x.yaml]\n", "E016", 1),
        "include-absolute": ("include: [/etc/passwd]\n", "E016", 1),
        "include-itself": ("include: [include-itself.yaml]\n", "E015", 1),
        "include-missing": ("include: [nothing.yaml]\n", "E010", 1),
        "include-not-list": ("include: a.yaml\n", "E015", 1),
        "include-nul": ('include: ["a\\0b"]\n', "E016", 1),
        "include-map": ("include: [{a: b}]\n", "E016", 1),
        "include-folder": ("include: ['.']\n", "E010", 1),
        "include-long": (f"include: [{'a' * 5000}.yaml]\n", "E010", 1),
        "treatments-not-list": ("treatments: a\n", "E015", 1),
        "treatments-map": ("treatments: {a: b}\n", "E015", 1),
        "html": ("<!doctype html>\n<html><body>404</body></html>\n", "E015", 1),
        "json": ('[{"id": "x", "name": "x", "category": "supplement", "level": "agent"}]', "", 0),
        "csv": ("id,name\nx,y\n", "E015", 1),
        "merge-conflict": (f"<<<<<<< HEAD\n{HEAD}=======\n{HEAD}>>>>>>> other\n", "E001", 0),
    }  # fmt: skip
    for name, (text, code, line) in texts.items():
        yield Case(name, text.encode(), code, line)


def bombs() -> Iterator[Case]:
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join('*' + chr(97 + i) for _ in range(9))}]\n"
        for i in range(9)
    )
    merges = "- &m0 {k: v}\n" + "".join(
        f"- &m{i + 1} {{<<: [{', '.join(f'*m{i}' for _ in range(9))}]}}\n" for i in range(9)
    )
    yield Case("alias-bomb", laughs.encode(), "E003", 1)
    yield Case("merge-bomb", merges.encode(), "E003", 1)
    for depth in (70, 1_000, 30_000, 200_000):
        yield Case(f"deep-flow-{depth}", b"[" * depth, "E005", 1)
        yield Case(f"deep-flow-map-{depth}", b"{a: " * depth, "E005", 1)
        yield Case(f"deep-closed-{depth}", b"[" * depth + b"]" * depth, "E005", 1)
        yield Case(f"deep-dash-{depth}", b"- " * depth + b"x", "E005", 1)
        yield Case(f"deep-question-{depth}", b"? " * depth + b"x", "E005", 1)
    stairs = "".join(f"{' ' * i}a:\n" for i in range(2_000))
    yield Case("deep-stairs", stairs.encode(), "E005", 65)
    yield Case("giant-scalar", f"{HEAD}  aliases: [{'a' * 1_900_000}]\n".encode(), "E009", 5)
    yield Case("giant-quoted", f'{HEAD}  aliases: ["{"a b " * 450_000}"]\n'.encode(), "E009", 5)
    yield Case("giant-key", f"{HEAD}  {'k' * 900}: x\n".encode(), "E009", 5)
    yield Case("giant-key-quoted", f'{HEAD}  ? "{"k" * 1_900_000}"\n  : x\n'.encode(), "E009", 5)
    yield Case("giant-key-plain", f"{HEAD}  {'k' * 1_900_000}: x\n".encode(), "E001", 0)
    yield Case("giant-line-of-blanks", HEAD.encode() + b" " * 1_900_000, "", 0)
    yield Case("giant-comment", b"#" * 1_900_000 + b"\n" + HEAD.encode(), "", 0)
    yield Case("giant-id", HEAD.replace("id: x", f"id: {'x' * 1_000_000}").encode(), "E009", 1)
    yield Case(
        "giant-dose", field("dosing", "usual", "9" * 1_000_000 + " mg/day").encode(), "E009", 6
    )
    yield Case(
        "giant-dose-list",
        field("dosing", "usual", "1, " * 300_000 + "or 2 mg/day").encode(),
        "E009",
        6,
    )
    yield Case("giant-rate", field("adverse", "nausea", "1" * 500_000 + "%").encode(), "E009", 6)
    yield Case(
        "giant-effect",
        field("efficacy", "response", "OR 1 v " + "a at " * 200_000).encode(),
        "E009",
        6,
    )
    yield Case(
        "giant-date",
        f"{HEAD}  onset:\n    read: ['{'2' * 1_000_000}']\n    response: 1 week\n".encode(),
        "E009",
        6,
    )
    yield Case(
        "giant-cite",
        f"{HEAD}  onset:\n    cite: ['{'a-' * 200_000}a b']\n    response: 1 week\n".encode(),
        "E009",
        6,
    )
    yield Case("too-large", HEAD.encode() + b"#" * 3_000_000, "E011", 1)
    yield Case("nearly-too-large", HEAD.encode() * 500 + b"#" * 2_000_000, "E203", 5)
    for size in (20, 200, 2_000):
        yield Case(
            f"many-short-texts-{size}",
            field("warnings", "boxed", f"[{', '.join(['a'] * size)}]").encode(),
            "E205" if size < 1_000 else "E009",
            6,
        )
    yield Case(
        "many-keys", (HEAD + "".join(f"  k{i}: v\n" for i in range(50_000))).encode(), "E009", 1001
    )
    yield Case("many-duplicate-keys", (HEAD + "  name: v\n" * 50_000).encode(), "E002", 5)
    yield Case("many-records-bad", b"- id: X\n" * 20_000, "E104", 1)
    yield Case("many-records-same", HEAD.encode() * 5_000, "E203", 5)
    yield Case("many-empty-items", b"-\n" * 200_000, "E009", 150000)
    yield Case(
        "many-cites",
        f"{HEAD}  onset:\n    cite: [{', '.join(f'n{i}' for i in range(20_000))}]\n    response: 1 week\n".encode(),
        "E009",
        6,
    )
    yield Case(
        "many-unknown-fields",
        (HEAD + "  onset:\n" + "".join(f"    k{i}: v\n" for i in range(20_000))).encode(),
        "E009",
        1006,
    )
    yield Case(
        "many-entries",
        field(
            "warnings", "boxed", f"[{', '.join('a' * (i % 9 + 1) for i in range(20_000))}]"
        ).encode(),
        "E009",
        6,
    )
    yield Case("many-quotes", b"'" * 500_001, "E001", 0)
    yield Case("many-colons", b": " * 100_000, "E001", 0)
    yield Case("many-pipes", b"|\n" * 100_000, "E001", 0)
    yield Case("many-stars", b"*a " * 100_000, "E003", 1)
    yield Case("many-ampersands", b"&a " * 100_000, "E003", 1)
    yield Case("many-tags", b"!a " * 100_000, "E004", 1)
    yield Case("many-percents", b"%TAG ! a\n" * 100_000, "E001", 0)
    yield Case("many-documents", b"---\na\n" * 100_000, "E006", 3)
    yield Case("many-commas", b"[" + b"," * 100_000, "E001", 1)
    yield Case("many-opens-in-lines", b"[\n" * 60 + b"]", "E001", 0)
