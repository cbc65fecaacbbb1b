"""Tellings to assertions: names, countries, places, times and tolls, each with the words that prove it."""

from sayso.grounding.assertions import ground

__all__ = ["ground"]
