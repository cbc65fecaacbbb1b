"""The country of a participant that no word beside it tells: read off the report, or left open."""

import pytest

from sayso.grounding.homes import Homes
from sayso.grounding.mentions import gather
from sayso.records import Party

NAIROBI = """
Kenya Kenya PROPN NNP 2 nsubj Location
mourned mourn VERB VBD 0 root
. . PUNCT . 2 punct
The the DET DT 5 det
government government NOUN NN 6 nsubj
closed close VERB VBD 0 root
schools school NOUN NNS 6 obj
in in ADP IN 9 case
Kenya Kenya PROPN NNP 6 obl Location
. . PUNCT . 6 punct
Governments government NOUN NNS 12 nsubj
met meet VERB VBD 0 root
. . PUNCT . 12 punct
"""


@pytest.fixture
def kenya(parse):
    view = parse(NAIROBI)
    return Homes(view, gather(view, list(range(view.n))), [], None)


def test_the_government_is_that_of_the_country_told(kenya):
    assert kenya.settle(Party("the government", 0, 1), 4).iso3 == "KEN"


def test_several_governments_are_of_no_one_country(kenya):
    assert kenya.settle(Party("governments", 0, 1), 10).iso3 is None


def test_a_country_of_its_own_stays(kenya):
    assert kenya.settle(Party("the government", 0, 1, iso3="UGA"), 4).iso3 == "UGA"


@pytest.mark.parametrize("name", ["Islamic State", "the UN", "Islamic State fighters"])
def test_a_body_of_no_country_is_never_given_one(kenya, name):
    assert kenya.settle(Party(name, 0, 1), 4).iso3 is None


def test_where_no_country_is_told_none_is_given(parse):
    view = parse("The the DET DT 2 det\ngovernment government NOUN NN 3 nsubj\nfell fall VERB VBD 0 root")
    assert Homes(view, gather(view, [0, 1, 2]), [], None).settle(Party("the government", 0, 1), 1).iso3 is None
