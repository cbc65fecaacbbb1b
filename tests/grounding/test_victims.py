"""Victims are counted from the persons that a sentence names, and only there."""

import pytest

from sayso.grounding import victims

MURDER_OF_TWO = """
the the DET DT 2 det
murder murder NOUN NN 0 root
of of ADP IN 4 case
Ana Ana PROPN NNP 2 nmod Person
Dobre Dobre PROPN NNP 4 flat Person
and and CCONJ CC 7 cc
Ion Ion PROPN NNP 4 conj Person
Rusu Rusu PROPN NNP 7 flat Person
"""

HE_DIED = """
He he PRON PRP 2 nsubj
died die VERB VBD 0 root
"""

TROOPS_KILLED = """
Troops troops NOUN NNS 3 nsubj:pass
were be AUX VBD 3 aux:pass
killed kill VERB VBN 0 root
"""

TO_KILL = """
They they PRON PRP 2 nsubj
tried try VERB VBD 0 root
to to PART TO 4 mark
kill kill VERB VB 2 xcomp
him he PRON PRP 4 obj
"""


CALLED = """
Rebels rebel NOUN NNS 2 nsubj
killed kill VERB VBD 0 root
villagers villager NOUN NNS 2 obj
Dobre Dobre PROPN NNP 5 nsubj Person
called call VERB VBD 3 acl:relcl
spies spy NOUN NNS 5 xcomp
"""


@pytest.mark.parametrize(("rows", "word", "number"), [(MURDER_OF_TWO, 1, 2), (HE_DIED, 1, 1), (TROOPS_KILLED, 2, None), (TO_KILL, 3, None), (CALLED, 1, None)])
def test_named_persons_are_counted(parse, rows, word, number):
    assert victims.named(parse(rows), word) == number
