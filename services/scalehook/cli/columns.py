"""Rows under headings. Nothing is ever cut, on a terminal or in a pipe, so that it can be copied."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook.kit.one_line import one_line

Thing = dict[str, Any]  # as a stack answers it
Cells = Mapping[str, Callable[[Thing], object]]  # by the heading of their column


def show_columns(
    console: Console, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """The rows, each column as wide as its widest cell; one line that says so where there are none."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    console.print(Text(f"{title} ({len(cells)})" if cells else f"{title}: none", style="bold"))
    if not cells:
        return
    widths = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    for style, row in [("dim", headings), *(("", row) for row in cells)]:
        parts = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        console.print(Text("  " + "  ".join(parts).rstrip(), style=style), soft_wrap=True)


def show_things(title: str, columns: Cells, things: Sequence[Thing], as_json: bool) -> None:
    """A row for each; or all that is known of them, as JSON."""
    if as_json:
        typer.echo(json.dumps(things, indent=2, ensure_ascii=False))
        return
    rows = [[cell(thing) for cell in columns.values()] for thing in things]
    show_columns(Console(highlight=False), title, tuple(columns), rows)


def fields(names: Mapping[str, str]) -> Cells:
    """Columns that show a field each; one that is null is empty."""
    return {heading: _field(name) for heading, name in names.items()}


def time(milliseconds: int) -> str:
    """Unix milliseconds as a time; nothing of 0."""
    return iso_seconds(moment(milliseconds / 1000)) if milliseconds else ""


def _field(name: str) -> Callable[[Thing], object]:
    return lambda thing: "" if thing[name] is None else thing[name]
