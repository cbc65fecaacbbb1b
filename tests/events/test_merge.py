"""Two words that tell one event are one event."""

from sayso.events import merge
from sayso.events.records import Found, Trigger


def found(word, actors=(), recipients=()):
    return Found(Trigger(word, word + 1, "ASSAULT", None, 0.9, "test"), actors, recipients, None)


TARGETING = """
The the DET DT 2 det
strikes strike NOUN NNS 4 nsubj
are be AUX VBP 4 aux
targeting target VERB VBG 0 root
rebels rebel NOUN NNS 4 obj
"""

KILLED = """
The the DET DT 2 det
attack attack NOUN NN 3 nsubj
killed kill VERB VBD 0 root
villagers villager NOUN NNS 3 obj
"""


def test_a_verb_takes_over_from_the_noun_that_is_its_subject(parse):
    (one,) = merge.once(parse(TARGETING), [found(1), found(3, (1,), (4,))])
    assert one.trigger.word == 3
    assert one.recipients == (4,)


def test_a_noun_keeps_the_event_where_the_verb_tells_its_harm(parse):
    (one,) = merge.once(parse(KILLED), [found(1), found(2, (1,), (3,))])
    assert one.trigger.word == 1
    assert one.recipients == (3,)


def test_other_events_stay(parse):
    both = [found(1), found(4)]
    assert merge.once(parse(TARGETING), both) == both


KILLING = """
Rebels rebel NOUN NNS 2 nsubj
shelled shell VERB VBD 0 root
Marib Marib PROPN NNP 2 obj
killing kill VERB VBG 2 advcl
four four NUM CD 4 obj
"""


def test_a_participle_of_harm_is_no_event_of_its_own(parse):
    (one,) = merge.once(parse(KILLING), [found(1, (0,), (2,)), found(3, (0,), (4,))])
    assert one.trigger.word == 1
    assert one.recipients == (2,)
