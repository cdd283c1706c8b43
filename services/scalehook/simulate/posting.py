"""Posts over HTTP to endpoints at which consumers of the scenario listen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scalehook.kit.push.settings import PushSettings
from scalehook.simulate.performance import Question
from scalehook_contracts.base import Command, Intent
from scalehook_contracts.event_bus.deliveries import PostEvent, RecordEventDelivery
from scalehook_contracts.message_service.pushes import PushNotification, RecordPushOutcome

if TYPE_CHECKING:
    from scalehook.simulate.cloud import Cloud

Hear = Callable[[Command[Any]], None]


def place(url: str) -> str:
    """What its letters are addressed to."""
    return f"push/{url}"


class Posting:
    """A request and its answer are letters: they take their time, and get lost, as all others."""

    def __init__(self, cloud: "Cloud") -> None:
        self._cloud = cloud
        self.endpoints: set[str] = set()

    def __call__(self, intent: Intent, name: str, hear: Hear) -> bool:
        """Whether one of them answers it."""
        if not isinstance(intent, PushNotification | PostEvent) or intent.endpoint not in self.endpoints:
            return False
        sender = name.partition("/")[0]
        settings = self._cloud.nodes[sender].settings
        assert isinstance(settings, PushSettings)
        message: Any = intent  # of nobody's: it is no command
        asked = Question(message, f"post/{name}", "", name, settings.mns_push_timeout)
        self._cloud.ask(asked, sender, lambda said: hear(_outcome(intent, said)), place(intent.endpoint))
        return True


def _outcome(intent: PushNotification | PostEvent, said: object) -> Command[Any]:
    """Empty where it was taken."""
    reason = _reason(said)
    if isinstance(intent, PushNotification):
        return RecordPushOutcome(push_id=intent.push_id, reason=reason)
    return RecordEventDelivery(
        delivery_id=intent.delivery_id, reason=reason, receiver="web", name=intent.endpoint
    )


def _reason(said: object) -> str:
    """Of an answer: its status, or none for a connection that was refused."""
    if isinstance(said, TimeoutError):
        return "no answer in time"
    if said is None:
        return "the connection was refused"
    return "" if isinstance(said, int) and 200 <= said < 300 else f"HTTP {said}"
