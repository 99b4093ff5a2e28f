"""Find what a text names and describes, and what each stands for."""

from __future__ import annotations

from typing import Literal, Protocol

from spacy.tokens import Doc

from ingest.belonging import tell_countries
from ingest.candidates import DIRECTIONS
from ingest.draft import PARTITIVES, Draft
from ingest.layers import Choice, Referent
from ingest.linking import Linker
from ingest.metonymy import Metonymy
from ingest.missed import Labels, find_missed
from ingest.naming import TYPES, Naming
from ingest.nouns import noun_classes
from ingest.tree import Tree, read_tree
from ontology.records import Document

NOT_NAMES = frozenset({"DATE", "TIME", "QUANTITY", "MONEY"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
DESIGNATIONS = {
    "Place": frozenset({"Place"}), "MilitaryUnit": frozenset({"MilitaryUnit"}), "Agreement": frozenset({"Agreement"}),
    "Organization": frozenset({"Organization", "Group"}), "Group": frozenset({"Organization", "Group"}),
}  # fmt: skip
RESIDENT = frozenset({"Agent", "Place", "Person"})
GENERIC = DESIGNATIONS["Organization"]
DESIGNATORS = frozenset().union(*DESIGNATIONS.values())
CORE = frozenset({"ARG0", "ARG1", "ARG2", "ARG3", "ARG4"})


class Links(Protocol):
    """What makes mentions of the names that a draft holds."""

    def link(self, draft: Draft) -> None:
        """Make mentions of all held names."""


class MentionFinder:
    """Component that fills `Doc._.mentions` and `Doc._.entities` from names, demonyms and common nouns."""

    def __init__(self, naming: Naming, metonymy: Metonymy, linker: Links | None = None) -> None:
        self._naming = naming
        self._metonymy = metonymy
        self._linker: Links = linker or Linker(naming, metonymy)

    def __call__(self, doc: Doc) -> Doc:
        """Add the mentions of one document, in text order."""
        tree = read_tree(doc)
        draft = Draft(tree, self._naming, _year(doc))
        times = _times(doc)
        labels = {(ent.start, ent.end): ent.label_ for ent in doc.ents}
        self._add_missed(draft, times, 2, labels)
        described: dict[int, str] = {}
        for ent in doc.ents:
            if ent.label_ in NOT_NAMES:
                continue
            if _is_description(tree, ent.start, ent.end):
                described[draft.head(ent.start, ent.end)] = TYPES.get(ent.label_, "Thing")
            else:
                self._add_name(draft, ent.start, ent.end, ent.label_)
        self._add_missed(draft, times, 1, {})
        self._linker.link(draft)
        for token, pos in enumerate(tree.pos):
            if token not in draft.covered and (pos == "NOUN" or (pos == "PROPN" and self._is_office(tree, token))):
                self._add_noun(draft, token, described.get(token))
        tell_countries(draft)
        doc._.mentions = tuple(draft.mentions[head] for head in sorted(draft.mentions))
        doc._.entities = tuple(draft.entities)
        return doc

    def _is_office(self, tree: Tree, token: int) -> bool:
        """Tell whether a noun in capitals is somebody by office, not part of a name ("the Vice Foreign Minister")."""
        office = "Official" in self._naming.lexicon.classes_of(tree.lower[token])
        return office and tree.bases[token] not in {"compound", "flat", "amod"} and tree.deps[token] != "nmod:desc"

    def _add_name(self, draft: Draft, begin: int, end: int, label: str) -> None:
        tree = draft.tree
        before = {"the", "of"} if label == "LOCATION" else {"the"}
        while begin < end and (tree.pos[begin] == "DET" or tree.lower[begin] in before or tree.tags[begin] == "POS"):
            begin += 1
        while end > begin and tree.lower[end - 1] in POSSESSIVE:
            end -= 1
        if label == "PERSON":
            while end - begin > 1 and (self._naming.is_title(tree.lower[begin]) or _ends_office(tree, begin)):
                if self._naming.read(draft.text(begin, end)).person is not None:
                    break
                begin += 1
        if end - begin == 1 and tree.words[begin] in DIRECTIONS:
            return  # "southern" alone, of "southern Syria"
        if begin < end and not any(token in draft.covered for token in range(begin, end)):
            self._link(draft, draft.head(begin, end), begin, end, draft.text(begin, end), label)

    def _link(self, draft: Draft, head: int, begin: int, end: int, text: str, label: str) -> None:
        """Add a name that has one reading, hold one that has several until all are known."""
        tree, naming = draft.tree, self._naming
        reading = naming.read(text)
        if not reading.is_known:
            text = self._other_name(draft, begin, end, label)
            reading = naming.read(text)
        if label == "PERSON" and not (reading.persons or reading.places or reading.kin):
            draft.put(head, begin, end, "name", draft.named("Person", text, None, ()))
        elif label != "PERSON" and reading.demonym is not None and (not reading.plain or tree.pos[head] == "ADJ"):
            self._add_demonym(draft, head, begin, end, text)
        elif reading.state is not None and (reading.seat or reading.is_state):
            self._add_state(draft, head, begin, end, text, label)
        elif reading.things or reading.persons or reading.places or label in {"LOCATION", ""} or label == "PERSON":
            draft.hold(head, begin, end, text, label)
        else:
            country = naming.country_inside(tree.words[begin:end]) if label != "WEAPON" else None
            nouns = (tree.lemmas[head], tree.lower[end - 1])
            draft.put(head, begin, end, "name", draft.named(TYPES.get(label, "Thing"), text, country, nouns))

    def _other_name(self, draft: Draft, begin: int, end: int, label: str) -> str:
        """Return what the gazetteer calls a name that it lacks: "Ethiopia" for "Ethopia", "Fatah" for "Fatah Party"."""
        tree, text = draft.tree, draft.text(begin, end)
        if label == "PERSON" and begin > 0 and self._naming.is_title(tree.lower[begin - 1]):
            return self._naming.person_alike(text) or text
        if label in {"ORGANIZATION", "NORP"} and end - begin == 1:
            return self._naming.state_alike(text) or text
        if label in {"ORGANIZATION", "NORP"} and noun_classes(self._naming.lexicon, tree, end - 1) & GENERIC:
            bare = draft.text(begin, end - 1)
            return bare if self._naming.read(bare).things else text
        return text

    def _add_state(self, draft: Draft, head: int, begin: int, end: int, text: str, label: str) -> None:
        """Add a state named by its own name, or by a building or office that acts for it."""
        reading = self._naming.read(text)
        assert reading.state is not None
        if not reading.plain and not self._metonymy.is_state(draft, head):
            draft.put(head, begin, end, "name", draft.named("Facility", text, reading.state.country, (text.lower(),)))
            return
        kind: Literal["modifier", "name"] = "modifier" if draft.tree.bases[head] in {"amod", "compound"} else "name"
        reason = "only reading" if reading.plain else "acts as a government"
        draft.put(head, begin, end, kind, draft.linked(reading.state, Choice(score=1.0, reason=reason)))

    def _add_demonym(self, draft: Draft, head: int, begin: int, end: int, text: str) -> None:
        """Add "North Korean" as a modifier that stands for the state, "the North Koreans" as a people."""
        tree = draft.tree
        entry = self._naming.read(text).demonym
        assert entry is not None
        is_modifier = (
            tree.bases[head] in {"amod", "compound"} or tree.deps[head] == "nmod:desc" or _modifies(tree, head)
        )
        country = entry.country
        if begin > 0 and tree.lower[begin - 1] == "ethnic":  # descent, not citizenship
            if is_modifier:
                return
            begin, text, country = begin - 1, draft.text(begin - 1, end), None
        elif entry.type != "State" and is_modifier and not self._is_of_place(tree, head):
            return
        if is_modifier:
            link = Choice(score=1.0, reason="adjective or people of the state")
            draft.put(head, begin, end, "modifier", draft.linked(entry, link))
            return
        plural = tree.tags[head] in {"NNS", "NNPS"} or tree.pos[head] == "ADJ" or tree.lower[end - 1].endswith("s")
        type_ = "Group" if plural else "Person"
        classes = self._naming.classes_of_type("Group", "Person")
        people = Referent(type=type_, label=text, country=country, described=True, classes=classes)
        key = ("people", entry.key, country or "") if plural else ()
        draft.put(head, begin, end, "name", draft.entity(people, *key))

    def _is_of_place(self, tree: Tree, head: int) -> bool:
        """Tell whether an adjective of a place qualifies somebody or somewhere: not "English lessons"."""
        noun = tree.heads[head]
        return tree.pos[noun] == "PROPN" or bool(self._naming.lexicon.classes_of(tree.lemmas[noun]) & RESIDENT)

    def _add_missed(self, draft: Draft, times: set[int], shortest: int, labels: Labels) -> None:
        for begin, end, text, label in find_missed(draft, times, shortest, labels):
            self._link(draft, draft.head(begin, end), begin, end, text, label)

    def _add_noun(self, draft: Draft, head: int, label: str | None) -> None:
        """Add a description; `label` is the type that the reader gives it, for nouns that the lexicon lacks."""
        tree = draft.tree
        classes = noun_classes(self._naming.lexicon, tree, head)
        if not classes and label is not None:
            classes = self._naming.classes_of_type(label)
        if head in draft.mentions or tree.lemmas[head] in PARTITIVES:
            return
        if not classes and not _is_argument(tree, head):
            return
        begin = _phrase_begin(tree, head)
        if tree.bases[head] == "nmod" and tree.lemmas[tree.heads[head]] in PARTITIVES and tree.case(head) == "of":
            begin = _phrase_begin(tree, tree.heads[head])
        if classes & DESIGNATORS and self._absorb(draft, head, classes):
            return
        countries = draft.countries(head)
        country = countries[0] if len(countries) == 1 else None
        plural = tree.tags[head] == "NNS"
        type_ = self._naming.type_of_noun(classes, plural)
        label = draft.text(begin + (tree.pos[begin] == "DET"), head + 1)
        referent = Referent(type=type_, label=label, country=country, described=True, classes=classes)
        index = draft.entity(referent, *_described_key(tree, begin, head, referent, plural))
        states = [s for c in countries if len(countries) > 1 and (s := draft.state(c)) is not None]
        draft.put(head, begin, head + 1, "nominal", index, *states)

    def _absorb(self, draft: Draft, head: int, classes: frozenset[str]) -> bool:
        """Extend a name over the noun that says what it is ("the Kursk region", "the Wagner group")."""
        tree = draft.tree
        if tree.tags[head] == "NNS" or head == 0:
            return False
        mention = draft.at(head - 1)
        if mention is None or mention.end != head or tree.heads[mention.head] != head:
            return False
        if tree.bases[mention.head] not in {"compound", "flat", "amod"} or mention.kind == "modifier":
            return False
        known = draft.entities[mention.entities[0]]
        if known.described or classes.isdisjoint(DESIGNATIONS.get(known.type, ())) or "Government" in classes:
            return False
        del draft.mentions[mention.head]
        draft.put(head, mention.begin, head + 1, "name", mention.entities[0])
        return True


def _described_key(tree: Tree, begin: int, head: int, referent: Referent, plural: bool) -> tuple[str, ...]:
    """Return what makes two descriptions in a document one entity; empty where each is its own.

    Forces of a state are one unless counted; other descriptions only where definite and worded alike.
    """
    modifiers = [tree.bases[c] for c in tree.children[head]]
    if "nummod" in modifiers or (tree.bases[head] == "nmod" and tree.lemmas[tree.heads[head]] in PARTITIVES):
        return ()
    if referent.type == "Force" and plural and referent.country is not None and "Militia" not in referent.classes:
        return ("forces", referent.country)
    if plural or not (tree.lower[begin] == "the" or referent.country is not None):
        return ()
    return ("described", referent.type, referent.country or "", referent.label.lower())


def _is_description(tree: Tree, begin: int, end: int) -> bool:
    """Tell whether what the reader took for a name is worded as a description ("mutual defence treaty")."""
    last = tree.words[end - 1]
    if not last.islower() or tree.pos[end - 1] != "NOUN":
        return False
    return tree.tags[end - 1] == "NNS" or all(word.islower() for word in tree.words[begin:end])


def _phrase_begin(tree: Tree, head: int) -> int:
    """Return where a noun's phrase begins, over the determiners and modifiers that touch it on the left."""
    begin = head
    for child in reversed(tree.children[head]):
        if child < head and tree.right[child] == begin and (
            tree.bases[child] in {"det", "amod", "compound", "nummod", "case"}
            or (tree.bases[child] == "nmod" and not tree.case(child))
        ):  # fmt: skip
            if tree.bases[child] == "case":
                break
            begin = tree.left[child]
    return begin


def _ends_office(tree: Tree, token: int) -> bool:
    """Tell whether a word is the end of an office before a name ("Secretary of State Kerry")."""
    return tree.lower[token] == "state" and tree.lower[max(token - 2, 0) : token] == ["secretary", "of"]


def _modifies(tree: Tree, token: int) -> bool:
    """Tell whether a token is coordinated with a modifier ("Hungarian and Romanian officials")."""
    first = tree.first_conjunct(token)
    return first != token and tree.bases[first] in {"amod", "compound"}


def _is_argument(tree: Tree, token: int) -> bool:
    return any(argument.role in CORE for _, argument in tree.governors.get(tree.first_conjunct(token), ()))


def _year(doc: Doc) -> int | None:
    """Return the year of a document's publication."""
    document: Document | None = doc._.document
    return int(document.published[:4]) if document is not None and document.published else None


def _times(doc: Doc) -> set[int]:
    return {token for ent in doc.ents if ent.label_ in {"DATE", "TIME"} for token in range(ent.start, ent.end)}
