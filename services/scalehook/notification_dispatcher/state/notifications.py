"""A notification, from the beginning of its wait to the end."""

from dataclasses import dataclass

from scalehook_contracts.receiver import Receiver
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted


@dataclass
class Delivery:
    """A notification. `attempts` have failed, one may be `under_way`; it is `over` when its receiver has
    taken it or it was given up, and `unwanted` when its wait has ended before that.
    """

    notification: LifecycleActionStarted
    attempts: int = 0
    under_way: bool = False
    over: bool = False
    unwanted: bool = False

    @property
    def token(self) -> str:
        """The token of the lifecycle action."""
        return self.notification.lifecycle_action_token

    @property
    def receiver(self) -> Receiver:
        """Where it goes; the ARN was checked when the hook was made."""
        return Receiver.parse(self.notification.notification_arn)
