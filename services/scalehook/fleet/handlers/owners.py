"""Whose something is, and the tags of instances: for RAM."""

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.arn import Arn
from scalehook_contracts.fleet.owners import FindInstanceTags, FindLoadBalancer
from scalehook_contracts.ownership import Place, TagsFound


def find_instance_tags(command: FindInstanceTags, work: Work[State, Settings]) -> TagsFound:
    """Of instances that are there."""
    tags = {}
    for resource in command.resources:
        arn = Arn.parse(resource)
        instance = work.state.instances.get(arn.name) if arn.kind == "instance" else None
        if instance is not None and instance.tags:
            tags[resource] = {tag.key: tag.value for tag in instance.tags}
    return TagsFound(tags=tags)


def find_load_balancer(command: FindLoadBalancer, work: Work[State, Settings]) -> Place:
    """None of what is not there: whoever does the operation refuses it."""
    group = work.state.back_ends.v_server_groups.get(command.v_server_group_id)
    return Place(resources=[] if group is None else [f"loadbalancer/{group.created.load_balancer_id}"])
