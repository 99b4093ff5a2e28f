"""The reader's network: a MiniLM encoder that also sees word shapes, and one head a layer of analysis.

Sizes: B windows, T pieces, N words and the root at index 0, P predicates, R roles, L dependency labels.
Dependencies are biaffine (Dozat and Manning 2017); roles are labelled arcs from a predicate to the
head words of its arguments; a roleset is scored against an embedding of its description.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import AutoModel

from ingest.reader.hints import CERTAINTIES, POLARITIES, TEMPORALITIES
from ingest.reader.labels import NAME_TAGS, SHAPES

HIDDEN, ARC, LABEL, ROLE, SENSE, EVENT = 384, 256, 96, 192, 96, 192
LAYERS = (6, 4, 2)  # of the encoder, that the head for events sees: types of events show in middle layers


@dataclass(frozen=True, slots=True)
class Labels:
    """The label inventories, in the order of the network's outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deps: tuple[str, ...]
    roles: tuple[str, ...]  # roles[0] is "_": no argument
    rolesets: tuple[str, ...]


def mlp(size: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(HIDDEN, size), nn.ReLU(), nn.Dropout(0.25))


def with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Reader(nn.Module):
    """Scores every layer of analysis from piece ids (B, T), shapes (B, T) and first pieces (B, N)."""

    def __init__(self, weights: Path, labels: Labels, descriptions: Tensor, attention: str = "sdpa") -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(weights, attn_implementation=attention, add_pooling_layer=False)
        self.sizes = (len(labels.upos), len(labels.xpos), len(NAME_TAGS), 1, 1)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.drop = nn.Dropout(0.15)
        self.tags = nn.Linear(HIDDEN, sum(self.sizes))
        self.arc_head, self.arc_dep, self.label_head, self.label_dep = mlp(ARC), mlp(ARC), mlp(LABEL), mlp(LABEL)
        self.arc = nn.Linear(ARC, ARC)
        self.label = nn.Linear(LABEL + 1, len(labels.deps) * (LABEL + 1), bias=False)
        self.role_predicate, self.role_word = mlp(ROLE), mlp(ROLE)
        self.role = nn.Linear(ROLE + 1, len(labels.roles) * (ROLE + 1), bias=False)
        self.sense = nn.Linear(HIDDEN, SENSE)
        self.described = nn.Linear(HIDDEN, SENSE, bias=False)
        self.learned = nn.Embedding(len(labels.rolesets), SENSE)
        nn.init.zeros_(self.learned.weight)
        nn.init.normal_(self.label.weight, std=0.02)
        nn.init.normal_(self.role.weight, std=0.02)
        self.register_buffer("descriptions", descriptions, persistent=False)
        self.labels_count, self.roles_count = len(labels.deps), len(labels.roles)

    def words(self, ids: Tensor, shapes: Tensor, first: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return word vectors (B, N + 1, H)."""
        return self.both(ids, shapes, first, mask)[0]

    def both(self, ids: Tensor, shapes: Tensor, first: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return word vectors (B, N + 1, H), and those of the layers that the head for events sees (B, N + 1, 3 H)."""
        inputs = self.encoder.embeddings.word_embeddings(ids) + self.shapes(shapes)
        found = self.encoder(inputs_embeds=inputs, attention_mask=mask, output_hidden_states=True)
        at = first.unsqueeze(-1).expand(-1, -1, HIDDEN)
        layers = [torch.gather(found.hidden_states[n], 1, at) for n in LAYERS]
        return self.drop(layers[0]), torch.cat(layers, -1)

    def tag(self, words: Tensor) -> tuple[Tensor, ...]:
        """Return scores of UPOS, XPOS, name tags, predicate and sentence start for each word (B, N + 1, ·)."""
        return self.tags(words).split(self.sizes, -1)

    def arcs(self, words: Tensor) -> Tensor:
        """Return scores (B, N + 1, N + 1) of [dependent, head]."""
        return self.arc_dep(words) @ self.arc(self.arc_head(words)).transpose(1, 2)

    def label_vectors(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return the two factors of label scores: of a word as dependent (B, N + 1, L, ·) and as head (B, N + 1, ·)."""
        dependent = self.label(with_one(self.label_dep(words)))
        return dependent.unflatten(-1, (self.labels_count, LABEL + 1)), with_one(self.label_head(words))

    def roles(self, words: Tensor, predicates: Tensor) -> Tensor:
        """Return scores (P, N + 1, R) of predicates (P, H) over the words (P or 1, N + 1, H) of their windows."""
        p = self.role(with_one(self.role_predicate(predicates))).unflatten(-1, (self.roles_count, ROLE + 1))
        return with_one(self.role_word(words)) @ p.transpose(1, 2)

    def roleset_table(self) -> Tensor:
        """Return the vector of every roleset (rolesets, SENSE)."""
        return self.described(self.descriptions) + self.learned.weight


class EventHead(nn.Module):
    """Scores of PLOVER type, event class, certainty, polarity and temporality from a word's vectors (N, 3 H)."""

    def __init__(self, types: int, classes: int) -> None:
        super().__init__()
        self.sizes = (types, classes, len(CERTAINTIES), len(POLARITIES), len(TEMPORALITIES))
        self.inner = nn.Sequential(nn.Dropout(0.2), nn.Linear(len(LAYERS) * HIDDEN, EVENT), nn.GELU(), nn.Dropout(0.3))
        self.outer = nn.Linear(EVENT, sum(self.sizes))

    def forward(self, vectors: Tensor) -> tuple[Tensor, ...]:
        """Return the scores of each layer (N, size)."""
        return self.outer(self.inner(vectors)).split(self.sizes, -1)

    def hints(self, vectors: Tensor) -> tuple[Tensor, ...]:
        """Return what `ingest.reader.hints.Hints` holds."""
        types, classes, *standing = (scores.log_softmax(-1) for scores in self(vectors))
        sure, best = classes.max(-1)
        return types, best, sure, *standing


def describe(weights: Path, texts: list[str]) -> Tensor:
    """Return sentence embeddings (len(texts), H) of the encoder as it came: mean over pieces, unit length."""
    from transformers import AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(weights), AutoModel.from_pretrained(weights).eval()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = torch.zeros(len(texts), HIDDEN)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for k in range(0, len(order), 128):
            chunk = order[k : k + 128]
            e = tokenizer([texts[i] for i in chunk], padding=True, truncation=True, max_length=48, return_tensors="pt")
            hidden = model(**e).last_hidden_state.float()
            mask = e["attention_mask"].unsqueeze(-1)
            out[chunk] = F.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
    return out
