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


def mode(view, i, kind):
    return modes.mode(view, i, kind, None, modes.clause(view, i))


def test_the_means_settles_the_mode(parse):
    assert mode(parse(STRIKE), 1, "ASSAULT") == "aerial"


def test_the_words_of_another_clause_do_not_count(parse):
    view = parse(STRIKE)
    assert "military" in modes.contexts(view, modes.clause(view, 1))
    assert "military" not in modes.contexts(view, modes.clause(view, 6))


def test_no_word_gives_no_mode(parse):
    assert mode(parse(STRIKE), 6, "AID") is None


def test_a_trigger_gives_only_modes_that_its_type_has():
    known = {(row["type"], row["mode"]) for row in table("modes")}
    strange = [(row["word"], row["type"], row["mode"]) for row in table("triggers") if row["mode"] and (row["type"], row["mode"]) not in known]
    assert strange == []
