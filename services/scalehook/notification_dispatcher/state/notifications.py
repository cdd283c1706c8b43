"""A notification that is being delivered."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted


@dataclass
class Delivery:
    """A notification that its receiver has not taken yet."""

    notification: LifecycleActionStarted
    attempts: int = 0
