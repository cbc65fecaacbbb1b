"""Hostile reports, strange requests and broken ledgers."""

import re
import shutil
from html.parser import HTMLParser

import duckdb
import pytest
from starlette.testclient import TestClient

from sayso.errors import InputError
from sayso.ledger import Ledger
from sayso.web import create_app

from .conftest import EVIL, fill

BAD = (
    "page=0", "page=x", "page=99999999", "size=0", "size=5000", "since=2031", "since=yesterday", "until=2031-13-01", "type=WAR", "status=maybe", "grade=A",
    "contested=perhaps", "sort=password", "order=up", "actor=" + "x" * 101, "place=%00",
)  # fmt: skip


class Tags(HTMLParser):
    """All tags and attributes of a page."""

    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_every_answer_forbids_scripts_of_its_own_and_sets_no_cookie(client):
    for path in ("/", "/incident/i1", "/nix", "/?page=0", "/api/incidents", "/static/sayso.css", "/download/incidents.csv"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ["/", "/incident/i1", "/report/d1", "/disputes", "/sources", "/reports", "/search?q=school", "/search?q=<script>"])
def test_no_word_of_a_report_becomes_a_tag(hostile, path):
    answer = hostile.get(path)
    assert answer.status_code == 200
    page = Tags()
    page.feed(answer.text)
    scripts = [a for t, a in page.tags if t == "script" and a != {"src": "/static/built/htmx.js", "defer": None}]
    assert scripts == [{"src": "/static/sayso.js", "defer": None}]
    assert not [t for t, _ in page.tags if t in ("img", "iframe", "object", "embed", "style", "base")]
    for tag, attributes in page.tags:
        assert not [k for k in attributes if k.startswith("on") or k in ("style", "srcdoc")], (tag, attributes)
        assert not (attributes.get("href") or "").lower().startswith("javascript"), attributes
    assert "{{ 7*7 }}" in answer.text or path == "/search?q=<script>", "a template in a report is words"


def test_a_hostile_source_has_its_page(hostile):
    answer = hostile.get("/source", params={"name": "onerror"})
    assert answer.status_code == 200
    assert "<img" not in answer.text


def test_hostile_words_survive_the_api_unchanged(hostile):
    assert hostile.get("/api/reports/d1").json()["title"] == EVIL
    answer = hostile.get("/api/incidents?actor=onerror")
    assert answer.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("query", BAD)
def test_a_bad_filter_is_answered_with_what_is_wrong(client, query):
    name = query.split("=")[0]
    page, api = client.get(f"/?{query}"), client.get(f"/api/incidents?{query}")
    assert page.status_code == api.status_code == 400
    assert f"{name}: " in page.text
    assert api.json()["error"].startswith(f"{name}: ")


def test_a_wrong_value_is_shown_escaped(client):
    answer = client.get("/?type=<script>window.ran=1</script>")
    assert answer.status_code == 400
    assert "<script>window" not in answer.text


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8000", 200), ("127.0.0.1", 200), ("[::1]:8000", 200), ("evil.example", 421), ("localhost.evil.example", 421), ("", 421), ("[", 421)],
)
def test_only_our_own_host_names_are_answered(client, host, status):
    assert client.get("/api/sources", headers={"host": host}).status_code == status


def test_a_host_may_be_allowed(ledger_file):
    other = TestClient(create_app(ledger_file, ("desk.example",)), base_url="http://desk.example")
    assert other.get("/sources").status_code == 200


def test_addresses_are_bounded_and_nothing_is_taken(client):
    assert client.get("/?actor=" + "x" * 5000).status_code == 414
    assert client.post("/", content="x").status_code == 405
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


def test_a_ledger_that_cannot_be_opened_is_told_at_once(tmp_path):
    with pytest.raises(InputError, match="no such ledger"):
        create_app(tmp_path / "none.duckdb")
    (tmp_path / "text.duckdb").write_text("not a database, but long enough to look at" * 200)
    with pytest.raises(InputError):
        create_app(tmp_path / "text.duckdb")
    with duckdb.connect(str(tmp_path / "newer.duckdb")) as db:
        db.execute("CREATE TABLE sayso_schema (version INTEGER); INSERT INTO sayso_schema VALUES (999)")
    with pytest.raises(InputError, match="newer Sayso"):
        create_app(tmp_path / "newer.duckdb")


def test_a_ledger_that_goes_while_it_is_served_gets_a_page_that_says_so_and_comes_back(ledger_file, tmp_path):
    path = tmp_path / "ledger.duckdb"
    shutil.copy(ledger_file, path)
    served = TestClient(create_app(path), base_url="http://localhost")
    assert served.get("/").status_code == 200
    path.unlink()
    page, api = served.get("/"), served.get("/api/incidents")
    assert page.status_code == api.status_code == 503
    assert "no such ledger" in page.text
    assert "no such ledger" in api.json()["error"]
    path.write_bytes(b"broken " * 1000)
    assert served.get("/").status_code == 503
    path.unlink()
    shutil.copy(ledger_file, path)
    assert served.get("/").status_code == 200


def test_a_ledger_that_has_changed_is_read_anew(tmp_path):
    path = tmp_path / "ledger.duckdb"
    with Ledger(path, write=True) as kept:
        fill(kept, incidents=1)
    served = TestClient(create_app(path), base_url="http://localhost")
    assert served.get("/api/incidents").json()["total"] == 3
    other = tmp_path / "other.duckdb"
    with Ledger(other, write=True) as kept:
        fill(kept, incidents=4)
    other.replace(path)
    assert served.get("/api/incidents").json()["total"] == 6


def test_an_empty_ledger_has_pages(tmp_path):
    path = tmp_path / "empty.duckdb"
    Ledger(path, write=True).close()
    served = TestClient(create_app(path), base_url="http://localhost")
    for page in ("/", "/sources", "/disputes", "/reports", "/search?q=x"):
        assert served.get(page).status_code == 200
    assert re.search("No incident", served.get("/").text)
