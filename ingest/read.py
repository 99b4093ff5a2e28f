"""Files, folders and standard input to documents, one at a time."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from ingest.read_bytes import clean, declared_charset, decode
from ingest.read_markup import read_html, read_markdown
from ingest.read_metadata import Metadata, metadata_of, read_date, read_object, read_sidecar
from ontology.errors import DocumentError
from ontology.iris import digest, document_iri
from ontology.records import Document

__all__ = ["DEFAULT_LIMIT", "SUFFIXES", "read_date", "read_documents", "read_stream", "read_text"]

DEFAULT_LIMIT = 2_000_000  # characters of one document
Format = Literal["text", "markdown", "html", "jsonl"]
SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".jsonl": "jsonl",
}  # fmt: skip
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What holds for every document of one call; `metadata` fills in what a document does not say."""

    base: str
    metadata: Metadata
    limit: int


def read_documents(
    paths: Sequence[Path | Literal["-"]],
    *,
    published: str | None = None,
    source: str | None = None,
    base: str,
    limit: int = DEFAULT_LIMIT,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | DocumentError]:
    """Yield the documents of files, folders and standard input ("-") in input order.

    Folders are read recursively, by name, without hidden files, unknown suffixes, links to folders, and
    READMEs, which tell of the folder.
    What cannot be read is yielded as a DocumentError in its place and the rest goes on. One document is
    in memory at a time. A document's id is the `id` of its JSON line, else its path below the folder
    given, else its file name. `published` and `source` fill in what a sidecar, front matter or JSON line
    leaves open, and take precedence over what an HTML page says about itself.
    A document's identity is its text alone: the same text under two titles is yielded twice, with one IRI
    and one sha256, and whoever stores it keeps the later reading. Raises InputError at once where
    `published` is no date.
    """
    metadata = Metadata(published=None if published is None else read_date(published), source=source or None)
    return _read_paths(paths, _Reading(base=base, metadata=metadata, limit=limit), stdin)


def read_text(
    text: str,
    *,
    id: str,
    title: str | None = None,
    published: str | None = None,
    source: str | None = None,
    url: str | None = None,
    base: str,
    limit: int = DEFAULT_LIMIT,
) -> Document:
    """Return the document that a text is; its `text` is cleaned and is what all offsets refer to.

    Raises DocumentError, naming `id`, for text that is empty or has more than `limit` characters,
    and for metadata that is none.
    """
    stated = metadata_of({"title": title, "published": published, "source": source, "url": url}, id)
    return _document(text, id=id, where=id, metadata=stated, base=base, limit=limit)


def read_stream(
    stream: BinaryIO,
    *,
    name: str,
    where: str | None = None,
    stated: Metadata | None = None,
    published: str | None = None,
    source: str | None = None,
    base: str,
    limit: int = DEFAULT_LIMIT,
) -> Iterator[Document | DocumentError]:
    """Yield the documents in an open stream of bytes, such as an uploaded file.

    The suffix of `name` decides the format; without a known one, what the stream begins with does.
    Errors name `where` (default: `name`). `stated` is metadata given beside the document; for
    `published` and `source` see `read_documents`.
    """
    metadata = Metadata(published=None if published is None else read_date(published), source=source or None)
    reading = _Reading(base=base, metadata=metadata, limit=limit)
    return _read_stream(stream, name, where or name, stated or Metadata(), reading)


def _read_paths(
    paths: Sequence[Path | Literal["-"]], reading: _Reading, stdin: BinaryIO | None
) -> Iterator[Document | DocumentError]:
    for path in paths:
        if str(path) == "-":
            yield from _read_stream(stdin or sys.stdin.buffer, "-", "standard input", Metadata(), reading)
        elif os.path.isdir(path):
            for found in _walk(Path(path)):
                if isinstance(found, DocumentError):
                    yield found
                else:
                    yield from _read_file(found, found.relative_to(path).as_posix(), reading)
        else:
            yield from _read_file(Path(path), Path(path).name, reading)


def _walk(folder: Path) -> Iterator[Path | DocumentError]:
    try:
        with os.scandir(folder) as entries:
            # Links to folders are left out: they may lead in circles.
            found = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False), entry.is_file())
                for entry in entries
                if not entry.name.startswith(".") and Path(entry.name).stem.upper() != "README"
            )
    except OSError as error:
        yield DocumentError(str(folder), f"folder cannot be read: {error.strerror or error}")
        return
    for name, is_folder, is_file in found:
        if is_folder:
            yield from _walk(folder / name)
        elif is_file and Path(name).suffix.lower() in SUFFIXES:
            yield folder / name


def _read_file(path: Path, name: str, reading: _Reading) -> Iterator[Document | DocumentError]:
    where = str(path)
    suffix = path.suffix.lower()
    if suffix and suffix not in SUFFIXES and os.path.exists(path):
        yield DocumentError(where, f"unknown kind of file {suffix!r}; expected one of {', '.join(SUFFIXES)}")
        return
    try:
        stated = Metadata() if suffix in ("", ".jsonl") else read_sidecar(path)
        stream = path.open("rb")
    except FileNotFoundError:
        yield DocumentError(where, "no such file or folder; check the path")
        return
    except DocumentError as error:
        yield error
        return
    except (OSError, ValueError) as error:
        yield DocumentError(where, f"cannot be read: {getattr(error, 'strerror', None) or error}")
        return
    with stream:
        # A file name may hold bytes that are no UTF-8; an id may not.
        yield from _read_stream(stream, os.fsencode(name).decode(errors="replace"), where, stated, reading)


def _read_stream(
    stream: BinaryIO, name: str, where: str, stated: Metadata, reading: _Reading
) -> Iterator[Document | DocumentError]:
    format = SUFFIXES.get(Path(name).suffix.lower())
    pieces = _pieces(stream, where, 6 * reading.limit + 65_536)  # JSON may escape every character: \u1234
    try:
        head: list[bytes] = []
        if format is None:
            head = _until_ink(pieces)
            format = _sniff(head)
        if format == "jsonl":
            yield from _read_lines(chain(head, pieces), name, where, reading)
            return
        most = 4 * reading.limit + 4  # no encoding takes more than four bytes for a character
        data = b"".join(head)
        data += _take(stream, where, max(0, most + 1 - len(data)))
        if len(data) > most:
            raise DocumentError(where, _too_long(f"more than {reading.limit:,} characters", reading.limit))
        yield _read_one(data, format, name, where, stated, reading)
    except DocumentError as error:
        yield error


def _take(stream: BinaryIO, where: str, size: int) -> bytes:
    try:
        return stream.read(size)
    except OSError as error:
        raise DocumentError(where, f"cannot be read: {error.strerror or error}") from error


def _pieces(stream: BinaryIO, where: str, bound: int) -> Iterator[bytes]:
    """Yield lines with their line feeds; one longer than `bound` bytes comes in several pieces."""
    try:
        while piece := stream.readline(bound):
            yield piece
    except OSError as error:
        raise DocumentError(where, f"cannot be read: {error.strerror or error}") from error


def _until_ink(pieces: Iterator[bytes]) -> list[bytes]:
    head: list[bytes] = []
    for piece in pieces:
        head.append(piece)
        if piece.strip():
            break
    return head


def _sniff(head: list[bytes]) -> Format:
    first = head[-1].lstrip(b"\xef\xbb\xbf \t") if head else b""
    if re.match(rb'\{\s*["}]', first):
        return "jsonl"
    return "html" if re.match(rb"(?i)<(?:!doctype\s+html|html\b|\?xml[^>]*>\s*<!doctype\s+html)", first) else "text"


def _read_one(data: bytes, format: Format, name: str, where: str, stated: Metadata, reading: _Reading) -> Document:
    if not data.strip(b" \t\r\n\0"):
        raise DocumentError(where, "empty; nothing to read")
    text = decode(data, where, declared_charset(data) if format == "html" else None)
    if format == "html":
        text, page = read_html(text, where)
        metadata = stated.over(reading.metadata).over(page)
    elif format == "markdown":
        text, front = read_markdown(text, where)
        metadata = stated.over(front).over(reading.metadata)
    else:
        metadata = stated.over(reading.metadata)
    return _document(text, id=name, where=where, metadata=metadata, base=reading.base, limit=reading.limit)


def _read_lines(
    pieces: Iterator[bytes], name: str, where: str, reading: _Reading
) -> Iterator[Document | DocumentError]:
    number, any_ink, inside = 0, False, False
    bound = 6 * reading.limit + 65_536
    for piece in pieces:
        started, inside = inside, len(piece) >= bound and not piece.endswith(b"\n")
        if started:
            continue  # the rest of a line already reported as too long
        number += 1
        if number == 1 and piece.startswith(_UTF16_MARKS):
            raise DocumentError(where, "JSON Lines in UTF-16; save the file as UTF-8")
        if not piece.removeprefix(b"\xef\xbb\xbf").strip():
            continue
        any_ink = True
        try:
            if inside:
                raise DocumentError(f"{where}:{number}", _too_long(f"{bound:,} bytes or more", reading.limit))
            yield _read_line(piece, f"{name}:{number}", f"{where}:{number}", reading)
        except DocumentError as error:
            yield error
    if not any_ink:
        raise DocumentError(where, "empty; nothing to read")


def _read_line(piece: bytes, id: str, where: str, reading: _Reading) -> Document:
    try:
        line = piece.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(where, f"not UTF-8 at byte {error.start + 1:,} of the line") from error
    data = read_object(line, where)
    text, given = data.get("text"), data.get("id")
    if not isinstance(text, str):
        raise DocumentError(where, '"text" is missing or no text; every line needs one')
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise DocumentError(where, '"id" must be text or a whole number')
    metadata = metadata_of(data, where).over(reading.metadata)
    id = clean(str(given)) or id if given is not None else id
    return _document(text, id=id, where=where, metadata=metadata, base=reading.base, limit=reading.limit)


def _document(text: str, *, id: str, where: str, metadata: Metadata, base: str, limit: int) -> Document:
    text = clean(text)
    if not text:
        raise DocumentError(where, "empty; nothing to read")
    if len(text) > limit:
        raise DocumentError(where, _too_long(f"{len(text):,} characters", limit))
    sha256 = digest(text)
    return Document(
        iri=document_iri(base, sha256), id=clean(id), title=metadata.title, text=text, published=metadata.published,
        source=metadata.source, url=metadata.url, sha256=sha256,
    )  # fmt: skip


def _too_long(size: str, limit: int) -> str:
    return f"{size}, and the limit is {limit:,} characters; split the text or raise the limit"
