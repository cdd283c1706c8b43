"""What all ways to run a consumer have in common."""

import signal
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from scalehook.certify.consumer.output import Output


class Unusable(Exception):
    """No consumer can be started like this; the message says why."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How it was ended: within its time, or by force; and who had to be killed after it, in words."""

    in_time: bool = True
    survivors: list[str] = field(default_factory=list)


class Consumer(ABC):
    """One consumer, which may be started again after it has ended."""

    restartable = True

    def __init__(self) -> None:
        self.stdout, self.stderr = Output(), Output()

    @abstractmethod
    def check(self) -> None:
        """Unusable when it is plain before that nothing can be started."""

    @abstractmethod
    def start(self, environment: Mapping[str, str]) -> None:
        """Start it with these variables beside our own; Unusable when that cannot be."""

    @abstractmethod
    def exited(self) -> str:
        """How it has ended by itself, such as `it ended with code 1`; empty while it runs."""

    @abstractmethod
    def await_end(self) -> str:
        """The same, when it has ended: somebody waits for that."""

    @abstractmethod
    def end(self, seconds: float, number: signal.Signals = signal.SIGTERM) -> Ending:
        """Send the signal to it and its children; after so many real seconds SIGKILL."""

    @abstractmethod
    def demand_seconds(self) -> float | None:
        """Processor time that it and its children have had or waited for so far; None where that cannot
        be seen.
        """

    @abstractmethod
    def flush(self) -> None:
        """What it has written is in `stdout` and `stderr` when this returns."""
