"""Assertions to incidents and disputes: who tells the same happening, and where the tellings cannot both hold."""

from sayso.incidents.account import Account, accounts
from sayso.incidents.compare import compare
from sayso.incidents.group import group

__all__ = ["Account", "accounts", "compare", "group"]
