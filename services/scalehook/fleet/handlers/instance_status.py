"""The status of instances."""

from scalehook.fleet import placing
from scalehook.fleet.lookups import check_ids, check_region
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.instances import mark
from scalehook.kit import Work
from scalehook_contracts.errors.ecs_instances import InvalidZoneIdNotFound
from scalehook_contracts.fleet.instance_status import (
    DescribeInstanceStatus,
    InstanceStatusPage,
    InstanceStatusView,
)


def describe_instance_status(
    command: DescribeInstanceStatus, work: Work[State, Settings]
) -> InstanceStatusPage:
    """Of those that are asked for, or of all."""
    check_region(command.region_id, work)
    check_ids(command.instance_ids)
    if command.zone_id and not placing.is_zone(command.zone_id, work):
        raise InvalidZoneIdNotFound()
    choices = [[mark("zone", command.zone_id)]] if command.zone_id else []
    keys = dict.fromkeys(command.instance_ids) or None
    found = work.state.register.shelves.find(*choices, keys=keys)
    chosen = found.page(command.page_number, command.page_size)
    return InstanceStatusPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        instance_statuses=[
            InstanceStatusView(instance_id=each.instance_id, status=each.status) for each in chosen
        ],
    )
