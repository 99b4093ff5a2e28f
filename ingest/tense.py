"""Whether the clause around a time expression looks ahead: what a bare weekday or month means hangs on it."""

from __future__ import annotations

from ingest.tree import Tree

AHEAD = frozenset({"will", "'ll", "’ll", "would", "shall", "wo", "can", "could", "may", "might", "must", "should"})
PLANS = frozenset(
    {"expect", "schedule", "plan", "slate", "set", "intend", "anticipate", "promise", "propose", "pledge", "await",
     "prepare", "foresee", "envisage", "due", "project", "vow", "postpone", "delay", "adjourn", "defer"}
)  # fmt: skip
ACHIEVED = frozenset(
    {"manage", "begin", "start", "fail", "force", "help", "continue", "come", "happen", "use", "tend", "compel", "get",
     "prompt", "lead", "allow", "oblige", "appear", "seem", "cease", "proceed", "enable", "cause"}
)  # fmt: skip
TELLING = frozenset(
    {"say", "tell", "show", "report", "write", "claim", "add", "note", "state", "quote", "suggest", "mean", "date",
     "indicate", "find", "put", "describe", "know", "remember", "commemorate", "mark", "see", "read", "bear", "have"}
)  # fmt: skip
PRESENT = frozenset({"VBZ", "VBP"})


def looks_ahead(tree: Tree, token: int) -> bool:
    """Tell whether the verb above a token is in a future, a plan, an intention or a timetable's present tense."""
    verb = _verb_above(tree, token)
    if verb is None:
        return False
    if tree.tags[verb] == "VB" and tree.bases[verb] == "conj" and not _auxiliaries(tree, verb):
        verb = tree.heads[verb]  # "will leave Minsk and reach Gomel on Friday"
    auxiliaries = _auxiliaries(tree, verb)
    if auxiliaries & AHEAD:
        return not _is_perfect(tree, verb)
    tag = tree.tags[verb]
    if tag == "VB" or (tag == "VBN" and "to" in auxiliaries):
        return "to" not in auxiliaries or not _is_achieved(tree, verb)
    if tree.lemmas[verb] in PLANS and (tag != "VBD" or _is_object(tree, token, verb)):
        return True
    present = any(tree.tags[c] in PRESENT and tree.lemmas[c] == "be" for c in tree.children[verb])
    if tag == "VBG":
        return present
    if tag in PRESENT:
        return tree.lemmas[verb] not in TELLING and (tree.heads[token] == verb or bool(tree.case(token)))
    if tag in {"VBN", "VBD"}:
        return False
    return present  # an adjective or noun with a copula: "is due on Friday"


def _verb_above(tree: Tree, token: int) -> int | None:
    """Return the nearest verb, or what stands for one with a copula or an infinitive's mark, above a token."""
    for _ in range(6):
        head = tree.heads[token]
        if head == token:
            return None
        token = head
        if tree.pos[token] == "VERB" or tree.tags[token].startswith("VB"):
            return token
        if tree.lemmas[token] in {"due", "likely", "ready"}:
            return token
        if any(tree.bases[c] == "cop" for c in tree.children[token]):
            return token
    return None


def _auxiliaries(tree: Tree, verb: int) -> set[str]:
    return {tree.lower[c] for c in tree.children[verb] if tree.bases[c] in {"aux", "mark", "cop"}}


def _is_perfect(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is in "may have left", which looks back."""
    auxiliaries = {tree.lower[c] for c in tree.children[verb] if tree.bases[c] == "aux"}
    return "have" in auxiliaries and not auxiliaries & {"will", "'ll", "’ll"}


def _is_achieved(tree: Tree, verb: int) -> bool:
    """Tell whether an infinitive stands beneath a past tense that says it came true: "managed to flee on Friday"."""
    above = tree.heads[verb]
    return tree.lemmas[above] in ACHIEVED and tree.tags[above] in {"VBD", "VBN"}


def _is_object(tree: Tree, token: int, verb: int) -> bool:
    """Tell whether a token belongs to what a verb takes: "promised elections in March"."""
    while tree.heads[token] not in {token, verb}:
        token = tree.heads[token]
    return tree.bases[token] == "obj" or tree.case(token) in {"for", "until", "till", "to"}
