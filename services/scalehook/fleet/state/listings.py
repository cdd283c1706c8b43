"""Finds load balancers, server groups and databases by what can be asked of them."""

from collections.abc import Mapping

from scalehook.fleet.state.databases import Database
from scalehook.fleet.state.load_balancers import LoadBalancer
from scalehook.fleet.state.server_groups import ServerGroup
from scalehook.kit.shelves import Mark, Shelves
from scalehook_contracts.fleet.load_balancers import LoadBalancerStatus

OF_BALANCERS = ("load_balancer_name", "address", "network_type")  # and of their requests:
ASKED_OF_BALANCERS = (
    "address_ip_version", "address_type", "internet_charge_type", "master_zone_id", "slave_zone_id",
    "pay_type", "resource_group_id", "v_switch_id", "vpc_id",
)  # fmt: skip


class Listings:
    """All of it follows from the fields of the state. Marks are `(field, value)`."""

    def __init__(
        self,
        balancers: Mapping[str, LoadBalancer],
        server_groups: Mapping[str, ServerGroup],
        databases: Mapping[str, Database],
    ) -> None:
        self.balancers: Shelves[LoadBalancer] = Shelves()
        self.server_groups: Shelves[ServerGroup] = Shelves()
        self.databases: Shelves[Database] = Shelves()
        for balancer in balancers.values():
            self.add_balancer(balancer)
        for group in server_groups.values():
            self.add_server_group(group)
        for database in databases.values():
            self.add_database(database)

    def add_balancer(self, balancer: LoadBalancer) -> None:
        """One more."""
        self.balancers.put(balancer.created.load_balancer_id, balancer, _of_balancer(balancer))

    def set_status(self, balancer: LoadBalancer, status: LoadBalancerStatus) -> None:
        """It has another status from now on."""
        self.drop_balancer(balancer)
        balancer.status = status
        self.add_balancer(balancer)

    def drop_balancer(self, balancer: LoadBalancer) -> None:
        """One less."""
        self.balancers.drop(balancer.created.load_balancer_id, _of_balancer(balancer))

    def add_server_group(self, group: ServerGroup) -> None:
        """One more."""
        self.server_groups.put(group.created.server_group_id, group, _of_server_group(group))

    def drop_server_group(self, group: ServerGroup) -> None:
        """One less."""
        self.server_groups.drop(group.created.server_group_id, _of_server_group(group))

    def add_database(self, database: Database) -> None:
        """One more."""
        self.databases.put(database.created.db_instance_id, database, _of_database(database))

    def drop_database(self, database: Database) -> None:
        """One less."""
        self.databases.drop(database.created.db_instance_id, _of_database(database))


def _of_balancer(balancer: LoadBalancer) -> list[Mark]:
    created = balancer.created
    return [
        ("load_balancer_status", balancer.status),
        *((name, getattr(created, name)) for name in OF_BALANCERS),
        *((name, getattr(created.request, name)) for name in ASKED_OF_BALANCERS),
    ]


def _of_server_group(group: ServerGroup) -> list[Mark]:
    return [("name", group.created.request.server_group_name)]


def _of_database(database: Database) -> list[Mark]:
    return [("engine", database.created.request.engine)]
