"""Attaches back ends and databases to groups, and detaches them. Instances to come are always meant;
those in service by force, which takes an activity.
"""

from collections.abc import Callable, Sequence

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import (
    activities,
    attachment_limits,
    client_tokens,
    modifying,
    resource_checks,
    server_group_checks,
)
from scalehook.scaling_controller.activities import NO_HOOKS, Change
from scalehook.scaling_controller.attachment_names import id_in
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.resource_checks import OF_ATTACHING, OF_NEW_GROUP
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.attachments import Attachments
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import ScalingActivityInProgress
from scalehook_contracts.fleet.back_ends import MakeAtFirstSight
from scalehook_contracts.scaling_controller.activities import CourseName
from scalehook_contracts.scaling_controller.attached_server_groups import (
    AttachAlbServerGroups,
    AttachServerGroups,
    DetachAlbServerGroups,
    DetachServerGroups,
)
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
    AttachmentActivity,
    AttachVServerGroups,
    DetachDBInstances,
    DetachLoadBalancers,
    DetachVServerGroups,
)
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

Attach = (
    AttachLoadBalancers
    | AttachVServerGroups
    | AttachAlbServerGroups
    | AttachServerGroups
    | AttachDBInstances
)
Detach = (
    DetachLoadBalancers
    | DetachVServerGroups
    | DetachAlbServerGroups
    | DetachServerGroups
    | DetachDBInstances
)
Changing = Callable[[CreateScalingGroup], CreateScalingGroup]
BARE = CreateScalingGroup(region_id="", min_size=0, max_size=0)  # nothing is attached to it


def earlier(command: Attach | Detach, work: Work[State, Settings]) -> AttachmentActivity | None:
    """What this very call was answered before."""
    answer = client_tokens.earlier_answer(command, command.client_token, work)
    return None if answer is None else AttachmentActivity(scaling_activity_id=answer or None)


def group_named(command: Attach | Detach, work: Work[State, Settings]) -> Group:
    """The group, if it may be changed."""
    check_region(command.region_id, work)
    return changeable(group_of(command.scaling_group_id, work.state))


def attach(
    command: Attach, group: Group, change: Changing, work: Work[State, Settings], *, told: bool
) -> AttachmentActivity | Deferred:
    """Attach what `change` puts into a group's settings; `told`: the answer has an activity."""
    given = Attachments(change(BARE))
    later = resource_checks.await_all(given, OF_ATTACHING, work)
    if later is not None:
        return later
    request = change(group.request)
    attachment_limits.check(request, group.group_id, work.settings)
    if command.force_attach:
        _check_idle(group)
        attachment_limits.check_room(group, given, work.state, work.settings)
    modifying.settle(group, request, work)
    make_unknown(given, work)
    names = [*given.back_ends, *given.databases]
    return _answered(command, "attach-back-ends", group, names, work, told, command.force_attach)


def detach(
    command: Detach,
    group: Group,
    names: Sequence[str],
    change: Changing,
    work: Work[State, Settings],
    *,
    told: bool,
) -> AttachmentActivity:
    """Detach what has these names: `change` takes it out of a group's settings."""
    if command.force_detach:
        _check_idle(group)
    modifying.settle(group, change(group.request), work)
    return _answered(command, "detach-back-ends", group, names, work, told, command.force_detach)


def await_new(command: CreateScalingGroup, work: Work[State, Settings]) -> Deferred | None:
    """What a new group names must be there, fit, and not be too much."""
    server_group_checks.check_new(command)
    for database in command.db_instances:
        if (database.type, database.attach_mode) != ("RDS", "SecurityIp"):
            raise InvalidParameter(name="DBInstances")
    attachment_limits.check(command, command.scaling_group_name or "", work.settings)
    return resource_checks.await_all(Attachments(command), OF_NEW_GROUP, work)


def make_unknown(given: Attachments, work: Work[State, Settings]) -> None:
    """Have made what nobody has made, where that is wanted; it has not been refused before."""
    state = work.state
    ends = [end for end in given.back_ends.values() if resource_checks.is_unknown(end, state)]
    databases = [i for i in given.databases.values() if i not in state.resources.databases]
    if ends or databases:
        work.send(MakeAtFirstSight(back_ends=ends, db_instance_ids=databases))


def _check_idle(group: Group) -> None:
    if group.running:
        raise ScalingActivityInProgress()


def _answered(
    command: Attach | Detach,
    course: CourseName,
    group: Group,
    names: Sequence[str],
    work: Work[State, Settings],
    told: bool,
    forced: bool,
) -> AttachmentActivity:
    activity_id = ""
    if told or forced:
        activity_id = _see_to(course, group, group.serving if forced else [], names, work)
    answer = activity_id if told else ""
    client_tokens.remember(command, command.client_token, answer, work)
    return AttachmentActivity(scaling_activity_id=answer or None)


def _see_to(
    course: CourseName,
    group: Group,
    instance_ids: list[str],
    names: Sequence[str],
    work: Work[State, Settings],
) -> str:
    verb = "attach" if course == "attach-back-ends" else "detach"
    about = ", ".join(dict.fromkeys(map(id_in, names)))
    trigger = Trigger.of_caller(work, f'A user requests to {verb} "{about}"')
    change = Change(course, len(instance_ids), instance_ids, hooks=NO_HOOKS, resources=names)
    return activities.begin(group, change, f"{trigger.reason}.", trigger, work)
