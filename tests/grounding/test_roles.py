"""Role phrases and counted phrases find whom they stand for, on hand-parsed texts."""

from sayso.grounding import roles
from sayso.grounding.mentions import gather

MINISTER = """
Kenyan kenyan ADJ JJ 3 amod NORP
Foreign foreign ADJ NNP 3 amod
Minister minister PROPN NNP 4 compound
Amina Amina PROPN NNP 5 nsubj Person
spoke speak VERB VBD 0 root
. . PUNCT . 5 punct
The the DET DT 9 det
foreign foreign ADJ JJ 9 amod
minister minister NOUN NN 10 nsubj
left leave VERB VBD 0 root
. . PUNCT . 10 punct
A a DET DT 13 det
minister minister NOUN NN 14 nsubj
stayed stay VERB VBD 0 root
"""


def test_the_office_stands_for_whom_it_was_printed_with(parse):
    view = parse(MINISTER)
    mentions = gather(view, list(range(view.n)))
    found = roles.holder(view, mentions, 8)
    assert found is not None
    assert found.name == "Amina"


def test_an_indefinite_office_stands_for_nobody_told_before(parse):
    view = parse(MINISTER)
    assert roles.read(view, 12) is None


def test_another_office_is_not_held(parse):
    view = parse(MINISTER.replace("\nforeign foreign ADJ JJ 9 amod", "\nprime prime ADJ JJ 9 amod"))
    mentions = gather(view, list(range(view.n)))
    assert roles.holder(view, mentions, 8) is None


COUNTRIES = """
Kenya Kenya PROPN NNP 4 nsubj Location
and and CCONJ CC 3 cc
Ethiopia Ethiopia PROPN NNP 1 conj Location
met meet VERB VBD 0 root
in in ADP IN 6 case
Djibouti Djibouti PROPN NNP 4 obl Location
. . PUNCT . 4 punct
The the DET DT 10 det
two two NUM CD 10 nummod
countries country NOUN NNS 11 nsubj
agreed agree VERB VBD 0 root
. . PUNCT . 11 punct
The the DET DT 15 det
three three NUM CD 15 nummod
countries country NOUN NNS 16 nsubj
left leave VERB VBD 0 root
"""


def test_two_countries_are_the_last_two_that_acted(parse):
    view = parse(COUNTRIES)
    mentions = gather(view, list(range(view.n)))
    assert [c.name for c in roles.several(view, mentions, 9)] == ["Kenya", "Ethiopia"]


def test_more_countries_than_were_named_stay_open(parse):
    view = parse(COUNTRIES)
    mentions = gather(view, list(range(view.n)))
    assert roles.several(view, mentions, 14) == []
