"""Tells what the demo sees, and checks what it tells."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from rich.console import Console
from rich.markup import escape

from scalehook.kit.retrying import poll

T = TypeVar("T")
PATIENCE_SECONDS = 180  # a busy machine with a stack of containers takes its time
POLL_SECONDS = 0.05


class Untrue(Exception):
    """The stack did something else than the demo tells."""


@dataclass
class Narrator:
    """Prints the account, one line a fact."""

    console: Console = field(default_factory=lambda: Console(highlight=False))
    checked: int = 0

    def chapter(self, title: str) -> None:
        """A new story begins."""
        self.console.print()
        self.console.rule(f"[bold]{escape(title)}", align="left")

    def does(self, text: str) -> None:
        """What a client does."""
        self.console.print(f"  [cyan]→[/] {escape(text)}")

    def shows(self, text: str) -> None:
        """Output worth reading as it is."""
        for line in text.rstrip().splitlines():
            self.console.print(f"      [dim]│[/] {escape(line)}")

    def check(self, claim: str, truth: bool, instead: object = "") -> None:
        """State a fact; ends the demo when it is none."""
        if not truth:
            self.console.print(f"  [bold red]✗[/] {escape(claim)}")
            raise Untrue(f"{claim}: not so. Found instead: {instead}")
        self.checked += 1
        self.console.print(f"  [green]✓[/] {escape(claim)}")

    def awaits(self, claim: str, probe: Callable[[], T | None]) -> T:
        """Ask until there is an answer, then state the fact."""
        found = poll(probe, PATIENCE_SECONDS, POLL_SECONDS)
        self.check(claim, bool(found), f"nothing within {PATIENCE_SECONDS} s")
        assert found is not None
        return found
