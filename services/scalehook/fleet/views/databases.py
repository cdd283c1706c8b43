"""RDS databases, as they are described."""

from typing import Any

from scalehook.fleet.state.databases import DEFAULT, Database
from scalehook.kit.clock.moments import iso_seconds, moment
from scalehook_contracts.fleet.databases import CreateDBInstance, DBInstanceAttribute, DBInstanceView
from scalehook_contracts.fleet.whitelists import DBInstanceIPArray

AS_ASKED = DBInstanceView.model_fields.keys() & (
    CreateDBInstance.model_fields.keys() - {"region_id", "connection_string"}
)
PORTS = {"MySQL": "3306", "MariaDB": "3306", "PostgreSQL": "5432", "SQLServer": "1433"}


def database_view(database: Database, region: str) -> DBInstanceView:
    """A database in a list."""
    return DBInstanceView(**_described(database, region))


def database_attribute(database: Database, region: str) -> DBInstanceAttribute:
    """A database with all that is known of it."""
    asked = database.created.request
    return DBInstanceAttribute(
        **_described(database, region),
        creation_time=iso_seconds(moment(database.created.created_at)),
        db_instance_storage=asked.db_instance_storage,
        port=PORTS[asked.engine] if asked.port is None else str(asked.port),
        security_ip_list=",".join(database.whitelists[DEFAULT].addresses),
    )


def whitelist_views(database: Database) -> list[DBInstanceIPArray]:
    """All whitelists of a database."""
    return [
        DBInstanceIPArray(
            db_instance_ip_array_name=name,
            db_instance_ip_array_attribute=whitelist.attribute,
            security_ip_list=",".join(whitelist.addresses),
            whitelist_network_type=whitelist.network_type,
        )
        for name, whitelist in database.whitelists.items()
    ]


def _described(database: Database, region: str) -> dict[str, Any]:
    created = database.created
    asked = created.request
    prefix = asked.connection_string or created.db_instance_id
    return {name: getattr(asked, name) for name in AS_ASKED} | {
        "db_instance_id": created.db_instance_id,
        "connection_string": f"{prefix}.mysql.rds.aliyuncs.com",
        "region_id": region,
        "zone_id": asked.zone_id or f"{region}-b",
        "create_time": iso_seconds(moment(created.created_at)),
    }
