"""A file in the user's cache folder that is built once and then mapped into memory.

The folder is that of `SITREP_CACHE`, else the system's for caches. A file appears whole or not at all, so processes
can start at once; one whose digest is wrong is built anew; where the folder cannot be written, memory has to do.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path

import platformdirs

from ontology.gazetteer_tables import DIGEST, Buffer

VARIABLE = "SITREP_CACHE"
_KEPT = 3  # files of other versions that stay, so that two checkouts do not rebuild by turns


def open_cached(stem: str, fingerprint: str, build: Callable[[], bytes]) -> Buffer:
    """Return the contents of the cached file `STEM-FINGERPRINT.bin`, which begins with the digest of its rest."""
    folder = Path(os.environ.get(VARIABLE) or platformdirs.user_cache_dir("sitrep", appauthor=False))
    path = folder / f"{stem}-{fingerprint}.bin"
    if (found := _map(path)) is not None:
        return found
    data = build()
    try:
        _write(path, data)
    except OSError:
        return data  # read-only or full: the next process builds again
    _forget(folder, stem)
    return _map(path) or data


def _map(path: Path) -> Buffer | None:
    try:
        with path.open("rb") as file:
            expected = file.read(DIGEST)
            # Read, not mapped: pages that are only checked should not count as this process's memory.
            if len(expected) < DIGEST or hashlib.file_digest(file, "sha256").digest() != expected:
                return None
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError):
        return None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _forget(folder: Path, stem: str) -> None:
    """Remove the oldest files of other versions."""
    with suppress(OSError):
        ordered = sorted(folder.glob(f"{stem}-*.bin"), key=lambda path: path.stat().st_mtime)
        for path in ordered[: -1 - _KEPT]:
            path.unlink()
