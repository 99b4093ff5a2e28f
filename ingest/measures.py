"""Numbers of events: how many are sent, killed, wounded or captured, and how much of what is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from ingest.counting import count_of, has_number, is_counting, read_bare, read_money
from ingest.layers import Amount, Finding, Measured, Referent, Slot
from ingest.tree import Tree, read_tree
from ontology.measures import Counted, MeasureTerms

FARTHEST = 4  # steps in the tree from an event to the casualties or the money that it comes with
THINGS = frozenset({"Weapon", "Platform", "Place", "Facility", "Agreement"})
PEOPLE = frozenset({"Person", "Group", "Force", "MilitaryUnit"})
UNCOUNTED = frozenset({"Happening", "Agreement"})
PATIENTS = ("recipient", "theme")
STATES = frozenset({"leave", "shoot", "shot", "find", "confirm", "report"})  # verbs of "left 12 dead"
AT = frozenset({"to", "at", "of", "past", "above", "over"})  # "the toll rose to 40"


@dataclass(frozen=True, slots=True)
class _Found:
    """A number and the token whose event it is a number of."""

    carrier: int
    measured: Measured


class MeasureFinder:
    """Component that fills the measures of `Doc._.events`."""

    def __init__(self, terms: MeasureTerms) -> None:
        self._terms = terms

    def __call__(self, doc: Doc) -> Doc:
        """Find the numbers of one document's events."""
        tree = read_tree(doc)
        by_sentence: defaultdict[int, list[int]] = defaultdict(list)
        for number, event in enumerate(doc._.events):
            if event.class_name in self._terms.roles:
                by_sentence[tree.sentences[event.trigger]].append(number)
        counting = [sentence for sentence in by_sentence if is_counting(tree, sentence)]
        if not counting:
            return doc
        heads = {(m.begin, m.end): m.head for m in doc._.mentions}
        found: defaultdict[int, list[Measured]] = defaultdict(list)
        for sentence in counting:
            events = {n: doc._.events[n] for n in by_sentence[sentence]}
            for number, measured in self._shared(tree, sentence, events):
                found[number].append(measured)
            for number, event in events.items():
                found[number] += self._own(tree, event, heads, doc._.entities)
        doc._.events = tuple(
            replace(event, measures=_distinct(found[number])) if found.get(number) else event
            for number, event in enumerate(doc._.events)
        )
        return doc

    def _shared(self, tree: Tree, sentence: int, events: Mapping[int, Finding]) -> Iterator[tuple[int, Measured]]:
        """Yield the casualties and the money of a sentence, each with the events that it belongs to."""
        roles = self._terms.roles
        for found in _casualties(tree, sentence, self._terms):
            bearing = {n: e for n, e in events.items() if "result" in roles[e.class_name]}
            own = [n for n, e in bearing.items() if found.carrier in (e.trigger, e.anchor)]
            # a killing has no wounded of its own, the attack beside it has
            causes = {n: e for n, e in bearing.items() if n not in own and not self._is_casualty(e)}
            nearest = _nearest(tree, found.carrier, causes, self._terms)
            if nearest is None and not own:
                nearest = _nearest(tree, found.carrier, bearing, self._terms)
            for number in own if nearest is None else [*own, nearest]:
                yield number, found.measured
        spending = {n: e for n, e in events.items() if "any" in roles[e.class_name]}
        if spending:
            for token in range(*tree.bounds[sentence]):
                amount = read_money(tree, token, self._terms)
                nearest = None if amount is None else _nearest(tree, token, spending, self._terms)
                if amount is not None and nearest is not None:
                    yield nearest, Measured(kind="money", amount=amount)

    def _is_casualty(self, event: Finding) -> bool:
        return not {"killed", "wounded"}.isdisjoint(self._terms.roles[event.class_name].values())

    def _own(
        self, tree: Tree, event: Finding, heads: Mapping[tuple[int, int], int], entities: tuple[Referent, ...]
    ) -> Iterator[Measured]:
        """Yield the numbers of an event's participants."""
        roles = self._terms.roles[event.class_name]
        sentence = tree.sentences[event.trigger]
        counted = False
        for slot in event.slots:
            head = heads.get((slot.begin, slot.end))
            if slot.role not in roles or head is None or tree.sentences[head] != sentence:
                continue
            counted = counted or slot.role in PATIENTS
            yield from self._slot(tree, roles[slot.role], slot, head, entities)
        kind = next((roles[role] for role in PATIENTS if role in roles), None)
        patient = _patient(tree, event.trigger) if tree.pos[event.trigger] == "VERB" and not counted else None
        if patient is None or kind in {None, "amount"}:
            return
        for part in _parts(tree, patient, self._terms):
            amount = count_of(tree, part, self._terms)
            if kind is not None and amount is not None and read_money(tree, part, self._terms) is None:
                yield Measured(kind=kind, amount=amount)

    def _slot(self, tree: Tree, kind: str, slot: Slot, head: int, entities: tuple[Referent, ...]) -> Iterator[Measured]:
        if read_money(tree, head, self._terms) is not None:
            return  # the sum of money is read apart
        entity = entities[slot.entity]
        amount = count_of(tree, head, self._terms)
        if amount is None and entity.strength is not None and slot.begin <= entity.strength.begin < slot.end:
            amount = entity.strength
        if amount is not None and entity.type not in UNCOUNTED and (amount.high != 0 or kind in {"killed", "wounded"}):
            kind = _kind(kind, entity.type)
            if kind != "amount" or amount.unit is not None:
                yield Measured(kind=kind, amount=amount)


def _kind(kind: str, type_: str) -> str:
    if type_ in THINGS and kind in {"killed", "wounded", "captured"}:
        return "amount"
    return "strength" if kind == "amount" and type_ in PEOPLE else kind


def _casualties(tree: Tree, sentence: int, terms: MeasureTerms) -> Iterator[_Found]:
    """Yield the dead and wounded that a sentence counts."""
    for token in range(*tree.bounds[sentence]):
        forms = terms.casualties.get(tree.lemmas[token]) or terms.casualties.get(tree.lower[token], {})
        for form, kind in forms.items():
            carrier, amounts = _counted(tree, token, form, terms)
            for amount in amounts:
                yield _Found(carrier, Measured(kind=kind, amount=amount))


def _counted(tree: Tree, token: int, form: Counted, terms: MeasureTerms) -> tuple[int, list[Amount]]:
    """Return the token whose event casualties are of, and how many a casualty word counts."""
    if form == "noun":
        carrier, amount = _stated(tree, token, terms)
        return carrier, [] if amount is None else [amount]
    if form == "clause":
        amount = _told(tree, token, terms)
        return token, [] if amount is None else [amount]
    if tree.pos[token] != "VERB":
        return token, []
    victim = _patient(tree, token) if form == "patient" else tree.child(token, "nsubj")
    if victim is not None:
        found = (count_of(tree, part, terms) for part in _parts(tree, victim, terms))
        return token, [amount for amount in found if amount is not None]
    amount = None
    if form == "patient" and tree.tags[token] == "VBN" and token and has_number(tree, token - 1):
        amount = read_bare(tree, token - 1)  # "13 were killed and 60 wounded"
    return token, [] if amount is None else [amount]


def _patient(tree: Tree, verb: int) -> int | None:
    """Return who suffers an action: the object, a passive's subject, or the noun that a participle follows."""
    own = tree.child(verb, "obj")
    if own is not None:
        return own
    if tree.tags[verb] not in {"VBN", "VBD"}:
        return None
    subject = tree.child(verb, "nsubj")
    passive = any(tree.deps[c] == "aux:pass" for c in tree.children[verb])
    if subject is not None:
        return subject if passive or tree.deps[subject] == "nsubj:pass" or tree.tags[verb] == "VBN" else None
    if tree.bases[verb] == "acl" and tree.tags[verb] == "VBN":
        return tree.heads[verb]
    return None


def _parts(tree: Tree, noun: int, terms: MeasureTerms) -> list[int]:
    """Return a noun and what is coordinated with it, less what has another casualty word of its own."""
    return [
        part for part in tree.conjuncts(noun)
        if part == noun or not any(tree.lower[c] in terms.casualties or tree.lemmas[c] in terms.casualties
                                   for c in tree.children[part])
    ]  # fmt: skip


def _stated(tree: Tree, word: int, terms: MeasureTerms) -> tuple[int, Amount | None]:
    """Return what governs "dead" or "wounded", and how many it is said of: "left four soldiers dead", "12 dead"."""
    begin, _ = tree.bounds[tree.sentences[word]]
    governor = tree.first_conjunct(word)
    verb = tree.heads[governor]
    if word > begin and has_number(tree, word - 1):
        return verb if tree.pos[verb] == "VERB" else governor, read_bare(tree, word - 1)
    if tree.bases[word] == "amod" and tree.lemmas[tree.heads[verb]] in STATES:
        return tree.heads[verb], count_of(tree, verb, terms)  # "shot dead three officers"
    if tree.lemmas[verb] in STATES and tree.pos[word] == "ADJ" and (noun := _patient(tree, verb)) is not None:
        return verb, count_of(tree, noun, terms)
    return word, None


def _told(tree: Tree, toll: int, terms: MeasureTerms) -> Amount | None:
    """Return the number that a toll is said to have reached."""
    verb = tree.heads[toll]
    if tree.bases[toll] == "nsubj" and has_number(tree, verb):
        return read_bare(tree, verb)  # "the toll was 40"
    places = [*tree.children[toll], *(tree.children[verb] if tree.bases[toll] in {"nsubj", "obj"} else ())]
    for child in places:
        if child == toll or tree.bases[child] not in {"obl", "obj", "nmod", "nummod"}:
            continue
        inner = has_number(tree, child) or any(has_number(tree, c) for c in tree.children[child])
        if inner and (tree.case(child) in AT or tree.bases[child] in {"obj", "nummod"}):
            return read_bare(tree, child) if has_number(tree, child) else count_of(tree, child, terms)
    return None


def _nearest(tree: Tree, token: int, events: Mapping[int, Finding], terms: MeasureTerms) -> int | None:
    """Return the event that is fewest steps away.

    It is not one of a later clause that is merely coordinated, nor one that tells who somebody is ("killed 24
    insurgents who attacked a convoy").
    """
    best: tuple[int, int] | None = None
    above = {node: steps for steps, node in enumerate(_path(tree, token))}
    for number, event in events.items():
        for steps, node in enumerate(path := _path(tree, event.trigger)):
            if node in above:
                beside = (
                    any(tree.bases[n] == "acl" for n in path[:steps])
                    or any(
                        tree.bases[n] in {"conj", "parataxis"}
                        and tree.pos[n] == "VERB"
                        and tree.lemmas[n] not in terms.casualties  # "13 were killed and 60 wounded in a bombing"
                        for n in path[:steps]
                    )
                )
                distance = steps + above[node]
                if distance <= FARTHEST and not beside and (best is None or distance < best[0]):
                    best = (distance, number)
                break
    return None if best is None else best[1]


def _path(tree: Tree, token: int) -> list[int]:
    path = [token]
    while tree.heads[token] != token and len(path) <= FARTHEST:
        token = tree.heads[token]
        path.append(token)
    return path


def _distinct(measures: list[Measured]) -> tuple[Measured, ...]:
    """Keep one measure for each number, the first; in the order of the text."""
    kept: dict[int, Measured] = {}
    for measured in measures:
        kept.setdefault(measured.amount.end, measured)
    return tuple(sorted(kept.values(), key=lambda m: (m.amount.begin, m.kind)))
