"""What a batch of rows costs: against its labels, and against what teachers think of it (Hinton et al., "Distilling the Knowledge", 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from training.network import HIDDEN, PAIR, Network
from training.tensors import Table

MASK = 103  # "[MASK]" in the vocabulary of the base weights
EVENT_ROLES = ("actor", "recipient", "source", "place", "time", "toll")
TRIGGERS, CUES = 12, 6  # words a chunk whose parties teachers tell


@dataclass
class Scores:
    """A network's raw scores for a batch: `tags` (chunks, words, labels), `arcs` (chunks, words, words), and what arcs' labels and parties need."""

    words: Tensor
    tags: dict[str, Tensor]
    arcs: Tensor
    dependent: Tensor
    head: Tensor
    query: Tensor
    key: Tensor
    bias: Tensor


def run(network: Network, table: Table, rows: Tensor, dropout: float, masked: float) -> Scores:
    """Score rows; in training some word pieces are masked and some units dropped."""
    ids, lengths = table.ids[rows].long(), table.lengths[rows].long()
    if network.training and masked:
        hidden = (torch.rand(ids.shape, device=ids.device) < masked) & (ids > 103)
        ids = torch.where(hidden, MASK, ids)
    x = network.encoder(ids, table.shapes[rows].long(), lengths, dropout)
    x = x.gather(1, table.first[rows].long()[:, :, None].expand(-1, -1, HIDDEN))
    x = F.dropout(x, 2 * dropout, network.training)
    query, key = network.arc_parts(x)
    dependent, head = network.rel_parts(x)
    roles = len(network.roles)
    return Scores(
        x,
        {name: tag(x) for name, tag in network.tags.items()},
        query @ key.transpose(1, 2),
        dependent,
        head,
        network.pair_word(x).unflatten(-1, (roles, PAIR)),
        network.pair_party(x).unflatten(-1, (roles, PAIR)),
        network.pair_bias(x),
    )


def relations(network: Network, scores: Scores, heads: Tensor) -> Tensor:
    """Scores (chunks, words, labels) of the arcs from words to `heads`."""
    head = scores.head.gather(1, heads[:, :, None].expand(-1, -1, scores.head.shape[-1]))
    hidden = torch.einsum("bwi,rij->bwrj", scores.dependent, network.rel_bilinear.to(scores.dependent.dtype))
    return (hidden @ head[:, :, :, None].to(hidden.dtype))[..., 0].float()


def parties(network: Network, scores: Scores, at: Tensor, role: Tensor, inside: Tensor) -> Tensor:
    """Scores (chunks, targets, 1 + words) of who fills `role` of word `at`, the first being nobody."""
    chunk = torch.arange(at.shape[0], device=at.device)[:, None]
    query = scores.query[chunk, at, role]
    key = scores.key.transpose(1, 2)[chunk, role]  # chunks, targets, words, 64
    bias = scores.bias.transpose(1, 2)[chunk, role]
    found = (key @ query[..., None].to(key.dtype))[..., 0].float() * PAIR**-0.5 + bias.float()
    none = (query.float() * network.pair_none[role]).sum(-1) * PAIR**-0.5 + network.pair_none_bias[role]
    return torch.cat((none[..., None], found.masked_fill(~inside[:, None, :], -1e4)), -1)


def _share(labelled: Tensor) -> Tensor:
    return labelled.any(1).float().mean()


def against_labels(network: Network, table: Table, rows: Tensor, scores: Scores) -> dict[str, Tensor]:
    """The loss of each head: its mean over labelled words, times the share of chunks that have labels for it."""
    out = {}
    width = scores.arcs.shape[1]
    inside = torch.arange(width, device=rows.device)[None, :] < table.words[rows][:, None]
    for name, column in table.columns.items():
        if name != "deprel":
            gold = column[rows].long()
            each = F.cross_entropy(scores.tags[name].float().flatten(0, 1), gold.flatten(), ignore_index=-100, reduction="sum")
            out[name] = each / (gold >= 0).sum().clamp(min=1) * _share(gold >= 0)
    gold, sentences = table.heads[rows].long(), table.sentences[rows]
    within = scores.arcs.float().masked_fill(sentences[:, :, None] != sentences[:, None, :], -1e4)
    known = gold >= 0
    out["head"] = F.cross_entropy(within.flatten(0, 1), gold.flatten(), ignore_index=-100, reduction="sum") / known.sum().clamp(min=1) * _share(known)
    label = torch.where(known, table.columns["deprel"][rows].long(), -100)
    each = F.cross_entropy(relations(network, scores, gold.clamp(min=0)).flatten(0, 1), label.flatten(), ignore_index=-100, reduction="sum")
    out["deprel"] = each / (label >= 0).sum().clamp(min=1) * _share(label >= 0)
    role, party = table.role[rows].long(), table.party[rows].long()
    found = parties(network, scores, table.at[rows].long(), role.clamp(min=0), inside)
    right = torch.zeros(*found.shape[:2], width + 2, dtype=torch.bool, device=rows.device)
    right = right.scatter(2, torch.where(party < 0, width + 1, party), True)[:, :, : width + 1]
    each = found.logsumexp(-1) - found.masked_fill(~right, -1e4).logsumexp(-1)
    for k, name in enumerate(network.roles):
        own = role == k
        out[f"{name} role"] = 0.5 * (each * own).sum() / own.sum().clamp(min=1) * _share(own)
    return out


def against_teachers(network: Network, teachers: Sequence[Network], table: Table, rows: Tensor, scores: Scores) -> dict[str, Tensor]:
    """How far the scores are from the mean of the teachers' probabilities, head by head, on every word."""
    width = scores.arcs.shape[1]
    inside = torch.arange(width, device=rows.device)[None, :] < table.words[rows][:, None]
    event, cue = network.o_event, network.b_cue
    with torch.no_grad():
        told = [run(t, table, rows, 0.0, 0.0) for t in teachers]
        tags = {name: sum(t.tags[name].float().softmax(-1) for t in told) / len(told) for name in scores.tags}
        arcs = sum(_valid(t.arcs, inside).softmax(-1) for t in told) / len(told)
        heads = arcs.argmax(-1)
        labels = sum(relations(n, t, heads).softmax(-1) for n, t in zip(teachers, told, strict=True)) / len(told)
        likely = (1 - tags["event"][..., event]) * inside
        cues = tags["cue"][..., cue] * inside
    out = {}
    for name, p in tags.items():
        weight = likely if name == "status" else inside.float()
        each = -(p * scores.tags[name].float().log_softmax(-1)).sum(-1)
        out[f"{name}~"] = (each * weight).sum() / weight.sum().clamp(min=1)
    each = -(arcs * _valid(scores.arcs, inside).log_softmax(-1)).sum(-1)
    out["head~"] = (each * inside).sum() / inside.sum()
    each = -(labels * relations(network, scores, heads).log_softmax(-1)).sum(-1)
    out["deprel~"] = (each * inside).sum() / inside.sum()
    for weights, number, roles in ((likely, TRIGGERS, EVENT_ROLES), (cues, CUES, ("cue_source",))):
        weight, at = weights.topk(number, dim=1)
        for name in roles:
            role = torch.full_like(at, network.roles.index(name))
            p = sum(parties(n, t, at, role, inside).softmax(-1) for n, t in zip(teachers, told, strict=True)) / len(told)
            each = -(p * parties(network, scores, at, role, inside).log_softmax(-1)).sum(-1)
            out[f"{name} role~"] = 0.5 * (each * weight).sum() / weight.sum().clamp(min=1)
    return out


def _valid(arcs: Tensor, inside: Tensor) -> Tensor:
    return arcs.float().masked_fill(~inside[:, None, :], -1e4)
