"""Which accounts are worth laying beside each other: those that share rare words, in a window of days where many do.

Sorted neighbourhoods: Hernández and Stolfo, "The merge/purge problem for large databases" (1995).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.incidents.traits import NEVER, NOTHING, Ints, Traits

ALL = 120  # up to so many accounts, every two are laid beside each other
BUDGET = 12_000_000  # pairs in all, about: what two cores score in half a minute
EACH = 100  # pairs of an account, about, while that is less
RARE, TELLING = 6, 3  # the rarest words of parties and place, and of the rest of the sentence, that an account is found by

Longs = NDArray[np.int64]


def candidates(t: Traits, fresh: NDArray[np.bool_] | None = None) -> tuple[Ints, Ints]:
    """Pairs (left < right) that are worth scoring, sorted; with `fresh` only those with a fresh account in them."""
    n = len(t)
    if n <= ALL:
        left, right = np.triu_indices(n, 1)
        alike = (t.quad[left] == t.quad[right]) | (t.stem[left] == t.stem[right]) | (t.start[left] == t.start[right])
        codes = left[alike].astype(np.int64) * n + right[alike]
    else:
        codes = _neighbours(t)
    left, right = codes // n, codes % n
    if fresh is not None:
        keep = fresh[left] | fresh[right]
        left, right = left[keep], right[keep]
    return left.astype(np.int32), right.astype(np.int32)


def _neighbours(t: Traits) -> Longs:
    n = len(t)
    names = _rarest(t, np.concatenate([t.actors, t.recipients, t.place], axis=1), RARE)
    words = _rarest(t, t.words, TELLING)
    day = np.where(t.first != NEVER, t.first, t.published)
    states = np.sort(np.concatenate([t.actor_iso3, t.recipient_iso3, t.place_iso3[:, None]], axis=1), axis=1)
    states[:, :-1][states[:, 1:] == states[:, :-1]] = NOTHING
    names_and_states = np.concatenate([names, np.sort(states, axis=1)[:, :-3:-1]], axis=1)
    found = [_block(t, np.flatnonzero(t.quad == kind), names_and_states, words, day, t.quad) for kind in np.unique(t.quad)]
    # one word for it, whatever type it was given
    found.append(_block(t, np.arange(n), names[:, :2], words[:, :0], day, t.stem))
    order = np.lexsort((t.trigger, t.document))
    one = (t.document[order[1:]] == t.document[order[:-1]]) & (t.trigger[order[1:]] == t.trigger[order[:-1]])
    found.append(_codes(order[:-1][one], order[1:][one], n))
    codes: Longs = _distinct(np.concatenate(found))
    return codes


def _rarest(t: Traits, words: Ints, most: int) -> Ints:
    """The heaviest words of each row, each once, padded with -1."""
    words = np.sort(words, axis=1)
    words[:, 1:][words[:, 1:] == words[:, :-1]] = NOTHING
    weight = np.append(t.weight, np.float32(-1))[words]
    order = np.argsort(-weight, axis=1, kind="stable")[:, :most]
    rare: Ints = np.take_along_axis(words, order, axis=1)
    return rare


def _block(t: Traits, own: NDArray[np.intp], names: Ints, words: Ints, day: Ints, kind: Ints) -> Longs:
    """Pairs among some accounts that share a name, or two words, with their kind."""
    n = len(t)
    features = [*names[own].T, *words[own].T]
    keys, members = [], []
    for k, f in enumerate(features):
        singles = [(f, np.full_like(f, NOTHING - 1))] if k < names.shape[1] else []
        for a, b in [*singles, *((f, g) for g in features[k + 1 :])]:
            low, high = np.minimum(a, b), np.maximum(a, b)
            whole = (a != NOTHING) & (b != NOTHING)
            keys.append(((low[whole].astype(np.int64) + 2) << 32) + high[whole])
            members.append(own[whole].astype(np.int64))
    if not keys:
        return np.zeros(0, np.int64)
    key, member = np.concatenate(keys), np.concatenate(members)
    order = np.lexsort((member, day[member], kind[member], key))
    key, member = key[order], member[order]
    window = max(2, min(200, round(min(BUDGET, EACH * n) * 3 * len(own) / (n * max(1, len(key))))))
    found = []
    here = np.arange(len(key))
    for step in range(1, window + 1):
        here = here[here + step < len(key)]
        here = here[(key[here] == key[here + step]) & (kind[member[here]] == kind[member[here + step]])]
        if not len(here):
            break
        found.append(_codes(member[here], member[here + step], n))
        if len(found) % 20 == 0:
            found = [_distinct(np.concatenate(found))]
    codes: Longs = _distinct(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return codes


def _distinct(codes: Longs) -> Longs:
    """The codes sorted, each once; for so many, several times faster than numpy's own."""
    codes.sort()
    own: Longs = codes[np.append(True, codes[1:] != codes[:-1])[: len(codes)]]
    return own


def _codes(a: NDArray[Any], b: NDArray[Any], n: int) -> Longs:
    low, high = np.minimum(a, b).astype(np.int64), np.maximum(a, b).astype(np.int64)
    codes: Longs = (low * n + high)[low != high]
    return codes
