"""Whitelists of the databases of a group: the activity's private addresses, let in and shut out.

What an activity awaits says which databases are meant: all of the group's, or those that it is about.
"""

from scalehook.kit import Work
from scalehook.scaling_controller.attachment_names import DATABASE, id_in
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Activity, Group, Instance, State
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, RemoveAddressesFromWhitelists


def of(group: Group) -> list[str]:
    """The names of the databases that let instances in."""
    return list(group.attachments.databases)


def left(group: Group) -> list[str]:
    """Those, and the ones that instances are just shut out of."""
    return [*of(group), *filter(_is_database, group.leaving)]


def admit(activity: Activity, work: Work[State, Settings]) -> None:
    """Let the instances talk to the databases."""
    _change(AddAddressesToWhitelists, activity, work)


def expel(activity: Activity, work: Work[State, Settings]) -> None:
    """Let them do so no more."""
    _change(RemoveAddressesFromWhitelists, activity, work)


def forget(instance: Instance, group: Group, work: Work[State, Settings]) -> None:
    """An instance is no more: its address is let in nowhere, and nobody waits for that."""
    if group.db_instance_ids:
        work.send(
            RemoveAddressesFromWhitelists(
                db_instance_ids=group.db_instance_ids, addresses=[instance.private_ip_address]
            )
        )


def _change(
    command: type[AddAddressesToWhitelists | RemoveAddressesFromWhitelists],
    activity: Activity,
    work: Work[State, Settings],
) -> None:
    instances = work.state.groups[activity.group_id].instances
    databases = [id_in(name) for name in activity.awaited if _is_database(name)]
    here = [instances[i] for i in activity.staying if i in instances]
    addresses = [instance.private_ip_address for instance in here if not _sleeps(instance, activity)]
    if databases:
        work.send(
            command(
                db_instance_ids=databases,
                addresses=addresses,
                scaling_activity_id=activity.activity_id,
            )
        )


def _sleeps(instance: Instance, activity: Activity) -> bool:
    """It was kept stopped when it was to go, and still is: it talks to nobody."""
    return activity.shrinks and instance.former == "Stopped"


def _is_database(name: str) -> bool:
    return name.partition("/")[0] == DATABASE
