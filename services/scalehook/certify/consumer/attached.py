"""A consumer that runs already; somebody else has started it, and will end it."""

import signal
from collections.abc import Mapping

from scalehook.certify.consumer.base import Consumer, Ending


class Attached(Consumer):
    """Nothing is seen of its process."""

    restartable = False

    def start(self, environment: Mapping[str, str]) -> None:
        """It runs."""

    def exited(self) -> str:
        """Nobody can tell."""
        return ""

    def send(self, number: signal.Signals) -> None:
        """Not to be done: scenarios that need it are not applicable."""
        raise NotImplementedError(f"{number.name} cannot be sent to a consumer that is attached")

    def end(self, seconds: float) -> Ending:
        """It is not ours to end."""
        return Ending()

    def cpu_seconds(self) -> float | None:
        """Not seen."""
        return None
