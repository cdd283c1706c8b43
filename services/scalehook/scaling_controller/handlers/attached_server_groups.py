"""Server groups of ALB, NLB and GWLB: attached to groups, and detached."""

from functools import partial

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import attaching, attachment_settings, server_group_checks
from scalehook.scaling_controller.attachment_names import name_of
from scalehook.scaling_controller.lookups import required
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook_contracts.errors.scaling_attachments import (
    AlbServerGroupAlreadyAttached,
    AlbServerGroupNotAttached,
)
from scalehook_contracts.fleet.back_ends import BackEnd
from scalehook_contracts.scaling_controller.attached_server_groups import (
    AttachAlbServerGroups,
    AttachServerGroups,
    DetachAlbServerGroups,
    DetachServerGroups,
)
from scalehook_contracts.scaling_controller.attachments import AttachmentActivity

Place = tuple[str, int]


def attach_alb_server_groups(
    command: AttachAlbServerGroups, work: Work[State, Settings]
) -> AttachmentActivity | Deferred:
    """None of them may be attached."""
    required("AlbServerGroups", command.alb_server_groups)
    if (before := attaching.earlier(command, work)) is not None:
        return before
    group = attaching.group_named(command, work)
    _check_new([(g.alb_server_group_id, g.port) for g in command.alb_server_groups], group)
    change = partial(attachment_settings.with_alb_server_groups, given=command.alb_server_groups)
    return attaching.attach(command, group, change, work, told=command.force_attach)


def attach_server_groups(
    command: AttachServerGroups, work: Work[State, Settings]
) -> AttachmentActivity | Deferred:
    """None of them may be attached."""
    required("ServerGroups", command.server_groups)
    server_group_checks.check_weights(command.server_groups)
    if (before := attaching.earlier(command, work)) is not None:
        return before
    group = attaching.group_named(command, work)
    _check_new(server_group_checks.places(command.server_groups), group)
    change = partial(attachment_settings.with_server_groups, given=command.server_groups)
    return attaching.attach(command, group, change, work, told=command.force_attach)


def detach_alb_server_groups(
    command: DetachAlbServerGroups, work: Work[State, Settings]
) -> AttachmentActivity:
    """All of them must be attached."""
    required("AlbServerGroups", command.alb_server_groups)
    places = [(group.alb_server_group_id, group.port) for group in command.alb_server_groups]
    return _detach(command, places, work)


def detach_server_groups(command: DetachServerGroups, work: Work[State, Settings]) -> AttachmentActivity:
    """All of them must be attached."""
    required("ServerGroups", command.server_groups)
    for group in command.server_groups:
        server_group_checks.check_port(group)
    return _detach(command, server_group_checks.places(command.server_groups), work)


def _check_new(places: list[Place], group: Group) -> None:
    server_group_checks.check_once(places)
    if any(name in group.attachments.back_ends for name in _names(places)):
        raise AlbServerGroupAlreadyAttached()


def _detach(
    command: DetachAlbServerGroups | DetachServerGroups,
    places: list[Place],
    work: Work[State, Settings],
) -> AttachmentActivity:
    if (before := attaching.earlier(command, work)) is not None:
        return before
    group = attaching.group_named(command, work)
    names = _names(places)
    if not all(name in group.attachments.back_ends for name in names):
        raise AlbServerGroupNotAttached()
    change = partial(attachment_settings.without_server_groups, places=set(places))
    return attaching.detach(command, group, names, change, work, told=command.force_detach)


def _names(places: list[Place]) -> list[str]:
    ends = [BackEnd(kind="ServerGroup", back_end_id=key, port=port) for key, port in places]
    return list(dict.fromkeys(map(name_of, ends)))
