"""The names of the exchanges and queues that messages pass through."""

COMMANDS = "scalehook.commands"
EVENTS = "scalehook.events"
DEAD = "scalehook.dead"


def exchanges() -> dict[str, str]:
    """Each exchange's name and its AMQP type."""
    return {COMMANDS: "direct", EVENTS: "topic", DEAD: "topic"}


def queue_name(service: str) -> str:
    """The queue that a service reads: `scalehook.<service>`."""
    return f"scalehook.{service}"
