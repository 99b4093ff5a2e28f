"""Which reports are copies of one text, and which go back to one agency: how many publishers are independent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from ontology.iris import normalise

COPIED = 0.8  # share of the shorter text's runs of words that the longer text has
_RUN = {"sentence": 3, "document": 5}  # words in a run
_SHORT = 8  # words below which a sentence may be the same by chance
_AGENCY = re.compile(r"\b(?:news agency|press agency|newswire|news service)\b", re.IGNORECASE)
_AGENCIES = frozenset(
    {
        "reuters", "afp", "agence france presse", "ap", "associated press", "the associated press", "upi", "dpa", "efe",
        "ansa", "tass", "itar tass", "ria novosti", "interfax", "ukrinform", "unian", "xinhua", "kcna",
        "korean central news agency", "yonhap", "kyodo", "jiji press", "anadolu", "anadolu agency", "irna", "fars",
        "sana", "spa", "wafa", "pti", "press trust of india", "bernama", "antara", "bloomberg news",
    }
)  # fmt: skip


@lru_cache(maxsize=1 << 14)
def shingles(text: str, run: int) -> frozenset[tuple[str, ...]]:
    """Return the runs of words of a text; the whole text where it is shorter than a run."""
    words = re.findall(r"[^\W_]+", normalise(text))
    return frozenset(tuple(words[i : i + run]) for i in range(max(1, len(words) - run + 1)))


def containment(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Return the share of the runs of the smaller set that are in the other."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def are_copied_sentences(one: str, other: str) -> bool:
    """Tell whether two sentences are copies: long enough not to agree by chance, and nearly all runs shared."""
    if min(one.count(" "), other.count(" ")) + 1 < _SHORT:
        return False
    if one == other:
        return True
    return containment(shingles(one, _RUN["sentence"]), shingles(other, _RUN["sentence"])) >= COPIED


def are_copied_documents(one: str, other: str) -> bool:
    """Tell whether a text has nearly all of another one, which may be cut."""
    return containment(shingles(one, _RUN["document"]), shingles(other, _RUN["document"])) >= COPIED


def is_agency(name: str) -> bool:
    """Tell whether a name is that of a news agency, whose reports others print."""
    return normalise(name) in _AGENCIES or _AGENCY.search(name) is not None


def origins(
    members: Sequence[str],
    publisher: Mapping[str, str],
    sentences: Mapping[str, Sequence[str]],
    agencies: Mapping[str, Iterable[str]],
    text: Callable[[str], str],
) -> list[set[str]]:
    """Return documents in groups of one origin: of one publisher, of one agency, or copies of each other.

    All mappings are by document: its publisher, the sentences of its reports, the agencies that they are from or
    that publish it; `text` returns its text.
    """
    group = {document: {document} for document in members}
    for one, other in combinations(members, 2):
        if group[one] is group[other]:
            continue
        if (
            publisher[one] == publisher[other]
            or not set(agencies[one]).isdisjoint(agencies[other])
            or any(are_copied_sentences(a, b) for a in sentences[one] for b in sentences[other])
            or are_copied_documents(text(one), text(other))
        ):
            group[one] |= group[other]
            for document in group[other]:
                group[document] = group[one]
    return list({id(each): each for each in group.values()}.values())
