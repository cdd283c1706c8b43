"""Whitelists of the databases of a group: the activity's private addresses, let in and shut out."""

from scalehook.kit import Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, State
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, RemoveAddressesFromWhitelists


def of(group: Group) -> list[str]:
    """The databases."""
    return group.db_instance_ids


def admit(activity: Activity, work: Work[State, Settings]) -> None:
    """Let the instances talk to the databases."""
    _change(AddAddressesToWhitelists, activity, work)


def expel(activity: Activity, work: Work[State, Settings]) -> None:
    """Let them do so no more."""
    _change(RemoveAddressesFromWhitelists, activity, work)


def _change(
    command: type[AddAddressesToWhitelists | RemoveAddressesFromWhitelists],
    activity: Activity,
    work: Work[State, Settings],
) -> None:
    group = work.state.groups[activity.group_id]
    if not group.db_instance_ids:
        return
    work.send(
        command(
            db_instance_ids=group.db_instance_ids,
            addresses=[group.instances[i].private_ip_address for i in activity.staying],
            scaling_activity_id=activity.activity_id,
        )
    )
