"""Give those whom the gazetteer lacks the country that their wording tells, or else the text as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ingest.draft import Draft
from ingest.layers import Mention

# Who is of a country without the text's saying so, where it is about one country alone.
OFFICES = frozenset(
    {"president", "vice-president", "premier", "minister", "chancellor", "king", "queen", "emir", "sultan", "judge",
     "justice", "governor", "mayor", "lawmaker", "senator", "prosecutor", "ayatollah", "prince"}
)  # fmt: skip
BODIES = frozenset(
    {"party", "front", "movement", "ministry", "parliament", "court", "police", "army", "opposition", "newspaper",
     "daily", "broadcaster"}
)  # fmt: skip
OPPOSED = frozenset({"against", "with", "to", "on", "towards", "toward"})


def tell_countries(draft: Draft) -> None:
    """Complete the countries of named persons, organisations and peoples that the gazetteer lacks."""
    alone, most = _countries(draft)
    for mention in list(draft.mentions.values()):
        index = mention.entities[0]
        referent = draft.entities[index]
        if mention.kind != "name" or referent.country is not None or referent.key is not None:
            continue
        found = draft.countries(mention.head)
        if not found and referent.described:  # of the names, those that describe are of peoples: "ethnic Albanians"
            found = [most] if most is not None else []
        elif not found and alone is not None and _is_official(draft, mention, referent.type):
            found = [alone]
        if len(found) == 1:
            draft.entities[index] = replace(referent, country=found[0])


def _countries(draft: Draft) -> tuple[str | None, str | None]:
    """Return the only country that a text names, and the one that it names twice as often as any other.

    One that others act against is not the text's own.
    """
    found: Counter[str] = Counter()
    opposed: set[str] = set()
    for mention in draft.mentions.values():
        country = draft.entities[mention.entities[0]].country
        if country is not None and mention.kind in {"name", "modifier"}:
            found[country] += 1
            if draft.tree.case(mention.head) in OPPOSED:
                opposed.add(country)
    first, second = [*found.most_common(2), ("", 0), ("", 0)][:2]
    most = first[0] if first[1] > 0 and first[1] >= 2 * second[1] and first[0] not in opposed else None
    return most if len(found) == 1 else None, most


def _is_official(draft: Draft, mention: Mention, type_: str) -> bool:
    """Tell whether a name is of one who holds an office of state, or of a body that each state has its own of."""
    tree = draft.tree
    if type_ == "Person":
        words = {tree.lower[mention.begin - 1]} if mention.begin > 0 else set()
        words |= {tree.lower[c] for c in tree.children[mention.head] if tree.bases[c] in {"nmod", "appos"}}
        return bool(words & OFFICES)
    nouns = {tree.lower[c] for c in tree.children[mention.head] if tree.bases[c] in {"nmod", "appos", "compound"}}
    nouns |= {tree.lower[mention.end - 1], tree.lower[mention.begin - 1] if mention.begin > 0 else ""}
    return type_ in {"Organization", "Group", "Force"} and bool(nouns & BODIES)
