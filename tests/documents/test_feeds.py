"""RSS and Atom: every entry is a report, with the feed for its publisher."""

from datetime import date

import pytest

from sayso.documents import Rejection, scan, to_document

STORY = (
    "Harbour police arrested two smugglers on Friday, the mayor of Velna said, and seized a boat that had been used to carry arms to the rebels in the north."
)
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Velna Post</title>
<item><title>Police &amp;amp; army</title><link>http://velna.example/1</link><pubDate>Thu, 14 Mar 2024 23:30:00 -0500</pubDate>
<description>In short.</description><content:encoded><![CDATA[<p>{STORY}</p><p>“It is over,” he said.</p>]]></content:encoded></item>
<item><title>Two</title><description>{STORY} Police &amp;amp; army came.</description><dc:date>2024-03-15</dc:date>
<source url="http://x">The Coast</source></item>
<item><title>Three</title><link>http://velna.example/3</link></item>
</channel></rss>
"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Velna Post</title>
<entry><title>One</title><link href="http://velna.example/1"/><published>2024-03-14T23:30:00-05:00</published><updated>2024-04-01T00:00:00Z</updated>
<summary>In short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p></div></content></entry>
<entry><title>Two</title><updated>2024-04-01T00:00:00Z</updated><summary type="text">{STORY} 3 &lt; 4</summary></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Velna Post</title></channel><item><title>One</title><dc:date>2024-03-14</dc:date><description>{STORY}</description></item></rdf:RDF>"""


def read(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(scan([str(path)]))


def test_rss_entries_come_with_their_whole_story(tmp_path):
    one, two, three = read(tmp_path / "a.xml", RSS)
    assert (one.locator, one.kind, one.title, one.publisher, one.url) == ("entry 1", "html", "Police & army", "The Velna Post", "http://velna.example/1")
    d = to_document(one)
    assert (d.title, d.published, d.publisher) == ("Police & army", date(2024, 3, 14), "The Velna Post")
    assert d.text == f"{STORY}\n\n“It is over,” he said."
    assert (two.kind, two.data, two.published, two.publisher) == ("text", f"{STORY} Police & army came.", "2024-03-15", "The Coast")
    assert isinstance(three, Rejection)
    assert (three.locator, "summary" in three.reason) == ("entry 3", True)


def test_atom_entries_have_no_date_but_that_of_publication(tmp_path):
    one, two = read(tmp_path / "a.atom", ATOM)
    assert (one.kind, one.title, one.publisher, one.url, one.published) == (
        "html",
        "One",
        "The Velna Post",
        "http://velna.example/1",
        "2024-03-14T23:30:00-05:00",
    )
    assert to_document(one).text == STORY
    assert (two.kind, two.data, two.published) == ("text", f"{STORY} 3 < 4", None)


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.txt", "a"])
def test_feeds_are_told_by_their_content(tmp_path, name):
    (item,) = read(tmp_path / name, RDF)
    assert (item.data, item.published) == (STORY, "2024-03-14")


def test_feeds_in_other_encodings_are_read_and_wrong_bytes_refused(tmp_path):
    for encoding in ("iso-8859-1", "utf-16"):
        data = RSS.replace("utf-8", encoding).replace("“It is over,”", "Señor Díaz")
        assert "Señor Díaz" in read(tmp_path / "a.xml", data.encode(encoding))[0].data
    (item,) = read(tmp_path / "a.xml", RSS.encode().replace(b"In short", b"In sh\xffrt"))
    assert "bad byte" in item.reason
    assert "line 5" in item.reason
    (item,) = read(tmp_path / "a.xml", RSS.replace("utf-8", "klingon"))
    assert "klingon" in item.reason


@pytest.mark.parametrize(("end", "whole"), [("</channel></rss>", 3), ("<item><title>Three", 2), ("came.</description>", 1)])
def test_a_feed_that_breaks_off_gives_its_whole_entries(tmp_path, end, whole):
    *items, last = read(tmp_path / "a.xml", RSS[: RSS.index(end)])
    assert [i.locator for i in items] == [f"entry {k}" for k in range(1, whole + 1)]
    assert last.locator == f"entry {whole + 1}"
    assert "middle of the feed" in last.reason


def test_a_feed_with_faults_is_read_and_the_faults_are_told(tmp_path):
    *items, last = read(tmp_path / "a.xml", RSS.replace("In short.", "In short & sweet."))
    assert [i.locator for i in items] == ["entry 1", "entry 2", "entry 3"]
    assert "faults in its XML" in last.reason


def test_entities_that_blow_up_do_no_harm(tmp_path):
    entities = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10 if k else "boo"}">' for k in range(10))
    *_, last = read(tmp_path / "a.xml", f'<!DOCTYPE x [{entities}]><rss version="2.0"><channel><item><description>&e9;</description></item></channel></rss>')
    assert isinstance(last, Rejection)


def test_feeds_that_hold_nothing_are_told(tmp_path):
    assert "without entries" in read(tmp_path / "a.xml", '<rss version="2.0"><channel><title>x</title></channel></rss>')[0].reason
    assert "no RSS or Atom feed" in read(tmp_path / "b.xml", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x/></rdf:RDF>')[0].reason
