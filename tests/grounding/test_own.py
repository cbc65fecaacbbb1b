"""A user's own actors, from each kind of file, kept and found again."""

import json

import pytest

from sayso.errors import InputError
from sayso.grounding import actors, own
from sayso.records import Party


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    own.forms.cache_clear()
    yield
    own.forms.cache_clear()


def file(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_added_and_names_are_known(tmp_path):
    path = file(tmp_path, "mine.csv", "name,aliases,iso3,sector,id\nRiver Guard,the Guard of the River|RG,MLI,rebel,rg-1\nHill Union,,,,\n")
    assert own.add(own.load(path)) == 2
    party = actors.known(Party("the Guard of the River", 0, 5), None)
    assert (party.id, party.iso3, party.sector) == ("rg-1", "MLI", "rebel")
    assert actors.known(Party("Hill Union", 0, 5), None).id == "own:hill-union"


def test_the_newer_one_of_a_name_is_kept(tmp_path):
    own.add([own.Actor("River Guard", iso3="MLI"), own.Actor("Hill Union")])
    assert own.add([own.Actor("River Guard", iso3="NER")]) == 2
    assert own.forms()["river guard"].iso3 == "NER"


def test_followthemoney_entities(tmp_path):
    rows = [
        {"id": "e1", "schema": "Organization", "properties": {"name": ["River Guard", "RG"], "alias": ["Guards"], "country": ["ml"]}},
        {"id": "e2", "schema": "Address", "properties": {"full": ["Somewhere"]}},
    ]
    path = file(tmp_path, "mine.ftm.json", "\n".join(map(json.dumps, rows)))
    assert own.load(path) == [own.Actor("River Guard", ("RG", "Guards"), "MLI", None, "e1")]


def test_wikidata_entities(tmp_path):
    entity = {"labels": {"en": {"language": "en", "value": "River Guard"}}, "aliases": {"en": [{"language": "en", "value": "RG"}]}}
    path = file(tmp_path, "q.json", json.dumps({"entities": {"Q1": entity}}))
    assert own.load(path) == [own.Actor("River Guard", ("RG",), None, None, "wikidata:Q1")]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "title,iso3\nx,y\n", "no column `name`"),
        ("a.csv", "name,iso3\nRiver Guard,Atlantis\n", "line 2"),
        ("a.csv", "name,iso3\n,MLI\n", "has no name"),
        ("a.csv", "name\n", "holds no actors"),
        ("a.ftm.json", "{", "line 1"),
        ("a.ftm.json", '{"schema": "Person", "properties": {}}', "without a name"),
        ("a.json", "[]", "no JSON object"),
        ("a.json", "{}", "no `entities`"),
        ("a.txt", "River Guard", "no kind"),
    ],
)
def test_a_bad_file_says_where_and_what(tmp_path, name, text, says):
    with pytest.raises(InputError, match=says):
        own.load(file(tmp_path, name, text))
    assert own.read() == []


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        own.load(tmp_path / "none.csv")
