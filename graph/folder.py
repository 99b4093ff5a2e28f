"""The folder of a store: its settings, fixed at creation, and the lock that keeps processes apart."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import IO

from graph.quads import check_iri
from ontology.errors import InputError, StoreBusyError, StoreError
from ontology.iris import DEFAULT_BASE

FORMAT = 3  # version of the shape of stored graphs
_SETTINGS = "sitrep.json"


def check_base(base: str) -> str:
    """Return a base IRI as it is; raises InputError where data IRIs cannot be made from it."""
    if not check_iri(base).endswith(("/", "#")):
        raise InputError(f"base IRI {base} must end with / or #, as in {DEFAULT_BASE}")
    return base


def settle_base(path: Path, base: str | None, *, create: bool) -> str:
    """Return the base IRI of the store in a folder, creating its settings where nothing is there yet.

    Raises StoreError where the folder is no store, is of another format, or has another base.
    """
    if not (path / _SETTINGS).exists():
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError(f"{path}: is neither a sitrep store nor an empty folder; name another folder")
        if not create:
            raise StoreError(f"{path}: there is no store here; ingest a document first, or name another folder")
        _create(path, check_base(DEFAULT_BASE if base is None else base))
    known = _read(path / _SETTINGS)
    if base not in (None, known):
        raise StoreError(
            f"{path}: the base IRI of this store is {known}, fixed when it was made, not {base}; "
            "leave the base out, or choose another folder"
        )
    return known


def _create(path: Path, base: str) -> None:
    path.mkdir(parents=True, exist_ok=True)
    part = path / f".{_SETTINGS}.{os.getpid()}"
    part.write_text(json.dumps({"format": FORMAT, "base": base}, indent=1) + "\n", encoding="utf-8")
    part.replace(path / _SETTINGS)


def _read(file: Path) -> str:
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
        format_, base = settings["format"], settings["base"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file}: damaged ({error!r}); restore it, or ingest into another folder") from error
    if format_ != FORMAT:
        raise StoreError(f"{file}: format {format_!r}, but this version of sitrep reads {FORMAT}; ingest anew")
    return str(base)


def take_lock(path: Path, *, shared: bool) -> IO[str]:
    """Lock a store for one writer, or `shared` for readers, until the file returned is closed.

    Raises StoreBusyError where another holds it.
    """
    lock = (path / "lock").open("a", encoding="utf-8")
    try:
        fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreBusyError(
            f"{path}: another process is using this store (a server, or an ingest that still runs); "
            "wait until it ends, or use another folder"
        ) from error
    return lock
