"""A worker: takes seeds from the broker, plays them in processes of its own, and answers."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool

from aio_pika.abc import AbstractIncomingMessage, AbstractQueue, AbstractRobustConnection
from aio_pika.exceptions import ChannelNotFoundEntity, DeliveryError
from pydantic import ValidationError

from scalehook.kit.bus.rabbit.away import AWAY, loss_noticed, until_back
from scalehook.kit.bus.rabbit.connection import arrange, closed_on_failure, connect
from scalehook.kit.retrying import insist
from scalehook.simulate.distributed import topology
from scalehook.simulate.distributed.messages import Done, Failed, StudyMessage, Work
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.study.interrupts import unheard
from scalehook.simulate.study.piece import Played, play_piece
from scalehook.simulate.study.pool import kill, spawned

Tell = Callable[[str], None]
NAME = "scalehook worker {}"  # of its connection


class Worker:
    """`run` ends when `stopping` is set and what it has in hand is answered; at once where it is
    cancelled: that goes to another.
    """

    def __init__(
        self, url: str, code: str, jobs: int, tell: Tell, players: Callable[[int], Executor] = spawned
    ) -> None:
        self.name = f"{socket.gethostname()}/{os.getpid()}"
        self.stopping = asyncio.Event()
        self._url, self._code, self._jobs, self._tell = url, code, jobs, tell
        self._make_players, self._players = players, players(jobs)
        self._in_hand: set[asyncio.Task[None]] = set()
        self._connection: AbstractRobustConnection | None = None

    async def run(self) -> None:
        """Until it is told to stop; BusRefused where the broker does not let it."""
        stop = asyncio.create_task(self.stopping.wait())
        listen = asyncio.create_task(self._listen())
        try:
            await asyncio.wait({stop, listen}, return_when=asyncio.FIRST_COMPLETED)
            if listen.done():
                await self._until(stop, *listen.result())
        except asyncio.CancelledError:
            kill(self._players)
            raise
        finally:
            stop.cancel()
            listen.cancel()
            await asyncio.wait({stop, listen})
            if self._connection is not None:
                await self._connection.close()
        self._players.shutdown()

    async def _listen(self) -> tuple[AbstractQueue, str]:
        """There is work from now on, by this tag."""
        found = await arrange(NAME.format(self.name), self._begin_to_listen, self._away)
        self._tell(f"{self.name} plays for {self._code}, {self._jobs} seeds at a time")
        return found

    async def _begin_to_listen(self) -> tuple[AbstractQueue, str]:
        connection = self._connection = await connect(self._url, NAME.format(self.name))
        async with closed_on_failure(connection):
            self._channel = await connection.channel()
            await self._channel.set_qos(prefetch_count=self._jobs)
            queue = await topology.work(self._channel, self._code)
            return queue, await queue.consume(self._begin)

    async def _until(self, stop: "asyncio.Task[object]", queue: AbstractQueue, tag: str) -> None:
        await stop
        with contextlib.suppress(*AWAY), loss_noticed():
            await queue.cancel(tag)
        await asyncio.gather(*self._in_hand)

    def _away(self, problem: BaseException) -> None:
        self._tell(f"{self.name} waits: {problem}")

    async def _begin(self, message: AbstractIncomingMessage) -> None:
        task = asyncio.create_task(self._serve(message))
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)

    async def _serve(self, message: AbstractIncomingMessage) -> None:
        try:
            work = Work.read(message.body)
        except ValidationError as problem:
            self._tell(f"a message that is no work is dropped: {problem.error_count()} problems")
            await message.reject()
            return
        if not await self._wanted(work.run):
            await message.ack()
            return
        try:
            answer = await self._answer(work)
        except BrokenProcessPool:
            self._players = self._make_players(self._jobs)  # perhaps this very seed has killed one
            self._tell(f"study {work.run}: a process was killed at seeds {_shown(work)}")
            await message.nack()
            return
        await self._publish(answer)
        await message.ack()

    async def _answer(self, work: Work) -> StudyMessage:
        try:
            outcomes, seconds = await self._play(work)
        except BrokenProcessPool:
            raise
        except Exception as problem:
            # whatever stands in the way of a study is told to who has asked for it
            self._tell(f"study {work.run}: seeds {_shown(work)} cannot be played: {problem}")
            return Failed(
                run=work.run, point=work.point, worker=self.name, seeds=work.seeds,
                reason=str(problem) or repr(problem),
            )  # fmt: skip
        self._tell(f"study {work.run}: seeds {_shown(work)} in {seconds:.1f} s")
        return Done(run=work.run, point=work.point, worker=self.name, seconds=seconds, outcomes=outcomes)

    async def _play(self, work: Work) -> Played:
        overrides = tuple(Override(*each) for each in work.overrides)
        tables = tuple(sorted(work.tables.items()))
        with unheard():  # a process may start here
            playing = asyncio.get_running_loop().run_in_executor(
                self._players, play_piece, work.text, work.file, overrides, tables, work.seeds
            )
        return await playing

    async def _wanted(self, run: str) -> bool:
        """Whether somebody waits for the answer, or may come back for it."""
        connection = self._connection
        assert connection is not None  # it has brought the work

        async def look() -> bool:
            with loss_noticed():
                channel = await connection.channel()
                try:
                    await channel.declare_queue(topology.results_queue(run), passive=True)
                except ChannelNotFoundEntity:
                    return False
                finally:
                    await channel.close()
                return True

        return await insist(look, until_back)

    async def _publish(self, answer: StudyMessage) -> None:
        async def publish() -> None:
            with loss_noticed():
                await self._channel.default_exchange.publish(
                    answer.message(), topology.results_queue(answer.run), mandatory=True
                )

        try:
            await insist(publish, until_back)
        except DeliveryError:
            self._tell(f"study {answer.run}: nobody waits for it any more")


def _shown(work: Work) -> str:
    first, last = work.seeds[0], work.seeds[-1]
    return str(first) if first == last else f"{first} to {last}"
