"""Learn how word forms become lemmas: suffix rules by XPOS tag, and the forms that no rule explains."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from training import corpora, names

LONGEST = 5


def edit(form: str, lemma: str) -> tuple[int, str]:
    """Return how many characters to cut from a form's end, and what to put there."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def lemma_tables(folder: Path, rolesets: dict[str, tuple[str, list[str]]]) -> dict[str, Any]:
    """Return `exceptions` (`form|XPOS` to lemma), `rules` (XPOS to suffix to candidates) and the known `verbs`."""
    trees = corpora.read_ewt(folder / "ewt", "train") + names.read_gum(folder / "gum", "train")
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for s in trees:
        for word, tag, lemma in zip(s.words, s.xpos or (), s.lemmas or (), strict=True):
            form = word if tag.startswith("NNP") else word.lower()
            seen[form, tag][lemma] += 1
    counts: dict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
    for (form, tag), lemmas in seen.items():
        lemma = lemmas.most_common(1)[0][0]
        cut, put = edit(form, lemma)
        for n in range(min(LONGEST, len(form)) + 1):
            if cut <= n or n == min(LONGEST, len(form)):
                counts[tag, form[len(form) - n :]][cut, put] += 1
    rules: dict[str, dict[str, list[list[Any]]]] = defaultdict(dict)
    for (tag, suffix), edits in sorted(counts.items()):
        best = [[cut, put] for (cut, put), n in edits.most_common(3) if cut <= len(suffix)]
        shorter = rules[tag].get(suffix[1:]) if suffix else None
        if best and sum(edits.values()) >= (3 if suffix else 1) and best != shorter:
            rules[tag][suffix] = best
    verbs = sorted({a for _, aliases in rolesets.values() for a in aliases if "_" not in a and a.islower()})
    exceptions = {}
    from ingest.reader.lemmas import Lemmas

    plain = Lemmas({"exceptions": {}, "rules": rules, "verbs": verbs})
    for (form, tag), lemmas in sorted(seen.items()):
        lemma, n = lemmas.most_common(1)[0]
        if plain.of(form, tag) != lemma and (n > 1 or len(form) < 9):
            exceptions[f"{form}|{tag}"] = lemma
    return {"exceptions": exceptions, "rules": rules, "verbs": verbs}
