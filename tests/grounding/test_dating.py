"""Which time dates which event, and whose dead are counted, by syntax alone."""

from datetime import date

from sayso.grounding import dating
from sayso.records import Toll

PUBLISHED = date(2024, 3, 14)  # a Thursday

RAID = """
Troops troop NOUN NNS 2 nsubj
raided raid VERB VBD 0 root
the the DET DT 4 det
town town NOUN NN 2 obj
on on ADP IN 6 case
Monday Monday PROPN NNP 2 obl
, , PUNCT , 9 punct
officials official NOUN NNS 9 nsubj
said say VERB VBD 2 parataxis
on on ADP IN 11 case
Wednesday Wednesday PROPN NNP 9 obl
. . PUNCT . 2 punct
Two two NUM CD 14 nummod
days day NOUN NNS 15 obl:npmod
later later ADV RB 17 advmod
they they PRON PRP 17 nsubj
withdrew withdraw VERB VBD 0 root
. . PUNCT . 17 punct
"""


def test_the_day_of_the_event_is_not_the_day_of_the_saying(parse):
    clock = dating.Clock(parse(RAID), PUBLISHED)
    found = clock.of(1, (8, 9), "actual")
    assert found is not None
    assert found.start == found.end == date(2024, 3, 11)


def test_later_counts_from_the_day_that_the_report_told_before(parse):
    found = dating.Clock(parse(RAID), PUBLISHED).of(16, None, "actual")
    assert found is not None
    assert found.start == date(2024, 3, 15)  # two days after Wednesday, the day told last


def test_an_event_without_a_time_has_none(parse):
    view = parse("Troops troop NOUN NNS 2 nsubj\nraided raid VERB VBD 0 root\nthe the DET DT 4 det\ntown town NOUN NN 2 obj")
    assert dating.Clock(view, PUBLISHED).of(1, None, "actual") is None


GUARD = """
A a DET DT 2 det
guard guard NOUN NN 8 nsubj:pass
who who PRON WP 4 nsubj
had have VERB VBD 2 acl:relcl
slept sleep VERB VBN 4 xcomp
there there ADV RB 5 advmod
was be AUX VBD 8 aux:pass
killed kill VERB VBN 0 root
. . PUNCT . 8 punct
"""


def test_one_person_killed_is_a_toll_of_one(parse):
    assert dating.tolls(parse(GUARD), {7: "ASSAULT"}) == {7: Toll((1, 1), None)}


def test_a_count_goes_to_the_word_that_tells_it(parse):
    view = parse(
        "Shells shell NOUN NNS 2 nsubj\nkilled kill VERB VBD 0 root\n12 12 NUM CD 4 nummod\npeople people NOUN NNS 2 obj\n"
        "in in ADP IN 7 case\nthe the DET DT 7 det\nattack attack NOUN NN 2 obl\n. . PUNCT . 2 punct"
    )
    assert dating.tolls(view, {1: "ASSAULT", 6: "ASSAULT"}) == {1: Toll((12, 12), None)}
    assert dating.tolls(view, {6: "ASSAULT"}) == {6: Toll((12, 12), None)}
