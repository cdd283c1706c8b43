"""What a broker that is away looks like, and trying again until it is back."""

import asyncio
import contextlib
import traceback
from collections.abc import Iterator

from aiormq.exceptions import AMQPError, ChannelInvalidStateError

from scalehook.kit.logs import Log
from scalehook.kit.retrying import Again, Tell, growing, retrying, steady

log = Log(__name__)
SETTING = "SCALEHOOK_AMQP_URL"
AWAY = (
    AMQPError,  # the connection or the channel was closed: ConnectionClosed, ChannelClosed, …
    ChannelInvalidStateError,  # it had been closed before; the client's own RuntimeError
    OSError,  # nobody listens, the connection was reset, no such host
    asyncio.TimeoutError,  # no word within the time that we give it
)
CLIENT = ("aio_pika", "aiormq", "uvloop")
PAUSE_SECONDS = 0.2


def passes(problem: BaseException) -> bool:
    """Whether the broker is away: waiting may help."""
    return isinstance(problem, AWAY)


@contextlib.contextmanager
def loss_noticed() -> Iterator[None]:
    """A lost connection is a ConnectionError, in whatever words the client says it.

    A connection that no frame comes through any more is ended by cancelling whatever waits for it.
    Nobody notices a task that ends so, hence a cancellation that is not the task's own is an error
    like any other. So is the end of a connection between two frames of its handshake, which would end
    a loop of attempts, and a channel asked of a connection that is not there: a bare RuntimeError.
    """
    try:
        yield
    except StopAsyncIteration as problem:
        raise ConnectionError("the broker has hung up") from problem
    except RuntimeError as problem:
        if not _clients_own(problem):
            raise
        raise ConnectionError(f"the connection to the broker is closed: {problem}") from problem
    except asyncio.CancelledError as problem:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise ConnectionError("the connection to the broker was lost") from problem


def until_back(tell: Tell | None = None) -> Again:
    """Tries again, without end, while the broker is away."""
    return retrying(passes, steady(PAUSE_SECONDS), tell=tell)


def patiently(name: str, tell: Tell | None = None) -> Again:
    """Tries again with growing waits, without end: a broker may start later than we do."""
    return retrying(passes, growing(0.1), tell=tell or warn(name))


def warn(name: str) -> Tell:
    """Logs who waits, for what, and which setting to look at."""

    def tell(problem: BaseException) -> None:
        log.warning("waiting for the broker", name=name, setting=SETTING, problem=repr(problem))

    return tell


def _clients_own(problem: RuntimeError) -> bool:
    """Raised by the client itself, without a class of its own; any other is a mistake of ours."""
    *_, (frame, _) = traceback.walk_tb(problem.__traceback__)
    module = str(frame.f_globals.get("__name__", ""))
    return type(problem) is RuntimeError and module.partition(".")[0] in CLIENT
