"""Tables: any text comes through as it is; a bad row costs that row; columns are told by their names."""

import csv
import datetime
import gzip
import json
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import InputError
from sayso.documents import Columns, Raw, Rejection, scan
from sayso.documents.columns import guess


def read(path, columns=None, **options):
    return list(scan([str(path)], columns, **options))


def texts(items):
    return [item.data for item in items if isinstance(item, Raw)]


def faults(items):
    return [(item.locator, item.reason) for item in items if isinstance(item, Rejection)]


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def as_csv(path, texts):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["text", "n"], *([t, k] for k, t in enumerate(texts))])


def as_lines(path, texts):
    write(path, "".join(json.dumps({"text": t}, ensure_ascii=k % 2 == 0) + "\n" for k, t in enumerate(texts)))


def as_list(path, texts):
    write(path, json.dumps([{"text": t} for t in texts], indent=1))


def as_parquet(path, texts):
    pq.write_table(pa.table({"text": pa.array(texts, pa.string())}), path, row_group_size=3)


FORMS = {"a.csv": as_csv, "a.jsonl": as_lines, "a.json": as_list, "a.parquet": as_parquet}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=8))
def test_any_texts_come_back_the_same_in_order(tmp_path, wanted):
    for name, save in FORMS.items():
        save(tmp_path / name, wanted)
        items = read(tmp_path / name)
        assert faults(items) == []
        assert texts(items) == wanted
        if name != "a.parquet":
            path = tmp_path / f"{name}.gz"
            path.write_bytes(gzip.compress((tmp_path / name).read_bytes()))
            assert texts(read(path)) == wanted


@pytest.mark.parametrize("name", FORMS)
def test_long_texts_go_through_and_longer_ones_are_refused(tmp_path, name):
    wanted = ["short", "é" * 1_000_000 + '"', "x" * 5_000_000, "y" * 5_000_001, "z"]
    FORMS[name](tmp_path / name, wanted)
    items = read(tmp_path / name)
    assert texts(items) == [wanted[0], wanted[1], wanted[2], wanted[4]]
    assert len(faults(items)) == 1
    assert "larger than 5 MB" in faults(items)[0][1]


@pytest.mark.parametrize("name", FORMS)
def test_many_rows_take_no_more_memory_than_few(tmp_path, name):
    FORMS[name](tmp_path / name, [str(k) + " a report of a thousand words" * 200 for k in range(10_000)])
    next(scan([str(tmp_path / name)]))  # what is loaded once is no part of it
    tracemalloc.start()
    rows = sum(1 for _ in scan([str(tmp_path / name)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 10_000
    assert peak < 10_000_000  # the texts have 58 million characters


def test_columns_are_told_by_their_names(tmp_path):
    path = write(tmp_path / "a.csv", "Headline,Pub-Date,Body,Source,LINK,n\nA,2024-01-01,b c,The Post,http://x,1\n")
    shown = []
    (item,) = read(path, shown=lambda source, columns: shown.append((source, columns)))
    assert (item.title, item.published, item.data, item.publisher, item.url, item.locator) == ("A", "2024-01-01", "b c", "The Post", "http://x", "row 1")
    assert shown == [(str(path), Columns("Body", "Headline", "Pub-Date", "Source", "LINK"))]


def test_the_columns_that_the_user_gives_go_first(tmp_path):
    path = write(tmp_path / "a.csv", "id,text,lead,date\nx7,a,b,c\n")
    (item,) = read(path, Columns(text="lead", title="date", id="id"))
    assert (item.data, item.title, item.published, item.locator) == ("b", "c", None, "id x7")


def test_a_column_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(InputError) as error:
        guess(["a", "b"], Columns(title="head"), "x.csv")
    assert all(part in str(error.value) for part in ("x.csv", "'head'", "'a', 'b'", "--title-column"))
    with pytest.raises(InputError, match="--text-column"):
        guess(["a", "b"], Columns(), "x.csv")
    with pytest.raises(InputError, match="more than one"):
        guess(["text", "text"], Columns(), "x.csv")
    with pytest.raises(InputError, match="and 30 more"):
        guess([f"c{k}" for k in range(50)], Columns(), "x.csv")


def test_a_file_without_a_column_of_texts_is_refused_as_a_whole(tmp_path):
    write(tmp_path / "a.csv", "a,b\n1,2\n3,4\n")
    write(tmp_path / "b.jsonl", '{"a": 1}\n{"a": 2}\n')
    pq.write_table(pa.table({"a": [1, 2]}), tmp_path / "c.parquet")
    items = read(tmp_path)
    assert [item.locator for item in items] == [""] * 3
    assert all("no column that is known to hold text" in item.reason for item in items)


@pytest.mark.parametrize(("name", "data"), [("a.csv", "text,n\n"), ("a.csv", "\n\n"), ("a.json", "[]"), ("a.jsonl", "\n\n"), ("a.json", " ")])
def test_a_table_without_rows_is_told(tmp_path, name, data):
    (item,) = read(write(tmp_path / name, data))
    assert isinstance(item, Rejection)


def test_wrong_quotes_cost_their_row_and_name_its_line(tmp_path):
    items = read(write(tmp_path / "a.csv", 'text,n\n"two\nlines",1\n"He" said,2\ngood,3\ntoo,many,4\nfew\n\ngood too,5\n"never closed,6\nlost,7\n'))
    assert texts(items) == ["two\nlines", "good", "good too"]
    assert [locator for locator, _ in faults(items)] == ["row 2", "row 4", "row 5", "row 7"]
    reasons = [reason for _, reason in faults(items)]
    assert "line 4: the quotes are wrong" in reasons[0]
    assert "line 6: has 3 cells where the header has 2" in reasons[1]
    assert "line 7: has 1 cells" in reasons[2]
    assert "lines 10 to 11: a quote was opened and never closed" in reasons[3]


def test_a_quote_that_is_never_closed_costs_no_more_than_a_row_may_have(tmp_path):
    path = write(tmp_path / "a.csv", 'text\n"never closed\n' + "lost\n" * 1_100_000 + "good\n")
    items = read(path)
    assert faults(items)[0][0] == "row 1"
    assert "never closed" in faults(items)[0][1]
    assert texts(items)[-1] == "good"


def test_a_wrong_byte_costs_its_row_and_is_named_with_its_line(tmp_path):
    items = read(write(tmp_path / "a.csv", b"text\na\nb\xffb\nc\n"))
    assert texts(items) == ["a", "c"]
    assert faults(items) == [("row 2", "line 3: is not UTF-8: bad byte at 1")]
    items = read(write(tmp_path / "a.jsonl", b'{"text": "a"}\n{"text": "\xff"}\n{"text": "c"}\n'))
    assert texts(items) == ["a", "c"]
    assert faults(items) == [("line 2", "is not UTF-8: bad byte at 10 of the line")]
    items = read(write(tmp_path / "a.json", b'[{"text": "a"},\n{"text": "\xff"}]'))
    assert "bad byte at 26" in faults(items)[0][1]


def test_separators_are_told_by_the_header(tmp_path):
    for name, data in (("a.csv", "text;n\na, b;1\n"), ("b.tsv", "text\tn\na, b\t1\n"), ("c.csv", "text\tn\na, b\t1\n"), ("d.csv", '\ufefftext,n\n"a, b",1\n')):
        assert texts(read(write(tmp_path / name, data))) == ["a, b"]


def test_bad_lines_of_json_cost_themselves(tmp_path):
    data = (
        '\ufeff{"text": "a"}\nnonsense\n[1]\n{"text": 1}\n{"text": null}\n{"body": "b"}\n'
        + "[" * 100_000
        + '\n\n{"text": "z", "title": {"a": 1}}\n{"text": "z"}'
    )
    items = read(write(tmp_path / "a.jsonl", data), Columns(title="title"))
    assert texts(items) == ["a", "z"]
    assert [locator for locator, _ in faults(items)] == [f"line {k}" for k in (2, 3, 4, 5, 6, 7, 9)]


def test_objects_and_lists_are_no_columns_unless_given(tmp_path):
    (item,) = read(write(tmp_path / "a.json", '{"text": "a", "source": {"name": "x"}, "site": "The Post"}'))
    assert item.publisher == "The Post"


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("a.json", '{"text": "a"}', ["a"]),
        ("a.json", '{\n "text":\n "a"\n}', ["a"]),
        ("a.json", '{"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        ("a.json", '{"text": "a"} {\n"text": "b"}', ["a", "b"]),
        ("a.jsonl", '[{"text": "a"},\n{"text": "b"}]', ["a", "b"]),
        ("a.jsonl", '{\n"text": "a"\n}', ["a"]),
        ("a.ndjson", '{"text": "a"}', ["a"]),
    ],
)
def test_lines_lists_and_objects_are_told_apart_by_content(tmp_path, name, data, wanted):
    items = read(write(tmp_path / name, data))
    assert faults(items) == []
    assert texts(items) == wanted


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ('[{"text": "a"}, {"text": "b"', "ends in the middle"),
        ('[{"text": "a"}', "not closed"),
        ('[{"text": "a"} {"text": "b"}]', "comma"),
        ('[{"text": "a"}, {"text": oh}, {"text": "c"}]', "Expecting value"),
        ('[{"text": "a"}] and more', "after the end"),
        ('[{"text": "a"}, 3' + "0" * 5000 + "]", "no JSON that can be read"),
    ],
)
def test_a_fault_in_a_list_costs_what_comes_after_it(tmp_path, data, what):
    items = read(write(tmp_path / "a.json", data))
    assert texts(items) == ["a"]
    assert [locator for locator, _ in faults(items)] == ["row 2"]
    assert what in faults(items)[0][1]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_gzip_that_breaks_off_gives_what_could_be_read(tmp_path, name):
    wanted = [f"report {k}: {k * k}" for k in range(20_000)]
    FORMS[name](tmp_path / name, wanted)
    *items, last = read(write(tmp_path / f"{name}.gz", gzip.compress((tmp_path / name).read_bytes())[:-2000]))
    assert len(items) > 1000
    assert [item.data for item in items] == wanted[: len(items)]
    assert "gzip data ends too early" in last.reason
    assert last.locator == f"{'line' if name == 'a.jsonl' else 'row'} {len(items) + 1}"


def test_damaged_gzip_is_told(tmp_path):
    wanted = [f"report {k}: {k * k}" for k in range(20_000)]
    as_lines(tmp_path / "a.jsonl", wanted)
    packed = bytearray(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    packed[len(packed) // 2 : len(packed) // 2 + 50] = bytes(50)
    items = read(write(tmp_path / "a.jsonl.gz", bytes(packed)))
    assert texts(items)[:1000] == wanted[:1000]
    assert "gzip data is damaged" in faults(items)[-1][1]


def test_parquet_takes_times_numbers_and_bytes_and_skips_what_it_cannot(tmp_path):
    stamp = datetime.datetime(2024, 3, 14, 23, 30, tzinfo=datetime.UTC)
    table = pa.table(
        {
            "text": pa.array([b"a", None, b"\xff", b"d"], pa.binary()),
            "date": pa.array([stamp] * 4, pa.timestamp("ns", "UTC")),
            "title": [1, 2, 3, 4],
            "source": [["x"], [], None, ["y"]],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    items = read(tmp_path / "a.parquet")
    assert [(i.data, i.title, i.published, i.publisher) for i in items if isinstance(i, Raw)] == [
        ("a", "1", "2024-03-14T23:30:00+00:00", None),
        ("d", "4", "2024-03-14T23:30:00+00:00", None),
    ]
    assert [locator for locator, _ in faults(items)] == ["row 2", "row 3"]


def test_parquet_that_breaks_off_gives_what_could_be_read(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"report {k} {k * k}" for k in range(20_000)]}), path, row_group_size=1000)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20_000] = b"\xff" * 20_000
    path.write_bytes(data)
    *items, last = read(path)
    assert 1000 < len(items) < 20_000
    assert all(isinstance(item, Raw) for item in items)
    assert last.locator == f"row {len(items) + 1}"
