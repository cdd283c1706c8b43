"""What faults send beside the notifications: copies, test messages, deeds against what waits."""

from typing import Any

from scalehook.kit import Work
from scalehook.notification_dispatcher import delivering
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import Delivery, State
from scalehook.notification_dispatcher.targets import TARGETS, Undeliverable
from scalehook_contracts.base import Command
from scalehook_contracts.notification_dispatcher.faults import FaultNotCarriedOut, SendOnTheSide
from scalehook_contracts.notification_dispatcher.notifications import DeliverNotification


def send_in(
    seconds: float,
    token: str,
    order_id: str,
    command: Command[Any],
    work: Work[State, Settings],
    caller: str = "",
) -> None:
    """Send it after so many seconds, on somebody's behalf: at once after none."""
    order = SendOnTheSide(
        lifecycle_action_token=token,
        order_id=order_id,
        type=command.wire_name(),
        body=command.model_dump(mode="json", by_alias=True, exclude_unset=True),
        caller=caller,
    )
    if seconds:
        work.schedule_in(f"side/{order_id}", seconds, order)
    else:
        send(order, work)


def send(order: SendOnTheSide, work: Work[State, Settings]) -> None:
    """Now; by an effect, which hears whether it is taken."""
    intent = DeliverNotification(
        lifecycle_action_token=order.lifecycle_action_token,
        type=order.type,
        body=order.body,
        order_id=order.order_id,
        caller=order.caller,
    )
    work.begin(f"side/{order.order_id}", intent)


def copy_in(seconds: float, delivery: Delivery, order_id: str, work: Work[State, Settings]) -> None:
    """The notification once more, as a message of its own."""
    order = delivering.order_of(delivery, work)
    target = TARGETS.get(order.receiver.kind)
    try:
        if target is None:
            raise Undeliverable("there is no such receiver")
        command = target(order)
    except Undeliverable as problem:
        work.record(FaultNotCarriedOut(order_id=order_id, reason=str(problem)))
    else:
        send_in(seconds, delivery.key, order_id, command, work, delivering.caller_of(order))
