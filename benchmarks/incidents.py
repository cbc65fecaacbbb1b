"""How well tellings of one happening are found in many reports: annotated assertions in, groups out, against the gold incidents.

python -m benchmarks.incidents ../shared/gold [--read]

With --read also from end to end: the leads are read, and an incident's member is found where a trigger overlaps it. Disputes are those within one lead.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

from sayso import documents
from sayso.incidents import Account, accounts, compare, group
from sayso.records import Assertion, Event, Party, Place, Range, Span, Time, Toll

Key = tuple[str, str]


def annotated(folder: Path) -> tuple[list[Account], dict[str, list[Key]]]:
    """The annotated assertions of all leads that share an incident with another, and the incidents' members as (lead, assertion)."""
    listed = json.loads((folder / "incidents.json").read_text(encoding="utf-8"))
    incidents = {x["incident"]: [(d, a) for d, a in x["members"]] for x in listed}
    found: list[Account] = []
    for lead in sorted({d for members in incidents.values() for d, _ in members}):
        path = next(p for p in (folder / part / f"{lead}.json" for part in ("dev", "train")) if p.exists())
        found += of_lead(json.loads(path.read_text(encoding="utf-8")), lead)
    return found, incidents


def of_lead(lead: dict[str, Any], key: str) -> list[Account]:
    """The annotated assertions of one lead, in the records' shape; the ids are the annotator's."""
    published = date.fromisoformat(lead["published"]) if lead["published"] else None
    document = documents.parse(lead["text"], name=key, published=published, publisher=lead["publisher"])
    return [Account(x.assertion, key, key, x.voice, published, x.sentence) for x in accounts(document, [_assertion(a) for a in lead["assertions"]])]


def _assertion(a: dict[str, Any]) -> Assertion:
    def party(p: dict[str, Any]) -> Party:
        return Party(p["name"], 0, 0, iso3=p["iso3"])

    def span(x: list[int | None] | None) -> Range | None:
        return None if x is None else (x[0], x[1])

    days = [date.fromisoformat(d) for d in (a["when"].split("/") * 2)[:2]] if a["when"] else None
    toll = Toll(span(a["killed"]), span(a["injured"])) if a["killed"] or a["injured"] else None
    return Assertion(
        a["id"],
        Event(a["event"], Span(a["trigger"], a["start"], a["start"] + len(a["trigger"]))),
        tuple(map(party, a["actor"])),
        tuple(map(party, a["recipient"])),
        a["status"],
        Place(a["place"]["name"], 0, 0, iso3=a["place"]["iso3"]) if a["place"] else None,
        Time(days[0], days[1], "", "day") if days else None,
        toll,
        None if a["source"] == "REPORTER" else party(a["source"]),
    )


def week(found: list[Account]) -> list[int]:
    """The baseline: same type, same parties by name, published within a week."""
    out: list[int] = []
    latest: dict[tuple[object, ...], tuple[int, date]] = {}
    for k, x in enumerate(found):
        a = x.assertion
        key = (a.event.type, *(frozenset(p.name.lower().removeprefix("the ") for p in side) for side in (a.actors, a.recipients)))
        day = (a.time.start if a.time else None) or x.published or date.min
        before = latest.get(key)
        own = before[0] if before is not None and abs((day - before[1]).days) <= 7 else k
        latest[key] = (own, day)
        out.append(own)
    return out


def figures(found: list[Account], labels: list[int], incidents: dict[str, list[Key]]) -> dict[str, float]:
    """B-cubed (Bagga and Baldwin 1998) and pairwise F1 over the listed members; every other assertion in a member's group counts against it."""
    at = {(x.document, x.assertion.id): k for k, x in enumerate(found)}
    gold = {at[m]: name for name, members in incidents.items() for m in members}
    groups: dict[int, list[int]] = {}
    for k, label in enumerate(labels):
        groups.setdefault(label, []).append(k)
    sizes = Counter(gold.values())
    precision = recall = 0.0
    hit = said = 0
    for own in groups.values():
        inside = Counter(gold[k] for k in own if k in gold)
        strangers = sum(k not in gold for k in own)
        hit += sum(comb(n, 2) for n in inside.values())
        said += comb(sum(inside.values()), 2) + sum(inside.values()) * strangers
        precision += sum(n * n for n in inside.values()) / len(own)
        recall += sum(n * n / sizes[name] for name, n in inside.items())
    precision, recall = precision / len(gold), recall / len(gold)
    wanted = sum(comb(n, 2) for n in sizes.values())
    p, r = hit / said if said else 0.0, hit / wanted
    return {
        "b_cubed": round(200 * precision * recall / (precision + recall), 1),
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "pairwise": round(200 * p * r / (p + r), 1) if p + r else 0.0,
    }


def linked(found: list[Account], incidents: dict[str, list[Key]], parts: int = 5) -> dict[str, int]:
    """A part for each lead, so that leads that share an incident are in one part: for fitting on some and measuring on others."""
    head = {x.document: x.document for x in found}

    def top(d: str) -> str:
        while head[d] != d:
            d = head[d]
        return d

    for members in incidents.values():
        for (d, _), (e, _) in combinations(members, 2):
            head[top(e)] = top(d)
    bundles: dict[str, list[str]] = {}
    for d in head:
        bundles.setdefault(top(d), []).append(d)
    load, part = [0] * parts, {}
    for bundle in sorted(bundles.values(), key=lambda b: (-len(b), b)):
        k = load.index(min(load))
        load[k] += len(bundle)
        part.update(dict.fromkeys(bundle, k))
    return part


def end_to_end(folder: Path, incidents: dict[str, list[Key]]) -> dict[str, float]:
    """The same figures over what is read from the texts: over the members that a trigger overlaps, whose share is `members_found`."""
    from sayso.pipeline import Reader  # annotated assertions need no model

    reader, found, at = Reader(), list[Account](), dict[Key, Key]()
    for lead in sorted({d for members in incidents.values() for d, _ in members}):
        path = next(p for p in (folder / part / f"{lead}.json" for part in ("dev", "train")) if p.exists())
        gold = json.loads(path.read_text(encoding="utf-8"))
        published = date.fromisoformat(gold["published"]) if gold["published"] else None
        report = reader(documents.parse(gold["text"], name=lead, published=published, publisher=gold["publisher"]))
        own = [Account(x.assertion, lead, lead, x.voice, published, x.sentence) for x in accounts(report.document, report.assertions)]
        found += own
        for a in gold["assertions"]:
            hits = [x for x in own if x.assertion.event.trigger.start < a["start"] + len(a["trigger"]) and a["start"] < x.assertion.event.trigger.end]
            if hits:
                at[lead, a["id"]] = (lead, hits[0].assertion.id)
    members = sum(map(len, incidents.values()))
    mapped = {name: list(dict.fromkeys(at[m] for m in own if m in at)) for name, own in incidents.items()}
    share = round(100 * sum(m in at for own in incidents.values() for m in own) / members, 1)
    return {"members_found": share, **figures(found, group(found), mapped)}


def disputes(folder: Path, part: str) -> dict[str, float]:
    """Disputes within each lead from its annotated assertions, against the annotated ones: pairs of assertions, both right."""
    hit = said = wanted = 0
    for path in sorted((folder / part).glob("*.json")):
        lead = json.loads(path.read_text(encoding="utf-8"))
        mine = {frozenset(d.between) for d in compare(of_lead(lead, path.stem))[1]}
        gold = {frozenset(d["between"]) for d in lead["disputes"]}
        hit, said, wanted = hit + len(mine & gold), said + len(mine), wanted + len(gold)
    return {"f1": round(200 * hit / (said + wanted), 1), "hit": hit, "said": said, "annotated": wanted}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="the folder that holds incidents.json")
    parser.add_argument("--read", action="store_true", help="from end to end as well")
    args = parser.parse_args()
    found, incidents = annotated(args.gold)
    for name, labels in (("same type, parties, week", week(found)), ("sayso", group(found))):
        print(f"{name:26}", figures(found, labels, incidents))
    if args.read:
        print(f"{'sayso, from the texts':26}", end_to_end(args.gold, incidents))
    for part in ("dev", "train"):
        print(f"{'disputes, ' + part:26}", disputes(args.gold, part))


if __name__ == "__main__":
    main()
