"""Reports to incidents, disputes and grades from end to end, on the made-up corpus beside this file: python -m benchmarks.tellings [--show]."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sayso import documents
from sayso.incidents import Account, accounts
from sayso.incidents.build import Happening, happening
from sayso.incidents.copies import Copies, signature
from sayso.incidents.group import group
from sayso.pipeline import Reader

CORPUS = Path(__file__).parent / "corpus"


def read() -> list[Account]:
    """All reports of the corpus as accounts, copies marked; `document` is the report's key."""
    found: list[Account] = []
    copies = Copies()
    rows = [json.loads(line) for line in (CORPUS / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    docs = [
        documents.parse(r["text"], name=r["key"], published=date.fromisoformat(r["published"]), publisher=r["publisher"], url=r["url"], title=r["title"])
        for r in rows
    ]
    for row, report in zip(rows, Reader().pipe(docs), strict=True):
        origin = copies.add(row["key"], signature(row["text"])) or row["key"]
        voice = next(r["publisher"] for r in rows if r["key"] == origin)
        found += [Account(a.assertion, row["key"], origin, voice, a.published, a.sentence) for a in accounts(report.document, report.assertions)]
    return found


def happenings(found: list[Account]) -> list[Happening]:
    """The incidents of all accounts."""
    groups: dict[int, list[Account]] = {}
    for label, account in zip(group(found), found, strict=True):
        groups.setdefault(label, []).append(account)
    return [happening(own) for own in groups.values()]


def places(key: dict[str, Any]) -> dict[tuple[str, int], str]:
    """Where each member's trigger stands, (report, offset), and its incident."""
    texts = {r["key"]: r["text"] for r in map(json.loads, (CORPUS / "reports.jsonl").read_text(encoding="utf-8").splitlines())}
    out = {}
    for incident in key["incidents"]:
        for m in incident["members"]:
            hits = [x.start() for x in re.finditer(rf"\b{re.escape(m['trigger'])}\b", texts[m["report"]])]
            out[m["report"], hits[m["nth"] - 1]] = incident["key"]
    return out


def figures(found: list[Happening], show: bool = False) -> dict[str, float]:
    """B-cubed F1 over the members whose trigger was found, dispute F1 and the share of grades right."""
    key = json.loads((CORPUS / "key.json").read_text(encoding="utf-8"))
    wanted = places(key)
    label: dict[tuple[str, int], str] = {}
    for h in found:
        for a in h.accounts:
            label[a.document, a.assertion.event.trigger.start] = h.incident.id
    members = [m for m in wanted if m in label]
    precision = recall = 0.0
    for m in members:
        same = [x for x in members if label[x] == label[m]]
        own = [x for x in members if wanted[x] == wanted[m]]
        strangers = sum(i == label[m] and x not in wanted for x, i in label.items())
        hits = sum(wanted[x] == wanted[m] for x in same)
        precision += hits / (len(same) + strangers)
        recall += hits / len(own)
    precision, recall = precision / len(members), recall / len(members)
    main = {i["key"]: _main(i["key"], members, wanted, label) for i in key["incidents"]}
    by_id = {h.incident.id: h for h in found}
    right = hit = said = 0
    for incident in key["incidents"]:
        best: Happening | None = by_id.get(main[incident["key"]] or "")
        grade = best.incident.grade if best else None
        right += grade == incident["grade"]
        gold = [d for d in key["disputes"] if d["incident"] == incident["key"]]
        alias = [set(s["names"]) for s in key["sides"] if s["incident"] == incident["key"]]
        clashes = [] if best is None else list(best.clashes)
        said += len(clashes)
        hits = 0
        left = list(gold)
        for c in clashes:
            sides = [_names(best, x) for x in (c.a, c.b)]
            fit = next((d for d in left if d["on"] == c.on and _fits(d["between"], sides, alias)), None)
            if fit:
                left.remove(fit)
                hits += 1
        hit += hits
        if show:
            groups = Counter(label.get(m, "missed")[:4] for m in wanted if wanted[m] == incident["key"])
            print(f"{incident['key']} {incident['grade']:13} {grade!s:13} members {groups}")
            for c in clashes:
                print("     said", c.on, "|", c.why)
            for d in left:
                print("     missed", d["on"], d["between"])
    said += sum(
        len(h.clashes) for h in found if h.incident.id not in main.values() and any((a.document, a.assertion.event.trigger.start) in wanted for a in h.accounts)
    )
    total = len(key["disputes"])
    return {
        "triggers_found": round(100 * len(members) / len(wanted), 1),
        "b_cubed": round(200 * precision * recall / (precision + recall), 1),
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "dispute": round(200 * hit / (said + total), 1),
        "grades": round(100 * right / len(key["incidents"]), 1),
    }


def _main(incident: str, members: Iterable[tuple[str, int]], wanted: dict[tuple[str, int], str], label: dict[tuple[str, int], str]) -> str | None:
    """The group that holds most of an incident's members."""
    counts = Counter(label[m] for m in members if wanted[m] == incident)
    return counts.most_common(1)[0][0] if counts else None


def _names(h: Happening | None, a: Account) -> set[str]:
    """All names that the side of an account goes by."""
    own = next((s for s in h.stances if a in s.accounts), None) if h else None
    return {p.name for p in own.parties} or {"the report"} if own else set()


def _fits(between: list[str], sides: list[set[str]], alias: list[set[str]]) -> bool:
    """Whether two sides, by all names that each goes by, are those of a dispute of the key, under any of their names there."""

    def names(side: str) -> set[str]:
        return next((a for a in alias if side in a), {side})

    def one(side: str, mine: set[str]) -> bool:
        return any(_one(s, n) for s in names(side) for n in mine)

    return any(one(between[0], x) and one(between[1], y) for x, y in (sides, sides[::-1]))


def _one(a: str, b: str) -> bool:
    """Two printed names fit when one's words contain the other's, or they end in one word."""
    x, y = (re.findall(r"\w+", n.lower().removeprefix("the ")) for n in (a, b))
    return set(x) <= set(y) or set(y) <= set(x) or x[-1] == y[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="incident by incident")
    args = parser.parse_args()
    print(figures(happenings(read()), args.show))


if __name__ == "__main__":
    main()
