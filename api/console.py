"""How the command line speaks: results on standard output, everything else on standard error, exit codes."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer
from rich.console import Console

from ontology.errors import InputError, ModelError, OntologyError, SitrepError, StoreBusyError, StoreError

P = ParamSpec("P")
R = TypeVar("R")

OK, SOME_FAILED, BAD_INPUT, BUSY, STORE_FAILED, INSTALLATION, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 4, 5, 130, 141

EXIT_CODES: tuple[tuple[int, str], ...] = (
    (OK, "all went well"),
    (SOME_FAILED, "some documents could not be read, or the store does not conform; the rest was done"),
    (BAD_INPUT, "wrong usage or input that cannot be used: argument, date, query, unknown name"),
    (BUSY, "another process, such as a running server, holds the store"),
    (STORE_FAILED, "the store or the output cannot be read or written, for example because the disk is full"),
    (INSTALLATION, "the reader's weights or a file of the ontology are missing or broken"),
    (INTERRUPTED, "interrupted; what was stored stays"),
    (PIPE_CLOSED, "the program that read the output has ended"),
)


def messages() -> Console:
    """Return the console of standard error."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def complain(text: object) -> None:
    """Write one line of complaint to standard error."""
    line = " ".join(str(text).split())
    print(f"sitrep: {line}", file=sys.stderr, flush=True)


def exit_code(error: SitrepError) -> int:
    """Return the exit code for an error."""
    if isinstance(error, StoreBusyError):
        return BUSY
    if isinstance(error, StoreError):
        return STORE_FAILED
    if isinstance(error, ModelError | OntologyError):
        return INSTALLATION
    return BAD_INPUT if isinstance(error, InputError) else SOME_FAILED


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Make a command end with one clear line and an exit code instead of a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            result = command(*args, **kwargs)
            sys.stdout.flush()
            return result
        except SitrepError as error:
            if isinstance(error.__cause__, BrokenPipeError):
                _silence_stdout()
                raise typer.Exit(PIPE_CLOSED) from error
            complain(error)
            if isinstance(error.__cause__, OSError):
                _silence_stdout()
            raise typer.Exit(exit_code(error)) from error
        except BrokenPipeError as error:
            _silence_stdout()
            raise typer.Exit(PIPE_CLOSED) from error
        except KeyboardInterrupt as error:
            complain("interrupted")
            raise typer.Exit(INTERRUPTED) from error
        except OSError as error:
            complain(_system_message(error))
            _silence_stdout()
            raise typer.Exit(STORE_FAILED) from error

    return run


def _system_message(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"{where}no space left on the device; free some space and run the command again"
    return f"{where}{error.strerror or error}"


def _silence_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter's own flush at exit cannot fail again."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
