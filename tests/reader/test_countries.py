"""Countries are found by their names, people, capitals and seats; the network never sees which one it is."""

import pytest

from sayso.reader import countries


@pytest.mark.parametrize(
    ("form", "iso3"),
    [("Moscow", "RUS"), ("U.S.", "USA"), ("French", "FRA"), ("the", None), ("turkey", None), ("North Korea", "PRK"), ("Downing Street", "GBR")],
)
def test_lookup(form, iso3):
    found = countries.lookup(form)
    assert (found and found.iso3) == iso3


def test_the_longest_form_wins():
    assert [c.iso3 for c in countries.inside(["Papua", "New", "Guinea", "and", "North", "Korea", "'s", "leader"])] == ["PNG", "PRK"]


def test_us_in_an_upper_case_text_is_a_pronoun():
    assert countries.inside(["THE", "REBELS", "TOLD", "US", "THAT", "THEY", "LEFT"]) == []
    assert [c.iso3 for c in countries.inside(["The", "US", "told", "Iran"])] == ["USA", "IRN"]


def test_rows_are_well_formed():
    from sayso.data import table

    rows = table("countries")
    assert len({r["iso3"] for r in rows}) == len(rows) > 200
    assert all(len(r["iso3"]) == 3 and r["iso3"].isupper() and r["name"] for r in rows)
