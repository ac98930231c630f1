"""Mutates data files and reads them: whatever the bytes, the loader gives records or problems.

    python bench/fuzz.py [--number 1000000] [--jobs 2] [--seed 1]

Each mutation is decoded, parsed, expanded, validated and judged. It must raise nothing, take less
than a second, and give every problem a place inside the file and a remedy; a record that passes
must come back equal from the snapshot's form.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
TOKENS = [
    b":", b"- ", b"? ", b"|", b">", b"[", b"]", b"{", b"}", b",", b"#", b"&a ", b"*a", b"!t ", b"<<: ", b"---\n", b"...\n",
    b"%YAML 1.1\n", b"'", b'"', b"\\", b"\t", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\x8b", b"\xe2\x80\xae",
    b"\xc2\x85", b"not-studied", b"none-found", b"disagree: ", b"otherwise: ", b"value: ", b"not: ", b"cite: ", b"but: ",
    b"when: ", b"for: ", b"read: ", b"sure: ", b"US", b"2026-11-24", b"2024-02-30", b"5-10 mg/day", b"mcg", b"1e9", b"NO",
    b"012", b".nan", b"OR 1 (2 to 0)", b"5 of 0", b"\xef\xbc\x95", b"origin: x", b"place: x", b"\n", b"\n  ", b"\n    ",
    b"0 weeks", b"0 mg/day", b"OR 0", b"NNT 0", b"-1%", b" v pla\xd0\xb0cebo", b"include: ", b"class: x", b"\xcc\x81" * 9,
]  # fmt: skip


def seeds() -> list[bytes]:
    """Small files to begin from: the invented records one by one, and the broken ones."""
    text = (ROOT / "tests/code/invented/treatments.yaml").read_text("utf-8")
    records = [("- id:" + part).encode() for part in text.split("- id:")[1:]]
    return records + [path.read_bytes() for path in sorted((ROOT / "tests/bad").glob("*.yaml"))]


def mutated(raw: bytes, pool: list[bytes], chance: random.Random) -> bytes:
    """`raw` with one to four changes."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, end = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
        match chance.randrange(8):
            case 0:
                raw = raw[:at] + chance.choice(TOKENS) + raw[at:]
            case 1:
                raw = raw[:at] + raw[min(end, at + 40) :]
            case 2:
                raw = raw[:at] + bytes((chance.randrange(256),)) + raw[at + 1 :]
            case 3:
                raw = raw[:end] + raw[at : min(end, at + 80)] + raw[end:]
            case 4:
                other = chance.choice(pool)
                cut = chance.randrange(len(other))
                raw = raw[:at] + other[cut : cut + 60] + raw[at:]
            case 5:
                lines = raw.split(b"\n")
                one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[one], lines[two] = lines[two], lines[one]
                raw = b"\n".join(lines)
            case 6:
                raw = raw[:at]
            case _:
                raw = raw[:at] + raw[at : at + 1].swapcase() + raw[at + 1 :]
        raw = raw[:8192] or b"x"
    return raw


def faults_of(raw: bytes) -> list[str]:
    """What the loader does with these bytes that it must not."""
    from kb.check.rules import problems_in
    from kb.load.build import build_treatment
    from kb.load.codec import decode, encode
    from kb.load.files import decoded
    from kb.load.nodes import Sequence, parse_yaml

    text, problems = decoded(raw, "x")
    if text is not None:
        tree, more = parse_yaml(text, "x")
        problems += more
        for node in tree.items if isinstance(tree, Sequence) else []:
            record, more = build_treatment(node)
            problems += more
            if record is None and not more:
                return ["a record was refused without a problem"]
            if record is not None:
                problems += problems_in({record.id: record}, {record.id: node.place})
                if decode(encode(record)) != record:
                    return ["a record does not come back equal"]
    lines = raw.count(b"\n") + raw.count(b"\r") + 2
    return [
        f"{problem.code} without place or remedy: {problem.place}"
        for problem in problems
        if not (0 < problem.place.line <= lines and problem.place.column > 0 and problem.remedy)
    ]


def run(number: int, seed: int) -> tuple[int, int, float, list[str]]:
    """Try `number` mutations: how many, how many passed as records, slowest, and what was found."""
    chance, pool = random.Random(seed), seeds()
    slowest, found = 0.0, []
    for _ in range(number):
        raw = mutated(chance.choice(pool), pool, chance)
        started = time.process_time()
        try:
            faults = faults_of(raw)
        except Exception as error:  # whatever it is, it is what is looked for
            faults = [f"{type(error).__name__}: {error}"]
        seconds = time.process_time() - started
        slowest = max(slowest, seconds)
        if seconds > 1:
            faults.append(f"took {seconds:.1f} s")
        found += [f"{fault}\n    {raw!r}" for fault in faults][:3]
        if len(found) > 20:
            break
        if not faults and len(raw) < 4096 and chance.random() < 0.002:
            pool[chance.randrange(len(pool))] = raw
    return number, len(pool), slowest, found


def _job(arguments: tuple[int, int]) -> tuple[int, int, float, list[str]]:
    return run(*arguments)


def main() -> int:
    """Exit code 1 if anything was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    parts = 20 * chosen.jobs
    started, done, slowest, found = time.time(), 0, 0.0, []
    work = [(chosen.number // parts, chosen.seed * 10_000 + part) for part in range(parts)]
    with get_context("spawn").Pool(chosen.jobs) as pool:
        for number, _, seconds, faults in pool.imap_unordered(_job, work):
            done, slowest, found = done + number, max(slowest, seconds), found + faults
            print(f"{done:,} mutations, {len(found)} found, slowest {slowest:.2f} s, "
                  f"{time.time() - started:.0f} s so far", flush=True)  # fmt: skip
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
