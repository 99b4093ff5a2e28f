"""Whether a capital stands for its state or is the place."""

from __future__ import annotations

import pytest

CASES = [
    ("request from Lima", ("They they PRP 2 nsubj", "refused refuse VBD 0 root", "a = DT 4 det",
     "request request NN 2 obj", "from = IN 6 case", "Lima = NNP 4 nmod LOCATION"), "State"),
    ("flight from Lima", ("They they PRP 2 nsubj", "missed miss VBD 0 root", "a = DT 4 det", "flight flight NN 2 obj",
     "from = IN 6 case", "Lima = NNP 4 nmod LOCATION"), "Place"),
    ("pressure on Lima", ("They they PRP 2 nsubj", "increased increase VBD 0 root", "pressure pressure NN 2 obj",
     "on = IN 5 case", "Lima = NNP 2 obl LOCATION"), "State"),
    ("western Lima", ("They they PRP 2 nsubj", "left leave VBD 0 root", "western = JJ 4 amod",
     "Lima = NNP 2 obj LOCATION"), "Place"),
    ("Lima police", ("Lima = NNP 2 compound LOCATION", "police police NNS 3 nsubj", "came come VBD 0 root"), "Place"),
    ("Lima officials", ("Lima = NNP 2 compound LOCATION", "officials official NNS 3 nsubj", "came come VBD 0 root"),
     "State"),
    ("Lima's policy", ("Lima = NNP 3 nmod:poss LOCATION", "'s = POS 1 case", "policy policy NN 4 nsubj",
     "failed fail VBD 0 root"), "State"),
    ("Lima's suburbs", ("Lima = NNP 3 nmod:poss LOCATION", "'s = POS 1 case", "suburbs suburb NNS 4 nsubj",
     "flooded flood VBD 0 root"), "Place"),
    ("Lima and Quito are at odds", ("Lima = NNP 6 nsubj LOCATION", "and = CC 3 cc", "Quito = NNP 1 conj |LOCATION",
     "are be VBP 6 cop", "at = IN 6 case", "odds odds NNS 0 root"), "State"),
    ("road between Lima and Quito", ("The = DT 2 det", "road road NN 7 nsubj", "between = IN 4 case",
     "Lima = NNP 2 nmod LOCATION", "and = CC 6 cc", "Quito = NNP 4 conj |LOCATION", "closed close VBD 0 root"),
     "Place"),
    ("talks between Lima and Quito", ("The = DT 2 det", "talks talk NNS 7 nsubj", "between = IN 4 case",
     "Lima = NNP 2 nmod LOCATION", "and = CC 6 cc", "Quito = NNP 4 conj |LOCATION", "failed fail VBD 0 root"), "State"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "type_"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_capital_by_its_role(annotate_doc, rows: tuple[str, ...], type_: str) -> None:
    record = annotate_doc("\n".join(rows))
    lima = record.document.text.index("Lima")
    found = [e for e in record.entities if any(m.begin == lima and m.end == lima + 4 for m in e.mentions)]
    assert [(e.type, e.country) for e in found] == [(type_, "PER")]
