"""Faults of notifications, and of what waits."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from scalehook.gateway.faults.kinds.base import Kind, Name, Owner, Seconds, Turned
from scalehook_contracts.scaling_controller.base import ActionResult, Transition
from scalehook_contracts.scaling_controller.hooks import (
    HeartbeatTimeout,
    HookStatus,
    NotificationMetadata,
)


class OfWaits(Turned):
    """Fits waits of this group and hook (ids or names), transition and instance; empty: any."""

    owner: ClassVar[Owner] = "notification_dispatcher"
    group: Name = ""
    hook: Name = ""
    transition: Transition | Literal[""] = ""
    instance: Name = ""


class Drop(OfWaits):
    """The notification is never sent."""

    kind: Literal["drop"]


class Delay(OfWaits):
    """It is sent so many virtual seconds later, if the wait is not over by then."""

    kind: Literal["delay"]
    seconds: Seconds


class Late(OfWaits):
    """It is sent so many virtual seconds after its wait has ended."""

    kind: Literal["late"]
    seconds: Seconds = 1


class Double(OfWaits):
    """It is sent, and so are copies: the same body in messages of their own. Each comes so many virtual
    seconds after the one before; the first after the `start` of the wait, or after its `end`.
    """

    kind: Literal["double"]
    copies: Annotated[int, Field(ge=1, le=100, strict=True)] = 1
    seconds: Seconds = 0
    after: Literal["start", "end"] = "start"


class Reorder(OfWaits):
    """So many are held back until they are complete, and sent in reverse."""

    kind: Literal["reorder"]
    window: Annotated[int, Field(ge=2, le=1000, strict=True)] = 2


class KillInstance(OfWaits):
    """Instances die so many virtual seconds after they have begun to wait: released, or stopped."""

    kind: Literal["kill_instance"]
    seconds: Seconds = 0
    how: Literal["released", "stopped"] = "released"


class DeleteHook(OfWaits):
    """The hook is deleted so many virtual seconds after a wait for it has begun."""

    kind: Literal["delete_hook"]
    seconds: Seconds = 0


class ChangeHook(OfWaits):
    """The hook is changed so many virtual seconds after a wait for it has begun."""

    kind: Literal["change_hook"]
    seconds: Seconds = 0
    heartbeat_timeout: HeartbeatTimeout | None = None
    default_result: ActionResult | None = None
    lifecycle_hook_status: HookStatus | None = None
    notification_arn: Name | None = None
    notification_metadata: NotificationMetadata | None = None

    @model_validator(mode="after")
    def _something(self) -> "ChangeHook":
        if not self.changes:
            raise ValueError("nothing is to be changed")
        return self

    @property
    def changes(self) -> dict[str, object]:
        """What is given."""
        names = OfWaits.model_fields.keys() | {"kind", "seconds"}
        return self.model_dump(exclude=set(names), exclude_none=True)


class TestNotification(Kind):
    """A message without token and instances goes to the hook's receiver, now. The hook is an id, or a
    name in the group.
    """

    owner: ClassVar[Owner] = "deed"
    kind: Literal["test_notification"]
    hook: Annotated[Name, Field(min_length=1)]
    group: Name = ""
    form: Literal["empty", "event"] = "empty"
