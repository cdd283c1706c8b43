"""Whitelists of databases: as Auto Scaling has them changed, and as somebody does by hand."""

import re
from collections.abc import Iterable
from typing import cast, get_args

from scalehook.fleet import security_ips
from scalehook.fleet.resource_lookups import database_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.databases import DEFAULT, Database, Whitelist
from scalehook.fleet.views.databases import whitelist_views
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.rds import (
    InvalidDBInstanceNameNotFound,
    InvalidIPArrayAttributeFormat,
    InvalidSecurityIPListDuplicate,
    InvalidWhitelistNetTypeMalformed,
    SecurityIPListFormat,
)
from scalehook_contracts.fleet.back_ends import ResourceFoundMissing
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    DBInstanceIPArrayList,
    DescribeDBInstanceIPArrayList,
    ModifySecurityIps,
    RemoveAddressesFromWhitelists,
    SecurityIpsModification,
    WhitelistChanged,
    WhitelistNetwork,
)

NAME = re.compile(r"[a-z0-9_]{2,32}")
MOST_WHITELISTS = 200


def add_addresses_to_whitelists(command: AddAddressesToWhitelists, work: Work[State, Settings]) -> Done:
    """Let the addresses in; ones that are in already stay."""
    for database_id in command.db_instance_ids:
        database = work.state.databases.get(database_id)
        known = _default(database).addresses
        _whitelist(database_id, known | dict.fromkeys(command.addresses), command, work)
    return Done()


def remove_addresses_from_whitelists(
    command: RemoveAddressesFromWhitelists, work: Work[State, Settings]
) -> Done:
    """Shut the addresses out."""
    gone = set(command.addresses)
    for database_id in command.db_instance_ids:
        database = work.state.databases.get(database_id)
        left = [address for address in _default(database).addresses if address not in gone]
        _whitelist(database_id, left, command, work)
    return Done()


def modify_security_ips(
    command: ModifySecurityIps, work: Work[State, Settings]
) -> SecurityIpsModification:
    """Replace the addresses of a whitelist, add some, or take some away."""
    database = work.state.databases.get(command.db_instance_id)
    if database is None:
        raise InvalidDBInstanceNameNotFound()
    name = _name(command, database)
    known = database.whitelists.get(name)
    addresses = _changed(command, known or Whitelist())
    if command.db_instance_ip_array_attribute not in ("", "hidden"):
        raise InvalidIPArrayAttributeFormat()
    work.record(
        WhitelistChanged(
            db_instance_id=command.db_instance_id,
            addresses=addresses,
            name=name,
            attribute=command.db_instance_ip_array_attribute or (known.attribute if known else ""),
            network_type=_network(command.whitelist_network_type),
        )
    )
    return SecurityIpsModification(task_id=str(work.random.randrange(10**9)))


def describe_db_instance_ip_array_list(
    command: DescribeDBInstanceIPArrayList, work: Work[State, Settings]
) -> DBInstanceIPArrayList:
    """All whitelists, or those of a kind of network."""
    database = database_of(command.db_instance_id, work.state)
    wanted = command.whitelist_network_type and _network(command.whitelist_network_type)
    views = whitelist_views(database)
    return DBInstanceIPArrayList(
        items=[view for view in views if wanted in ("", view.whitelist_network_type)]
    )


def _default(database: Database | None) -> Whitelist:
    return Whitelist() if database is None else database.whitelists[DEFAULT]


def _whitelist(
    database_id: str,
    addresses: Iterable[str],
    command: AddAddressesToWhitelists | RemoveAddressesFromWhitelists,
    work: Work[State, Settings],
) -> None:
    """Recorded even when nothing is new, or nothing is there: whoever asked waits for the event."""
    activity_id = command.scaling_activity_id
    database = work.state.databases.get(database_id)
    if database is None:
        work.record(ResourceFoundMissing(resource_id=database_id, scaling_activity_id=activity_id))
        return
    default = database.whitelists[DEFAULT]
    work.record(
        WhitelistChanged(
            db_instance_id=database_id,
            addresses=list(addresses),
            scaling_activity_id=activity_id,
            attribute=default.attribute,
            network_type=default.network_type,
        )
    )


def _name(command: ModifySecurityIps, database: Database) -> str:
    """The whitelist's name; `Default` is that of the first one, too."""
    name = command.db_instance_ip_array_name
    if name.lower() == DEFAULT:
        return DEFAULT
    full = len(database.whitelists) >= MOST_WHITELISTS
    new = name not in database.whitelists
    if not NAME.fullmatch(name) or (new and (full or command.modify_mode == "Delete")):
        raise InvalidParameter(name="DBInstanceIPArrayName")
    return name


def _changed(command: ModifySecurityIps, whitelist: Whitelist) -> list[str]:
    given = security_ips.read(command.security_ips, SecurityIPListFormat)
    known = whitelist.addresses
    if command.modify_mode == "Delete":
        left = [address for address in known if address not in given]
        if not left:
            raise SecurityIPListFormat()
        return left
    before = list(known) if command.modify_mode == "Append" else []
    if len({*before, *given}) < len(before) + len(given):
        raise InvalidSecurityIPListDuplicate()
    if len(before) + len(given) > security_ips.MOST:
        raise SecurityIPListFormat()
    return before + given


def _network(text: str) -> WhitelistNetwork:
    if text not in get_args(WhitelistNetwork):
        raise InvalidWhitelistNetTypeMalformed()
    return cast(WhitelistNetwork, text)
