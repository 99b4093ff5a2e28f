"""What is known about a document besides its text: title, date, publisher, address."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from ingest.read_bytes import clean, decode
from ontology.errors import DocumentError, InputError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s?(Z|z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_MAIL_DATE = re.compile(
    r"(?:\w{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})?(?: [A-Z]{1,4}| [+-]\d{4})?", re.ASCII
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", re.ASCII)
_MONTH_NAMES = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september"
    r"|october|november|december)",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_SIDECAR_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Title, ISO 8601 date or date-time, publisher's name and address; None where nothing says."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return this metadata, completed by another's where this one is silent."""
        return Metadata(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(Metadata)})


def read_date(value: object) -> str:
    """Return a date in ISO 8601: `YYYY-MM-DD`, or `YYYY-MM-DDThh:mm:ss` with fraction and offset as given.

    Accepts ISO 8601, English dates with the month spelt out, and the date-times of mail and feeds
    (RFC 5322). Dates of digits and slashes are refused: which number is the month, nobody can tell.
    Raises InputError for anything else.
    """
    text = value.strip() if isinstance(value, str) else ""
    try:
        found = _read_date(text)
    except (ValueError, TypeError, OverflowError):
        found = None
    if found is None:
        raise InputError(
            f"not a date: {value!r}; write it as 2024-11-13, 2024-11-13T08:30:00Z, "
            "13 November 2024 or November 13, 2024"
        )
    return found


def _read_date(text: str) -> str | None:
    if m := _DATE.fullmatch(text):
        return date(int(m[1]), int(m[2]), int(m[3])).isoformat()
    if m := _DATE_TIME.fullmatch(text):
        return _instant(datetime.fromisoformat(f"{m[1]}T{m[2]}{(m[3] or '').upper()}"))
    if _MAIL_DATE.fullmatch(text):
        return _instant(parsedate_to_datetime(text))
    m = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if m and _MONTH_NAMES.fullmatch(m["month"]):
        month = MONTHS.index(m["month"][:3].lower()) + 1
        return date(int(m["year"]), month, int(m["day"])).isoformat()
    return None


def _instant(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def metadata_of(data: Mapping[str, object], where: str) -> Metadata:
    """Return the metadata that a JSON object or front matter states; other keys are ignored.

    Raises DocumentError for a value that is no text, a date that is none, or an address that is no absolute URL.
    """
    values = {f.name: _text_of(data, f.name, where) for f in fields(Metadata)}
    if values["published"] is not None:
        try:
            values["published"] = read_date(values["published"])
        except InputError as error:
            raise DocumentError(where, f'"published" is {error}') from error
    url = values["url"]
    if url is not None and not _ABSOLUTE.fullmatch(url):
        raise DocumentError(where, f'"url" is no absolute URL: {url!r}; write it with its scheme, or leave it out')
    return Metadata(**values)


def _text_of(data: Mapping[str, object], key: str, where: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise DocumentError(where, f'"{key}" must be text or null, not {json.dumps(value, default=str)[:80]}')
    return " ".join(clean(value).split()) or None


def read_sidecar(path: Path) -> Metadata:
    """Return the metadata in `NAME.json` beside `NAME.txt`, empty where there is no such file.

    Raises DocumentError, naming the sidecar, where it cannot be read: metadata is not dropped in silence.
    """
    beside = path.with_suffix(".json")
    where = str(beside)
    try:
        with beside.open("rb") as stream:
            raw = stream.read(_SIDECAR_BYTES + 1)
    except FileNotFoundError:
        return Metadata()
    except OSError as error:
        raise DocumentError(where, f"metadata cannot be read: {error.strerror or error}") from error
    if len(raw) > _SIDECAR_BYTES:
        raise DocumentError(where, f"metadata of more than {_SIDECAR_BYTES:,} bytes")
    return metadata_of(read_object(decode(raw, where), where), where)


def read_object(text: str, where: str) -> dict[str, object]:
    """Return the JSON object that a text is, or raise DocumentError saying what is wrong and at which column."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        column = error.pos + 1 if error.lineno == 1 else error.colno
        raise DocumentError(where, f"broken JSON at column {column}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise DocumentError(where, f"broken JSON: {error}") from error
    if not isinstance(value, dict):
        raise DocumentError(where, 'expected a JSON object such as {"text": "…", "title": "…"}')
    return value
