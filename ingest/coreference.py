"""Tie pronouns, definite descriptions, acronyms and last names to what they stand for: few links, but sure ones."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from ingest.chain import FITTING, PERSONAL, REACH, Chain
from ingest.layers import Mention
from ingest.tree import Tree, read_tree
from ontology.attribution import Attribution
from ontology.lexicon import Lexicon

FAR_REACH = 10  # sentences that "the government" looks back for a government
PAIR = frozenset({"two", "both"})


class Coreference:
    """Component that merges entities of `Doc._.entities` and adds pronouns to `Doc._.mentions`."""

    def __init__(self, lexicon: Lexicon, attribution: Attribution) -> None:
        self._lexicon = lexicon
        self._attribution = attribution

    def __call__(self, doc: Doc) -> Doc:
        """Resolve one document, left to right."""
        tree = read_tree(doc)
        chain = Chain(tree, list(doc._.mentions), list(doc._.entities))
        _merge_appositions(chain)
        _merge_last_names(chain)
        _merge_acronyms(chain)
        _merge_offices(chain)
        self._resolve(chain)
        _inherit_countries(chain)
        doc._.mentions = tuple(sorted(chain.mentions.values(), key=lambda m: m.head))
        doc._.entities = tuple(chain.entities)
        return doc

    def _resolve(self, chain: Chain) -> None:
        tree = chain.tree
        for token in range(len(tree.words)):
            mention = chain.mentions.get(token)
            if mention is None and tree.lower[token] == "whose":
                self._resolve_whose(chain, token)
            if mention is None:
                wanted = PERSONAL.get(tree.lower[token])
                if wanted in FITTING and tree.pos[token] in {"PRON", "DET"}:
                    self._resolve_pronoun(chain, token, wanted)
                continue
            if mention.kind == "nominal" and tree.lower[mention.begin] in {"the", "both", "this", "that"}:
                found = self._resolve_pair(chain, mention) or self._resolve_description(chain, mention)
                if found:
                    chain.point(mention, found)
            elif chain.is_people(mention) and (forces := chain.forces_of(mention)) is not None:
                chain.point(mention, (forces,))
            chain.seen.append(chain.mentions[token])

    def _resolve_whose(self, chain: Chain, token: int) -> None:
        """Tie "whose" to the noun that its relative clause is about."""
        tree = chain.tree
        clause = token
        while tree.bases[clause] != "acl" and tree.heads[clause] != clause:
            clause = tree.heads[clause]
        known = chain.at(tree.heads[clause]) if tree.bases[clause] == "acl" else None
        if known is not None:
            chain.mentions[token] = replace(known, head=token, begin=token, end=token + 1, kind="pronoun")

    def _resolve_pronoun(self, chain: Chain, token: int, wanted: str) -> None:
        tree = chain.tree
        if tree.deps[token].startswith("expl"):
            return
        subject = _subject_of(tree, token)
        own = chain.at(subject) if subject is not None and tree.deps[token] == "nmod:poss" else None
        if own is None or own.begin <= token < own.end or not chain.fits(own, wanted):
            own = self._controller(chain, token, wanted)
        antecedent = own or chain.recent(token, wanted, subject)
        if antecedent is not None:
            chain.mentions[token] = Mention(
                head=token, begin=token, end=token + 1, kind="pronoun", entities=antecedent.entities
            )
            chain.seen.append(chain.mentions[token])

    def _controller(self, chain: Chain, token: int, wanted: str) -> Mention | None:
        """Return who speaks, for a pronoun in what is said ("Uganda said it had paid"), or who spoke last."""
        tree, reporting = chain.tree, self._attribution.reporting
        for frame, argument in tree.governors.get(token, ()):
            known = reporting.get(frame.roleset)
            if known is not None and argument.role == known.source:
                return self._last_speaker(chain, token, wanted)
        verb = tree.heads[token]
        if tree.bases[token] == "nsubj" and verb in tree.frames and tree.frames[verb].roleset in reporting:
            return self._last_speaker(chain, token, wanted)
        for _ in range(5):
            frame_ = tree.frames.get(verb)
            if frame_ is not None and (known := reporting.get(frame_.roleset)) is not None:
                for argument in frame_.arguments:
                    if argument.role == known.source and argument.head != token:
                        mention = chain.at(argument.head)
                        if mention is not None and chain.fits(mention, wanted) and chain.may_say(mention, wanted):
                            return mention
            if tree.heads[verb] == verb:
                return None
            verb = tree.heads[verb]
        return None

    def _last_speaker(self, chain: Chain, token: int, wanted: str) -> Mention | None:
        tree = chain.tree
        sentence = tree.sentences[token]
        first = tree.bounds[max(sentence - 1, 0)][0]
        for predicate in sorted(tree.frames, reverse=True):
            if not first <= predicate < token:
                continue
            known = self._attribution.reporting.get(tree.frames[predicate].roleset)
            for argument in tree.frames[predicate].arguments if known else ():
                mention = chain.at(argument.head)
                if known and argument.role == known.source and argument.head != token and mention is not None:
                    return mention if chain.fits(mention, wanted) else None
        return None

    def _specific(self, lemma: str) -> frozenset[str]:
        """Return a noun's narrowest classes, if it can point back at all: "the ministry" is no mere organisation."""
        classes = self._lexicon.classes_of(lemma)
        if not classes & ANAPHORIC:
            return frozenset()
        return frozenset(c for c in classes if not any(c in self._lexicon.widen(d) for d in classes - {c}))

    def _resolve_pair(self, chain: Chain, mention: Mention) -> tuple[int, ...]:
        """Return the two states that "the two countries" or "both sides" can only mean."""
        tree = chain.tree
        if not any(tree.lower[t] in PAIR for t in range(mention.begin, mention.head)):
            return ()
        wants_state = tree.lemmas[mention.head] in {"country", "nation", "state", "neighbour", "neighbor", "side"}
        wants_person = "Person" in self._lexicon.classes_of(tree.lemmas[mention.head])
        types = {"State"} if wants_state else {"Person"} if wants_person else set()
        sentence = tree.sentences[mention.head]
        for number in range(sentence, max(-1, sentence - REACH), -1):
            found: list[int] = []
            for known in chain.seen:
                if tree.sentences[known.head] == number:
                    found += [chain.state_of(e) if wants_state else e for e in known.entities if e not in found]
            distinct = list(dict.fromkeys(e for e in found if e >= 0 and chain.entities[e].type in types))
            if distinct:
                return tuple(distinct) if len(distinct) == 2 else ()
        return ()

    def _resolve_description(self, chain: Chain, mention: Mention) -> tuple[int, ...]:
        """Return the latest entity that "the agency" or "the group" can mean, by semantic class and number."""
        tree = chain.tree
        described = chain.entities[mention.entities[0]]
        lemma = tree.lemmas[mention.head]
        bare = mention.head - mention.begin == 1
        if tree.tags[mention.head] != "NN" or described.country is not None or not bare:
            return ()
        if chain.tree.child(mention.head, "acl", "nmod") is not None:
            return ()
        if "StateForce" in self._lexicon.classes_of(lemma):  # "the army" is no rebel group, whoever was named last
            same = [m for m in reversed(chain.seen) if m.kind == "nominal" and tree.lemmas[m.head] == lemma]
            return same[0].entities if same and len(same[0].entities) == 1 else ()
        namesake = next((m for m in reversed(chain.seen) if chain.is_namesake(m, lemma)), None)
        if namesake is not None:
            return namesake.entities
        classes = self._specific(lemma)
        sentence = tree.sentences[mention.head]
        for known in reversed(chain.seen):
            if tree.sentences[known.head] < sentence - FAR_REACH:
                break
            near = tree.sentences[known.head] >= sentence - REACH
            referent = chain.entities[known.entities[0]]
            if len(known.entities) != 1 or known.kind == "modifier":
                continue
            same_noun = known.kind == "nominal" and tree.lemmas[known.head] == lemma
            if same_noun or (near and not referent.described and classes & referent.classes):
                return known.entities
        return ()


OFFICES = frozenset({"IntelligenceAgency", "Legislature"})  # of which a state has one, or few
ANAPHORIC = frozenset({"Organization", "MilitaryUnit", "Media", "Agreement", "Group"})


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


def _subject_of(tree: Tree, token: int) -> int | None:
    """Return the subject of the clause that a pronoun stands in, or for a subject that of the clause above."""
    above = tree.heads[token]
    if tree.bases[token] == "nsubj":
        above = tree.heads[above]
    for _ in range(6):
        if tree.pos[above] in {"VERB", "AUX"} or tree.child(above, "nsubj") is not None:
            own = tree.child(above, "nsubj")
            return None if own == token else own
        if tree.heads[above] == above:
            break
        above = tree.heads[above]
    return None


def _inherit_countries(chain: Chain) -> None:
    """Give "its troops" and "the two countries' leaders" the states of what their possessors stand for."""
    tree = chain.tree
    for head, mention in sorted(chain.mentions.items()):
        index = mention.entities[0]
        referent = chain.entities[index]
        if mention.kind != "nominal" or not referent.described or referent.country is not None or mention.split:
            continue
        owners = [chain.at(c) for c in tree.children[head] if tree.deps[c] == "nmod:poss"]
        found = [chain.entities[e].country for o in owners if o is not None for e in o.entities]
        countries = [c for c in dict.fromkeys(found) if c is not None]
        if len(countries) == 1:
            chain.entities[index] = replace(referent, country=countries[0])
        elif countries:
            states = tuple(s for c in countries if (s := chain.states.get(c)) is not None)
            chain.mentions[head] = replace(mention, entities=(index, *states), split=bool(states))


def _merge_appositions(chain: Chain) -> None:
    """Make "the agency" in "the National Intelligence Service, the agency …" or "the premier, Jane Doe" one entity."""
    tree = chain.tree
    for head, mention in sorted(chain.mentions.items()):
        if tree.bases[head] != "appos" and tree.deps[head] != "nmod:desc":
            continue
        other = chain.at(tree.heads[head])
        if other is None or other.head == head or len(other.entities) != 1 or len(mention.entities) != 1:
            continue
        mine, theirs = mention.entities[0], other.entities[0]
        a, b = chain.entities[mine], chain.entities[theirs]
        if a.type == b.type and a.described != b.described:
            chain.merge(*((mine, theirs) if a.described else (theirs, mine)))


def _merge_last_names(chain: Chain) -> None:
    """Tie a single name to the only person whose full name ends in it, or failing that begins with it."""
    last: dict[str, set[int]] = {}
    first: dict[str, set[int]] = {}
    for index, referent in enumerate(chain.entities):
        if referent.type == "Person" and not referent.described and " " in referent.label:
            words = referent.label.split()
            last.setdefault(words[-1].rpartition("-")[2], set()).add(index)
            last.setdefault(words[-1], set()).add(index)
            first.setdefault(words[0], set()).add(index)
    for index, referent in enumerate(chain.entities):
        if referent.key is not None or referent.described or " " in referent.label:
            continue
        owners = last.get(referent.label) or (first.get(referent.label) if referent.type == "Person" else None)
        if owners is not None and len(owners) == 1:
            chain.merge(index, next(iter(owners)))


def _merge_acronyms(chain: Chain) -> None:
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
