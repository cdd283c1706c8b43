"""One instance of a consumer: polls a queue, works, completes, deletes."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from scalehook.consumer.notification import Notification, TestNotification, Unreadable, parse
from scalehook.simulate.actors.bell import Bell
from scalehook.simulate.actors.client import Client, rest
from scalehook.simulate.actors.function import Function
from scalehook.simulate.agenda import SECOND
from scalehook.simulate.performance import Turn
from scalehook.simulate.scenario.consumers import ConsumerModel
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.messages import DeleteMessage, ReceivedMessage, ReceiveMessage
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    RecordLifecycleActionHeartbeat,
)

POLL_SECONDS, AGAIN_SECONDS, TRIES = 30, 1.0, 5


@dataclass
class Told:
    """What all workers of a run know: which action is which, and what they were told."""

    names: dict[str, str] = field(default_factory=dict)  # of actions by token: group, hook, ordinal
    attempts: Counter[str] = field(default_factory=Counter)
    accepted: dict[str, int] = field(default_factory=dict)  # completions: when the cloud said yes
    heartbeats: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


class Worker:
    """Takes no more than it can work on at a time."""

    def __init__(
        self,
        name: str,
        model: ConsumerModel,
        client: Client,
        told: Told,
        bell: Bell,
        function: Function | None = None,
    ) -> None:
        self.model, self.client, self.told = model, client, told
        self._name, self._bell, self._function = name, bell, function
        self._free = model.concurrency
        self._room: list[Callable[[], None]] = []
        self._stopped = False

    async def live(self) -> None:
        """Until it is stopped."""
        while not self._stopped:
            if not self._free:
                await Turn(self._room.append)
            try:
                message = await self.client.call(
                    ReceiveMessage(queue_name=self.model.queue, wait_seconds=POLL_SECONDS),
                    waits=POLL_SECONDS,
                )
            except MessageNotExist:
                await self._bell.wait(self.model.queue)
                continue
            except (ApiError, TimeoutError):
                await rest(AGAIN_SECONDS)
                continue
            self._free -= 1
            self.client.start(self._serve(message))

    def stop(self) -> None:
        """It takes nothing new."""
        self._stopped = True

    async def _serve(self, message: ReceivedMessage) -> None:
        try:
            found = parse(message.message_body.encode())
        except Unreadable:
            found = TestNotification()
        if isinstance(found, Notification):
            await self._act(found, message)
        else:
            await self._delete(message)
        self._free += 1
        while self._room and self._free:
            self._room.pop(0)()

    async def _act(self, found: Notification, message: ReceivedMessage) -> None:
        if self.model.style == "delete_first":
            await self._delete(message)
        if await self._complete(found, await self._work(found)) and self.model.style == "complete_first":
            await self._delete(message)

    async def _work(self, found: Notification) -> str:
        """Its result; `silent` is none."""
        name = self.told.names.get(found.token, found.token)
        attempt = self.told.attempts[found.token]
        self.told.attempts[found.token] += 1
        working = [True]
        if self.model.heartbeat is not None:
            self.client.start(self._beat(found, working))
        chance, names = self.client.cloud.chance, (self._name, name, str(attempt))
        try:
            if self._function is not None:
                return await self._function.call(found, self.client)
            await rest(self.model.work.draw(chance, "work", *names) / SECOND)
        finally:
            working[0] = False
        return self.model.fails_with if chance.happens(self.model.fails, "fails", *names) else "CONTINUE"

    async def _beat(self, found: Notification, working: list[bool]) -> None:
        habit = self.model.heartbeat
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
                await self.client.call(asked)
            except TimeoutError:
                continue
            except ApiError:
                self.told.refused["heartbeat"] += 1
                return
            self.told.heartbeats[found.token] += 1

    async def _complete(self, found: Notification, result: str) -> bool:
        """Whether the message needs not come again."""
        if result == "silent":
            return False
        asked = CompleteLifecycleAction.model_validate(
            {
                "lifecycle_hook_id": found.hook_id,
                "lifecycle_action_token": found.token,
                "lifecycle_action_result": result,
                "client_token": f"c-{found.token}-{self.told.attempts[found.token]}"[:64],
            }
        )
        for _ in range(TRIES):
            try:
                await self.client.call(asked)
            except TimeoutError:
                await rest(AGAIN_SECONDS)
            except ApiError:
                self.told.refused["completion"] += 1
                return True
            else:
                self.told.accepted[found.token] = self.client.cloud.agenda.now
                return True
        return False

    async def _delete(self, message: ReceivedMessage) -> None:
        asked = DeleteMessage(queue_name=self.model.queue, receipt_handle=message.receipt_handle)
        for _ in range(TRIES):
            try:
                await self.client.call(asked)
            except TimeoutError:
                await rest(AGAIN_SECONDS)
            except ApiError:
                return  # it is somebody else's by now
            else:
                return
