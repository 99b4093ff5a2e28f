"""Find what a text names and describes, and what each stands for."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from ingest.draft import PARTITIVES, Draft
from ingest.layers import Referent
from ingest.metonymy import Metonymy
from ingest.naming import TYPES, Naming, type_of_noun
from ingest.nouns import noun_classes
from ingest.tree import Tree, read_tree

NOT_NAMES = frozenset({"DATE", "TIME", "QUANTITY", "MONEY"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
DESIGNATIONS = {
    "Place": frozenset({"Place"}), "MilitaryUnit": frozenset({"MilitaryUnit"}), "Agreement": frozenset({"Agreement"}),
    "Organization": frozenset({"Organization", "Group"}), "Group": frozenset({"Organization", "Group"}),
}  # fmt: skip
DESIGNATORS = frozenset().union(*DESIGNATIONS.values())
CORE = frozenset({"ARG0", "ARG1", "ARG2", "ARG3", "ARG4"})
NAMING = frozenset({"PROPN", "ADJ", "NOUN", "X"})
LONGEST_NAME = 5  # tokens of a gazetteer name that the reader's names missed


class MentionFinder:
    """Component that fills `Doc._.mentions` and `Doc._.entities` from names, demonyms and common nouns."""

    def __init__(self, naming: Naming, metonymy: Metonymy) -> None:
        self._naming = naming
        self._metonymy = metonymy

    def __call__(self, doc: Doc) -> Doc:
        """Add the mentions of one document, in text order."""
        tree = read_tree(doc)
        draft = Draft(tree, self._naming)
        times = _times(doc)
        self._scan(draft, times, 2, [(ent.start, ent.end) for ent in doc.ents])
        described: dict[int, str] = {}
        for ent in doc.ents:
            if ent.label_ in NOT_NAMES:
                continue
            if _is_description(tree, ent.start, ent.end):
                described[_head(tree, ent.start, ent.end)] = TYPES.get(ent.label_, "Thing")
            else:
                self._add_name(draft, ent.start, ent.end, ent.label_)
        self._scan(draft, times, 1, [])
        for token, pos in enumerate(tree.pos):
            if pos == "NOUN" and token not in draft.covered:
                self._add_noun(draft, token, described.get(token))
        self._place_persons(draft)
        doc._.mentions = tuple(draft.mentions[head] for head in sorted(draft.mentions))
        doc._.entities = tuple(draft.entities)
        return doc

    def _add_name(self, draft: Draft, begin: int, end: int, label: str) -> None:
        tree = draft.tree
        while begin < end and (tree.pos[begin] == "DET" or tree.lower[begin] == "the" or tree.tags[begin] == "POS"):
            begin += 1
        while end > begin and tree.lower[end - 1] in POSSESSIVE:
            end -= 1
        if label == "PERSON":
            while end - begin > 1 and self._naming.is_title(tree.lower[begin]):
                if self._naming.read(_text(tree, begin, end)).person is not None:
                    break
                begin += 1
        if begin >= end or any(token in draft.covered for token in range(begin, end)):
            return
        head = _head(tree, begin, end)
        text = _text(tree, begin, end)
        reading = self._naming.read(text)
        if label == "PERSON" and (reading.person is not None or end - begin > 1 or reading.state is None):
            draft.put(head, begin, end, "name", draft.person(text))
            return
        self._link(draft, head, begin, end, text, label)

    def _link(self, draft: Draft, head: int, begin: int, end: int, text: str, label: str) -> None:
        tree, naming = draft.tree, self._naming
        reading = naming.read(text)
        if reading.demonym is not None and (not reading.plain or tree.pos[head] == "ADJ"):
            self._add_demonym(draft, head, begin, end, text)
            return
        state = reading.state
        if state is not None and (reading.plain or self._metonymy.is_state(draft, head)):
            kind = "modifier" if tree.bases[head] in {"amod", "compound"} else "name"
            draft.put(head, begin, end, kind, draft.entity(naming.known(state)))  # type: ignore[arg-type]
            return
        if reading.thing is not None and label != "LOCATION" and not draft.is_anothers(head, reading.thing.country):
            draft.put(head, begin, end, "name", draft.entity(naming.known(reading.thing)))
            return
        type_ = TYPES.get(label, "Thing")
        if reading.seat or (type_ == "Organization" and not _is_city(reading.places)):
            type_ = "Facility"  # a seat of government or a well-known place, whatever the reader says
        if reading.places and not reading.seat and type_ in {"Place", "Facility"}:
            place = naming.place(reading.places, draft.countries(head))
            draft.put(head, begin, end, "name", draft.entity(naming.known(place)))
            return
        country = self._country_inside(tree, begin, end) if type_ != "Weapon" else None
        draft.put(head, begin, end, "name", draft.named(type_, text, country, (tree.lemmas[head], tree.lower[end - 1])))

    def _add_demonym(self, draft: Draft, head: int, begin: int, end: int, text: str) -> None:
        """Add "North Korean" as a modifier that stands for the state, "the North Koreans" as a people."""
        tree = draft.tree
        entry = self._naming.read(text).demonym
        assert entry is not None
        if tree.bases[head] in {"amod", "compound"} or tree.deps[head] == "nmod:desc" or _modifies(tree, head):
            draft.put(head, begin, end, "modifier", draft.entity(self._naming.known(entry)))
            return
        plural = tree.tags[head] in {"NNS", "NNPS"} or tree.pos[head] == "ADJ" or tree.lower[end - 1].endswith("s")
        type_ = "Group" if plural else "Person"
        classes = self._naming.classes_of_type("Group", "Person")
        people = Referent(type=type_, label=text, country=entry.country, described=True, classes=classes)
        key = ("people", entry.key) if plural else ()
        draft.put(head, begin, end, "name", draft.entity(people, *key))

    def _country_inside(self, tree: Tree, begin: int, end: int) -> str | None:
        """Return the country whose name or demonym is part of a name ("Latvian Constitutional Court")."""
        for length in (3, 2, 1):
            for token in range(begin, end - length + 1):
                if tree.words[token][0].isupper():
                    reading = self._naming.read(_text(tree, token, token + length))
                    entry = reading.demonym or (reading.state if reading.plain else None)
                    if entry is not None:
                        return entry.country
        return None

    def _scan(self, draft: Draft, times: set[int], shortest: int, ents: list[tuple[int, int]]) -> None:
        """Add states, demonyms and organisations that the gazetteer knows, from `shortest` tokens on.

        Names of several tokens come before the reader's, which may cut them, unless one of the reader's holds more.
        """
        tree = draft.tree
        token, n = 0, len(tree.words)
        while token < n:
            step = 1
            if _may_begin(tree, token) and token not in draft.covered and token not in times:
                step = self._scan_at(draft, token, shortest, ents)
            token += step

    def _scan_at(self, draft: Draft, token: int, shortest: int, ents: list[tuple[int, int]]) -> int:
        tree = draft.tree
        last = token + 1
        stop = min(len(tree.words), token + LONGEST_NAME)
        while last < stop and last not in draft.covered and tree.words[last][0].isupper():
            last += 1
        for end in range(last, token + shortest - 1, -1):
            if any(b <= token and end <= e and e - b > end - token for b, e in ents):
                continue
            text = _text(tree, token, end)
            reading = self._naming.read(text)
            if shortest == 1 and reading.only_person and self._is_whole(tree, token, end):
                draft.put(_head(tree, token, end), token, end, "name", draft.person(text))
                return end - token
            sure = reading.plain or reading.demonym or (reading.thing and tree.pos[token] == "PROPN")
            if end == token + 1 and not (sure and tree.pos[token] in NAMING):
                continue
            if reading.demonym is not None or reading.state is not None or reading.thing is not None:
                self._link(draft, _head(tree, token, end), token, end, text, "ORGANIZATION")
                return end - token
        return 1

    def _is_whole(self, tree: Tree, begin: int, end: int) -> bool:
        """Tell whether a person's name is not part of a longer name ("Mandela Avenue"), but for titles."""
        before = begin > 0 and tree.pos[begin - 1] == "PROPN" and not self._naming.is_title(tree.lower[begin - 1])
        return tree.pos[begin] == "PROPN" and not before and tree.pos[min(end, len(tree.pos) - 1)] != "PROPN"

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
        type_ = type_of_noun(classes, plural)
        label = _text(tree, begin + (tree.pos[begin] == "DET"), head + 1)
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
        entity = mention.entities[0]
        places = self._naming.read(_text(tree, mention.begin, head + 1)).places if known.type == "Place" else ()
        if places:
            entity = draft.entity(self._naming.known(self._naming.place(places, draft.countries(head))))
        del draft.mentions[mention.head]
        draft.put(head, mention.begin, head + 1, "name", entity)
        return True

    def _place_persons(self, draft: Draft) -> None:
        """Give named persons and organisations the country that their titles and modifiers tell."""
        for mention in list(draft.mentions.values()):
            index = mention.entities[0]
            referent = draft.entities[index]
            if mention.kind == "name" and referent.country is None and referent.key is None and not referent.described:
                found = draft.countries(mention.head)
                if len(found) == 1:
                    draft.entities[index] = replace(referent, country=found[0])


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


def _is_city(places: tuple[str, ...]) -> bool:
    """Tell whether a name has no place but cities and the like, which organisations may share."""
    return not places or places[0].removeprefix("place/").isdigit()


def _head(tree: Tree, begin: int, end: int) -> int:
    for token in range(begin, end):
        if not begin <= tree.heads[token] < end or tree.heads[token] == token:
            return token
    return end - 1


def _text(tree: Tree, begin: int, end: int) -> str:
    """Return the words of a span with single spaces, closed up as in the text otherwise."""
    parts = [tree.words[begin]]
    for token in range(begin + 1, end):
        parts.append(tree.words[token] if tree.begins[token] == tree.ends[token - 1] else " " + tree.words[token])
    return "".join(parts)


def _modifies(tree: Tree, token: int) -> bool:
    """Tell whether a token is coordinated with a modifier ("Hungarian and Romanian officials")."""
    first = tree.first_conjunct(token)
    return first != token and tree.bases[first] in {"amod", "compound"}


def _is_argument(tree: Tree, token: int) -> bool:
    return any(argument.role in CORE for _, argument in tree.governors.get(tree.first_conjunct(token), ()))


def _may_begin(tree: Tree, token: int) -> bool:
    return tree.words[token][0].isupper() and tree.lower[token] not in {"the", "a", "an"}


def _times(doc: Doc) -> set[int]:
    return {token for ent in doc.ents if ent.label_ in {"DATE", "TIME"} for token in range(ent.start, ent.end)}
