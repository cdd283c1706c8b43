"""A notification, as long as something is to be done for it."""

from dataclasses import dataclass, field

from scalehook_contracts.receiver import Receiver
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue

Notification = LifecycleActionStarted | EventNotificationDue


@dataclass
class Delivery:
    """A notification: of a lifecycle action, or of an event of a group. `attempts` have failed, one may
    be `under_way`; it is `over` when its receiver has `taken` it or it was given up, and `unwanted`
    when its wait has ended before that. `message_id` is the receiver's, if it has one. The rest are
    faults: it is `held` back, and sent `late`, so many seconds after the end of its wait, as are
    `copies` of it.
    """

    notification: Notification
    attempts: int = 0
    under_way: bool = False
    over: bool = False
    unwanted: bool = False
    message_id: str = ""
    taken: bool = False
    held: bool = False
    late: float | None = None
    copies: dict[str, float] = field(default_factory=dict)  # by the ids of their orders

    @property
    def key(self) -> str:
        """The token of the lifecycle action, or the notification's own id."""
        told = self.notification
        return (
            told.lifecycle_action_token
            if isinstance(told, LifecycleActionStarted)
            else told.notification_id
        )

    @property
    def receiver(self) -> Receiver:
        """Where it goes; the ARN was checked when its hook or configuration was made."""
        return Receiver.parse(self.notification.notification_arn)
