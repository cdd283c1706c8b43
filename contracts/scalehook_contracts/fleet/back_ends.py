"""Where Auto Scaling puts its instances: load balancers, and groups of servers."""

from typing import Literal

from scalehook_contracts.base import Command, Done, Event, Fresh, Listed, Part
from scalehook_contracts.numbers import Int64

BackEndKind = Literal["LoadBalancer", "VServerGroup", "ServerGroup"]


class BackEnd(Part):
    """Where instances of a scaling group serve: a load balancer, or a group of servers at a port."""

    kind: BackEndKind = "LoadBalancer"
    back_end_id: str
    port: Int64 = 0
    weight: Int64 | None = None  # None: each instance has its own
    type: Literal["ALB", "NLB", "GWLB"] = "ALB"  # of a server group
    load_balancer_id: str = ""  # of a load balancer's group


class AddInstancesToBackEnds(Command[Done]):
    """Put the instances there, for a scaling activity. One that is there gets the weight."""

    back_ends: list[BackEnd] = Fresh(list)
    weights: dict[str, Int64] = Fresh(dict)  # instance → its own weight
    scaling_activity_id: str = ""


class RemoveInstancesFromBackEnds(Command[Done]):
    """Take the instances out of there, for a scaling activity."""

    back_ends: list[BackEnd] = Fresh(list)
    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""


class SetWeightsInBackEnds(Command[Done]):
    """Give the instances that are there another weight, for a scaling activity."""

    back_ends: list[BackEnd] = Fresh(list)
    weights: dict[str, Int64] = Fresh(dict)
    scaling_activity_id: str = ""


class MakeAtFirstSight(Command[Done]):
    """Make what does not exist yet of these: somebody has named it, and it is to be there."""

    back_ends: list[BackEnd] = Fresh(list)
    db_instance_ids: list[str] = Listed("DBInstanceId")


class ResourceFoundMissing(Event):
    """A scaling activity wanted a load balancer, a group or a database to change that is not there."""

    resource_id: str
    scaling_activity_id: str = ""
