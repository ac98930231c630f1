"""The tables of an export of data, with a code beside each row that `kb stale` reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.ask.base import KnowledgeBase
from kb.ask.bearing import Scope
from kb.model.treatment import Treatment
from kb.publish.data_stamp import full_stamp
from kb.publish.facts import fact, pair_key
from kb.publish.stamp import RELATION, Key, row_code
from kb.view.document import Tables, TidyColumn, TidyTable
from kb.view.tidy import Cell, tidy
from kb.view.tidy_between import ESTIMATES, estimate_pairs, estimate_row, relation_table

FACT = TidyColumn("fact", "text", "code of what the row rests on, for kb stale")
Row = tuple[Cell, ...]


def data_tables(base: KnowledgeBase, records: Sequence[Treatment], data_version: str,
                whole: bool) -> tuple[Tables, str]:  # fmt: skip
    """Claims, relations, estimates, records, sources; and the stamp of all that they hold.

    `whole` says that the records are all there are, so that no estimate is left out.
    """
    pairs = list(estimate_pairs(base, records, whole))
    keys = [pair_key(*pair) for pair in pairs]
    estimates = TidyTable("estimates", ESTIMATES, tuple(
        estimate_row(*pair, key[0]) for pair, key in zip(pairs, keys, strict=True)
    ))  # fmt: skip
    relations = relation_table(base, records)
    cited = {network.source for network, _, _ in pairs} | set(_cited(relations))
    claims, *rest = tidy(base, records, cited).tables
    tables = (
        _coded(base, claims, lambda row: (str(row["treatment"]), str(row["field"]))),
        _coded(base, relations, lambda row: (str(row["relation"]), RELATION)),
        _coded(base, estimates, lambda row: (str(row["pair"]), f"net-{row['network']}")),
        *rest,
    )
    return Tables(tables), full_stamp(base, records, data_version, Scope.TOUCHING, keys)


def _cited(relations: TidyTable) -> list[str]:
    at = [column.name for column in relations.columns].index("sources")
    return [part.split(" ")[0] for row in relations.rows for part in str(row[at]).split("; ")]


def _coded(
    base: KnowledgeBase, table: TidyTable, key_of: Callable[[dict[str, Cell]], Key]
) -> TidyTable:
    """The table with a code in each row: it keeps its stamp wherever it is pasted."""
    names = [column.name for column in table.columns]
    codes: dict[Key, str] = {}
    rows: list[Row] = []
    for row in table.rows:
        key = key_of(dict(zip(names, row, strict=True)))
        if key not in codes:
            found = fact(base, key)
            codes[key] = row_code(found.print) if found else ""
        rows.append((*row, codes[key]))
    return replace(table, columns=(*table.columns, FACT), rows=tuple(rows))


def in_one(tables: Tables) -> Tables:
    """Claims and relations in one table, for a format that has but one.

    A relation stands where a treatment does, by its id, with its two sides as its name.
    """
    claims, relations, *_ = tables.tables
    names = [column.name for column in claims.columns]
    known = [column.name for column in relations.columns]
    rows = list(claims.rows)
    for row in relations.rows:
        cells = dict(zip(known, row, strict=True))
        cells |= {
            "id": len(rows) + 1, "treatment": cells["relation"], "section": cells["kind"],
            "name": f"{cells['one']} / {cells['other']}", "class": "",
        }  # fmt: skip
        rows.append(tuple(cells[name] for name in names))
    return Tables((replace(claims, rows=tuple(rows)),))
