"""A stack that many tests use one after the other: emptied for each, and a new one after a test that has
left it broken.
"""

from abc import ABC, abstractmethod
from contextlib import ExitStack
from typing import Generic, TypeVar

from scalehook.kit.logs import Log
from scalehook.testing.cloud import Cloud
from scalehook.testing.running import RunningStack, running_stack

log = Log(__name__)
C = TypeVar("C", bound=Cloud)


class Shared(ABC, Generic[C]):
    """Starts when somebody asks for it, and ends with `close`."""

    def __init__(self) -> None:
        self._ending = ExitStack()
        self._cloud: C | None = None

    def empty(self) -> C:
        """The stack, as new."""
        if self._cloud is not None and self._is_emptied(self._cloud):
            return self._cloud
        self.close()
        self._cloud = self._begin(self._ending)
        return self._cloud

    def close(self) -> None:
        """It ends."""
        self._cloud = None
        self._ending.close()

    @abstractmethod
    def _begin(self, ending: ExitStack) -> C:
        """A new one, until that ends."""

    def _sweep(self) -> bool:
        """Take away what is outside of it; whether that can be."""
        return True

    def _is_emptied(self, cloud: C) -> bool:
        try:
            if self._sweep():
                cloud.reset()
                return True
        except Exception as problem:  # whatever a test has done to it
            log.warning("a new stack: the last test has left it broken", problem=repr(problem))
        return False


class SharedStack(Shared[RunningStack]):
    """An embedded one."""

    def _begin(self, ending: ExitStack) -> RunningStack:
        return ending.enter_context(running_stack())
