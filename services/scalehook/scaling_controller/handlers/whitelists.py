"""Whitelists: the fleet says when they have changed."""

from scalehook.kit import Work
from scalehook.scaling_controller import proceeding
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.fleet.whitelists import WhitelistChanged


def on_whitelist_changed(event: WhitelistChanged, work: Work[State, Settings]) -> None:
    """The activity that had it changed goes on, if that was the last one."""
    proceeding.note_change(event.scaling_activity_id, event.db_instance_id, work)
