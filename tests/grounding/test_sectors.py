"""A person has the sector of the role that stands beside the name, and a spokesman that of the body he speaks for."""

import pytest

from sayso.grounding.mentions import gather

MINISTER = """
Defence defence PROPN NNP 2 compound
Minister minister PROPN NNP 3 nmod:desc
Ana Ana PROPN NNP 4 nsubj Person
spoke speak VERB VBD 0 root
"""

SPOKESWOMAN = """
army army NOUN NN 2 compound
spokeswoman spokeswoman NOUN NN 3 nmod:desc
Ana Ana PROPN NNP 4 nsubj Person
spoke speak VERB VBD 0 root
"""

OF_A_UNION = """
Ana Ana PROPN NNP 8 nsubj Person
, , PUNCT , 4 punct
a a DET DT 4 det
spokeswoman spokeswoman NOUN NN 1 appos
for for ADP IN 7 case
the the DET DT 7 det
army army NOUN NN 4 nmod
spoke speak VERB VBD 0 root
"""

FORMER = """
Former former ADJ JJ 2 amod
minister minister NOUN NN 3 nmod:desc
Ana Ana PROPN NNP 4 nsubj Person
spoke speak VERB VBD 0 root
"""


@pytest.mark.parametrize(("rows", "sector"), [(MINISTER, "government"), (SPOKESWOMAN, "military"), (OF_A_UNION, "military"), (FORMER, None)])
def test_sector(parse, rows, sector):
    view = parse(rows)
    (person,) = {id(c): c for c in gather(view, list(range(view.n))).chains if c.named}.values()
    assert person.sector == sector
