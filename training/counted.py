"""Where a lead prints the time and the toll of an annotated event, found by the values that the gold book gives."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sayso.grounding import quantities, times
from sayso.grounding.moments import Tense
from sayso.reader.view import View
from sayso.records import Range

TENSES: tuple[Tense | None, ...] = ("past", "future", None)
_NEAR = 2  # sentences before the event's own in which its time or toll may stand


@dataclass
class Counted:
    """The days that each time expression may mean and the range of each toll, with the words that print them, by sentence."""

    times: dict[int, list[tuple[set[str], list[int]]]] = field(default_factory=dict)
    tolls: dict[int, list[tuple[str, Range, list[int]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, gold: dict[str, Any], view: View, words: Sequence[str], offsets: Sequence[int]) -> Counted:
        """Read a lead; `words` and `offsets` are those of its text, sentences those of `view`."""
        text, published = gold["text"], date.fromisoformat(gold["published"]) if gold["published"] else None
        found = cls()

        def inside(start: int, end: int) -> list[int]:
            return [i for i in range(max(0, bisect_right(offsets, start) - 1), len(words)) if offsets[i] < end and offsets[i] + len(words[i]) > start]

        for k, (a, b) in enumerate(view.sentences):
            if b <= a:
                continue
            span = (offsets[a], offsets[b - 1] + len(words[b - 1]))
            for expression in times.expressions(text, *span):
                days = {_days(times.resolve(expression, published, None, tense)) for tense in TENSES} - {""}
                found.times.setdefault(k, []).append((days, inside(expression.start, expression.end)))
            for mention in quantities.tolls(text, *span):
                found.tolls.setdefault(k, []).append((mention.kind, mention.range, inside(mention.start, mention.end)))
        return found

    def time(self, a: dict[str, Any], sentence: int) -> list[int] | None:
        """The words that date an assertion, an empty list if nothing does, None if they are not found."""
        if not a["when"]:
            return []
        for k in range(sentence, sentence - _NEAR - 1, -1):
            own = [i for days, where in self.times.get(k, []) if a["when"] in days for i in where]
            if own:
                return own
        return None

    def toll(self, a: dict[str, Any], sentence: int) -> list[int] | None:
        """The words that count those killed and injured, an empty list if there are none, None if they are not found."""
        wanted = {(kind, tuple(a[kind])) for kind in ("killed", "injured") if a[kind]}
        if not wanted:
            return []
        for k in (sentence, sentence + 1, sentence - 1):
            own = [i for kind, span, where in self.tolls.get(k, []) if (kind, span) in wanted for i in where]
            if own:
                return own
        return None


def _days(found: object) -> str:
    start, end = getattr(found, "start", None), getattr(found, "end", None)
    if start is None or end is None:
        return ""
    return f"{start}" if start == end else f"{start}/{end}"
