"""Content negotiation: which of the offered media types a request's Accept header asks for.

RFC 9110, sections 12.4.2 (quality values) and 12.5.1 (Accept): the most specific range that matches
an offer gives its quality; the offer with the highest quality wins, the first offered one among equals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRange:
    """One element of an Accept header: `type/subtype` with `*` for any, its parameters and its quality."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    @property
    def specificity(self) -> tuple[bool, bool, int]:
        """Return a key that sorts narrower ranges after wider ones."""
        return (self.type != "*", self.subtype != "*", len(self.parameters))

    def matches(self, offer: MediaRange) -> bool:
        """Tell whether an offered media type falls into this range."""
        return (
            self.type in ("*", offer.type)
            and self.subtype in ("*", offer.subtype)
            and self.parameters <= offer.parameters
        )


def _split(text: str, separator: str) -> list[str]:
    """Split at a separator outside quoted strings."""
    parts, quoted, start = [], False, 0
    for at, character in enumerate(text):
        if character == '"' and (at == 0 or text[at - 1] != "\\"):
            quoted = not quoted
        elif character == separator and not quoted:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _quality(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def read_range(text: str) -> MediaRange | None:
    """Read one media range; None where it is malformed."""
    name, *rest = (part.strip() for part in _split(text, ";"))
    type_, slash, subtype = name.lower().partition("/")
    if not slash or not type_ or not subtype or (type_ == "*" and subtype != "*"):
        return None
    parameters, quality = set(), 1.0
    for parameter in rest:
        key, _, value = parameter.partition("=")
        key, value = key.strip().lower(), value.strip().strip('"')
        if key == "q":
            quality = _quality(value)
            break  # what follows q belongs to the Accept extension, not to the media type
        if key:
            parameters.add((key, value.lower()))
    return MediaRange(type=type_, subtype=subtype, parameters=frozenset(parameters), quality=quality)


def read_accept(header: str) -> list[MediaRange]:
    """Read an Accept header; malformed elements are left out."""
    return [found for part in _split(header, ",") if part.strip() and (found := read_range(part.strip()))]


def choose(header: str | None, offers: Sequence[str]) -> str | None:
    """Return the offered media type that an Accept header asks for, None where it accepts none of them.

    No header, or one with nothing readable in it, accepts the first offer.
    """
    ranges = read_accept(header or "")
    if not ranges:
        return offers[0] if offers else None
    best, best_quality = None, 0.0
    for offer in offers:
        media = read_range(offer)
        matching = [r for r in ranges if media is not None and r.matches(media)]
        quality = max(matching, key=lambda r: r.specificity).quality if matching else 0.0
        if quality > best_quality:
            best, best_quality = offer, quality
    return best
