"""Which time expressions and tolls belong to which event."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sayso.grounding import quantities, times
from sayso.reader.view import View
from sayso.records import Time, Toll


class Clock:
    """The time expressions of a report by sentence, found once."""

    def __init__(self, view: View, published: date | None) -> None:
        self.view, self.published = view, published
        self._found: dict[int, list[times.TimeExpression]] = {}

    def sentence(self, k: int) -> list[times.TimeExpression]:
        if k not in self._found:
            a, b = self.view.sentences[k]
            self._found[k] = times.expressions(self.view.whole, self.view.start[a], self.view.end(b - 1)) if b > a else []
        return self._found[k]

    def of(self, trigger: int, cue: tuple[int, int] | None, status: str) -> Time | None:
        """The time that the sentence gives for the event: an expression under the trigger's clause, not one that dates the saying."""
        view = self.view
        best: tuple[int, times.TimeExpression] | None = None
        saying = cue[0] if cue is not None else -1
        for expression in self.sentence(view.sentence[trigger]):
            at = _word_at(view, expression.start, trigger)
            if at is None:
                continue
            steps = _steps(view, at, trigger)
            if steps is None:
                continue
            if saying >= 0 and saying != trigger:
                to_cue = _steps(view, at, saying)
                if to_cue is not None and to_cue < steps:
                    continue
            if best is None or steps < best[0]:
                best = (steps, expression)
        if best is None:
            return None
        tense: Literal["past", "future"] | None = "future" if status == "future" else "past" if status == "actual" else None
        return times.resolve(best[1], self.published, None, tense)


def _word_at(view: View, offset: int, near: int) -> int | None:
    a, b = view.sentences[view.sentence[near]]
    return next((i for i in range(a, b) if view.start[i] <= offset < view.end(i)), None)


def _steps(view: View, word: int, trigger: int) -> int | None:
    """How far a time word stands from a verb or event noun by syntax; None where another clause lies between."""
    up = [word, *view.ancestors(word)]
    down = [trigger, *view.ancestors(trigger)]
    shared = next((x for x in up if x in down), None)
    if shared is None:
        return None
    climbs, drops = up.index(shared), down.index(shared)
    # words on the way down that open a clause of their own
    clauses = sum(view.dep[x] in ("ccomp", "acl:relcl", "parataxis", "advcl") for x in down[:drops])
    clauses_up = sum(view.dep[x] in ("ccomp", "acl:relcl", "parataxis", "advcl") for x in up[:climbs])
    if clauses_up or clauses > 1:
        return None
    return climbs + drops + 3 * clauses


def tolls(view: View, triggers: list[int]) -> dict[int, Toll]:
    """The toll of each trigger that has one: a count goes to the trigger that its word is, or to the nearest one of its sentence."""
    out: dict[int, Toll] = {}
    by_sentence: dict[int, list[int]] = {}
    for t in dict.fromkeys(triggers):
        by_sentence.setdefault(view.sentence[t], []).append(t)
    for k, own in by_sentence.items():
        a, b = view.sentences[k]
        if b <= a:
            continue
        for mention in quantities.tolls(view.whole, view.start[a], view.end(b - 1)):
            at = _word_at(view, mention.cue_start, own[0])
            if at is None:
                continue
            best = min(own, key=lambda t: (t != at, _distance(view, at, t), abs(t - at)))
            if _distance(view, at, best) > 6:
                continue
            held = out.get(best, Toll())
            if mention.kind == "killed" and held.killed is None:
                out[best] = Toll(mention.range, held.injured)
            elif mention.kind == "injured" and held.injured is None:
                out[best] = Toll(held.killed, mention.range)
    return out


def _distance(view: View, a: int, b: int) -> int:
    up, down = [a, *view.ancestors(a)], [b, *view.ancestors(b)]
    shared = next((x for x in up if x in down), None)
    return 99 if shared is None else up.index(shared) + down.index(shared)
