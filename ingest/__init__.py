"""From text to records: reading, language, mentions, times, events, claims and relations."""

from ingest.pipeline import annotate, load_pipeline

__all__ = ["annotate", "load_pipeline"]
