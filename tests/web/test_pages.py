"""The pages as a reader meets them."""

import re

import pytest

PAGES = ("/", "/incident/i1", "/report/d1", "/report/d2", "/source?name=Doctors", "/sources", "/disputes", "/reports", "/search?q=school", "/search")


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_html_that_needs_no_script(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text.rstrip().endswith("</html>")
    assert answer.text.count("<h1") == 1
    assert not re.search(r"<style|\bstyle=|<script(?! src=\"/static/)|\son\w+=", answer.text)
    assert 'class="skip"' in answer.text


def test_every_link_of_every_page_leads_somewhere(client):
    seen, ahead = set(), list(PAGES)
    while ahead:
        path = ahead.pop()
        if path in seen or len(seen) > 150:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if "text/html" in answer.headers["content-type"]:
            found = [h.replace("&amp;", "&").split("#")[0] for h in re.findall(r'href="([^"]*)"', answer.text)]
            here = path.split("?")[0]
            ahead += [here + h if h.startswith("?") else h for h in found if h and not h.startswith("http")]


def test_an_incident_lays_the_sides_beside_each_other_with_the_words_marked(client):
    page = client.get("/incident/i1").text
    assert "Did it happen: &#34;bombed&#34;" in page
    assert page.count('class="side disputed"') == 2
    assert re.search(r'<mark class="m-cue">said</mark> jets <mark class="m-trigger">bombed</mark>', page)
    assert re.search(r'<mark class="m-cue">denied</mark> that it <mark class="m-trigger">bombed</mark>', page)
    assert 'href="/report/d1#a-a1"' in page
    assert "sides hold what cannot both be so" in page
    assert "11 killed" in text(client.get("/incident/i1"))
    assert "like wording" in page
    assert "2031-02-12 actual" in page


def test_a_report_shows_its_marks_and_what_was_left_open(client):
    page = client.get("/report/d1").text
    assert 'id="a-a1"' in page
    assert re.search(r'<mark class="m-content m-trigger event" tabindex="0" aria-describedby="say-a1">bombed', page)
    assert "Assault on the say-so of Doctors (“said”): actual" in page
    assert '<mark class="m-source">Doctors</mark>' in page
    assert "two towns go by it" in page


def test_text_that_runs_from_the_right_is_left_to_its_own_direction(client):
    page = client.get("/report/d2").text
    assert '<article class="text" lang="ar"' in page
    assert '<p dir="auto"' in page


def test_a_source_in_figures(client):
    page = text(client.get("/source?name=army"))
    assert "denied 1" in page
    assert "contradicted 1" in page
    assert "changed its telling 1" in page
    assert "Doctors on occurrence" in page


def test_search_finds_reports_and_assertions_and_marks_the_words(client):
    page = client.get("/search?q=SCHOOL").text
    assert '<mark class="m-hit">school</mark>' in page
    assert "Reports" in page
    assert "Assertions" in page
    assert 'class="m-hit"' not in client.get("/search?q=%25").text, "a percent sign stands for itself"


def test_filters_live_in_the_address(client):
    assert 'href="/incident/i1"' in client.get("/?contested=true").text
    assert 'href="/incident/p10"' not in client.get("/?contested=true").text
    for query in ("type=protest", "since=2031-02-10&until=2031-02-10&type=PROTEST", "actor=doctors&type=PROTEST"):
        assert 'href="/incident/i3"' in client.get(f"/?{query}").text, query
    for query in ("place=MMR", "source=Doctors", "grade=contested", "place=namtu&type=&actor=&contested="):
        page = client.get(f"/?{query}").text
        assert 'href="/incident/i1"' in page, query
        assert 'href="/incident/i3"' not in page, query
    assert "No incident fits" in client.get("/?actor=nobody").text


def test_pages_and_order(client):
    first, second = (client.get(f"/?page={n}&size=10").text for n in (1, 2))
    ids = [re.findall(r'class="what" href="/incident/(\w+)"', p) for p in (first, second)]
    assert [len(x) for x in ids] == [10, 10]
    assert not set(ids[0]) & set(ids[1])
    assert 'class="what" href="/incident/i1"' in client.get("/?sort=killed").text
    days = re.findall(r'data-label="Day"><time datetime="([\d-]+)"', client.get("/?sort=day&order=asc").text)
    assert days == sorted(days)


def test_bars_have_a_table_beside_them_and_lead_to_their_incidents(client):
    page = client.get("/").text
    bar = re.search(r'<a href="(\?since=2031-02-10[^"]*type=ASSAULT[^"]*)" aria-label="Assault, week of 2031-02-10: 1"', page)
    assert bar
    assert 'href="/incident/i1"' in client.get("/" + bar[1].replace("&amp;", "&")).text
    assert 'class="point contested"' in page


@pytest.mark.parametrize("path", ["/nix", "/incident/none", "/report/none", "/source?name=nobody", "/report/<script>"])
def test_what_is_not_there_is_said(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Not found" in answer.text
