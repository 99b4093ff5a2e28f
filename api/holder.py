"""Opening a store, and who holds it: a server leaves a note beside it, so that other processes can name it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import StoreBusyError, StoreError

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.store import Store


def note_of(store: Path) -> Path:
    """Return the path of the note about a store; it lies beside the folder, not in it."""
    return store.with_name(store.name + ".server.json")


@contextmanager
def announced(store: Path, address: str) -> Iterator[None]:
    """Leave a note with this process and its address while the block runs."""
    note = note_of(store)
    note.write_text(json.dumps({"process": os.getpid(), "address": address}), encoding="utf-8")
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            note.unlink()


def read_holder(store: Path) -> tuple[int, str] | None:
    """Return process and address of the server that holds a store, None where no living server says so."""
    try:
        note = json.loads(note_of(store).read_text(encoding="utf-8"))
        process, address = int(note["process"]), str(note["address"])
        os.kill(process, 0)
    except PermissionError:
        return process, address  # it lives, as another user's process
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return process, address


def explained(error: StoreBusyError, store: Path) -> StoreBusyError:
    """Return the error with the server that holds the store named, and what to do."""
    holder = read_holder(store)
    if holder is None:
        return StoreBusyError(f"{store} is in use by another process; wait for it to end, or choose another --store")
    process, address = holder
    return StoreBusyError(
        f"{store} is held by the server at {address} (process {process}); "
        f"ask it at {address}/sparql, or stop it and run the command again"
    )


@contextmanager
def open_store(settings: Settings, *, create: bool = False, write: bool = False) -> Iterator[Store]:
    """Open the store of the settings while the block runs; several processes may read it at the same time.

    Raises StoreBusyError, naming the server that holds it, and StoreError where there is none and `create`
    is false.
    """
    from graph.store import Store

    if not create and not settings.store.exists():
        raise StoreError(f"no store at {settings.store}; make one with `sitrep ingest PATH --store {settings.store}`")
    try:
        store = Store.open(settings.store, base=settings.base, read_only=not (create or write))
    except StoreBusyError as error:
        raise explained(error, settings.store) from error
    with store:
        yield store
