"""Instances, found and described."""

from collections.abc import Iterable

from scalehook.fleet import filters
from scalehook.fleet.name_search import fitting
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.fleet.views.instances import instance_view
from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.kit.shelves import Found
from scalehook_contracts.errors.ecs_instances import DryRunOperation
from scalehook_contracts.fleet.instance_listing import DescribeInstances, InstancePage

USUAL_PAGE = 10


def describe_instances(command: DescribeInstances, work: Work[State, Settings]) -> InstancePage:
    """The instances that are asked for, or all."""
    found = _found(command, work)
    if command.dry_run:
        raise DryRunOperation()
    if command.max_results is not None or command.next_token:
        return _by_token(command, found)
    chosen = found.page(command.page_number, command.page_size)
    return _page(command, found, chosen, command.page_size)


def _by_token(command: DescribeInstances, found: Found[Instance]) -> InstancePage:
    size = command.max_results or USUAL_PAGE
    chosen, token = next_page(found, command.next_token, size)
    return _page(command, found, chosen, size, token)


def _page(
    command: DescribeInstances,
    found: Found[Instance],
    chosen: Iterable[Instance],
    size: int,
    token: str = "",
) -> InstancePage:
    return InstancePage(
        page_number=command.page_number,
        page_size=size,
        total_count=len(found),
        next_token=token,
        instances=[instance_view(instance, command.region_id) for instance in chosen],
    )


def _found(command: DescribeInstances, work: Work[State, Settings]) -> Found[Instance]:
    register = work.state.register
    choices, ids = filters.choices(command), filters.ids_in("InstanceIds", command.instance_ids)
    times = filters.born(command.filters, register)
    if command.region_id != work.settings.region:
        return Found()
    if command.instance_name:
        choices.append([("name", name) for name in fitting(command.instance_name, register.names)])
    if times is None:
        return register.shelves.find(*choices, keys=ids)
    return register.shelves.find(*choices, keys=[each for each in times if ids is None or each in ids])
