"""Tables of facts are well formed: every cell that a rule reads means something."""

import re
from importlib.resources import files

import pytest

from sayso.data import table
from sayso.records import EventType, Status

TYPES = set(EventType.__args__) | {"-"}
STATUSES = set(Status.__args__)
TABLES = sorted(p.name.removesuffix(".tsv") for p in files("sayso.data").iterdir() if p.name.endswith(".tsv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_what_its_columns_mean(name):
    text = (files("sayso.data") / f"{name}.tsv").read_text(encoding="utf-8")
    assert text.startswith("# ")
    header = " ".join(line for line in text.splitlines() if line.startswith("#"))
    rows = table(name)
    assert rows
    for column in rows[0]:
        assert re.search(rf"\b{re.escape(column)}\b", header), f"{name}.tsv does not explain {column}"


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name):
    rows = [tuple(r.values()) for r in table(name)]
    assert len(set(rows)) == len(rows)


def test_triggers_name_plover_types():
    rows = table("triggers")
    assert len(rows) >= 1200
    for row in rows:
        assert row["type"] in TYPES, row
        assert row["pos"] in ("V", "N", "A"), row
        assert row["strength"] in ("1", "2", "3"), row


def test_cues_and_status_words_give_a_status():
    for row in table("cues"):
        assert row["status"] in STATUSES, row
        assert row["pos"] in ("V", "N", "A", "R", "P"), row
    for row in table("status"):
        assert row["status"] in STATUSES, row


def test_no_trigger_or_cue_knows_a_side():
    sides = {form.lower() for r in table("countries") for column in ("name", "demonyms", "adjectives") for form in r[column].split("|") if form}
    for name in ("triggers", "cues", "status", "settings", "grammar"):
        for row in table(name):
            for cell in row.values():
                assert not sides & set(re.split(r"[;:,+ ]", cell)), row
