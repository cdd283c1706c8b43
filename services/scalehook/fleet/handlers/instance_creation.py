"""Instances, made by hand."""

from datetime import datetime

from scalehook.fleet import client_tokens, creating, naming, new_instance_checks, stock
from scalehook.fleet.creating import Choice, Order
from scalehook.fleet.lookups import check_region
from scalehook.fleet.periods import expiry
from scalehook.fleet.placing import place, where
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError, InvalidParameter
from scalehook_contracts.errors.ecs_instances import DryRunOperation
from scalehook_contracts.errors.ecs_new_instances import (
    InvalidMinAmountMalformed,
    OperationDeniedNoStock,
    ResourceOutOfUsage,
)
from scalehook_contracts.fleet.instance_creation import (
    CreateInstance,
    InstanceIdSets,
    InstanceRequest,
    NewInstance,
    NewInstances,
    RunInstances,
)


def run_instances(command: RunInstances, work: Work[State, Settings]) -> NewInstances:
    """Make the instances and start them."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return _answer(earlier)
    _check_amounts(command)
    new_instance_checks.check(command, command.amount, work)
    names = _names(command)
    amount = _obtainable(command, command.amount, ResourceOutOfUsage, work)
    if command.dry_run:
        raise DryRunOperation()
    made = _make(command, names, amount, True, work)
    client_tokens.remember(command, command.client_token, made, work)
    return _answer(made)


def create_instance(command: CreateInstance, work: Work[State, Settings]) -> NewInstance:
    """Make the instance, and leave it at that."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return NewInstance(instance_id=earlier[0])
    new_instance_checks.check(command, 1, work)
    names = naming.Names(naming.Pattern(command.instance_name), naming.Pattern(command.host_name))
    _check_names(names)
    _obtainable(command, 1, OperationDeniedNoStock, work)
    if command.dry_run:
        raise DryRunOperation()
    made = _make(command, names, 1, False, work)
    client_tokens.remember(command, command.client_token, made, work)
    return NewInstance(instance_id=made[0])


def _check_amounts(command: RunInstances) -> None:
    least = command.min_amount
    if least is not None and not 1 <= least <= command.amount:
        raise InvalidMinAmountMalformed()
    if command.host_names and (command.host_name or len(command.host_names) != command.amount):
        raise InvalidParameter(name="HostNames")


def _names(command: RunInstances) -> naming.Names:
    suffixed = command.unique_suffix and command.amount > 1
    names = naming.Names(
        naming.pattern_of(command.instance_name, suffixed=suffixed),
        naming.pattern_of(command.host_name, suffixed=suffixed),
        command.host_names,
    )
    _check_names(names, command.amount)
    return names


def _check_names(names: naming.Names, amount: int = 1) -> None:
    """The last name is the longest one."""
    for index in {0, amount - 1, *range(len(names.hosts))}:
        name, host = names.of(index, "i-0")
        naming.check_instance_name(name)
        naming.check_host_name(host)


def _obtainable(
    command: InstanceRequest, amount: int, sold_out: type[ApiError], work: Work[State, Settings]
) -> int:
    """As many as there is stock for, if that is enough."""
    zone_id = where(command.v_switch_id, work, command.zone_id)
    if not command.v_switch_id:
        zone_id = place("", work, command.zone_id).zone_id
    room = stock.room(command.instance_type, zone_id, work)
    least = command.min_amount if isinstance(command, RunInstances) else None
    if room < (least or amount):
        raise sold_out()
    if stock.fails(work):
        raise InternalError()
    return min(room, amount)


def _make(
    command: InstanceRequest,
    names: naming.Names,
    amount: int,
    starts: bool,
    work: Work[State, Settings],
) -> list[str]:
    place_of = place(command.v_switch_id, work, command.zone_id)
    expires_at = _expiry(command, work.now)
    model = creating.model_of(command, work).model_copy(update={"expires_at": expires_at})
    order = Order(model, names, starts, command.private_ip_address)
    choice = Choice(command.instance_type, command.v_switch_id, place_of)
    return creating.make(order, [(choice, amount)], work)


def _expiry(command: InstanceRequest, now: datetime) -> float | None:
    """When what was paid for in advance is over; a month has 30 days."""
    if command.instance_charge_type != "PrePaid" or command.period is None:
        return None
    return expiry(now, command.period, command.period_unit)


def _answer(ids: list[str]) -> NewInstances:
    return NewInstances(instance_id_sets=InstanceIdSets(instance_id_set=ids))
