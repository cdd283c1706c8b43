"""Errors of RAM for parameters: the code has the parameter's name in it."""

from typing import ClassVar

from scalehook_contracts.errors.base import ApiError


class IncorrectParameter(ApiError, code="InvalidParameter.Name"):
    """The parameter - "{name}" is incorrect."""

    ending: ClassVar[str] = ""

    def __init__(self, message: str | None = None, *, name: str = "") -> None:
        """`InvalidParameter.PolicyType`; with the ending where there is one."""
        super().__init__(message, name=name)
        self.code = f"InvalidParameter.{name}{self.ending}"


class InvalidChars(IncorrectParameter, code="InvalidParameter.Name.InvalidChars"):
    """The parameter - "{name}" contains invalid chars."""

    ending = ".InvalidChars"


class BeyondTheLength(IncorrectParameter, code="InvalidParameter.Name.Length"):
    """The parameter - "{name}" beyond the length limit."""

    ending = ".Length"


class WronglyFormed(IncorrectParameter, code="InvalidParameter.Name.Format"):
    """The format of the parameter - "{name}" is incorrect."""

    ending = ".Format"
