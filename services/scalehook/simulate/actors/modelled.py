"""A consumer of whom is known how long it works, and how it behaves: no code of anybody's."""

import asyncio

from scalehook.consumer.notification import Notification, TestNotification, Unreadable, parse
from scalehook.consumer.sources.delivery import Delivery
from scalehook.simulate.actors.client import Client, rest
from scalehook.simulate.actors.told import Told
from scalehook.simulate.agenda import SECOND
from scalehook.simulate.scenario.consumers import ConsumerModel
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    RecordLifecycleActionHeartbeat,
)

AGAIN_SECONDS, TRIES = 1.0, 5


class Modelled:
    """One instance of it; it takes no more than it can work on at a time."""

    def __init__(self, name: str, model: ConsumerModel, client: Client, told: Told) -> None:
        self._name, self._model, self._client, self._told = name, model, client, told
        self._free = model.concurrency
        self._room: list[asyncio.Future[None]] = []

    async def room(self) -> int:
        """As the kit has it: waits until another message may be in hand; how many may."""
        while not self._free:
            self._room.append(room := asyncio.get_running_loop().create_future())
            await room
        return self._free

    def take(self, delivery: Delivery) -> None:
        """A message has come."""
        self._free -= 1
        self._client.start(self._serve(delivery))

    def ended(self, token: str, why: str) -> None:
        """It does not listen."""

    async def _serve(self, delivery: Delivery) -> None:
        try:
            found: Notification | TestNotification = parse(delivery.body)
        except Unreadable:
            found = TestNotification()
        if isinstance(found, Notification):
            await self._act(found, delivery)
        else:
            await delivery.done()
        self._free += 1
        while self._room:
            waiting = self._room.pop(0)
            if not waiting.done():
                waiting.set_result(None)
                return

    async def _act(self, found: Notification, delivery: Delivery) -> None:
        first = self._model.style == "delete_first"
        if first:
            await delivery.done()
        if await self._complete(found, await self._work(found)) and not first:
            await delivery.done()

    async def _work(self, found: Notification) -> str:
        """Its result; `silent` is none."""
        name = self._told.names.get(found.token, found.token)
        attempt = self._told.attempts[found.token]
        self._told.attempts[found.token] += 1
        working = [True]
        if self._model.heartbeat is not None:
            self._client.start(self._beat(found, working))
        chance, names = self._client.cloud.chance, (self._name, name, str(attempt))
        try:
            await rest(self._model.work.draw(chance, "work", *names) / SECOND)
        finally:
            working[0] = False
        return (
            self._model.fails_with if chance.happens(self._model.fails, "fails", *names) else "CONTINUE"
        )

    async def _beat(self, found: Notification, working: list[bool]) -> None:
        habit = self._model.heartbeat
        assert habit is not None
        asked = RecordLifecycleActionHeartbeat(
            lifecycle_hook_id=found.hook_id,
            lifecycle_action_token=found.token,
            heartbeat_timeout=habit.seconds,
        )
        while True:
            await rest(habit.every)
            if not working[0]:
                return
            try:
                await self._client.call(asked)
            except TimeoutError:
                continue
            except ApiError:
                self._told.refused["heartbeat"] += 1
                return

    async def _complete(self, found: Notification, result: str) -> bool:
        """Whether the message needs not come again."""
        if result == "silent":
            return False
        asked = CompleteLifecycleAction.model_validate(
            {
                "lifecycle_hook_id": found.hook_id,
                "lifecycle_action_token": found.token,
                "lifecycle_action_result": result,
                "client_token": f"c-{found.token}-{self._told.attempts[found.token]}"[:64],
            }
        )
        for _ in range(TRIES):
            try:
                await self._client.call(asked)
            except TimeoutError:
                await rest(AGAIN_SECONDS)
            except ApiError:
                self._told.refused["completion"] += 1
                return True
            else:
                self._told.accepted[found.token] = self._client.cloud.agenda.now
                return True
        return False
