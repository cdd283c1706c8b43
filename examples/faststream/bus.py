"""What is said on the bus: commands to the service that owns the actions."""

import asyncio
import os
from typing import Any
from uuid import uuid4

from faststream.rabbit import QueueType, RabbitBroker, RabbitExchange, RabbitMessage, RabbitQueue

from scalehook_contracts.base import Command
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    LifecycleActionStarted,
    RecordLifecycleActionHeartbeat,
)

COMMANDS = RabbitExchange("scalehook.commands", durable=True)
NAME = os.environ.get("SCALEHOOK_CONSUMER_AMQP_QUEUE") or os.environ.get(
    "SCALEHOOK_AMQP_QUEUE", "example.faststream"
)
DELIVERIES = 5  # of an event; then RabbitMQ lets go of it
LONGEST_WORK_MS = 7 * 3600 * 1000  # an action waits for six hours; RabbitMQ's own limit is half of one
ANSWER_SECONDS = 30
TRIES = 5


def queue(event: str) -> RabbitQueue:
    """A durable queue of our own for the events of this name."""
    return RabbitQueue(
        NAME,
        queue_type=QueueType.QUORUM,
        durable=True,
        routing_key=event,
        arguments={"x-delivery-limit": DELIVERIES - 1, "x-consumer-timeout": LONGEST_WORK_MS},
    )


class Bus:
    """Asks as the account itself, and tells whether it was done."""

    def __init__(self, broker: RabbitBroker) -> None:
        self._broker = broker

    async def heartbeat(self, action: LifecycleActionStarted) -> bool:
        """Let the hook wait as long again from now on."""
        command = RecordLifecycleActionHeartbeat(
            lifecycle_hook_id=action.lifecycle_hook_id,
            lifecycle_action_token=action.lifecycle_action_token,
            heartbeat_timeout=action.heartbeat_timeout,
        )
        return await self._done(command, uuid4().hex)

    async def complete(self, action: LifecycleActionStarted, result: Any) -> bool:
        """End the wait. One `message_id` for all tries: it has one effect, however often it is sent."""
        command = CompleteLifecycleAction(
            lifecycle_hook_id=action.lifecycle_hook_id,
            lifecycle_action_token=action.lifecycle_action_token,
            lifecycle_action_result=result,
        )
        return await self._done(command, f"example-{action.lifecycle_action_token}")

    async def _done(self, command: Command[Any], message_id: str) -> bool:
        for seconds in range(TRIES):
            try:
                answer = await self._ask(command, message_id)
            except TimeoutError:
                await asyncio.sleep(seconds)
                continue
            if answer.raw_message.type != "error":
                return True
            print("refused:", answer.body.decode(), flush=True)
            return False
        return False

    async def _ask(self, command: Command[Any], message_id: str) -> RabbitMessage:
        name = command.wire_name()
        return await self._broker.request(
            command.as_json(),
            exchange=COMMANDS,
            routing_key=name,
            message_type=name,
            message_id=message_id,
            headers={"caller": "root"},
            content_type="application/json",
            persist=True,
            timeout=ANSWER_SECONDS,
        )
