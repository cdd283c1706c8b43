"""The watch behind a story: calls that should have stopped are seen, and messages that come again."""

import time
from dataclasses import dataclass
from datetime import timedelta

from scalehook.certify.rules.calm import LATEST
from scalehook.certify.stage import Stage

QUIET_SECONDS = 0.1  # real: as long as nothing is heard, whoever was told something has done it
LONGEST_SETTLING = 5.0  # real, for one step
VISIBILITY_TIMES = 2
LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class Watch:
    """`seconds` are real: a consumer with timers of its own may call again in them. One that lives by
    the stack's clock (`virtual`) has none, and nobody waits: virtual time is enough.
    """

    seconds: float
    virtual: bool

    def __str__(self) -> str:
        return "virtual time only" if self.virtual else f"{self.seconds:g} s (real)"

    def keep(self, stage: Stage, at_least: float) -> None:
        """Returns when nothing can come any more, or the window is over. Virtual time has passed by then
        so that each message could come again twice, and by `at_least` seconds.
        """
        if not self.virtual:
            self._in_real_time(stage)
        step = timedelta(seconds=stage.setup.visibility + 1)
        whole = max(VISIBILITY_TIMES * step, LATEST if self.virtual else timedelta())
        until = stage.cloud.now + max(whole, timedelta(seconds=at_least))
        stage.give_patience()
        settle(stage)
        while (left := until - stage.cloud.now) > timedelta() and not stage.actor.gone():
            stage.sleep(min(step, left).total_seconds())
            settle(stage)

    def _in_real_time(self, stage: Stage) -> None:
        end = time.monotonic() + self.seconds
        while (left := end - time.monotonic()) > 0 and not stage.actor.gone():
            time.sleep(min(left, LOOK_SECONDS))


def settle(stage: Stage) -> None:
    """Returns when the stack is quiet, and nothing was heard of the consumer for a moment."""
    stage.cloud.settle()
    end = time.monotonic() + LONGEST_SETTLING
    while stage.chronicle.grows(QUIET_SECONDS) and time.monotonic() < end:
        pass
