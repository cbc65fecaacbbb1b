"""Web archives: pages that were answered with 200, each with its address; a broken archive gives what could be read."""

import gzip
import io
import zlib

import brotli
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from sayso.documents import Raw, Rejection, scan, to_document

STORY = (
    "Harbour police arrested two smugglers on Friday, the mayor of Velna said, and seized a boat that had been used to carry arms to the rebels in the north."
)
PAGE = f"<html><head><title>Two held</title></head><body><article><p>{STORY}</p><p>He said: “No more.” {STORY}</p></article></body></html>"


def record(body=PAGE, kind=WarcRecordType.response, content="text/html; charset=utf-8", status="200 OK", url="http://velna.example/1", more=""):
    body = body.encode() if isinstance(body, str) else body
    own = WarcRecord()
    own.init_headers(record_type=kind)
    own.headers["WARC-Target-URI"] = url
    own.headers["WARC-Date"] = "2024-05-05T00:00:00Z"
    if kind == WarcRecordType.response:
        own.headers["Content-Type"] = "application/http; msgtype=response"
        own.set_bytes_content(f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n{more}\r\n".encode() + body)
    else:
        own.headers["Content-Type"] = content
        own.set_bytes_content(body)
    out = io.BytesIO()
    own.write(out)
    return out.getvalue()


def read(path, *records, packed=False):
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    return list(scan([str(path)]))


@pytest.mark.parametrize("packed", [False, True])
def test_pages_come_with_their_address_and_without_the_day_of_the_crawl(tmp_path, packed):
    items = read(
        tmp_path / ("a.warc.gz" if packed else "a.warc"),
        record("software: x", WarcRecordType.warcinfo, "application/warc-fields"),
        record("GET /1 HTTP/1.1\r\n\r\n", WarcRecordType.request, "application/http; msgtype=request"),
        record(),
        record("gone", status="404 Not Found"),
        record(b"\x89PNG", content="image/png"),
        record(b"\0" * 6_000_000, content="video/mp4"),
        record("plain words", content="text/plain", url="<http://velna.example/2>"),
        record("more words", WarcRecordType.resource, "text/plain"),
        record("metadata", WarcRecordType.metadata, "text/plain"),
        packed=packed,
    )
    assert [(i.locator, i.kind, i.data, i.url, i.published) for i in items] == [
        ("record 3", "html", PAGE, "http://velna.example/1", None),
        ("record 7", "text", "plain words", "http://velna.example/2", None),
        ("record 8", "text", "more words", "http://velna.example/1", None),
    ]
    d = to_document(items[0])
    assert (d.title, d.url, d.published) == ("Two held", "http://velna.example/1", None)
    assert STORY in d.text


def test_an_archive_is_told_by_its_content(tmp_path):
    assert read(tmp_path / "a.bin", record(), packed=True)[0].data == PAGE


def test_charsets_come_from_the_head_else_from_the_page(tmp_path):
    items = read(
        tmp_path / "a.warc",
        record(PAGE.encode("cp1252"), content="text/html; charset=ISO-8859-1"),
        record(PAGE.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252"), content="text/html"),
        record(PAGE.encode("utf-16"), content="text/html"),
        record(PAGE.encode("cp1252"), content="text/html"),
        record(PAGE, content="text/html; charset=klingon"),
    )
    assert ["“No more.”" in i.data for i in items[:3]] == [True] * 3
    assert [type(i) for i in items[3:]] == [Rejection] * 2
    assert "bad byte" in items[3].reason
    assert "klingon" in items[4].reason


def test_packed_bodies_are_unpacked(tmp_path):
    data = PAGE.encode()
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (data[:50], data[50:])) + b"0\r\n\r\n"
    items = read(
        tmp_path / "a.warc",
        record(gzip.compress(data), more="Content-Encoding: gzip\r\n"),
        record(zlib.compress(data), more="Content-Encoding: deflate\r\n"),
        record(brotli.compress(data), more="Content-Encoding: br\r\n"),
        record(chunked, more="Transfer-Encoding: chunked\r\n"),
        record(data, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    )
    assert [i.data for i in items] == [PAGE] * 5


def test_a_bad_page_costs_itself(tmp_path):
    truncated = record().replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date", 1)
    items = read(
        tmp_path / "a.warc",
        record(gzip.compress(PAGE.encode())[:-9], more="Content-Encoding: gzip\r\n"),
        record(gzip.compress(b"x" * 50_000_000), more="Content-Encoding: gzip\r\n"),
        record("x" * 5_000_001),
        record("x" * 9_000_000),
        record(more="Content-Encoding: sdch\r\n"),
        record(more=f"X-Long: {'x' * 100_000}\r\n"),
        truncated,
        record(),
    )
    assert [type(i) for i in items] == [Rejection] * 7 + [Raw]
    assert [i.locator for i in items] == [f"record {k}" for k in range(1, 9)]
    for item, what in zip(items, ("middle of its packing", "5 MB", "5 MB", "5 MB", "sdch", "HTTP head", "cut off by the crawler"), strict=False):
        assert what in item.reason
        assert "velna.example" in item.reason


@pytest.mark.parametrize("cut", [2, 10, 300, -30, -200])
def test_a_plain_archive_that_breaks_off_gives_what_could_be_read(tmp_path, cut):
    whole = [record(url=f"http://velna.example/{k}") for k in range(5)]
    data = b"".join(whole[:4]) + whole[4][:cut]
    (tmp_path / "a.warc").write_bytes(data)
    *items, last = scan([str(tmp_path / "a.warc")])
    assert [i.url for i in items] == [f"http://velna.example/{k}" for k in range(4)]
    assert last.locator == "record 5"
    assert any(what in last.reason for what in ("the middle of a record", "the head of a record", "Invalid WARC header"))


@pytest.mark.parametrize("cut", [3, 30, 200, -4, -12, -40])
def test_a_gzipped_archive_that_breaks_off_gives_what_could_be_read(tmp_path, cut):
    whole = [gzip.compress(record(url=f"http://velna.example/{k}")) for k in range(5)]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(whole[:4]) + whole[4][:cut])
    *items, last = scan([str(tmp_path / "a.warc.gz")])
    assert [i.url for i in items][:4] == [f"http://velna.example/{k}" for k in range(4)]
    assert last.locator == f"record {len(items) + 1}"
    assert "gzip" in last.reason


def test_damage_in_the_middle_is_told_where_it_is(tmp_path):
    whole = [gzip.compress(record(url=f"http://velna.example/{k}")) for k in range(5)]
    whole[2] = whole[2][:60] + b"\0" * 20 + whole[2][80:]
    *items, last = read(tmp_path / "a.warc.gz", *whole)
    assert len(items) == 2
    assert last.locator == "record 3"
    *items, last = read(tmp_path / "b.warc", record(), b"no record at all\r\n\r\n" * 20, record())
    assert len(items) == 1
    assert last.locator == "record 2"
    assert "broken here" in last.reason


def test_an_archive_without_pages_is_told(tmp_path):
    (item,) = read(tmp_path / "a.warc", record(status="404 Not Found"), record("x", WarcRecordType.metadata))
    assert "no pages in its 2 records" in item.reason
