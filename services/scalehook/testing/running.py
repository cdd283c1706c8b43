"""An embedded stack on a free port, in a thread of its own: for tests that use real SDK clients."""

import asyncio
import secrets
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from scalehook.embedded import EmbeddedStack, StateDirectory
from scalehook.embedded.supervision import serve_while_well
from scalehook.gateway.control.clock import AdvanceRequest
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Settings
from scalehook.kit.clock.durations import seconds_of
from scalehook.kit.clock.moved import Moved
from scalehook.kit.clock.moves import Move
from scalehook_contracts.base import Event

T = TypeVar("T")
START_SECONDS = 120  # a busy machine is no failure


@dataclass(frozen=True)
class RunningStack:
    """A stack that answers at `endpoint`."""

    stack: EmbeddedStack
    port: int
    loop: asyncio.AbstractEventLoop

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`, what the OpenAPI clients call `endpoint`."""
        return f"127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        """`http://127.0.0.1:PORT`, what the MNS client wants."""
        return f"http://{self.address}"

    @property
    def access_key_id(self) -> str:
        """The account's key id."""
        return self.stack.gateway.access_key_id

    @property
    def access_key_secret(self) -> str:
        """The account's key secret."""
        return self.stack.gateway.access_key_secret

    @property
    def region(self) -> str:
        """The region that the stack plays."""
        return self.stack.gateway.region

    @property
    def account_id(self) -> str:
        """The account that the stack plays."""
        return self.stack.gateway.account_id

    def advance(
        self,
        duration: float | str | timedelta | None = None,
        *,
        until: type[Event] | str = "",
        patience: float | None = None,
        hold_scripts: bool = False,
        strict: bool = False,
    ) -> Moved:
        """Move virtual time by seconds or a text like `10m`, or `until` an event happens (its class, or
        its name on the wire), at most a day where no duration is given.

        Deadlines come in order. Before one whose notification a client has in hand the clock waits, up
        to `patience` real seconds (by default as the settings say), then goes on. Returns when the
        stack is quiet, with those who are still busy. ValueError for what cannot be.
        """
        asked = AdvanceRequest(
            seconds=None if duration is None else seconds_of(duration),
            until=until if isinstance(until, str) else until.wire_name(),
            patience=patience,
            hold_scripts=hold_scripts,
            strict=strict,
        )
        return self._move(asked.move())

    def advance_to(self, at: datetime, patience: float | None = None) -> Moved:
        """Move virtual time to this instant."""
        return self._move(Move(to=at, patience=patience))

    def settle(self, patience: float | None = None) -> Moved:
        """Returns when the stack is quiet and nobody has a notification in hand, or patience is over:
        hardly any time passes.
        """
        return self._move(Move(seconds=0, patience=patience, settles=True))

    def _move(self, move: Move) -> Moved:
        waiting = START_SECONDS + (move.patience or 0)
        return self.run(self.stack.control.move(move), waiting)

    def quiet(self) -> None:
        """Returns when the stack has nothing to do at this instant."""
        self.run(self.stack.timekeeper.quiet())

    def run(self, coroutine: Coroutine[Any, Any, T], seconds: float = START_SECONDS) -> T:
        """Run something in the stack's own loop, for so many real seconds at most."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(seconds)


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
    state: Path | None = None,
    speed: float = 1.0,
    *,
    auto_advance: bool = False,
    **settings: Settings,
) -> Iterator[RunningStack]:
    """A stack that runs inside the block; without `state` nothing outlives it.

    With `auto_advance` time jumps by itself while somebody awaits something.
    `settings` are a service's own settings by its name, in place of the environment's.
    """
    gateway = GatewaySettings(
        port=0,
        access_key_id=secrets.token_hex(8),
        access_key_secret=secrets.token_hex(15),
        auto_advance=auto_advance,
    )
    directory = StateDirectory(state) if state is not None else None
    held = _Thread(EmbeddedStack(gateway, directory, speed, settings))
    thread = threading.Thread(target=held.run, name="scalehook", daemon=True)
    thread.start()
    if not held.ready.wait(START_SECONDS):
        raise TimeoutError("the stack did not start in time")
    if held.problem is not None:
        raise held.problem
    try:
        yield RunningStack(held.stack, held.port, held.loop)
    finally:
        with suppress(RuntimeError):  # its loop has ended by itself: the stack could not go on
            held.loop.call_soon_threadsafe(held.server.stop)
        thread.join(START_SECONDS)
        if directory is not None:
            directory.close()
