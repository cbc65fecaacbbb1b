"""Lemma scripts turn forms into lemmas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader import lemmas

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@given(words, words)
def test_a_script_rebuilds_the_lemma(form, lemma):
    assert lemmas.apply(lemmas.script(form, lemma), form) == lemma


@pytest.mark.parametrize(("form", "lemma"), [("struck", "strike"), ("raids", "raid"), ("denied", "deny"), ("was", "be")])
def test_known_forms(form, lemma):
    assert lemmas.apply(lemmas.script(form, lemma), form.upper()) == lemma


def test_a_script_longer_than_the_form_leaves_it():
    assert lemmas.apply("9|x", "ran") == "ran"


def test_a_script_keeps_what_form_and_lemma_share():
    assert lemmas.script("raids", "raid") == "1|"
    assert lemmas.script("struck", "strike") == "3|ike"


def test_a_listed_lemma_close_behind_wins():
    import numpy as np

    scripts = ["2|", "1|", "0|"]
    assert lemmas.choose(np.array([3.0, 2.5, 0.0], np.float32), scripts, "accused", verb=True) == "accuse"
    assert lemmas.choose(np.array([30.0, 2.5, 0.0], np.float32), scripts, "accused", verb=True) == "accus"


def test_irregular_verbs_come_from_the_table():
    import numpy as np

    assert lemmas.choose(np.array([1.0], np.float32), ["1|"], "fought", verb=True) == "fight"
    assert lemmas.choose(np.array([1.0], np.float32), ["0|"], "fought", verb=False) == "fought"
