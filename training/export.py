"""Export a checkpoint for the runtime: `python -m training.export --corpora DIR --run DIR [--out DIR]`.

Writes `reader.onnx` (opset 17, attention fused, dynamic int8 per channel), `reader.json` (label
inventories, word-form tables, hash of the network), `rolesets.npz` (roleset vectors as float16 and which
lemma has which) and `tokenizer.json` to the folder of the runtime's model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training import corpora
from training.lemmas import lemma_tables
from training.model import ROLE, EventHead, Reader, with_one
from training.network import load_head, load_labels, load_network
from training.train import initial_weights

PREDICATE, NO_NAME, NO_ROLE = -1.0, 0.7, 0.0  # chosen on EWT dev and UNER dev


@dataclass(frozen=True, slots=True)
class Shifts:
    """What is added to scores so that precision and recall balance on dev (log odds)."""

    predicate: float
    no_name: float
    no_role: float

    def apply(self, net: Reader) -> None:
        """Move the biases of the network's last layers."""
        upos, xpos, names = net.sizes[:3]
        with torch.no_grad():
            net.tags.bias[upos + xpos] += self.no_name
            net.tags.bias[upos + xpos + names] += self.predicate
            net.role.weight[ROLE, ROLE] += self.no_role  # class 0 is no role; both factors end in a constant one


class Exported(nn.Module):
    """One window in, every layer out; see `ingest/reader/model.py` for the outputs."""

    def __init__(self, net: Reader, head: EventHead) -> None:
        super().__init__()
        self.net = net
        self.head = head

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        net = self.net
        words, layers = net.both(ids, shapes, first)
        upos, xpos, names, predicate, start = (t[0] for t in net.tag(words))
        dependent, head = net.label_vectors(words)
        flags = predicate[:, 0] > 0
        flags = torch.cat([torch.ones_like(flags[:1]), flags[1:]])  # the root is always there: no empty tensors
        at = torch.nonzero(flags)[:, 0]
        found = words[0].index_select(0, at)
        p = net.role(with_one(net.role_predicate(found)))
        p = p.view(-1, net.roles_count, p.shape[-1] // net.roles_count)
        roles = torch.matmul(with_one(net.role_word(words)), p.transpose(1, 2))
        score, role = torch.max(roles, -1)
        return (
            upos.argmax(-1), xpos.argmax(-1), names.log_softmax(-1), predicate[:, 0], start[:, 0], net.arcs(words)[0],
            dependent[0], head[0], at, role, score - roles[..., 0], net.sense(found), *self.head.hints(layers[0]),
        )  # fmt: skip


HINTS = ["event_types", "event_class", "event_sure", "certainty", "polarity", "temporality"]
OUTPUTS = [
    "upos",
    "xpos",
    "names",
    "predicate",
    "start",
    "arcs",
    "dependent",
    "head",
    "at",
    "role",
    "margin",
    "sense",
    *HINTS,
]


def to_onnx(net: Reader, head: EventHead, path: Path) -> None:
    """Write the network as fp32 ONNX."""
    n = 12
    inputs = (
        torch.randint(1000, 2000, (1, 2 * n)), torch.ones(1, 2 * n, dtype=torch.long),
        torch.arange(n + 1).unsqueeze(0),
    )  # fmt: skip
    axes = {"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "first": {1: "words"}}
    axes |= {name: {0: "words"} for name in OUTPUTS[:8]}
    axes["arcs"] = {0: "words", 1: "words"}
    axes |= {name: {0: "predicates", 1: "words"} for name in ("role", "margin")}
    axes |= {name: {0: "predicates"} for name in ("at", "sense")}
    axes |= {name: {0: "words"} for name in HINTS}
    torch.onnx.export(
        Exported(net, head).eval(), inputs, str(path), input_names=list(axes)[:3], output_names=OUTPUTS,
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(fp32: Path, out: Path) -> None:
    """Fuse attention, layer norms and activations, then quantise weights to int8 per channel."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    fused = optimizer.optimize_model(str(fp32), "bert", num_heads=12, hidden_size=384, optimization_options=options)
    print("fused", fused.get_fused_operator_statistics())
    path = fp32.with_suffix(".fused.onnx")
    fused.save_model_to_file(str(path))
    extra = {"DefaultTensorType": TensorProto.FLOAT}  # fused operators have no inferred type
    quantize_dynamic(str(path), str(out), per_channel=True, weight_type=QuantType.QInt8, extra_options=extra)


def export(folder: Path, run: Path, out: Path, shifts: Shifts) -> None:
    """Export the checkpoint of a run."""
    net, labels, weights = load_network(run, "eager"), load_labels(run), initial_weights()
    head = load_head(run)
    shifts.apply(net)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        fp32 = Path(temporary) / "reader.onnx"
        to_onnx(net, head, fp32)
        quantise(fp32, out / "reader.onnx")
        shutil.copy(fp32, run / "reader-fp32.onnx")
    shutil.copy(weights / "tokenizer.json", out / "tokenizer.json")
    table = corpora.read_rolesets(folder / "propbank-frames" / "rolesets.tsv")
    with torch.no_grad():
        vectors = net.roleset_table().numpy().astype(np.float16)
    np.savez_compressed(out / "rolesets.npz", vectors=vectors)
    forms = {
        "upos": labels.upos, "xpos": labels.xpos, "deps": labels.deps, "roles": labels.roles,
        "rolesets": {r: sorted({r.rsplit(".", 1)[0], *table[r][1]}) for r in labels.rolesets},
        "lemmas": lemma_tables(folder, table),
        "sha256": hashlib.sha256((out / "reader.onnx").read_bytes()).hexdigest(),
    }  # fmt: skip
    (out / "reader.json").write_text(json.dumps(forms, ensure_ascii=False, separators=(",", ":")))
    for path in sorted(out.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--out", type=Path, default=Path("ingest/reader/model"))
    for name, value in (("predicate", PREDICATE), ("no-name", NO_NAME), ("no-role", NO_ROLE)):
        parser.add_argument(f"--{name}", type=float, default=value, help="added to the score of this class")
    a = parser.parse_args()
    export(a.corpora, a.run, a.out, Shifts(predicate=a.predicate, no_name=a.no_name, no_role=a.no_role))


if __name__ == "__main__":
    main()
