"""Where time expressions can stand in a text: stretches of their words, less what is a name or a count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from ingest.calendar import WEEKDAYS
from ingest.timex_words import CAPITALISED, KINDS, TRIGGERS, VOCABULARY
from ingest.tree import Tree

LONGEST = 14  # tokens of a stretch
_FIGURE = re.compile(r"[12]\d{3}s?|'?\d0s|\d{1,4}[./]\d{1,2}[./]\d{1,4}|\d{4}-\d\d?-\d\d?|mid-\w+|\d\d?-[A-Za-z]+")
_NUMBER = re.compile(r"'?\d{1,4}(?:[:./]\d+)*(?:st|nd|rd|th|s)?|mid-\w+|\d+-\w+|[a-z]+-[a-z]+")
_YEAR = re.compile(r"[12]\d{3}")
_DATING = frozenset(
    {"in", "since", "until", "till", "by", "before", "after", "from", "between", "during", "throughout", "to", "and",
     "of", "year", "early", "late", "mid", "-", "–"}
)  # fmt: skip
_VERBS = frozenset({"VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD"})
_DATES = frozenset({"DATE", "TIME", "QUANTITY", ""})


def stretches(tree: Tree) -> Iterator[tuple[int, int, list[int]]]:
    """Yield the stretches that hold at least one word that makes a time, with the indexes of these words."""
    lower, words, last = tree.lower, tree.words, -1
    for i, word in enumerate(lower):
        if i < last or not (word in TRIGGERS or (word[0] in "'0123456789m" and _FIGURE.fullmatch(word))):
            continue
        if not _makes_time(tree, i):
            continue
        first, stop = tree.bounds[tree.sentences[i]]
        begin, end = i, i + 1
        while begin > max(first, last, i - LONGEST) and _belongs(lower[begin - 1]):
            begin -= 1
        while end < min(stop, begin + LONGEST) and _belongs(lower[end]):
            end += 1
        last = end
        inner = (j for j in range(i, end) if lower[j] in TRIGGERS or _FIGURE.fullmatch(lower[j]))
        yield begin, end, [j for j in inner if words[j] and _makes_time(tree, j)]


def _belongs(word: str) -> bool:
    return word in VOCABULARY or (not word.isalpha() and _NUMBER.fullmatch(word) is not None)


def _makes_time(tree: Tree, token: int) -> bool:
    """Tell whether a word is used as a time's: not the verb "march" nor the surname of "Theresa May"."""
    word = tree.lower[token]
    if word in CAPITALISED:
        return tree.words[token][0].isupper() and tree.tags[token] not in _VERBS
    return "s" not in KINDS.get(word, "") or (tree.words[token].islower() and tree.tags[token] not in _VERBS)


def is_name(doc: Doc, tree: Tree, begin: int, end: int) -> bool:
    """Tell whether an expression is part of a name: "Sunday Times", "Black September", "Vision 2030"."""
    if _is_in_name(doc, begin, end):
        return True
    inner = [t for t in range(begin, end) if tree.pos[t] in {"PROPN", "NUM", "NOUN"}]
    for token in inner:
        head = tree.heads[token]
        if head == end and tree.tags[head] == "NNP" and tree.bases[token] in {"compound", "flat", "amod"}:
            return True
        if head == begin - 1 and tree.bases[token] in {"flat", "nummod", "compound"}:
            return tree.tags[head] in {"NNP", "NN"} and tree.words[head][0].isupper()
    before = begin - 1
    if before >= 0 and tree.sentences[before] == tree.sentences[begin] and tree.words[before][0].isupper():
        named = {"amod"} if tree.lower[tree.heads[before]] in WEEKDAYS else {"amod", "compound", "flat"}
        if begin <= tree.heads[before] < end and tree.bases[before] in named:
            return True
        if tree.words[begin] in {"Today", "Tomorrow"}:  # "USA Today"
            return tree.tags[before] == "NNP"
    return _is_follow_up(tree, begin, end)


def _is_in_name(doc: Doc, begin: int, end: int) -> bool:
    """Tell whether a span touches a person's name, or another name that is longer than the span."""
    labels = [token.ent_type_ for token in doc[begin:end]]
    if "PERSON" in labels:
        return True
    before = labels[0] not in _DATES and doc[begin].ent_iob_ == "I"
    return before or (labels[-1] not in _DATES and end < len(doc) and doc[end].ent_iob_ == "I")


def _is_follow_up(tree: Tree, begin: int, end: int) -> bool:
    """Tell whether a single capitalised word leads on to another one, as the parts of names do."""
    if end - begin == 1 and tree.lower[begin] == "march" and end < len(tree.words) and tree.lower[end] in {"on", "for"}:
        return True
    follows = end < len(tree.words) and tree.words[end][0].isupper() and tree.tags[end] == "NNP"
    return end - begin == 1 and follows and tree.heads[begin] == end


def is_count(doc: Doc, tree: Tree, begin: int, end: int) -> bool:
    """Tell whether a bare year is rather a number: "2012 flats", "a force of 2000"."""
    if end - begin > 2 or not _YEAR.fullmatch(tree.lower[end - 1]):
        return False
    token, before = end - 1, tree.lower[end - 2] if end > 1 else ""
    head = tree.heads[token]
    counted = head > token and tree.tags[head] in {"NNS", "NNPS"} and tree.bases[token] in {"nummod", "compound"}
    if counted:
        if before in {"in", "'s", "’s"} and doc[token].ent_type_ == "DATE":
            return False
        return tree.lower[tree.left[head]] not in {"the", "this", "these", "its", "his", "her", "their"}
    if before == "of" and end - begin == 2:
        return not 1500 <= int(tree.lower[token]) <= 2100 or doc[token].ent_type_ not in {"DATE"}
    return before not in _DATING and doc[token].ent_type_ not in {"DATE", "TIME"}
