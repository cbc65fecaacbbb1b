"""Who vouches for an event, by syntax alone."""

from sayso.attribution import sources
from sayso.attribution.status import evidence

REPORTED = """
Doctors doctor NOUN NNS 2 nsubj
said say VERB VBD 0 root
the the DET DT 4 det
army army NOUN NN 5 nsubj
shelled shell VERB VBD 2 ccomp
a a DET DT 7 det
clinic clinic NOUN NN 5 obj
"""


def voices(view, i):
    return [(view.text[v.source], " ".join(view.text[k] for k in range(*v.cue))) for v in sources.governing(view, i) if v.source is not None]


def test_a_reported_clause_is_its_speakers(parse):
    view = parse(REPORTED)
    assert voices(view, 4)[0] == ("Doctors", "said")


ACCUSED = """
Washington Washington PROPN NNP 2 nsubj Location
accuses accuse VERB VBZ 0 root
Russia Russia PROPN NNP 2 obj Location
of of SCONJ IN 5 mark
targeting target VERB VBG 2 advcl
fighters fighter NOUN NNS 5 obj
"""


def test_what_is_accused_of_is_the_accusers_word(parse):
    assert voices(parse(ACCUSED), 4)[0] == ("Washington", "accuses")


def test_the_accusation_itself_is_the_reports(parse):
    assert voices(parse(ACCUSED), 1) == []


ACCORDING = """
Jets jet NOUN NNS 2 nsubj
bombed bomb VERB VBD 0 root
the the DET DT 4 det
town town NOUN NN 2 obj
, , PUNCT , 6 punct
according accord VERB VBG 2 advcl
to to ADP IN 8 case
residents resident NOUN NNS 6 obl
"""


def test_according_to_names_the_source(parse):
    assert voices(parse(ACCORDING), 1)[0][0] == "residents"


NESTED = """
Monitors monitor NOUN NNS 2 nsubj
said say VERB VBD 0 root
rebels rebel NOUN NNS 4 nsubj
claimed claim VERB VBD 2 ccomp
they they PRON PRP 6 nsubj
killed kill VERB VBD 4 ccomp
soldiers soldier NOUN NNS 6 obj
"""


def test_the_innermost_voice_comes_first_and_the_outer_after_it(parse):
    assert [v[0] for v in voices(parse(NESTED), 5)] == ["rebels", "Monitors"]


DENIED = """
The the DET DT 2 det
army army NOUN NN 5 nsubj
did do AUX VBD 5 aux
not not PART RB 5 advmod
shell shell VERB VB 0 root
clinics clinic NOUN NNS 5 obj
"""


def test_not_makes_it_denied(parse):
    assert evidence(parse(DENIED), 4)[0][0] == "denied"


MAY = """
Rebels rebel NOUN NNS 3 nsubj
may may AUX MD 3 aux
attack attack VERB VB 0 root
"""


def test_may_makes_it_possible(parse):
    assert evidence(parse(MAY), 2)[0][0] == "possible"
