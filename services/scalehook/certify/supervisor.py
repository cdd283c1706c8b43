"""Brings a consumer back that has ended by itself, as whoever runs it in production would do."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from scalehook.certify.consumer.base import Consumer
from scalehook.certify.facts import ProcessFacts
from scalehook.kit.retrying import poll

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # real seconds before it is started again; each is twice the last
MOST_RESTARTS = 10  # of one scenario: who still ends then does nothing else
LOOK_SECONDS = 0.02


@dataclass(eq=False)
class Supervisor:
    """Of one consumer. `left` is told at once that nobody is there, `again` starts it and returns how
    it has failed to become ready, if it has. While `changing` is held, nobody else starts or ends it.
    """

    consumer: Consumer
    facts: ProcessFacts
    left: Callable[[], None]
    again: Callable[[], str]
    changing: threading.RLock = field(default_factory=threading.RLock)
    pause: Callable[[float], None] = time.sleep
    _watching: threading.Thread | None = None
    _turn: int = 0  # the watch of an earlier one is over
    _heard: int = 0  # bytes that it had written before it was started last

    def begin(self) -> None:
        """It has been started, and is to be there from now on."""
        self._turn += 1
        self._watching = threading.Thread(
            target=self._watch, args=(self._turn,), name="supervisor", daemon=True
        )
        self._watching.start()

    def dismiss(self) -> None:
        """It may end from now on."""
        self._turn += 1
        self._watching = None

    def keeps(self) -> bool:
        """Whether its end is no more than a pause."""
        watching = self._watching
        return watching is not None and watching.is_alive()

    def settle(self, seconds: float) -> None:
        """Returns when one that has just ended is back, or given up; at the latest after so many real
        seconds.
        """
        poll(lambda: not (self.keeps() and self.consumer.exited()), seconds, LOOK_SECONDS)

    def starts(self) -> None:
        """It is started now: what it has written before is not about this time."""
        self._heard = self._written()

    def _watch(self, turn: int) -> None:
        pause = FIRST_PAUSE
        for _ in range(MOST_RESTARTS):
            how = self.consumer.await_end()
            with self.changing:
                if turn != self._turn:
                    return
                self._note(how)
                self.pause(pause)
                pause = min(LONGEST_PAUSE, 2 * pause)
                if problem := self.again():
                    self.facts.exits.append(problem)
                    return
                self.facts.restarts += 1

    def _note(self, how: str) -> None:
        self.left()
        self.consumer.flush()
        words = self.consumer.stderr.tail(1) or self.consumer.stdout.tail(1)
        spoke = self._written() > self._heard
        self.facts.exits.append(f"{how}; the last it said: {words[0].strip()}" if spoke else how)
        if not spoke:
            self.facts.mute = how

    def _written(self) -> int:
        return self.consumer.stdout.written + self.consumer.stderr.written
