"""What military units and forces belong to, as the text says it: "X of the Y", "Y's X", "X, part of Y", "X under Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.layers import Link, Mention, When
from ingest.numerals import HYPHENS
from ingest.roster import Roster
from ingest.tree import Tree
from ingest.unit_ties import BODIES, LEADERS, LIKELY, POSSESSIVE, SURE, Tie
from ontology.units import UnitTerms

FORCES = frozenset({"Force", "Group", "MilitaryUnit"})
ARMED = frozenset({"Force", "StateForce", "Militia", "Government", "IntelligenceAgency"})  # what has units
SUBORDINATE = frozenset({"subordinate", "subordinated", "attached", "assigned", "answerable", "loyal"})
PARTS = frozenset({"part", "component", "element", "unit", "formation"})
MOVING = frozenset({"transfer", "move", "reassign", "resubordinate", "subordinate", "attach", "assign"})
JOINING = {**dict.fromkeys(MOVING, "to"), "join": ""}
HOLDING = {
    **dict.fromkeys(("belong", "report", "answer"), "to"),
    **dict.fromkeys(("serve", "fight", "operate", "come", "fall"), "under"),
}
INCLUDING = frozenset({"include", "comprise", "incorporate"})
OVER = frozenset(
    {"former", "formerly", "previously", "once", "no", "not", "never", "n't", "n’t", "longer", "reportedly",
     "allegedly", "possibly", "perhaps", "may", "might", "could", "would", "should", "will", "if", "whether",
     "apparently"}
)  # fmt: skip
NEAR = 4  # tokens
CLAUSES = frozenset({"appos", "acl", "amod", "nmod", "advcl", "parataxis", "dep"})


def tie_clauses(roster: Roster, names: list[Tie]) -> list[Tie]:
    """Return the ties that syntax tells: prepositions, possessors, "part of", "subordinate to", "transferred to".

    A name that stands beside the one it belongs to, as `names` say, is not looked for farther off.
    """
    tree = roster.tree
    beside = {tie.above: tie.below for tie in names}
    ties: list[Tie] = []
    for mention in sorted(roster.mentions.values(), key=lambda m: m.head):
        types = {roster.entities[e].type for e in mention.entities}
        if mention.kind in {"name", "nominal"} and types & FORCES and mention.head not in roster.within:
            ties += [t for t in _from_phrase(roster, mention) if beside.get(t.above, t.below) == t.below]
            ties += _from_word(roster, mention)
    for token, lemma in enumerate(tree.lemmas):
        if tree.pos[token] == "VERB" and (lemma in JOINING or lemma in HOLDING or lemma in INCLUDING):
            ties += _from_verb(tree, token, lemma)
    return ties


def _from_phrase(roster: Roster, mention: Mention) -> Iterator[Tie]:
    """Read "soldiers of the brigade", "the brigade's soldiers", "82nd Airborne paratroopers", "the brigade under Y"."""
    tree, head = roster.tree, mention.head
    if tree.lemmas[head] in LEADERS and mention.kind == "nominal":
        return
    counted = tree.heads[head] if tree.bases[head] == "nmod" and tree.case(head) == "of" else head
    beyond = [c for c in tree.children[counted] if counted != head and c > head]  # "dozens of men from the brigade"
    for child in (*tree.children[head], *beyond):
        case = _preposition(tree, child)
        if tree.bases[child] == "nmod" and not _is_over(tree, child) and _joins(case, mention):
            yield from (Tie(head, part, LIKELY) for part in tree.conjuncts(child))
        elif tree.deps[child] == "nmod:poss" or (mention.kind == "nominal" and _is_attribute(tree, child, head)):
            yield Tie(head, child, LIKELY)


def _joins(case: str, mention: Mention) -> bool:
    """Tell whether a preposition ties a name or a noun to what it is part of."""
    return case in {"of", "under", "from"} or (mention.kind == "nominal" and case in {"in", "with"})


def _is_attribute(tree: Tree, token: int, head: int) -> bool:
    """Tell whether a modifier stands before its noun by itself: in no list, with no hyphen ("anti-ISIL coalition")."""
    if tree.bases[token] not in {"compound", "amod"}:
        return False
    near = [tree.words[t] for t in (token - 1, token + 1) if t >= 0]
    return token < head and not any(w in HYPHENS for w in near) and "and" not in tree.lower[token:head]


def _preposition(tree: Tree, token: int) -> str:
    """Return the preposition of a noun, also where the parser ties it to another word ("troops of the brigade")."""
    before = tree.left[token] - 1
    found = tree.case(token)
    return tree.lower[before] if not found and before >= 0 and tree.pos[before] == "ADP" else found


def _from_word(roster: Roster, mention: Mention) -> Iterator[Tie]:
    """Read "X, part of Y", "X is part of Y", "X, subordinate to Y", "X, which has been part of Y since 2022"."""
    tree, head = roster.tree, mention.head
    words = [c for c in tree.children[head] if tree.bases[c] in CLAUSES]
    if tree.bases[head] == "nsubj":
        words.append(tree.heads[head])
    for word in words:
        clause = tree.bases[word] != "nmod" and tree.case(word) == "under" and roster.at(word) is not None
        if clause and not _is_over(tree, word):
            yield from (Tie(below, word, LIKELY, word) for below in _told_of(roster, head, word))
        preposition = _belonging(tree, word)
        for child in tree.children[word] if preposition is not None else ():
            if child != head and tree.bases[child] in {"nmod", "obl"} and tree.case(child) == preposition:
                for below in _told_of(roster, head, word):
                    yield Tie(below, child, SURE, word)


def _belonging(tree: Tree, word: int) -> str | None:
    """Return the preposition after which a word names what something is part of, None for other words."""
    if _is_over(tree, word):
        return None
    if tree.lemmas[word] in PARTS or (tree.lemmas[word] == "command" and tree.case(word) == "under"):
        return "of"
    return "to" if tree.lemmas[word] in SUBORDINATE or tree.lower[word] in SUBORDINATE else None


def _told_of(roster: Roster, head: int, word: int) -> list[int]:
    """Return what a phrase is about: with "both" all that is coordinated, as an aside the name right before it."""
    tree = roster.tree
    if word > 0 and tree.lower[word - 1] in {"both", "all"}:
        return tree.conjuncts(tree.first_conjunct(head))
    comma = tree.left[word] - (tree.words[tree.left[word]] != ",")
    if comma > head and tree.words[comma] == ",":
        last = roster.at(comma - 1)
        if last is not None and last.kind == "name" and roster.entities[last.entities[0]].type == "MilitaryUnit":
            return [last.head]
    return [head]


def _from_verb(tree: Tree, verb: int, lemma: str) -> Iterator[Tie]:
    """Read "X was transferred to Y in May", "X belongs to Y", "Y includes X and Z"."""
    subject, target, passive = _subject(tree, verb), tree.child(verb, "obj"), _is_passive(tree, verb)
    if _is_over(tree, verb) or subject is None:
        return
    if lemma in INCLUDING:
        if target is not None and not passive:
            yield from (Tie(part, subject, LIKELY, verb) for part in tree.conjuncts(target))
        return
    below = target if lemma in MOVING and not passive else subject
    preposition = JOINING.get(lemma, HOLDING.get(lemma, ""))
    above = [c for c in tree.children[verb] if tree.bases[c] == "obl" and tree.case(c) == preposition]
    for place in above if preposition else [target]:
        if place is not None and below is not None:
            yield from (Tie(part, place, LIKELY, verb, lemma in JOINING) for part in tree.conjuncts(below))


def _subject(tree: Tree, verb: int) -> int | None:
    """Return a verb's subject, of a relative clause the noun that it is about."""
    own = tree.child(verb, "nsubj")
    about = tree.bases[verb] == "acl" and (own is None or tree.tags[own].startswith("W"))
    return tree.heads[verb] if about else own


def _is_passive(tree: Tree, verb: int) -> bool:
    participle = tree.bases[verb] == "acl" and tree.tags[verb] == "VBN"
    return participle or any(tree.deps[c] in {"nsubj:pass", "aux:pass"} for c in tree.children[verb])


def _is_over(tree: Tree, token: int) -> bool:
    """Tell whether a word is denied, hedged, or said of the past or future ("formerly part of")."""
    near = [c for c in tree.children[token] if c < token or tree.bases[c] == "advmod"]
    return any(tree.lower[c] in OVER for c in near) or (token > 0 and tree.lower[token - 1] in OVER)


def set_apart(roster: Roster, ties: list[Tie], terms: UnitTerms) -> None:
    """Make people of a unit an entity of their own, named by it: not all Russian troops are of the 74th Brigade."""
    done: set[int] = set()
    for tie in ties:
        mention, owner = roster.mentions.get(tie.below), roster.mentions.get(tie.above) or roster.at(tie.above)
        if mention is None or owner is None or mention.kind != "nominal" or mention.head in done:
            continue
        if len(mention.entities) != 1 or len(owner.entities) != 1:
            continue
        index = mention.entities[0]
        if _predicate(roster, mention, index, owner, terms) != "memberOf" or not roster.entities[index].described:
            continue
        if tie.word is not None and roster.entities[index].strength is not None:
            continue  # "10,000 soldiers … The soldiers belong to the 11th Corps": all of them
        done.add(mention.head)
        described = [m for m in roster.mentions.values() if m.kind == "nominal" and index in m.entities]
        referent = replace(roster.entities[index], label=_label(roster, mention, owner, index))
        if len(described) == 1:
            roster.entities[index] = referent
        else:
            roster.mentions[mention.head] = replace(mention, entities=(roster.add(referent),))


def _label(roster: Roster, mention: Mention, owner: Mention, index: int) -> str:
    """Return a description of people with the name of what they belong to, unless it has that already."""
    label = roster.entities[index].label
    inside = mention.begin <= owner.begin < mention.head
    if owner.kind == "name" and inside:
        return label
    if owner.kind == "name" and mention.head < owner.begin < mention.head + NEAR:
        return f"{label} {roster.text(mention.head + 1, owner.end)}"
    begin = owner.end + (roster.tree.lower[owner.end] in POSSESSIVE) if inside else 0
    words = roster.text(begin, mention.head + 1) if inside else label
    return f"{words} of {roster.entities[owner.entities[0]].label}"


def make_links(roster: Roster, ties: list[Tie], times: tuple[When, ...], terms: UnitTerms) -> list[Link]:
    """Return the links that ties give, each pair once: the first with dates, else the first."""
    tree = roster.tree
    found: dict[tuple[int, int], Link] = {}
    for tie in sorted(ties, key=lambda t: (t.below, t.above, t.word is None)):
        a = roster.mentions.get(tie.below) or roster.at(tie.below)
        b = roster.mentions.get(tie.above) or roster.at(tie.above)
        if a is None or b is None or len(b.entities) != 1:
            continue
        start, finish = _dates(tree, tie, times)
        begin, end = tree.bounds[tree.sentences[a.head]]
        for below in a.entities[:1] if a.split else a.entities:
            pair = below, b.entities[0]
            predicate = _predicate(roster, a, below, b, terms)
            known = found.get(pair)
            if predicate is None or (known is not None and (known.start or known.finish or not (start or finish))):
                continue
            found[pair] = Link(
                subject=below, predicate=predicate, object=pair[1], subject_span=(a.begin, a.end),
                object_span=(b.begin, b.end), begin=begin, end=end, confidence=tie.confidence,
                start=start, finish=finish,
            )  # fmt: skip
    return [link for (a, b), link in found.items() if (b, a) not in found or a < b]


def _predicate(roster: Roster, mention: Mention, below: int, owner: Mention, terms: UnitTerms) -> str | None:
    """Return what a tie means between two entities, None where it cannot be: of two units, the larger is above."""
    tree = roster.tree
    one, other = roster.entities[below], roster.entities[owner.entities[0]]
    if below == owner.entities[0] or other.type not in BODIES or (other.described and other.unit is None):
        return None
    noun = tree.words[mention.head]
    people = one.type == "Force" or (
        one.type == "Group" and tree.lemmas[mention.head] == "member" and not other.classes.isdisjoint(ARMED)
    )
    if one.type == "MilitaryUnit" and one.unit is None and tree.tags[mention.head] in {"NNS", "NNPS"}:
        people = not any(term.kind == "echelon" for term in terms.find([noun])[0])  # "Marines", not "battalions"
    if people:
        near = tree.case(owner.head) not in {"in", "with"} or other.type == "MilitaryUnit"
        return "memberOf" if near else None
    if one.type != "MilitaryUnit" or (other.type == "Organization" and not other.classes & ARMED):
        return None
    low, high = (0 if e.unit is None else terms.rank(e.unit.echelon) for e in (one, other))
    return None if low and high and low >= high else "subOrganizationOf"


def _dates(tree: Tree, tie: Tie, times: tuple[When, ...]) -> tuple[str | None, str | None]:
    """Return since when and until when a tie holds, where a time depends on the word that says it."""
    if tie.word is None:
        return None, None
    words = {tie.word, *(c for c in tree.children[tie.word] if tree.bases[c] in {"aux", "cop"})}
    for when in times:
        if tree.heads[when.head] not in words:
            continue
        first = {tree.lower[when.begin], tree.case(when.head)}
        if tie.begins or "since" in first:
            return when.start, None
        if first & {"until", "till"}:
            return None, when.finish or when.start
        return when.start, when.finish
    return None, None
