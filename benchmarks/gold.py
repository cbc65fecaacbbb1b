"""How well reports are read: reads every gold document and scores it with the gold set's own scorer.

python -m benchmarks.gold ../shared/gold [--part dev | --documents FOLDER] [--json] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from subprocess import run
from types import ModuleType

from sayso import documents
from sayso.export.json import report_to_dict
from sayso.pipeline import Reader


def read(paths: Iterable[Path], out: Path, reader: Reader) -> None:
    """Read the `text` of each gold document with its `published`, and write the reports."""
    out.mkdir(parents=True, exist_ok=True)
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        published = date.fromisoformat(gold["published"]) if gold["published"] else None
        document = documents.parse(gold["text"], name=path.name, published=published, publisher=gold["publisher"])
        (out / path.name).write_text(json.dumps(report_to_dict(reader(document)), ensure_ascii=False, indent=1), encoding="utf-8")


def figures(gold: Path, documents: Path, out: Path) -> dict[str, dict[str, float]]:
    """The scorer's figures for the reports in `out` against annotated documents; `gold` holds score.py."""
    done = run([sys.executable, str(gold / "score.py"), str(documents), str(out), "--json"], check=True, capture_output=True, text=True)
    result: dict[str, dict[str, float]] = json.loads(done.stdout)
    return result


def scorer(folder: Path) -> ModuleType:
    """The gold set's own score.py."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="the folder that holds dev/ and score.py")
    parser.add_argument("--part", default="dev")
    parser.add_argument("--documents", type=Path, help="a folder of documents in the gold's form to read and score, for a part of the gold")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--keep", type=Path, help="keep the reports in this folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        out, told = args.keep or Path(work), args.documents or args.gold / args.part
        read(sorted(told.glob("*.json")), out, Reader())
        found = figures(args.gold, told, out)
    if args.json:
        print(json.dumps(found, indent=1))
        return
    for name, f in found.items():
        print(f"{name:11} F1 {f['f1']!s:>5}  P {f['p']!s:>5}  R {f['r']!s:>5}  gold {f['gold']:>4}  predicted {f['predicted']:>4}")


if __name__ == "__main__":
    main()
