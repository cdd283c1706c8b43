"""What happens to whitelists."""

from scalehook.fleet.state import first_sight
from scalehook.fleet.state.databases import DEFAULT, Whitelist
from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.whitelists import WhitelistChanged


def whitelist_changed(event: WhitelistChanged, state: State) -> None:
    """Who may talk to the database. Up to version 0.1, it was whatever somebody had named."""
    database_id = event.db_instance_id
    database = state.databases.get(database_id)
    if database is None:
        database = state.add_database(first_sight.database(database_id))
    if event.addresses or event.name == DEFAULT:
        addresses = dict.fromkeys(event.addresses)
        database.whitelists[event.name] = Whitelist(addresses, event.attribute, event.network_type)
    else:
        del database.whitelists[event.name]
