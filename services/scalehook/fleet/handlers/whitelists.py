"""Whitelists of databases."""

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    RemoveAddressesFromWhitelists,
    WhitelistChanged,
)


def add_addresses_to_whitelists(command: AddAddressesToWhitelists, work: Work[State, Settings]) -> Done:
    """Let the addresses in; ones that are in already stay."""
    for database in command.db_instance_ids:
        known = work.state.whitelists.get(database, [])
        _whitelist(database, list(dict.fromkeys([*known, *command.addresses])), command, work)
    return Done()


def remove_addresses_from_whitelists(
    command: RemoveAddressesFromWhitelists, work: Work[State, Settings]
) -> Done:
    """Shut the addresses out."""
    for database in command.db_instance_ids:
        left = dict.fromkeys(work.state.whitelists.get(database, []))
        for address in command.addresses:
            left.pop(address, None)
        _whitelist(database, list(left), command, work)
    return Done()


def _whitelist(
    database: str,
    addresses: list[str],
    command: AddAddressesToWhitelists | RemoveAddressesFromWhitelists,
    work: Work[State, Settings],
) -> None:
    """Recorded even when nothing is new: whoever asked waits for the event."""
    work.record(
        WhitelistChanged(
            db_instance_id=database,
            addresses=addresses,
            scaling_activity_id=command.scaling_activity_id,
        )
    )
