"""Whether the corpus holds together: `python benchmarks/corpus/check.py`.

`reports.jsonl` holds invented reports about invented incidents, `key.json` what grouping, disputes and grades should come to. The check looks at the
form of both and at what can be told without reading: that every trigger is where the key says, that lengths, dates and counts are in range, that
copies are copies and other reports are not, and that a grade does not contradict its members.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Row = dict[str, Any]
FIELDS = ("key", "title", "publisher", "published", "url", "text")
MEMBER = ("report", "trigger", "nth", "source", "status")
TYPES = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"}
TYPES |= {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
STATUSES = {"actual", "possible", "future", "hypothetical", "denied"}
GRADES = {"confirmed": 2, "contested": 3, "denied": 1, "corroborated": 2, "single source": 2, "reported": 2}  # and how many of each there must be
GROUNDS = {"occurrence", "actor", "recipient", "toll", "place", "time", "character"}
FIRST, LAST = date(2031, 2, 1), date(2031, 6, 30)
WORDS, SENTENCES, PER_INCIDENT = (60, 140), (3, 6), (4, 7)
REPORTS, INCIDENTS, COPIES, LATEST = 64, 12, 5, 6  # reports at least, incidents exactly, copies at least, days from an incident to its last own report
SENTENCE_END = re.compile(r'[.!?]"?(?=\s+["A-ZÀ-Ž]|$)')
ABBREVIATIONS = re.compile(r"\b(Dr|a\.m|p\.m)\.")


def check_reports(reports: list[Row]) -> list[str]:
    errors = []
    for field in ("key", "title", "url", "text"):
        errors += [f"{field} twice: {value}" for value, n in Counter(r[field] for r in reports).items() if n > 1]
    if len(reports) < REPORTS:
        errors.append(f"{len(reports)} reports, fewer than {REPORTS}")
    for r in reports:
        words = len(r["text"].split())
        sentences = len(SENTENCE_END.findall(ABBREVIATIONS.sub(r"\1", r["text"])))
        if tuple(r) != FIELDS:
            errors.append(f"{r['key']}: fields {list(r)}")
        if not WORDS[0] <= words <= WORDS[1]:
            errors.append(f"{r['key']}: {words} words")
        if not SENTENCES[0] <= sentences <= SENTENCES[1]:
            errors.append(f"{r['key']}: {sentences} sentences")
        if not FIRST <= date.fromisoformat(r["published"]) <= LAST:
            errors.append(f"{r['key']}: published {r['published']}")
        if r["text"] != r["text"].strip() or "\n" in r["text"].replace("\n\n", ""):
            errors.append(f"{r['key']}: stray white space")
        if not r["url"].startswith("https://example.org/"):
            errors.append(f"{r['key']}: url {r['url']}")
    return errors


def check_copies(copies: list[list[str]], by_key: dict[str, Row]) -> list[str]:
    errors = [f"copy {pair}: no such report" for pair in copies if not set(pair) <= by_key.keys()]
    if len(copies) < COPIES:
        errors.append(f"{len(copies)} copies, fewer than {COPIES}")
    if errors:
        return errors
    pairs = {frozenset(pair) for pair in copies}
    for a, b in combinations(by_key.values(), 2):
        alike = SequenceMatcher(None, a["text"].split(), b["text"].split(), autojunk=False).ratio()
        if frozenset((a["key"], b["key"])) not in pairs:
            if alike > 0.5:
                errors.append(f"{a['key']} and {b['key']} are {alike:.0%} alike and not listed as copies")
        elif alike < 0.8 or a["title"] == b["title"] or a["publisher"] == b["publisher"]:
            errors.append(f"{a['key']} and {b['key']}: {alike:.0%} alike, not a copy by another paper under another headline")
    return errors


def check_incident(incident: Row, by_key: dict[str, Row], clashes: list[list[str]]) -> list[str]:
    key, members = incident["key"], incident["members"]
    errors = [f"{key}: {m} has no such report" for m in members if m["report"] not in by_key]
    if errors:
        return errors
    for m in members:
        text = by_key[m["report"]]["text"]
        if tuple(m) != MEMBER or m["status"] not in STATUSES:
            errors.append(f"{key}: malformed member {m}")
        if not 1 <= m["nth"] <= len(re.findall(rf"\b{re.escape(m['trigger'])}\b", text)):
            errors.append(f"{key}: no {m['trigger']!r} number {m['nth']} in {m['report']}")
        if m["source"] and m["source"].lower() not in text.lower():
            errors.append(f"{key}: source {m['source']!r} is not printed in {m['report']}")
    errors += [f"{key}: member twice: {m}" for m, n in Counter(json.dumps(m) for m in members).items() if n > 1]

    told = {m["report"] for m in members}
    if not PER_INCIDENT[0] <= len(told) <= PER_INCIDENT[1]:
        errors.append(f"{key}: told by {len(told)} reports")
    happened = re.search(r"2031-\d\d-\d\d", incident["what"])
    if not happened:
        errors.append(f"{key}: no day in {incident['what']!r}")
    else:
        ages = [(date.fromisoformat(by_key[r]["published"]) - date.fromisoformat(happened[0])).days for r in told]
        if min(ages) < 0 or sum(age <= LATEST for age in ages) < PER_INCIDENT[0]:
            errors.append(f"{key}: told {sorted(ages)} days after")

    if incident["type"] not in TYPES or incident["grade"] not in GRADES or not incident["grade_because"]:
        errors.append(f"{key}: type or grade")
    sides = [m["source"] for m in members]
    affirmed = [m for m in members if m["status"] == "actual"]
    contradicted = {
        "contested": not any(a != b for a, b in clashes),
        "denied": bool(affirmed) or all(m["status"] != "denied" for m in members),
        "corroborated": bool(clashes) or len({m["source"] for m in affirmed if m["source"]}) < 2,
        "single source": bool(clashes) or None in sides,
        "reported": bool(clashes) or any(sides),
        "confirmed": not any(m["source"] for m in affirmed),
    }
    if contradicted.get(incident["grade"]):
        errors.append(f"{key}: its members contradict the grade {incident['grade']}")
    return errors


def check_key(key: Row, by_key: dict[str, Row]) -> list[str]:
    incidents = {i["key"]: i for i in key["incidents"]}
    errors = [] if len(incidents) == len(key["incidents"]) == INCIDENTS else [f"{len(key['incidents'])} incidents, not {INCIDENTS}"]
    grades = Counter(i["grade"] for i in key["incidents"])
    errors += [f"{grades[g]} incidents {g}, fewer than {n}" for g, n in GRADES.items() if grades[g] < n]
    for incident in key["incidents"]:
        errors += check_incident(incident, by_key, [d["between"] for d in key["disputes"] if d["incident"] == incident["key"]])
    seen = set()
    for d in key["disputes"]:
        if d["incident"] not in incidents or d["on"] not in GROUNDS or len(d["between"]) != 2:
            errors.append(f"malformed dispute {d}")
            continue
        sides = {m["source"] or "the report" for m in incidents[d["incident"]]["members"]}
        errors += [f"{d['incident']}: {side!r} is no source of its members" for side in d["between"] if side not in sides]
        mark = (d["incident"], d["on"], frozenset(d["between"]))
        errors += [f"dispute twice: {d}"] if mark in seen else []
        seen.add(mark)
    return errors


def main() -> int:
    reports = [json.loads(line) for line in (HERE / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    key = json.loads((HERE / "key.json").read_text(encoding="utf-8"))
    by_key = {r["key"]: r for r in reports}
    errors = check_reports(reports) + check_copies(key["copies"], by_key) + check_key(key, by_key)
    if errors:
        print("\n".join(errors))
        return 1
    sizes = {name: len(key[name]) for name in ("incidents", "disputes", "copies")} | {"members": sum(len(i["members"]) for i in key["incidents"])}
    print(f"{len(reports)} reports, " + ", ".join(f"{n} {name}" for name, n in sizes.items()) + ": all in order")
    return 0


if __name__ == "__main__":
    sys.exit(main())
