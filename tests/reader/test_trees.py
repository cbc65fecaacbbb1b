"""Every sentence gets one tree, whatever the scores."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.reader import trees


def _is_tree(heads):
    roots = [i for i, h in enumerate(heads) if h == i]
    if len(roots) != 1:
        return False
    for i in range(len(heads)):
        seen = set()
        while heads[i] != i:
            if i in seen:
                return False
            seen.add(i)
            i = heads[i]
    return True


@given(st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (n, n), elements=st.floats(-50, 50, width=32))))
def test_any_scores_give_one_root_and_no_cycle(scores):
    assert _is_tree([int(h) for h in trees.decode(scores)])


@given(st.integers(2, 4).flatmap(lambda n: arrays(np.float32, (n, n), elements=st.integers(-20, 20).map(float), unique=False)))
def test_short_sentences_get_the_best_tree_of_all(scores):
    n = len(scores)
    own = [int(h) for h in trees.decode(scores)]
    best = max(sum(scores[i, h] for i, h in enumerate(heads)) for heads in itertools.product(range(n), repeat=n) if _is_tree(heads))
    assert sum(scores[i, h] for i, h in enumerate(own)) == best
