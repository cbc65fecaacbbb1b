"""What goes in: text, pages, standard input; and what bad input is told."""

import io
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import InputError, documents

STORY = (
    "Harbour police arrested two smugglers on Friday, the mayor of Velna said, and seized a boat that had been used to carry arms to the rebels in the north."
)
PAGE = f"""<!doctype html><html><head><title>Two held in harbour raid | The Velna Post</title>
<meta property="og:site_name" content="The Velna Post"><meta property="article:published_time" content="2024-03-15T08:00:00Z">
<meta property="og:title" content="Two held in harbour raid"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>Two held in harbour raid</h1>
<p>{STORY}</p>
<p>The mayor told reporters that the men would be tried in the capital and that the search for their helpers was going on along the whole coast.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_a_page_gives_its_story_title_date_and_publisher(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    d = documents.load(str(path))
    assert STORY in d.text
    assert "Home" not in d.text
    assert "All rights reserved" not in d.text
    assert (d.published, d.publisher) == (date(2024, 3, 15), "The Velna Post")
    assert (d.title or "").startswith("Two held in harbour raid")


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert documents.load("-").text == STORY


def test_a_byte_order_mark_and_utf16_are_decoded(tmp_path):
    for k, data in enumerate((b"\xef\xbb\xbf" + STORY.encode(), STORY.encode("utf-16"))):
        path = tmp_path / f"{k}.txt"
        path.write_bytes(data)
        assert documents.load(str(path)).text == STORY


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"\x00\x01\x02\x03" * 50, "a binary file"),
        (STORY.encode() + b"\xff\xfe\xfa", "bad byte at"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (
            "El presidente dijo que la policía de la capital no había detenido a los manifestantes en las calles por la noche, según un portavoz.".encode(),
            "not in English",
        ),
        (
            "Президент заявил, что полиция не задерживала демонстрантов на улицах столицы в ночь на пятницу, и что город спокоен и люди дома.".encode(),
            "not in English",
        ),
        (b"<html><body></body></html>", "no main text"),
    ],
)
def test_bad_files_are_refused_with_their_name_the_fault_and_the_mend(tmp_path, data, what):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        documents.load(str(path))
    line = str(error.value)
    assert str(path) in line
    assert what in line
    assert ";" in line
    assert "\n" not in line


def test_missing_files_and_folders_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        documents.load(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="is a folder"):
        documents.load(str(tmp_path))


@pytest.mark.parametrize("value", ["05/10/2015", "yesterday", "2015-13-01", "", "2015"])
def test_a_bad_date_is_refused(value):
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        documents.parse_date(value, "--published")


def test_a_date_may_be_written_out():
    assert documents.parse_date("5 October 2015", "x") == documents.parse_date("2015-10-05", "x") == date(2015, 10, 5)


def test_the_same_text_has_the_same_id_and_another_day_another():
    a, b = documents.parse(STORY), documents.parse(STORY)
    assert a.id == b.id
    assert a.id != documents.parse(STORY, published=date(2024, 1, 1)).id


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_the_story_lies_inside_it(text):
    try:
        d = documents.parse(text)
    except InputError:
        return
    assert all(0 <= a < b <= len(d.text) for a, b in d.body)
    assert all(x[1] <= y[0] for x, y in zip(d.body, d.body[1:], strict=False))
