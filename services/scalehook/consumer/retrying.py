"""How calls are made again: ever more slowly, and only while the deadline allows."""

from collections.abc import Callable

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential
from tenacity.wait import wait_base

from scalehook.consumer.clock import Clock

Passes = Callable[[BaseException], bool]
SLOWEST_SECONDS = 20.0


def until(
    clock: Clock,
    deadline: Callable[[], float],
    passes: Passes,
    attempts: int | None = None,
    *,
    action: str = "",
) -> AsyncRetrying:
    """For one call (about the action of this token). What cannot pass, and what happens when time or
    attempts are over, is raised.
    """

    async def sleep(seconds: float) -> None:
        await clock.sleep(seconds, action)

    def over(state: RetryCallState) -> bool:
        late = clock.now() + state.upcoming_sleep >= deadline()
        return late or (attempts is not None and state.attempt_number >= attempts)

    return AsyncRetrying(
        retry=retry_if_exception(passes),
        wait=growing(),
        stop=over,
        sleep=sleep,
        reraise=True,
    )


def growing(most: float = SLOWEST_SECONDS) -> wait_base:
    """Each wait is drawn from a span twice as long as the one before; never 0."""
    return wait_random_exponential(multiplier=1, max=most, min=0.2)


class Backoff:
    """The waits of a loop that never gives up: half a second, then twice as long each time."""

    def __init__(self, first: float = 0.5, most: float = 30.0) -> None:
        self._first, self._most = first, most
        self._failures = 0

    def well(self) -> None:
        """It has worked."""
        self._failures = 0

    def failed(self) -> float:
        """The seconds to wait now."""
        self._failures += 1
        return float(min(self._first * 2 ** min(self._failures - 1, 16), self._most))

    @property
    def tell(self) -> bool:
        """Whether this failure is worth a line: the first, and then ever fewer."""
        return self._failures & (self._failures - 1) == 0
