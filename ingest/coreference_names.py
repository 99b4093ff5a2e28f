"""Tie names to names and to the nouns beside them: appositions, titles, last names, acronyms, shortened names."""

from __future__ import annotations

from collections import defaultdict

from ingest.chain import Chain
from ingest.layers import Mention, Referent
from ontology.lexicon import Lexicon

OFFICES = frozenset({"IntelligenceAgency", "Legislature"})  # of which a state has one, or few
BODIES = frozenset({"Organization", "MilitaryUnit", "Agreement", "Facility", "Group"})
WIDE = frozenset({"Agent", "Group", "Thing"})  # classes that make nothing alike
FORMS = frozenset(
    {"group", "company", "co", "corp", "corporation", "inc", "ltd", "limited", "llc", "plc", "ag", "gmbh", "sa",
        "nv", "party", "movement", "organisation", "organization", "agency", "bank", "foundation", "association",
        "network", "holding", "holdings"}
)  # fmt: skip
TIES = frozenset({"appos", "nmod:desc", "flat"})
NAMING = frozenset({"nmod:desc", "flat", "compound"})
POLES = {"north": "North ", "south": "South "}


def tie_names(chain: Chain, lexicon: Lexicon) -> None:
    """Merge the entities of one document that its wording shows to be one, wherever they are mentioned."""
    _merge_appositions(chain)
    _merge_titles(chain)
    _merge_copulas(chain)
    _merge_last_names(chain, lexicon)
    _merge_bracketed(chain)
    _merge_initials(chain)
    _merge_shortened(chain, lexicon)
    _merge_poles(chain)
    _merge_offices(chain)


def _named(chain: Chain) -> list[tuple[int, Referent]]:
    """Return the named entities that some mention stands for."""
    alive = sorted({e for m in chain.mentions.values() for e in m.entities})
    return [(e, chain.entities[e]) for e in alive if not chain.entities[e].described]


def _alike(a: Referent, b: Referent) -> bool:
    """Tell whether a name and a description can be of one thing: by type, or by a class that is telling."""
    if "Place" in {a.type, b.type} or (a.country != b.country and None not in {a.country, b.country}):
        return False
    if a.type == b.type or (a.classes & b.classes) - WIDE:
        return True
    described, named = (a, b) if a.described else (b, a)
    return described.type == "Thing" and not described.classes and named.type == "Person"


def _merge_pair(chain: Chain, one: Mention, other: Mention) -> None:
    if len(one.entities) != 1 or len(other.entities) != 1 or one.entities == other.entities:
        return
    mine, theirs = one.entities[0], other.entities[0]
    a, b = chain.entities[mine], chain.entities[theirs]
    if (a.described or b.described) and chain.is_plural(one) == chain.is_plural(other) and _alike(a, b):
        chain.merge(*((mine, theirs) if a.described and (not b.described or theirs < mine) else (theirs, mine)))


def _merge_appositions(chain: Chain) -> None:
    """Make "the agency" in "the National Intelligence Service, the agency …" or "the premier, Jane Doe" one entity."""
    tree = chain.tree
    for head, mention in sorted(chain.mentions.items()):
        if tree.bases[head] == "appos" or tree.deps[head] == "nmod:desc":
            other = chain.at(tree.heads[head])
            if other is not None and other.head != head and "modifier" not in {mention.kind, other.kind}:
                if "(" in tree.words[min(head, other.head) : max(head, other.head)]:
                    continue
                _merge_pair(chain, chain.mentions[head], other)


def _merge_titles(chain: Chain) -> None:
    """Make the noun right before a person's name one with it ("Facebook co-founder Jane Doe")."""
    tree = chain.tree
    for head, mention in sorted(chain.mentions.items()):
        before = chain.mentions.get(mention.begin - 1)
        if mention.kind != "name" or chain.entities[mention.entities[0]].type != "Person":
            continue
        if before is not None and before.kind == "nominal" and before.end == mention.begin:
            up, down = tree.heads[before.head], tree.heads[head]
            if (up == head and tree.deps[before.head] in NAMING) or down == before.head or up == down:
                _merge_pair(chain, chain.mentions[before.head], chain.mentions[head])


def _merge_copulas(chain: Chain) -> None:
    """Make "X is the leader of Y" one entity where nothing hedges, denies or dates it."""
    tree = chain.tree
    for head, mention in sorted(chain.mentions.items()):
        cop = tree.child(head, "cop")
        if cop is None or mention.kind != "nominal" or tree.lower[mention.begin] != "the":
            continue
        if tree.tags[cop] not in {"VBZ", "VBP"} or tree.child(head, "aux", "advmod", "mark", "cc") is not None:
            continue
        subject = tree.child(head, "nsubj")
        other = None if subject is None else chain.at(subject)
        if other is not None and other.kind == "name" and tree.bases[head] != "conj":
            _merge_pair(chain, chain.mentions[head], other)


def _merge_last_names(chain: Chain, lexicon: Lexicon) -> None:
    """Tie a single name to the only person whose full name ends in it, or failing that begins with it."""
    last: dict[str, set[int]] = defaultdict(set)
    first: dict[str, set[int]] = defaultdict(set)
    named = _named(chain)
    for index, referent in named:
        if referent.type == "Person" and " " in referent.label:
            words = referent.label.split()
            last[words[-1].rpartition("-")[2]].add(index)
            last[words[-1]].add(index)
            first[words[0]].add(index)
    for index, referent in named:
        if referent.key is None and " " not in referent.label and not lexicon.classes_of(referent.label):
            owners = last.get(referent.label) or (first.get(referent.label) if referent.type == "Person" else None)
            if owners is not None and len(owners) == 1:
                chain.merge(index, next(iter(owners)))


def _merge_bracketed(chain: Chain) -> None:
    """Tie "UNIFIL" to the name before it in "… Force in Lebanon (UNIFIL)", here and wherever it returns."""
    tree = chain.tree
    for mention in sorted(chain.mentions.values(), key=lambda m: m.begin):
        begin = mention.begin
        word = "".join(tree.words[mention.begin : mention.end])
        if mention.kind == "pronoun" or begin < 2 or tree.words[begin - 1] != "(" or not word.isupper():
            continue
        before = [m for m in chain.mentions.values() if m.kind == "name" and m.end <= begin - 1 <= m.end + 3]
        if not before:
            continue
        owner = max(before, key=lambda m: m.end)
        initials = "".join(w[0] for w in tree.words[owner.begin : owner.end] if w[0].isalnum())
        if _is_subsequence(word.casefold(), "".join(tree.words[owner.begin : owner.end]).casefold()) and (
            initials[:1].casefold() == word[:1].casefold()
        ):  # fmt: skip
            chain.merge(mention.entities[0], owner.entities[0])


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _merge_initials(chain: Chain) -> None:
    """Tie "NPP" to the only name of the document whose capital letters it is ("New People's Party")."""
    long: dict[str, set[int]] = defaultdict(set)
    named = _named(chain)
    for index, referent in named:
        words = referent.label.replace("-", " ").split()
        if len(words) > 1 and referent.type != "Person":
            long["".join(w[0] for w in words if w[0].isupper())].add(index)
            long["".join(w[0].upper() for w in words if w[0].isalpha())].add(index)
    for index, referent in named:
        short = referent.label.replace(".", "")
        owners = long.get(short, set()) - {index}
        if referent.key is None and short.isupper() and len(short) > 1 and len(owners) == 1:
            chain.merge(index, next(iter(owners)))


def _merge_shortened(chain: Chain, lexicon: Lexicon) -> None:
    """Tie "the Supreme Court" to the only "Italian Supreme Court", "Hyundai" to the only "Hyundai Group"."""
    named = [(i, e, e.label.lower().split()) for i, e in _named(chain) if e.type in BODIES]
    for index, referent, words in named:
        if referent.key is not None or (len(words) == 1 and lexicon.classes_of(words[0])):
            continue
        owners = {
            i
            for i, other, longer in named
            if i != index and len(longer) > len(words)
            and _shortens(words, longer)
            and (referent.country is None or other.country in {None, referent.country})
        }  # fmt: skip
        if len(owners) == 1:
            chain.merge(index, next(iter(owners)))


def _merge_poles(chain: Chain) -> None:
    """Tie "the North" to the only state of the document that is called "North …"."""
    for index, referent in _named(chain):
        pole = POLES.get(referent.label.lower())
        if pole is not None and referent.key is None:
            owners = [i for i, e in _named(chain) if e.type == "State" and e.label.startswith(pole)]
            if len(owners) == 1:
                chain.merge(index, owners[0])


def _merge_offices(chain: Chain) -> None:
    """Tie "South Korea's spy agency" to the only intelligence service of South Korea that the document names."""
    for index, referent in enumerate(chain.entities):
        wanted = referent.classes & OFFICES
        if not referent.described or referent.country is None or not wanted:
            continue
        named = [
            i for i, e in enumerate(chain.entities)
            if not e.described and e.country == referent.country and e.classes & wanted and e.type == "Organization"
        ]  # fmt: skip
        if len(named) == 1:
            chain.merge(index, named[0])


def _shortens(words: list[str], longer: list[str]) -> bool:
    """Tell whether words are the end of a longer name, or all of it but its form ("Hyundai" of "Hyundai Group")."""
    if len(words) > 1 and longer[-len(words) :] == words:
        return True
    return longer[: len(words)] == words and FORMS.issuperset(longer[len(words) :])
