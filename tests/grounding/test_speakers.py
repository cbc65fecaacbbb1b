"""Whom "we" stands for as a source."""

from sayso.grounding.assertions import behind

WORDS = """
We we PRON PRP 2 nsubj
believe believe VERB VBP 0 root
that that SCONJ IN 5 mark
troops troop NOUN NNS 5 nsubj
left leave VERB VBD 2 ccomp
"""
QUOTED = """
“ “ PUNCT `` 3 punct
We we PRON PRP 3 nsubj
believe believe VERB VBP 0 root
that that SCONJ IN 6 mark
troops troop NOUN NNS 6 nsubj
left leave VERB VBD 3 ccomp
” ” PUNCT '' 3 punct
"""


def test_outside_anybodys_words_we_is_the_report(parse):
    assert behind(parse(WORDS), 0, []) is None


def test_in_a_quotation_whose_speaker_is_not_found_we_stays_open(parse):
    assert behind(parse(QUOTED), 1, []) == 1


def test_in_a_turn_we_is_its_speaker(parse):
    assert behind(parse(WORDS), 0, [], turn=4) == 4
