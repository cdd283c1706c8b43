"""What a program may fail with."""

from typing import Any


class JqError(ValueError):
    """The program is none, or does not fit its input; `value` is what `catch` is given."""

    def __init__(self, message: str, value: Any = None) -> None:
        super().__init__(message)
        self.value = message if value is None else value


class IteratesNull(JqError):
    """The values of null are asked for: what holds them is not there."""
