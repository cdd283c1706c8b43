"""How much may be attached to a group, and how much room there is."""

from collections import Counter
from collections.abc import Iterator

from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.attachments import Attachments
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling_attachments import (
    QuotaExceededBackendServer,
    QuotaExceededDBInstanceSecurityIP,
    QuotaExceededLoadBalancer,
    QuotaExceededRDS,
    QuotaExceededVServerGroup,
)
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

MOST_ADDRESSES = 1000  # in a whitelist
MOST_ITEMS = 100  # of a request's lists, load balancers with weights left out:
MOST_CONFIGS = 20


def check(request: CreateScalingGroup, name: str, settings: Settings) -> None:
    """Refuses a group that would have too much; `name` is the group's id."""
    for refusal in _exceeded(request, name, settings):
        raise refusal


def check_room(group: Group, given: Attachments, state: State, settings: Settings) -> None:
    """There is room for all instances in service, where they are not already."""
    amount, known = len(group.serving), state.resources
    for name, back_end in given.back_ends.items():
        balancer = known.load_balancers.get(back_end.back_end_id)
        if balancer is None or back_end.kind != "LoadBalancer" or name in group.attachments.back_ends:
            continue
        if balancer.servers + amount > settings.max_backend_servers:
            raise QuotaExceededBackendServer(name=back_end.back_end_id)
    for name, database_id in given.databases.items():
        full = known.databases.get(database_id, 0) + amount > MOST_ADDRESSES
        if full and name not in group.attachments.databases:
            raise QuotaExceededDBInstanceSecurityIP(name=database_id)


def check_addresses(group: Group, amount: int, state: State) -> None:
    """There is room for so many more instances in the whitelists of its databases."""
    for database_id in group.db_instance_ids:
        if state.resources.databases.get(database_id, 0) + amount > MOST_ADDRESSES:
            raise QuotaExceededDBInstanceSecurityIP(name=database_id)


def _exceeded(request: CreateScalingGroup, name: str, settings: Settings) -> Iterator[ApiError]:
    attached = Attachments(request)
    ends = attached.back_ends.values()
    kinds = Counter(end.type if end.kind == "ServerGroup" else end.kind for end in ends)
    many = len(request.load_balancer_configs) > MOST_CONFIGS
    if many or kinds["LoadBalancer"] > settings.max_load_balancers:
        yield QuotaExceededLoadBalancer(name=name)
    if kinds["VServerGroup"] > min(settings.max_v_server_groups, MOST_ITEMS):
        yield QuotaExceededVServerGroup()
    if kinds["ALB"] > min(settings.max_alb_server_groups, MOST_ITEMS):
        yield InvalidParameter(name="AlbServerGroups")
    if kinds["NLB"] + kinds["GWLB"] > min(settings.max_nlb_server_groups, MOST_ITEMS):
        yield InvalidParameter(name="ServerGroups")
    if len(attached.databases) > settings.max_db_instances:
        yield QuotaExceededRDS()
