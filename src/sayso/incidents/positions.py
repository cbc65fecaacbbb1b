"""What each source holds about one incident, all its tellings together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sayso.incidents.account import Account
from sayso.incidents.sides import same_side, side
from sayso.records import Party, Position, Range, Status, Toll


@dataclass(slots=True)
class Stance:
    """The accounts of one side, in their order; `parties` are the names that it speaks by, none where it is a report's own voice."""

    key: str
    name: str | None
    parties: list[Party] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether it is somebody other than a report."""
        return bool(self.parties)

    def tells(self, *statuses: Status) -> bool:
        """Whether one of its accounts has one of the statuses."""
        return any(a.assertion.status in statuses for a in self.accounts)

    def holds(self, party: Party) -> bool:
        """Whether a party is of this side."""
        return any(same_side(p, party) for p in self.parties)


def stances(accounts: Iterable[Account]) -> list[Stance]:
    """Accounts of one incident by the side that vouches for them; a spokesman, a ministry and their country are one side."""
    found: list[Stance] = []
    for account in accounts:
        source = account.assertion.source
        if source is None:
            key = f"report:{account.voice}"
            own = next((s for s in found if s.key == key), None)
            if own is None:
                own = Stance(key, None)
                found.append(own)
        else:
            own = next((s for s in found if s.named and s.holds(source)), None)
            if own is None:
                own = Stance(side(source), source.name)
                found.append(own)
            if all(p.name != source.name for p in own.parties):
                own.parties.append(source)
        own.accounts.append(account)
    return found


def position(stance: Stance) -> Position:
    """A side's stance as the record that people see."""
    days = sorted(a.published for a in stance.accounts if a.published is not None)
    tolls = [a.assertion.toll for a in stance.accounts if a.assertion.toll is not None]
    return Position(
        stance.name,
        tuple(a.assertion.id for a in stance.accounts),
        stance.key,
        _status(stance.accounts),
        days[0] if days else None,
        days[-1] if days else None,
        _widest(tolls, "killed"),
        _widest(tolls, "injured"),
        changes(stance.accounts),
    )


def _status(accounts: Sequence[Account]) -> Status:
    """What the side holds last: of the accounts of its last day the firmest."""
    last = max((a.published for a in accounts if a.published is not None), default=None)
    own = {a.assertion.status for a in accounts if a.published == last} or {a.assertion.status for a in accounts}
    return next(s for s in ("denied", "actual", "possible", "future", "hypothetical") if s in own)


def changes(accounts: Iterable[Account]) -> tuple[tuple[date, Status], ...]:
    """The days from which on the side put it otherwise, first day first: one entry where it never changed, none where no day is known.

    Only what was told as happening counts: a plan that came true is no change of mind.
    """
    told = sorted((a.published, a.assertion.status) for a in accounts if a.published is not None and a.assertion.status in ("actual", "denied"))
    out: list[tuple[date, Status]] = []
    for day in sorted({d for d, _ in told}):
        statuses = {s for d, s in told if d == day}
        if len(statuses) == 1 and (not out or out[-1][1] not in statuses):
            out.append((day, statuses.pop()))
    return tuple(out)


def _widest(tolls: list[Toll], kind: str) -> Range | None:
    """From the least that the side gives to the most, open where one of its tellings is open."""
    ranges: list[Range] = [r for t in tolls if (r := getattr(t, kind)) is not None]
    if not ranges:
        return None
    lows, highs = [r[0] for r in ranges], [r[1] for r in ranges]
    return (min((x for x in lows if x is not None), default=None), None if None in highs else max(x for x in highs if x is not None))
