"""Arc scores to dependency trees: every sentence gets one root and no cycle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Heads = NDArray[np.int64]


def decode(scores: Floats) -> Heads:
    """The best heads for one sentence from scores (words, words), where [i, j] favours j as the head of i and [i, i] favours i as root.

    Greedy heads are kept where they already form a tree with a single root; else the maximum spanning tree is searched for
    (Chu and Liu 1965, Edmonds 1967), once for each likely root.
    """
    n = len(scores)
    heads: Heads = scores.argmax(1)
    if n == 1 or _is_tree(heads):
        return heads
    roots = np.diagonal(scores)
    best, best_score = heads, -np.inf
    for root in np.argsort(-(roots - np.where(np.eye(n, dtype=bool), -np.inf, scores).max(1)))[:3]:
        own = np.where(np.eye(n, dtype=bool), -1e9, scores).astype(np.float64)
        own[root] = -1e9
        own[root, root] = 0.0
        tree = _edmonds(own, int(root))
        total = scores[np.arange(n), tree].sum()
        if total > best_score:
            best, best_score = tree, total
    return best


def _is_tree(heads: Heads) -> bool:
    own = np.arange(len(heads))
    if int((heads == own).sum()) != 1:
        return False
    reached = heads
    for _ in range(max(1, len(heads).bit_length())):
        reached = reached[reached]
    return len(np.unique(reached)) == 1 and bool((heads[reached] == reached).all())


def _cycle(heads: Heads, root: int) -> list[int]:
    state = [0] * len(heads)
    state[root] = 2
    for start in range(len(heads)):
        path, i = [], start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            i = int(heads[i])
        if state[i] == 1:
            return path[path.index(i) :]
        for j in path:
            state[j] = 2
    return []


def _edmonds(scores: NDArray[np.float64], root: int) -> Heads:
    """Maximum spanning arborescence from `root`, contracting one cycle at a time."""
    n = len(scores)
    heads: Heads = scores.argmax(1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    ring = np.array(cycle)
    ring_heads = heads[ring]
    gain = scores[ring] - scores[ring, ring_heads][:, None]  # what breaking the cycle at a word costs
    entry = gain[:, rest].argmax(0)
    exit_ = scores[np.ix_(rest, ring)].argmax(1)
    m = len(rest)
    small = np.full((m + 1, m + 1), -1e9)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    small[m, :m] = gain[entry, rest]
    small[:m, m] = scores[rest, ring[exit_]]
    new_root = int(np.flatnonzero(rest == root)[0])
    small[new_root] = -1e9
    small[new_root, new_root] = 0.0
    tree = _edmonds(small, new_root)
    out: Heads = heads.copy()
    for i, head in enumerate(tree[:m]):
        out[rest[i]] = rest[head] if head < m else ring[exit_[i]]
    broken = entry[tree[m]]
    out[ring[broken]] = rest[tree[m]]
    return out
