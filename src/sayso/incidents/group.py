"""Accounts to groups that tell one happening each."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.data import settings
from sayso.incidents.account import Account
from sayso.incidents.cluster import joined
from sayso.incidents.likeness import likeness
from sayso.incidents.pairs import candidates
from sayso.incidents.traits import Ints, Traits, traits


def group(accounts: Sequence[Account]) -> list[int]:
    """A label for each account: the index of the first one that tells the same happening."""
    return group_traits(traits(accounts))


def group_traits(t: Traits, before: Ints | None = None) -> list[int]:
    """The same for traits; `before` holds the labels of groups that stand, -1 for fresh accounts."""
    left, right = candidates(t, None if before is None else before < 0)
    return joined(len(t), left, right, likeness(t, left, right), settings()["incident_threshold"], before)
