"""Which number counts a noun: "at least 20 civilians", "dozens of men", "30,000 tons of wheat", "$61 billion"."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.amounts import QUANTIFIERS, Count, find_amounts
from ingest.draft import PARTITIVES
from ingest.layers import Amount
from ingest.numerals import HYPHENS
from ingest.tree import Tree
from ontology.measures import MeasureTerms

BEFORE = 5  # tokens before a phrase in which its number can begin, where the tree leaves "at least" outside
CLIMB = 4  # steps from a number to what it counts
PEOPLE = frozenset({"person", "people", "other", "one", "man and woman", "dead", "victim", "life"})
COLLECTIVE = frozenset(
    {"personnel", "infantry", "crew", "people", "police", "staff", "cavalry", "aircraft", "personal", "man", "head"}
)
NONE = frozenset({"nobody", "none"})
COUNTING = QUANTIFIERS | NONE | {"no"}
NUMERIC = frozenset({"CD", "$"})
PLURAL = frozenset({"series", "species", "means", "headquarters", "barracks", "premises"})
COMPARED = frozenset({"more", "fewer", "less"})  # "no more than 40" is not none
STRONG = frozenset({"strong", "man", "member", "person"})  # "a 10,000-strong force"
MODIFYING = frozenset({"odd", "plus", "some", "strong"})
APART = frozenset({"AUX", "SCONJ", "PRON"})  # what never stands between a number and its noun
BETWEEN = frozenset({"of", "the", "more", "additional", "other", "new", "its", "their", "his", "them", ",", "and"})


def is_counting(tree: Tree, sentence: int) -> bool:
    """Tell whether a sentence counts anything, nothing included ("no one")."""
    begin, end = tree.bounds[sentence]
    return not (NUMERIC.isdisjoint(tree.tags[begin:end]) and COUNTING.isdisjoint(tree.lower[begin:end]))


def has_number(tree: Tree, token: int) -> bool:
    """Tell whether a token can be part of a number."""
    return tree.tags[token] in NUMERIC or tree.lower[token] in QUANTIFIERS


def count_of(tree: Tree, head: int, terms: MeasureTerms) -> Amount | None:
    """Return the number that counts what a token heads, with the noun that it counts as unit; None where none does.

    The head may be the noun, a quantity above it ("dozens of protesters") or a number alone ("killed 12").
    """
    noun, top = _inner(tree, head, terms), _outer(tree, head, terms)
    if is_none(tree, noun):
        return Amount(low=0, high=0, unit=None, begin=tree.left[noun], end=noun + 1)
    if has_number(tree, noun) and tree.lower[noun] not in terms.currencies:
        return read_bare(tree, noun)
    first = max(tree.bounds[tree.sentences[noun]][0], min(tree.left[top], tree.left[noun]) - BEFORE)
    found = _counts(tree, first, noun)
    for number in range(len(found) - 1, -1, -1):
        count = found[number]
        if not _fits(tree, count, noun, top):
            continue
        if number and tree.lower[found[number - 1].end : count.begin] in (["of"], ["of", "the"], ["of", "its"]):
            count = found[number - 1]  # "14 of 20 drones"
        if _is_singular(tree, noun, terms) and not (count.high is not None and count.high <= 1):
            return None
        return Amount(
            low=count.low, high=count.high, unit=_unit(tree, noun, count.end, terms), begin=count.begin, end=count.end
        )
    return None


def is_none(tree: Tree, noun: int) -> bool:
    """Tell whether a noun phrase stands for nothing at all: "no one", "nobody", "no civilians"."""
    return tree.lower[noun] in NONE or any(
        tree.lower[c] == "no" and tree.bases[c] == "det" and tree.lower[c + 1] not in COMPARED
        for c in tree.children[noun]
    )


def read_bare(tree: Tree, token: int) -> Amount | None:
    """Return the number that a token belongs to, where no noun is counted ("left 12 dead")."""
    begin, end = tree.bounds[tree.sentences[token]]
    first = max(begin, token - BEFORE - 1)
    for count in _counts(tree, first, min(end, token + BEFORE)):
        if count.begin <= token < count.end:
            return Amount(low=count.low, high=count.high, unit=None, begin=count.begin, end=count.end)
    return None


def read_money(tree: Tree, token: int, terms: MeasureTerms) -> Amount | None:
    """Return the sum whose currency is a token: a symbol before the number or a noun after it."""
    code = terms.currencies.get(tree.lower[token], terms.currencies.get(tree.lemmas[token]))
    if code is None:
        return None
    begin, end = tree.bounds[tree.sentences[token]]
    first, last = max(begin, token - BEFORE), min(end, token + BEFORE + 1)
    words = [*tree.words[first:token], *tree.words[token + 1 : last]]
    at = token - first  # of the word after the currency
    for count in find_amounts(words):
        after = count.begin <= at < count.end
        before = count.end == at or (count.end == at - 1 and words[at - 1] == "of")  # "millions of dollars"
        if after or before:
            begins = first + count.begin + (count.begin >= at)
            return Amount(
                low=count.low, high=count.high, unit=code, begin=min(begins, token),
                end=max(first + count.end + (count.end > at), token + 1),
            )  # fmt: skip
    return None


def _counts(tree: Tree, first: int, last: int) -> list[Count]:
    if not any(has_number(tree, token) for token in range(first, last)):
        return []
    return [
        Count(c.low, c.high, first + c.begin, first + c.end)
        for c in find_amounts(tree.words[first:last])
        if any(has_number(tree, token) for token in range(first + c.begin, first + c.end))
    ]


def _inner(tree: Tree, head: int, terms: MeasureTerms) -> int:
    """Return the noun beneath quantities and portions."""
    for _ in range(3):
        if not _is_quantity(tree, head, terms):
            break
        counted = [c for c in tree.children[head] if tree.bases[c] == "nmod" and tree.case(c) == "of"]
        if not counted:
            break
        head = counted[-1]
    return head


def _outer(tree: Tree, head: int, terms: MeasureTerms) -> int:
    for _ in range(3):
        above = tree.heads[head]
        if tree.bases[head] != "nmod" or tree.case(head) != "of" or not _is_quantity(tree, above, terms):
            break
        head = above
    return head


def _is_quantity(tree: Tree, token: int, terms: MeasureTerms) -> bool:
    lemma = tree.lemmas[token]
    return lemma in PARTITIVES or lemma in terms.portions or has_number(tree, token)


def _fits(tree: Tree, count: Count, noun: int, top: int) -> bool:
    """Tell whether a number before a noun counts it, and not something between them ("155 mm shells")."""
    if not _is_plain(tree.lower[count.end - 1]):
        return False
    if count.end < len(tree.words) and tree.words[count.end] in HYPHENS:
        return tree.lower[count.end + 1] in STRONG
    if count.end == noun:
        return True
    token = count.end - 1
    above = {token, *_above(tree, token)}
    if noun not in above and top not in above:
        return all(tree.lower[t] in BETWEEN for t in range(count.end, noun))
    return all(
        tree.lower[t] in BETWEEN or (tree.left[top] <= t < tree.right[top] and tree.pos[t] not in APART)
        for t in range(count.end, noun)
    )


def _is_plain(word: str) -> bool:
    """Tell whether a word is nothing but a number: not "77-year-old"."""
    parts = word.replace("–", "-").split("-") if "-" in word or "–" in word else ()
    return all(p[:1].isdigit() or p in QUANTIFIERS or p in MODIFYING or not p for p in parts)


def _above(tree: Tree, token: int) -> Iterator[int]:
    """Yield what a number depends on, up to and including the first token that is no part of a number."""
    for _ in range(CLIMB):
        token = tree.heads[token]
        yield token
        if not has_number(tree, token) and tree.lemmas[token] not in PARTITIVES:
            return


def _is_singular(tree: Tree, noun: int, terms: MeasureTerms) -> bool:
    lower, lemma = tree.lower[noun], tree.lemmas[noun]
    if tree.tags[noun] == "NNP":
        return True
    if tree.tags[noun] != "NN" or lower != lemma or lemma in COLLECTIVE or lower in terms.currencies:
        return False
    return not _portion(tree, noun, terms)


def _portion(tree: Tree, noun: int, terms: MeasureTerms) -> str | None:
    above = tree.heads[noun]
    portioned = tree.bases[noun] == "nmod" and tree.case(noun) == "of" and tree.lemmas[above] in terms.portions
    return tree.lemmas[above] if portioned else None


def _unit(tree: Tree, noun: int, after: int, terms: MeasureTerms) -> str | None:
    portion = _portion(tree, noun, terms)
    lemma = tree.lemmas[noun]
    if tree.tags[noun] == "NNS" and lemma == tree.lower[noun] and lemma not in PLURAL:
        lemma = f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma.removesuffix("s")  # "troops": one by one
    if lemma in PEOPLE and portion is None:
        return None
    if tree.tags[noun].startswith("NNP") or (tree.words[noun][:1].isupper() and noun > after):
        lemma = lemma[:1].upper() + lemma[1:]
    return lemma if portion is None else f"{portion} of {lemma}"
