"""Instances, started, stopped and rebooted by hand."""

from collections.abc import Callable, Iterable

from scalehook.fleet import stock, transitions
from scalehook.fleet.lookups import batch_of, check_region, instance_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ecs_instances import (
    DryRunOperation,
    DryRunSuccess,
    IncorrectInstanceStatus,
)
from scalehook_contracts.errors.ecs_new_instances import OperationDeniedNoStock
from scalehook_contracts.fleet.instance_power import (
    InstanceResponse,
    InstanceResponses,
    ManyInstances,
    OneInstance,
    RebootInstance,
    RebootInstances,
    StartInstance,
    StartInstances,
    StopInstance,
    StopInstances,
)
from scalehook_contracts.fleet.instances import InstanceStatus

Check = Callable[[Instance, Work[State, Settings]], ApiError | None]
Act = Callable[[list[str]], None]
KEEP_CHARGING = "KeepCharging"


def start_instance(command: StartInstance, work: Work[State, Settings]) -> Done:
    """It boots."""
    return _one(command, _may_start, lambda ids: transitions.start(ids, work), work)


def start_instances(command: StartInstances, work: Work[State, Settings]) -> InstanceResponses:
    """They boot."""
    return _many(command, _may_start, lambda ids: transitions.start(ids, work), work)


def stop_instance(command: StopInstance, work: Work[State, Settings]) -> Done:
    """It shuts down."""
    return _one(command, _runs, _stopping(command, work), work)


def stop_instances(command: StopInstances, work: Work[State, Settings]) -> InstanceResponses:
    """They shut down."""
    return _many(command, _runs, _stopping(command, work), work)


def reboot_instance(command: RebootInstance, work: Work[State, Settings]) -> Done:
    """It boots again."""
    return _one(command, _runs, lambda ids: transitions.start(ids, work), work)


def reboot_instances(command: RebootInstances, work: Work[State, Settings]) -> InstanceResponses:
    """They boot again."""
    return _many(command, _runs, lambda ids: transitions.start(ids, work), work)


def _stopping(command: StopInstance | StopInstances, work: Work[State, Settings]) -> Act:
    mode, at_once = command.stopped_mode or KEEP_CHARGING, command.force_stop
    return lambda ids: transitions.stop(ids, work, mode, at_once=at_once)


def _may_start(instance: Instance, work: Work[State, Settings]) -> ApiError | None:
    """One that was stopped in economical mode needs a place again."""
    if instance.status != "Stopped":
        return IncorrectInstanceStatus()
    created = instance.created
    if instance.holds_stock or stock.room(created.instance_type, created.zone_id, work):
        return None
    return OperationDeniedNoStock()


def _runs(instance: Instance, work: Work[State, Settings]) -> ApiError | None:
    return None if instance.status == "Running" else IncorrectInstanceStatus()


def _one(command: OneInstance, check: Check, act: Act, work: Work[State, Settings]) -> Done:
    refusal = check(instance_of(command.instance_id, work), work)
    if refusal is not None:
        raise refusal
    if command.dry_run:
        raise DryRunOperation()
    act([command.instance_id])
    return Done()


def _many(
    command: ManyInstances, check: Check, act: Act, work: Work[State, Settings]
) -> InstanceResponses:
    check_region(command.region_id, work)
    batch = batch_of(command.instance_ids, work)
    refusals = {each.instance_id: check(each, work) for each in batch}
    if command.batch_optimization == "AllTogether":
        _refuse_any(refusals.values())
    if command.dry_run:
        raise DryRunSuccess()
    before = {each.instance_id: each.status for each in batch}
    act([instance_id for instance_id, refusal in refusals.items() if refusal is None])
    return InstanceResponses(
        instance_responses=[
            _response(each, before[each.instance_id], refusals[each.instance_id]) for each in batch
        ]
    )


def _refuse_any(refusals: Iterable[ApiError | None]) -> None:
    for refusal in filter(None, refusals):
        raise refusal


def _response(instance: Instance, before: InstanceStatus, refusal: ApiError | None) -> InstanceResponse:
    return InstanceResponse(
        instance_id=instance.instance_id,
        code="200" if refusal is None else refusal.code,
        message="success" if refusal is None else refusal.message,
        previous_status=before,
        current_status=instance.status,
    )
