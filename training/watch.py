"""What a run reports of itself: figures on the dev parts and on the leads kept apart, from gold words, with each word's best label or head."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.losses import EVENT_ROLES, parties, relations, run
from training.network import Network
from training.tensors import Table


@torch.no_grad()
def predict(network: Network, table: Table, part: str, batch: int = 64) -> dict[str, NDArray[np.int64]]:
    """The best label of each head, head, relation and party for the rows of the first variant of a part."""
    network.eval()
    a, b = table.rows[part][0]
    made: dict[str, list[Tensor]] = {}
    device = table.ids.device
    for start in range(a, b, batch):
        rows = torch.arange(start, min(b, start + batch), device=device)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            scores = run(network, table, rows, 0.0, 0.0)
            inside = torch.arange(scores.arcs.shape[1], device=device)[None, :] < table.words[rows][:, None]
            sentences = table.sentences[rows]
            heads = scores.arcs.float().masked_fill((sentences[:, :, None] != sentences[:, None, :]) | ~inside[:, None, :], -1e4).argmax(-1)
            role = table.role[rows].long()
            best = {name: tag.argmax(-1) for name, tag in scores.tags.items()}
            best |= {"heads": heads, "deprel": relations(network, scores, heads).argmax(-1)}
            found = parties(network, scores, table.at[rows].long(), role.clamp(min=0), inside).argmax(-1)
            best["party"] = torch.where(role < 0, -1, (table.party[rows].long() == found[..., None]).any(-1).long())
        for name, value in best.items():
            made.setdefault(name, []).append(value)
    network.train()
    return {k: torch.cat(v).cpu().numpy() for k, v in made.items()}


def _f1(hits: int, gold: int, mine: int) -> float:
    return round(200 * hits / max(1, gold + mine), 1)


def _spans(tags: NDArray[np.int64], labels: list[str]) -> set[tuple[int, int, int, str]]:
    found: list[tuple[int, int, int, str]] = []
    for r, row in enumerate(tags.tolist()):
        for i, tag in enumerate(row):
            label = labels[tag] if tag >= 0 else "O"
            if label == "O":
                continue
            last = found[-1] if found else None
            if label[0] == "I" and last is not None and last[0] == r and last[2] == i and last[3] == label[2:]:
                found[-1] = (r, last[1], i + 1, label[2:])
            else:
                found.append((r, i, i + 1, label[2:]))
    return set(found)


def figures(network: Network, table: Table, columns: dict[str, list[str]]) -> dict[str, float]:
    """LAS and UPOS of both treebanks, span F1 of names and attribution; events found and typed, status and parties of the leads kept apart."""
    out: dict[str, float] = {}

    def gold(part: str, column: str) -> NDArray[np.int64]:
        a, b = table.rows[part][0]
        values = table.heads if column == "heads" else table.role if column == "role" else table.columns[column]
        return values[a:b].long().cpu().numpy()

    for bank in ("ewt", "gum"):
        mine, heads, labels = predict(network, table, f"dev-{bank}"), gold(f"dev-{bank}", "heads"), gold(f"dev-{bank}", "deprel")
        base = {k: label.split(":")[0] for k, label in enumerate(columns["deprel"])}
        number = {x: k for k, x in enumerate(sorted(set(base.values())))}
        fold = np.array([number[base[k]] for k in range(len(base))])
        known = (heads >= 0) & (labels >= 0)
        right = (mine["heads"] == heads) & (fold[mine["deprel"]] == fold[labels.clip(0)]) & known
        out[f"las-{bank}"] = round(100 * right.sum() / known.sum(), 2)
        upos = gold(f"dev-{bank}", "upos")
        out[f"upos-{bank}"] = round(100 * ((mine["upos"] == upos) & (upos >= 0)).sum() / (upos >= 0).sum(), 2)
    for part, names in (("dev-names", ["name"]), ("dev-polnear", ["source", "cue", "content"])):
        mine = predict(network, table, part)
        for name in names:
            right_tags = gold(part, name)
            x, y = _spans(np.where(right_tags >= 0, mine[name], -1), columns[name]), _spans(right_tags, columns[name])
            out[name] = _f1(len(x & y), len(x), len(y))
    first, last = table.rows["leads-kept"][0]
    if first == last:  # packed with no lead apart
        return out
    mine = predict(network, table, "leads-kept")
    event, status, role = gold("leads-kept", "event"), gold("leads-kept", "status"), gold("leads-kept", "role")
    o = columns["event"].index("O")
    told, said = event >= 0, mine["event"]
    named, guessed = told & (event != o), told & (said != o)
    out["found"] = _f1(int((named & guessed).sum()), int(named.sum()), int(guessed.sum()))
    out["typed"] = _f1(int((named & (said == event)).sum()), int(named.sum()), int(guessed.sum()))
    out["status"] = round(100 * ((mine["status"] == status) & (status >= 0)).sum() / (status >= 0).sum(), 1)
    for name in EVENT_ROLES:
        out[f"{name} role"] = round(100 * (mine["party"][role == network.roles.index(name)] == 1).mean(), 1)
    return out
