"""Attributes of instances, changed and described one by one."""

from typing import Any

from scalehook.fleet import naming, new_instance_checks
from scalehook.fleet.lookups import instance_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.fleet.views.instances import attributes_view
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ecs_instances import (
    InvalidChargeTypeValueNotSupported,
    InvalidParameterSecurityGroupIdRepeated,
)
from scalehook_contracts.errors.ecs_new_instances import InvalidUserDataOfInstance
from scalehook_contracts.fleet.instance_attributes import (
    DescribeInstanceAttribute,
    InstanceAttributes,
    ModifyInstanceAttribute,
)
from scalehook_contracts.fleet.instances import InstanceChanged

PLAIN = (
    "instance_name",
    "host_name",
    "description",
    "user_data",
    "deletion_protection",
    "credit_specification",
)


def describe_instance_attribute(
    command: DescribeInstanceAttribute, work: Work[State, Settings]
) -> InstanceAttributes:
    """What it is now."""
    return attributes_view(instance_of(command.instance_id, work), work.settings.region)


def modify_instance_attribute(command: ModifyInstanceAttribute, work: Work[State, Settings]) -> Done:
    """It is what is given from now on; the rest stays."""
    instance = instance_of(command.instance_id, work)
    _check(command, instance)
    changes: dict[str, Any] = {
        name: value for name in PLAIN if (value := getattr(command, name)) is not None
    }
    if command.security_group_ids:
        first, *others = command.security_group_ids
        changes |= {"security_group_id": first, "security_group_ids": others}
    if changes:
        work.record(InstanceChanged(instance_id=command.instance_id, attributes=changes))
    return Done()


def _check(command: ModifyInstanceAttribute, instance: Instance) -> None:
    naming.check_instance_name(command.instance_name or "")
    naming.check_host_name(command.host_name or "")
    new_instance_checks.check_description(command.description or "")
    new_instance_checks.check_password(command.password)
    new_instance_checks.check_user_data(command.user_data or "", InvalidUserDataOfInstance)
    new_instance_checks.check_credit(command.credit_specification or "")
    if len(set(command.security_group_ids)) < len(command.security_group_ids):
        raise InvalidParameterSecurityGroupIdRepeated()
    made = instance.created
    paid_later = made.instance_charge_type == "PostPaid" and made.spot_strategy == "NoSpot"
    if command.deletion_protection and not paid_later:
        raise InvalidChargeTypeValueNotSupported()
