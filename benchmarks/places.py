"""How well places are found on the map: `python -m benchmarks.places ../shared`, LGL and GeoVirus from raw text.

A toponym is found where its letters are. Acc@161km is the share within 161 km (100 miles), AUC the area under the curve of scaled log errors (Jurgens
et al., 2015; lower is better), both on found toponyms; "of all" counts a missed or unresolved one as wrong. The baseline takes the most
populous place of the name.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from sayso.grounding import toponyms
from sayso.grounding.toponyms import Candidate, Toponym
from sayso.reader import Reader
from sayso.reader.view import View

FARTHEST = 20039.0  # km, half the way around
Gold = tuple[int, int, float, float]


def lgl(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    for article in ElementTree.parse(path).getroot():
        gold = []
        for t in article.iter("toponym"):
            tag = t.find("gaztag")
            if tag is not None:
                gold.append((int(_of(t, "start")), int(_of(t, "end")), float(_of(tag, "lat")), float(_of(tag, "lon"))))
        yield article.findtext("text") or "", gold


def geovirus(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    for article in ElementTree.parse(path).getroot():
        gold = [(int(_of(t, "start")) - 1, int(_of(t, "end")) - 1, float(_of(t, "lat")), float(_of(t, "lon"))) for t in article.iter("location")]
        yield article.findtext("text") or "", gold


def _of(element: ElementTree.Element, name: str) -> str:
    return element.findtext(name) or ""


def by_context(t: Toponym) -> Candidate | None:
    return t.chosen


def by_people(t: Toponym) -> Candidate | None:
    return max(t.candidates, key=lambda c: c.worth, default=None)


def score(read: list[tuple[View, list[Toponym], list[Gold]]], choose: Callable[[Toponym], Candidate | None]) -> dict[str, float]:
    """Toponym F1, Acc@161km and AUC of found ones, Acc@161km of all."""
    gold_n = mine_n = hits = near = 0
    areas: list[float] = []
    for view, found, gold in read:
        mine = {(view.start[t.first], view.end(t.last - 1)): t for t in found}
        gold_n, mine_n = gold_n + len(gold), mine_n + len(mine)
        for start, end, lat, lon in gold:
            t = mine.get((start, end))
            if t is None:
                continue
            hits += 1
            chosen = choose(t)
            km = float(toponyms.distances((lat, lon), [chosen.point])[0]) if chosen is not None else FARTHEST
            near += km <= 161
            areas.append(math.log(1 + km) / math.log(1 + FARTHEST))
    return {
        "found F1": round(200 * hits / (gold_n + mine_n), 1),
        "recall": round(100 * hits / gold_n, 1),
        "Acc@161km": round(100 * near / hits, 1),
        "AUC": round(sum(areas) / len(areas), 3),
        "Acc@161km of all": round(100 * near / gold_n, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds data/")
    args = parser.parse_args()
    reader = Reader()
    out = {}
    for name, load in (("GeoVirus", geovirus), ("LGL", lgl)):
        read = []
        for text, gold in load(args.shared / "data" / "places" / f"{name.lower()}.xml"):
            view = View(reader(text))
            read.append((view, toponyms.find(view), gold))
        out[name] = {"context": score(read, by_context), "most people": score(read, by_people)}
    print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
