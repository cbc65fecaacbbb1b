"""The swap test: no rule and no weight may know a side.

    python -m benchmarks.swap ../shared

In each gold text the two countries that it names most are exchanged throughout: names, demonyms, adjectives, capitals, seats and leaders. The swapped
text is read, the names in the output are exchanged back, and each assertion of the plain reading is looked for. Figure: the share that survives unchanged
(type, trigger, actors, recipients, source, status).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

from sayso import documents
from sayso.data import table
from sayso.pipeline import Reader, Report
from sayso.reader import countries
from sayso.reader.words import tokenize

# a form that is adjective and demonym in one ("Syrian") mostly stands as an adjective: "Turkish" then, not "Turk"
COLUMNS = ("name", "aliases", "adjectives", "demonyms", "capital", "seats")


def leaders(iso3: str, text: str) -> list[list[str]]:
    """The leaders of a country, each as its printed names, the whole name first; those that a text names come first."""
    groups: dict[str, list[str]] = {}
    for row in table("leaders"):
        if row["iso3"] == iso3:
            own = groups.setdefault(re.split(r"[ -]", row["name"])[-1], [])
            own += [f for f in (row["name"], row["name"].split()[-1], *filter(None, row["alone"].split("|"))) if f not in own]
    return sorted(groups.values(), key=lambda forms: not re.search(rf"\b({'|'.join(map(re.escape, forms))})\b", text))


def mapping(a: str, b: str, text: str, with_leaders: bool = True) -> dict[str, str]:
    """Each form of one country and its counterpart of the other, column by column; a form with no counterpart takes the first."""
    rows = {r["iso3"]: r for r in table("countries")}
    out: dict[str, str] = {}
    for mine, other in ((a, b), (b, a)):
        for column in COLUMNS:
            forms = [f for f in rows[mine][column].split("|") if f]
            partners = [f for f in rows[other][column].split("|") if f]
            if column == "aliases":
                partners = [rows[other]["name"]]
            for k, form in enumerate(forms):
                if partners:
                    out.setdefault(form, partners[min(k, len(partners) - 1)])
        if with_leaders:
            for own, theirs in zip(leaders(mine, text), leaders(other, text), strict=False):
                for form in own:
                    alone = " " not in form or form == form.split("-")[-1]
                    out.setdefault(form, min(theirs, key=len) if alone else theirs[0])
    return out


def exchange(text: str, pairs: dict[str, str]) -> str:
    """The text with all forms exchanged at once, longest first."""
    if not pairs:
        return text
    pattern = re.compile(r"\b(" + "|".join(re.escape(f) for f in sorted(pairs, key=len, reverse=True)) + r")(?!\w)")
    return pattern.sub(lambda m: pairs[m[1]], text)


def keys(report: Report, pairs: dict[str, str]) -> Counter[tuple[object, ...]]:
    """Assertions as comparable values, their names exchanged by `pairs`."""

    def names(parties: tuple[object, ...]) -> tuple[str, ...]:
        return tuple(sorted(exchange(p.name, pairs) for p in parties))  # type: ignore[attr-defined]

    return Counter(
        (
            a.event.type,
            exchange(a.event.trigger.text, pairs),
            names(a.actors),
            names(a.recipients),
            exchange(a.source.name, pairs) if a.source else None,
            a.status,
        )
        for a in report.assertions
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--countries-only", action="store_true", help="leave leaders' names as they are")
    parser.add_argument("--show", action="store_true", help="list the assertions that change")
    args = parser.parse_args()
    reader = Reader()
    kept = total = 0
    for path in sorted((args.shared / "gold" / args.part).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        words = [t.text for t in tokenize(gold["text"])]
        counts = Counter(c.iso3 for _, _, c in countries.marks(words))
        ranked = [iso3 for iso3, _ in counts.most_common(2)]
        if len(ranked) < 2:
            ranked = [*ranked, *(x for x in ("FRA", "KEN") if x not in ranked)][:2]
        pairs = mapping(ranked[0], ranked[1], gold["text"], not args.countries_only)
        published = date.fromisoformat(gold["published"]) if gold["published"] else None
        plain = keys(reader(documents.parse(gold["text"], name=path.name, published=published)), pairs)
        other = keys(reader(documents.parse(exchange(gold["text"], pairs), name=path.name, published=published)), {})
        same = sum((plain & other).values())
        kept, total = kept + same, total + sum(plain.values())
        print(f"{path.stem:28} {ranked[0]}/{ranked[1]} {same}/{sum(plain.values())}")
        if args.show:
            for k in plain - other:
                print("   -", k)
            for k in other - plain:
                print("   +", k)
    print(json.dumps({"survive": round(100 * kept / total, 1), "assertions": total}))


if __name__ == "__main__":
    main()
