"""Names of places to points: the gazetteer finds names however they are cased, and context decides between namesakes."""

import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.grounding import gazetteer, toponyms
from sayso.grounding.gazetteer import Entry

TOWNS = [
    Entry(1, ("Springfield", "Spring Field"), "US", "IL", 100000, 39.8, -89.6),
    Entry(2, ("Springfield",), "US", "MA", 150000, 42.1, -72.6),
    Entry(3, ("Đakovo", "Djakovo", "Ђаково"), "HR", "14", 19000, 45.3, 18.4),
]


def test_every_latin_name_finds_its_place():
    made = gazetteer.build(TOWNS)
    assert sorted(made.named("SPRINGFIELD")) == [(0, True), (1, True)]
    assert made.named("spring field") == [(0, False)]
    assert made.named("Djakovo") == [(2, False)]
    assert made.named("Nowhere") == []


@given(st.text(max_size=30))
def test_folding_is_stable(name):
    assert gazetteer.folded(gazetteer.folded(name)) == gazetteer.folded(name)


@given(st.text(max_size=30))
def test_any_name_may_be_asked_for(name):
    assert isinstance(gazetteer.build(TOWNS).named(name), list)


def test_a_kept_gazetteer_reads_back_alike(tmp_path):
    made = gazetteer.build(TOWNS)
    gazetteer.save(made, tmp_path / "deep" / "places.npz")
    again = gazetteer._load(tmp_path / "deep" / "places.npz")
    for name in gazetteer.Gazetteer.__dataclass_fields__:
        assert np.array_equal(getattr(made, name), getattr(again, name))


def test_a_geonames_file_is_read(tmp_path):
    cells = ["7", "Qamar", "Qamar", "Qamar Town,قمر", "34.5", "36.25", "P", "PPL", "SY", "", "07", "", "", "", "1200", "", "", "", "2020-01-01"]
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", "\t".join(cells) + "\n")
    assert list(gazetteer.from_dump(tmp_path / "SY.zip")) == [Entry(7, ("Qamar", "Qamar Town", "قمر"), "SY", "07", 1200, 34.5, 36.25)]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04broken"])
def test_what_is_no_archive_says_so(tmp_path, content):
    path = tmp_path / "SY.zip"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"SY\.zip"):
        list(gazetteer.from_dump(path))


def test_a_bad_row_is_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("SY.txt", "7\tQamar\n")
    with pytest.raises(InputError, match="line 1"):
        list(gazetteer.from_dump(tmp_path / "SY.zip"))


def where(reader, text):
    from sayso.reader.view import View

    view = View(reader.language(text))
    return {t.text: t for t in toponyms.find(view)}


@pytest.mark.parametrize(
    ("text", "name", "near"),
    [
        ("Police in Alexandria, Va., arrested two men on Monday.", "Alexandria", (38.8, -77.05)),
        ("Egyptian police clashed with protesters in Alexandria. Hundreds marched in Cairo.", "Alexandria", (31.2, 29.92)),
        ("Fighting reached Tripoli, Lebanon, on Sunday.", "Tripoli", (34.43, 35.84)),
        ("Rebels in Libya shelled Tripoli. The airport at Misrata was closed.", "Tripoli", (32.89, 13.19)),
        ("Jets bombed Idlib and Aleppo, activists in Syria said.", "Idlib", (35.93, 36.63)),
    ],
)
def test_context_decides_between_namesakes(reader, text, name, near):
    found = where(reader, text)[name]
    assert found.chosen is not None
    assert toponyms.distances(near, [found.chosen.point])[0] < 60


def test_a_place_of_an_event_lies_on_the_map(reader):
    from sayso import documents

    report = reader(documents.parse("Russian jets bombed the town of Binnish in Idlib on Monday, killing six people."))
    places = [a.place for a in report.assertions if a.place is not None]
    assert places
    assert all(p.iso3 == "SYR" and p.latitude is not None and 34 < p.latitude < 37 for p in places)


def test_distances_are_great_circles():
    assert toponyms.distances((0.0, 0.0), [(0.0, 90.0), (0.0, 180.0)]) == pytest.approx([10007.5, 20015.1], abs=1)


def test_a_by_name_alone_puts_nothing_on_the_map(reader):
    """A town far away goes by this name too; nothing in the text speaks for it."""
    found = where(reader, "Fighters attacked the town of Sarvan on Friday, killing six people.")
    assert found["Sarvan"].chosen is None
    assert found["Sarvan"].lost
