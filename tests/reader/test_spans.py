"""Tag scores become spans that never overlap and never start inside."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.reader import spans

LABELS = ["B-Person", "B-Place", "I-Person", "I-Place", "O"]


def scores(*tags):
    return np.array([[9.0 if label == tag else 0.0 for label in LABELS] for tag in tags], np.float32)


def test_clear_scores_give_the_tagged_spans():
    found = spans.decode(scores("O", "B-Person", "I-Person", "B-Place", "O"), LABELS)
    assert found == [(1, 3, "Person"), (3, 4, "Place")]


def test_an_inside_tag_without_a_begin_is_mended():
    found = spans.decode(scores("O", "I-Person", "I-Person"), LABELS)
    assert all(label in ("Person", "Place") for _, _, label in found)
    assert all(0 <= a < b <= 3 for a, b, _ in found)


@given(st.integers(0, 12).flatmap(lambda n: arrays(np.float32, (n, 5), elements=st.floats(-9, 9, width=32))))
def test_spans_are_ordered_and_disjoint(values):
    found = spans.decode(values, LABELS)
    assert all(a < b for a, b, _ in found)
    assert all(x[1] <= y[0] for x, y in itertools.pairwise(found))


@given(arrays(np.float32, st.tuples(st.integers(1, 7), st.just(3)), elements=st.floats(-3, 3, width=32)))
def test_the_short_way_finds_what_the_search_finds(scores):
    labels = ["B-", "I-", "O"]
    found = spans.decode(scores, labels)
    path = spans._viterbi(scores, spans._begun(tuple(labels)))
    best = sum(float(scores[i, t]) for i, t in enumerate(path))
    tags = [2] * len(scores)
    for a, b, _ in found:
        tags[a:b] = [0] + [1] * (b - a - 1)
    assert abs(sum(float(scores[i, t]) for i, t in enumerate(tags)) - best) < 1e-3
