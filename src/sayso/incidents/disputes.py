"""Where two sides' tellings of one happening cannot both hold, and on which ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from sayso.data import table
from sayso.incidents.account import Account
from sayso.incidents.likeness import likeness
from sayso.incidents.positions import Stance, changes
from sayso.incidents.questions import counted
from sayso.incidents.sides import same_side
from sayso.incidents.traits import tells_nobody_apart, traits
from sayso.records import BOTH_WAYS, Assertion, Dispute, Ground, Party, Range

VOICES = 6  # accounts of one side that speak for it: more would say the same again
TELLS = ("actual", "possible")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two accounts that cannot both hold."""

    a: Account
    b: Account
    on: Ground
    why: str
    likely: float

    @property
    def dispute(self) -> Dispute:
        """The clash as the record that people see."""
        return Dispute((self.a.assertion.id, self.b.assertion.id), self.on, self.why)


def disputes(stances: Sequence[Stance]) -> list[Clash]:
    """The disputes on one incident, one for two sides on one ground; a report's own voice is no side of one that a named source leads."""
    speak = [(k, account) for k, s in enumerate(stances) for account in _speakers(s.accounts)]
    if len({k for k, _ in speak}) < 2:
        return []
    pairs = [
        (i, j)
        for i, j in combinations(range(len(speak)), 2)
        if speak[i][0] != speak[j][0] and next(_fitting(speak[i][1].assertion, speak[j][1].assertion, _one_word(speak[i][1], speak[j][1])), None)
    ]
    if not pairs:
        return []
    t = traits(a for _, a in speak)
    likely = likeness(t, np.array([i for i, _ in pairs], np.int32), np.array([j for _, j in pairs], np.int32))
    happened = [a for s in stances for a in s.accounts if a.assertion.status == "actual"]
    best: dict[tuple[int, int, str], Clash] = {}
    for (i, j), p in zip(pairs, likely.tolist(), strict=True):
        (k, a), (m, b) = speak[i], speak[j]
        clash = compared(a, b, p)
        if clash is None:
            continue
        if clash.on == "occurrence" and _only_the_doing(clash, happened):
            clash = replace(clash, on="actor", why=f"{_who(clash.a)} denies having done what {_who(clash.b)} tells")
        key = (k, m, "occurrence" if clash.on in ("occurrence", "actor") else clash.on)
        if key not in best or clash.likely > best[key].likely:
            best[key] = clash
    led = {(k, on) for (a, b, on) in best for k, other in ((a, b), (b, a)) if stances[other].named}
    return [c for (k, m, on), c in best.items() if not any(not stances[x].named and (y, on) in led for x, y in ((k, m), (m, k)))]


def turns(stance: Stance) -> list[Clash]:
    """Where one side put it otherwise from a day on: denied first and told later, or the other way round; or gave another toll."""
    if not stance.named:
        return []
    found: list[Clash] = []
    turned = changes(stance.accounts)
    if len(turned) > 1:
        (first, was), (then, now) = turned[:2]
        a, b = (next(x for x in stance.accounts if x.published == day and x.assertion.status == status) for day, status in ((first, was), (then, now)))
        put = {"denied": "denied", "actual": "told"}
        found.append(Clash(a, b, "occurrence", f"{stance.name} {put[was]} it on {first}, {put[now]} it on {then}", 1.0))
    days = sorted((a for a in stance.accounts if a.published is not None), key=lambda a: (a.published, a.assertion.id))
    for a, b in combinations(days, 2):
        if a.published != b.published and (tolls := _tolls_exclude(a.assertion, b.assertion, False)) is not None:
            found.append(Clash(a, b, "toll", f"{stance.name} gave {tolls[0]} on {a.published}, {tolls[1]} on {b.published}", 1.0))
            break
    return found


def _only_the_doing(clash: Clash, happened: Sequence[Account]) -> bool:
    """Whether the denier is who is said to have done it, while others tell the happening without saying who: then only the doing is denied."""
    no, yes = clash.a.assertion, clash.b.assertion
    if no.source is None or not _of(no.source, yes.actors or no.actors):
        return False
    return any(
        not a.assertion.actors and a.assertion.event.type == no.event.type and (a.assertion.source is None or _of(a.assertion.source, (no.source,)))
        for a in happened
    )


def _speakers(accounts: Sequence[Account]) -> list[Account]:
    """The accounts that speak for a side: those that say most, denials first."""

    def says(a: Account) -> tuple[bool, int]:
        x = a.assertion
        return x.status != "denied", -sum(bool(v) for v in (x.actors, x.recipients, x.toll, x.place, x.time))

    return sorted(accounts, key=says)[:VOICES]


def compared(a: Account, b: Account, likely: float) -> Clash | None:
    """On what two accounts of different sides clash, by the first row of the table that fits."""
    one_word = _one_word(a, b)
    for row, held, turned in _fitting(a.assertion, b.assertion, one_word):
        if likely >= float(row["likeness"]) or one_word:
            p, q = (b, a) if turned else (a, b)
            on: Ground = row["on"]  # type: ignore[assignment]  # the table's test holds it to the grounds
            return Clash(p, q, on, row["why"].format(a=_who(p), b=_who(q), x=held[0], y=held[1]), likely)
    return None


def _one_word(a: Account, b: Account) -> bool:
    return a.document == b.document and a.assertion.event.trigger.start == b.assertion.event.trigger.start


def _fitting(a: Assertion, b: Assertion, one_word: bool) -> Iterator[tuple[dict[str, str], Held, bool]]:
    """The rows of the table that two assertions fit, however likely they are to tell one happening; True where it is the second that clashes with the first."""
    for row in table("dispute_rules"):
        if row["named"] == "both" and (a.source is None or b.source is None):
            continue
        for p, q in ((a, b), (b, a)):
            held = _RULES[row["rule"]](p, q, one_word)
            if held is not None:
                yield row, held, p is b
                break


Held = tuple[str, str]


def _denied(no: Assertion, yes: Assertion, one_word: bool) -> Held | None:
    return ("", "") if no.status == "denied" and yes.status in TELLS and no.event.type == yes.event.type else None


def _doer_denies(no: Assertion, yes: Assertion, one_word: bool) -> Held | None:
    """Only the doing is denied, not the happening: the denier is who is said to have done it, and it is the report that tells it, by the same word."""
    own = no.source is not None and any(same_side(no.source, p) for p in no.actors)
    return _denied(no, yes, one_word) if own and one_word and yes.source is None else None


def _tell(a: Assertion, b: Assertion) -> bool:
    return a.status in TELLS and b.status in TELLS


def _tolls_exclude(a: Assertion, b: Assertion, one_word: bool) -> Held | None:
    if not _tell(a, b) or a.toll is None or b.toll is None:
        return None
    for kind in ("killed", "injured"):
        mine: Range | None = getattr(a.toll, kind)
        other: Range | None = getattr(b.toll, kind)
        if mine is None or other is None:
            continue
        low = max(x for x in (mine[0], other[0], 0) if x is not None)
        highs = [x for x in (mine[1], other[1]) if x is not None]
        if highs and low > min(highs):
            return f"{counted(mine)} {kind}", f"{counted(other)} {kind}"
    return None


def _own_target(a: Assertion, b: Assertion, one_word: bool) -> Held | None:
    """One side tells whom it struck, another that it struck somebody else."""
    if not _tell(a, b) or a.event.type != "ASSAULT" or b.event.type != "ASSAULT" or not _shared(a.actors, b.actors) or not a.recipients or not b.recipients:
        return None
    if a.source is None or b.source is None or not _of(a.source, a.actors) or _of(b.source, b.actors):
        return None
    if any(all(tells_nobody_apart(p.name) for p in x.recipients) for x in (a, b)):
        return None
    if _shared(a.recipients, b.recipients) or (a.time and b.time and a.time.start != b.time.start):
        return None
    named = [next(p.name for p in x.recipients if not tells_nobody_apart(p.name)) for x in (a, b)]
    return named[0], named[1]


def _other_actor(a: Assertion, b: Assertion, one_word: bool) -> Held | None:
    """Two sides name different doers of what was done to the same people."""
    if not _tell(a, b) or a.event.type != b.event.type or a.event.type in BOTH_WAYS or not a.actors or not b.actors or _shared(a.actors, b.actors):
        return None
    if not _shared(a.recipients, b.recipients) or not any(_stand_apart(p, q) for p in a.actors for q in b.actors):
        return None
    return a.actors[0].name, b.actors[0].name


def _stand_apart(p: Party, q: Party) -> bool:
    """Whether two names are known to be of different countries or sectors: "jets" and "two planes" may well be the same."""
    return (p.iso3 is not None and q.iso3 is not None and p.iso3 != q.iso3) or (p.sector is not None and q.sector is not None and p.sector != q.sector)


def _other_place(a: Assertion, b: Assertion, one_word: bool) -> Held | None:
    if not _tell(a, b) or a.event.type != b.event.type or a.place is None or b.place is None or not _shared(a.actors, b.actors):
        return None
    if any(p.precision not in ("city", "site") for p in (a.place, b.place)) or (a.place.id, a.place.name) == (b.place.id, b.place.name):
        return None
    return a.place.name, b.place.name


def _other_time(a: Assertion, b: Assertion, one_word: bool) -> Held | None:
    if not _tell(a, b) or a.event.type != b.event.type or a.time is None or b.time is None or not _shared(a.actors, b.actors):
        return None
    ends = [(x.start, x.end) for x in (a.time, b.time) if x.start and x.end]
    if len(ends) < 2 or max(s for s, _ in ends) <= min(e for _, e in ends):
        return None
    return a.time.text, b.time.text


def _other_type(a: Assertion, b: Assertion, one_word: bool) -> Held | None:
    """The same parties, place and day, but another kind of act."""
    if not _tell(a, b) or a.event.type == b.event.type or not _shared(a.actors, b.actors) or not _shared(a.recipients, b.recipients):
        return None
    if a.time is None or b.time is None or (a.time.start, a.time.end) != (b.time.start, b.time.end):
        return None
    return f'"{a.event.trigger.text}"', f'"{b.event.trigger.text}"'


_RULES: dict[str, Callable[[Assertion, Assertion, bool], Held | None]] = {
    "denied": _denied,
    "doer_denies": _doer_denies,
    "tolls_exclude": _tolls_exclude,
    "own_target": _own_target,
    "other_actor": _other_actor,
    "other_place": _other_place,
    "other_time": _other_time,
    "other_type": _other_type,
}


def _of(source: Party, parties: tuple[Party, ...]) -> bool:
    return any(same_side(source, p) for p in parties)


def _shared(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Whether two sets of participants may have one in common: one side, or names that end in the same word ("a village school", "the primary school")."""
    return any(same_side(p, q) or p.name.split()[-1].lower() == q.name.split()[-1].lower() for p in a for q in b)


def _who(a: Account) -> str:
    return a.assertion.source.name if a.assertion.source else "the report"
