"""Assertions to incidents and disputes: who tells the same happening, and where the tellings cannot both hold."""

from sayso.incidents.compare import compare

__all__ = ["compare"]
