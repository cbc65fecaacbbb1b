"""Files and folders are found in a fixed order, told apart by their content, and what cannot be taken stops nothing."""

import gzip
import os
import pickle
from dataclasses import replace
from datetime import date

import pytest

from sayso import InputError
from sayso.documents import Columns, Raw, Rejection, scan, to_document

STORY = (
    "Harbour police arrested two smugglers on Friday, the mayor of Velna said, and seized a boat that had been used to carry arms to the rebels in the north."
)
PAGE = f"<!doctype html><html><head><title>Two held</title></head><body><article><h1>Two held</h1><p>{STORY}</p><p>{STORY}</p></article></body></html>"


def one(path, **options):
    (item,) = scan([str(path)], **options)
    return item


def refused(path):
    item = one(path)
    assert isinstance(item, Rejection)
    assert item.source == str(path)
    assert item.mend
    return item.reason


def test_a_folder_is_walked_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.html", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "c.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"text": "x"}' if name == "c.jsonl" else STORY)
    found = [os.path.relpath(item.source, tmp_path) for item in scan([str(tmp_path)])]
    assert found == ["a/b/c.txt", "a/z.html", "b.txt", "c.jsonl"]
    assert [item.source for item in scan([str(tmp_path / "c.jsonl"), str(tmp_path / "a")])] == [
        str(tmp_path / name) for name in ("c.jsonl", "a/b/c.txt", "a/z.html")
    ]


def test_a_source_that_is_not_there_is_told_before_anything_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(InputError, match="no such file"):
        scan([str(tmp_path / "a.txt"), str(tmp_path / "none")])


def test_a_key_is_the_items_own(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    raw = one(path)
    assert raw == one(path)
    assert raw.key == one(path).key
    assert len(raw.key) == 32
    changed = [replace(raw, **{name: "x"}) for name in ("source", "locator", "kind", "data", "title", "publisher", "published", "url")]
    assert len({raw.key, *(c.key for c in changed)}) == 9
    assert [c.content == raw.content for c in changed] == [True, True] + [False] * 6
    assert Rejection("a", "", "b", "c").key == Rejection("a", "", "b", "c").key != Rejection("a", "b", "", "c").key


def test_items_go_to_other_processes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    for item in (one(path), Rejection("a", "b", "c", "d"), Columns("text")):
        assert pickle.loads(pickle.dumps(item)) == item


def test_pages_and_texts_come_as_bytes_and_are_told_apart_later(tmp_path):
    for name, data in (("a.txt", STORY), ("b.html", PAGE), ("c", STORY), ("d.txt", PAGE)):
        (tmp_path / name).write_text(data)
    items = list(scan([str(tmp_path)]))
    assert [item.kind for item in items] == ["bytes"] * 4
    documents = [to_document(item) for item in items]
    assert [d.title for d in documents] == [None, "Two held", None, "Two held"]
    assert documents[0].text == STORY
    assert "<p>" not in documents[3].text


def test_gzipped_texts_are_read(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(STORY.encode()))
    assert one(path).data == STORY.encode()
    path.write_bytes(gzip.compress(STORY.encode())[:-9])
    assert "gzip" in refused(path)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.zip", b"PK\x03\x04", "a zip archive"),
        ("a.xml", b"<?xml version='1.0'?><!-- x --><note/>", "<note>"),
        ("a.xml", b"just words", "no RSS or Atom feed"),
        ("a.warc", b"just words", "no WARC file"),
        ("a.parquet", b"just words", "no Parquet file"),
        ("a.parquet.gz", gzip.compress(b"PAR1"), "gzipped Parquet"),
        ("a.parquet", b"PAR1 and no more", "cannot be read"),
        ("a.csv", "text\nx".encode("utf-16"), "UTF-16"),
        ("a.txt", b"x" * 5_000_001, "larger than 5 MB"),
        ("a.html.gz", gzip.compress(b"x" * 50_000_000), "larger than 5 MB"),
    ],
)
def test_what_is_no_report_is_refused_by_its_content(tmp_path, name, data, what):
    path = tmp_path / name
    path.write_bytes(data)
    assert what in refused(path)


def test_a_file_of_an_unknown_kind_is_read_only_where_it_is_named(tmp_path):
    path = tmp_path / "a.report"
    path.write_text(STORY)
    assert one(path).data == STORY.encode()
    (item,) = scan([str(tmp_path)])
    assert isinstance(item, Rejection)
    assert ".report" in item.reason


def test_folders_and_files_that_cannot_be_opened_are_told(tmp_path):
    assert "empty folder" in refused(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "again").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    found = {os.path.basename(item.source): item.reason for item in scan([str(tmp_path)])}
    assert list(found) == ["again", "gone", "pipe"]
    assert "link to a folder" in found["again"]
    assert "broken link" in found["gone"]


def test_a_bad_file_stops_nothing(tmp_path):
    (tmp_path / "a.csv").write_text("no,report\n1,2\n")
    (tmp_path / "b.txt").write_text(STORY)
    assert [type(item) for item in scan([str(tmp_path)])] == [Rejection, Raw]


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-14",
        "2024-03-14T23:30:00-05:00",
        "2024-03-14T00:10:00Z",
        "2024-03-14 10:00",
        "2024-03-14T10:00:00.123456789Z",
        "20240314",
        "20240314T100000Z",
        "20240314100000",
        "2024/03/14",
        "Thu, 14 Mar 2024 23:30:00 -0500",
        "Thu, 14 Mar 24 10:00:00 GMT",
        "Thursday, 14-Mar-24 10:00:00 GMT",
        "Thu Mar 14 10:00:00 2024",
        "14 March 2024",
        "March 14, 2024 10:00",
    ],
)
def test_dates_of_many_forms_are_days_in_their_own_zone(value):
    assert to_document(Raw("a", "", "text", STORY, published=value)).published == date(2024, 3, 14)


@pytest.mark.parametrize("value", ["05/10/2015", "2024", "2024-W11", "yesterday", "2024-13-01", "1710410400", "March 2024"])
def test_a_date_that_cannot_be_told_is_refused_with_its_place(value):
    with pytest.raises(InputError, match=r"a, row 3: .*; write it as YYYY-MM-DD"):
        to_document(Raw("a", "row 3", "text", STORY, published=value))


def test_what_the_source_says_reaches_the_document():
    for kind, data in (("text", STORY), ("html", PAGE), ("bytes", PAGE.encode())):
        d = to_document(Raw("a", "row 1", kind, data, "A title", "The Velna Post", "2024-03-14", "http://velna.example/1"))
        assert (d.title, d.publisher, d.published, d.url) == ("A title", "The Velna Post", date(2024, 3, 14), "http://velna.example/1")
        assert STORY in d.text


def test_what_the_user_gives_holds_where_the_source_says_nothing(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x", "date": "2024-01-01", "publisher": "A"}\n{"text": "y"}\n')
    items = list(scan([str(path)], published=date(2023, 1, 1), publisher="B"))
    assert [(i.published, i.publisher) for i in items] == [("2024-01-01", "A"), ("2023-01-01", "B")]


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<ul><li>x", "<div>x"])
def test_pages_nested_without_end_are_refused_at_once(tag):
    with pytest.raises(InputError, match="nested too deep"):
        to_document(Raw("a", "", "html", f"<html><body>{tag * 10_000}<p>{STORY}</p></body></html>"))


def test_a_tag_of_very_many_attributes_is_refused_at_once():
    page = f"<html><body><div {' '.join(f'a{k}=x' for k in range(100_000))}><p>{STORY}</p></div></body></html>"
    with pytest.raises(InputError, match="attributes"):
        to_document(Raw("a", "", "html", page))


def test_old_pages_keep_their_quotation_marks():
    data = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>{STORY}</p><p>He said: “No more”, and {STORY}</p></article></body></html>'
    assert "“No more”" in to_document(Raw("a", "", "bytes", data.encode("cp1252"))).text
