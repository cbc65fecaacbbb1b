"""The command as a user types it."""

import csv
import io
import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(str(p) for p in (ROOT / "examples").glob("*.txt"))
SCHEMA = json.loads((files("sayso.data") / "report.schema.json").read_text(encoding="utf-8"))


def sayso(*args, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "sayso", *args],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )


def test_help_and_version_name_the_command():
    assert "read" in sayso("--help").stdout
    assert sayso("--version").stdout.startswith("sayso ")


def test_json_of_one_file_is_one_report_that_fits_the_schema(weights):
    done = sayso("read", EXAMPLES[0], "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA, cls=jsonschema.Draft202012Validator)
    text = Path(EXAMPLES[0]).read_text(encoding="utf-8")
    assert report["assertions"]
    for a in report["assertions"]:
        t = a["event"]["trigger"]
        assert text[t["start"] : t["end"]] == t["text"]


def test_several_files_give_an_array_lines_or_one_table(weights):
    assert len(json.loads(sayso("read", *EXAMPLES, "--format", "json").stdout)) == len(EXAMPLES)
    assert len(sayso("read", *EXAMPLES, "--format", "jsonl").stdout.splitlines()) == len(EXAMPLES)
    rows = list(csv.DictReader(io.StringIO(sayso("read", *EXAMPLES, "--format", "csv").stdout)))
    assert len({r["document_id"] for r in rows}) == len(EXAMPLES)


def test_text_in_a_pipe_is_plain_and_narrow(weights):
    done = sayso("read", *EXAMPLES)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_the_same_text_gives_the_same_bytes(weights):
    assert sayso("read", EXAMPLES[1], "--format", "json").stdout == sayso("read", EXAMPLES[1], "--format", "json").stdout


def test_standard_input_and_output_file(weights, tmp_path):
    target = tmp_path / "out.json"
    done = sayso(
        "read",
        "-",
        "--format",
        "json",
        "--published",
        "2024-03-14",
        "--publisher",
        "The Velna Post",
        "--output",
        str(target),
        stdin="The army shelled the town on Monday.",
    )
    assert (done.returncode, done.stdout) == (0, "")
    document = json.loads(target.read_text(encoding="utf-8"))["document"]
    assert (document["published"], document["publisher"]) == ("2024-03-14", "The Velna Post")
    assert list(tmp_path.iterdir()) == [target]


def test_one_bad_file_never_stops_the_others(weights, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    done = sayso("read", str(empty), EXAMPLES[0], str(tmp_path / "missing.txt"), "--format", "jsonl")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert "empty.txt: is empty" in lines[0]
    assert "missing.txt: no such file" in lines[1]


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["{tmp}/none.txt"], "no such file"),
        (["{tmp}"], "is a folder"),
        (["{example}", "--published", "05/10/2015"], "write it as YYYY-MM-DD"),
        (["{example}", "--output", "{tmp}/no/such/out.json"], "its folder does not exist"),
        (["{example}", "--min-confidence", "7"], "give a number from 0 to 1"),
    ],
)
def test_bad_input_gets_one_line_and_status_2(tmp_path, args, what):
    done = sayso("read", *(a.format(tmp=tmp_path, example=EXAMPLES[0]) for a in args))
    assert done.returncode == 2
    assert what in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_docs_tell_every_option_as_the_program_has_it():
    printed = subprocess.run([sys.executable, str(ROOT / "scripts" / "docs.py")], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == printed, "docs/cli.md is stale: run scripts/docs"
    for option in ("--published", "--publisher", "--format", "--min-confidence", "--output"):
        assert f"`{option} " in printed
