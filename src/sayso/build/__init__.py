"""Corpora to ledgers: every report read once, on all cores, resumed where it was broken off."""

from sayso.build.run import Counts, build, count

__all__ = ["Counts", "build", "count"]
