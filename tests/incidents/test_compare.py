"""Tellings laid beside each other: what is one happening, what is a dispute."""

from sayso.incidents import Account, compare
from sayso.records import Assertion, Event, Party, Span, Toll


def party(name, iso3=None):
    return Party(name, 0, len(name), iso3=iso3)


def told(key, actors, recipients, source=None, status="actual", trigger=0, kind="ASSAULT", toll=None):
    return Assertion(key, Event(kind, Span("raids", trigger, trigger + 5)), tuple(actors), tuple(recipients), status, source=source, toll=toll)


def held(*assertions):
    """What one report that holds these assertions is found to hold."""
    return compare([Account(a, "report", "report", "report", None, "raids") for a in assertions])


NORTH, REBELS, CLINIC = party("Northland", "NLD"), party("rebels"), party("a clinic")


def test_two_targets_of_one_raid_are_a_dispute_on_the_recipient():
    a = told("a", [NORTH], [REBELS], party("Northland", "NLD"))
    b = told("b", [NORTH], [CLINIC], party("doctors"))
    _, disputes = held(a, b)
    assert [(d.between, d.on) for d in disputes] == [(("a", "b"), "recipient")]


def test_a_denial_disputes_the_occurrence():
    a = told("a", [NORTH], [CLINIC], party("doctors"))
    b = told("b", [NORTH], [CLINIC], party("Colonel Lutan", "NLD"), status="denied", trigger=40)
    _, disputes = held(a, b)
    assert [d.on for d in disputes] == ["occurrence"]


def test_one_source_does_not_dispute_itself():
    a = told("a", [NORTH], [CLINIC], party("doctors"))
    b = told("b", [NORTH], [CLINIC], party("doctors"), status="denied", trigger=40)
    assert held(a, b)[1] == []


def test_tolls_that_overlap_are_no_dispute():
    a = told("a", [NORTH], [CLINIC], party("doctors"), toll=Toll(killed=(10, None)))
    b = told("b", [NORTH], [CLINIC], party("monitors"), toll=Toll(killed=(14, 14)), trigger=40)
    assert held(a, b)[1] == []


def test_tolls_that_exclude_each_other_are_a_dispute():
    a = told("a", [NORTH], [CLINIC], party("doctors"), toll=Toll(killed=(9, 9)))
    b = told("b", [NORTH], [CLINIC], party("monitors"), toll=Toll(killed=(14, 14)), trigger=40)
    assert [d.on for d in held(a, b)[1]] == ["toll"]


def test_tellings_of_one_trigger_are_one_incident_with_a_position_for_each_source():
    a = told("a", [], [CLINIC])
    b = told("b", [NORTH], [CLINIC], party("doctors"))
    incidents, _ = held(a, b)
    assert [i.assertions for i in incidents] == [("a", "b")]
    assert {p.source for p in incidents[0].positions} == {None, "doctors"}
