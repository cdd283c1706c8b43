"""Back-end servers of load balancers."""

from scalehook_contracts.base import Command, Done, Event, Fresh, Listed
from scalehook_contracts.numbers import Int64


class AddBackendServers(Command[Done]):
    """Put the instances behind the load balancers."""

    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    instance_ids: list[str] = Listed("InstanceId")
    weight: Int64 = 50
    scaling_activity_id: str = ""


class RemoveBackendServers(Command[Done]):
    """Take the instances out from behind the load balancers."""

    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""


class SetServerWeights(Command[Done]):
    """Give the instances these weights where they serve; others keep theirs."""

    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    weights: dict[str, Int64] = Fresh(dict)  # by the instances' ids
    scaling_activity_id: str = ""


class BackendServersChanged(Event):
    """A load balancer now forwards to exactly these instances; for this activity, if there was one."""

    load_balancer_id: str
    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""
