"""Labels of a transcript lay what follows in the speaker's mouth."""

from sayso.attribution import turns
from sayso.reader.view import View


def heard(reader, text):
    return View(reader.language(text))


def test_each_turn_has_its_speaker_and_the_reporters_questions_have_none(reader):
    view = heard(reader, "[REPORTER] WHO SHELLED THE TOWN?\n\n[PEREZ] THE REBELS SHELLED IT. [WORDS INDISTINCT]\n\n[ROCA] WE DENY IT.")
    found = turns.find(view)
    spoken = {view.text[i]: (None if (s := found.speaker(i)) is None else view.text[s]) for i in range(view.n)}
    assert (spoken["WHO"], spoken["REBELS"], spoken["DENY"]) == (None, "PEREZ", "ROCA")


def test_a_place_before_a_colon_and_an_acronym_spelled_out_are_no_labels(reader):
    view = heard(reader, "NAIROBI: The FMLN [FARABUNDO MARTI FRONT] attacked. The ONUCA [UN OBSERVERS] left.")
    assert turns.find(view).starts == []


def test_the_head_of_a_communique_lays_its_body_in_its_authors_mouth(reader):
    view = heard(reader, "CLANDESTINE, 3 MAY -- [COMMUNIQUE] [TOLAN LIBERATION FRONT] [TEXT] THE ARMY BOMBED THE TOWN OF SERU.")
    found = turns.find(view)
    speaker = found.speaker(next(i for i in range(view.n) if view.text[i] == "BOMBED"))
    assert speaker is not None
    assert view.text[speaker] == "FRONT"
    assert found.speaker(0) is None


def test_a_statement_without_quotation_marks_is_its_speakers_until_the_report_names_him_again(reader):
    text = "Foreign Minister Ana Perez said:\n\nWe condemn the raid. The rebels killed six people.\n\nPerez left for Rome on Monday."
    view = heard(reader, text)
    found = turns.find(view)
    spoken = {view.text[i]: (None if (s := found.speaker(i)) is None else view.text[s]) for i in range(view.n)}
    assert (spoken["Minister"], spoken["rebels"], spoken["left"]) == (None, "Ana", None)


def test_a_line_that_opens_a_list_is_no_statement(reader):
    view = heard(reader, "The minister said:\n\nThe rebels killed six people. The army withdrew from the town.")
    assert turns.find(view).starts == []


def test_after_a_quoted_statement_the_report_speaks_again(reader):
    text = 'Defence Minister Ana Perez said:\n\n"We did not shell the village."\n\nThe rebels killed two soldiers. We asked the ministry.'
    view = heard(reader, text)
    assert turns.find(view).speaker(next(i for i in range(view.n) if view.text[i] == "rebels")) is None
