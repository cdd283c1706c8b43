"""Which faults strike a wait."""

from collections.abc import Collection

from scalehook.kit import Work
from scalehook.kit.faults import strikes
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import Fault, State
from scalehook.notification_dispatcher.state.events.faults import NotificationFaultMet
from scalehook_contracts.notification_dispatcher.faults import (
    NotificationFault,
    NotificationFaultStruck,
)
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted


def struck_by(
    wait: LifecycleActionStarted, kinds: Collection[str], work: Work[State, Settings]
) -> list[Fault]:
    """The faults of these kinds that strike, oldest first; those that fit are counted."""
    return [
        fault
        for fault in list(work.state.faults.values())
        if fault.spec.kind in kinds and _fits(fault.spec, wait) and _strikes(fault, wait, work)
    ]


def _strikes(fault: Fault, wait: LifecycleActionStarted, work: Work[State, Settings]) -> bool:
    struck = strikes(fault.spec, fault.seen, fault.fired)
    work.record(
        NotificationFaultMet(
            fault_id=fault.spec.fault_id,
            lifecycle_action_token=wait.lifecycle_action_token,
            struck=struck,
            held=struck and fault.spec.kind == "reorder",
        )
    )
    if struck:
        work.record(
            NotificationFaultStruck(
                fault_id=fault.spec.fault_id,
                kind=fault.spec.kind,
                lifecycle_action_token=wait.lifecycle_action_token,
            )
        )
    return struck


def _fits(spec: NotificationFault, wait: LifecycleActionStarted) -> bool:
    return (
        spec.group in ("", wait.scaling_group_id, wait.scaling_group_name)
        and spec.hook in ("", wait.lifecycle_hook_id, wait.lifecycle_hook_name)
        and spec.transition in ("", wait.lifecycle_transition)
        and (not spec.instance or spec.instance in wait.instance_ids)
    )
