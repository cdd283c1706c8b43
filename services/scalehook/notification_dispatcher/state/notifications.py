"""A notification, from the beginning of its wait to the end."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted


@dataclass
class Delivery:
    """A notification; `over` when its receiver has taken it or it was given up."""

    notification: LifecycleActionStarted
    attempts: int = 0
    over: bool = False

    @property
    def token(self) -> str:
        """The token of the lifecycle action."""
        return self.notification.lifecycle_action_token
