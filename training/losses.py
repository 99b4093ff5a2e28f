"""What the network is trained to minimise: one term a layer of analysis, over the words that a corpus annotates."""

from __future__ import annotations

import random

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Encoder, Window
from training.corpora import Predicate
from training.model import Reader


def cross(logits: Tensor, target: Tensor) -> Tensor:
    return F.cross_entropy(logits.float().flatten(0, -2), target.flatten())


def tree_loss(
    net: Reader, words: Tensor, real: Tensor, batch_: list[Window], enc: Encoder, tags: tuple[Tensor, ...]
) -> Tensor:
    n = real.size(1)
    heads, starts = enc.heads(batch_, n)
    scores = net.arcs(words).float().masked_fill(~real[:, None], -1e9)
    dependent, head = net.label_vectors(words)
    chosen = torch.gather(head, 1, heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, head.size(-1)))
    labels = torch.einsum("bnlj,bnj->bnl", dependent, chosen)
    loss = cross(scores, heads) + cross(labels, enc.layer(batch_, n, "deps", enc.deps))
    loss = loss + 0.5 * cross(tags[0], enc.layer(batch_, n, "upos", enc.upos))
    loss = loss + 0.5 * cross(tags[1], enc.layer(batch_, n, "xpos", enc.xpos))
    if (starts >= 0).any():
        keep = starts >= 0
        loss = loss + F.binary_cross_entropy_with_logits(tags[4].squeeze(-1)[keep].float(), starts[keep].float())
    return loss


def name_loss(scores: Tensor, batch_: list[Window], enc: Encoder) -> Tensor | None:
    """Return the negative log of the probability mass of the admissible tags, mean over constrained words."""
    allowed, known = enc.names(batch_, scores.size(1))
    if not known.any():
        return None
    logp = F.log_softmax(scores[known].float(), -1)
    return -torch.logsumexp(logp.masked_fill(~allowed[known], -1e9), -1).mean()


def role_loss(
    net: Reader, words: Tensor, real: Tensor, batch_: list[Window], enc: Encoder, tags: tuple[Tensor, ...]
) -> Tensor | None:
    """Return the loss of predicates, their rolesets and roles.

    Frame examples give arguments as spans: the head word is the one whose own head, as the parser now
    sees it, lies outside the span.
    """
    n, loss = real.size(1), words.new_zeros((), dtype=torch.float32)
    rows = [(i, *p) for i, w in enumerate(batch_) for p in w.predicates or ()]
    complete = [i for i, w in enumerate(batch_) if w.predicates is not None and not w.partial]
    if complete:
        flags, keep = torch.zeros(len(batch_), n), torch.zeros(len(batch_), n, dtype=torch.bool)
        for i in complete:
            keep[i, 1 : batch_[i].size + 1] = True
        for i, p, *_ in rows:
            flags[i, p + 1] = 1
        loss = loss + F.binary_cross_entropy_with_logits(tags[3].squeeze(-1)[keep].float(), flags[keep])
    if not rows:
        return loss if complete else None
    window, at = torch.tensor([r[0] for r in rows]), torch.tensor([r[1] + 1 for r in rows])
    target = torch.full((len(rows), n), -100)
    parsed = None
    for k, (i, _, begin, end, p) in enumerate(rows):
        target[k, begin + 1 : end + 1] = 0
        if p.heads is not None:
            for j, role in p.heads.items():
                target[k, begin + j + 1] = enc.roles[role]
        else:
            if parsed is None:
                with torch.no_grad():
                    parsed = net.arcs(words).float().masked_fill(~real[:, None], -1e9).argmax(-1)
            for role, b, e in p.spans or ():
                outside = [j for j in range(b + 1, e + 1) if not b + 1 <= int(parsed[i, j]) <= e]
                target[k, b + 1 : e + 1] = -100
                if len(outside) == 1:
                    target[k, b + 1 : e + 1] = 0
                    target[k, outside[0]] = enc.roles[role]
    scores = net.roles(words[window], words[window, at])
    loss = loss + 2 * cross(scores, target)
    return loss + 0.3 * sense_loss(net, words[window, at], rows, enc)


def sense_loss(net: Reader, vectors: Tensor, rows: list[tuple[int, int, int, int, Predicate]], enc: Encoder) -> Tensor:
    """Return the cross entropy of each predicate's roleset among the rolesets that share a lemma with it."""
    index = [enc.rolesets.get(r[4].roleset, -1) for r in rows]
    known = [k for k, i in enumerate(index) if i >= 0 and len(enc.rivals[i]) > 1]
    if not known:
        return vectors.new_zeros((), dtype=torch.float32)
    scores = (net.sense(vectors[known]) @ net.roleset_table().T).float()
    gold = [index[k] for k in known]
    mask = torch.ones_like(scores, dtype=torch.bool)
    for i, g in enumerate(gold):
        mask[i, enc.rivals[g]] = False
    return F.cross_entropy(scores.masked_fill(mask, -1e9), torch.tensor(gold))


def step_loss(net: Reader, batch_: list[Window], enc: Encoder, rng: random.Random) -> Tensor:
    ids, shapes, mask, first, real = enc.inputs(batch_, rng)
    with torch.autocast("cpu", torch.bfloat16):
        words = net.words(ids, shapes, first, mask)
        tags = net.tag(words)
        loss = (
            tree_loss(net, words, real, batch_, enc, tags)
            if batch_[0].tree
            else words.new_zeros((), dtype=torch.float32)
        )
        for part in (name_loss(tags[2], batch_, enc), role_loss(net, words, real, batch_, enc, tags)):
            if part is not None:
                loss = loss + part
    return loss
