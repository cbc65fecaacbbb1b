"""The JSON API and the files to take away."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

LISTS = ("incidents", "assertions", "disputes", "reports", "sources")


def test_lists_are_paged(client):
    found = client.get("/api/incidents?size=10&page=2").json()
    assert (found["total"], found["page"], found["size"], len(found["rows"])) == (32, 2, 10, 10)
    for name in LISTS:
        answer = client.get(f"/api/{name}?size=1").json()
        assert answer["total"] >= len(answer["rows"]) == 1


def test_the_same_filters_as_the_pages(client):
    assert [r["id"] for r in client.get("/api/incidents?contested=true").json()["rows"]] == ["i1"]
    assert {r["assertion_id"] for r in client.get("/api/assertions?contested=true").json()["rows"]} == {"a1", "a2"}
    assert client.get("/api/disputes?type=PROTEST").json()["total"] == 0


def test_records_whole(client):
    incident = client.get("/api/incidents/i1").json()
    assert [p["status"] for p in incident["positions"]] == ["actual", "denied"]
    assert incident["disputes"][0]["ground"] == "occurrence"
    report = client.get("/api/reports/d1").json()
    assert [a["trigger"] for a in report["assertions"]] == ["bombed", "bombed", "protested"]
    assert report["text"][slice(*(report["assertions"][0][f"trigger_{x}"] for x in ("start", "end")))] == "bombed"
    assert client.get("/api/incidents/none").json() == {"error": "The ledger has no incident none."}
    assert client.get("/api/search?q=school").json()["assertions"]["total"] == 3
    assert client.get("/api/summary?contested=true").json()["figures"]["incidents"] == 1


def test_the_description_names_every_filter_and_no_answer_that_is_never_given(client):
    found = client.get("/api/openapi.json").json()
    names = {p["name"] for p in found["paths"]["/api/incidents"]["get"]["parameters"]}
    assert names == {"since", "until", "type", "actor", "place", "source", "status", "grade", "contested", "sort", "order", "page", "size"}
    assert all("422" not in operation["responses"] for path in found["paths"].values() for operation in path.values())


@pytest.mark.parametrize("table", [*LISTS, "source", "found-reports", "found-assertions"])
def test_each_table_comes_in_three_shapes_that_agree(client, table):
    query = "?name=Doctors" if table == "source" else "?q=schools" if table.startswith("found") else ""
    csv_, json_, parquet = (client.get(f"/download/{table}.{shape}{query}") for shape in ("csv", "json", "parquet"))
    rows = list(csv.DictReader(io.StringIO(csv_.text)))
    assert f'filename="{table}.csv"' in csv_.headers["content-disposition"]
    assert rows
    assert len(rows) == len(json.loads(json_.text)) == pq.read_table(io.BytesIO(parquet.content)).num_rows
    assert list(rows[0]) == list(json.loads(json_.text)[0])


def test_files_keep_to_the_filters_of_their_page(client):
    assert [r["id"] for r in client.get("/download/incidents.json?contested=true").json()] == ["i1"]
    assert next(csv.DictReader(io.StringIO(client.get("/download/incidents.csv?contested=true").text)))["recipients"] == "a school; Doctors"
    assert client.get("/download/incidents.csv?type=x").status_code == 400
    assert client.get("/download/source.csv").status_code == 400
    assert client.get("/download/passwords.csv").status_code == 404
