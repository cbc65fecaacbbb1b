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
