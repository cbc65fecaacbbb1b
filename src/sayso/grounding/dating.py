"""Which time expressions and tolls belong to which event."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sayso.data import settings
from sayso.events import harm
from sayso.grounding import quantities, times, victims
from sayso.grounding.moments import Tense
from sayso.reader import signals
from sayso.reader.view import View
from sayso.records import Time, Toll

BACK = 6  # sentences in which "a day later" finds its day
FAR = 6  # steps of syntax between a count's word and its event
_BEARER = "ASSAULT"  # a toll beside an arrest or a protest is of what that was about
REACH = 2  # sentences back in which an event's time may stand


class TimeWords(NamedTuple):
    """A time expression and the words that it covers."""

    expression: times.TimeExpression
    words: list[int]


class Clock:
    """The time expressions of a report by sentence, found once, and which of them dates which event."""

    def __init__(self, view: View, published: date | None) -> None:
        self.view, self.published = view, published
        self.heard = signals.of(view.doc)
        self._found: dict[int, list[TimeWords]] = {}

    def sentence(self, k: int) -> list[TimeWords]:
        if k not in self._found:
            a, b = self.view.sentences[k]
            found = times.expressions(self.view.whole, self.view.start[a], self.view.end(b - 1)) if b > a else []
            self._found[k] = [TimeWords(e, [i for i in range(a, b) if self.view.start[i] < e.end and self.view.end(i) > e.start]) for e in found]
        return self._found[k]

    def of(self, trigger: int, cue: tuple[int, int] | None, status: str) -> Time | None:
        """The time that the report gives for the event: what the network's arc and syntax together point at, None where more speaks for nothing."""
        told = self._told(trigger, cue)
        if told is None:
            return None
        tense: Tense | None = "future" if status == "future" else "past" if status == "actual" else None
        return times.resolve(told.expression, self.published, self._day_before(told), tense)

    def _told(self, trigger: int, cue: tuple[int, int] | None) -> TimeWords | None:
        weigh = settings()
        k = self.view.sentence[trigger]
        nothing, by_word = 0.0, {}
        if self.heard is not None and self.heard.knows("time"):
            nothing, words = self.heard.parties(trigger, "time", 0.01)
            by_word = dict(words)
        best, score = None, weigh["time_nothing"] * nothing
        for n in range(max(0, k - REACH), min(k + 2, len(self.view.sentences))):
            for told in self.sentence(n):
                worth = weigh["time_head"] * sum(by_word.get(i, 0.0) for i in told.words)
                steps = self._steps(told, trigger, cue) if n == k else None
                if steps is not None:
                    worth += weigh["time_syntax"] / (1 + weigh["time_step"] * max(0, steps - 1))
                if worth > score:
                    best, score = told, worth
        return best

    def _steps(self, told: TimeWords, trigger: int, cue: tuple[int, int] | None) -> int | None:
        """How far an expression stands from the event by syntax; None under another clause, or where it dates the saying."""
        if not told.words:
            return None
        steps = _steps(self.view, told.words[0], trigger)
        if steps is None or cue is None or cue[0] == trigger or cue[0] not in self.view.ancestors(trigger):
            return steps
        to_cue = _steps(self.view, told.words[0], cue[0])
        return None if to_cue is not None and to_cue < steps else steps

    def _day_before(self, told: TimeWords) -> date | None:
        """The day that the report told last before an expression: what "a day later" counts from."""
        moment = told.expression.moment
        if moment is None or not moment.relative:
            return None
        at = told.expression.start
        k = self.view.sentence[told.words[0]] if told.words else 0
        for n in range(k, max(-1, k - BACK), -1):
            for other in reversed(self.sentence(n)):
                if other.expression.start < at and (other.expression.moment is None or not other.expression.moment.relative):
                    found = times.resolve(other.expression, self.published, None, "past")
                    if found is not None and found.start is not None and found.precision == "day":
                        return found.start
        return None


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
    clauses_up = sum(view.dep[x] in ("ccomp", "acl:relcl", "acl", "parataxis", "advcl") for x in up[:climbs])
    if clauses_up or clauses > 1:
        return None
    return climbs + drops + 3 * clauses


def tolls(view: View, triggers: dict[int, str]) -> dict[int, Toll]:
    """The toll of each trigger that has one, the triggers given with their types.

    A count goes to the trigger that its word is, that did the harm, that the network points from, or that is nearest by syntax.
    """
    heard = signals.of(view.doc)
    out: dict[int, Toll] = {}
    own_of: dict[int, list[int]] = {}
    for t in (t for t, kind in triggers.items() if kind == _BEARER):
        own_of.setdefault(view.sentence[t], []).append(t)
    for k, (a, b) in enumerate(view.sentences):
        near = [t for n in (k, k - 1) for t in own_of.get(n, [])]
        if b <= a or not near:
            continue
        for mention in quantities.tolls(view.whole, view.start[a], view.end(b - 1)):
            at = _word_at(view, mention.cue_start, a)
            best = None if at is None else _bearer(view, heard, mention, at, near, own_of.get(k, []))
            if best is None:
                continue
            held = out.get(best, Toll())
            if mention.kind == "killed" and held.killed is None:
                out[best] = Toll(mention.range, held.injured)
            elif mention.kind == "injured" and held.injured is None:
                out[best] = Toll(held.killed, mention.range)
    for k, own in own_of.items():
        for i in range(*view.sentences[k]):
            bearer = i if i in own else harm.cause(view, i, own)
            number = victims.named(view, i) if bearer is not None and out.get(bearer, Toll()).killed is None else None
            if bearer is not None and number is not None:
                out[bearer] = Toll((number, number), out.get(bearer, Toll()).injured)
    return out


def _bearer(view: View, heard: signals.Signals | None, mention: quantities.TollMention, at: int, near: list[int], own: list[int]) -> int | None:
    """The trigger whose toll a mention counts."""
    if at in own:
        return at
    cause = harm.cause(view, at, own)
    if cause is not None:
        return cause
    if heard is not None and heard.knows("toll"):
        a, b = view.sentences[view.sentence[at]]
        words = {i for i in range(a, b) if view.start[i] < mention.end and view.end(i) > mention.start}
        told = {t: sum(p for w, p in heard.parties(t, "toll", 0.01)[1] if w in words) for t in near}
        best = max(near, key=lambda t: told[t])
        if told[best] >= settings()["toll_head"]:
            return best
    best_near = min(own, key=lambda t: (_distance(view, at, t), abs(t - at)), default=None)
    return best_near if best_near is not None and _distance(view, at, best_near) <= FAR else None


def _distance(view: View, a: int, b: int) -> int:
    up, down = [a, *view.ancestors(a)], [b, *view.ancestors(b)]
    shared = next((x for x in up if x in down), None)
    return 99 if shared is None else up.index(shared) + down.index(shared)
