"""The command line: runs a stack, moves its clock, shows what happens in it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scalehook.cli.commands import app

__all__ = ["app"]


def __getattr__(name: str) -> Any:
    """`app`, imported when somebody asks: `entry` has something to do before."""
    if name == "app":
        from scalehook.cli.commands import app

        return app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
