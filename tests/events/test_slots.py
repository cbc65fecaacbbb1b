"""Syntax to slots: passives, control, relatives, light verbs."""

from sayso.events import slots


def words(view, found):
    return [view.text[i] for i in found]


PASSIVE = """
The the DET DT 2 det
town town NOUN NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
shelled shell VERB VBN 0 root
by by ADP IN 6 case
rebels rebel NOUN NNS 4 obl:agent
and and CCONJ CC 8 cc
soldiers soldier NOUN NNS 6 conj
"""


def test_a_passive_gives_agent_and_victim(parse):
    view = parse(PASSIVE)
    assert words(view, slots.fill(view, 3, "subj")) == ["rebels", "soldiers"]
    assert words(view, slots.fill(view, 3, "obj")) == ["town"]


CONTROL = """
Washington Washington PROPN NNP 2 nsubj Location
accuses accuse VERB VBZ 0 root
Russia Russia PROPN NNP 2 obj Location
of of SCONJ IN 5 mark
targeting target VERB VBG 2 advcl
fighters fighter NOUN NNS 5 obj
"""


def test_accused_of_doing_is_done_by_the_accused(parse):
    view = parse(CONTROL)
    assert words(view, slots.fill(view, 4, "subj")) == ["Russia"]
    assert words(view, slots.fill(view, 4, "obj")) == ["fighters"]


OBJECT_CONTROL = """
Paris Paris PROPN NNP 2 nsubj Location
urged urge VERB VBD 0 root
Ankara Ankara PROPN NNP 2 obj Location
to to PART TO 5 mark
withdraw withdraw VERB VB 2 xcomp
"""


def test_urged_to_do_is_done_by_the_urged(parse):
    view = parse(OBJECT_CONTROL)
    assert words(view, slots.fill(view, 4, "subj")) == ["Ankara"]


SUBJECT_CONTROL = OBJECT_CONTROL.replace("urged urge", "promised promise")


def test_promised_to_do_is_done_by_who_promised(parse):
    view = parse(SUBJECT_CONTROL)
    assert words(view, slots.fill(view, 4, "subj")) == ["Paris"]


RELATIVE = """
rebels rebel NOUN NNS 0 root
who who PRON WP 3 nsubj
stormed storm VERB VBD 1 acl:relcl
the the DET DT 5 det
base base NOUN NN 3 obj
"""


def test_a_relative_pronoun_stands_for_its_noun(parse):
    view = parse(RELATIVE)
    assert words(view, slots.fill(view, 2, "subj")) == ["rebels"]


LIGHT = """
Jets jet NOUN NNS 2 nsubj
launched launch VERB VBD 0 root
a a DET DT 4 det
series series NOUN NN 2 obj
of of ADP IN 6 case
raids raid NOUN NNS 4 nmod
on on ADP IN 8 case
Homs Homs PROPN NNP 6 nmod Location
"""


def test_a_light_verb_lends_its_subject(parse):
    view = parse(LIGHT)
    assert words(view, slots.fill(view, 5, "gov.subj")) == ["Jets"]
    assert words(view, slots.fill(view, 5, "on")) == ["Homs"]


MERKEL = """
Merkel Merkel PROPN NNP 6 nsubj Person
, , PUNCT , 3 punct
chancellor chancellor NOUN NN 1 appos
and and CCONJ CC 5 cc
Macron Macron PROPN NNP 3 appos Person
urged urge VERB VBD 0 root
calm calm NOUN NN 6 obj
"""


def test_a_phrase_with_its_own_and_is_coordinated_not_an_apposition(parse):
    view = parse(MERKEL)
    assert [view.text[w] for w in slots.fill(view, 5, "subj")] == ["Merkel", "Macron"]


FORCES = """
Kenyan Kenyan ADJ JJ 4 amod NORP
and and CCONJ CC 3 cc
French French ADJ JJ 1 conj NORP
forces force NOUN NNS 5 nsubj
left leave VERB VBD 0 root
"""


def test_the_countries_before_a_noun(parse):
    view = parse(FORCES)
    assert [(view.words(a, b), c.iso3) for a, b, c in slots.countries_before(view, 3)] == [("Kenyan", "KEN"), ("French", "FRA")]
    assert slots.countries_before(view, 4) == []
