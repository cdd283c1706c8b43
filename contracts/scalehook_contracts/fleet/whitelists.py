"""Whitelists of RDS databases."""

from scalehook_contracts.base import Command, Done, Event, Listed


class AddAddressesToWhitelists(Command[Done]):
    """Let the addresses into the whitelists of the databases."""

    db_instance_ids: list[str] = Listed("DBInstanceId")
    addresses: list[str] = Listed("Address")
    scaling_activity_id: str = ""


class RemoveAddressesFromWhitelists(Command[Done]):
    """Take the addresses out of the whitelists of the databases."""

    db_instance_ids: list[str] = Listed("DBInstanceId")
    addresses: list[str] = Listed("Address")
    scaling_activity_id: str = ""


class WhitelistChanged(Event):
    """A database now lets exactly these addresses in; for this activity, if there was one."""

    db_instance_id: str = ""
    addresses: list[str] = Listed("Address")
    scaling_activity_id: str = ""
