"""What the names of a report say of each other: in which country and division most of them lie."""

from __future__ import annotations


class Votes:
    """In which countries and divisions the names of a report lie, each name once."""

    def __init__(self) -> None:
        self._by: dict[tuple[str | None, str], dict[str, float]] = {}
        self._names: set[str] = set()

    def add(self, text: str, iso3: str | None, division: str, vote: float = 1.0) -> None:
        """A name votes for its country and, within it, for its division."""
        self._names.add(text)
        for key in {(iso3, ""), (iso3, division)}:
            self._by.setdefault(key, {})[text] = vote

    def share(self, text: str, iso3: str | None, division: str = "") -> float:
        """The share of the other names that lie there, the fewer names the less."""
        if iso3 is None:
            return 0.0
        there = self._by.get((iso3, division), {})
        others = len(self._names) - (text in self._names)
        return (sum(there.values()) - there.get(text, 0.0)) / (others + 1)
