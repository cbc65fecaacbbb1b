"""The assertions of one report laid beside each other: which tell one happening, and which cannot both hold."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.incidents.account import Account
from sayso.incidents.build import happening
from sayso.incidents.group import group
from sayso.records import Dispute, Incident


def compare(accounts: Sequence[Account]) -> tuple[list[Incident], list[Dispute]]:
    """The incidents that two or more assertions tell, and the disputes between their sources."""
    groups: dict[int, list[Account]] = {}
    for label, account in zip(group(accounts), accounts, strict=True):
        groups.setdefault(label, []).append(account)
    found = [happening(own) for own in groups.values() if len(own) > 1]
    return [h.incident for h in found], [c.dispute for h in found for c in h.clashes]
