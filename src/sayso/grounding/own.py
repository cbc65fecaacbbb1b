"""Actors that the user adds: from a table, from FollowTheMoney entities or from Wikidata's, kept in one table in the user's folder."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.data import table
from sayso.errors import InputError
from sayso.grounding import gazetteer

COLUMNS = ("name", "aliases", "iso3", "sector", "id")
_FTM = frozenset({"Person", "Organization", "PublicBody", "Company", "LegalEntity"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant as a user's table has it; `aliases` are other printed names."""

    name: str
    aliases: tuple[str, ...] = ()
    iso3: str | None = None
    sector: str | None = None
    id: str | None = None


def path() -> Path:
    """Where the user's actors are kept."""
    return gazetteer.home() / "actors.csv"


def load(file: Path) -> list[Actor]:
    """The actors of a CSV table, of FollowTheMoney's JSON lines (`.ftm.json`), or of Wikidata's JSON; an InputError names the file, the place and the mend."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(file), f"cannot be read ({error})", "give a CSV, an .ftm.json or a Wikidata JSON file in UTF-8") from error
    if file.name.endswith(".csv"):
        found = list(_table(file, text))
    elif file.name.endswith((".ftm.json", ".ftm.jsonl")):
        found = list(_entities(file, text))
    elif file.name.endswith(".json"):
        found = list(_wikidata(file, text))
    else:
        raise InputError(str(file), "is of no kind that actors come in", "name it .csv, .ftm.json or .json (Wikidata)")
    if not found:
        raise InputError(str(file), "holds no actors", "see `sayso actors add --help` for what it may hold")
    return found


def _country(value: str, where: str) -> str | None:
    code = gazetteer.alpha3().get(value.strip().upper(), value.strip().upper())
    if not code:
        return None
    if code not in {row["iso3"] for row in table("countries")}:
        raise InputError(where, f"{value!r} is no country code", "use ISO 3166 codes of two or three letters, or leave it empty")
    return code


def _table(file: Path, text: str) -> Iterator[Actor]:
    rows = csv.DictReader(text.splitlines())
    if "name" not in (rows.fieldnames or ()):
        raise InputError(str(file), "has no column `name`", f"begin it with a line of columns: {', '.join(COLUMNS)}; only name is needed")
    for number, row in enumerate(rows, 2):
        where = f"{file}, line {number}"
        name = (row["name"] or "").strip()
        if not name:
            raise InputError(where, "has no name", "give every actor a name, or take the line out")
        aliases = tuple(a.strip() for a in (row.get("aliases") or "").split("|") if a.strip())
        yield Actor(name, aliases, _country(row.get("iso3") or "", where), (row.get("sector") or "").strip() or None, (row.get("id") or "").strip() or None)


def _entities(file: Path, text: str) -> Iterator[Actor]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{file}, line {number}"
        entity = _object(line, where)
        if entity.get("schema") not in _FTM:
            continue
        properties = entity.get("properties") or {}
        names = [str(n) for n in properties.get("name", [])]
        if not names:
            raise InputError(where, "is an entity without a name", "give it one, or take the line out")
        aliases = (*names[1:], *(str(a) for p in ("alias", "weakAlias", "abbreviation") for a in properties.get(p, [])))
        codes = [str(c) for p in ("country", "jurisdiction", "nationality") for c in properties.get(p, [])]
        yield Actor(names[0], aliases, _country(codes[0], where) if codes else None, None, str(entity["id"]) if "id" in entity else None)


def _wikidata(file: Path, text: str) -> Iterator[Actor]:
    entities = _object(text, str(file)).get("entities")
    if not isinstance(entities, dict):
        raise InputError(str(file), "has no `entities`", "give what Wikidata's Special:EntityData or wbgetentities returns")
    for key, entity in entities.items():
        name = ((entity.get("labels") or {}).get("en") or {}).get("value")
        if name is None:
            raise InputError(f"{file}, {key}", "has no English label", "give it one, or take it out")
        yield Actor(str(name), tuple(str(a["value"]) for a in (entity.get("aliases") or {}).get("en", [])), None, None, f"wikidata:{key}")


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(where, f"is no JSON ({error})", "check the file") from error
    if not isinstance(value, dict):
        raise InputError(where, "is no JSON object", "check the file")
    return value


def add(actors: Iterable[Actor]) -> int:
    """Keep actors beside those kept before, the new one where names are alike; the number that are kept now."""
    kept = {a.name.lower(): a for a in read()} | {a.name.lower(): a for a in actors}
    path().parent.mkdir(parents=True, exist_ok=True)
    half = path().with_suffix(f".{os.getpid()}.csv")
    with half.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for a in sorted(kept.values(), key=lambda a: a.name):
            out.writerow((a.name, "|".join(a.aliases), a.iso3 or "", a.sector or "", a.id or ""))
    os.replace(half, path())
    forms.cache_clear()
    return len(kept)


def read() -> list[Actor]:
    """The user's actors; none where none were added."""
    return load(path()) if path().exists() else []


@cache
def forms() -> dict[str, Actor]:
    """The user's actors by printed name in lower case."""
    found: dict[str, Actor] = {}
    for actor in read():
        for form in (actor.name, *actor.aliases):
            found.setdefault(form.lower().removeprefix("the "), actor)
    return found
