"""Measures of the reader, on gold that is made from what it found or spoilt on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language

from api.evaluate import evaluate_reader, read_trees
from ingest.reader import load_reader
from ingest.reader.labels import bio_spans

TEXT = "The army attacked Kherson. Officials denied it."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_reader()


def write_gold(nlp: Language, folder: Path, spoil: bool = False) -> tuple[Path, Path, Path]:
    doc = nlp(TEXT)
    trees, roles, names = [], [], []
    for s in doc.sents:
        for i, t in enumerate(s):
            head = 0 if t.head == t else t.head.i - s.start + 1
            upos = "X" if spoil else t.pos_
            space = "_" if t.whitespace_ else "SpaceAfter=No"
            trees.append(f"{i + 1}\t{t}\t{t.lemma_}\t{upos}\t{t.tag_}\t_\t{head}\t{t.dep_}\t_\t{space}")
            entity = f"{t.ent_iob_}-LOC" if t.ent_type_ == "LOCATION" and not spoil else "O"
            names.append(f"{i + 1}\t{t}\t{entity}\t-")
        trees.append("")
        names.append("")
        predicates = []
        for f in doc._.frames:
            if s.start <= f.predicate < s.end:
                tags = ["O"] * len(s)
                for a in f.arguments:
                    tags[a.begin - s.start] = f"B-{a.role}"
                    tags[a.begin - s.start + 1 : a.end - s.start] = [f"I-{a.role}"] * (a.end - a.begin - 1)
                predicates.append({"index": f.predicate - s.start, "roleset": f.roleset, "tags": tags})
        roles.append(json.dumps({"words": [t.text for t in s], "predicates": predicates}))
    paths = folder / "t.conllu", folder / "r.jsonl", folder / "n.iob2"
    for path, lines in zip(paths, (trees, roles, names), strict=True):
        path.write_text("\n".join(lines) + "\n")
    return paths


def test_its_own_analysis_scores_one(nlp: Language, tmp_path: Path) -> None:
    t, r, n = write_gold(nlp, tmp_path)
    result = evaluate_reader(nlp, [t], [r], [n])
    assert {result["trees"][k] for k in ("upos", "xpos", "lemma", "uas", "las")} == {1.0}
    assert result["starts"]["one line"]["f1"] == 1.0
    assert result["roles"]["predicates"]["f1"] == 1.0
    assert result["roles"]["roles end to end"]["f1"] == 1.0
    assert result["names"]["all"]["f1"] == 1.0


def test_other_gold_scores_less(nlp: Language, tmp_path: Path) -> None:
    t, _, n = write_gold(nlp, tmp_path, spoil=True)
    result = evaluate_reader(nlp, [t], (), [n])
    assert result["trees"]["upos"] == 0.0
    assert result["trees"]["las"] == 1.0
    assert result["names"]["all"]["f1"] == 0.0


def test_multiword_tokens_have_no_space_inside(tmp_path: Path) -> None:
    path, empty = tmp_path / "t.conllu", "\t_" * 8
    rows = ("1-2\tdon't", "1\tdo", "2\tn't", "3\tgo")
    path.write_text("".join(f"{row}{empty}\n" for row in rows) + "\n")
    (sentence,) = read_trees([path])
    assert sentence.spaces == [False, True, True]


def test_bio_spans_close_at_a_new_label() -> None:
    assert bio_spans(["B-A", "I-A", "I-B", "O", "B-B", "B-B"]) == [(0, 2, "A"), (2, 3, "B"), (4, 5, "B"), (5, 6, "B")]
