"""Confidences are probabilities, rise with their scores, and filter without losing a trace."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.grounding import confidence
from sayso.records import Assertion, Confidence, Event, Span

FIELDS = st.sampled_from(["type", "source", "reporter", "status", "rule"])


@given(FIELDS, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_never_means_a_lower_probability(field, a, b):
    low, high = sorted((a, b))
    assert 0.0 <= confidence.calibrated(field, low) <= confidence.calibrated(field, high) <= 1.0


def told(name, sure):
    return Assertion(name, Event("ASSAULT", Span("raid", 3, 7)), (), (), "actual", confidence=sure)


def test_what_is_left_out_is_listed_with_its_place_and_reason():
    sure, unsure, unknown = told("a", Confidence(0.9, 0.8, 0.95)), told("b", Confidence(0.9, 0.4, 0.95)), told("c", None)
    kept, left = confidence.sure([sure, unsure, unknown], 0.5)
    assert kept == [sure, unknown]
    assert [(x.what, x.text, x.start, x.end) for x in left] == [("assertion", "raid", 3, 7)]
    assert "0.40, below 0.5" in left[0].because


def test_no_threshold_keeps_all():
    assert confidence.sure([told("a", Confidence(0.0, 0.0, 0.0))], 0.0)[1] == []
