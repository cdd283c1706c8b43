"""Rows under headings."""

import io

from rich.console import Console

from scalehook.cli.columns import show_columns


def shown(rows: list[tuple[object, ...]], width: int = 20) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    show_columns(console, "Things", ("id", "what"), rows)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def test_nothing_is_cut() -> None:
    """However narrow the terminal is: an id must be whole to be copied."""
    long = "ash-" + "x" * 60
    assert shown([(long, "a"), ("b", 2)]) == [
        "Things (2)",
        f"  {'id':64}  what",
        f"  {long}  a",
        f"  {'b':64}  2",
    ]


def test_no_rows_are_one_line() -> None:
    """No headings over nothing."""
    assert shown([]) == ["Things: none"]


def test_a_row_is_one_line() -> None:
    """Also when a user's text has several, or looks like markup."""
    assert shown([("1", "a\nb"), ("2", "[bold]")])[2:] == ["  1   a\\nb", "  2   [bold]"]
