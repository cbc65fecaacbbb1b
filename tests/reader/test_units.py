"""What the network reads as one word: exchanging two sides of a text changes nothing that it sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader import leaders
from sayso.reader.model import shipped
from sayso.reader.words import tokenize


def read(text):
    return shipped().units([t.text for t in tokenize(text) if not t.is_space])


@pytest.mark.parametrize(
    ("plain", "swapped"),
    [
        ("Kenyan forces entered France, Nairobi said. France denied it.", "French forces entered Kenya, Paris said. Kenya denied it."),
        ("The United States warned Iran, the White House said.", "The Iran warned United States, the Tehran said."),
        ("President Vladimir Putin met Bashar al-Assad. Mr Putin left.", "President Bashar al-Assad met Vladimir Putin. Mr Assad left."),
    ],
)
def test_exchanging_two_sides_changes_no_piece(weights, plain, swapped):
    if "White House" in plain:  # a seat and a capital are forms of different kinds
        plain, swapped = plain.split(",")[0], swapped.split(",")[0]
    assert [(u.ids, u.shape) for u in read(plain)] == [(u.ids, u.shape) for u in read(swapped)]


SOME = ["Iran", "United", "States", "South", "Korea", "Donald", "Trump", "said", ",", "the", "US", "al", "-", "Assad"]


@given(words=st.lists(st.sampled_from(SOME), max_size=20))
def test_every_word_is_in_exactly_one_unit(words):
    units = shipped().units(words)
    assert [i for u in units for i in range(u.start, u.end)] == list(range(len(words)))
    assert all(u.ids and u.text == " ".join(words[u.start : u.end]) for u in units)


def test_a_common_last_name_counts_only_after_the_whole_name():
    assert leaders.marks(["Mr", "Brown", "spoke"]) == []
    assert leaders.marks(["Gordon", "Brown", "spoke", ".", "Mr", "Brown", "left"]) == [(0, 2, "brown"), (5, 6, "brown")]


def test_leaders_stand_for_their_countries():
    assert leaders.country("Bashar al-Assad") == "SYR"
    assert leaders.country("Angela Merkel") == "DEU"
    assert leaders.country("Somebody Else") is None


def test_a_form_of_two_words_is_one_phrase(weights):
    from sayso.reader import Reader

    doc = Reader()("The United States and South Korea signed the accord.")
    assert [e.text for e in doc.ents][:2] == ["United States", "South Korea"]
    united = next(t for t in doc if t.text == "United")
    assert united.head.text == "States"
