"""How far two annotators agree: `python -m benchmarks.agreement --corpora DIR`; prints JSON.

The second annotation is measured against the first as sitrep is measured against annotations (`sitrep evaluate claims`
and `roles`), so that the figures are comparable, and an upper bound of what can be measured at all. Cohen's kappa
(1960) takes off the agreement that chance would give: over words for types (a word has the type of the event that it
is the trigger of, or none), over events that both annotated for certainty, polarity and temporality.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from api.annotations import Noted, Sentence
from api.evaluate_claims import STANDING, score_claims
from api.evaluate_roles import score_roles
from api.paired import Reading, overlap, pair_events, read_sentences, without_denials
from ontology.errors import InputError
from ontology.event_types import EventClass, load_event_types
from ontology.records import Claim, Entity, Event, Participant, Span

DATA = Path(__file__).parents[1] / "training" / "data"
FIRST, SECOND = DATA / "events-voa.txt", DATA / "events-voa-twice.txt"
_NONE = "-"
Result = Mapping[str, object]


def measure(first: Path, second: Path, corpora: Path) -> Result:
    """Return the agreement on the sentences that both files annotate; raises InputError where there are none."""
    classes = load_event_types().classes
    one = {s.id: s for s in read_sentences(first, corpora)}
    pairs = [(one[s.id], s) for s in read_sentences(second, corpora) if s.id in one]
    if not pairs:
        raise InputError(f"{second}: none of its sentences are in {first}; give two annotations of the same sentences")
    readings = [without_denials(a.text, to_reading(a, b)) for a, b in pairs]
    claims, roles = score_claims(readings, classes), score_roles(readings, classes)
    labels = [pair for (a, b) in pairs for pair in zip(*(word_types(s, classes) for s in (a, b)), strict=True)]
    both = [pair for r in readings for pair in pair_events(r.gold, r.found, classes)]
    standing = {name: [(str(getattr(n, name)), str(getattr(e.claims[0], name))) for n, e in both] for name in STANDING}
    return {
        **{name: figures for name, figures in claims.items() if name not in STANDING},
        **{name: figures for name, figures in roles.items() if name not in claims},
        "kappa of types, over words": kappa(labels),
        "words": len(labels),
        **{name: {**_without_values(claims[name]), "kappa": kappa(values)} for name, values in standing.items()},
    }


def _without_values(figures: object) -> Result:
    assert isinstance(figures, Mapping)
    return {name: value for name, value in figures.items() if name != "by value"}


def to_reading(first: Sentence, second: Sentence) -> Reading:
    """Return the second annotation of a sentence as if it were what was found, beside the first."""
    named = dict.fromkeys(span for e in second.events for span in (*e.sources, *(span for _, span in e.roles)))
    return Reading(
        id=first.id, gold=first.events, found=tuple(map(_to_event, second.events)),
        entities=tuple(Entity(iri=_iri(s), type="Thing", label="", codes={}, mentions=(s,)) for s in named), heads={},
    )  # fmt: skip


def _to_event(noted: Noted) -> Event:
    claim = Claim(
        source=_iri(noted.sources[0]) if noted.sources else None, certainty=noted.certainty, polarity=noted.polarity,
        temporality=noted.temporality, evidence=noted.trigger, confidence=1.0,
    )  # fmt: skip
    return Event(
        iri=f"{_iri(noted.trigger)}-{noted.class_name}", type="", mode=None, class_=noted.class_name,
        trigger=noted.trigger, claims=(claim,),
        participants=tuple(Participant(role=role, entity=_iri(span), span=span) for role, span in noted.roles),
    )  # fmt: skip


def _iri(span: Span) -> str:
    return f"span:{span.begin}-{span.end}"


def word_types(sentence: Sentence, classes: Mapping[str, EventClass]) -> list[str]:
    """Return the PLOVER type of the event that each word of a sentence triggers, or a hyphen."""
    found = []
    for word in re.finditer(r"\w+", sentence.text):
        span = Span(word.start(), word.end())
        types = {classes[e.class_name].parent for e in sentence.events if overlap(span, e.trigger)}
        found.append(" ".join(sorted(types)) or _NONE)
    return found


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two annotators' values; None where only one value is ever used."""
    total = len(pairs)
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(one[value] * other[value] for value in one) / max(total * total, 1)
    if not total or chance == 1:
        return None
    agreed = sum(a == b for a, b in pairs) / total
    return round((agreed - chance) / (1 - chance), 4)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with gmb-voa.csv below it")
    parser.add_argument("--first", type=Path, default=FIRST)
    parser.add_argument("--second", type=Path, default=SECOND)
    a = parser.parse_args()
    print(json.dumps(measure(a.first, a.second, a.corpora), indent=2))


if __name__ == "__main__":
    main()
