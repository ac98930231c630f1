"""A commented record to start from: it validates at once, with every field not yet reviewed."""

from __future__ import annotations

from kb.ask.names import fold
from kb.model.fault import ValueFault
from kb.model.plain import check_plain
from kb.model.treatment import fields, sections
from kb.model.vocab import Category
from kb.problems import UsageFault


def skeleton(name: str, category: str, of_class: str = "") -> str:
    """YAML of a new record; raises UsageFault for an unknown category or an unusable name."""
    known = [member.value for member in Category]
    if category not in known:
        raise UsageFault(f'"{category}" is no category. Use one of: {", ".join(known)}.')
    try:
        check_plain(name)
    except ValueFault as fault:
        raise UsageFault(f"The name cannot be used: {fault.what}. {fault.remedy}") from fault
    record_id = fold(name).replace(" ", "-")
    if not record_id.isascii() or not record_id:
        raise UsageFault(f'"{name}" gives no plain id. Use letters and digits.')
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = [
        "# Replace each gap by a claim with its source, or by a gap with its reason.",
        f"- id: {record_id}",
        f"  name: {quoted}",
        f"  category: {category}",
        "  level: agent  # class, agent, formulation or protocol",
        *([f"  class: {of_class}"] if of_class else []),
    ]
    for key, model in sections().items():
        lines += [
            f"  {key}:  # {model.label}",
            "    # cite: [source-id locator]",
            "    # read: [2026-11-24]",
        ]
        for info in fields().values():
            if info.section == key:
                lines.append(f"    # {info.description} Such as: {info.example}")
                lines.append(f"    {info.key}: not-yet-reviewed")
    return "\n".join(lines) + "\n"
