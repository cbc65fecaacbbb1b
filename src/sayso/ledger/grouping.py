"""The ledger's assertions to incidents: copies found, fresh assertions grouped, and all that is held of each changed incident written anew."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from sayso.data import settings
from sayso.incidents.account import Account
from sayso.incidents.build import Happening, happening, incident_id
from sayso.incidents.cluster import joined
from sayso.incidents.copies import Copies
from sayso.incidents.likeness import likeness, reasons
from sayso.incidents.pairs import candidates
from sayso.incidents.traits import Flat, Ints, Traits, traits_of
from sayso.ledger.rows import ACCOUNTS, Row, to_account
from sayso.ledger.write import insert

BATCH = 20_000  # accounts, or incidents, in memory at once
Tell = Callable[[str], None]


def group(connection: duckdb.DuckDBPyConnection, tell: Tell = lambda _: None) -> int:
    """Put every assertion that has no incident into one, in one transaction; the number of incidents that were made or changed."""
    connection.begin()
    try:
        tell("looking for copies")
        _mark_copies(connection)
        changed = _group(connection, tell)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return changed


def _mark_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Link each report that copies none yet to the first one whose text it prints."""
    copies = Copies()
    rows = connection.execute("SELECT id, signature, copy_of FROM documents ORDER BY number").fetchall()
    found = [(copies.add(key, np.frombuffer(own, np.uint32), origin), key) for key, own, origin in rows]
    marks = [[origin, key] for (origin, key), row in zip(found, rows, strict=True) if origin is not None and row[2] is None]
    if marks:
        connection.executemany("UPDATE documents SET copy_of = ? WHERE id = ?", marks)


_FLAT = """
SELECT type, trigger, trigger_start, actors, actor_iso3, recipients, recipient_iso3, place, place_iso3, sentence, time_start, time_end, published,
    (killed_min, killed_max, injured_min, injured_max), status, document_id FROM assertions ORDER BY number
"""


def _values(connection: duckdb.DuckDBPyConnection) -> Iterator[Flat]:
    """What the assertions are compared by, in the order of the ledger."""
    cursor = connection.cursor()
    cursor.execute(_FLAT)
    while rows := cursor.fetchmany(BATCH):
        for row in rows:
            yield Flat(*row)
    cursor.close()


def _group(connection: duckdb.DuckDBPyConnection, tell: Tell) -> int:
    held = connection.execute("SELECT a.id, m.incident_id FROM assertions a LEFT JOIN members m ON m.assertion_id = a.id ORDER BY a.number").fetchall()
    ids = [row[0] for row in held]
    if all(row[1] is not None for row in held):
        return 0
    numbers: dict[str, int] = {}
    before: Ints = np.array([-1 if i is None else numbers.setdefault(i, len(numbers)) for _, i in held], np.int32)
    tell("reading assertions")
    t = traits_of(_values(connection))
    tell("comparing assertions")
    left, right = candidates(t, before < 0)
    likely = likeness(t, left, right)
    tell("grouping assertions")
    labels = joined(len(t), left, right, likely, settings()["incident_threshold"], before)
    standing = {label: held[k][1] for k, label in enumerate(labels) if before[k] >= 0}
    own_id = {label: standing.get(label) or incident_id(ids[label]) for label in set(labels)}
    grounds = _grounds(t, left, right, likely, labels, before)
    changed = {own_id[labels[k]] for k in np.flatnonzero(before < 0)}
    members = [{"assertion_id": ids[k], "incident_id": own_id[labels[k]], "why": grounds.get(k)} for k in range(len(ids)) if before[k] < 0]
    del t, left, right, likely
    insert(connection, "members", members)
    tell("writing incidents")
    _write(connection, changed)
    return len(changed)


def _grounds(t: Traits, left: Ints, right: Ints, likely: Any, labels: list[int], before: Ints) -> dict[int, str]:
    """Why each fresh account is in its group: what it shares with the likeliest account in it."""
    label = np.array(labels)
    together = (label[left] == label[right]) & (likely > 0)
    a, b, p = left[together], right[together], likely[together]
    who, other, worth = np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([p, p])
    keep = before[who] < 0
    who, other, worth = who[keep], other[keep], worth[keep]
    order = np.lexsort((other, -worth, who))
    who, other, worth = who[order], other[order], worth[order]
    first = np.append(True, who[1:] != who[:-1]) if len(who) else np.zeros(0, bool)
    return {int(k): text for k, text in zip(who[first], reasons(t, who[first], other[first]), strict=True) if label[k] != k or before[k] >= 0}


def _write(connection: duckdb.DuckDBPyConnection, changed: set[str]) -> None:
    """Write incidents, positions and disputes of the incidents anew."""
    connection.execute("CREATE OR REPLACE TEMP TABLE changed (id VARCHAR)")
    connection.register("changed_ids", pa.table({"id": sorted(changed)}))
    connection.execute("INSERT INTO changed SELECT id FROM changed_ids")
    connection.unregister("changed_ids")
    for table, key in (("incidents", "id"), ("positions", "incident_id"), ("disputes", "incident_id")):
        connection.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT id FROM changed)")
    reader = connection.sql(
        f"SELECT x.*, m.incident_id FROM ({ACCOUNTS}) x JOIN members m ON m.assertion_id = x.id WHERE m.incident_id IN (SELECT id FROM changed) "
        "ORDER BY m.incident_id, x.number"
    ).to_arrow_reader(BATCH)
    own: list[Account] = []
    current: str | None = None
    rows: dict[str, list[Row]] = {"incidents": [], "positions": [], "disputes": []}
    for batch in reader:
        for row in batch.to_pylist():
            if row["incident_id"] != current and own and current is not None:
                _add(rows, happening(own, current))
                own = []
            current = row["incident_id"]
            own.append(to_account(row))
    if own and current is not None:
        _add(rows, happening(own, current))
    for table, found in rows.items():
        insert(connection, table, found)


def _add(rows: dict[str, list[Row]], h: Happening) -> None:
    rows["incidents"].append(incident_row(h))
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


def incident_row(h: Happening) -> Row:
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


def _names(names: Iterator[str] | Any) -> list[str]:
    return [name for name, _ in Counter(names).most_common(8)]


def _outer(ranges: list[tuple[int | None, int | None]]) -> tuple[int | None, int | None] | None:
    if not ranges:
        return None
    lows, highs = [r[0] for r in ranges if r[0] is not None], [r[1] for r in ranges]
    return (min(lows) if lows else None, None if None in highs else max(h for h in highs if h is not None))


def _toll(kind: str, r: tuple[int | None, int | None] | None) -> Row:
    low, high = r or (None, None)
    return {f"{kind}_min": low, f"{kind}_max": high}
