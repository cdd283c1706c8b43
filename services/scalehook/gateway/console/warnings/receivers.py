"""Traps of those that a hook tells: a queue, a topic, a template."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

from scalehook.gateway.console.warnings.warning import Change, Warned, modify, warned
from scalehook.gateway.control.access.planning import Planner
from scalehook.kit import Requester
from scalehook_contracts.base import Command, ReplyT
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.queues import GetQueueAttributes
from scalehook_contracts.message_service.topic_loads import DescribeTopicLoads
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.hooks import LifecycleHookView
from scalehook_contracts.template_engine.templates import GetTemplate

TIMEOUT = "timeout"  # the parameter of templates that run scripts, in seconds
COMPLETING = "ess:CompleteLifecycleAction"
LONGEST = 21_600  # seconds, as long as a hook can wait

Ask = Callable[[Command[ReplyT]], Awaitable[ReplyT]]
Found = AsyncIterator[Warned]


class Receivers:
    """Looks at them on behalf of the account."""

    def __init__(self, bus: Requester, planner: Planner) -> None:
        self._bus, self._planner = bus, planner

    async def look(self, hook: LifecycleHookView) -> list[Warned]:
        """What is to be said of whom the hook tells."""
        try:
            receiver = Receiver.parse(hook.notification_arn)
        except ValueError:
            return [warned(hook, "nobody", {}, level="note")]
        looks = {Kind.QUEUE: self._queue, Kind.TOPIC: self._topic, Kind.TEMPLATE: self._template}
        look = looks.get(receiver.kind)
        return [] if look is None else [each async for each in look(hook, receiver.name)]

    async def _queue(self, hook: LifecycleHookView, name: str) -> Found:
        queue = await self._known(GetQueueAttributes(queue_name=name))
        if queue is None:
            yield _gone(hook, "queue", name)
        elif queue.visibility_timeout < hook.heartbeat_timeout:
            args = {"visibility": queue.visibility_timeout, "wait": hook.heartbeat_timeout}
            change = Change(
                product="MNS",
                operation="SetQueueAttributes",
                parameters={"QueueName": name, "VisibilityTimeout": hook.heartbeat_timeout},
            )
            yield warned(hook, "visibility", args, change, level="note", about=("queue", name))

    async def _topic(self, hook: LifecycleHookView, name: str) -> Found:
        loads = (await self._bus.call(DescribeTopicLoads(topic_names=[name]))).loads
        if not loads:
            yield _gone(hook, "topic", name)
        elif not loads[0].subscriptions:
            change = Change(product="MNS", operation="Subscribe", parameters={"TopicName": name})
            yield warned(hook, "unheard", {"topic": name}, change, about=("topic", name))

    async def _template(self, hook: LifecycleHookView, name: str) -> Found:
        template = await self._known(GetTemplate(template_name=name))
        if template is None:
            yield _gone(hook, "template", name)
            return
        script = _script_timeout(hook.notification_metadata, template.content)
        if script > hook.heartbeat_timeout:
            args = {"script": script, "wait": hook.heartbeat_timeout}
            change = modify(hook, HeartbeatTimeout=min(script + script // 2, LONGEST))
            yield warned(hook, "script", args, change)
        for need in await self._planner.of_hook(hook):
            if need.who.startswith("role/") and need.lacking:
                yield _lacking(hook, need.who.partition("/")[2], need.kind, need.lacking)
        if not _completes(template.content):
            yield warned(hook, "never", {"template": name}, about=("template", name))

    async def _known(self, command: Command[ReplyT]) -> ReplyT | None:
        with suppress(ApiError):
            return await self._bus.call(command)
        return None


def _gone(hook: LifecycleHookView, kind: str, name: str) -> Warned:
    return warned(hook, "gone", {"kind": kind, "name": name}, about=(kind, name))


def _lacking(hook: LifecycleHookView, role: str, kind: str, lacking: list[str]) -> Warned:
    args = {"role": role, "lacking": ", ".join(lacking)}
    return warned(hook, "trust" if kind == "trust" else "permission", args, about=("role", role))


def _script_timeout(metadata: str, content: str) -> int:
    """How long the template lets its script run; 0 where there is no such limit, or none that can be
    read.
    """
    given = _object(metadata).get(TIMEOUT)
    if given is None:
        declared = _object(_object(content).get("Parameters", {})).get(TIMEOUT, {})
        given = _object(declared).get("Default")
    try:
        return min(int(given or 0), 86_400)
    except (TypeError, ValueError):
        return 0


def _completes(content: str) -> bool:
    """Whether a task of it calls what completes actions, in any spelling."""
    return COMPLETING.partition(":")[2].lower() in content.lower().replace("_", "")


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        try:
            value = parse_json(value)
        except NotPlain:
            return {}
    return value if isinstance(value, dict) else {}
