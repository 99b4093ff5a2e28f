"""What a pronoun of the third person can stand for, and what speaks for each candidate."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ingest.chain import Chain, Thread, argument_of, role_of
from ingest.coreference_gender import Gender
from ingest.coreference_speech import Speech
from ingest.coreference_weights import Choice, Signature
from ingest.tree import Tree

KINDS = {
    **dict.fromkeys(("he", "him", "his", "himself", "she", "her", "hers", "herself"), "he"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
PARTIES = frozenset({"Person", "State", "Organization", "MilitaryUnit", "Force", "Group"})
ARMED = frozenset({"Force", "MilitaryUnit"})
COLLECTIVE = frozenset({"Organization", "Group", "Force", "MilitaryUnit", "State"})
PERSONLIKE = frozenset({"Thing", "Noun", "Force", "Group"})  # types of nouns that may be of a person: "the goalkeeper"
SHARING = frozenset({"conj", "xcomp"})  # clauses whose subject is that of the clause above
PARTS = frozenset({"nmod", "det", "amod", "compound"})
REACH = {"he": 3, "it": 2, "they": 2}  # sentences that a pronoun looks back
STEPS = (3, 9, 19)  # words between


class Candidate(NamedTuple):
    """What speaks for a thread as what a pronoun stands for; role, wording and argument are of its latest mention."""

    kind: str
    distance: int  # sentences
    words: int  # step of the distance in words
    role: str
    of: str  # the pronoun's role
    argument: str  # role in a frame
    as_: str  # the pronoun's
    wording: str
    type: str
    plural: bool
    party: bool  # whether it is of a type that acts
    mentions: int
    subject: int  # sentences since it was last a subject
    gender: bool | None  # whether it is known to agree
    speaker: bool | None  # whether it speaks the words around
    quoted: bool
    spoke: bool | None  # whether it spoke last, for a pronoun that speaks
    own: bool  # whether it is the subject of the pronoun's clause
    doing: bool  # whether it is a force, and the pronoun does what forces do

    def templates(self) -> tuple[str, ...]:
        """Return the combinations of fields that are features."""
        return (
            "distance", "distance role", "distance role of", "distance words", "argument as_", "wording", "type plural",
            "mentions", "subject", "gender", "speaker quoted", "speaker quoted party",
            "spoke party", "own", "own of", "own of party", "distance role party",
        )  # fmt: skip


class Nothing(NamedTuple):
    """What speaks for a pronoun to stand for nothing known."""

    kind: str
    word: str
    of: str
    candidates: int
    quoted: bool
    argument: str
    says: bool
    idle: str | None
    verb: str | None

    def templates(self) -> tuple[str, ...]:
        """Return the combinations of fields that are features."""
        return ("kind", "word", "of", "candidates", "quoted", "argument", "says", "idle", "verb")


def pronoun_choice(chain: Chain, speech: Speech, token: int, deeds: frozenset[str]) -> Choice:
    """Return the threads that a pronoun may stand for, and what speaks for each.

    `deeds` are the lemmas of what forces do.
    """
    tree = chain.tree
    word, sentence, role = tree.lower[token], tree.sentences[token], role_of(tree, token)
    kind, gender = KINDS[word], GENDERS.get(word, "")
    subject = subject_of(tree, token)
    own = chain.at(subject) if subject is not None else None
    report = speech.around(token)
    quoted = report is not None and report.quoted
    speaker = chain.at(report.source) if report is not None else None
    says = token in speech.sources
    before = speech.before(token, sentence - 1) if says else None
    said = chain.at(before.source) if before is not None else None
    argument = argument_of(tree, token)
    inner = tree.bases[token] in PARTS
    armed = kind == "they" and role == "subject" and _is_deed(tree, token, deeds)
    found: list[tuple[Thread, Signature]] = []
    for thread in chain.recent(sentence - REACH[kind]):
        last = thread.mentions[-1]
        if not _fits(chain, thread, kind) or (inner and _is_part(tree, token, last.head)):
            continue
        known = chain.gender(thread) if gender else ""
        if known and known != gender:
            continue
        is_own = own is not None and own.head == last.head
        siblings = tree.heads[token] == tree.heads[last.head]
        if is_own and role == "object" and word not in REFLEXIVE and siblings:
            continue  # "she saw her"
        type_ = chain.of(thread).type
        wording = thread.wording
        if wording == "pronoun":
            other = tree.lower[last.head]
            wording = "same" if KINDS.get(other) == kind and GENDERS.get(other, "") == gender else "other"
        candidate = Candidate(
            kind, sentence - tree.sentences[last.head], bisect_left(STEPS, token - last.head), thread.role, role,
            thread.argument, argument, wording, type_, thread.plural, type_ in PARTIES, min(len(thread.mentions), 4),
            min(sentence - thread.subject, 3), bool(known) if gender else None,
            None if speaker is None else thread.entities == speaker.entities, quoted,
            None if said is None else thread.entities == said.entities, is_own,
            armed and (type_ in ARMED or "Force" in chain.of(thread).classes),
        )  # fmt: skip
        found.append((thread, candidate))
    idle = _idle(tree, token) if kind == "it" and role == "subject" else None
    verb = tree.lemmas[tree.heads[token]] if idle is not None else None
    nothing = Nothing(f"no {kind}", word, role, min(len(found), 3), quoted, argument, says, idle, verb)
    return Choice(kind, nothing, found)


def spoke_last(choice: Choice) -> Thread | None:
    """Return who spoke last, for a pronoun that speaks ("The agency said … It added …")."""
    for thread, candidate in choice.found:
        if isinstance(candidate, Candidate) and candidate.spoke and candidate.party:
            return thread
    return None


def nearest_force(choice: Choice) -> Thread | None:
    """Return the nearest force, for a pronoun that does what forces do ("They had completed deployment").

    None where two are as near.
    """
    forces = [(c.distance, thread) for thread, c in choice.found if isinstance(c, Candidate) and c.doing]
    near = [thread for distance, thread in forces if distance == min(d for d, _ in forces)]
    return near[0] if len(near) == 1 else None


def _idle(tree: Tree, token: int) -> str:
    """Return what hints at an "it" that stands for nothing ("it is clear that", "it takes time to")."""
    if tree.deps[token].startswith("expl"):
        return "expletive"
    verb = tree.heads[token]
    copula = "be" if tree.child(verb, "cop") is not None else "verb"
    clause = "clause" if tree.child(verb, "csubj", "ccomp", "xcomp", "advcl") is not None else "alone"
    return f"{copula} {clause} {tree.pos[verb]}"


def _is_deed(tree: Tree, token: int, deeds: frozenset[str]) -> bool:
    """Tell whether a subject does what forces do ("They attacked", "They had completed deployment")."""
    verb = tree.heads[token]
    done = [verb, *(c for c in tree.children[verb] if tree.bases[c] in {"obj", "xcomp"})]
    return any(tree.lemmas[t] in deeds for t in done)


def _fits(chain: Chain, thread: Thread, kind: str) -> bool:
    """Tell whether a thread agrees with a pronoun in number and kind of thing."""
    last = thread.mentions[-1]
    if last.kind == "modifier" and chain.tree.pos[last.head] == "ADJ":
        return False
    referent = chain.of(thread)
    if kind == "they":
        return thread.plural or referent.type in COLLECTIVE
    if thread.plural:
        return False
    if kind == "he":
        return referent.type == "Person" or (referent.described and referent.type in PERSONLIKE)
    return referent.type != "Person"


def _is_part(tree: Tree, token: int, head: int) -> bool:
    """Tell whether a pronoun is inside the phrase of a noun, its clauses aside ("the head of its council")."""
    for _ in range(6):
        if tree.bases[token] not in PARTS or tree.heads[token] == token:
            return False
        token = tree.heads[token]
        if token == head:
            return True
    return False


def subject_of(tree: Tree, token: int) -> int | None:
    """Return the subject of the clause that a pronoun stands in, or for a subject that of the clause above."""
    above = tree.heads[token]
    if tree.bases[token] == "nsubj":
        above = tree.heads[above]
    for _ in range(6):
        own = tree.child(above, "nsubj")
        if own is not None and own != token:
            return own
        if tree.pos[above] in {"VERB", "AUX"} and tree.bases[above] not in SHARING:
            return None
        if tree.heads[above] == above:
            break
        above = tree.heads[above]
    return None
