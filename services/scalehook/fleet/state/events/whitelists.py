"""What happens to whitelists."""

from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.whitelists import WhitelistChanged


def whitelist_changed(event: WhitelistChanged, state: State) -> None:
    """Who may talk to the database."""
    state.whitelists[event.db_instance_id] = list(event.addresses)
