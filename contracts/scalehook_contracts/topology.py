"""The names of the services, and of the exchanges and queues that messages pass through."""

from typing import Literal, get_args

ServiceName = Literal[
    "access_control", "cloud_monitor", "event_bus", "fleet", "message_service", "scaling_controller",
    "notification_dispatcher", "resource_provider", "template_engine", "script_runner",
]  # fmt: skip

COMMANDS = "scalehook.commands"
EVENTS = "scalehook.events"
DEAD = "scalehook.dead"
QUEUE_PREFIX = "scalehook."
REPLY_PREFIX = f"{QUEUE_PREFIX}reply."


def exchanges() -> dict[str, str]:
    """Each exchange's name and its AMQP type."""
    return {COMMANDS: "direct", EVENTS: "topic", DEAD: "topic"}


def queue_name(service: str) -> str:
    """The queue that a service reads: `scalehook.<service>`."""
    return QUEUE_PREFIX + service


def reader_of(queue: str) -> str:
    """The service that reads this queue."""
    return queue.removeprefix(QUEUE_PREFIX)


def is_of_the_stack(queue: str) -> bool:
    """Whether it is one of the stack's own; consumers of events have others."""
    own = queue == DEAD or queue.startswith(REPLY_PREFIX)
    return own or (queue.startswith(QUEUE_PREFIX) and reader_of(queue) in get_args(ServiceName))
