"""The shipped weights as a run to go on from: `python -m training.restore RUN`; 8-bit weights become floats again, heads that only teach start anew."""

from __future__ import annotations

import argparse
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.network import LAYERS, Network

WEIGHTS = Path(str(files("sayso.reader") / "weights"))
HEADS = ("arc_dependent", "arc_head", "arc_bilinear", "arc_bias", "rel_dependent", "rel_head", "pair_word", "pair_party", "pair_bias")


def arrays(path: Path) -> dict[str, NDArray[np.float32]]:
    """All weights of an exported model in 32 bits; matrices by the name of the product that uses them."""
    graph = onnx.load(str(path)).graph
    raw = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    out = {name: a.astype(np.float32) for name, a in raw.items() if a.dtype == np.float32 and not name.endswith("_scale")}

    def floats(name: str) -> NDArray[np.float32]:
        zero = raw[f"{name}_zero_point"].astype(np.float32)
        return np.asarray((raw[f"{name}_quantized"].astype(np.float32) - zero) * raw[f"{name}_scale"], np.float32)

    for name in ("network.encoder.pieces.weight", "network.encoder.shapes.weight"):
        out[name] = floats(name)
    for layer in range(LAYERS):
        out[f"qkv.{layer}"] = floats(f"Attention_{layer}_qkv_weight")
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            out[node.output[0].split("/")[1]] = floats(node.input[1].removesuffix("_quantized"))
    return out


def restored(folder: Path) -> tuple[Network, dict[str, list[str]], list[str]]:
    """The network of exported files, its label lists and its roles."""
    card = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    columns, roles = card["columns"], card["roles"]
    torch.manual_seed(0)  # for the heads that start anew
    network = Network(columns, roles)
    held = arrays(folder / "reader.onnx")
    state = {k: torch.from_numpy(v) for k, v in held.items()}
    own = network.state_dict()
    own.update({k.removeprefix("network."): v for k, v in state.items() if k.startswith("network.")})
    for layer in range(LAYERS):
        suffix = f"_{layer}" if layer else ""
        for k, part in enumerate(("query", "key", "value")):
            own[f"encoder.layers.{layer}.{part}.weight"] = state[f"qkv.{layer}"].chunk(3, 1)[k].T.contiguous()
            own[f"encoder.layers.{layer}.{part}.bias"] = state[f"Attention_{layer}_qkv_bias"].chunk(3)[k].contiguous()
        for part in ("attended", "inner", "outer"):
            own[f"encoder.layers.{layer}.{part}.weight"] = state[f"{part}{suffix}"].T.contiguous()
    for head in HEADS:
        own[f"{head}.weight"] = state[head].T.contiguous()
    sizes = [len(columns[h]) for h in card["tag_heads"]]
    for head, weight, bias in zip(card["tag_heads"], state["tags"].T.split(sizes), state["tags.bias"].split(sizes), strict=True):
        own[f"tags.{head}.weight"], own[f"tags.{head}.bias"] = weight.contiguous(), bias.contiguous()
    with np.load(folder / "pairs.npz") as pairs:
        own.update({name: torch.from_numpy(pairs[name].astype(np.float32)) for name in ("rel_bilinear", "pair_none", "pair_none_bias")})
    network.load_state_dict(own)
    return network, columns, roles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="the folder to write, as a finished run of training.train")
    args = parser.parse_args()
    network, columns, roles = restored(WEIGHTS)
    args.run.mkdir(parents=True, exist_ok=True)
    (args.run / "labels.json").write_text(json.dumps({"columns": columns, "roles": roles}, indent=1))
    torch.save({"network": network.state_dict(), "step": 0}, args.run / "checkpoint.pt")


if __name__ == "__main__":
    main()
