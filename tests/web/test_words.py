"""Words are found in all their forms, all of them, and in order."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.ledger.write import insert
from sayso.web import create_app

TEXTS = (
    ("d1", "Bombing of a bridge", date(2031, 1, 5), "Jets struck. The bridges were closed on Tuesday."),
    ("d2", "Talks", date(2031, 3, 1), "A bridge was bombed, " + "and nobody saw it happen, " * 40 + "an officer at the bridge said."),
    ("d3", None, None, "A bridge, undated."),
    ("d4", "Cambridge", date(2031, 4, 1), "An abridged story about المدرسة, ΑΘΗΝΑΣ and İstanbul."),
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "ledger.duckdb"
    with Ledger(path, write=True) as kept:
        rows = [{"id": i, "number": k, "title": t, "published": d, "text": x, "body": [], "words": 9, "model": "m"} for k, (i, t, d, x) in enumerate(TEXTS, 1)]
        insert(kept.connection, "documents", rows)
    client = TestClient(create_app(path), base_url="http://localhost")
    return lambda q, **more: client.get("/api/search", params={"q": q, **more}).json()["documents"]


def ids(answer):
    return [r["id"] for r in answer["rows"]]


def test_forms_of_a_word(found):
    assert ids(found("bridge")) == ["d1", "d2", "d3"], "in the title first, then the latest, what has no day last; not within other words"
    assert set(ids(found("BOMB"))) == {"d1", "d2"}


def test_all_words_have_to_occur(found):
    assert ids(found("bombed officers")) == ["d2"]
    assert found("bombed unheard")["total"] == 0
    assert found("%")["total"] == found("...")["total"] == 0


def test_order_by_day_either_way(found):
    assert ids(found("bridge", sort="published")) == ["d2", "d1", "d3"]
    assert ids(found("bridge", sort="published", order="asc")) == ["d1", "d2", "d3"]


def test_pages(found):
    assert [ids(found("bridge", size=1, page=k)) for k in (1, 2, 3, 4)] == [["d1"], ["d2"], ["d3"], []]
    assert found("bridge", size=1)["total"] == 3


def test_snippets_lie_around_the_word(found):
    snippet = found("officer")["rows"][0]["snippet"]
    assert "an officer at the bridge said." in snippet
    assert len(snippet) < 340


@pytest.mark.parametrize("word", ["المدرسة", "İstanbul", "istanbul", "ISTANBUL", "ΑΘΗΝΑΣ", "αθηνας", "αθηνασ"])
def test_other_scripts_in_either_case(found, word):
    assert ids(found(word)) == ["d4"]
