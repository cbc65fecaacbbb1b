"""The commands about ledgers, as a user types them."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app

run = CliRunner()
REPORTS = [
    {"text": "Norway accused Sweden on Monday of jamming its radar. Sweden denied the charge.", "date": "2031-05-06", "outlet": "Harbour Post"},
    {"text": "Police arrested forty miners in Kiruna on Tuesday, the union said.", "date": "2031-05-07", "outlet": "Harbour Post"},
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledger")
    source = folder / "reports.csv"
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["text", "date", "outlet"])
        writer.writeheader()
        writer.writerows(REPORTS)
    done = run.invoke(app, ["build", str(source), "--ledger", str(folder / "l.duckdb")])
    assert done.exit_code == 0, done.output
    assert "2 read, 0 there already, 0 rejected" in done.output
    assert "text from 'text'" in done.output
    assert "date from 'date'" in done.output
    return folder / "l.duckdb"


@pytest.mark.usefixtures("weights")
def test_incidents_as_a_table_json_and_csv(ledger):
    table = run.invoke(app, ["incidents", str(ledger)])
    assert table.exit_code == 0
    assert "COERCE" in table.stdout
    rows = json.loads(run.invoke(app, ["incidents", str(ledger), "--format", "json", "--type", "COERCE"]).stdout)
    assert "arrested" in [r["trigger"] for r in rows]
    lines = list(csv.DictReader(io.StringIO(run.invoke(app, ["incidents", str(ledger), "--format", "csv"]).stdout)))
    assert {r["type"] for r in lines} >= {"COERCE", "ACCUSE"}


@pytest.mark.usefixtures("weights")
def test_a_source_and_its_denials(ledger):
    rows = json.loads(run.invoke(app, ["source", str(ledger), "Sweden", "--format", "json"]).stdout)
    assert {r["source"] for r in rows} == {"Sweden"}
    assert "denied" in {r["status"] for r in rows}


@pytest.mark.usefixtures("weights")
def test_sql_answers_and_refuses_in_one_line(ledger):
    good = run.invoke(app, ["sql", str(ledger), "SELECT count(*) AS n FROM documents", "--format", "csv"])
    assert good.stdout == "n\n2\n"
    bad = run.invoke(app, ["sql", str(ledger), "SELEKT"])
    assert bad.exit_code == 2
    assert bad.stderr.startswith("sayso: SQL: ")
    assert bad.stderr.count("\n") == 1


@pytest.mark.usefixtures("weights")
def test_nothing_found_is_said(ledger):
    assert run.invoke(app, ["disputes", str(ledger), "--actor", "nobody at all"]).stdout == "Nothing was found.\n"
    assert json.loads(run.invoke(app, ["disputes", str(ledger), "--actor", "nobody at all", "--format", "json"]).stdout) == []


@pytest.mark.usefixtures("weights")
def test_unresolved_names_are_listed(ledger):
    rows = json.loads(run.invoke(app, ["actors", "unresolved", str(ledger), "--format", "json"]).stdout)
    assert "Sweden" not in {r["name"] for r in rows}
    assert all(r["times"] >= 1 and r["name"] != r["name"].lower() for r in rows)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["incidents", "none.duckdb"], "no such ledger"),
        (["build", "nowhere", "--ledger", "l.duckdb"], "no such file or folder"),
        (["build", "reports.txt", "--ledger", "l.duckdb", "--published", "soon"], "is no date"),
        (["build", "reports.txt", "--ledger", "no/such/folder/l.duckdb"], "its folder does not exist"),
    ],
)
def test_wrong_input_is_one_clear_line(tmp_path, monkeypatch, arguments, line):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports.txt").write_text("Norway accused Sweden.", encoding="utf-8")
    done = run.invoke(app, arguments)
    assert done.exit_code == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "l.duckdb").exists()


@pytest.mark.usefixtures("weights")
def test_what_was_rejected_is_told_and_the_exit_status_is_two(tmp_path):
    (tmp_path / "good.txt").write_text("Norway accused Sweden on Monday of jamming its radar.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = run.invoke(app, ["build", str(tmp_path), "--ledger", str(tmp_path / "l.duckdb")])
    assert done.exit_code == 2
    assert "bad.txt: is a picture" in done.stderr
    assert "1 read" in done.stdout
