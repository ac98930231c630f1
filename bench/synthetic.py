"""A data folder of invented records of any number, for measuring only. Nothing in it is a fact."""

from __future__ import annotations

from pathlib import Path

PER_FILE = 1_000
SOURCE = """\
- id: invented-us-2025
  type: label
  title: An invented label
  year: "2025"
"""
RECORD = """\
- id: invented-{n}
  name: invented {n}
  abbreviations: [INV{n}]
  category: pharmacotherapy
  level: {level}
{parent}  identity:
    cite: [invented-us-2025 §1]
    read: [2026-11-24]
    brands: [{{value: Brand{n}, for: US}}]
  onset:
    cite: [invented-us-2025 §14]
    read: [2026-11-24]
    when: adults with an invented disorder
    response: {{value: {low}-{high} weeks, sure: moderate}}
  dosing:
    cite: [invented-us-2025 §2]
    for: US
    when: invented disorder, adults
    read: [2026-11-24]
    route: oral
    start: {low} mg/day
    usual: {low}-{high}0 mg/day
"""


def record(number: int) -> str:
    """The YAML of one record; every hundredth is a class, and the others are its members."""
    is_class = number % 100 == 0
    low = number % 7 + 1
    return RECORD.format(
        n=number, level="class" if is_class else "agent", low=low, high=low + 2,
        parent="" if is_class else f"  class: invented-{number // 100 * 100}\n",
    )  # fmt: skip


def write_synthetic(folder: Path, number: int) -> None:
    """A data folder with `number` records, a thousand a file."""
    (folder / "treatments").mkdir(parents=True)
    (folder / "sources.yaml").write_text(SOURCE)
    names = []
    for start in range(0, number, PER_FILE):
        name = f"treatments/part-{start:06}.yaml"
        rows = range(start, min(start + PER_FILE, number))
        (folder / name).write_text("".join(record(n) for n in rows))
        names.append(name)
    lines = "".join(f"  - {name}\n" for name in names)
    (folder / "treatments.yaml").write_text(f"include:\n{lines}")
