"""Modes and contexts by the words of the event's own clause."""

from sayso.data import table
from sayso.events import modes

STRIKE = """
Warplanes warplane NOUN NNS 2 nsubj
bombed bomb VERB VBD 0 root
a a DET DT 4 det
town town NOUN NN 2 obj
and and CCONJ CC 7 cc
farmers farmer NOUN NNS 7 nsubj
protested protest VERB VBD 2 conj
"""


def test_the_means_settles_the_mode(parse):
    assert modes.mode(parse(STRIKE), 1, "ASSAULT", None) == "aerial"


def test_the_words_of_another_clause_do_not_count(parse):
    view = parse(STRIKE)
    assert "military" in modes.contexts(view, 1)
    assert "military" not in modes.contexts(view, 6)


def test_no_word_gives_no_mode(parse):
    assert modes.mode(parse(STRIKE), 6, "AID", None) is None


def test_each_mode_of_the_table_belongs_to_one_type():
    types = {}
    for row in table("modes"):
        types.setdefault((row["mode"], row["word"], row["where"], row["type"]), row)
    assert len(types) == len(table("modes")), "a line of modes.tsv stands twice"
    assert {row["where"] for row in table("modes")} == {"trigger", "near"}
