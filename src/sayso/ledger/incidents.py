"""Incidents as rows of the ledger: all that is held of each, written anew from its assertions, in several processes where there are many."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from itertools import groupby, starmap
from multiprocessing import get_context

import duckdb
import pyarrow as pa

from sayso.incidents.build import Happening, happening
from sayso.ledger.rows import ACCOUNTS, Row, Rows, to_account
from sayso.ledger.write import insert_tables, scalar, tables_of

TABLES = {"incidents": "id", "positions": "incident_id", "disputes": "incident_id"}
Piece = tuple[pa.Table, pa.Table]  # accounts, and their participants
AT_ONCE = 4_000  # incidents that one process makes at a time
MANY = 20_000  # incidents from which other processes are worth their start


def write(connection: duckdb.DuckDBPyConnection, changed: Iterable[str], workers: int = 1) -> None:
    """Write incidents, positions and disputes of the incidents anew."""
    ids = sorted(changed)
    connection.execute("CREATE OR REPLACE TEMP TABLE changed (id VARCHAR, nth BIGINT)")
    connection.register("changed_ids", pa.table({"id": ids, "nth": pa.array(range(len(ids)), pa.int64())}))
    connection.execute("INSERT INTO changed SELECT id, nth FROM changed_ids")
    connection.unregister("changed_ids")
    for table, key in TABLES.items():
        if scalar(connection, f"SELECT count(*) FROM {table}"):
            connection.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT id FROM changed)")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE told AS SELECT x.*, m.incident_id, c.nth FROM ({ACCOUNTS}) x JOIN members m ON m.assertion_id = x.id "
        "JOIN changed c ON c.id = m.incident_id ORDER BY c.nth, x.number"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE told_parties AS SELECT p.*, t.nth FROM participants p JOIN told t ON t.id = p.assertion_id "
        "ORDER BY t.nth, p.assertion_id, p.role, p.position"
    )
    for made in _made(_pieces(connection, len(ids)), workers if len(ids) >= MANY else 1):
        insert_tables(connection, made)
    for table in ("changed", "told", "told_parties"):
        connection.execute(f"DROP TABLE {table}")


def _pieces(connection: duckdb.DuckDBPyConnection, incidents: int) -> Iterator[Piece]:
    """The accounts of so many incidents at a time, in their order."""
    for start in range(0, incidents, AT_ONCE):
        here = [start, start + AT_ONCE]
        yield (
            connection.sql("SELECT * FROM told WHERE nth >= ? AND nth < ? ORDER BY nth, number", params=here).to_arrow_table(),
            connection.sql("SELECT * FROM told_parties WHERE nth >= ? AND nth < ? ORDER BY nth, assertion_id, role, position", params=here).to_arrow_table(),
        )


def _made(pieces: Iterator[Piece], workers: int) -> Iterator[dict[str, pa.Table]]:
    """The rows of each piece, in the order of the pieces."""
    if workers < 2:
        yield from starmap(make, pieces)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        ahead: deque[Future[dict[str, pa.Table]]] = deque()
        for piece in pieces:
            ahead.append(pool.submit(make, *piece))
            if len(ahead) > 2 * workers:
                yield ahead.popleft().result()
        for future in ahead:
            yield future.result()


def make(accounts: pa.Table, parties: pa.Table) -> dict[str, pa.Table]:
    """The rows of all incidents among accounts that are ordered by incident, with their participants, as Arrow tables."""
    of: dict[str, list[Row]] = {}
    for party in parties.to_pylist():
        of.setdefault(party["assertion_id"], []).append(party)
    rows: Rows = {name: [] for name in TABLES}
    for incident, own in groupby(accounts.to_pylist(), key=lambda row: str(row["incident_id"])):
        _add(rows, happening([to_account(row, of.get(row["id"], ())) for row in own], incident))
    return tables_of(rows)


def _add(rows: Rows, h: Happening) -> None:
    rows["incidents"].append(_incident_row(h))
    stance_of = {a.assertion.id: s for s in h.stances for a in s.accounts}
    for k, (s, p) in enumerate(zip(h.stances, h.incident.positions, strict=True)):
        rows["positions"].append(
            {
                "incident_id": h.incident.id,
                "number": k,
                "side": s.key,
                "source": p.source,
                "names": [x.name for x in s.parties],
                "status": p.status,
                "first_published": p.first,
                "last_published": p.last,
                **_toll("killed", p.killed),
                **_toll("injured", p.injured),
                "assertions": list(p.assertions),
                "changes": "; ".join(f"{day} {status}" for day, status in p.changes) if len(p.changes) > 1 else None,
            }
        )
    for c in h.clashes:
        a, b = stance_of[c.a.assertion.id], stance_of[c.b.assertion.id]
        key = hashlib.sha256(f"dispute {c.a.assertion.id} {c.b.assertion.id} {c.on}".encode()).hexdigest()[:16]
        rows["disputes"].append(
            {
                "id": key,
                "incident_id": h.incident.id,
                "ground": c.on,
                "side_a": a.key,
                "source_a": a.name,
                "assertion_a": c.a.assertion.id,
                "side_b": b.key,
                "source_b": b.name,
                "assertion_b": c.b.assertion.id,
                "why": c.why,
            }
        )


def _incident_row(h: Happening) -> Row:
    """An incident as one row: of each thing what most of its tellings give."""
    told = [a.assertion for a in h.accounts]
    places = Counter((a.place.name, a.place.iso3) for a in told if a.place)
    place = places.most_common(1)[0][0] if places else None
    point = next((a.place for a in told if a.place and (a.place.name, a.place.iso3) == place and a.place.latitude is not None), None)
    days = Counter((a.time.start, a.time.end) for a in told if a.time and a.time.start and a.time.end)
    day: tuple[date | None, date | None] = days.most_common(1)[0][0] if days else (None, None)
    published = sorted(a.published for a in h.accounts if a.published)
    modes = Counter(a.event.mode for a in told if a.event.mode)
    killed = [r for p in h.incident.positions if (r := p.killed)]
    injured = [r for p in h.incident.positions if (r := p.injured)]
    return {
        "id": h.incident.id,
        "type": h.incident.event,
        "mode": modes.most_common(1)[0][0] if modes else None,
        "trigger": Counter(a.event.trigger.text.lower() for a in told).most_common(1)[0][0],
        "actors": _names(p.name for a in told for p in a.actors),
        "recipients": _names(p.name for a in told for p in a.recipients),
        "place": place[0] if place else None,
        "place_iso3": place[1] if place else None,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "first_day": day[0],
        "last_day": day[1],
        "first_published": published[0] if published else None,
        "last_published": published[-1] if published else None,
        **_toll("killed", _outer(killed)),
        **_toll("injured", _outer(injured)),
        "assertions": len(h.accounts),
        "documents": len({a.document for a in h.accounts}),
        "tellings": len({a.origin for a in h.accounts}),
        "sources": sum(s.named for s in h.stances),
        "status": next(s for s in ("actual", "possible", "future", "hypothetical", "denied") if any(a.status == s for a in told)),
        "contested": bool(h.clashes),
        "grade": h.incident.grade,
        "grade_why": h.incident.grade_why,
    }


def _names(names: Iterable[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common(8)]


def _outer(ranges: list[tuple[int | None, int | None]]) -> tuple[int | None, int | None] | None:
    if not ranges:
        return None
    lows, highs = [r[0] for r in ranges if r[0] is not None], [r[1] for r in ranges]
    return (min(lows) if lows else None, None if None in highs else max(h for h in highs if h is not None))


def _toll(kind: str, r: tuple[int | None, int | None] | None) -> Row:
    low, high = r or (None, None)
    return {f"{kind}_min": low, f"{kind}_max": high}
