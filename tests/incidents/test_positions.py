"""Sides, what they hold, where they clash, and how well an incident is vouched for."""

from datetime import date

import pytest

from sayso.data import table
from sayso.incidents import Account
from sayso.incidents.build import happening
from sayso.incidents.copies import Copies, signature
from sayso.incidents.disputes import _RULES as DISPUTE_RULES
from sayso.incidents.grades import _RULES as GRADE_RULES
from sayso.incidents.sides import same_side, side
from sayso.records import Assertion, Event, Ground, Party, Span, Toll

NORTH = Party("Norwegian jets", 0, 5, iso3="NOR", sector="military")
MINISTRY = Party("the defence ministry", 0, 5, iso3="NOR", sector="government")
OSLO = Party("Oslo", 0, 4, id="state:NOR", iso3="NOR", sector="government")
DOCTORS = Party("doctors", 0, 5)
CLINIC = Party("a clinic", 0, 5)
DEPOT = Party("an arms depot", 0, 5)


def account(key, source=None, status="actual", actors=(NORTH,), recipients=(CLINIC,), toll=None, day=date(2031, 5, 3), document=None, origin=None, start=10):
    document = document or f"report of {key}"
    assertion = Assertion(key, Event("ASSAULT", Span("hit", start, start + 3)), tuple(actors), tuple(recipients), status, toll=toll, source=source)
    return Account(assertion, document, origin or document, f"Paper {origin or document}", day, "Norwegian jets hit a clinic outside the town.")


def test_a_country_its_capital_and_its_ministry_are_one_side():
    assert same_side(MINISTRY, OSLO)
    assert side(MINISTRY) == side(OSLO) == "state:NOR"


@pytest.mark.parametrize("name", ["Northern Freedom Army", "the teachers' federation", "Norwegian Nurses Union"])
def test_a_group_of_a_country_is_not_its_state(name):
    assert not same_side(Party(name, 0, 5, iso3="NOR"), OSLO)


def test_one_side_has_one_position_under_all_its_names():
    h = happening([account("a", MINISTRY), account("b", OSLO), account("c", DOCTORS)])
    assert [(p.source, p.assertions) for p in h.incident.positions] == [("the defence ministry", ("a", "b")), ("doctors", ("c",))]


def test_copies_of_one_text_are_one_voice():
    h = happening([account("a", document="d1"), account("b", document="d2", origin="d1"), account("c", document="d3")])
    assert [p.assertions for p in h.incident.positions] == [("a", "b"), ("c",)]


def test_a_side_that_denied_and_then_told_is_a_dispute_with_itself_and_shows_both_days():
    h = happening([account("a", MINISTRY, "denied"), account("b", MINISTRY, day=date(2031, 5, 5))])
    (position,) = h.incident.positions
    assert position.changes == ((date(2031, 5, 3), "denied"), (date(2031, 5, 5), "actual"))
    assert [c.on for c in h.clashes] == ["occurrence"]
    assert "2031-05-03" in h.clashes[0].why


def test_tolls_of_a_side_are_a_range():
    h = happening([account("a", DOCTORS, toll=Toll(killed=(9, 9))), account("b", DOCTORS, toll=Toll(killed=(14, None)), day=date(2031, 5, 3))])
    assert h.incident.positions[0].killed == (9, None)


def test_a_denial_is_a_dispute_with_each_side_that_tells_it():
    h = happening([account("a", DOCTORS), account("b", OSLO, "denied"), account("c", Party("monitors", 0, 5))])
    assert len([c for c in h.clashes if c.on in ("occurrence", "actor")]) == 2


def test_a_reports_own_voice_is_no_side_where_somebody_else_tells_it():
    h = happening([account("a"), account("b", OSLO, "denied"), account("c", DOCTORS)])
    assert {c.b.assertion.id for c in h.clashes} == {"c"}


def test_grades():
    assert happening([account("a")]).incident.grade == "reported"
    assert happening([account("a", DOCTORS)]).incident.grade == "single source"
    assert happening([account("a", DOCTORS), account("b", Party("monitors", 0, 5))]).incident.grade == "corroborated"
    assert happening([account("a", DOCTORS), account("b", OSLO, "denied")]).incident.grade == "contested"
    assert happening([account("b", OSLO, "denied")]).incident.grade == "denied"
    assert happening([account("a", DOCTORS), account("b", OSLO)]).incident.grade == "confirmed"


def test_the_rule_is_printed_with_the_grade():
    assert happening([account("a", DOCTORS)]).incident.grade_why == "one source tells it"


def test_tables_of_rules_name_rules_that_are_there_and_grounds_that_exist():
    assert {r["rule"] for r in table("dispute_rules")} == set(DISPUTE_RULES)
    assert {r["rule"] for r in table("grades")} == set(GRADE_RULES)
    assert {r["on"] for r in table("dispute_rules")} == set(Ground.__args__)


STORY = (
    "The river rose by two metres overnight and took the only bridge with it, so that the trucks of the relief mission had to turn back. "
    "Soldiers who had been sent to guard the crossing said that they had seen nothing of the kind before."
)


def test_a_story_with_a_sentence_less_is_a_copy_and_another_is_not():
    copies = Copies()
    assert copies.add("first", signature(STORY + " The governor will visit on Friday.")) is None
    assert copies.add("second", signature(STORY)) == "first"
    assert (
        copies.add("other", signature("Nurses in the capital left the wards at noon and marched to the ministry, where nobody came out to meet them.")) is None
    )


def test_a_copy_of_a_copy_is_a_copy_of_the_first():
    copies = Copies()
    copies.add("first", signature(STORY))
    copies.add("second", signature(STORY))
    assert copies.add("third", signature(STORY)) == "first"
