"""Further leads annotated by the gold book, as documents in the gold's form: `python -m training.further ../shared FOLDER`.

FOLDER/train is for `training.pack --more`; about every fifth goes to FOLDER/kept, to measure on (`benchmarks.gold --documents`) and never to learn from.

`further.tsv` holds no words of any text, only where in it something stands; the texts come from the corpora in SHARED. The annotations were made by a large
language model that had read the gold book and eighteen gold leads, once each, and were not adjudicated. On 20 gold train leads that lay unmarked among them
they found 94 % of the annotated events, and 75 % of theirs were annotated; 88 % of the events had the same type, 91 % of named sources and 98 % of statuses
were the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.data import table
from sayso.errors import InputError
from training.corpora import dispatches, re3d
from training.leads import COUNTRY_FORMS

TABLE = Path(__file__).parent / "further.tsv"
KEPT = 5  # one in so many leads is measured on
_TIGHT = re.compile(r" ([,.;:!?%)\]}»”’]|n't|'s|’s|'re|'ve|'ll|'d|'m|n’t)(?=[\s,.;:!?)\]”’\"]|$)")


def texts(shared: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of every report that leads were taken from."""
    data = shared / "data"
    for path in sorted((data / "names" / "worldwide" / "train").glob("*.tsv")):
        words = [line.split("\t")[0].strip() for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
        yield f"world2-{path.stem}", re.sub(r"^https?://\S+\s*", "", _joined(words))
    for path in sorted((data / "attribution" / "polnear" / "train" / "text").glob("*.txt")):
        yield f"polnear2-{path.stem[:50]}", path.read_text(encoding="utf-8").strip()
    for path in sorted((data / "events" / "muc4" / "dev").glob("dev-*")):
        yield from ((f"muc2-{name}", text) for name, text in dispatches(path))
    yield from ((f"re3d-{name[:16]}", text) for name, text in re3d(data / "names" / "re3d"))


def _joined(words: list[str]) -> str:
    """Words as they are printed: no space before a comma or inside quotation marks."""
    text = re.sub(r"([(\[{«“‘$£€]) ", r"\1", _TIGHT.sub(r"\1", " ".join(words)))
    out, opens = [], True
    for part in re.split(r'( ?" ?)', text):
        mark = part.strip() == '"'
        out.append((' "' if opens else '" ') if mark else part)
        opens = opens != mark
    return re.sub(r" +", " ", "".join(out)).replace(' " ', '" ').strip()


def documents(shared: Path) -> Iterator[dict[str, Any]]:
    """The annotated leads in the form of the gold ones. Raises `InputError` where a text is not the one that was annotated."""
    rows: dict[str, list[list[str]]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            rows.setdefault(cells[0], []).append(cells[1:])
    codes = {form.lower(): row["iso3"] for row in table("countries") for column in COUNTRY_FORMS for form in row[column].split("|") if form}
    for name, whole in texts(shared):
        if name not in rows:
            continue
        (length, digest, published), *told = rows.pop(name)
        text = whole[: int(length)]
        if hashlib.sha256(text.encode()).hexdigest()[:8] != digest:
            raise InputError(name, "is not the text that was annotated", "use the corpora as they were, or take its lines out of further.tsv")
        yield {
            "doc": name,
            "published": published or None,
            "publisher": None,
            "text": text,
            "assertions": [_assertion(text, cells, codes) for cells in told],
            "disputes": [],
        }
    if rows:
        raise InputError(str(shared), f"lacks {len(rows)} of the texts that were annotated, {next(iter(rows))} among them", "lay the corpora beside it")


def _assertion(text: str, cells: list[str], codes: dict[str, str]) -> dict[str, Any]:
    start, kind, actors, recipients, place, when, killed, injured, source, cue, status = cells

    def party(span: str) -> dict[str, str | None]:
        name = " ".join(_words(text, span).split())
        return {"name": name, "iso3": codes.get(name.lower())}

    def parties(spans: str) -> list[dict[str, str | None]]:
        return [party(span) for span in spans.split()]

    def toll(span: str) -> list[int | None] | None:
        return [int(x) if x else None for x in span.split("..")] if span else None

    return {
        "id": f"a{start}",
        "trigger": _words(text, start),
        "start": int(start.split("+")[0]),
        "event": kind,
        "actor": parties(actors),
        "recipient": parties(recipients),
        "place": party(place) if place else None,
        "when": when or None,
        "killed": toll(killed),
        "injured": toll(injured),
        "source": party(source) if source else "REPORTER",
        "via": [],
        "cue": _words(text, cue) if cue else None,
        "status": status,
    }


def _words(text: str, span: str) -> str:
    """The words at "start+length"."""
    start, _, length = span.partition("+")
    return text[int(start) : int(start) + int(length)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("folder", type=Path, help="where the documents go")
    args = parser.parse_args()
    count = {"train": 0, "kept": 0}
    for document in documents(args.shared):
        name = f"{document['doc']}.json"
        part = "kept" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % KEPT == 0 else "train"
        count[part] += 1
        (args.folder / part).mkdir(parents=True, exist_ok=True)
        (args.folder / part / name).write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    print(json.dumps(count))


if __name__ == "__main__":
    main()
