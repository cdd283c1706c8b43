"""Rows under headings. Nothing is ever cut, on a terminal or in a pipe, so that it can be copied."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from scalehook.cli.one_line import one_line


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
