"""Load balancers, server groups and databases that a request names: they must be there, and fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.attachments import Attachments
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling_attachments import (
    AlbServerGroupNotExist,
    DBInstanceNotFound,
    GroupDBInstanceNotFound,
    GroupLoadBalancerHealthCheck,
    GroupLoadBalancerNotFound,
    GroupLoadBalancerStatus,
    InvalidVServerGroupIdForLoadBalancer,
    LoadBalancerHealthCheck,
    LoadBalancerNotFound,
    LoadBalancerStatus,
)
from scalehook_contracts.fleet.back_ends import BackEnd


@dataclass(frozen=True)
class Refusals:
    """How an operation refuses what it cannot use; `{name}` is the id, or what `database_word` says."""

    not_found: type[ApiError]
    status: type[ApiError]
    health_check: type[ApiError]
    database: type[ApiError]
    database_word: str = ""


OF_NEW_GROUP = Refusals(
    GroupLoadBalancerNotFound,
    GroupLoadBalancerStatus,
    GroupLoadBalancerHealthCheck,
    GroupDBInstanceNotFound,
)
OF_ATTACHING = Refusals(
    LoadBalancerNotFound,
    LoadBalancerStatus,
    LoadBalancerHealthCheck,
    DBInstanceNotFound,
    "DBInstances",
)


def await_all(given: Attachments, refusals: Refusals, work: Work[State, Settings]) -> Deferred | None:
    """All must be there and fit. One that does not may have been made just now, and its owner's event be
    under way: it is waited for before it is refused.
    """
    for resource_id, problem in _problems(given, refusals, work):
        later = work.await_event(key(resource_id), work.settings.late_events_seconds)
        if later is None:
            raise problem
        return later
    return None


def await_balancers(group: Group, work: Work[State, Settings], *, joining: bool) -> Deferred | None:
    """The load balancers of a group must work when instances join or leave by hand, and look after those
    that join. Ones that have been deleted are passed over.
    """
    for back_end in group.attachments.back_ends.values():
        balancer_id = back_end.load_balancer_id or back_end.back_end_id
        refusal = _refusal_of_balancer(balancer_id, OF_NEW_GROUP, work.state)
        gone = balancer_id not in work.state.resources.load_balancers
        if refusal is None or gone or not (joining or refusal is OF_NEW_GROUP.status):
            continue
        later = work.await_event(key(balancer_id), work.settings.late_events_seconds)
        if later is None:
            raise refusal()
        return later
    return None


def key(resource_id: str) -> str:
    """What requests wait for that name a resource before it is known."""
    return f"resource/{resource_id}"


def is_unknown(back_end: BackEnd, state: State) -> bool:
    """Whether nobody has made it."""
    known = state.resources
    match back_end.kind:
        case "LoadBalancer":
            return back_end.back_end_id not in known.load_balancers
        case "VServerGroup":
            balancer = known.load_balancers.get(back_end.load_balancer_id)
            return balancer is None or back_end.back_end_id not in balancer.groups
        case "ServerGroup":
            return back_end.back_end_id not in known.server_groups


def _problems(
    given: Attachments, refusals: Refusals, work: Work[State, Settings]
) -> Iterator[tuple[str, ApiError]]:
    makes = work.settings.make_resources_at_first_sight
    for back_end in given.back_ends.values():
        if not (makes and is_unknown(back_end, work.state)):
            problem = _problem(back_end, refusals, work.state)
            if problem is not None:
                yield problem
    for database_id in given.databases.values():
        if not makes and database_id not in work.state.resources.databases:
            yield database_id, refusals.database(name=refusals.database_word or database_id)


def _problem(back_end: BackEnd, refusals: Refusals, state: State) -> tuple[str, ApiError] | None:
    if back_end.kind == "ServerGroup":
        if state.resources.server_groups.get(back_end.back_end_id) != back_end.type:
            return back_end.back_end_id, AlbServerGroupNotExist(name=back_end.back_end_id)
        return None
    balancer_id = back_end.load_balancer_id or back_end.back_end_id
    refusal = _refusal_of_balancer(balancer_id, refusals, state)
    if refusal is not None:
        return balancer_id, refusal(name=balancer_id)
    if is_unknown(back_end, state):
        return back_end.back_end_id, InvalidVServerGroupIdForLoadBalancer(name=balancer_id)
    return None


def _refusal_of_balancer(balancer_id: str, refusals: Refusals, state: State) -> type[ApiError] | None:
    """It must work, and have a listener that looks after its servers."""
    balancer = state.resources.load_balancers.get(balancer_id)
    if balancer is None:
        return refusals.not_found
    if not balancer.active:
        return refusals.status
    return None if balancer.checks else refusals.health_check
