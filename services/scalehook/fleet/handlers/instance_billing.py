"""What instances and their network are paid by."""

from typing import Any

from scalehook.fleet.lookups import batch_of, check_region, instance_of
from scalehook.fleet.new_instance_checks import PERIODS
from scalehook.fleet.periods import expiry
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.ecs_instances import (
    ChargeTypeViolation,
    InvalidInstanceIdsMalFormed,
    TooManyInstanceIds,
)
from scalehook_contracts.fleet.instance_billing import (
    DescribeInstanceAutoRenewAttribute,
    InstanceRenewal,
    InstanceRenewalPage,
    ModifyInstanceAutoRenewAttribute,
    ModifyInstanceChargeType,
    ModifyInstanceNetworkSpec,
)
from scalehook_contracts.fleet.instances import InstanceChanged
from scalehook_contracts.plain import NotPlain, parse_json

MOST_CHANGED = 20
YEARS = {1, 2, 3, 4, 5}


def modify_instance_charge_type(command: ModifyInstanceChargeType, work: Work[State, Settings]) -> Done:
    """All that are named, or none. Those that are paid for so already stay as they are."""
    check_region(command.region_id, work)
    found = batch_of(_ids(command.instance_ids), work)
    if len(found) > MOST_CHANGED:
        raise TooManyInstanceIds()
    prepaid = command.instance_charge_type == "PrePaid"
    if prepaid and command.period not in PERIODS[command.period_unit]:
        raise InvalidParameter(name="Period")
    if any(each.created.spot_strategy != "NoSpot" for each in found):
        raise ChargeTypeViolation()
    until = expiry(work.now, command.period or 0, command.period_unit) if prepaid else None
    changes = {"instance_charge_type": command.instance_charge_type, "expires_at": until}
    for instance in found:
        if instance.created.instance_charge_type != command.instance_charge_type:
            _change(instance, changes, work)
    return Done()


def modify_instance_network_spec(
    command: ModifyInstanceNetworkSpec, work: Work[State, Settings]
) -> Done:
    """What is given; the rest stays."""
    instance = instance_of(command.instance_id, work)
    asked = {
        "internet_charge_type": command.network_charge_type,
        "internet_max_bandwidth_in": command.internet_max_bandwidth_in,
        "internet_max_bandwidth_out": command.internet_max_bandwidth_out,
    }
    changes = {name: value for name, value in asked.items() if value is not None}
    if changes:
        _change(instance, changes, work)
    return Done()


def modify_instance_auto_renew_attribute(
    command: ModifyInstanceAutoRenewAttribute, work: Work[State, Settings]
) -> Done:
    """All that are named, or none. Only what is paid for in advance has an end."""
    check_region(command.region_id, work)
    found = batch_of([each.strip() for each in command.instance_id.split(",")], work)
    if any(each.created.instance_charge_type != "PrePaid" for each in found):
        raise ChargeTypeViolation()
    if command.duration not in (PERIODS | {"Year": YEARS})[command.period_unit]:
        raise InvalidParameter(name="Duration")
    status = command.renewal_status or ("AutoRenewal" if command.auto_renew else "Normal")
    renews = status == "AutoRenewal"
    changes = {
        "renewal": status,
        "renewal_duration": command.duration if renews else 0,
        "renewal_period_unit": command.period_unit,
    }
    for instance in found:
        _change(instance, changes, work)
    return Done()


def describe_instance_auto_renew_attribute(
    command: DescribeInstanceAutoRenewAttribute, work: Work[State, Settings]
) -> InstanceRenewalPage:
    """A page of those that are named."""
    check_region(command.region_id, work)
    found = batch_of([each.strip() for each in command.instance_id.split(",")], work)
    first = (command.page_number - 1) * command.page_size
    page = found[first : first + command.page_size]
    return InstanceRenewalPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        instance_renew_attributes=[_renewal(each) for each in page],
    )


def _renewal(instance: Instance) -> InstanceRenewal:
    made = instance.created
    return InstanceRenewal(
        instance_id=made.instance_id,
        auto_renew_enabled=made.renewal == "AutoRenewal",
        duration=made.renewal_duration,
        period_unit=made.renewal_period_unit,
        renewal_status=made.renewal,
    )


def _ids(text: str) -> list[str]:
    """A JSON array."""
    try:
        ids = parse_json(text)
    except NotPlain as problem:
        raise InvalidInstanceIdsMalFormed() from problem
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise InvalidInstanceIdsMalFormed()
    return ids


def _change(instance: Instance, changes: dict[str, Any], work: Work[State, Settings]) -> None:
    work.record(InstanceChanged(instance_id=instance.instance_id, attributes=changes))
