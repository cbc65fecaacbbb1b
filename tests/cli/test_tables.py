"""Actors and places of one's own, from the command line into a reading."""

import json
import os
import subprocess
import sys


def sayso(home, *args, stdin=None):
    env = {**os.environ, "PYTHONUTF8": "1", "SAYSO_HOME": str(home)}
    return subprocess.run([sys.executable, "-m", "sayso", *args], input=stdin, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


def test_an_added_actor_is_known_in_the_next_reading(tmp_path, weights):
    table = tmp_path / "mine.csv"
    table.write_text("name,iso3,sector,id\nRiver Guard,MLI,rebel,rg-1\n", encoding="utf-8")
    added = sayso(tmp_path / "home", "actors", "add", str(table))
    assert (added.returncode, added.stderr) == (0, "")
    read = sayso(tmp_path / "home", "read", "-", "--format", "json", stdin="The River Guard attacked the town on Friday, killing six people.")
    assert read.returncode == 0, read.stderr
    actors = [p for a in json.loads(read.stdout)["assertions"] for p in a["actors"]]
    assert {(p["id"], p["iso3"], p["sector"]) for p in actors if p["name"].endswith("River Guard")} == {("rg-1", "MLI", "rebel")}


def test_what_cannot_be_added_or_imported_gets_one_line(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("title\nx\n", encoding="utf-8")
    for args in (("actors", "add", str(bad)), ("actors", "add", str(tmp_path / "none.csv")), ("places", "import", str(bad))):
        done = sayso(tmp_path / "home", *args)
        assert done.returncode == 2
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert str(tmp_path) in done.stderr


def test_a_home_that_cannot_be_written_gets_one_line(tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text("name\nRiver Guard\n", encoding="utf-8")
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    done = sayso(blocked, "actors", "add", str(table))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "SAYSO_HOME" in done.stderr
