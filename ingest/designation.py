"""The structure of a military unit's name: number, echelon, branch, honorific, and the units it is part of.

"A Company, 2nd Battalion, Royal Gurkha Rifles" has three parts, each part of the next; "11th Corps' 18th Division"
two, "2/7 Marines" two as well (2nd Battalion of the 7th Marine Regiment), "the 76th and 98th Airborne Divisions" two
that are not part of each other. What a word means is in `ontology/units.ttl`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.unit_reading import LETTERED, SERVICES, find_head, find_number, read_unit
from ingest.unit_words import Item, Nation, is_name, sort_words
from ontology.records import Unit
from ontology.units import UnitTerms

TIGHT = frozenset({",", ".", "'s", "’s", ")", "'", "’", "/"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One unit of a name: its words `[begin, end)`, and the index of the part that it is part of.

    Parts of "2/7 Marines" share words. `label` names the part by itself; `country` is what its words tell.
    """

    begin: int
    end: int
    label: str
    unit: Unit
    country: str | None = None
    superior: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """What stands between two separators."""

    items: tuple[Item, ...]
    end: int  # of its words, with those that tell nothing ("of the Popular Front" after a number)
    before: str  # the separator before it, empty where it follows directly


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A chunk's parts; several where numbers share a plural noun. `links` is how it is tied to what is before."""

    parts: tuple[Part, ...]
    before: str
    service: bool


def read_designation(words: Sequence[str], terms: UnitTerms, nation: Nation = lambda _: None) -> tuple[Part, ...]:
    """Return the units that a name names, in its order; empty where its words are those of no unit.

    `nation` gives the country code of a name or demonym. An army or navy is a unit only with somebody's name to it.
    """
    drafts: list[_Draft] = []
    numbers: list[Item] = []  # that wait for their noun: "76th" in "76th and 98th Divisions"
    country: str | None = None
    chunks = [part for chunk in _split(sort_words(words, terms, nation)) for part in _divide(chunk, terms)]
    for chunk in chunks:
        if all(item.number for item in chunk.items):
            numbers += chunk.items
            continue
        parts = _read_chunk(words, chunk, numbers, terms, compound=len(chunks) > 1)
        numbers = []
        own = next((item.country for item in chunk.items if item.country), None)
        if not parts:
            country = country or own
            continue
        service = parts[-1].unit.echelon in SERVICES
        if drafts and drafts[-1].service and chunk.before == "":  # "US Army 3rd Division"
            parts = tuple(replace(p, country=p.country or drafts[-1].parts[0].country) for p in parts)
            chunk = replace(chunk, before=drafts.pop().before)
        drafts.append(_Draft(parts=parts, before=chunk.before, service=service))
    return _link(drafts, terms, country)


def _split(items: Sequence[Item]) -> list[_Chunk]:
    """Cut at separators and where a number begins the next unit ("1st Battalion 5th Marines")."""
    chunks: list[_Chunk] = []
    current: list[Item] = []
    before = ""
    for item in items:
        named = any(i.term("echelon") or i.term("title") for i in current)
        if item.separator == "'s" and current and not _has_noun(current):  # "Russia's 810th", "People's Army"
            if is_name(current[-1]):
                current[-1] = replace(current[-1], text=f"{current[-1].text}'s")
        elif item.separator is not None or (item.ordinal and named):
            if current:
                chunks.append(_Chunk(items=tuple(current), end=current[-1].end, before=before))
                before = ""
            current = [] if item.separator is not None else [item]
            before = (before or item.separator) if item.separator is not None else before
        else:
            current.append(item)
    if current:
        chunks.append(_Chunk(items=tuple(current), end=current[-1].end, before=before))
    return _rejoin(chunks)


def _divide(chunk: _Chunk, terms: UnitTerms) -> Iterator[_Chunk]:
    """Cut between a battalion and its regiment that nothing parts: "2nd Battalion The Yorkshire Regiment"."""
    nouns = [(i, item.term("echelon") or item.term("title")) for i, item in enumerate(chunk.items)]
    named = [(i, term) for i, term in nouns if term is not None]
    at, first = named[0] if named else (0, None)
    low = (
        first is not None and 0 < terms.rank(first.echelon) <= LETTERED and at > 0 and bool(chunk.items[at - 1].number)
    )
    if low and any(term.echelon == "Regiment" for _, term in named[1:]):
        yield _Chunk(items=chunk.items[: at + 1], end=chunk.items[at].end, before=chunk.before)
        yield _Chunk(items=chunk.items[at + 1 :], end=chunk.end, before="")
    else:
        yield chunk


def _rejoin(chunks: Sequence[_Chunk]) -> list[_Chunk]:
    """Undo cuts at "of" and "and" that do not part two units: "Armed Forces of Malta", "Blues and Royals Regiment"."""
    found: list[_Chunk] = []
    for chunk in chunks:
        last = found[-1] if found else None
        if last is None:
            found.append(chunk)
            continue
        waiting = all(i.number for i in last.items)  # numbers for the plural noun that comes
        one_name = not (waiting or _is_headed(last.items) or any(i.number for i in chunk.items))
        if (chunk.before == "and" and one_name) or (chunk.before == "of" and not _has_noun(chunk.items)):
            told = chunk.before == "of" and any(i.number for i in last.items)
            tail = [i for i in chunk.items if i.country or not told]
            found[-1] = replace(last, items=(*last.items, *tail), end=chunk.end)
        else:
            found.append(chunk)
    return found


def _is_headed(items: Sequence[Item]) -> bool:
    return any(i.term("echelon") or i.term("title") for i in items)


def _has_noun(items: Sequence[Item]) -> bool:
    return _is_headed(items) or (any(i.number for i in items) and any(i.term("branch") for i in items))


def _read_chunk(
    words: Sequence[str], chunk: _Chunk, shared: Sequence[Item], terms: UnitTerms, *, compound: bool
) -> tuple[Part, ...]:
    """Return the parts of a chunk, one for each number that its plural noun has."""
    items = chunk.items
    head = find_head(items, terms)
    number = find_number(items, head, terms)
    unit = read_unit(items, head, number, terms, compound)
    if unit is None:
        return ()
    begin, end = items[0].begin, chunk.end
    end += words[end : end + 1] == [")"] and "(" in words[begin:end]
    country = next((item.country for item in items if item.country), None)
    noun = [] if head is None else words[head.begin : head.end]
    if head is not None and head.plural:
        noun = _singular(noun)
    label = _join(words[begin:end] if head is None else [*words[begin : head.begin], *noun, *words[head.end : end]])
    part = Part(begin=begin, end=end, label=label, unit=unit, country=country)
    if (
        number is not None
        and "/" in (number.number or "")
        and number.text[:1].isdigit()
        and _is_regimental(number, unit)
    ):
        return _read_slashed(words, part, number)
    if not shared or head is None or not head.plural or number is None:
        return (part,)
    rest = _join([*words[number.end : head.begin], *noun, *words[head.end : end]])
    return tuple(
        replace(
            part, begin=n.begin if n is not number else begin, end=n.end if n is not number else end,
            label=f"{n.text} {rest}", unit=replace(unit, number=n.number),
        )
        for n in (*shared, number)
    )  # fmt: skip


def _is_regimental(number: Item, unit: Unit) -> bool:
    """Tell whether a slash parts a battalion from its regiment: not in "9th/12th Lancers", "2/7th Battalion"."""
    return (unit.echelon in {None, "Regiment"} and number.text.partition("/")[0].isdigit()) or " " in number.text


def _read_slashed(words: Sequence[str], part: Part, number: Item) -> tuple[Part, ...]:
    """Read "2/7 Marines" as the 2nd Battalion of the 7th Marines."""
    low, high = (number.number or "").split("/")
    squadron = part.unit.branch == "Cavalry"
    echelon = part.unit.echelon or "Regiment"
    above = replace(part.unit, number=high, echelon=echelon)
    below = Unit(number=low, echelon="Squadron" if squadron else "Battalion", branch=part.unit.branch, honorific=None)
    rest = _join(words[number.end : part.end])
    return (
        replace(part, unit=below, label=f"{_nth(low)} {below.echelon}", superior=1),
        replace(part, unit=above, label=f"{_nth(high)} {rest}"),
    )


def _link(drafts: Sequence[_Draft], terms: UnitTerms, country: str | None) -> tuple[Part, ...]:
    """Number the parts of all chunks and tie each to the one that it is part of."""
    parts: list[Part] = []
    previous: range = range(0)
    for draft in drafts:
        offset = len(parts)
        parts += [p if p.superior is None else replace(p, superior=p.superior + offset) for p in draft.parts]
        current = range(offset, len(parts))
        top, new = [i for i in previous if parts[i].superior is None], [i for i in current if parts[i].superior is None]
        if top and new and draft.before != "and":
            _tie(parts, top, new, current[0], draft.before, terms)
        previous = current
    return tuple(replace(p, country=_country(parts, p) or country) for p in parts)


def _tie(parts: list[Part], left: list[int], right: list[int], first: int, separator: str, terms: UnitTerms) -> None:
    a, b = parts[left[-1]].unit, parts[right[-1]].unit
    low, high = terms.rank(a.echelon), terms.rank(b.echelon)
    known = bool(low and high)
    if separator != "'s" and (not known or low < high):
        for i in left:
            parts[i] = replace(parts[i], superior=right[-1])
        if a.echelon in {"Battalion", "Squadron"} and b.echelon is None and b.branch is not None:
            parts[right[-1]] = replace(parts[right[-1]], unit=replace(b, echelon="Regiment"))
    elif separator != "of" and (not known or low > high):
        for i in [first] if parts[first].superior is None else right:
            parts[i] = replace(parts[i], superior=left[-1])


def _country(parts: Sequence[Part], part: Part) -> str | None:
    for _ in parts:
        if part.country is not None or part.superior is None:
            break
        part = parts[part.superior]
    return part.country


def _join(words: Sequence[str]) -> str:
    """Return words as text, closed up before punctuation and around hyphens."""
    text = ""
    for word in words:
        closed = not text or word in TIGHT or word[0] == "-" or text[-1] in "-(/"
        text += word if closed else f" {word}"
    return text


def _singular(words: Sequence[str]) -> list[str]:
    return [*words[:-1], words[-1].removesuffix("s")]


def _nth(number: str) -> str:
    last = 0 if number[-2:] in {"11", "12", "13"} else int(number[-1])
    return number + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


def is_relative(unit: Unit, terms: UnitTerms) -> bool:
    """Tell whether a unit's name is one that many units have, told apart by what they are part of ("3rd Battalion")."""
    rank = terms.rank(unit.echelon)
    if unit.honorific is not None or rank == 0:
        return False
    low = unit.number is None or not unit.number.isdigit() or int(unit.number) < 10
    if rank < LETTERED:
        return low or unit.branch is None
    return low and (rank == LETTERED or (unit.branch is None and rank <= terms.rank("Brigade")))
