"""Find names that the gazetteer knows and the reader missed or cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.draft import Draft, Held
from ingest.naming import Naming, Reading
from ingest.surroundings import is_located
from ingest.tree import Tree

LONGEST = 8  # tokens of a name
BODIES = frozenset({"Force", "Government", "Organization"})
ARTICLES = frozenset({"the", "a", "an"})
NAMING = frozenset({"PROPN", "ADJ", "NOUN", "X"})
INNER = frozenset({"and", "of", "the", "in", "for", "al", "ad", "as", "az", "el", "de", "del", "la", "do", "da", "du",
                   "-", "–"})  # fmt: skip
TOWN = 1.7  # common logarithm of the thousands of inhabitants of a city that is found without the reader

Labels = Mapping[tuple[int, int], str]


def find_missed(draft: Draft, times: set[int], shortest: int, labels: Labels) -> Iterator[tuple[int, int, str, str]]:
    """Yield begin, end, text and label of names of `shortest` tokens and more, each before the next is looked for.

    What is covered by then is passed over, and so is what the reader's names, by `labels`, hold more of. The label is
    the reader's own, "PERSON" for a person, "" for a place, "ORGANIZATION" for all else.
    """
    tree, free = draft.tree, 0
    around = {token: span for span in labels for token in range(*span)}
    for token, word in enumerate(tree.words):
        if token < free or word.islower() or not word[0].isalpha() or token in draft.covered or token in times:
            continue
        if tree.lower[token] in ARTICLES:
            continue
        if (found := _find_at(draft, token, shortest, labels, around.get(token, (token, token)))) is not None:
            free = found[0]
            yield (token, *found)


def _find_at(
    draft: Draft, token: int, shortest: int, labels: Labels, longer: tuple[int, int]
) -> tuple[int, str, str] | None:
    """Return end, text and label of the longest name that begins at a token; `longer` is the reader's around it."""
    tree, naming = draft.tree, draft.naming
    last = _last(draft, token)
    if last - token < shortest:
        return None
    for end in range(last, token + shortest - 1, -1):
        if tree.words[end - 1][0].islower() and not _ends_body(draft, end - 1):
            continue
        if end <= longer[1] and longer[1] - longer[0] > end - token:
            continue
        text = draft.text(token, end)
        reading = naming.read(text)
        if shortest == 1 and reading.only_person and _is_whole(tree, naming, token, end):
            return end, text, "PERSON"
        if end == token + 1 and not _is_sure(draft, token, text, reading):
            continue
        if reading.demonym is not None or reading.state is not None or reading.thing is not None:
            return end, text, labels.get((token, end), "" if reading.state is not None else "ORGANIZATION")
        if reading.is_region or (reading.places and end == token + 1):
            return end, text, labels.get((token, end), "")
    return None


def _last(draft: Draft, token: int) -> int:
    """Return where the longest name that begins at a token may end."""
    tree, last = draft.tree, token + 1
    stop = min(len(tree.words), token + LONGEST)
    while last < stop and last not in draft.covered and (tree.words[last][0].isupper() or tree.lower[last] in INNER):
        last += 1
    return last + (last < stop and last not in draft.covered and _ends_body(draft, last))


def _ends_body(draft: Draft, token: int) -> bool:
    """Tell whether a word in small letters may end the name of a body ("Russian navy")."""
    return draft.tree.pos[token] == "NOUN" and bool(draft.naming.lexicon.classes_of(draft.tree.lemmas[token]) & BODIES)


def _is_sure(draft: Draft, token: int, text: str, reading: Reading) -> bool:
    """Tell whether a single word is a name where the reader sees none."""
    tree = draft.tree
    if reading.plain or (reading.demonym is not None and reading.demonym.type == "State"):
        return tree.pos[token] in NAMING
    if tree.pos[token] != "PROPN":
        return False
    if reading.thing is not None or reading.persons or reading.demonym is not None or not reading.places:
        return reading.thing is not None
    first = draft.naming.places.named(text)[:1]
    if not (first and first[0].main and first[0].size >= TOWN and _is_whole(tree, draft.naming, token, token + 1)):
        return False
    return is_located(tree, Held(head=token, begin=token, end=token + 1, text=text, label=""))


def _is_whole(tree: Tree, naming: Naming, begin: int, end: int) -> bool:
    """Tell whether a name is not part of a longer one ("Mandela Avenue"), but for titles."""
    before = begin > 0 and tree.pos[begin - 1] == "PROPN" and not naming.is_title(tree.lower[begin - 1])
    return tree.pos[begin] == "PROPN" and not before and tree.pos[min(end, len(tree.pos) - 1)] != "PROPN"
