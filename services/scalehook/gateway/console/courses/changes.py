"""What an event changes of what is counted over time."""

from collections.abc import Callable, Iterator
from typing import Any

from scalehook.gateway.control.plane import EventView

MOST_WAITS = 20_000  # of more, the oldest ones end unseen: graphs are right again where they end
Line = tuple[str, str, str]  # the kind of thing, its name, and what is counted of it
Body = dict[str, Any]
Change = tuple[Line, int]


def _messages(queue: str, change: int) -> Change:
    return ("queue", queue, "messages"), change


def _in_queue(change: int) -> Callable[[Body], Iterator[Change]]:
    def changes(body: Body) -> Iterator[Change]:
        yield _messages(body["QueueName"], change)

    return changes


def _out_of_queue(body: Body) -> Iterator[Change]:
    yield _messages(body["QueueName"], -body["Count"])


def _dead_lettered(body: Body) -> Iterator[Change]:
    yield _messages(body["QueueName"], -1)
    yield _messages(body["DeadLetterQueue"], 1)


def _in_group(what: str, change: int) -> Callable[[Body], Iterator[Change]]:
    def changes(body: Body) -> Iterator[Change]:
        yield ("group", body["ScalingGroupId"], what), change

    return changes


def _execution_started(body: Body) -> Iterator[Change]:
    yield ("executions", "", "Running"), 1


def _execution_ended(body: Body) -> Iterator[Change]:
    yield ("executions", "", "Running"), -1
    yield ("executions", "", body["Status"]), 1


CHANGES: dict[str, Callable[[Body], Iterator[Change]]] = {
    "message_service.message_enqueued": _in_queue(1),
    "message_service.message_deleted": _in_queue(-1),
    "message_service.messages_expired": _out_of_queue,
    "message_service.queue_purged": _out_of_queue,
    "message_service.message_dead_lettered": _dead_lettered,
    "scaling_controller.scaling_instance_added": _in_group("instances", 1),
    "scaling_controller.scaling_instance_removed": _in_group("instances", -1),
    "template_engine.execution_started": _execution_started,
    "template_engine.execution_ended": _execution_ended,
}


class Reader:
    """Reads one event after the other: the end of a wait does not say whose it was."""

    def __init__(self) -> None:
        self._groups: dict[str, str] = {}  # of the actions that wait, by their tokens

    def changes(self, event: EventView) -> Iterator[Change]:
        """What is more or less since then, and by how much."""
        if event.type == "scaling_controller.lifecycle_action_started":
            return self._wait_began(event.body)
        if event.type == "scaling_controller.lifecycle_action_ended":
            return self._wait_ended(event.body)
        changes = CHANGES.get(event.type)
        return changes(event.body) if changes is not None else iter(())

    def _wait_began(self, body: Body) -> Iterator[Change]:
        self._groups[body["LifecycleActionToken"]] = body["ScalingGroupId"]
        if len(self._groups) > MOST_WAITS:
            self._groups.pop(next(iter(self._groups)))
        yield ("group", body["ScalingGroupId"], "waits"), 1

    def _wait_ended(self, body: Body) -> Iterator[Change]:
        yield ("hook", body["LifecycleHookId"], body["LifecycleActionStatus"]), 1
        if body["LifecycleActionResult"] != "CONTINUE":
            yield ("hook", body["LifecycleHookId"], body["LifecycleActionResult"]), 1
        group = self._groups.pop(body["LifecycleActionToken"], None)
        if group is not None:
            yield ("group", group, "waits"), -1
