"""Tellings to assertions: names, countries, places, times and tolls, each with the words that prove it."""

from __future__ import annotations

from sayso.grounding.assertions import ground
from sayso.grounding.confidence import sure

__all__ = ["ground", "sure"]
