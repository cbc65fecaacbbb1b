"""Words are those of UD English where spaCy's own tokeniser differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.words import tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Stop!!! they cried", ["Stop", "!!!", "they", "cried"]),
        ("Really?! Yes.", ["Really", "?!", "Yes", "."]),
        ("=====", ["====="]),
        ("The Sunni/Shia divide", ["The", "Sunni", "/", "Shia", "divide"]),
        ("a US-led force", ["a", "US", "-", "led", "force"]),
        ("$5m and $$$", ["$", "5", "m", "and", "$$$"]),
    ],
)
def test_words(text, words):
    assert [t.text for t in tokenize(text)] == words


@pytest.mark.parametrize("mark", ["!", "=", "?!", "."])
def test_a_long_run_of_marks_is_a_few_words(mark):
    assert len(tokenize("a" + mark * 20_000 + "a")) <= 3


@given(st.text(max_size=60))
def test_no_letter_is_lost(text):
    assert tokenize(text).text == text
