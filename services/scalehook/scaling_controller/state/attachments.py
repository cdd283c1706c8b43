"""What is attached to a group: it follows from the request that would make the group as it is."""

from collections.abc import Iterator

from scalehook.scaling_controller.attachment_names import name_of, name_of_database
from scalehook_contracts.fleet.back_ends import BackEnd
from scalehook_contracts.plain import parse_json
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

GWLB_PORT = 6081  # the only one that they have


class Attachments:
    """Back ends and databases by their names, each once."""

    def __init__(self, request: CreateScalingGroup) -> None:
        self.back_ends: dict[str, BackEnd] = {}
        for back_end in _back_ends(request):
            self.back_ends[name_of(back_end)] = back_end
        ids = [*id_list(request.db_instance_ids), *(d.db_instance_id for d in request.db_instances)]
        self.databases: dict[str, str] = {name_of_database(each): each for each in ids}

    @property
    def load_balancer_ids(self) -> list[str]:
        """The load balancers that instances serve behind, those of groups of servers left out."""
        ends = self.back_ends.values()
        return [end.back_end_id for end in ends if end.kind == "LoadBalancer"]


def id_list(text: str) -> list[str]:
    """The ids in a JSON array that is given as text; ValueError when it is none."""
    ids = parse_json(text) if text else []
    if not isinstance(ids, list) or not all(isinstance(item, str) for item in ids):
        raise ValueError("not a JSON array of ids")
    return ids


def _back_ends(request: CreateScalingGroup) -> Iterator[BackEnd]:
    """A weight that is given with a load balancer wins over those of the instances."""
    for balancer_id in id_list(request.load_balancer_ids):
        yield BackEnd(back_end_id=balancer_id)
    for config in request.load_balancer_configs:
        yield BackEnd(back_end_id=config.load_balancer_id, weight=config.weight)
    yield from v_server_groups_of(request)
    yield from server_groups_of(request)


def v_server_groups_of(request: CreateScalingGroup) -> Iterator[BackEnd]:
    """Groups of servers of load balancers."""
    for balancer in request.v_server_groups:
        for group in balancer.v_server_group_attributes:
            yield BackEnd(
                kind="VServerGroup",
                back_end_id=group.v_server_group_id,
                port=group.port,
                weight=group.weight,
                load_balancer_id=balancer.load_balancer_id,
            )


def server_groups_of(request: CreateScalingGroup) -> Iterator[BackEnd]:
    """Server groups of ALB, and of the others."""
    for alb in request.alb_server_groups:
        yield BackEnd(
            kind="ServerGroup", back_end_id=alb.alb_server_group_id, port=alb.port, weight=alb.weight
        )
    for group in request.server_groups:
        yield BackEnd(
            kind="ServerGroup",
            back_end_id=group.server_group_id,
            port=GWLB_PORT if group.port is None else group.port,
            weight=group.weight,
            type=group.type,
        )
