"""Whom a definite noun stands for."""

from sayso.grounding import coreference
from sayso.grounding.mentions import gather

TOWN = """
Jets jet NOUN NNS 2 nsubj
bombed bomb VERB VBD 0 root
Seru Seru PROPN NNP 2 obj Location
. . PUNCT . 2 punct
Troops troop NOUN NNS 6 nsubj
entered enter VERB VBD 0 root
the the DET DT 8 det
town town NOUN NN 6 obj
"""


def test_the_town_is_the_place_named_before(parse):
    view = parse(TOWN)
    chain = coreference.by_kind(view, gather(view, list(range(view.n))), 7)
    assert chain is not None
    assert chain.name == "Seru"


OFFICER = """
Colonel Colonel PROPN NNP 2 compound
Perez Perez PROPN NNP 3 nsubj Person
met meet VERB VBD 0 root
reporters reporter NOUN NNS 3 obj
. . PUNCT . 3 punct
The the DET DT 8 det
{} {} ADJ JJ 8 amod
officer officer NOUN NN 9 nsubj
left leave VERB VBD 0 root
"""


def stands_for(parse, word):
    view = parse(OFFICER.format(word, word))
    chain = coreference.told(view, gather(view, list(range(view.n))), 7, None)
    return None if chain is None else chain.name


def test_the_officer_is_the_person_named_before(parse):
    assert stands_for(parse, "senior") == "Perez"


def test_another_holder_is_somebody_else(parse):
    assert stands_for(parse, "former") is None


MINISTER = """
Leader leader NOUN NN 2 nmod:desc
Perez Perez PROPN NNP 3 nsubj Person
met meet VERB VBD 0 root
reporters reporter NOUN NNS 3 obj
. . PUNCT . 3 punct
The the DET DT 7 det
minister minister NOUN NN 8 nsubj
left leave VERB VBD 0 root
"""


def test_the_minister_is_nobody_who_is_told_to_be_the_leader(parse):
    view = parse(MINISTER)
    assert coreference.told(view, gather(view, list(range(view.n))), 6, None) is None
