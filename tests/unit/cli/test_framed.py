"""Text in a frame."""

from rich.console import Console
from rich.panel import Panel

from scalehook.cli.framed import framed


def test_a_frame_is_as_wide_as_the_widest_line() -> None:
    """Characters of two cells count as two."""
    assert framed("ab\n世界c", title="t") == "\n".join(
        ["╭── t ──╮", "│ ab    │", "│ 世界c │", "╰───────╯"]
    )


def test_it_is_the_frame_that_rich_draws() -> None:
    """With which other commands draw."""
    text = "endpoint   http://127.0.0.1:4580\n\nCtrl-C ends it"
    console = Console(width=200, highlight=False)
    with console.capture() as capture:
        console.print(Panel.fit(text, title="scalehook"))
    assert framed(text, title="scalehook") == capture.get().rstrip("\n")
