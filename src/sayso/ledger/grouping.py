"""The ledger's assertions to incidents: copies found, fresh assertions grouped, and all that is held of each changed incident written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import numpy as np

from sayso.data import settings
from sayso.incidents.build import incident_id
from sayso.incidents.cluster import joined
from sayso.incidents.copies import Copies
from sayso.incidents.likeness import likeness, reasons
from sayso.incidents.pairs import candidates
from sayso.incidents.traits import Flat, Ints, Traits, traits_of
from sayso.ledger.incidents import write
from sayso.ledger.write import insert

BATCH = 20_000  # accounts, or incidents, in memory at once
Tell = Callable[[str], None]


def group(connection: duckdb.DuckDBPyConnection, tell: Tell = lambda _: None, workers: int = 1) -> int:
    """Put every assertion that has no incident into one, in one transaction; the number of incidents that were made or changed.

    `workers` processes make the incidents where there are many.
    """
    connection.begin()
    try:
        tell("looking for copies")
        _mark_copies(connection)
        changed = _group(connection, tell, workers)
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


def _group(connection: duckdb.DuckDBPyConnection, tell: Tell, workers: int) -> int:
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
    members = ({"assertion_id": ids[k], "incident_id": own_id[labels[k]], "why": grounds.get(k)} for k in range(len(ids)) if before[k] < 0)
    del t, left, right, likely
    insert(connection, "members", members)
    tell("writing incidents")
    write(connection, changed, workers)
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
