"""What the tests of training share with those of ingest: Docs made by hand."""

from __future__ import annotations

from tests.ingest.conftest import make_doc, nlp

__all__ = ["make_doc", "nlp"]
