"""The incidents as columns in memory: what an overview counts and a list is ordered by, so that no page scans the ledger for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sayso.ledger.queries import DAY, Filter
from sayso.records import QUADS

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
NONE = -(2**31)  # for what is null
EPOCH = date(1970, 1, 1).toordinal()
TYPES = tuple(QUADS)
_RANK = "CASE WHEN i.{0} IS NOT NULL THEN dense_rank() OVER (ORDER BY i.{0}) END AS {0}_rank"

# By id, so that the place in a column is the order of ids.
_LOAD = f"""
SELECT i.id, i.rowid AS row, {DAY} - DATE '1970-01-01' AS day, coalesce(i.last_day, i.last_published) - DATE '1970-01-01' AS until, i.type, i.status, i.grade,
    coalesce(i.contested, false) AS contested, i.assertions, i.tellings, i.sources, i.killed_min AS killed, {_RANK.format("type")}, {_RANK.format("grade")},
    {_RANK.format("place")}, CASE WHEN i.latitude IS NOT NULL AND i.longitude IS NOT NULL THEN dense_rank() OVER (ORDER BY i.latitude, i.longitude) END AS point
FROM incidents i ORDER BY i.id"""
_POINTS = """SELECT latitude, longitude, mode(place) AS place FROM incidents WHERE latitude IS NOT NULL AND longitude IS NOT NULL
GROUP BY latitude, longitude ORDER BY latitude, longitude"""
_PAIRS = """SELECT row, actor, recipient FROM (SELECT row, actor, unnest(recipients) AS recipient FROM (
    SELECT i.rowid AS row, unnest(i.actors[:4]) AS actor, i.recipients[:4] AS recipients FROM incidents i)) WHERE actor != recipient"""
_DISPUTES = "SELECT i.rowid AS row FROM disputes d JOIN incidents i ON i.id = d.incident_id"


@dataclass(frozen=True, slots=True)
class Columns:
    """A value an incident in each, in the order of their ids; `at` is where the row of the ledger stands, `pair_*` have one value a pair of parties."""

    ids: pa.Array
    at: Ints
    of: dict[str, npt.NDArray[Any]]
    points: list[tuple[float, float, str | None]]
    point_rank: Ints
    pair_incident: Ints
    pair: Ints
    pairs: list[tuple[str, str]]
    lively: Ints
    orders: dict[tuple[str, bool], Ints] = field(default_factory=dict)

    def names(self, at: Ints) -> list[str]:
        """The ids of incidents by their places in the columns."""
        found: list[str] = self.ids.take(pa.array(at)).to_pylist()
        return found

    def order(self, sort: str, descending: bool) -> Ints:
        """All incidents in an order: without a value last, then the latest, those told most, and by id."""
        if (sort, descending) not in self.orders:
            key = self.of[{"type": "type_rank", "grade": "grade_rank", "place": "place_rank"}.get(sort, sort)]
            turned = np.where(key == NONE, 2**40, -key if descending else key)
            self.orders[sort, descending] = np.lexsort((-self.of["assertions"], -self.of["day"], turned))
        return self.orders[sort, descending]

    def fitting(self, wanted: Filter, named: list[Ints]) -> Mask:
        """Which incidents fit a filter, and stand in each of the lists of rows that were looked up by name."""
        of = self.of
        found: Mask = np.ones(len(self.ids), np.bool_)
        for name, value in (("type", wanted.type), ("status", wanted.status), ("grade", wanted.grade), ("contested", wanted.contested)):
            if value is not None:
                found &= of[name] == value
        if wanted.since is not None:
            found &= of["until"] >= wanted.since.toordinal() - EPOCH
        if wanted.until is not None:
            found &= (of["day"] <= wanted.until.toordinal() - EPOCH) & (of["day"] != NONE)
        for rows in named:
            there = np.zeros(len(found), np.bool_)
            there[self.at[rows]] = True
            found &= there
        return found


def loaded(connection: duckdb.DuckDBPyConnection) -> Columns:
    """The columns of a ledger's incidents."""
    table = connection.sql(_LOAD).to_arrow_table()
    of = {
        name: _numbers(table[name]) for name in ("row", "day", "until", "assertions", "tellings", "sources", "killed", "type_rank", "grade_rank", "place_rank")
    }
    of["point"] = np.where((point := _numbers(table["point"])) == NONE, -1, point)
    of |= {name: np.array(table[name].to_pylist(), dtype="U16") for name in ("type", "status", "grade")}
    of["contested"] = table["contested"].to_numpy()
    n = table.num_rows
    at = np.zeros(int(of["row"].max()) + 1 if n else 0, np.int64)
    at[of["row"]] = np.arange(n)
    # Ranks of points count the nulls as one, wherever these stand: a number of each point without a gap.
    known = np.unique(of["point"][of["point"] >= 0])
    of["point"] = np.where(of["point"] >= 0, np.searchsorted(known, of["point"]), -1)
    points = [(r["latitude"], r["longitude"], r["place"]) for r in connection.sql(_POINTS).to_arrow_table().to_pylist()]
    by_name = np.argsort(np.array([p[2] or "" for p in points], dtype=object)) if points else np.zeros(0, np.int64)
    point_rank = np.zeros(len(points), np.int64)
    point_rank[by_name] = np.arange(len(points))
    disputes = np.bincount(at[_numbers(connection.sql(_DISPUTES).to_arrow_table()["row"])], minlength=n)
    contested = np.flatnonzero(of["contested"])
    keys = (of[name][contested] for name in ("day", "tellings", "sources"))
    lively = contested[np.lexsort((*(-k for k in keys), -disputes[contested]))]
    ids = pa.concat_arrays(table["id"].chunks) if n else pa.array([], pa.string())
    return Columns(ids, at, of, points, point_rank, *_pairs(connection, at), lively)


def _numbers(column: pa.ChunkedArray) -> Ints:
    found: Ints = pc.fill_null(column.cast(pa.int64()), NONE).to_numpy()
    return found


def _pairs(connection: duckdb.DuckDBPyConnection, at: Ints) -> tuple[Ints, Ints, list[tuple[str, str]]]:
    """The pairs of parties, told once an incident: its place, and the number of the pair, numbered in the order of their names."""
    table = connection.sql(_PAIRS).to_arrow_table()
    if not table.num_rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), []
    both = pa.chunked_array([*table["actor"].chunks, *table["recipient"].chunks]).combine_chunks().dictionary_encode()
    order = pc.sort_indices(both.dictionary).to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    coded = rank[both.indices.to_numpy()]
    names = both.dictionary.take(pa.array(order)).to_pylist()
    key = coded[: table.num_rows] * len(names) + coded[table.num_rows :]
    known, number = np.unique(key, return_inverse=True)
    return at[_numbers(table["row"])], number, [(names[k // len(names)], names[k % len(names)]) for k in known.tolist()]
