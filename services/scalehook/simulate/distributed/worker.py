"""A worker: takes seeds from the broker, plays them in processes of its own, and answers."""

import asyncio
import os
import socket
from collections.abc import Callable
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool

from aio_pika.abc import AbstractIncomingMessage
from aio_pika.exceptions import ChannelNotFoundEntity, DeliveryError
from pydantic import ValidationError

from scalehook.kit.bus.rabbit.away import loss_noticed, until_back
from scalehook.kit.bus.rabbit.connection import arrange, connect
from scalehook.kit.retrying import insist
from scalehook.simulate.distributed import topology
from scalehook.simulate.distributed.messages import Done, Failed, StudyMessage, Work
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.study.piece import Played, play_piece
from scalehook.simulate.study.pool import spawned

Tell = Callable[[str], None]


class Worker:
    """`run` ends when `stopping` is set and what it has in hand is answered."""

    def __init__(
        self, url: str, code: str, jobs: int, tell: Tell, players: Callable[[int], Executor] = spawned
    ) -> None:
        self.name = f"{socket.gethostname()}/{os.getpid()}"
        self.stopping = asyncio.Event()
        self._url, self._code, self._jobs, self._tell = url, code, jobs, tell
        self._make_players, self._players = players, players(jobs)
        self._in_hand: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until it is told to stop; BusRefused where the broker does not let it."""
        name = f"scalehook worker {self.name}"
        connection = await arrange(name, lambda: connect(self._url, name))
        async with connection:
            self._channel = await connection.channel()
            self._connection = connection
            await self._channel.set_qos(prefetch_count=self._jobs)
            queue = await topology.work(self._channel, self._code)
            tag = await queue.consume(self._begin)
            self._tell(f"{self.name} plays for {self._code}, {self._jobs} seeds at a time")
            await self.stopping.wait()
            await queue.cancel(tag)
            await asyncio.gather(*self._in_hand)
        self._players.shutdown()

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
        return await asyncio.get_running_loop().run_in_executor(
            self._players, play_piece, work.text, work.file, overrides,
            tuple(sorted(work.tables.items())), work.seeds,
        )  # fmt: skip

    async def _wanted(self, run: str) -> bool:
        """Whether somebody waits for the answer, or may come back for it."""

        async def look() -> bool:
            with loss_noticed():
                channel = await self._connection.channel()
                try:
                    await channel.declare_queue(topology.results_queue(run), passive=True)
                except ChannelNotFoundEntity:
                    return False
                finally:
                    await channel.close()
                return True

        return await insist(look, until_back())

    async def _publish(self, answer: StudyMessage) -> None:
        async def publish() -> None:
            with loss_noticed():
                await self._channel.default_exchange.publish(
                    answer.message(), topology.results_queue(answer.run), mandatory=True
                )

        try:
            await insist(publish, until_back())
        except DeliveryError:
            self._tell(f"study {answer.run}: nobody waits for it any more")


def _shown(work: Work) -> str:
    first, last = work.seeds[0], work.seeds[-1]
    return str(first) if first == last else f"{first} to {last}"
