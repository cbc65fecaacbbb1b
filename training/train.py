"""Train the reader on packed corpora: `python -m training.train FOLDER --out RUN [--teacher RUN …]`; stops and resumes at any checkpoint.

A run without teachers learns from labels alone. With teachers (earlier runs from other seeds) it also learns what they together think of every
word, those of texts without labels too. On a GPU a step is one CUDA graph.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor

from training.losses import against_labels, against_teachers, run
from training.network import Network
from training.tensors import Table, load
from training.watch import figures


@dataclass(frozen=True)
class Recipe:
    """Chunks of each corpus in a batch, number of batches, learning rates, dropout, share of masked word pieces, weight of the teachers' word."""

    shares: dict[str, int]
    steps: int = 4000
    encoder_rate: float = 3e-4
    head_rate: float = 1.5e-3
    dropout: float = 0.1
    masked: float = 0.05
    teachers: float = 0.25


ALONE = {"treebank": 10, "names": 7, "polnear": 12, "leads": 11, "coreference": 4, "factuality": 4}
TAUGHT = {**ALONE, "leads": 9, "coreference": 3, "factuality": 3, "plain": 14}
WARMUP, DECAY = 0.06, 0.01


def order(table: Table, recipe: Recipe, seed: int, kept: bool) -> Tensor:
    """The rows of every batch (steps, chunks): each corpus again and again, every time in another order and another variant."""
    rng = np.random.default_rng(seed)
    columns = []
    for corpus, share in recipe.shares.items():
        stream: list[np.ndarray] = []
        while sum(map(len, stream)) < share * recipe.steps:
            variant = rng.integers(len(table.rows[corpus]))
            parts = [table.rows[corpus][variant]]
            if kept and corpus == "leads":
                parts.append(table.rows["leads-kept"][variant])
            stream.append(rng.permutation(np.concatenate([np.arange(*part) for part in parts])))
        columns.append(np.concatenate(stream)[: share * recipe.steps].reshape(recipe.steps, share))
    return torch.from_numpy(np.concatenate(columns, 1))


def rate(step: int, steps: int) -> float:
    """Share of the full learning rate: up, then straight down."""
    warm = max(1, int(steps * WARMUP))
    return min((step + 1) / warm, max(DECAY, (steps - step) / max(1, steps - warm)))


class Run:
    """A network in training: one step after the other."""

    def __init__(self, network: Network, teachers: list[Network], table: Table, recipe: Recipe, unheard: frozenset[str] = frozenset()) -> None:
        self.unheard = unheard
        self.network, self.teachers, self.table, self.recipe = network, teachers, table, recipe
        self.cuda = table.ids.is_cuda
        encoder = list(network.encoder.parameters())
        heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
        groups = [{"params": p, "lr": torch.zeros((), device=table.ids.device) if self.cuda else 0.0} for p in (encoder, heads)]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True, capturable=self.cuda)
        self.rows = torch.zeros(sum(recipe.shares.values()), dtype=torch.long, device=table.ids.device)
        self.parts: dict[str, Tensor] = {}
        self._replay: Callable[[], None] | None = None

    def _once(self) -> None:
        recipe = self.recipe
        with torch.autocast(self.table.ids.device.type, torch.bfloat16, enabled=self.cuda, cache_enabled=False):
            scores = run(self.network, self.table, self.rows, recipe.dropout, recipe.masked)
            parts = against_labels(self.network, self.table, self.rows, scores)
            if self.teachers:
                told = against_teachers(self.network, self.teachers, self.table, self.rows, scores)
                parts |= {name: recipe.teachers * value for name, value in told.items() if name.rstrip("~") not in self.unheard}
        loss = torch.stack(list(parts.values())).sum()
        self.optimizer.zero_grad(set_to_none=not self.cuda)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.parts = {name: value.detach() for name, value in parts.items()}

    def step(self, rows: Tensor, share: float) -> None:
        """One batch, at a share of the full learning rates."""
        self.rows.copy_(rows)
        for group, full in zip(self.optimizer.param_groups, (self.recipe.encoder_rate, self.recipe.head_rate), strict=True):
            if self.cuda:
                group["lr"].fill_(full * share)
            else:
                group["lr"] = full * share
        if not self.cuda:
            self._once()
        elif self._replay is None:
            self._replay = self._captured()
        else:
            self._replay()

    def _captured(self) -> Callable[[], None]:
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self._once()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self._once()
        return graph.replay


def fresh(columns: dict[str, list[str]], roles: list[str], start: Path) -> Network:
    """A network with the encoder's weights to start from, and new heads."""
    network = Network(columns, roles)
    network.encoder.load_state_dict({k: v.float() for k, v in load_file(str(start)).items()})
    return network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="packed corpora, from training.pack")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--teacher", type=Path, action="append", default=[], help="the folder of a finished run to learn from")
    parser.add_argument("--unheard", action="append", default=[], metavar="HEAD", help="a head on which the teachers are not heard")
    parser.add_argument("--start", type=Path, help="the folder of a finished run whose weights this one starts from")
    parser.add_argument("--all", action="store_true", help="also learn from the leads kept apart")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", action="append", default=[], metavar="CORPUS=NUMBER", help="chunks of each corpus in a batch, for those of the recipe")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help="another value for a number of the recipe")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)
    changes = {k: int(v) if k == "steps" else float(v) for k, v in (pair.split("=") for pair in args.set)}
    shares = {k: int(v) for k, v in (pair.split("=") for pair in args.share)}
    recipe = Recipe(shares or (TAUGHT if args.teacher else ALONE), **changes)  # type: ignore[arg-type]
    table, columns, roles = load(args.folder)
    batches = order(table, recipe, args.seed, args.all)
    table = table.to(device)
    (args.out / "labels.json").write_text(json.dumps({"columns": columns, "roles": roles}, indent=1))

    def finished(folder: Path) -> Network:
        network = Network(columns, roles)
        network.load_state_dict(torch.load(folder / "checkpoint.pt", map_location="cpu")["network"])
        return network.to(device)

    teachers = [finished(folder).eval() for folder in args.teacher]
    network = finished(args.start) if args.start else fresh(columns, roles, args.folder / "start.safetensors").to(device)
    network.train()
    job = Run(network, teachers, table, recipe, frozenset(args.unheard))
    step, saved = 0, args.out / "checkpoint.pt"
    if saved.exists():
        state = torch.load(saved, map_location=device)
        network.load_state_dict(state["network"])
        job.optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
        print(f"resumed at step {step}", flush=True)
    clock, begun = time.time(), step
    while step < recipe.steps:
        if device == "cpu":
            torch.manual_seed(args.seed * 100003 + step)
        job.step(batches[step], rate(step, recipe.steps))
        step += 1
        if step % 200 == 0 or step == recipe.steps:
            parts = " ".join(f"{k} {v.item():.3f}" for k, v in job.parts.items())
            print(f"step {step}/{recipe.steps} {(time.time() - clock) / (step - begun):.4f} s a step; {parts}", flush=True)
        if step == recipe.steps or (device == "cpu" and step % 200 == 0):
            torch.save({"network": network.state_dict(), "optimizer": job.optimizer.state_dict(), "step": step}, saved.with_suffix(".new"))
            os.replace(saved.with_suffix(".new"), saved)
    print(json.dumps(figures(network, table, columns)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
