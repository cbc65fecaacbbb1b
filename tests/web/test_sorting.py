"""Every table is sorted by links that live in the address."""

import html
import re

import pytest

SORTS = {
    "/disputes": ("day", "ground", "type", "place"),
    "/reports": ("read", "published", "title", "publisher", "words"),
    "/sources": ("positions", "denied", "contradicted", "changed", "last_published", "source"),
    "/source?name=army": ("day", "type", "place", "status", "grade"),
    "/search?q=school": ("match", "published"),
}
EACH = [(path, sort) for path, sorts in SORTS.items() for sort in sorts]


def with_(path, **query):
    return path + "".join(("&" if "?" in path or k else "?") + f"{name}={value}" for k, (name, value) in enumerate(query.items()))


def ids(page, key):
    return re.findall(rf'<h3[^>]*><a href="/{key}/(\w+)|data-label="Title" class="main"><a href="/{key}/(\w+)', page)


@pytest.mark.parametrize(("path", "sort"), EACH)
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_each_order_is_answered_by_page_and_api(client, path, sort, order):
    assert client.get(with_(path, sort=sort, order=order)).status_code == 200
    assert client.get("/api" + with_(path, sort=sort, order=order)).status_code == 200


@pytest.mark.parametrize("path", SORTS)
@pytest.mark.parametrize(("query", "name"), [({"sort": "password"}, "sort"), ({"order": "up"}, "order"), ({"page": "0"}, "page")])
def test_a_bad_order_is_answered_with_what_is_wrong(client, path, query, name):
    page, api = client.get(with_(path, **query)), client.get("/api" + with_(path, **query))
    assert page.status_code == api.status_code == 400
    assert f"{name}: " in page.text
    assert api.json()["error"].startswith(f"{name}: ")


@pytest.mark.parametrize(("path", "column"), [(path, sort) for path, sort in EACH if path != "/search?q=school" and sort != "read"])
def test_rows_come_in_that_order_and_the_other_way_round_without_a_value_last(client, path, column):
    up, down = ([r[column] for r in client.get("/api" + with_(path, sort=column, order=way, size=200)).json()["rows"]] for way in ("asc", "desc"))
    known = sorted(x for x in up if x is not None)
    nothing = [None] * (len(up) - len(known))
    assert up == known + nothing
    assert down == known[::-1] + nothing


def test_a_heading_says_how_it_is_sorted_and_its_link_turns_it_round(client):
    page = client.get("/reports?sort=words").text
    heading = re.search(r'<th scope="col" class="n" aria-sort="descending"><a href="([^"]*)">Words', page)
    assert heading
    turned = client.get("/reports" + html.unescape(heading[1])).text
    assert 'aria-sort="ascending"><a' in turned
    assert page.count('aria-sort="none"') == 3
    assert 'aria-sort="ascending"' in client.get("/sources?sort=source").text, "words begin with a"
    assert re.search(r'<a href="[^"]*" aria-current="true">Ground', client.get("/disputes?sort=ground").text)


def test_a_page_keeps_the_order(client):
    page = client.get("/reports?sort=title&order=desc&size=1").text
    following = html.unescape(re.search(r'rel="next" href="([^"]*)"', page)[1])
    assert {"sort=title", "order=desc", "size=1", "page=2"} == set(following.lstrip("?").split("&"))
    first, second = ids(page, "report"), ids(client.get("/reports" + following).text, "report")
    assert len(first) == len(second) == 1
    assert first != second
