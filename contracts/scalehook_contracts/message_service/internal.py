"""What the service says to itself: timers, pushes and their outcomes."""

from scalehook_contracts.base import Command, Done, Intent


class TurnQueue(Command[Done]):
    """The queue's next change is due: messages became visible, or passed their retention."""

    queue_name: str


class RetryPush(Command[Done]):
    """The wait after a failed push is over."""

    push_id: str


class RecordPushOutcome(Command[Done]):
    """An attempt to push has ended; `reason` is empty when the endpoint took the message."""

    push_id: str
    reason: str = ""


class PushNotification(Intent):
    """POST a notification to a subscription's endpoint, once."""

    push_id: str
    endpoint: str
    body: str
    headers: dict[str, str]
