"""A small ledger without a model: three reports on one shelling, one of them a copy, and a denial."""

from datetime import date

import pytest

from sayso.ledger import Ledger
from sayso.ledger.grouping import group
from sayso.ledger.rows import merged, report_rows
from sayso.ledger.write import insert_all
from sayso.records import Abstention, Assertion, Attribution, Document, Event, Party, Place, Report, Span, Time, Toll

STORY = (
    "Norwegian jets shelled a clinic in Lastovo on Saturday and killed nine people, doctors said. The building had stood near the market since "
    "the spring, and nobody had been told to leave it before the attack came."
)
DENIAL = "Norway's defence ministry denied on Sunday that its jets had shelled a clinic in Lastovo, and called the doctors' account invented."


def span(text, words):
    start = text.index(words)
    return Span(words, start, start + len(words))


def party(text, words, **more):
    s = span(text, words)
    return Party(words, s.start, s.end, **more)


def shelling(key, text, source, status="actual", toll=None):
    place = span(text, "Lastovo")
    return Assertion(
        key,
        Event("ASSAULT", span(text, "shelled"), "aerial", ("military",)),
        (party(text, "jets", iso3="NOR", sector="military"),),
        (party(text, "a clinic"),),
        status,
        Place("Lastovo", place.start, place.end, "geonames:1", "NOR", 60.1, 10.2, "town"),
        Time(date(2031, 5, 3), date(2031, 5, 3), "Saturday", "day"),
        toll,
        source,
        why={"type": "table"},
    )


def report(key, text, publisher, day, assertions):
    document = Document(key, text, f"Title {key}", publisher, day, f"https://example.org/{key}", body=((0, len(text)),))
    said = (Attribution(assertions[0].source, None, Span(text[:20], 0, 20), False),)
    return Report(document, tuple(assertions), said, abstained=(Abstention("time", "spring", 5, 11, "no year"),))


@pytest.fixture
def reports():
    copy = STORY + " More follows."
    ministry = party(DENIAL, "Norway's defence ministry", iso3="NOR", sector="government")
    return [
        report("d1", STORY, "Harbour Post", date(2031, 5, 3), [shelling("a1", STORY, party(STORY, "doctors"), toll=Toll((9, 9), None))]),
        report("d2", copy, "Fjord Times", date(2031, 5, 4), [shelling("a2", copy, party(copy, "doctors"), toll=Toll((9, 9), None))]),
        report("d3", DENIAL, "Fjord Times", date(2031, 5, 4), [shelling("a3", DENIAL, ministry, "denied")]),
    ]


@pytest.fixture
def fill():
    """Put reports into a ledger, new or standing, and group them."""

    def into(path, reports):
        with Ledger(path, write=True) as made:
            insert_all(made.connection, merged(report_rows(r, "0" * 64) for r in reports))
            group(made.connection)
        return path

    return into


@pytest.fixture
def path(tmp_path, reports, fill):
    return fill(tmp_path / "small.duckdb", reports)
