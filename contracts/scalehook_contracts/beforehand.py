"""Operations before which the caller must be able to do others, too."""

from abc import ABC, abstractmethod
from typing import Any

from scalehook_contracts.base import Command, Operation
from scalehook_contracts.errors import ApiError


class Beforehand(ABC):
    """An operation that takes something from another product: that is asked for first, on the caller's
    behalf.
    """

    @abstractmethod
    def question_before(self) -> Command[Any] | None:
        """Asks its owner what it takes; None where it can be nothing."""

    @abstractmethod
    def operations_before(self, answer: Any) -> list[Operation[Any]]:
        """What is done before it, by the answer to that question."""

    @abstractmethod
    def refused_before(self, refusal: ApiError) -> ApiError:
        """Its own error, where one of these is refused."""
