"""What is looked up in memory is what the ledger's own questions answer."""

from datetime import date

import pytest

from sayso.ledger import Ledger, queries
from sayso.ledger.queries import Filter
from sayso.web import listing, overview
from sayso.web.params import Listed, View
from sayso.web.shelf import Shelf

FILTERS = (
    Filter(),
    Filter(actor="army"),
    Filter(actor="mmr"),
    Filter(actor="DOCTORS", contested=False),
    Filter(place="nam"),
    Filter(place="MMR"),
    Filter(source="The army"),
    Filter(source="doc", status="actual"),
    Filter(actor="school", place="Namtu", since=date(2031, 2, 1), until=date(2031, 2, 28), type="ASSAULT", grade="contested", contested=True),
    Filter(actor="nobody"),
)


@pytest.fixture(scope="module")
def shelf(ledger_file):
    found = Shelf(ledger_file)
    yield found
    found.close()


@pytest.mark.parametrize("wanted", FILTERS)
def test_the_same_incidents(ledger_file, shelf, wanted):
    with Ledger(ledger_file) as kept:
        expected = [r["id"] for r in queries.incidents(kept, wanted)]
    assert [r["id"] for r in listing.incidents(shelf, View(wanted, size=200)).rows] == expected


@pytest.mark.parametrize("wanted", FILTERS)
def test_the_same_disputes(ledger_file, shelf, wanted):
    with Ledger(ledger_file) as kept:
        expected = queries.disputes(kept, wanted)
    shown = [{k: r[k] for k in expected[0]} for r in listing.disputes(shelf, View(wanted, size=200)).rows] if expected else []
    assert shown == expected


@pytest.mark.parametrize("wanted", FILTERS)
def test_the_same_counts(ledger_file, shelf, wanted):
    with Ledger(ledger_file) as kept:
        expected = queries.incidents(kept, wanted)
    counts = overview.figures(shelf, wanted)
    assert counts["incidents"] == len(expected)
    assert counts["contested"] == sum(r["contested"] for r in expected)
    assert counts["assertions"] == sum(r["assertions"] for r in expected)
    spell = overview.spell(shelf, wanted)
    drawn = sum(n for _, bar in spell.bars for n in bar.values())
    assert drawn + spell.earlier + spell.later + spell.undated == len(expected)
    assert sum(p["incidents"] for p in overview.places(shelf, wanted)) == sum(r["place"] is not None for r in expected)
    told = {(a, b) for r in expected for a in r["actors"][:4] for b in r["recipients"][:4] if a != b}
    assert {(p["actor"], p["recipient"]) for p in overview.pairs(shelf, wanted)} == told
    assert [r["id"] for r in overview.liveliest(shelf, wanted)] == [r["id"] for r in expected if r["contested"]][:4]


@pytest.mark.parametrize("name", ["Doctors", "army", "The army", "Myanmar", "nobody"])
def test_the_same_positions_of_a_source(ledger_file, shelf, name):
    with Ledger(ledger_file) as kept:
        expected = queries.source(kept, name)
    asked = Listed("day", True, 1, 200, "day", (("name", name),))
    assert shelf.ask(listing.held_query(shelf, asked)) == expected
    assert [{k: r[k] for k in e} for r, e in zip(listing.source(shelf, asked).rows, expected, strict=True)] == expected
