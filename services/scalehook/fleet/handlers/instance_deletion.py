"""Instances, deleted by hand."""

from scalehook.fleet import client_tokens
from scalehook.fleet.lookups import batch_of, check_region, instance_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ecs_instances import (
    ChargeTypeViolation,
    DryRunOperation,
    DryRunSuccess,
    IncorrectInstanceStatus,
    IncorrectInstanceStatusInitializing,
    InvalidOperationDeletionProtection,
)
from scalehook_contracts.fleet.instance_deletion import DeleteInstance, DeleteInstances
from scalehook_contracts.fleet.instances import InstanceReleased


def delete_instance(command: DeleteInstance, work: Work[State, Settings]) -> Done:
    """It is gone."""
    instance = instance_of(command.instance_id, work)
    _check(instance, command)
    if command.dry_run:
        raise DryRunOperation()
    _release(instance, work)
    return Done()


def delete_instances(command: DeleteInstances, work: Work[State, Settings]) -> Done:
    """They are gone."""
    check_region(command.region_id, work)
    if client_tokens.earlier_answer(command, command.client_token, work) is not None:
        return Done()
    batch = batch_of(command.instance_ids, work)
    for instance in batch:
        _check(instance, command)
    if command.dry_run:
        raise DryRunSuccess()
    for instance in batch:
        _release(instance, work)
    client_tokens.remember(command, command.client_token, [], work)
    return Done()


def _release(instance: Instance, work: Work[State, Settings]) -> None:
    work.record(InstanceReleased(instance_id=instance.instance_id, tags=instance.tags))


def _check(instance: Instance, command: DeleteInstance | DeleteInstances) -> None:
    created = instance.created
    if created.deletion_protection:
        raise InvalidOperationDeletionProtection()
    if created.instance_charge_type == "PrePaid" and not command.terminate_subscription:
        raise ChargeTypeViolation()
    if instance.status == "Pending":
        raise IncorrectInstanceStatusInitializing()
    if instance.status not in (("Stopped", "Running") if command.force else ("Stopped",)):
        raise IncorrectInstanceStatus()
