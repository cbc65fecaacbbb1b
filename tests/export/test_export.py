"""Reports keep everything on their way to JSON, Arrow, pandas and CSV."""

import csv
import io
import json
from datetime import date
from importlib.resources import files

import jsonschema
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import export
from sayso.cli import text as people
from sayso.records import Abstention, Assertion, Attribution, Dispute, Document, Event, Incident, Party, Place, Position, Report, Span, Time, Toll

words = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=30)
maybe = lambda x: st.none() | x  # noqa: E731
offsets = st.integers(0, 50)
spans = st.builds(Span, words, offsets, offsets)
parties = st.builds(Party, words, offsets, offsets, iso3=maybe(st.sampled_from(["FRA", "KEN"])), sector=maybe(words))
ranges = maybe(st.tuples(maybe(st.integers(0, 9)), maybe(st.integers(9, 99))))
days = maybe(st.dates(date(1990, 1, 1), date(2030, 1, 1)))
assertions = st.builds(
    Assertion,
    words,
    st.builds(Event, st.sampled_from(["ASSAULT", "CONSULT"]), spans, maybe(words)),
    st.lists(parties, max_size=3).map(tuple),
    st.lists(parties, max_size=3).map(tuple),
    st.sampled_from(["actual", "possible", "future", "hypothetical", "denied"]),
    place=maybe(st.builds(Place, words, offsets, offsets)),
    time=maybe(st.builds(Time, days, days, words, st.just("day"))),
    toll=maybe(st.builds(Toll, ranges, ranges)),
    source=maybe(parties),
    via=st.lists(parties, max_size=2).map(tuple),
    cue=maybe(spans),
    why=st.just({"type": "table", "source": "cue", "status": "head"}),
)


@st.composite
def reports(draw):
    told = tuple(draw(st.lists(assertions, max_size=4, unique_by=lambda a: a.id)))
    ids = [a.id for a in told]
    disputes = ()
    incidents = ()
    if len(ids) > 1:
        disputes = (Dispute((ids[0], ids[1]), draw(st.sampled_from(["recipient", "toll", "occurrence", "actor", "place", "time", "character"])), "rule"),)
        incidents = (Incident("i", "ASSAULT", tuple(ids), (Position(None, tuple(ids), "report:x", "actual", draw(days), None, (1, None), None, ()),)),)
    document = Document(draw(words), "", draw(maybe(words)), draw(maybe(words)), draw(days))
    return Report(
        document,
        told,
        tuple(draw(st.lists(st.builds(Attribution, maybe(parties), maybe(spans), spans, st.booleans()), max_size=2))),
        incidents,
        disputes,
        tuple(draw(st.lists(st.builds(Abstention, words, words, offsets, offsets, words), max_size=2))),
    )


SCHEMA = json.loads((files("sayso.data") / "report.schema.json").read_text(encoding="utf-8"))


@settings(max_examples=50)
@given(reports())
def test_json_fits_the_published_schema_and_comes_back_whole(report):
    value = json.loads(export.dumps(export.report_to_dict(report)))
    jsonschema.validate(value, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert export.report_from_dict(value) == report


@settings(max_examples=30)
@given(st.lists(reports(), max_size=3))
def test_csv_reads_back_with_one_line_an_assertion(many):
    text = export.to_csv(many)
    rows = list(csv.DictReader(io.StringIO(text)))
    told = [a for r in many for a in r.assertions]
    assert len(rows) == len(told)
    assert all(row["trigger"] == a.event.trigger.text and row["status"] == a.status for row, a in zip(rows, told, strict=True))


def test_csv_is_read_by_pandas_with_no_options():
    one = Report(
        Document("d", "", "T", None, date(2024, 1, 2)),
        (Assertion("a", Event("ASSAULT", Span("raid", 0, 4)), (Party("Kenya", 0, 5, iso3="KEN"),), (), "actual"),),
    )
    frame = pandas.read_csv(io.StringIO(export.to_csv([one])))
    assert list(frame["actors"]) == ["Kenya"]
    assert list(frame["published"]) == ["2024-01-02"]


@settings(max_examples=30)
@given(reports())
def test_arrow_and_pandas_have_one_row_an_assertion(report):
    table = export.to_arrow(report)
    assert table.num_rows == len(report.assertions) == len(export.to_pandas(report))
    assert str(table.schema.field("published").type) == "date32[day]"
    assert str(table.schema.field("actors").type).startswith("list")
    assert all(field.metadata[b"comment"] for field in table.schema)


@settings(max_examples=60, deadline=None)
@given(st.lists(reports(), min_size=1, max_size=2))
def test_text_for_a_pipe_fits_80_columns_and_is_plain(many):
    from rich.cells import cell_len

    out = people.render(many, terminal=False)
    assert "\x1b" not in out
    assert all(cell_len(line) <= 80 and line == line.rstrip() for line in out.split("\n"))


def test_a_dispute_is_a_question_with_both_sides_and_their_words():
    text = "Kenya raided a camp, the army said. Doctors said Kenya raided a clinic."
    army, doctors = Party("the army", 21, 29, iso3="KEN"), Party("Doctors", 36, 43)
    kenya = Party("Kenya", 0, 5, iso3="KEN")
    a = Assertion("a", Event("ASSAULT", Span("raided", 6, 12)), (kenya,), (Party("a camp", 13, 19),), "actual", source=army, cue=Span("said", 30, 34))
    b = Assertion("b", Event("ASSAULT", Span("raided", 55, 61)), (kenya,), (Party("a clinic", 62, 70),), "actual", source=doctors, cue=Span("said", 44, 48))
    out = people.render([Report(Document("d", text), (a, b), disputes=(Dispute(("a", "b"), "recipient", "x"),))], terminal=False)
    assert "Whom did Kenya hit?" in out
    assert "the army (actual): a camp" in out
    assert "Doctors said Kenya [raided] a clinic." in out


@pytest.mark.parametrize("width", [60, 120])
def test_a_terminal_gets_colour_within_its_width(width):
    one = Report(Document("d", "", "T"), (Assertion("a", Event("ASSAULT", Span("raid", 0, 4)), (Party("Kenya", 0, 5),), (), "denied"),))
    assert "\x1b[" in people.render([one], terminal=True, width=width)
