"""Load balancers, groups of their servers, and databases: attached to groups, and detached."""

from functools import partial

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import attaching, attachment_settings
from scalehook.scaling_controller.attachment_names import name_of, name_of_database
from scalehook.scaling_controller.lookups import required
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling_attachments import (
    DetachedDBInstanceNotFound,
    DetachedLoadBalancerNotFound,
)
from scalehook_contracts.fleet.back_ends import BackEnd
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
    AttachmentActivity,
    AttachVServerGroups,
    DetachDBInstances,
    DetachLoadBalancers,
    DetachVServerGroups,
)


def attach_load_balancers(
    command: AttachLoadBalancers, work: Work[State, Settings]
) -> AttachmentActivity | Deferred:
    """One that is attached already stays as it is; by force its instances are put there again."""
    required("LoadBalancers", [*command.load_balancers, *command.load_balancer_configs])
    if (before := attaching.earlier(command, work)) is not None:
        return before
    group = attaching.group_named(command, work)
    change = partial(
        attachment_settings.with_load_balancers,
        ids=command.load_balancers,
        configs=command.load_balancer_configs,
    )
    return attaching.attach(command, group, change, work, told=command.asynchronous)


def detach_load_balancers(
    command: DetachLoadBalancers, work: Work[State, Settings]
) -> AttachmentActivity:
    """All of them must be attached; whether they still exist is not asked."""
    required("LoadBalancers", command.load_balancers)
    if (before := attaching.earlier(command, work)) is not None:
        return before
    group = attaching.group_named(command, work)
    names = {name_of(BackEnd(back_end_id=i)): i for i in command.load_balancers}
    for name, balancer_id in names.items():
        if name not in group.attachments.back_ends:
            raise DetachedLoadBalancerNotFound(name=balancer_id)
    change = partial(attachment_settings.without_load_balancers, ids=command.load_balancers)
    return attaching.detach(command, group, list(names), change, work, told=command.asynchronous)


def attach_v_server_groups(command: AttachVServerGroups, work: Work[State, Settings]) -> Done | Deferred:
    """One that is attached already gets the weight that is given."""
    required("VServerGroups", command.v_server_groups)
    for balancer in command.v_server_groups:
        required("VServerGroups.VServerGroupAttributes", balancer.v_server_group_attributes)
    if attaching.earlier(command, work) is not None:
        return Done()
    group = attaching.group_named(command, work)
    change = partial(attachment_settings.with_v_server_groups, given=command.v_server_groups)
    answer = attaching.attach(command, group, change, work, told=False)
    return answer if isinstance(answer, Deferred) else Done()


def detach_v_server_groups(command: DetachVServerGroups, work: Work[State, Settings]) -> Done:
    """All of them must be attached, each to its load balancer."""
    required("VServerGroups", command.v_server_groups)
    if attaching.earlier(command, work) is not None:
        return Done()
    group = attaching.group_named(command, work)
    names: dict[str, tuple[str, int]] = {}
    for back_end in _v_server_groups(command):
        known = group.attachments.back_ends.get(name_of(back_end))
        if known is None or known.load_balancer_id != back_end.load_balancer_id:
            raise InvalidParameter(name="VServerGroups")
        names[name_of(back_end)] = (back_end.back_end_id, back_end.port)
    change = partial(attachment_settings.without_v_server_groups, places=set(names.values()))
    attaching.detach(command, group, list(names), change, work, told=False)
    return Done()


def attach_db_instances(command: AttachDBInstances, work: Work[State, Settings]) -> Done | Deferred:
    """One that is attached already stays; by force the instances' addresses are let in again."""
    required("DBInstances", command.db_instances)
    if attaching.earlier(command, work) is not None:
        return Done()
    group = attaching.group_named(command, work)
    change = partial(attachment_settings.with_databases, ids=command.db_instances)
    answer = attaching.attach(command, group, change, work, told=False)
    return answer if isinstance(answer, Deferred) else Done()


def detach_db_instances(command: DetachDBInstances, work: Work[State, Settings]) -> Done:
    """All of them must be attached; whether they still exist is not asked."""
    required("DBInstances", command.db_instances)
    if attaching.earlier(command, work) is not None:
        return Done()
    group = attaching.group_named(command, work)
    names = {name_of_database(database_id): database_id for database_id in command.db_instances}
    for name, database_id in names.items():
        if name not in group.attachments.databases:
            raise DetachedDBInstanceNotFound(name=database_id)
    change = partial(attachment_settings.without_databases, ids=command.db_instances)
    attaching.detach(command, group, list(names), change, work, told=False)
    return Done()


def _v_server_groups(command: DetachVServerGroups) -> list[BackEnd]:
    found: list[BackEnd] = []
    for balancer in command.v_server_groups:
        if not balancer.v_server_group_attributes:
            raise MissingParameter(name="VServerGroups.VServerGroupAttributes")
        found += [
            BackEnd(
                kind="VServerGroup",
                back_end_id=group.v_server_group_id,
                port=group.port,
                load_balancer_id=balancer.load_balancer_id,
            )
            for group in balancer.v_server_group_attributes
        ]
    return found
