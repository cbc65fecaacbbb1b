"""What is one happening, across reports."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents import Account, group
from sayso.incidents.cluster import joined
from sayso.incidents.likeness import reasons
from sayso.incidents.pairs import ALL, candidates
from sayso.incidents.traits import traits
from sayso.records import Assertion, Event, Party, Place, Span, Time


def told(document, day, actor, recipient, place, trigger="shelled", kind="ASSAULT"):
    """One report's telling: the army of A shelled the town of B on a day."""
    sentence = f"{actor} {trigger} {recipient} near {place} on {day:%A}."
    assertion = Assertion(
        f"{document}-{trigger}",
        Event(kind, Span(trigger, 10, 10 + len(trigger))),
        (Party(actor, 0, len(actor)),),
        (Party(recipient, 20, 25),),
        "actual",
        Place(place, 30, 35),
        Time(day, day, f"{day:%A}", "day"),
    )
    return Account(assertion, document, document, f"Paper {document}", day, sentence)


MAY = date(2031, 5, 3)


def test_two_papers_that_tell_one_shelling_tell_one_happening():
    a = told("a", MAY, "The Korvan army", "villagers", "Lastovo")
    b = told("b", MAY, "Korvan troops", "villagers of Lastovo", "Lastovo", "shelling")
    assert group([a, b]) == [0, 0]


def test_another_place_and_month_is_another_happening():
    a = told("a", MAY, "The Korvan army", "villagers", "Lastovo")
    b = told("b", date(2031, 9, 20), "Doran rebels", "a bridge", "Petrin")
    assert group([a, b]) == [0, 1]


def test_what_is_alike_is_said_in_words():
    a = told("a", MAY, "The Korvan army", "villagers", "Lastovo")
    b = told("b", MAY, "The Korvan army", "villagers", "Lastovo")
    t = traits([a, b])
    assert "the same place" in reasons(t, np.array([0], np.int32), np.array([1], np.int32), most=9)[0]


def test_a_large_corpus_is_compared_by_rare_words_and_finds_the_same_pair():
    others = [told(f"o{k}", date(2030, 1 + k % 12, 1 + k % 28), f"Army {k}", f"town{k}", f"Place{k}") for k in range(ALL + 10)]
    a, b = told("a", MAY, "The Korvan army", "villagers", "Lastovo"), told("b", MAY, "Korvan troops", "villagers", "Lastovo")
    labels = group([a, *others, b])
    assert labels[0] == labels[-1]


def test_groups_that_stood_keep_what_they_hold_and_fresh_accounts_join_them():
    left, right = np.array([0, 1, 2], np.int32), np.array([1, 2, 3], np.int32)
    likely = np.array([0.9, 0.9, 0.9], np.float32)
    before = np.array([7, -1, 8, -1], np.int32)
    labels = joined(4, left, right, likely, 0.3, before)
    assert labels[0] != labels[2]
    assert labels[1] in (labels[0], labels[2])
    assert labels[3] == labels[2]


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19), st.floats(0, 1, width=32)), max_size=60))
def test_every_account_is_in_one_group_named_by_its_first(pairs):
    pairs = sorted({(min(a, b), max(a, b)): p for a, b, p in pairs if a != b}.items())
    left, right = (np.array([x[0][k] for x in pairs], np.int32) for k in (0, 1))
    labels = joined(20, left, right, np.array([p for _, p in pairs], np.float32), 0.3)
    assert len(labels) == 20
    assert all(labels[label] == label <= k for k, label in enumerate(labels))


@given(st.lists(st.sampled_from(["Lastovo", "Petrin", "Orsk"]), min_size=2, max_size=8))
def test_pairs_are_of_two_accounts_each_once(places):
    t = traits([told(str(k), MAY, "The Korvan army", "villagers", p) for k, p in enumerate(places)])
    left, right = candidates(t)
    assert (left < right).all()
    assert len(set(zip(left.tolist(), right.tolist(), strict=True))) == len(left)
