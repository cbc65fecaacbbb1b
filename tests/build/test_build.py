"""Corpora into ledgers: once each, in order, resumed, whatever some of them hold."""

import json

import pytest

from sayso import Ledger
from sayso.build import build
from sayso.build.work import Processes
from sayso.documents import Raw, Rejection, scan
from sayso.ledger.schema import tables

pytestmark = pytest.mark.usefixtures("weights")

STORIES = [
    "OSLO - Norway accused Sweden on Monday of jamming its coastal radar. Sweden denied the charge.",
    "Police arrested forty miners in Kiruna on Tuesday after they blocked the railway, the union said.",
    "The government of Chile sent two planes with food to Bolivia on Friday, its foreign ministry said.",
]
GERMAN = {"text": "Der Minister sagte am Montag, dass die Truppen nicht in der Stadt sind, und dass sie auch nicht kommen werden."}


def corpus(folder, rows):
    path = folder / "reports.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" if isinstance(r, dict) else r + "\n" for r in rows), encoding="utf-8")
    return path


def rows_of(stories, publisher="Harbour Post"):
    return [{"text": s, "published": "2031-05-06", "publisher": publisher} for s in stories]


def content(path):
    with Ledger(path) as ledger:
        return {t: ledger.sql(f"SELECT * FROM {t}").fetchall() for t in tables() if t != "provenance"}


def built(path, source, workers=1, **more):
    with Ledger(path, write=True) as ledger:
        return build(ledger, scan([str(source)]), workers=workers, **more)


def test_the_same_again_is_skipped_and_changes_nothing(tmp_path):
    source, path = corpus(tmp_path, rows_of(STORIES)), tmp_path / "l.duckdb"
    assert built(path, source).read == 3
    before = content(path)
    assert built(path, source).skipped == 3
    assert content(path) == before


def test_a_page_found_twice_is_one_report_with_two_sightings(tmp_path):
    source, path = corpus(tmp_path, rows_of([STORIES[0], STORIES[1], STORIES[0]])), tmp_path / "l.duckdb"
    built(path, source)
    found = content(path)
    assert (len(found["documents"]), len(found["sightings"])) == (2, 3)


def test_what_cannot_be_read_is_kept_with_its_reason_and_stops_nothing(tmp_path):
    source, path = corpus(tmp_path, [*rows_of(STORIES[:1]), "no json", GERMAN, *rows_of(STORIES[1:])]), tmp_path / "l.duckdb"
    counts = built(path, source)
    assert (counts.read, counts.rejected) == (3, 2)
    with Ledger(path) as ledger:
        assert ledger.sql("SELECT locator FROM rejected ORDER BY number").fetchall() == [("line 2",), ("line 3",)]
    assert built(path, source).rejected == 0


class Stopped(Exception):
    pass


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_build_that_breaks_off_goes_on_to_the_same_ledger(tmp_path, after, monkeypatch):
    source = corpus(tmp_path, [*rows_of(STORIES), "no json", *rows_of(STORIES, "Fjord Times")])
    built(tmp_path / "whole.duckdb", source)
    monkeypatch.setattr("sayso.build.run.CHUNK", 2)
    monkeypatch.setattr("sayso.build.run.BATCH", 2)
    calls = 0

    def stop(counts):
        nonlocal calls
        calls += 1
        if calls == after:
            raise Stopped

    with pytest.raises(Stopped):
        built(tmp_path / "broken.duckdb", source, tell=stop)
    built(tmp_path / "broken.duckdb", source)
    assert content(tmp_path / "broken.duckdb") == content(tmp_path / "whole.duckdb")


def test_several_processes_give_what_one_gives(tmp_path):
    source = corpus(tmp_path, [r for k in range(8) for r in rows_of(STORIES, f"Paper {k}")])
    built(tmp_path / "one.duckdb", source)
    built(tmp_path / "two.duckdb", source, workers=2)
    assert content(tmp_path / "one.duckdb") == content(tmp_path / "two.duckdb")


def test_runs_are_written_down(tmp_path):
    source, path = corpus(tmp_path, rows_of(STORIES[:1])), tmp_path / "l.duckdb"
    built(path, source, options={"sources": ["reports.jsonl"]})
    with Ledger(path) as ledger:
        ((run, options, finished, read),) = ledger.sql("SELECT run, options, finished IS NOT NULL, read FROM provenance").fetchall()
    assert (run, json.loads(options), finished, read) == (1, {"sources": ["reports.jsonl"]}, True, 1)


def test_an_item_whose_process_is_brought_down_is_read_again_alone():
    crew = Processes(1)
    item = Raw("a.txt", "", "text", STORIES[0])
    future = crew.submit([item])
    try:
        for process in list(crew._pool._processes.values()):
            process.kill()
        (found,) = crew.result([item], future)
        assert not isinstance(found, Rejection)
    finally:
        crew.close()
