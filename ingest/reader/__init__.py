"""Language reader: one transformer pass behind a spaCy pipeline."""

from ingest.reader.component import load_reader
from ingest.reader.frames import Argument, Frame

__all__ = ["Argument", "Frame", "load_reader"]
