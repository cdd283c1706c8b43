"""A consumer that runs already; somebody else has started it, and will end it."""

import signal
from collections.abc import Mapping

from scalehook.certify.consumer.base import Consumer, Ending


class Attached(Consumer):
    """Nothing is seen of its process."""

    restartable = False

    def check(self) -> None:
        """Nothing is started."""

    def flush(self) -> None:
        """Nothing is heard of what it writes."""

    def start(self, environment: Mapping[str, str]) -> None:
        """It runs."""

    def exited(self) -> str:
        """Nobody can tell."""
        return ""

    def await_end(self) -> str:
        """Nobody can tell."""
        return ""

    def end(self, seconds: float, number: signal.Signals = signal.SIGTERM) -> Ending:
        """It is not ours to end; scenarios that need it are not applicable."""
        return Ending()

    def demand_seconds(self) -> float | None:
        """Not seen."""
        return None
