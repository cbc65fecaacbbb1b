"""Harm told by a word of its own belongs to the event that did it."""

import pytest

from sayso.events import harm

KILLED_BY = """
Twelve twelve NUM CD 2 nummod
farmers farmer NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
killed kill VERB VBN 0 root
by by ADP IN 7 case
an a DET DT 7 det
airstrike airstrike NOUN NN 4 obl:agent
"""

DIED_DURING = """
Two two NUM CD 2 nummod
drivers driver NOUN NNS 3 nsubj
died die VERB VBD 0 root
during during ADP IN 6 case
a a DET DT 6 det
clash clash NOUN NN 3 obl
"""

BOMBING_THAT_LEFT = """
a a DET DT 2 det
bombing bombing NOUN NN 0 root
that that PRON WDT 4 nsubj
left leave VERB VBD 2 acl:relcl
twelve twelve NUM CD 4 obj
dead dead ADJ JJ 4 xcomp
"""

SOLDIERS_KILLED = """
Soldiers soldier NOUN NNS 2 nsubj
killed kill VERB VBD 0 root
two two NUM CD 4 nummod
farmers farmer NOUN NNS 2 obj
during during ADP IN 7 case
a a DET DT 7 det
raid raid NOUN NN 2 obl
"""


@pytest.mark.parametrize(("rows", "word", "event"), [(KILLED_BY, 3, 6), (DIED_DURING, 2, 5), (BOMBING_THAT_LEFT, 3, 1)])
def test_the_event_that_did_the_harm_is_its_cause(parse, rows, word, event):
    assert harm.cause(parse(rows), word, [event]) == event


def test_soldiers_who_kill_during_a_raid_do_it_themselves(parse):
    assert harm.cause(parse(SOLDIERS_KILLED), 1, [6]) is None


def test_without_an_event_there_is_no_cause(parse):
    assert harm.cause(parse(KILLED_BY), 3, []) is None


WAR_THAT_KILLED = """
a a DET DT 2 det
war war NOUN NN 0 root
that that PRON WDT 4 nsubj
killed kill VERB VBD 2 acl:relcl
thousands thousand NOUN NNS 4 obj
"""


def test_a_war_of_years_leaves_those_killed_an_event_of_their_own(parse):
    assert harm.cause(parse(WAR_THAT_KILLED), 3, [1]) is None
