"""Who fills a predicate's roles: its own arguments, and those that syntax passes down to it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.draft import PARTITIVES
from ingest.layers import Mention, Referent
from ingest.nouns import noun_classes
from ingest.tree import Tree
from ontology.attribution import Attribution
from ontology.lexicon import Lexicon

DEEPEST = 5  # steps that a subject is passed on
ADDRESSED = frozenset({"on", "upon"})
CLAUSES = frozenset({"xcomp", "conj", "acl", "advcl", "ccomp", "parataxis", "csubj"})


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """The mentions of a document by token, and the roles of its predicates."""

    tree: Tree
    mentions: dict[int, Mention]
    covered: dict[int, int]
    entities: tuple[Referent, ...]
    lexicon: Lexicon
    attribution: Attribution

    def mention(self, token: int) -> Mention | None:
        """Return the mention that a token heads, belongs to, or counts ("thousands of troops")."""
        found = self.mentions.get(self.covered.get(token, token))
        if found is None and (inner := self.inner(token)) != token:
            found = self.mentions.get(self.covered.get(inner, inner))
        return found

    def inner(self, token: int) -> int:
        """Return the noun that a quantity counts, the token itself otherwise."""
        tree = self.tree
        for _ in range(3):
            if tree.lemmas[token] not in PARTITIVES and tree.pos[token] != "NUM":
                break
            counted = [c for c in tree.children[token] if tree.bases[c] == "nmod" and tree.case(c) == "of"]
            if not counted:
                break
            token = counted[-1]  # "hundreds of thousands of people" may hang all on the first
        return token

    def classes(self, token: int) -> frozenset[str]:
        """Return the semantic classes of what a token heads, those of coordinated heads included."""
        found: frozenset[str] = frozenset()
        for part in self.tree.conjuncts(token):
            mention = self.mention(part)
            if mention is not None:
                for entity in mention.entities:
                    found |= self.entities[entity].classes
            inner = self.inner(part)
            if self.tree.pos[inner] == "NOUN":
                found |= noun_classes(self.lexicon, self.tree, inner)
                if self.tree.lemmas[inner] == "state":  # "a state of emergency"
                    for child in self.tree.children[inner]:
                        if self.tree.pos[child] == "NOUN" and self.tree.case(child) == "of":
                            found |= noun_classes(self.lexicon, self.tree, child)
        return found

    def kinds(self, token: int) -> frozenset[str]:
        """Return the types of the entities that a token stands for, those of coordinated heads included."""
        mentions = [self.mention(part) for part in self.tree.conjuncts(token)]
        return frozenset(self.entities[e].type for m in mentions if m is not None for e in m.entities)

    def mood(self, token: int) -> frozenset[str]:
        """Return the semantic classes of a clause by its modals and verb: "must" makes it an obligation."""
        tree = self.tree
        found: frozenset[str] = frozenset()
        if tree.pos[token] != "NOUN" or tree.child(token, "cop") is not None:
            for child in tree.children[token]:
                if tree.bases[child] == "aux" or (tree.bases[child] == "mark" and tree.tags[token] == "VB"):
                    found |= self.lexicon.classes_of(tree.lower[child])
        return found | self.lexicon.classes_of(tree.lemmas[token]) if tree.pos[token] == "VERB" else found

    def arguments(self, predicate: int) -> dict[str, list[int]]:
        """Return the heads of a predicate's arguments by role; a verb's subject is passed down where it has none."""
        found: dict[str, list[int]] = {}
        frame = self.tree.frames.get(predicate)
        for argument in frame.arguments if frame is not None else ():
            if self.tree.case(argument.head) != "according":  # who says so has no part in it
                first = self.tree.first_conjunct(argument.head)  # a list is an argument as a whole
                head = first if self.tree.heads[first] == predicate else argument.head
                if head not in found.setdefault(argument.role, []):
                    found[argument.role].append(head)
        if self.tree.pos[predicate] in {"VERB", "AUX"}:
            if (accused := self._object_of_charge(predicate)) is not None:
                found["ARG0"] = [accused]
            self._correct_object(predicate, found)
            taken = {head for heads in found.values() for head in heads}
            role = "ARG1" if self.is_passive(predicate) else "ARG0"
            if role not in found and (subject := self.subject(predicate)) is not None and subject not in taken:
                found[role] = [subject]
            self._add_plain(predicate, role, found, taken)
        elif self.tree.pos[predicate] == "ADJ" and "ARG0" not in found:
            own = self.tree.child(predicate, "nsubj")  # "is willing to talk"
            if own is not None and not any(own in heads for heads in found.values()):
                found["ARG0"] = [own]
        return found

    def _correct_object(self, verb: int, found: dict[str, list[int]]) -> None:
        """Make a direct object that the reader takes for the agent a patient: nobody accuses as an object."""
        own, subject = self.tree.child(verb, "obj"), self.tree.child(verb, "nsubj")
        if own is None and "ARG1" not in found and self.is_passive(verb):
            sufferer = subject if subject is not None else self.tree.heads[verb]
            if sufferer in found.get("ARG0", ()):  # "troops dispatched to Kursk" dispatch nobody
                found["ARG1"] = found.pop("ARG0")
        if own is not None and subject in found.get("ARG1", ()) and "ARG0" not in found and own not in found["ARG1"]:
            found["ARG0"] = found.pop("ARG1")  # a subject beside an object acts
        if own is not None and own in found.get("ARG0", ()) and "ARG1" not in found:
            found["ARG1"] = [own]
            found["ARG0"] = [head for head in found["ARG0"] if head != own]
            if not found["ARG0"]:
                del found["ARG0"]

    def is_passive(self, verb: int) -> bool:
        """Tell whether a verb is a passive or a passive participle ("troops dispatched to Kursk")."""
        tree = self.tree
        own = {tree.deps[c] for c in tree.children[verb]}
        if "aux:pass" in own or "nsubj:pass" in own:
            return True
        if tree.bases[verb] == "conj" and tree.tags[verb] == "VBN" and own.isdisjoint({"aux", "nsubj"}):
            return self.is_passive(tree.heads[verb])  # "was arrested and extradited"
        return (
            tree.tags[verb] == "VBN"
            and tree.bases[verb] in {"acl", "advcl", "amod"}
            and not any(tree.bases[c] == "aux" for c in tree.children[verb])
        )

    def _object_of_charge(self, verb: int) -> int | None:
        """Return who acts in "accused Iran of supplying drones": the object, whoever the reader thinks it is."""
        tree = self.tree
        head = tree.heads[verb]
        if tree.tags[verb] != "VBG" or tree.bases[verb] not in {"advcl", "acl", "xcomp"} or tree.pos[head] != "VERB":
            return None
        marked = any(tree.bases[c] == "mark" and tree.lower[c] in {"of", "from"} for c in tree.children[verb])
        return tree.child(head, "obj") if marked else None

    def _add_plain(self, verb: int, subject_role: str, found: dict[str, list[int]], taken: set[int]) -> None:
        """Read off the tree what the reader's roles lack: a passive's agent as ARG0, an object as ARG1."""
        if subject_role == "ARG1" and "ARG0" not in found and (agent := self._agent(verb)) is not None:
            found["ARG0"] = [agent]
        own = self.tree.child(verb, "obj")
        if own is not None and "ARG1" not in found and own not in taken:
            found["ARG1"] = [own]

    def _agent(self, verb: int) -> int | None:
        for child in self.tree.children[verb]:
            if self.tree.deps[child] == "obl:agent" and self.tree.case(child) == "by":
                return child
        return None

    def subject(self, verb: int, depth: int = 0) -> int | None:
        """Return the understood subject of a verb: its own, or what control, coordination or a noun gives it."""
        tree = self.tree
        own = tree.child(verb, "nsubj")
        if own is not None:
            if tree.lower[own] in {"who", "which", "that"} and tree.bases[verb] == "acl":
                return tree.heads[verb]
            return None if tree.deps[own].startswith("expl") else own
        base, head = tree.bases[verb], tree.heads[verb]
        if head == verb or depth > DEEPEST or base not in CLAUSES:
            return None
        if base == "acl":
            return self._noun_subject(verb, head, depth)
        if tree.pos[head] not in {"VERB", "AUX", "ADJ"} and tree.child(head, "cop") is None:
            return None
        if base in {"ccomp", "parataxis", "csubj"}:
            return self.subject(head, depth + 1) if base == "ccomp" and tree.tags[verb] == "VBG" else None
        if base == "conj":
            same_voice = self.is_passive(head) == self.is_passive(verb)
            shares = same_voice or tree.child(verb, "aux") is not None  # "was indicted and will resign"
            return self.subject(head, depth + 1) if shares else None
        controlled = tree.child(head, "obj", "iobj")
        if controlled is None and tree.tags[verb] == "VB":  # "called on Brussels to act"
            controlled = next((c for c in tree.children[head] if tree.case(c) in ADDRESSED and head < c < verb), None)
        if controlled is not None and (base == "xcomp" or self._is_complement(head, verb)):
            return controlled
        return self.subject(head, depth + 1)

    def _is_complement(self, head: int, clause: int) -> bool:
        """Tell whether a clause is a core argument of the verb above ("accused Iran of supplying drones")."""
        frame = self.tree.frames.get(head)
        return frame is not None and any(
            a.head == clause and a.role in {"ARG1", "ARG2", "ARG3"} for a in frame.arguments
        )

    def _noun_subject(self, verb: int, noun: int, depth: int) -> int | None:
        """Return who acts in a clause on a noun: the noun, or in "a plan to attack" whoever has the plan."""
        tree = self.tree
        if tree.tags[verb] in {"VBG", "VBN", "VBD", "VBZ", "VBP"} and not self._takes_clause(noun, verb):
            return noun
        return self.holder(noun, depth + 1)

    def _takes_clause(self, noun: int, clause: int) -> bool:
        frame = self.tree.frames.get(noun)
        return frame is not None and any(a.head == clause for a in frame.arguments)

    def holder(self, noun: int, depth: int = 0) -> int | None:
        """Return who has or does what a noun names: its ARG0, possessor, or the subject of the verb it is object of."""
        tree = self.tree
        frame = tree.frames.get(noun)
        for argument in frame.arguments if frame is not None else ():
            if argument.role == "ARG0":
                return argument.head
        for child in tree.children[noun]:
            if tree.deps[child] == "nmod:poss" or (tree.bases[child] == "nmod" and tree.case(child) == "by"):
                return child
        verb = tree.heads[noun]
        if depth <= DEEPEST and tree.bases[noun] == "obj" and tree.pos[verb] == "VERB":
            return self.subject(verb, depth + 1)
        return None

    def embedder(self, token: int) -> tuple[int, int] | None:
        """Return the embedding verb whose content a token heads, and who shares the action ("began an offensive")."""
        for predicate, role in self.governing(token):
            known = self.attribution.embedding.get(self.tree.frames[predicate].roleset)
            if known is not None and known.content == role and known.shares is not None:
                heads = self.arguments(predicate).get(known.shares)
                if heads:
                    return predicate, heads[0]
        return None

    def governing(self, token: int) -> list[tuple[int, str]]:
        """Return the predicates that take a token as argument and its role; an object without role is an ARG1."""
        head = self.tree.heads[token]
        if self.tree.bases[token] == "nmod" and self.tree.lemmas[head] in PARTITIVES:
            token = head  # "launched a series of strikes"
        found = [(frame.predicate, argument.role) for frame, argument in self.tree.governors.get(token, ())]
        verb = self.tree.heads[token]
        if self.tree.deps[token] == "obj" and verb in self.tree.frames and verb not in {p for p, _ in found}:
            found.append((verb, "ARG1"))
        return found


def read_roles(
    tree: Tree, mentions: tuple[Mention, ...], entities: tuple[Referent, ...], lexicon: Lexicon, known: Attribution
) -> Roles:
    """Index mentions by head and by the tokens of names."""
    covered = {t: m.head for m in mentions if m.kind in {"name", "modifier"} for t in range(m.begin, m.end)}
    return Roles(tree, {m.head: m for m in mentions}, covered, entities, lexicon, known)
