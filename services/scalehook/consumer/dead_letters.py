"""Where messages go that nobody can handle: a queue of the message service, made when it is needed."""

import httpx

from scalehook.consumer.logs import log
from scalehook.consumer.settings import Settings
from scalehook.consumer.sources.mns_queue import MnsQueue, MnsRefusal

LONGEST_EXCERPT = 200


class DeadLetters:
    """The queue of this name. One that nobody has asked for (not `asked`) need not be to be had: then,
    and without a name, a line of log is all that is kept.
    """

    def __init__(
        self,
        name: str,
        settings: Settings,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        asked: bool = True,
    ) -> None:
        self._name = name
        self._asked = asked
        self._queue = MnsQueue(name, settings, transport) if name else None

    async def keep(self, body: bytes, reason: str) -> bool:
        """Whether it is safe: then the message may be forgotten where it came from."""
        excerpt = body[:LONGEST_EXCERPT].decode(errors="replace")
        if self._queue is None:
            log.error("a dead letter, kept nowhere", reason=reason, body=excerpt)
            return True
        try:
            await self._send(body.decode(errors="replace"))
        except (MnsRefusal, httpx.HTTPError) as problem:
            log.error(
                "a dead letter could not be kept",
                reason=reason, queue=self._name, problem=str(problem), body=excerpt,
            )  # fmt: skip
            return not self._asked
        log.error("a dead letter", reason=reason, queue=self._name, body=excerpt)
        return True

    async def close(self) -> None:
        """Give up the connection."""
        if self._queue is not None:
            await self._queue.close()

    async def _send(self, body: str) -> None:
        assert self._queue is not None
        try:
            await self._queue.send(body)
        except MnsRefusal as refusal:
            if refusal.code != "QueueNotExist":
                raise
            await self._queue.create()
            await self._queue.send(body)
