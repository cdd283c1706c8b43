"""A study's side of the broker: it sends work and hears of it."""

import asyncio
import contextlib
from collections.abc import Sequence

from aio_pika.abc import (
    AbstractExchange,
    AbstractIncomingMessage,
    AbstractQueue,
    AbstractRobustConnection,
)

from scalehook.kit.bus.rabbit.away import AWAY, loss_noticed, until_back
from scalehook.kit.bus.rabbit.connection import arrange, closed_on_failure, connect
from scalehook.kit.logs import Log
from scalehook.kit.retrying import Tell, insist
from scalehook.simulate.distributed import topology
from scalehook.simulate.distributed.messages import Done, Failed, StudyMessage, Work

log = Log(__name__)
KINDS: dict[str, type[StudyMessage]] = {kind.__name__: kind for kind in (Done, Failed, Work)}
Heard = tuple[StudyMessage, AbstractIncomingMessage]


class Mail:
    """What is heard is Done, Failed, or a Work that the broker has given up."""

    def __init__(self, url: str, code: str, run: str, away: Tell) -> None:
        self._url, self._code, self._run, self._away = url, code, run, away
        self._heard: asyncio.Queue[Heard] = asyncio.Queue()
        self._connection: AbstractRobustConnection | None = None
        self._exchange: AbstractExchange
        self._work: AbstractQueue
        self._results: AbstractQueue | None = None

    async def open(self) -> None:
        """Answers that are there already come first; BusRefused where the broker does not let us. `away`
        is told of one that is not there: it is waited for.
        """
        name = f"scalehook simulate {self._run}"
        await arrange(name, lambda: self._open(name), self._away)

    async def _open(self, name: str) -> None:
        connection = await connect(self._url, name)
        async with closed_on_failure(connection):
            channel = await connection.channel()
            self._exchange = await topology.exchange(channel)
            self._work = await topology.work(channel, self._code)
            self._results = await topology.results(channel, self._run)
            await self._results.consume(self._arrived)
        self._connection = connection

    async def send(self, pieces: Sequence[Work]) -> None:
        """The broker has them."""
        for piece in pieces:
            await self._send(piece)

    async def hear(self, seconds: float) -> Heard | None:
        """The next answer, to be acknowledged when it is noted; None when there is none for so long."""
        try:
            return await asyncio.wait_for(self._heard.get(), seconds)
        except TimeoutError:
            return None

    async def workers(self) -> int:
        """How many listen."""
        try:
            with loss_noticed():
                return (await self._work.declare()).consumer_count or 0
        except AWAY:
            return 0

    async def close(self, *, forget: bool) -> None:
        """With `forget`, workers drop what is left of this study."""
        if self._connection is None:
            return
        with contextlib.suppress(*AWAY), loss_noticed():
            if forget and self._results is not None:
                await self._results.delete(if_unused=False, if_empty=False)
            await self._connection.close()

    async def _send(self, piece: Work) -> None:
        async def publish() -> None:
            with loss_noticed():
                await self._exchange.publish(piece.message(), topology.key(self._code, self._run))

        await insist(publish, until_back)

    async def _arrived(self, message: AbstractIncomingMessage) -> None:
        kind = KINDS.get(message.type or "")
        try:
            if kind is None:
                raise ValueError(f"{message.type!r} is unknown")
            self._heard.put_nowait((kind.read(message.body), message))
        except ValueError as problem:  # of pydantic, too: somebody else has written it
            log.warning("an answer that cannot be read is dropped", problem=str(problem)[:200])
            await message.reject()
