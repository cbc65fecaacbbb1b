"""What is told in a ledger, assertion by assertion, read a part at a time: a ledger may be larger than memory."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any

import duckdb

from sayso.errors import InputError
from sayso.ledger import Ledger

Row = dict[str, Any]
PART = 50_000  # assertions that DuckDB puts in order at once
BATCH = 2_000  # of them, how many are Python values at once

# The assertions to export, in their order; `key` is what they are grouped by: the incident, or the assertion itself where there is none.
_PICK = """
CREATE OR REPLACE TEMP TABLE picked AS
SELECT a.id, coalesce(m.incident_id, a.id) AS key, row_number() OVER (ORDER BY {order}) AS rank
FROM assertions a LEFT JOIN members m ON m.assertion_id = a.id
WHERE a.id IN (SELECT assertion_id FROM events WHERE (
{where}
))
"""

# An assertion with all that belongs to it; a dispute belongs to the two assertions that it names.
_TOLD = """
WITH part AS (SELECT id, key, rank FROM picked WHERE rank > {low} AND rank <= {high}),
sides AS (
    SELECT p.id AS own, x.* FROM part p JOIN disputes x ON x.assertion_a = p.id
    UNION ALL SELECT p.id AS own, x.* FROM part p JOIN disputes x ON x.assertion_b = p.id AND x.assertion_a <> p.id
),
quarrels AS (
    SELECT own, list({{'id': id, 'ground': ground, 'why': why, 'assertion_a': assertion_a, 'assertion_b': assertion_b}} ORDER BY id) AS disputes
    FROM sides GROUP BY own
),
parties AS (
    SELECT p.id AS own, list({{'role': x.role, 'position': x.position, 'name': x.name, 'id': x.id, 'iso3': x.iso3, 'sector': x.sector,
        'words': substr(d.text, x.name_start + 1, x.name_end - x.name_start)}} ORDER BY x.role, x.position) AS parties
    FROM part p JOIN participants x ON x.assertion_id = p.id JOIN assertions a ON a.id = p.id JOIN documents d ON d.id = a.document_id GROUP BY p.id
)
SELECT e.*, p.key, a.place_id, a.place_precision, a.trigger_start, a.trigger_end, a.cue_start, a.cue_end, d.language, d.model,
    substr(d.text, a.place_start + 1, a.place_end - a.place_start) AS place_words, coalesce(y.parties, []) AS parties, coalesce(q.disputes, []) AS quarrels
    {extra}
FROM part p JOIN events e ON e.assertion_id = p.id JOIN assertions a ON a.id = p.id LEFT JOIN documents d ON d.id = a.document_id
LEFT JOIN quarrels q ON q.own = p.id LEFT JOIN parties y ON y.own = p.id {join}
ORDER BY p.rank
"""

# For exports by incident: the incident as one value, with the positions on it.
_INCIDENT = ", i AS incident, coalesce(s.positions, []) AS positions"
_POSITIONS = """
LEFT JOIN incidents i ON i.id = p.key
LEFT JOIN (
    SELECT incident_id, list({'source': source, 'side': side, 'status': status, 'first': first_published, 'last': last_published, 'changes': changes,
        'killed_min': killed_min, 'killed_max': killed_max, 'injured_min': injured_min, 'injured_max': injured_max} ORDER BY number) AS positions
    FROM positions WHERE incident_id IN (SELECT key FROM part) GROUP BY incident_id
) s ON s.incident_id = p.key
"""


class Told:
    """The assertions of a ledger that a condition over the view `events` picks, seen as they are at one moment; a `with` block frees what it holds."""

    def __init__(self, ledger: Ledger, where: str | None = None, *, by_incident: bool = False) -> None:
        self._by_incident, self._name = by_incident, str(ledger.path)
        self._cursor = ledger.connection.cursor()
        order = "coalesce(m.incident_id, a.id), a.number" if by_incident else "a.number"
        name, mend = (f"condition {where!r}", "use the columns of the view events, docs/formats.md") if where else (self._name, "check the memory and the disk")
        try:
            statements = self._cursor.extract_statements(_PICK.format(order=order, where=where or "true"))
            if len(statements) > 1:
                raise InputError(name, "is more than a condition", mend)
            self._cursor.begin()
            self._cursor.execute(statements[0])
        except duckdb.Error as error:
            self._cursor.close()
            raise InputError(name, str(error).strip().splitlines()[0], mend) from None
        except InputError:
            self._cursor.close()
            raise

    def __enter__(self) -> Told:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._cursor.close()

    def rows(self) -> Iterator[Row]:
        """An assertion each: the columns of `events`, `parties`, `quarrels` (its disputes) and, by incident, `incident` and `positions`."""
        count = self._cursor.execute("SELECT count(*) FROM picked").fetchall()[0][0]
        extra, join = (_INCIDENT, _POSITIONS) if self._by_incident else ("", "")
        for low in range(0, count, PART):
            yield from self.query(_TOLD.format(low=low, high=low + PART, extra=extra, join=join))

    def query(self, sql: str) -> Iterator[Row]:
        """The rows of a query that may use the table `picked` (id, key, rank)."""
        try:
            for batch in self._cursor.sql(sql).to_arrow_reader(BATCH):
                yield from batch.to_pylist()
        except duckdb.Error as error:
            raise InputError(self._name, str(error).strip().splitlines()[0], "check the memory and the disk") from None


def of_role(row: Row, role: str) -> list[Row]:
    """The parties of one role, in their order."""
    return [p for p in row["parties"] if p["role"] == role]


def why(row: Row) -> list[str]:
    """How each dispute is put that the assertion stands in."""
    return [q["why"] for q in row["quarrels"]]


def coder(row: Row) -> str | None:
    """What read the report."""
    return f"sayso {row['model']}" if row["model"] else None


def heading(incident: Row) -> str:
    """What an incident is called: type, mode, place and day. No party, since who did it may be what is in dispute."""
    kind = incident["type"].capitalize() + (f" ({incident['mode']})" if incident["mode"] else "")
    return ", ".join(str(x) for x in (kind, incident["place"], incident["first_day"]) if x)
