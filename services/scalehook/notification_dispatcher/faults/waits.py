"""Instances that die while they wait, and hooks that are deleted or changed meanwhile."""

from collections.abc import Iterator
from typing import Any

from scalehook.kit import Work
from scalehook.notification_dispatcher.faults import orders
from scalehook.notification_dispatcher.faults.striking import struck_by
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import State
from scalehook_contracts.base import Command
from scalehook_contracts.fleet.instance_deletion import DeleteInstance
from scalehook_contracts.fleet.instance_power import StopInstance
from scalehook_contracts.notification_dispatcher.faults import NotificationFault
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.scaling_controller.hooks import DeleteLifecycleHook, ModifyLifecycleHook

KINDS = frozenset({"kill_instance", "delete_hook", "change_hook"})


def begin(wait: LifecycleActionStarted, work: Work[State, Settings]) -> None:
    """The faults that strike the wait do so now or later."""
    for fault in struck_by(wait, KINDS, work):
        spec = fault.spec
        for number, deed in enumerate(_deeds(spec, wait), start=1):
            order_id = f"{spec.fault_id}/{wait.lifecycle_action_token}/{number}"
            orders.send_in(spec.seconds, wait.lifecycle_action_token, order_id, deed, work)


def _deeds(spec: NotificationFault, wait: LifecycleActionStarted) -> Iterator[Command[Any]]:
    if spec.kind == "delete_hook":
        yield DeleteLifecycleHook(lifecycle_hook_id=wait.lifecycle_hook_id)
    elif spec.kind == "change_hook":
        changes: dict[str, Any] = dict(spec.changes)
        yield ModifyLifecycleHook(lifecycle_hook_id=wait.lifecycle_hook_id, **changes)
    else:
        for instance in [spec.instance] if spec.instance else wait.instance_ids:
            if spec.how == "released":
                yield DeleteInstance(instance_id=instance, force=True)
            else:
                yield StopInstance(instance_id=instance, force_stop=True)
