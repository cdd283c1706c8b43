"""Whose something is, and the tags of instances: for RAM."""

from scalehook_contracts.base import Command
from scalehook_contracts.ownership import Place, TagsFound


class FindInstanceTags(Command[TagsFound]):
    """The tags of the instances and launch templates among these resources, which are ARNs."""

    resources: list[str]


class FindLoadBalancer(Command[Place]):
    """The load balancer of a group of servers."""

    v_server_group_id: str
