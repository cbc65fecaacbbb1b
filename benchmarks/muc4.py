"""Who did it, and on whose word, in MUC-4's dispatches: slots 10 and 11 of its templates, `python -m benchmarks.muc4 ../shared`.

Slot 10, by message: the organisations that did any of its incidents, matched by name or one of its by-names (F1). Predicted are the actors of violence told
as having happened, being possible or denied, that are in the table of actors or have a sector of those who bear arms, no persons and no plural
common nouns for people ("THE GUERRILLAS": individuals, whom the key has in slot 9). Slot 11, of those right:

    CLAIMED OR ADMITTED                  the source is the doer itself
    SUSPECTED OR ACCUSED BY AUTHORITIES  another source, of the state: government, military, police, justice
    SUSPECTED OR ACCUSED                 any other source
    POSSIBLE                             the report itself, status `possible`
    REPORTED AS FACT                     the report itself, status `actual`

Of several tellings the first in this list decides. Where the key allows several answers, any of them is right.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from benchmarks.gold import scorer
from sayso import documents
from sayso.events.conditions import noun_classes
from sayso.incidents.sides import same_party, stands_for_country
from sayso.pipeline import Reader
from sayso.records import Assertion, Party
from training.corpora import dispatches

ORDER = ("CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", "POSSIBLE", "REPORTED AS FACT")
ARMED = frozenset({"rebel", "military", "police", "criminal"})
Organisation = tuple[frozenset[str], frozenset[str]]  # its names, the confidences that are right


def keys(path: Path) -> dict[str, list[Organisation]]:
    """The organisations of slot 10 of each message, with the confidence of slot 11."""
    found: dict[str, list[Organisation]] = {}
    message, slot, lines = "", 0, {10: [""], 11: [""]}

    def close() -> None:
        if not message:
            return
        names = [frozenset(re.findall(r'"([^"]+)"', line)) for line in lines[10] if not line.lstrip().startswith("?")]
        sure = [(frozenset(re.findall(r'"([^"]+)"', line)), line.partition(":")[0]) for line in lines[11]]
        for own in names:
            if own:
                answers = next((kinds for forms, kinds in sure if forms & own), "")
                right = frozenset(k.strip(" ?") for k in answers.split("/"))
                before = next((o for o in found[message] if o[0] & own), None)
                if before is not None:  # the same one, of another incident
                    found[message].remove(before)
                    own, right = own | before[0], right | before[1]
                found[message].append((own, right))

    for line in path.read_text(encoding="latin-1").splitlines():
        head = re.match(r"(\d+)\.\s+[A-Z ]+:\s+(?:[A-Z]+ )*?(?:ID|TEMPLATE|CONFIDENCE|[A-Z]+)\s{2,}(.*)", line)
        if line.startswith("0. "):
            close()
            message, slot, lines = line.split()[-1], 0, {10: [""], 11: [""]}
            found.setdefault(message, [])
        elif head:
            slot = int(head.group(1))
            if slot in lines:
                lines[slot] = [head.group(2)]
        elif slot in lines and line.strip():
            lines[slot].append(line.strip())
    close()
    return found


def confidence(a: Assertion, doer: Party) -> str:
    """MUC-4's word for on whose say-so a deed is told."""
    if a.source is None:
        return "POSSIBLE" if a.status == "possible" else "REPORTED AS FACT"
    if same_party(a.source, doer):
        return "CLAIMED OR ADMITTED"
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if stands_for_country(a.source) else "SUSPECTED OR ACCUSED"


def told(assertions: tuple[Assertion, ...]) -> dict[str, set[str]]:
    """The organisations that are told to have done violence, with the confidences of their tellings."""
    out: dict[str, set[str]] = {}
    for a in assertions:
        if a.event.type == "ASSAULT" and a.status in ("actual", "possible", "denied"):
            for p in a.actors:
                if (p.id is not None or p.sector in ARMED) and not (p.id or "").startswith(("person:", "state:")) and not _persons(p.name):
                    out.setdefault(p.name, set()).add(confidence(a, p))
    return out


def _persons(name: str) -> bool:
    """A plural common noun: the individuals of slot 9."""
    last = name.lower().split()[-1]
    return re.sub("men$", "man", last.removesuffix("s")) in noun_classes() and last.endswith(("s", "men"))


def figures(folder: Path) -> dict[str, float]:
    """F1 of organisations by message, and the share of those right whose confidence is right."""
    same = scorer(folder.parents[2] / "gold").same_name
    gold = keys(folder / "tst2" / "key-tst2.v4")
    reader = Reader()
    right = wrong = wanted = sure = 0
    for name, text in dispatches(folder / "tst2" / "tst2-muc4"):
        key = gold.get(name, [])
        wanted += len(key)
        hits: dict[int, set[str]] = {}  # all confidences of an organisation of the key, whichever of its names they were told of
        for party, kinds in told(reader(documents.parse(text, name=name)).assertions).items():
            hit = next((k for k, (forms, _) in enumerate(key) if any(same({"name": party}, {"name": form}) for form in forms)), None)
            if hit is None:
                wrong += 1
            else:
                hits.setdefault(hit, set()).update(kinds)
        right += len(hits)
        sure += sum(min(kinds, key=ORDER.index) in key[k][1] for k, kinds in hits.items())
    return {
        "organisations in the key": wanted,
        "f1": round(200 * right / max(1, wanted + right + wrong), 1),
        "precision": round(100 * right / max(1, right + wrong), 1),
        "recall": round(100 * right / max(1, wanted), 1),
        "confidence right": round(100 * sure / max(1, right), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    args = parser.parse_args()
    print(json.dumps(figures(args.shared / "data" / "events" / "muc4"), indent=1))


if __name__ == "__main__":
    main()
