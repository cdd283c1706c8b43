"""A stack on a free port, in a thread of its own: `with scalehook.stack() as cloud`."""

import asyncio
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from scalehook.embedded import EmbeddedStack, StateDirectory
from scalehook.embedded.supervision import serve_while_well
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Settings
from scalehook.testing.cloud import Cloud
from scalehook.testing.past import Past

START_SECONDS = 120  # a busy machine is no failure


@dataclass(frozen=True, eq=False)
class RunningStack(Cloud):
    """A cloud whose stack is an embedded one."""

    stack: EmbeddedStack = field(repr=False)


@dataclass
class _Thread:
    stack: EmbeddedStack
    ready: threading.Event = field(default_factory=threading.Event)
    problem: BaseException | None = None

    def run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as problem:  # told to the thread that waits
            self.problem = problem
            self.ready.set()

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        listening = self.stack.listen()
        self.port = listening.getsockname()[1]
        self.server = self.stack.server()
        async with self.stack.running():
            self.ready.set()
            await serve_while_well(self.server, listening, self.stack.supervision)


@contextmanager
def running_stack(
    state: Path | None = None, speed: float = 1.0, **settings: Settings
) -> Iterator[RunningStack]:
    """A stack that runs inside the block; without `state` nothing outlives it.

    `settings` are a service's own settings by its name, in place of the environment's.
    """
    directory = StateDirectory(state) if state is not None else None
    past = Past()
    held = _Thread(EmbeddedStack(new_gateway(), directory, speed, settings, witness=past))
    thread = threading.Thread(target=held.run, name="scalehook", daemon=True)
    thread.start()
    if not held.ready.wait(START_SECONDS):
        raise TimeoutError("the stack did not start in time")
    if held.problem is not None:
        raise held.problem
    cloud = RunningStack(held.stack, held.port, held.loop, past)
    try:
        yield cloud
    finally:
        cloud.aio.close()
        with suppress(RuntimeError):  # its loop has ended by itself: the stack could not go on
            held.loop.call_soon_threadsafe(held.server.stop)
        thread.join(START_SECONDS)
        if directory is not None:
            directory.close()


def new_gateway() -> GatewaySettings:
    """On a free port, with keys that nobody else has."""
    return GatewaySettings(
        port=0, access_key_id=secrets.token_hex(8), access_key_secret=secrets.token_hex(15)
    )
