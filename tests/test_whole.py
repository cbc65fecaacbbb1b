"""Whole reports, read as a user reads them."""

from datetime import date
from pathlib import Path

import pytest

import sayso


def told(report, kind, trigger=None):
    return [a for a in report.assertions if a.event.type == kind and (trigger is None or trigger in a.event.trigger.text)]


def names(parties):
    return " ".join(p.name for p in parties)


@pytest.fixture
def read(weights):
    return sayso.read


def test_an_accusation_is_two_assertions(read):
    report = read("The government of Kenya accused Ethiopia of bombing a border village on Monday.", published="2021-03-03")
    accuse, bomb = told(report, "ACCUSE")[0], told(report, "ASSAULT")[0]
    assert accuse.source is None
    assert "Ethiopia" in names(bomb.actors)
    assert bomb.source is not None
    assert "Kenya" in bomb.source.name or "government" in bomb.source.name


def test_a_reported_attack_keeps_who_says_so_and_the_words_that_prove_it(read):
    text = "Rebels shelled the town of Marib on Sunday, killing at least 12 civilians, doctors said."
    report = read(text, published=date(2021, 3, 2))
    a = told(report, "ASSAULT", "shelled")[0]
    assert names(a.actors) == "Rebels"
    assert a.source is not None
    assert "doctors" in a.source.name
    assert a.cue is not None
    assert text[a.cue.start : a.cue.end] == "said"
    assert a.time is not None
    assert a.time.start == date(2021, 2, 28)


def test_without_a_date_nothing_is_dated(read):
    report = read("Rebels shelled the town of Marib on Sunday, doctors said.")
    assert all(a.time is None for a in report.assertions)


def test_offsets_point_at_the_words(read):
    text = "France condemned the coup and urged the generals to release the president, the foreign ministry in Paris said."
    report = read(text)
    assert report.assertions
    for a in report.assertions:
        assert text[a.event.trigger.start : a.event.trigger.end] == a.event.trigger.text
        for p in (*a.actors, *a.recipients):
            assert 0 <= p.start < p.end <= len(text)


def test_a_report_of_no_event_has_none(read):
    assert read("The library opens at nine. It has a large garden with old trees.").assertions == ()


def test_upper_case_is_read(read):
    report = read("GUERRILLAS ATTACKED A POLICE POST IN THE NORTH OF THE COUNTRY AND KILLED TWO OFFICERS, THE DEFENSE MINISTRY REPORTED.")
    assert told(report, "ASSAULT")


def test_exchanging_two_countries_exchanges_them_in_the_output_and_no_more(read):
    plain = "Kenyan jets bombed a camp in Uganda on Friday. Uganda said the attack killed six. Kenya denied that it had hit civilians."
    swapped = "Ugandan jets bombed a camp in Kenya on Friday. Kenya said the attack killed six. Uganda denied that it had hit civilians."

    def shape(report):
        return [(a.event.type, a.event.trigger.text, len(a.actors), len(a.recipients), a.status, a.source is None) for a in report.assertions]

    assert shape(read(plain)) == shape(read(swapped))


def test_another_language_pipeline_can_take_the_readers_place(weights):
    from sayso.reader import Reader as Language

    own = Language()

    def bare(text, body=()):
        doc = own(text, body)
        doc.user_data.clear()  # as from a pipeline without event heads
        return doc

    report = sayso.Reader(bare)(sayso.pipeline.documents.parse("The army arrested the mayor of Velna."))
    assert [a.event.type for a in report.assertions] == ["COERCE"]


def test_no_two_assertions_of_a_report_share_an_id(read):
    for path in sorted((Path(__file__).parents[1] / "examples").glob("*.txt")):
        ids = [a.id for a in read(path).assertions]
        assert len(set(ids)) == len(ids)


def test_us_in_capitals_is_the_country_and_not_the_pronoun(read):
    report = read("The US, Kenya and Uganda accused Ethiopia of shelling a village.")
    accuse = told(report, "ACCUSE")[0]
    assert {p.iso3 for p in accuse.actors} == {"USA", "KEN", "UGA"}


def test_the_forces_of_two_countries_are_two_parties(read):
    report = read("Kenyan and Ugandan forces shelled the town of Marka on Friday.")
    assert {(p.name, p.iso3) for p in told(report, "ASSAULT")[0].actors} == {("Kenyan forces", "KEN"), ("Ugandan forces", "UGA")}


def test_joint_sources_are_one(read):
    report = read("Doctors and aid workers said that rebels shelled the hospital.")
    shelled = told(report, "ASSAULT", "shelled")[0]
    assert shelled.source is not None
    assert shelled.source.name == "Doctors and aid workers"


def test_who_goes_on_speaking_is_the_speaker_before(read):
    text = "Governor Peter Aliero said on Monday that rebels had shelled the town. The soldiers shot a boy, he added."
    shot = told(read(text), "ASSAULT", "shot")[0]
    assert shot.source is not None
    assert "Aliero" in shot.source.name


def test_what_is_alleged_is_not_done_by_who_alleges_it(read):
    text = "Kenyan raids against what Nairobi says are rebel bases went on despite accusations in Uganda that the raids are targeting villagers."
    report = read(text)
    described = [a for a in told(report, "ASSAULT") if a.source is not None and a.source.name == "Nairobi"]
    assert [names(a.recipients) for a in described] == ["rebel bases"]
    alleged = [a for a in told(report, "ASSAULT") if a.source is not None and a.source.name == "Uganda"]
    assert alleged
    assert all(p.iso3 != "UGA" for a in alleged for p in a.actors)


def test_a_bare_denial_tells_again_what_was_told_as_not_so(read):
    report = read("Washington says Russia bombed a hospital in Syria on Monday. Moscow rejected the accusation.")
    told_so, denied = told(report, "ASSAULT", "bombed")
    assert (told_so.status, denied.status) == ("actual", "denied")
    assert denied.source is not None
    assert denied.source.name == "Moscow"
    assert [d.on for d in report.disputes] == ["occurrence"]


def test_a_denied_involvement_denies_the_deed_it_names(read):
    report = read("The Kremlin has denied involvement in the attack on Sergei Skripal.")
    assert [(a.source.name, a.status) for a in told(report, "ASSAULT") if a.source] == [("Kremlin", "denied")]


@pytest.mark.parametrize("times", [5, 20, 60])
def test_a_text_of_one_line_is_a_text_however_long(read, times):
    report = read("The army shelled the town of Marib on Sunday, doctors said. " * times)
    assert told(report, "ASSAULT")


def test_a_confident_reading_is_a_part_of_the_whole_one_and_loses_nothing(read):
    text = "Kenya accused Ethiopia of shelling a border village. Ethiopia may send troops, a spokesman said, and clashes were feared."
    whole, sure = read(text), read(text, min_confidence=0.6)
    kept = {a.id for a in sure.assertions}
    assert kept <= {a.id for a in whole.assertions}
    assert all(a.confidence.least >= 0.6 for a in sure.assertions)
    assert len(whole.assertions) == len(kept) + sum(x.what == "assertion" for x in sure.abstained)


def test_a_threshold_that_is_no_probability_is_refused(read):
    with pytest.raises(sayso.InputError, match="0 to 1"):
        read("Kenya accused Ethiopia of shelling a village.", min_confidence=2)


def test_reading_many_in_a_row_gives_what_reading_each_gives(reader):
    texts = ["Kenyan jets bombed a camp in Uganda on Friday.", "", "Police arrested six protesters in Accra, a spokesman said.", "Nothing happened."]
    documents = [sayso.pipeline.documents.parse(t, name=str(k)) for k, t in enumerate(texts) if t]
    assert [r.to_json() for r in reader.pipe(documents)] == [reader(d).to_json() for d in documents]
    assert list(reader.pipe([])) == []
