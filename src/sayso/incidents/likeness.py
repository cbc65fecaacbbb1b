"""How likely two accounts are to tell one happening: a logistic regression over what they share, the model of Fellegi and Sunter (1969) fitted on labels."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.data import table
from sayso.incidents.traits import NEVER, NOTHING, Ints, Traits

Floats = NDArray[np.float32]
CHUNK = 20_000  # pairs at once: what keeps the arrays below a hundred megabytes


def likeness(t: Traits, left: Ints, right: Ints) -> Floats:
    """The probability (pairs,) for the accounts `left[k]` and `right[k]` to tell one happening."""
    names, weights = _weights()
    out = np.empty(len(left), np.float32)

    def score(k: int) -> None:
        found = signs(t, left[k : k + CHUNK], right[k : k + CHUNK])
        total = np.full(len(next(iter(found.values()))), weights[0], np.float32)
        for name, weight in zip(names[1:], weights[1:], strict=True):
            total += np.float32(weight) * found[name]
        out[k : k + CHUNK] = 1 / (1 + np.exp(-total))

    starts = range(0, len(left), CHUNK)
    if len(starts) < 2:  # one report: not worth a pool
        list(map(score, starts))
    else:
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # numpy lets go of the interpreter while it works
            list(pool.map(score, starts))
    return out


def reasons(t: Traits, left: Ints, right: Ints, most: int = 3) -> list[str]:
    """What speaks most for each two accounts to tell one happening, in words, the strongest first: "the same place, the same days"."""
    names, weights = _weights()
    words = np.array([row["words"] for row in table("likeness")][1:])
    out: list[str] = []
    for k in range(0, len(left), CHUNK):
        found = signs(t, left[k : k + CHUNK], right[k : k + CHUNK])
        worth = np.array([w * found[n] for n, w in zip(names[1:], weights[1:], strict=True)]).T
        worth[:, words == ""] = 0
        best = np.argsort(-worth, axis=1, kind="stable")[:, : 2 * most]
        for row, own in zip(best, worth, strict=True):
            told = list(dict.fromkeys(str(words[i]) for i in row if own[i] > 0.05))
            out.append(", ".join(told[:most]) or "like in all")
    return out


@cache
def _weights() -> tuple[tuple[str, ...], tuple[float, ...]]:
    rows = table("likeness")
    return tuple(r["sign"] for r in rows), tuple(float(r["weight"]) for r in rows)


def signs(t: Traits, left: Ints, right: Ints) -> dict[str, Floats]:
    """What each pair shares and where it differs, by the names of the table of likeness; each (pairs,)."""
    found: dict[str, Floats] = {
        "same_type": _float(t.type[left] == t.type[right]),
        "same_trigger": _float(t.stem[left] == t.stem[right]),
        "same_start": _float(t.start[left] == t.start[right]),
    }
    for side, names, isos in (("actor", t.actors, t.actor_iso3), ("recipient", t.recipients, t.recipient_iso3)):
        a, b = names[left], names[right]
        some_a, some_b = a[:, 0] >= 0, b[:, 0] >= 0
        both = some_a & some_b
        shared, least, _ = _shared(t, a, b)
        found[f"no_{side}"] = _float(~some_a & ~some_b)
        found[f"one_{side}"] = _float(some_a != some_b)
        found[f"{side}_like"] = np.where(both, shared / np.maximum(least, 1e-6), 0).astype(np.float32)
        found[f"{side}_other"] = _float(both & (shared == 0))
        c, d = isos[left], isos[right]
        common = _common(c, d).any((1, 2))
        found[f"{side}_country"] = _float(common)
        found[f"{side}_other_country"] = _float((c[:, 0] >= 0) & (d[:, 0] >= 0) & ~common)
    parties = np.concatenate([t.actors, t.recipients], axis=1)
    found["parties_shared"], _, found["parties_like"] = _shared(t, parties[left], parties[right])
    _places(t, left, right, found)
    _days(t, left, right, found)
    for k, name in ((0, "killed"), (2, "injured")):
        x, y = t.tolls[left, k : k + 2], t.tolls[right, k : k + 2]
        found[f"{name}_same"] = _float(((x == y) & ((x != NOTHING).any(1))[:, None]).all(1))
    _, _, found["wording"] = _shared(t, t.words[left], t.words[right])
    own = [np.where(_in(t.words[s], np.concatenate([parties[s], t.place[s], t.stem[s][:, None]], axis=1)), NOTHING, t.words[s]) for s in (left, right)]
    found["other_words_shared"], _, found["other_words"] = _shared(t, own[0], own[1])
    together = t.document[left] == t.document[right]
    found["same_report"] = _float(together)
    found["one_word"] = _float(together & (t.trigger[left] == t.trigger[right]))
    found["apart"] = np.where(together, np.minimum(np.abs(t.trigger[left] - t.trigger[right]) / 500, 3), 0).astype(np.float32)
    found["same_status"] = _float(t.status[left] == t.status[right])
    return found


def _places(t: Traits, left: Ints, right: Ints, found: dict[str, Floats]) -> None:
    p, q = t.place[left], t.place[right]
    both = (p[:, 0] >= 0) & (q[:, 0] >= 0)
    shared, least, _ = _shared(t, p, q)
    found["both_places"] = _float(both)
    found["place_like"] = np.where(both, shared / np.maximum(least, 1e-6), 0).astype(np.float32)
    found["place_other"] = _float(both & (shared == 0))
    x, y = t.place_iso3[left], t.place_iso3[right]
    found["place_other_country"] = _float((x >= 0) & (y >= 0) & (x != y))
    crossed = _in(p, np.concatenate([t.words[right], t.recipients[right]], axis=1)).any(1) | _in(
        q, np.concatenate([t.words[left], t.recipients[left]], axis=1)
    ).any(1)
    found["place_named"] = _float(crossed)


def _days(t: Traits, left: Ints, right: Ints, found: dict[str, Floats]) -> None:
    a, b = (t.first[left].astype(np.int64), t.last[left].astype(np.int64)), (t.first[right].astype(np.int64), t.last[right].astype(np.int64))
    pub_a, pub_b = t.published[left].astype(np.int64), t.published[right].astype(np.int64)
    timed_a, timed_b, dated = a[0] != NEVER, b[0] != NEVER, (pub_a != NEVER) & (pub_b != NEVER)
    both = timed_a & timed_b
    gap = np.maximum(0, np.maximum(a[0], b[0]) - np.minimum(a[1], b[1]))
    found["both_times"] = _float(both)
    found["time_same"] = _float(both & (a[0] == b[0]) & (a[1] == b[1]))
    found["time_overlaps"] = _float(both & (gap == 0))
    found["time_gap"] = np.where(both, np.minimum(np.log1p(gap), 6), 0).astype(np.float32)
    one = np.where(timed_a & ~timed_b, _until(a, pub_b), np.where(timed_b & ~timed_a, _until(b, pub_a), -1))
    found["one_time"] = _float(one >= 0)
    found["one_time_gap"] = np.where(one >= 0, np.minimum(np.log1p(np.maximum(one, 0)), 6), 0).astype(np.float32)
    found["undated"] = _float(~dated)
    found["published_gap"] = np.where(dated, np.minimum(np.log1p(np.abs(pub_a - pub_b)), 7), 0).astype(np.float32)


def _until(days: tuple[NDArray[np.int64], NDArray[np.int64]], published: NDArray[np.int64]) -> NDArray[np.int64]:
    """Days between an interval and a day of publication; -1 where that is unknown."""
    gap: NDArray[np.int64] = np.where(published == NEVER, -1, np.maximum(0, np.maximum(days[0] - published, published - days[1])))
    return gap


def _common(a: Ints, b: Ints) -> NDArray[np.bool_]:
    hits: NDArray[np.bool_] = (a[:, :, None] == b[:, None, :]) & (a[:, :, None] >= 0)
    return hits


def _in(a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Which words (pairs, width) of `a` stand in the same row of `b`."""
    return np.asarray(_common(a, b).any(axis=2), np.bool_)


def _shared(t: Traits, a: Ints, b: Ints) -> tuple[Floats, Floats, Floats]:
    """Of rows of words: the weight of those that stand in both, the weight of all of the lighter row, and the cosine."""
    weight = np.append(t.weight, np.float32(0))  # -1 weighs nothing
    wa, wb = weight[a], weight[b]
    hits = _in(a, b)
    norm = np.sqrt((wa**2).sum(1) * (wb**2).sum(1))
    cosine = np.divide((wa**2 * hits).sum(1), norm, out=np.zeros_like(norm), where=norm > 0)
    return (wa * hits).sum(1), np.minimum(wa.sum(1), wb.sum(1)), cosine


def _float(x: Any) -> Floats:
    result: Floats = np.asarray(x, np.float32)
    return result
