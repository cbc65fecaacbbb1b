"""A dispute is put as the question that it is about, with what is known of it."""

import pytest

from sayso.incidents.questions import counted, question


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        (("toll", "bombing", "", "nine people", "Sarvan"), 'How many were hurt in Sarvan: "bombing"?'),
        (("toll", "bombing", "", "nine people", ""), 'How many were hurt: "bombing"?'),
        (("recipient", "raid", "the army", "", ""), "Whom did the army hit?"),
        (("occurrence", "raid", "", "", ""), 'Did it happen: "raid"?'),
    ],
)
def test_question(parts, asked):
    assert question(*parts) == asked


@pytest.mark.parametrize(("told", "words"), [((14, 14), "14"), ((14, None), "14+"), ((None, 20), "up to 20"), ((10, 20), "10–20"), ((None, None), "")])
def test_counted(told, words):
    assert counted(told) == words
