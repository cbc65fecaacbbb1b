"""Accounts to groups that tell one happening each."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.data import settings
from sayso.incidents.account import Account
from sayso.incidents.cluster import joined
from sayso.incidents.likeness import likeness
from sayso.incidents.pairs import candidates
from sayso.incidents.traits import traits


def group(accounts: Sequence[Account]) -> list[int]:
    """A label for each account: the index of the first one that tells the same happening."""
    t = traits(accounts)
    left, right = candidates(t)
    return joined(len(t), left, right, likeness(t, left, right), settings()["incident_threshold"])
