"""Results of measures as tables: for people at a terminal, and for documents in Markdown.

A result is nested mappings of figures. Groups of the same figures ("by type") become a table of their own, all else a
line of the first one, intervals beside what they are of; lists, which say what is wrong one by one, are only counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.bootstrap import INTERVAL, interval_of

Result = Mapping[str, object]
COLUMNS = ("measure", "value", "95 % interval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of text; the title is empty for the first one."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def to_sheets(result: Result) -> list[Sheet]:
    """Return the tables of a result; the first one is left out where it has no lines."""
    groups: list[Sheet] = []
    first = Sheet(title="", columns=COLUMNS, rows=tuple(_lines(result, "", groups)))
    return [*([first] if first.rows else []), *groups]


def _lines(result: Result, path: str, groups: list[Sheet]) -> Iterator[tuple[str, ...]]:
    for name, value in result.items():
        where = f"{path}: {name}" if path else name
        if name.endswith(INTERVAL):
            continue
        if isinstance(value, Mapping):
            value = _beside(value, result.get(name + INTERVAL))
            if _is_group(value):
                groups.append(_group(where, value))
            else:
                yield from _lines(value, where, groups)
        elif isinstance(value, list):
            yield where, f"{len(value)} listed in JSON", ""
        else:
            yield where, figure_text(value), interval_text(interval_of(result, name))


def _beside(value: Result, intervals: object) -> Result:
    """Return a mapping with the intervals of its figures in it, where they stand in one beside it."""
    return {**value, **{name + INTERVAL: i for name, i in intervals.items()}} if isinstance(intervals, dict) else value


def _is_group(value: Result) -> bool:
    """Tell whether a mapping has several members with the same figures."""
    members = [_flat(member) for member in value.values() if isinstance(member, Mapping)]
    same = all(set(member) == set(members[0]) for member in members)
    return len(members) == len(value) > 1 and same and not any(isinstance(f, Mapping) for f in members[0].values())


def _flat(figures: Result) -> Result:
    """Return figures with those of mappings among them, one level deep."""
    found: dict[str, object] = {}
    for name, value in figures.items():
        parts = value.items() if isinstance(value, Mapping) else [("", value)]
        found |= {f"{name}: {part}" if part else name: figure for part, figure in parts}
    return found


def _group(title: str, value: Result) -> Sheet:
    members = {name: _flat(member) for name, member in value.items() if isinstance(member, Mapping)}
    first = next(iter(members.values()))
    names = [name for name in first if not name.endswith(INTERVAL)]
    rows = []
    for member, figures in members.items():
        cells = []
        for name in names:
            cells.append(figure_text(figures[name]))
            if name + INTERVAL in first:
                cells.append(interval_text(interval_of(figures, name)))
        rows.append((member, *cells))
    columns = [c for name in names for c in ([name, "95 % interval"] if name + INTERVAL in first else [name])]
    return Sheet(title=title, columns=("", *columns), rows=tuple(rows))


def figure_text(value: object) -> str:
    """Return a figure as it is printed, with three places where it is no count."""
    if isinstance(value, float):
        return f"{value:.3f}"
    return "–" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def interval_text(bounds: Sequence[float] | None) -> str:
    """Return the bounds of an interval, empty where there is none."""
    return "" if bounds is None else " to ".join(f"{bound:.3f}" for bound in bounds)


def to_markdown(sheet: Sheet) -> str:
    """Return a table in Markdown, without its title."""
    lines = [sheet.columns, ("---",) * len(sheet.columns), *sheet.rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)
