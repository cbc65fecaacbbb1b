"""Average-link clustering over the scored pairs: two groups are one while their accounts, on average, are likely enough to tell one happening.

A pair that was not worth scoring counts as unlikely. Groups that stood before stay apart and keep what they hold; fresh accounts join them.
"""

from __future__ import annotations

import heapq
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from sayso.incidents.likeness import Floats
from sayso.incidents.traits import Ints

LARGEST = 3_000  # accounts that chains of likely pairs join: beyond it, only likelier pairs count


def joined(n: int, left: Ints, right: Ints, likely: Floats, threshold: float, before: Ints | None = None) -> list[int]:
    """A label for each of n accounts: the least index in its group. `before` holds the labels of groups that stand, -1 for fresh accounts."""
    label = np.arange(n)
    if before is not None:
        firsts: dict[int, int] = {}
        for k in np.flatnonzero(before >= 0):
            label[k] = firsts.setdefault(int(before[k]), int(k))
    keep = likely >= threshold / 4
    for members, pairs in _components(n, left[keep], right[keep], likely[keep], label, threshold):
        _merge(members, pairs, threshold, label, before)
    return [int(x) for x in label]


def _components(
    n: int, left: Ints, right: Ints, likely: Floats, label: NDArray[np.intp], least: float
) -> list[tuple[NDArray[np.intp], tuple[Ints, Ints, Floats]]]:
    """The accounts that chains of pairs join, with all pairs among them; chains that join too many are cut at their least likely pairs."""
    out = []
    todo = [(np.arange(n), left, right, likely, least)]
    while todo:
        nodes, a, b, p, floor = todo.pop()
        strong = p >= floor
        root = _roots(n, np.concatenate([a[strong], nodes]), np.concatenate([b[strong], label[nodes]]))
        inside = root[a] == root[b]
        a, b, p = a[inside], b[inside], p[inside]
        of_pair = root[a]
        order = np.argsort(of_pair, kind="stable")
        a, b, p, of_pair = a[order], b[order], p[order], of_pair[order]
        by_root = nodes[np.argsort(root[nodes], kind="stable")]
        starts = np.flatnonzero(np.append(True, root[by_root][1:] != root[by_root][:-1])[: len(by_root)])
        bounds = np.append(starts, len(by_root))
        for k, own in zip(starts, bounds[1:], strict=True):
            members = by_root[k:own]
            if len(members) < 2:
                continue
            low, high = np.searchsorted(of_pair, [root[members[0]], root[members[0]] + 1])
            if low == high:
                continue
            if len(members) > LARGEST and floor < 0.9:
                todo.append((members, a[low:high], b[low:high], p[low:high], floor + 0.1))
            else:
                out.append((members, (a[low:high], b[low:high], p[low:high])))
    return out


def _roots(n: int, a: NDArray[np.integer], b: NDArray[np.integer]) -> NDArray[np.intp]:
    """The least account that each is joined to: labels flow along pairs until none changes."""
    root = np.arange(n)
    while True:
        low = np.minimum(root[a], root[b])
        fresh = root.copy()
        np.minimum.at(fresh, root[a], low)
        np.minimum.at(fresh, root[b], low)
        fresh = fresh[fresh]
        while not np.array_equal(fresh, fresh[fresh]):
            fresh = fresh[fresh]
        if np.array_equal(fresh, root):
            return root
        root = fresh


def _merge(members: NDArray[np.intp], pairs: tuple[Ints, Ints, Floats], threshold: float, label: NDArray[np.intp], before: Ints | None) -> None:
    """Join the likeliest two groups of a component while they are likely enough, and write the labels."""
    groups: dict[int, list[int]] = defaultdict(list)
    for k in members:
        groups[int(label[k])].append(int(k))
    standing = {g for g in groups if before is not None and before[g] >= 0}
    total: dict[int, dict[int, float]] = {g: {} for g in groups}
    for i, j, p in zip(pairs[0].tolist(), pairs[1].tolist(), pairs[2].tolist(), strict=True):
        g, h = int(label[i]), int(label[j])
        if g != h:
            total[g][h] = total[h][g] = total[g].get(h, 0.0) + p

    def mean(g: int, h: int) -> float:
        return total[g][h] / (len(groups[g]) * len(groups[h]))

    heap = [(-mean(g, h), g, h) for g in total for h in total[g] if g < h and mean(g, h) >= threshold]
    heapq.heapify(heap)
    while heap:
        value, g, h = heapq.heappop(heap)
        if g not in groups or h not in groups or (g in standing and h in standing) or abs(mean(g, h) + value) > 1e-12:
            continue
        if h in standing:
            standing.add(g)
            standing.discard(h)
        groups[g] += groups.pop(h)
        del total[g][h]
        for other, worth in total.pop(h).items():
            if other == g:
                continue
            del total[other][h]
            total[g][other] = total[other][g] = total[g].get(other, 0.0) + worth
        for other in total[g]:
            if mean(g, other) >= threshold:
                heapq.heappush(heap, (-mean(g, other), min(g, other), max(g, other)))
    for own in groups.values():
        least = min(own)
        for k in own:
            label[k] = least
