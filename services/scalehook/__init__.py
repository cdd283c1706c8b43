"""A local Alibaba Cloud for one story: Auto Scaling lifecycle hooks."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scalehook.testing.running import running_stack as stack

__all__ = ["stack"]


def __getattr__(name: str) -> Any:
    """`stack` and `__version__`, looked up when somebody asks: a start has no need of them."""
    if name == "stack":  # `with scalehook.stack() as cloud`
        from scalehook.testing.running import running_stack

        return running_stack
    if name == "__version__":
        from importlib.metadata import version

        return version("scalehook")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
