"""Train what decides about events: `python -m training.events --corpora DIR [--run DIR]`.

On the frozen network of a run, a head for events learns PLOVER type, event class, certainty, polarity and temporality
of each word from sentences annotated by us (`data/events-*.txt`); it is written to the run for `training.export`. Then
two log-linear models learn to weigh the head against the ontology's cues (`ingest/deciding.json`): which class a word
evokes, and its standing. They see what the head says of sentences that it has not learnt from (five folds).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import torch
import torch.nn.functional as F
from rich.progress import track
from spacy.language import Language
from torch import Tensor

from api.annotations import GMB, Noted, Sentence, read_annotations
from api.console import messages
from ingest.claims import ClaimFinder
from ingest.deciding import WEIGHTS, Inventory
from ingest.events import EventFinder
from ingest.pipeline import load_pipeline
from ingest.reader.hints import CERTAINTIES, POLARITIES, TEMPORALITIES, Hints
from ingest.reader.model import MODEL
from ingest.reader.pieces import Pieces
from ontology.event_types import EventTypes
from training.deciding import Text, align_triggers, fit_weights, words_of
from training.model import EventHead, Reader
from training.network import load_network

T = TypeVar("T")
DATA = Path(__file__).parent / "data"
FOLDS, EPOCHS, BATCH, RATE = 5, 14, 512, 1e-3
FILES = ("events-voa.txt", "events-own.txt")
UNCLEAR = "Denial"  # annotated for denied charges too, which the ontology's class of that name does not mean


def read_texts(nlp: Language, net: Reader, pieces: Pieces, sentences: Sequence[Sentence]) -> Iterator[Text]:
    """Yield sentences as the pipeline before events reads them."""
    docs = nlp.pipe([s.text for s in sentences])
    for sentence, doc in zip(_track(sentences, "reading"), docs, strict=True):
        ids, shapes, first = pieces.encode([token.text for token in doc])
        with torch.no_grad():
            _, layers = net.both(torch.tensor(ids)[None], torch.tensor(shapes)[None], torch.tensor(first)[None])
        events: dict[int, Noted] = {}
        left_out: set[int] = set()
        for event in sentence.events:
            span = doc.char_span(event.trigger.begin, event.trigger.end, alignment_mode="expand")
            if span is None:
                continue
            if event.class_name == UNCLEAR:
                left_out.add(span.start)
            else:
                events[span.start] = event
        yield Text(sentence, doc, layers[0, 1:], events, left_out)


def train_head(texts: Sequence[Text], inventory: Inventory, types: EventTypes, seed: int = 0) -> EventHead:
    """Fit the head to annotated sentences."""
    rows: list[Tensor] = []
    targets: list[tuple[int, int, int, int, int]] = []
    for text in texts:
        for token in words_of(text):
            if token not in text.left_out:
                rows.append(text.vectors[token])
                targets.append(_target(text.events.get(token), inventory, types))
    x, y = torch.stack(rows), torch.tensor(targets)
    torch.manual_seed(seed)
    head = EventHead(len(inventory.types) + 1, len(inventory.classes) + 1)
    optimiser = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.02)
    for epoch in range(EPOCHS):
        head.train()
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS) + RATE / 20
        for chosen in torch.randperm(len(x)).split(BATCH):
            loss = _loss(head(x[chosen]), y[chosen])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return head.eval()


def _target(event: Noted | None, inventory: Inventory, types: EventTypes) -> tuple[int, int, int, int, int]:
    if event is None:
        return 0, 0, -100, -100, -100
    type_ = types.classes[event.class_name].parent
    return (
        inventory.types.index(type_) + 1, inventory.classes.index(event.class_name) + 1,
        CERTAINTIES.index(event.certainty), POLARITIES.index(event.polarity), TEMPORALITIES.index(event.temporality),
    )  # fmt: skip


def _loss(scores: Sequence[Tensor], gold: Tensor) -> Tensor:
    weights = (1.0, 0.7, 0.15, 0.15, 0.15)
    total = scores[0].new_zeros(())
    for score, weight, column in zip(scores, weights, gold.T, strict=True):
        if bool((column >= 0).any()):
            total = total + weight * F.cross_entropy(score, column, label_smoothing=0.02)
    return total


def hint(head: EventHead, text: Text) -> Hints:
    """Return what a head says of a sentence."""
    with torch.no_grad():
        return Hints(*(array.numpy() for array in head.hints(text.vectors)))


def hint_by_folds(texts: Sequence[Text], inventory: Inventory, types: EventTypes, kept: Path) -> None:
    """Give each sentence the hints of a head that was trained without it; `kept` holds those of an earlier call.

    What was kept is used again as long as sentences, their events by word, and the event types are the same.
    """
    key = repr((inventory, [(text.sentence, text.events, text.left_out) for text in texts]))
    if kept.exists() and (known := torch.load(kept, weights_only=False))["key"] == key:
        for text, hints in zip(texts, known["hints"], strict=True):
            text.doc._.hints = hints
        return
    for fold in _track(range(FOLDS), "training the head in folds"):
        head = train_head([t for n, t in enumerate(texts) if n % FOLDS != fold], inventory, types, fold)
        for text in texts[fold::FOLDS]:
            text.doc._.hints = hint(head, text)
    torch.save({"key": key, "hints": [text.doc._.hints for text in texts]}, kept)


def _track(parts: Sequence[T], doing: str) -> Iterator[T]:
    """Show how far one is on standard error, if that is a terminal."""
    console = messages()
    return iter(track(parts, doing, console=console, transient=True, disable=not console.is_terminal))


def main() -> None:
    """Read the command line, train the head, fit the weights and write both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=Path("training/runs/reader2"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    a = parser.parse_args()
    nlp = load_pipeline()
    finder, claims = (dict(nlp.pipeline)[name] for name in ("sitrep_events", "sitrep_claims"))
    assert isinstance(finder, EventFinder)
    assert isinstance(claims, ClaimFinder)
    for name in nlp.pipe_names[nlp.pipe_names.index("sitrep_events") :]:
        nlp.remove_pipe(name)
    sentences = [s for path in FILES for s in read_annotations(DATA / path, a.corpora / GMB)]
    random.Random(1).shuffle(sentences)
    net, pieces = load_network(a.run), Pieces(MODEL / "tokenizer.json")
    texts = list(read_texts(nlp, net, pieces, sentences))
    for text in _track(texts, "aligning events with cues"):
        align_triggers(finder, text)
    types = finder.types
    inventory = Inventory.of(types)
    hint_by_folds(texts, inventory, types, a.run / "hints.pt")
    weights = fit_weights(finder, claims, texts, inventory)
    a.out.write_text(json.dumps(weights, indent=0) + "\n", encoding="utf8")
    sizes = {"types": len(inventory.types) + 1, "classes": len(inventory.classes) + 1}
    torch.save({**sizes, "weights": train_head(texts, inventory, types).state_dict()}, a.run / "events.pt")
    print(f"{len(texts)} sentences; {a.out}, {a.run / 'events.pt'}")


if __name__ == "__main__":
    main()
