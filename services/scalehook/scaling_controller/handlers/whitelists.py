"""Whitelists: the fleet says when they have changed."""

from scalehook.kit import Work
from scalehook.scaling_controller import proceeding
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.events.resources import DatabaseNoted
from scalehook_contracts.fleet.whitelists import WhitelistChanged

FIRST = "default"  # the whitelist that Auto Scaling uses


def on_whitelist_changed(event: WhitelistChanged, work: Work[State, Settings]) -> None:
    """The activity that had it changed goes on, if that was the last one."""
    database_id, amount = event.db_instance_id, len(event.addresses)
    if event.name == FIRST and work.state.resources.databases.get(database_id) != amount:
        work.record(DatabaseNoted(db_instance_id=database_id, addresses=amount))
    proceeding.note_change(event.scaling_activity_id, database_id, work)
