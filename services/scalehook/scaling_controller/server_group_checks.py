"""Server groups that a request names: what belongs to their type, and none twice."""

from collections.abc import Iterable

from scalehook.scaling_controller.state.attachments import GWLB_PORT
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling_attachments import AlbServerGroupAlreadyAttached
from scalehook_contracts.scaling_controller.attached_server_groups import DetachedServerGroup
from scalehook_contracts.scaling_controller.group_settings import ServerGroup
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

WITHOUT_PORT = "GWLB"


def check_new(command: CreateScalingGroup) -> None:
    """Those of a group that is to be made."""
    check_weights(command.server_groups)
    albs = [(group.alb_server_group_id, group.port) for group in command.alb_server_groups]
    check_once([*albs, *places(command.server_groups)])


def check_weights(groups: Iterable[ServerGroup]) -> None:
    """Ports and weights are for all but those of GWLB."""
    for group in groups:
        check_port(group)
        if group.type == WITHOUT_PORT and group.weight is not None:
            raise InvalidParameter(name="ServerGroups.Weight")
        if group.type != WITHOUT_PORT and group.weight is None:
            raise MissingParameter(name="ServerGroups.Weight")


def check_port(group: ServerGroup | DetachedServerGroup) -> None:
    """The same for the port alone."""
    if group.type == WITHOUT_PORT and group.port is not None:
        raise InvalidParameter(name="ServerGroups.Port")
    if group.type != WITHOUT_PORT and group.port is None:
        raise MissingParameter(name="ServerGroups.Port")


def places(groups: Iterable[ServerGroup | DetachedServerGroup]) -> list[tuple[str, int]]:
    """What makes each one of its own: id and port."""
    return [(group.server_group_id, group.port or GWLB_PORT) for group in groups]


def check_once(given: list[tuple[str, int]]) -> None:
    """Nothing is attached twice."""
    if len(set(given)) != len(given):
        raise AlbServerGroupAlreadyAttached()
