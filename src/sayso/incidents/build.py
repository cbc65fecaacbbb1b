"""Groups of accounts to incidents with their positions, disputes and grade."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.incidents.account import Account
from sayso.incidents.disputes import Clash, disputes, turns
from sayso.incidents.grades import grade
from sayso.incidents.positions import Stance, position, stances
from sayso.records import Incident


@dataclass(frozen=True, slots=True)
class Happening:
    """An incident with what it was made from."""

    incident: Incident
    accounts: tuple[Account, ...]
    stances: tuple[Stance, ...]
    clashes: tuple[Clash, ...]


def happening(accounts: Iterable[Account], id: str | None = None) -> Happening:
    """One incident from all its accounts. Its id is that of its first account unless it has one already."""
    own = tuple(accounts)
    sides = stances(own)
    clashes = [*disputes(sides), *(c for s in sides for c in turns(s))]
    mark, why = grade(sides, clashes)
    ids = tuple(a.assertion.id for a in own)
    kind = Counter(a.assertion.event.type for a in own).most_common(1)[0][0]
    incident = Incident(id or incident_id(ids[0]), kind, ids, tuple(position(s) for s in sides), mark, why)
    return Happening(incident, own, tuple(sides), tuple(clashes))


def incident_id(founder: str) -> str:
    """The id of an incident, by the assertion that founded it."""
    return hashlib.sha256(f"incident {founder}".encode()).hexdigest()[:16]
