"""Reports of happenings with the IRIs of the graph's tests."""

from __future__ import annotations

from functools import partial

from graph_records import BASE

from tests import happening_records as records

report = partial(records.report, base=BASE)
entity_iri = partial(records.entity_iri, base=BASE)
the_event = records.the_event
