"""Whitelists of databases and back-end servers of load balancers."""

from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.fleet import (
    AddAddressesToWhitelists,
    AddBackendServers,
    BackendServersChanged,
    RemoveAddressesFromWhitelists,
    RemoveBackendServers,
    WhitelistChanged,
)


def add_addresses_to_whitelists(command: AddAddressesToWhitelists, work: Work[State]) -> Done:
    """Let the addresses in; ones that are in already stay."""
    for database in command.db_instance_ids:
        known = work.state.whitelists.get(database, [])
        _whitelist(database, [*known, *(a for a in command.addresses if a not in known)], work)
    return Done()


def remove_addresses_from_whitelists(command: RemoveAddressesFromWhitelists, work: Work[State]) -> Done:
    """Shut the addresses out."""
    for database in command.db_instance_ids:
        known = work.state.whitelists.get(database, [])
        _whitelist(database, [a for a in known if a not in command.addresses], work)
    return Done()


def add_backend_servers(command: AddBackendServers, work: Work[State]) -> Done:
    """Forward to the instances."""
    for balancer in command.load_balancer_ids:
        known = work.state.backends.get(balancer, [])
        _forward(balancer, [*known, *(i for i in command.instance_ids if i not in known)], work)
    return Done()


def remove_backend_servers(command: RemoveBackendServers, work: Work[State]) -> Done:
    """Forward to the instances no more."""
    for balancer in command.load_balancer_ids:
        known = work.state.backends.get(balancer, [])
        _forward(balancer, [i for i in known if i not in command.instance_ids], work)
    return Done()


def _whitelist(database: str, addresses: list[str], work: Work[State]) -> None:
    work.record(WhitelistChanged(db_instance_id=database, addresses=addresses))


def _forward(balancer: str, instance_ids: list[str], work: Work[State]) -> None:
    work.record(BackendServersChanged(load_balancer_id=balancer, instance_ids=instance_ids))
