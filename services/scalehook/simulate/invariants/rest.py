"""What is true of all services when nothing is under way any more."""

from collections.abc import Callable, Iterator
from typing import Any

from scalehook.fleet.state.databases import DEFAULT
from scalehook.fleet.state.first_sight import LOCALHOST
from scalehook.scaling_controller.state import Group

SERVING = {"InService", "Protected", "Standby"}
State = Callable[[str], Any]  # what the service of this name knows


def groups(state: State) -> list[Group]:
    """All that there are."""
    return list(state("scaling_controller").groups.values())


def sizes(state: State) -> Iterator[str]:
    """Groups that may scale have the size that they should, but for instances that may not go."""
    for group in groups(state):
        states = {instance.lifecycle_state for instance in group.instances.values()}
        if odd := states - SERVING - {"Stopped"}:
            yield f"group {group.name} has instances that are {', '.join(sorted(odd))}"
        if group.running or group.occupied:
            yield f"group {group.name} has not come to rest"
        if group.active and not group.deleting:
            yield from _size(group)


def _size(group: Group) -> Iterator[str]:
    size, least, most = group.heading, group.request.min_size, group.request.max_size
    if size < least:
        yield f"group {group.name} has {size} instances, fewer than {least}"
    if size != group.goal and group.roster.first_to_go(1):
        yield f"group {group.name} has {size} instances, and should have {group.goal} (at most {most})"


def places(state: State) -> Iterator[str]:
    """Whitelists and back ends have the instances that serve, and nobody else."""
    fleet, all_groups = state("fleet"), groups(state)
    for name, database in fleet.databases.items():
        expected = {
            instance.private_ip_address
            for group in all_groups
            if name in group.db_instance_ids
            for instance in group.instances.values()
            if instance.lifecycle_state in SERVING
        }
        admitted = database.whitelists[DEFAULT].addresses.keys() - {LOCALHOST}
        if admitted != expected:
            yield f"database {name} lets in {sorted(admitted)}, and should {sorted(expected)}"
    for name, servers in _back_ends(fleet):  # what is deleted serves nowhere, even if nobody looks
        expected_servers = {
            instance.instance_id: instance.lifecycle_state == "Standby"
            for group in all_groups
            if name in _places(group)
            for instance in group.instances.values()
            if instance.lifecycle_state in SERVING and instance.instance_id in fleet.instances
        }
        if servers != expected_servers:
            yield f"behind {name} are {sorted(servers)}, and should be {sorted(expected_servers)}"


def nobody_is_lost(state: State, left: set[str]) -> Iterator[str]:
    """Every instance that scaling has made is in a group, or has `left` one alive."""
    members = [each for group in groups(state) for each in group.instances.values()]
    here, fleet = {each.instance_id for each in members}, state("fleet").instances
    made = {name for name, instance in fleet.items() if instance.created.scaling_activity_id}
    for name in sorted(made - left - here):
        yield f"instance {name} is in no group"
    for name in sorted(
        {each.instance_id for each in members if each.status != "Released"} - fleet.keys()
    ):
        yield f"instance {name} of a group is none of the fleet's"


def _places(group: Group) -> set[str]:
    """The ids of all back ends."""
    return {end.back_end_id for end in group.attachments.back_ends.values()}


def _back_ends(fleet: Any) -> Iterator[tuple[str, dict[str, bool]]]:
    """All, and whether each of their servers gets no requests."""
    holders = {**fleet.load_balancers, **fleet.back_ends.v_server_groups, **fleet.server_groups}
    for name, holder in holders.items():
        yield name, {server.server_id: not server.weight for server in holder.servers.values()}
