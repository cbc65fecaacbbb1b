"""What a ledger keeps, how it is asked, and what a user is told when it cannot be opened."""

import subprocess
import sys

import duckdb
import pytest

from sayso import InputError, Ledger
from sayso.ledger import queries, schema
from sayso.ledger.queries import Filter
from sayso.ledger.rows import ACCOUNTS, to_assertion


def test_an_incident_has_every_telling_and_copies_count_once(path):
    with Ledger(path) as ledger:
        (row,) = queries.rows(ledger.connection, "SELECT * FROM incidents", [])
    assert (row["assertions"], row["documents"], row["tellings"], row["sources"]) == (3, 3, 2, 2)
    assert (row["grade"], row["contested"], row["place"], row["killed_min"]) == ("contested", True, "Lastovo", 9)


def test_a_copy_is_linked_to_its_original(path):
    with Ledger(path) as ledger:
        assert ledger.sql("SELECT id, copy_of FROM documents ORDER BY number").fetchall() == [("d1", None), ("d2", "d1"), ("d3", None)]


def test_a_dispute_names_both_sides_and_proves_both(path):
    with Ledger(path) as ledger:
        (row,) = queries.disputes(ledger, Filter())
    assert {row["a"], row["b"]} == {"Norway's defence ministry", "doctors"}
    assert "denied" in row["words_a"]
    assert "doctors said" in row["words_b"]


def test_a_source_is_found_by_its_country(path):
    with Ledger(path) as ledger:
        (row,) = queries.source(ledger, "Oslo")
    assert (row["source"], row["status"], row["others"]) == ("Norway's defence ministry", "denied", ["doctors"])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), 1),
        (Filter(actor="JETS"), 1),
        (Filter(actor="nor"), 1),
        (Filter(actor="tanks"), 0),
        (Filter(place="lasto"), 1),
        (Filter(type="assault"), 1),
        (Filter(type="AID"), 0),
        (Filter(contested=True), 1),
        (Filter(grade="confirmed"), 0),
        (Filter(source="doctors"), 1),
    ],
)
def test_filters_choose_incidents(path, wanted, found):
    with Ledger(path) as ledger:
        assert len(queries.incidents(ledger, wanted)) == found


def test_a_type_that_is_none_is_refused_with_those_that_are(path):
    with Ledger(path) as ledger, pytest.raises(InputError, match=r"no PLOVER type.*ASSAULT"):
        queries.incidents(ledger, Filter(type="WAR"))


def test_new_reports_join_the_incidents_that_stand(reports, tmp_path, fill):
    path = fill(tmp_path / "grown.duckdb", reports[:1])
    with Ledger(path) as ledger:
        ((first,),) = ledger.sql("SELECT id FROM incidents").fetchall()
    fill(path, reports[1:])
    with Ledger(path) as ledger:
        assert ledger.sql("SELECT id, assertions FROM incidents").fetchall() == [(first, 3)]
        assert ledger.sql("SELECT why IS NOT NULL FROM members ORDER BY assertion_id").fetchall() == [(False,), (True,), (True,)]


def test_an_assertion_comes_back_as_it_was(path, reports):
    with Ledger(path) as ledger:
        rows = queries.rows(ledger.connection, ACCOUNTS + " ORDER BY a.number", [])
        parties = queries.rows(ledger.connection, "SELECT * FROM participants ORDER BY role, position", [])
    assert [to_assertion(r, [p for p in parties if p["assertion_id"] == r["id"]]) for r in rows] == [a for r in reports for a in r.assertions]


def test_events_is_one_flat_row_an_assertion_for_arrow_pandas_and_polars(path):
    with Ledger(path) as ledger:
        assert ledger.arrow().num_rows == len(ledger.pandas()) == len(ledger.polars()) == 3
        assert ledger.pandas("positions").shape[0] == 2
        with pytest.raises(InputError, match="no table of a ledger"):
            ledger.arrow("documents; DROP TABLE documents")


def test_every_table_and_column_carries_its_comment(path):
    with Ledger(path) as ledger:
        bare = ledger.sql("SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL").fetchall()
        comments = dict(ledger.sql("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    assert [b for b in bare if b[0] in schema.tables()] == []
    assert comments["incidents"].startswith("One row a happening")


def test_sql_that_is_wrong_is_one_line(path):
    with Ledger(path) as ledger, pytest.raises(InputError, match=r"SQL: .*nowhere"):
        ledger.sql("SELECT * FROM nowhere")


def test_a_ledger_that_is_read_cannot_be_written(path):
    with Ledger(path) as ledger, pytest.raises(InputError, match="read-only"):
        ledger.sql("DELETE FROM documents")


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(InputError, match=r"no such ledger.*sayso build"):
        Ledger(tmp_path / "none.duckdb")


@pytest.mark.parametrize("write", [False, True])
def test_a_file_that_is_no_ledger_is_refused_and_left_as_it_is(tmp_path, write):
    other = tmp_path / "other.duckdb"
    other.write_bytes(b"not a database at all" * 400)
    with pytest.raises(InputError, match=r"other\.duckdb"):
        Ledger(other, write=write)
    assert other.read_bytes() == b"not a database at all" * 400


def test_a_database_that_is_no_ledger_is_refused(tmp_path):
    other = tmp_path / "mine.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE t (x INTEGER)")
    with pytest.raises(InputError, match="no ledger"):
        Ledger(other, write=True)


def test_a_newer_ledger_is_refused_with_the_mend(path):
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE sayso_schema SET version = 99")
    with pytest.raises(InputError, match=r"newer Sayso.*update Sayso"):
        Ledger(path)


def test_an_older_ledger_is_brought_up_all_or_nothing(path):
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE sayso_schema SET version = 0")
        with pytest.raises(KeyError):
            schema.migrate(connection, 0, {})
        assert connection.execute("SELECT version FROM sayso_schema").fetchall() == [(0,)]
        schema.migrate(connection, 0, {0: lambda c: c.execute("ALTER TABLE documents ADD COLUMN extra INTEGER")})
        assert schema.version(connection) == schema.VERSION


def test_a_ledger_that_another_process_writes_is_refused_with_one_line(path):
    held = subprocess.Popen(
        [sys.executable, "-c", f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('open', flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert held.stdout.readline() == "open\n"
    try:
        with pytest.raises(InputError, match="another process"):
            Ledger(path)
    finally:
        held.communicate("")
