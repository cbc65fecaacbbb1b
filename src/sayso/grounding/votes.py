"""What the names of a report say of each other: in which country and division most of them lie."""

from __future__ import annotations


class Votes:
    """In which countries and divisions the names of a report lie, each name once."""

    def __init__(self) -> None:
        self._by: dict[tuple[str | None, str], dict[str, float]] = {}

    def add(self, text: str, iso3: str | None, division: str, vote: float = 1.0) -> None:
        """A name votes for its country and, within it, for its division."""
        for key in {(iso3, ""), (iso3, division)}:
            self._by.setdefault(key, {})[text] = vote

    def share(self, text: str, iso3: str | None, division: str = "") -> float:
        """The share of the other names that lie there, the fewer names the less."""
        if iso3 is None:
            return 0.0
        own = sum(v for name, v in self._by.get((iso3, division), {}).items() if name != text)
        names = {name for (_, d), votes in self._by.items() if d == "" for name in votes if name != text}
        return own / (len(names) + 1)
