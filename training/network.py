"""Load the trained network of a run."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from training.model import EventHead, Labels, Reader
from training.train import initial_weights


def load_labels(run: Path) -> Labels:
    """Return the label inventories of a run."""
    return Labels(**{k: tuple(v) for k, v in json.loads((run / "labels.json").read_text()).items()})


def load_network(run: Path, attention: str = "sdpa") -> Reader:
    """Return the reader's network, ready to run."""
    net = Reader(initial_weights(), load_labels(run), torch.load(run / "descriptions.pt"), attention=attention)
    net.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=False)["weights"], strict=False)
    return net.eval()


def load_head(run: Path) -> EventHead:
    """Return the head for events that `training.events` trained on a run's network."""
    weights = torch.load(run / "events.pt")
    types, classes = weights["types"], weights["classes"]
    head = EventHead(types, classes)
    head.load_state_dict(weights["weights"])
    return head.eval()
