"""Tellings that share a trigger."""

from sayso.attribution import claims
from sayso.attribution.records import Telling
from sayso.events.records import Found, Trigger

DESCRIBED = """
Raids raid NOUN NNS 10 nsubj
against against ADP IN 3 case
what what PRON WP 1 nmod
Nairobi Nairobi PROPN NNP 5 nsubj Location
says say VERB VBZ 3 acl:relcl
are be AUX VBP 8 cop
rebel rebel NOUN NN 8 compound
bases basis NOUN NNS 5 ccomp
had have AUX VBD 10 aux
begun begin VERB VBN 0 root
"""


def test_what_a_side_calls_its_targets_is_that_sides_word(parse):
    view = parse(DESCRIBED)
    raids = Found(Trigger(0, 1, "ASSAULT", None, 0.9, "test"), (), (3,), None)
    own, told = claims.also_told(view, Telling(raids, None, None, (), "actual", "", "", 0.9, 0.9))
    assert own.source is None
    assert own.found.recipients == ()
    assert (view.text[told.source], [view.text[w] for w in told.found.recipients]) == ("Nairobi", ["bases"])
    assert " ".join(view.text[k] for k in range(*told.cue)) == "says"
