"""Faults on purpose: what goes wrong with notifications, and with what waits. For tests."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Caution, Command, Done, Fresh, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import PlainObject

NotificationFaultKind = Literal[
    "drop", "delay", "double", "reorder", "late", "kill_instance", "delete_hook", "change_hook"
]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Skipped = Annotated[int, Field(ge=0, le=1_000_000)]
Seconds = Annotated[float, Field(ge=0, le=315_360_000)]


class NotificationFault(Part):
    """One fault. It fits waits of this group, hook (ids or names), transition and instance; empty: any.
    Of those that fit, the first `skip` go by, then every `every`-th is struck, `times` in all.
    """

    fault_id: str
    kind: NotificationFaultKind
    group: str = ""
    hook: str = ""
    transition: str = ""
    instance: str = ""
    times: Count | None = None
    skip: Skipped = 0
    every: Count = 1
    seconds: Seconds = 0  # virtual
    copies: Annotated[int, Field(ge=1, le=100)] = 1  # of double
    after: Literal["start", "end"] = "start"  # of double: of the wait
    window: Annotated[int, Field(ge=2, le=1000)] = 2  # of reorder
    how: Literal["released", "stopped"] = "released"  # of kill_instance
    changes: PlainObject = Fresh(dict)  # of change_hook: parameters of its operation


class NotificationFaultCount(Part):
    """So many have come that a fault fits, and so many of them were struck."""

    fault: NotificationFault
    seen: Int64
    fired: Int64


class NotificationFaultCounts(Reply):
    """All faults that are there; or those that were, as they were removed."""

    counts: list[NotificationFaultCount] = Listed("Count")


class AddNotificationFault(Command[Done]):
    """One more; the same once more changes nothing."""

    fault: NotificationFault


class RemoveNotificationFaults(Command[NotificationFaultCounts]):
    """One less, or (without an id) all. What it holds back is let go."""

    fault_id: str = ""


class DescribeNotificationFaults(Command[NotificationFaultCounts]):
    """How often each has fired."""


class SendTestNotification(Command[Done]):
    """A message without token and instances, as some clouds send one when a hook is made. Its `content`
    is empty, or (as an `event`) it says nothing but that it is a test.
    """

    fault_id: str
    notification_arn: str
    scaling_group_id: str
    form: Literal["empty", "event"] = "empty"


class SendOnTheSide(Command[Done]):
    """Send this command (`type` is its wire name) for a fault, now."""

    lifecycle_action_token: str
    order_id: str
    type: str
    body: PlainObject
    caller: str = ""  # on whose behalf; of the account itself, where there is none


class NotificationFaultStruck(Caution):
    """A wait, or its notification, goes wrong on purpose."""

    fault_id: str
    kind: NotificationFaultKind
    lifecycle_action_token: str


class FaultNotCarriedOut(Caution):
    """What a fault was to do was refused."""

    order_id: str
    reason: str
