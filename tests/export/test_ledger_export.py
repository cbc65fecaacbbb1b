"""A ledger leaves in forms that the tools of others read: each export is read back by its own tool, and say-so, status and dispute are in each of them."""

import csv
import importlib.util
import json
import re
import sys
from datetime import date
from pathlib import Path

import followthemoney
import pandas
import pyarrow.parquet as pq
import pytest
from followthemoney.exc import InvalidData
from followthemoney.statement.serialize import CSV, read_path_statements
from pyld import jsonld

from sayso.data import table
from sayso.errors import InputError
from sayso.export.ftm_put import entity, put
from sayso.export.jsonld import context
from sayso.export.ledger import FORMATS, dictionary, export, notes
from sayso.ledger import Ledger
from sayso.ledger.grouping import group
from sayso.ledger.rows import merged, report_rows
from sayso.ledger.write import insert_all
from sayso.records import Assertion, Confidence, Document, Event, Party, Place, Report, Span, Time, Toll

ROOT = Path(__file__).parents[2]
NASTY = 'a "clinic",\tits yard;\nand\rnow\r\n =1+1 🏥 \u202bעיר שלום\u202c مرحبا'
DAY = date(2031, 2, 10)


def span(text, words):
    return Span(words, text.index(words), text.index(words) + len(words))


def party(text, words, **known):
    return Party(known.pop("name", words), text.index(words), text.index(words) + len(words), **known)


def telling(key, text, trigger, source, cue, status, **more):
    place = Place("Kyaukme", text.index("Kyaukme"), text.index("Kyaukme") + 7, "geonames:1316943", "MMR", 22.5392, 97.03434, "city")
    return Assertion(
        key,
        Event("ASSAULT", span(text, trigger), "aerial", ("human rights", "military")),
        (party(text, "Myanmar", id="state:MMR", iso3="MMR"),),
        (party(text, more.pop("hit", "clinic"), iso3="MMR", sector="medical"),),
        status,
        place,
        Time(DAY, DAY, "Monday", "day"),
        source=source,
        cue=span(text, cue) if cue else None,
        why={"type": "table"},
        confidence=Confidence(0.9, 0.8, 0.7),
        **more,
    )


def reports():
    first = f"Doctors told Reuters that Myanmar bombed {NASTY} in Kyaukme on Monday, killing 11."
    second = "Myanmar did not bomb a clinic in Kyaukme on Monday, said the =army, in tears."
    third = "France will meet the Red Cross."
    return [
        Report(
            Document("d1", first, NASTY, 'Delta, "Wire"', date(2031, 2, 11), "https://example.org/1?a=b,c"),
            (
                telling(
                    "a1",
                    first,
                    "bombed",
                    party(first, "Doctors", iso3="MMR", sector="medical"),
                    "told",
                    "actual",
                    hit=NASTY,
                    toll=Toll((11, 11), (3, None)),
                    via=(party(first, "Reuters", id="body:reuters", sector="media"),),
                ),
            ),
        ),
        Report(
            Document("d2", second, None, "The Lantern", date(2031, 2, 11), "no address"),
            (telling("a2", second, "bomb", party(second, "the =army", iso3="MMR", sector="military"), "said", "denied"),),
        ),
        Report(
            Document("d3", third, "NA"),
            (
                Assertion(
                    "a3",
                    Event("CONSULT", span(third, "meet")),
                    (party(third, "France", id="state:FRA", iso3="FRA"), party(third, "the Red Cross", id="body:red-cross", sector="ngo")),
                    (),
                    "future",
                ),
            ),
        ),
    ]


def fill(path, found, grouped=True):
    rows = merged(report_rows(r, "0" * 64) for r in found)
    with Ledger(path, write=True) as ledger:
        insert_all(ledger.connection, rows)
        if grouped:
            group(ledger.connection)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A ledger of three reports, two of which tell one raid, one of them to deny it."""
    path = tmp_path_factory.mktemp("kept") / "small.duckdb"
    fill(path, reports())
    with Ledger(path) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def out(kept, tmp_path_factory):
    """Every format, written once: its path and the number of rows that it says it has."""
    folder = tmp_path_factory.mktemp("out")
    return {name: (folder / name, export(kept, name, folder / name)) for name in FORMATS}


def hit(told):
    """The recipient of the first telling, as the ledger holds it."""
    return told.sql("SELECT recipients[1] FROM assertions WHERE id = 'a1'").fetchall()[0][0]


def test_the_ledger_has_a_dispute(kept):
    assert kept.sql("SELECT ground, assertion_a, assertion_b FROM disputes").fetchall() == [("occurrence", "a2", "a1")]


def test_csv_is_read_by_strict_csv_with_every_text_as_it_was(kept, out):
    path, count = out["csv"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len(rows) == count == 3
    assert list(rows[0]) == [*kept.sql("SELECT * FROM events").columns, "disputes"] == [f.name for f in dictionary("csv")]
    a1, a2, a3 = rows
    assert a1["title"] == a1["recipients"] == NASTY == hit(kept)
    assert (a1["source"], a1["via"], a1["status"], a1["contexts"], a1["killed_max"], a1["injured_max"]) == (
        "Doctors",
        "Reuters",
        "actual",
        "human rights; military",
        "11",
        "",
    )
    assert (a1["contested"], a3["contested"], a1["grade"]) == ("true", "false", "contested")
    assert a1["disputes"] == a2["disputes"] != ""
    assert (a3["source"], a3["published"], a3["actor_iso3"], a3["time_start"], a3["disputes"]) == ("", "", "FRA; ", "", "")


def test_csv_is_read_by_pandas_with_no_options(kept, out):
    frame = pandas.read_csv(out["csv"][0])
    assert len(frame) == 3
    assert frame["recipients"][0] == NASTY
    assert frame["contested"].dtype == bool
    assert frame["killed_min"].dtype == frame["latitude"].dtype == float
    assert list(pandas.to_datetime(frame["day"])[:2]) == [pandas.Timestamp(DAY)] * 2
    assert frame["source"][1] == "the =army"
    assert pandas.isna(frame["source"][2])


def test_parquet_keeps_types_and_says_what_its_columns_hold(kept, out):
    found = pq.read_table(out["parquet"][0])
    assert found.num_rows == 3
    assert pq.ParquetFile(out["parquet"][0]).metadata.row_group(0).column(0).compression == "ZSTD"
    assert found.column_names == [f.name for f in dictionary("parquet")]
    assert [f.metadata[b"comment"].decode() for f in found.schema] == [f.comment for f in dictionary("parquet")]
    first, second, third = found.to_pylist()
    assert first["recipients"] == [NASTY]
    assert first["contexts"] == ["human rights", "military"]
    assert (first["day"], first["killed_max"], first["contested"], third["source"], third["disputes"]) == (DAY, 11, True, None, [])
    assert first["disputes"] == second["disputes"] == [r[0] for r in kept.sql("SELECT why FROM disputes").fetchall()]
    own = kept.sql("SELECT * FROM events ORDER BY assertion_id").to_arrow_table().to_pylist()
    assert [{k: v for k, v in row.items() if k != "disputes"} for row in (first, second, third)] == own


def test_polecat_has_its_columns_first_and_says_nothing_that_the_text_does_not(out):
    path, count = out["polecat"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", strict=True))
    assert len(rows) == count == 3
    names = list(rows[0])
    assert len(set(names)) == len(names)
    assert names[:7] == ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"]
    assert [r["name"] for r in table("export_polecat") if r["whose"] == "polecat"] == names[:40]
    assert names[39] == "Version"
    a1, a2, a3 = rows
    assert (a1["Event Date"], a1["Quad Code"], a1["Contexts"]) == ("2031-02-10", "MATERIAL CONFLICT", "human_rights; military")
    assert (a1["Actor Name"], a1["Actor Country"], a1["Actor COW"], a1["Recipient Sectors"]) == ("Myanmar", "MMR", "775", "MED")
    assert (a1["City"], a1["GeoNames ID"], a1["Raw Placename"], a1["Source"]) == ("Kyaukme", "1316943", "Kyaukme", 'Delta, "Wire"')
    assert (a1["Sayso Source"], a1["Via"], a1["Cue"], a1["Status"]) == ("Doctors", "Reuters", "told", "actual")
    assert (a2["Sayso Source"], a2["Status"], a2["Disputed On"], a2["Contested"]) == ("the =army", "denied", "occurrence", "true")
    assert a1["Recipient Name"] == a1["Recipient Name Raw"] == NASTY
    assert (a3["Actor Country"], a3["Actor COW"], a3["Primary Actor Sector"]) == ("FRA; NGO", "220; ", "; NGO")
    assert (a3["Event Date"], a3["Publication Date"], a3["Recipient Name"], a3["Placename"], a3["Sayso Source"]) == ("", "", "", "", "")
    assert all(row[name] == "" for row in rows for name in ("Intensity", "Actor Title", "Wikipedia Actor ID", "Story People", "Feature Type"))
    frame = pandas.read_csv(path, sep="\t")
    assert len(frame) == 3
    assert frame["Evidence"][0] == a1["Evidence"]


def paths(value, at=""):
    """The paths of all fields of a record, "[]" for an item of a list of objects."""
    for key, own in value.items():
        yield at + key
        if isinstance(own, dict):
            yield from paths(own, f"{at}{key}.")
        elif isinstance(own, list):
            yield from (p for item in own if isinstance(item, dict) for p in paths(item, f"{at}{key}[]."))


def test_plover_records_carry_their_say_so(kept, out):
    path, count = out["plover"]
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
    assert len(records) == count == 3
    listed = {f.name for f in dictionary("plover")}
    assert {p for r in records for p in paths(r)} == listed
    first, second, third = records
    assert first["event"] == ["ASSAULT"]
    assert first["source"] == [{"code": "MMR", "sector": None, "actor_text": "Myanmar", "name": "Myanmar", "party_id": "state:MMR"}]
    assert first["recipient"][0]["name"] == NASTY
    assert (first["dead"], first["injured"], first["quad_code"], first["event_scale"]) == (11, None, 4, None)
    assert (first["sayso"]["killed"], first["sayso"]["injured"]) == ([11, 11], [3, None])
    assert (first["sayso"]["source"]["name"], first["sayso"]["via"][0]["name"]) == ("Doctors", "Reuters")
    assert second["sayso"]["status"] == "denied"
    assert [(x["on"], x["with"]) for x in second["sayso"]["disputes"]] == [("occurrence", "a1")]
    assert (third["date"], third["sayso"]["source"], third["event_loc"], third["recipient"]) == (None, None, None, [])
    start, end = first["sayso"]["evidence"]["trigger"]
    assert kept.sql("SELECT text FROM documents WHERE id = 'd1'").fetchall()[0][0][start:end] == first["event_text"][0]


@pytest.fixture(scope="module")
def found(out):
    """The FollowTheMoney entities as the library reads them."""
    lines = out["ftm"][0].read_text(encoding="utf-8").split("\n")[:-1]
    assert len(lines) == out["ftm"][1]
    return [followthemoney.model.get_proxy(json.loads(line)) for line in lines]


def test_ftm_entities_are_valid_each_once_and_joined(found):
    ids = {e.id for e in found}
    assert len(ids) == len(found)
    listed = {f.name for f in dictionary("ftm")}
    for e in found:
        e.schema.validate(e.to_dict())
        for prop, value in e.itervalues():
            assert f"{e.schema.name}.{prop.name}" in listed
            assert prop.type.name != "entity" or value in ids


def test_ftm_types_are_those_that_its_table_gives():
    for f in dictionary("ftm"):
        schema, _, name = f.name.partition(".")
        assert followthemoney.model.get(schema).properties[name].type.name == f.kind, f


def test_ftm_keeps_say_so_status_grade_and_dispute(found):
    by = {schema: [e for e in found if e.schema.name == schema] for schema in ("Event", "Note", "UnknownLink", "Article", "PublicBody", "Organization")}
    raid = next(e for e in by["Event"] if "ASSAULT" in e.get("keywords"))
    assert raid.get("name") == ["Assault (aerial), Kyaukme, 2031-02-10"]
    assert "contested" in raid.get("keywords")
    assert "contested: sides hold what cannot both be so" in raid.first("summary")
    assert sorted(raid.get("description")) == ["Doctors: actual, killed 11, injured at least 3", "the =army: denied"]
    assert raid.first("notes").startswith("occurrence: ")
    notes = {e.id: e for e in by["Note"]}
    assert NASTY.split("\n")[0] in notes["sayso-assertion-a1"].first("description")
    assert NASTY in [e.first("description") for e in by["UnknownLink"] if e.get("role") == ["recipient"]]
    assert next(e for e in by["Article"] if e.id == "sayso-report-d1").get("title") == [NASTY]
    assert "says Doctors (told), via Reuters" in notes["sayso-assertion-a1"].first("summary")
    assert "says the report itself" in notes["sayso-assertion-a3"].first("summary")
    dispute = next(e for e in by["Note"] if "dispute" in e.get("keywords"))
    assert set(dispute.get("entity")) == {raid.id, "sayso-assertion-a1", "sayso-assertion-a2"}
    link = next(e for e in by["UnknownLink"] if e.get("role") == ["source"] and e.get("status") == ["denied"])
    assert next(e for e in found if e.id == link.first("subject")).get("name") == ["the =army"]
    assert {e.first("name") for e in by["PublicBody"]} == {"Myanmar", "France"}
    assert {e.first("name") for e in by["Organization"]} == {"Reuters", "the Red Cross"}
    assert "sourceUrl: no address" in next(e for e in by["Article"] if e.id == "sayso-report-d2").get("notes")


def test_ftm_cuts_what_is_too_long_and_refuses_what_is_not_valid():
    found = entity("Event", "sayso-x")
    put(found, "name", "x" * 500)
    assert len(found.checked().first("name")) == 384
    found.proxy.unsafe_add(found.proxy.schema.properties["country"], "nowhere", cleaned=True)
    with pytest.raises(InputError, match="sayso-x"):
        found.checked()
    with pytest.raises(InvalidData):
        found.proxy.schema.validate(found.proxy.to_dict())


def test_ftm_statements_give_the_same_entities(found, out):
    path, count = out["ftm-statements"]
    statements = list(read_path_statements(path, CSV))
    assert len(statements) == count == sum(1 + len(list(e.itervalues())) for e in found)
    assert {s.dataset for s in statements} == {"sayso"}
    assert {(s.entity_id, s.prop, s.value) for s in statements if s.prop != "id"} == {(e.id, p.name, v) for e in found for p, v in e.itervalues()}
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [f.name for f in dictionary("ftm-statements")]


@pytest.fixture
def offline(monkeypatch):
    """Make any look for a context on a network fail."""

    def refuse(url, options):
        raise AssertionError(f"fetched {url}")

    monkeypatch.setattr(jsonld, "_default_document_loader", refuse)


def test_jsonld_expands_offline_into_claims_with_their_provenance(out, offline):
    path, count = out["jsonld"]
    document = json.loads(path.read_text(encoding="utf-8"))
    assert len(document["@graph"]) == count == len(path.read_text(encoding="utf-8").split("\n")) - 4
    nodes = {n["@id"]: n for n in jsonld.expand(document)}
    schema, prov, own = "https://schema.org/", "http://www.w3.org/ns/prov#", "urn:sayso:term:"
    claim = nodes["urn:sayso:assertion:a1"]
    assert set(claim["@type"]) == {schema + "Claim", prov + "Entity"}
    assert claim[own + "recipient"][0][schema + "name"] == nodes["urn:sayso:document:d1"][schema + "headline"] == [{"@value": NASTY}]
    assert claim[schema + "author"][0][schema + "name"] == [{"@value": "Doctors"}]
    assert claim[prov + "wasAttributedTo"][0]["@id"] == claim[schema + "author"][0]["@id"]
    assert claim[schema + "appearance"] == claim[prov + "wasQuotedFrom"] == [{"@id": "urn:sayso:document:d1"}]
    assert claim[schema + "datePublished"] == [{"@type": "http://www.w3.org/2001/XMLSchema#date", "@value": "2031-02-11"}]
    assert claim[own + "via"][0]["@list"][0][schema + "name"] == [{"@value": "Reuters"}]
    assert claim[own + "actor"][0]["@id"] == "urn:sayso:party:state:MMR"
    assert nodes["urn:sayso:assertion:a2"][own + "status"] == [{"@value": "denied"}]
    assert nodes["urn:sayso:assertion:a3"][own + "ownVoice"][0]["@value"] is True
    raid = nodes[claim[schema + "about"][0]["@id"]]
    assert schema + "Event" in raid["@type"]
    assert raid[own + "grade"] == [{"@value": "contested"}]
    assert {x["@id"] for x in raid[prov + "wasDerivedFrom"]} == {"urn:sayso:assertion:a1", "urn:sayso:assertion:a2"}
    dispute = raid[own + "dispute"][0]
    assert dispute[own + "ground"] == [{"@value": "occurrence"}]
    assert {x["@id"] for x in dispute[own + "between"]} == {"urn:sayso:assertion:a1", "urn:sayso:assertion:a2"}
    assert jsonld.to_rdf(document)["@default"]


def test_jsonld_uses_no_term_that_its_context_does_not_know(out):
    terms = set(context())

    def check(value):
        if isinstance(value, dict):
            assert {k for k in value if not k.startswith("@")} <= terms
            assert set([value.get("@type", [])] if isinstance(value.get("@type"), str) else value.get("@type", [])) <= terms
        for own in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(own)

    check(json.loads(out["jsonld"][0].read_text(encoding="utf-8"))["@graph"])


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(kept, out, tmp_path, name):
    export(kept, name, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == out[name][0].read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_a_condition_picks_assertions_in_every_format(kept, tmp_path, name):
    export(kept, name, tmp_path / "some", where="status = 'denied' -- the army's")
    found = (tmp_path / "some").read_bytes()
    assert name == "parquet" or (b"Lantern" in found and b"France" not in found and b"Reuters" not in found)
    assert name != "parquet" or pq.read_table(tmp_path / "some").column("assertion_id").to_pylist() == ["a2"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_ledger_that_is_empty_or_not_grouped_is_exported_too(tmp_path, name):
    fill(tmp_path / "loose.duckdb", reports(), grouped=False)
    with Ledger(tmp_path / "none.duckdb", write=True) as empty, Ledger(tmp_path / "loose.duckdb") as loose:
        assert export(empty, name, tmp_path / "none") == 0
        assert export(loose, name, tmp_path / "loose") >= 3
    if name == "jsonld":
        assert json.loads((tmp_path / "none").read_text())["@graph"] == []


@pytest.mark.parametrize("where", ["nothing = 1", "status =", "true)); DROP TABLE picked; SELECT ((1"])
def test_a_condition_that_is_none_is_told_and_leaves_nothing(kept, tmp_path, where):
    with pytest.raises(InputError, match="condition"):
        export(kept, "csv", tmp_path / "x.csv", where=where)
    assert not list(tmp_path.iterdir())


def test_a_file_is_there_whole_or_as_it_was(kept, tmp_path, monkeypatch):
    old = tmp_path / "x.csv"
    old.write_text("old")
    with pytest.raises(InputError, match="no space left"):
        export_broken(kept, old, monkeypatch)
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]
    with pytest.raises(InputError, match="folder does not exist"):
        export(kept, "csv", tmp_path / "none" / "x.csv")
    with pytest.raises(InputError, match="is a folder"):
        export(kept, "csv", tmp_path)
    with pytest.raises(InputError, match="ledger itself"):
        export(kept, "csv", kept.path)
    with pytest.raises(InputError, match="no format"):
        export(kept, "xml", old)


@pytest.mark.parametrize("name", ["ftm", "ftm-statements"])
def test_a_library_that_is_missing_is_named(kept, tmp_path, monkeypatch, name):
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    with pytest.raises(InputError, match="pip install followthemoney"):
        export(kept, name, tmp_path / "x")
    assert not list(tmp_path.iterdir())


def export_broken(kept, output, monkeypatch):
    """An export on a disk that fills up after the first lines."""
    from sayso.export import ledger as module

    def write(ledger, part, where):
        part.write_text("half")
        raise OSError(28, "no space left")

    monkeypatch.setitem(module._WRITERS, "csv", write)
    return export(kept, "csv", output)


def test_a_ledger_larger_than_a_part_is_exported_whole(tmp_path, monkeypatch):
    """Parts of few assertions meet in the middle of incidents."""
    from sayso.export import told

    texts = [f"Kenya bombed a camp in Kyaukme on Monday, officer {k} of unit {k} said. Clinic." for k in range(23)]
    many = [Report(Document(f"d{k}", t, None, f"P{k}", DAY), (telling_of(f"a{k:02}", t, k),)) for k, t in enumerate(texts)]
    fill(tmp_path / "many.duckdb", many)
    with Ledger(tmp_path / "many.duckdb") as ledger:
        whole = {name: export(ledger, name, tmp_path / name) for name in FORMATS}
        monkeypatch.setattr(told, "PART", 4)
        monkeypatch.setattr(told, "BATCH", 3)
        for name in FORMATS:
            assert export(ledger, name, tmp_path / f"{name}-parts") == whole[name]
            assert (tmp_path / f"{name}-parts").read_bytes() == (tmp_path / name).read_bytes()
    assert whole["csv"] == 23


def telling_of(key, text, k):
    return Assertion(
        key, Event("ASSAULT", span(text, "bombed")), (party(text, "Kenya", id="state:KEN", iso3="KEN"),), (), "actual", source=party(text, f"officer {k}")
    )


def test_every_format_has_a_dictionary_and_a_row_in_the_table():
    for name in FORMATS:
        assert dictionary(name)
        assert all(f.name and f.kind and f.comment for f in dictionary(name))
    assert {r["format"] for r in table("export_notes")} <= {"-", *FORMATS}
    assert notes("polecat")
    known = {r["iso3"] for r in table("countries")}
    assert {r["iso3"] for r in table("export_states")} <= known
    sectors = {r["sector"] for name in ("nouns", "collectives") for r in table(name)} - {""}
    assert sectors == {r["sector"] for r in table("export_sectors")}


@pytest.mark.parametrize("name", ["ledger.md", "formats.md"])
def test_the_pages_are_in_step_with_the_tables(name):
    spec = importlib.util.spec_from_file_location("docs", ROOT / "scripts" / "docs.py")
    docs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(docs)
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == docs.PAGES[name](), "run scripts/docs"


def test_nothing_of_a_page_is_lost_to_markdown():
    """Each table of docs/formats.md has as many cells a line as its head."""
    cells = [len(re.findall(r"(?<!\\)\|", line)) for line in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").split("\n") if line.startswith("|")]
    assert set(cells) == {4, 5}
