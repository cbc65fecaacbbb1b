"""How well an incident is vouched for, by the table of grades."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.data import table
from sayso.incidents.account import Account
from sayso.incidents.disputes import Clash
from sayso.incidents.positions import Stance, position


def grade(stances: Sequence[Stance], clashes: Sequence[Clash]) -> tuple[str, str]:
    """The grade of an incident and the rule that gave it, in words."""
    for row in table("grades"):
        if _RULES[row["rule"]](stances, clashes):
            return row["grade"], row["words"]
    raise ValueError("no rule of grades.tsv fits: its last row must fit all")


def _admitted(stances: Sequence[Stance], clashes: Sequence[Clash]) -> bool:
    if any(c.on in ("occurrence", "actor") and not _withdrawn(stances, c) for c in clashes):
        return False
    return any(
        s.named
        and any(a.assertion.status == "actual" and any(s.holds(p) for p in a.assertion.actors) for a in s.accounts)
        and any(s.holds(p) for other in stances if other is not s for a in other.accounts for p in a.assertion.actors)
        for s in stances
    )


def _withdrawn(stances: Sequence[Stance], clash: Clash) -> bool:
    """Whether the side that denied has told it since."""
    denier = next((s for s in stances for x in (clash.a, clash.b) if x.assertion.status == "denied" and x in s.accounts), None)
    return denier is not None and position(denier).status == "actual"


def _disputed(stances: Sequence[Stance], clashes: Sequence[Clash]) -> bool:
    return any(not _rumour(c.a) and not _rumour(c.b) for c in clashes)


def _rumour(account: Account) -> bool:
    """Told by nobody in particular, and not as certain: it vouches for nothing."""
    return account.assertion.source is None and account.assertion.status == "possible"


def _only_denied(stances: Sequence[Stance], clashes: Sequence[Clash]) -> bool:
    return any(s.tells("denied") for s in stances) and not any(s.tells("actual", "possible", "future", "hypothetical") for s in stances if s.named)


def _told(stances: Sequence[Stance]) -> int:
    return sum(s.named and s.tells("actual", "possible", "future", "hypothetical") for s in stances)


_RULES: dict[str, Callable[[Sequence[Stance], Sequence[Clash]], bool]] = {
    "admitted": _admitted,
    "disputed": _disputed,
    "only_denied": _only_denied,
    "two_sides": lambda stances, clashes: _told(stances) > 1,
    "one_side": lambda stances, clashes: _told(stances) == 1,
    "own_voice": lambda stances, clashes: True,
}
