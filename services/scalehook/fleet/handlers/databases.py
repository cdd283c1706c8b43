"""RDS databases."""

from scalehook.fleet import client_tokens, security_ips
from scalehook.fleet.resource_lookups import check_region, database_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.databases import Database
from scalehook.fleet.views.databases import database_attribute, database_view
from scalehook.kit import Work
from scalehook.kit.shelves import Found, Mark
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.rds import (
    CreateSecurityIPListFormat,
    OperationDeniedDeletionProtection,
)
from scalehook_contracts.fleet.databases import (
    CreateDBInstance,
    DBInstanceAttributes,
    DBInstanceCreated,
    DBInstanceCreation,
    DBInstanceDeleted,
    DBInstanceDeletion,
    DBInstancePage,
    DeleteDBInstance,
    DescribeDBInstanceAttribute,
    DescribeDBInstances,
)

SHORTEST_DESCRIPTION = 2  # characters, where there is one
RUNNING = "Running"  # all databases do


def create_db_instance(command: CreateDBInstance, work: Work[State, Settings]) -> DBInstanceCreation:
    """It runs at once."""
    check_region(command.region_id, work)
    [database_id] = client_tokens.earlier_answer(command, command.client_token, work) or [""]
    if database_id not in work.state.databases:  # else it was made by the same call
        database_id = _create(command, work)
    view = database_attribute(work.state.databases[database_id], work.settings.region)
    return DBInstanceCreation(
        db_instance_id=database_id,
        order_id="0",
        connection_string=view.connection_string,
        port=view.port,
    )


def describe_db_instances(command: DescribeDBInstances, work: Work[State, Settings]) -> DBInstancePage:
    """Those that are asked for, or all."""
    check_region(command.region_id, work)
    found = _found(command, work.state)
    chosen = found.page(command.page_number, command.page_size)
    return DBInstancePage(
        items=[database_view(database, work.settings.region) for database in chosen],
        page_number=command.page_number,
        page_record_count=len(chosen),
        total_record_count=len(found),
    )


def describe_db_instance_attribute(
    command: DescribeDBInstanceAttribute, work: Work[State, Settings]
) -> DBInstanceAttributes:
    """One, in a list of its own."""
    database = database_of(command.db_instance_id, work.state)
    return DBInstanceAttributes(items=[database_attribute(database, work.settings.region)])


def delete_db_instance(command: DeleteDBInstance, work: Work[State, Settings]) -> DBInstanceDeletion:
    """It is gone. Scaling groups that name it go on without."""
    database = database_of(command.db_instance_id, work.state)
    if database.created.request.deletion_protection:
        raise OperationDeniedDeletionProtection()
    work.record(DBInstanceDeleted(db_instance_id=command.db_instance_id))
    return DBInstanceDeletion(region_id=work.settings.region)


def _create(command: CreateDBInstance, work: Work[State, Settings]) -> str:
    if 0 < len(command.db_instance_description) < SHORTEST_DESCRIPTION:
        raise InvalidParameter(name="DBInstanceDescription")
    addresses = security_ips.read(command.security_ip_list, CreateSecurityIPListFormat)
    database_id = work.new_id("rm-bp1", 14)
    work.record(
        DBInstanceCreated(
            db_instance_id=database_id,
            created_at=work.now.timestamp(),
            addresses=addresses,
            request=command,
        )
    )
    client_tokens.remember(command, command.client_token, [database_id], work)
    return database_id


def _found(command: DescribeDBInstances, state: State) -> Found[Database]:
    if command.db_instance_status not in ("", RUNNING):
        return Found()
    engines: list[Mark] = [("engine", command.engine)] if command.engine else []
    ids = [text.strip() for text in command.db_instance_id.split(",") if text.strip()]
    return state.listings.databases.find(*([engines] if engines else []), keys=ids or None)
