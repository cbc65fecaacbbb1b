"""Assertions of one report laid beside each other: which tell one happening, and which cannot both hold."""

from __future__ import annotations

import hashlib
from itertools import combinations

from sayso.incidents.same import same_happening, same_party, same_side
from sayso.records import Assertion, Dispute, Ground, Incident, Party, Position


def compare(assertions: list[Assertion]) -> tuple[list[Incident], list[Dispute]]:
    """The incidents that two or more assertions tell, and the disputes between their sources, one for a pair of sources on one matter."""
    incidents = _incidents(assertions)
    disputes: list[Dispute] = []
    seen: set[tuple[frozenset[str], str, str]] = set()
    for a, b in combinations(assertions, 2):
        clash = _clash(a, b)
        if clash is None:
            continue
        on, why = clash
        pair = (frozenset((_name(a), _name(b))), on, a.event.type)
        if pair not in seen:
            seen.add(pair)
            disputes.append(Dispute((a.id, b.id), on, why))
    return incidents, disputes


def _name(a: Assertion) -> str:
    return a.source.iso3 or a.source.name if a.source else ""


def _incidents(assertions: list[Assertion]) -> list[Incident]:
    """Groups of assertions that pairwise chains of "same happening" join."""
    group = list(range(len(assertions)))

    def root(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    for i, j in combinations(range(len(assertions)), 2):
        if same_happening(assertions[i], assertions[j]):
            group[root(j)] = root(i)
    members: dict[int, list[Assertion]] = {}
    for i, a in enumerate(assertions):
        members.setdefault(root(i), []).append(a)
    out = []
    for own in members.values():
        if len(own) < 2:
            continue
        sides: dict[str | None, list[str]] = {}
        for a in own:
            sides.setdefault(a.source.name if a.source else None, []).append(a.id)
        ids = tuple(a.id for a in own)
        key = hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16]
        out.append(Incident(key, own[0].event.type, ids, tuple(Position(s, tuple(x)) for s, x in sides.items())))
    return out


def _clash(a: Assertion, b: Assertion) -> tuple[Ground, str] | None:
    """On what two assertions cannot both hold, and the rule that says so."""
    if a.event.type != b.event.type or _one_voice(a, b):
        return None
    denied = (a.status == "denied") != (b.status == "denied")
    if denied:
        no, yes = (a, b) if a.status == "denied" else (b, a)
        if yes.status not in ("actual", "possible") or not _same_matter(no, yes):
            return None
        doer = no.source is not None and any(same_side(no.source, p) for p in no.actors)
        told = no.event.trigger.start == yes.event.trigger.start
        if doer and told and yes.source is None:
            return "actor", f"{_who(no)} denies having done it"
        return "occurrence", f"{_who(no)} denies what {_who(yes)} tells"
    if a.status not in ("actual", "possible") or b.status not in ("actual", "possible"):
        return None
    if a.source is not None and b.source is not None and a.event.type == "ASSAULT":
        return _whom(a, b) or _toll(a, b)
    return _toll(a, b)


def _whom(a: Assertion, b: Assertion) -> tuple[Ground, str] | None:
    """One side tells whom it struck, another that it struck somebody else."""
    if not any(same_side(p, q) for p in a.actors for q in b.actors):
        return None
    if not a.recipients or not b.recipients or any(_near(p, q) for p in a.recipients for q in b.recipients):
        return None
    own = [x for x in (a, b) if x.source is not None and any(same_side(x.source, p) for p in x.actors)]
    if len(own) != 1 or (a.time and b.time and a.time.start != b.time.start):
        return None
    return "recipient", f"{_who(a)} names {a.recipients[0].name}, {_who(b)} {b.recipients[0].name}"


def _near(p: Party, q: Party) -> bool:
    return same_party(p, q) or (p.iso3 is not None and p.iso3 == q.iso3 and len(p.name.split()) == len(q.name.split()) == 1)


def _toll(a: Assertion, b: Assertion) -> tuple[Ground, str] | None:
    """Two tolls of one happening that no number satisfies."""
    if a.toll is None or b.toll is None or not same_happening(a, b):
        return None
    for mine, other in ((a.toll.killed, b.toll.killed), (a.toll.injured, b.toll.injured)):
        if mine is None or other is None:
            continue
        low = max(x for x in (mine[0], other[0], 0) if x is not None)
        highs = [x for x in (mine[1], other[1]) if x is not None]
        if highs and low > min(highs):
            return "toll", f"{_who(a)} and {_who(b)} give tolls that exclude each other"
    return None


def _one_voice(a: Assertion, b: Assertion) -> bool:
    if a.source is None or b.source is None:
        return a.source is b.source
    return same_side(a.source, b.source)


def _same_matter(no: Assertion, yes: Assertion) -> bool:
    """A denial and a telling speak of one matter: the same trigger, or the same doers and no other victims."""
    if no.event.trigger.start == yes.event.trigger.start:
        return True
    if no.actors and yes.actors and not any(same_side(p, q) for p in no.actors for q in yes.actors):
        return False
    shared_actor = any(same_side(p, q) for p in no.actors for q in yes.actors)
    shared_recipient = any(same_side(p, q) for p in no.recipients for q in yes.recipients)
    if no.recipients and yes.recipients:
        return shared_recipient and (shared_actor or not no.actors or not yes.actors)
    return shared_actor


def _who(a: Assertion) -> str:
    return a.source.name if a.source else "the report"
