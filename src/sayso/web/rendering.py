"""Templates: everything that they write is escaped, and an undefined name is an error."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from sayso._version import __version__
from sayso.documents.dates import MONTHS, WEEKDAYS
from sayso.incidents.questions import counted
from sayso.records import QUADS, EventType, Status
from sayso.web import charts
from sayso.web.params import RISING


def words_of(day: date) -> str:
    """A day in words: "Monday 10 February 2031"; not by the machine's locale."""
    return f"{WEEKDAYS[day.weekday()].title()} {day.day} {MONTHS[day.month - 1].title()} {day.year}"


def day(value: date | None, long: bool = False) -> Markup:
    """A day as ISO has it and in words: both to read where `long`, the words on hover otherwise."""
    if value is None:
        return Markup('<span class="none">no date</span>')
    iso, words = value.isoformat(), words_of(value)
    if long:
        return Markup('<time datetime="{0}">{0} <span class="words">{1}</span></time>').format(iso, words)
    return Markup('<time datetime="{0}" title="{1}">{0}</time>').format(iso, words)


def names(values: list[str] | None, most: int = 3) -> Markup:
    """Names as a list in a line, each with its own direction."""
    values = values or []
    shown = Markup(", ").join(Markup('<bdi dir="auto">{}</bdi>').format(v) for v in values[:most])
    return shown + (Markup(' <span class="quiet">+{}</span>').format(len(values) - most) if len(values) > most else Markup(""))


def web_address(url: str | None) -> str | None:
    """The address, if a browser may follow it: http and https alone."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def link(path: str, **query: Any) -> str:
    """An address of this site with its query."""
    given = {k: v for k, v in query.items() if v is not None}
    return quote(path) + ("?" + urlencode(given) if given else "")


env = Environment(
    loader=PackageLoader("sayso.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
)
env.filters |= {"day": day, "names": names, "web_address": web_address, "quad": charts.quad_class, "shade": charts.shade}
# Nothing that htmx could be made to run: no code in attributes, no scripts out of answers, no styles of its own, no copies of pages kept in the browser.
HTMX = {
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "selfRequestsOnly": True,
}
env.globals |= {
    "htmx": json.dumps(HTMX) if (files("sayso.web") / "static" / "built" / "htmx.js").is_file() else None,
    "counted": counted,
    "link": link,
    "version": __version__,
    "types": EventType.__args__,  # type: ignore[attr-defined]
    "quads": QUADS,
    "statuses": Status.__args__,  # type: ignore[attr-defined]
    "escape": escape,
    "rising": RISING,
}


def written(template: str, **values: Any) -> Markup:
    """A piece of a page, ready to stand in another."""
    return Markup(env.get_template(template).render(**values))  # escaped by the template


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of this site."""
    return HTMLResponse(env.get_template(template).render(**values), status)
