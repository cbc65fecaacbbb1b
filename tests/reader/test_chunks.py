"""Words are cut into windows that lose nothing."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.chunks import cut, sentence_may_start


@given(st.lists(st.sampled_from(["The", "dog", ".", '"', "U.N."]), max_size=60), st.integers(1, 20), st.data())
def test_chunks_cover_all_words_in_order_and_fit(words, limit, data):
    sizes = [data.draw(st.integers(1, 6)) for _ in words]
    breaks = set(data.draw(st.lists(st.integers(0, 60), max_size=5)))
    found = cut(words, sizes, breaks, limit)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(words)))
    assert all(b - a == 1 or sum(sizes[a:b]) <= limit for a, b in found)


def test_a_cut_falls_on_the_paragraph_that_fits():
    words = ["One", "two", ".", "Three", "four", ".", "Five", "six", "."]
    assert cut(words, [1] * 9, {6}, 8) == [(0, 6), (6, 9)]


def test_a_capital_after_a_full_stop_may_start_a_sentence():
    words = ["It", "fell", ".", "”", "He", "left"]
    assert sentence_may_start(words, 4)
    assert not sentence_may_start(words, 1)
