"""Whose something is, and the tags of instances and launch templates: for RAM."""

from collections.abc import Mapping
from typing import Any

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.arn import Arn
from scalehook_contracts.fleet.owners import FindInstanceTags, FindLoadBalancer
from scalehook_contracts.ownership import Place, TagsFound


def find_instance_tags(command: FindInstanceTags, work: Work[State, Settings]) -> TagsFound:
    """Of instances and launch templates that are there."""
    there: dict[str, Mapping[str, Any]] = {
        "instance": work.state.instances,
        "launchtemplate": work.state.launch_templates,
    }
    tags = {}
    for resource in command.resources:
        arn = Arn.parse(resource)
        found = there.get(arn.kind, {}).get(arn.name)
        if found is not None and found.tags:
            tags[resource] = {tag.key: tag.value for tag in found.tags}
    return TagsFound(tags=tags)


def find_load_balancer(command: FindLoadBalancer, work: Work[State, Settings]) -> Place:
    """None of what is not there: whoever does the operation refuses it."""
    group = work.state.back_ends.v_server_groups.get(command.v_server_group_id)
    return Place(resources=[] if group is None else [f"loadbalancer/{group.created.load_balancer_id}"])
