"""On whose say-so a whole report tells what it tells, where the speaker must be looked for."""

from sayso import documents


def told(reader, text):
    """Trigger, source and actors of each assertion."""
    report = reader(documents.parse(text, name="made-up.txt"))
    return {a.event.trigger.text: (a.source.name if a.source else None, [p.name for p in a.actors]) for a in report.assertions}


def test_what_a_communique_tells_is_its_authors_word_and_its_we_is_the_author(reader):
    found = told(
        reader,
        "CLANDESTINE, 3 MAY (RADIO TOLAN) -- [COMMUNIQUE] [TOLAN LIBERATION FRONT] [TEXT] OUR FORCES CAPTURED THE TOWN OF SERU YESTERDAY. "
        "WE BELIEVE THAT THE ARMY EXECUTED SIX PEASANTS NEAR THE RIVER.",
    )
    assert found["EXECUTED"][0] == "TOLAN LIBERATION FRONT"


def test_we_of_nobody_is_the_report_itself(reader):
    found = told(reader, "We believe that the army shelled the village of Seru on Monday. The rebels attacked a convoy near the town on Tuesday.")
    assert found["shelled"][0] is None


def test_an_act_of_speech_in_its_own_words_is_no_account_of_it(reader):
    found = told(reader, 'Kenyan Foreign Minister Ana Perez said: "I condemn the Ugandan raid on the village of Seru. Ugandan troops killed six people there."')
    assert found["condemn"] == (None, ["Ana Perez"])
    assert found["killed"][0] == "Ana Perez"


def test_the_spokesman_is_the_one_told_before(reader):
    found = told(
        reader,
        "A government spokesman said on Monday that rebels attacked a convoy near Seru. The spokesman said that the army killed six rebels.",
    )
    assert found["killed"][0].lower() == "a government spokesman"


def test_a_statement_speaks_for_who_issued_it(reader):
    found = told(
        reader,
        "The Kenyan Defence Ministry said in a statement that rebels attacked a convoy near Seru on Monday. The statement said that troops killed six rebels.",
    )
    assert found["killed"][0].endswith("Defence Ministry")
