"""Events take parties from the events that they take up."""

from sayso.events import inherit
from sayso.events.records import Found, Trigger

TEXT = """
Jets jet NOUN NNS 2 nsubj
carried carry VERB VBD 0 root
out out ADP RP 2 compound:prt
raids raid NOUN NNS 2 obj
; ; PUNCT : 8 punct
the the DET DT 7 det
raids raid NOUN NNS 8 nsubj
destroyed destroy VERB VBD 2 parataxis
homes home NOUN NNS 8 obj
"""


def found(word, kind, actors=(), recipients=()):
    return Found(Trigger(word, word + 1, kind, None, 1.0, ""), actors, recipients, None)


def test_a_definite_noun_takes_the_actors_told_before_and_passes_them_on(parse):
    first, again, verb = inherit.complete(parse(TEXT), [found(3, "ASSAULT", (0,)), found(6, "ASSAULT"), found(7, "ASSAULT", (6,), (8,))])
    assert (first.actors, again.actors, verb.actors, verb.recipients) == ((0,), (0,), (0,), (8,))


def test_another_type_of_event_is_not_taken_up(parse):
    _, again = inherit.complete(parse(TEXT), [found(3, "CONSULT", (0,)), found(6, "ASSAULT")])
    assert again.actors == ()
