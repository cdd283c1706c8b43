"""What happens to databases."""

from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.databases import DBInstanceCreated, DBInstanceDeleted


def db_instance_created(event: DBInstanceCreated, state: State) -> None:
    """One more, with its first whitelist."""
    state.add_database(event)


def db_instance_deleted(event: DBInstanceDeleted, state: State) -> None:
    """One less."""
    state.listings.drop_database(state.databases.pop(event.db_instance_id))
