"""Instances, and the load balancers and databases that scaling acts on."""

from collections import deque
from dataclasses import dataclass, field

from scalehook.fleet.state import first_sight
from scalehook.fleet.state.back_ends import BackEnds
from scalehook.fleet.state.client_tokens import ClientCall
from scalehook.fleet.state.conditions import Conditions
from scalehook.fleet.state.databases import DEFAULT, Database, Whitelist
from scalehook.fleet.state.instances import Instance
from scalehook.fleet.state.launch_templates import LaunchTemplate
from scalehook.fleet.state.listings import Listings
from scalehook.fleet.state.load_balancers import LoadBalancer, place
from scalehook.fleet.state.register import Register
from scalehook.fleet.state.server_groups import ServerGroup
from scalehook.fleet.state.v_switches import VSwitch
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook.kit.shelves import Shelves
from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.fleet.databases import DBInstanceCreated
from scalehook_contracts.fleet.load_balancers import LoadBalancerCreated

EARLIER_WEIGHT = 50  # of all servers, up to version 0.1


@dataclass
class State:
    """Everything by its id; `launched` counts all instances that ever were. `sequences` has the next
    number for the names of a scaling group's instances, while it has any.

    `whitelists` and `backends` are of snapshots up to version 0.1, when load balancers and databases
    were whatever somebody named: they are taken over. `register` finds instances, `templates` launch
    templates, `listings` the others, `back_ends` the places where instances serve, and `used` has the
    client tokens in the order in which they are forgotten: these follow from the fields.
    """

    instances: dict[str, Instance] = field(default_factory=dict)
    launched: int = 0
    whitelists: dict[str, list[str]] = field(default_factory=dict)
    backends: dict[str, list[str]] = field(default_factory=dict)
    v_switches: dict[str, VSwitch] = field(default_factory=dict)
    conditions: Conditions = field(default_factory=Conditions)
    sequences: dict[str, int] = field(default_factory=dict)
    client_calls: dict[str, ClientCall] = field(default_factory=dict)
    launch_templates: dict[str, LaunchTemplate] = field(default_factory=dict)
    load_balancers: dict[str, LoadBalancer] = field(default_factory=dict)
    server_groups: dict[str, ServerGroup] = field(default_factory=dict)
    databases: dict[str, Database] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.register = Register()
        self.used: deque[Ended] = deque()
        for instance in self.instances.values():
            self.register.put(instance)
        for key, call in self.client_calls.items():
            self.used.append(Ended(moment(call.used_at), key))
        self.templates: Shelves[LaunchTemplate] = Shelves()
        for template_id, template in self.launch_templates.items():
            self.templates.put(template_id, template, template.marks())
        self._take_over()
        self.listings = Listings(self.load_balancers, self.server_groups, self.databases)
        self.back_ends = BackEnds(self.load_balancers, self.server_groups)

    def add_load_balancer(self, created: LoadBalancerCreated) -> None:
        """One more."""
        balancer = self.load_balancers[created.load_balancer_id] = LoadBalancer(created)
        self.listings.add_balancer(balancer)

    def add_database(self, created: DBInstanceCreated) -> Database:
        """One more, with its first whitelist."""
        database = Database(created, {DEFAULT: Whitelist(dict.fromkeys(created.addresses))})
        self.databases[created.db_instance_id] = database
        self.listings.add_database(database)
        return database

    def _take_over(self) -> None:
        for balancer_id, instance_ids in self.backends.items():
            balancer = LoadBalancer(first_sight.load_balancer(balancer_id))
            servers = [
                BackendServer(server_id=server_id, weight=EARLIER_WEIGHT) for server_id in instance_ids
            ]
            balancer.servers = {place(server): server for server in servers}
            self.load_balancers[balancer_id] = balancer
        for database_id, addresses in self.whitelists.items():
            database = Database(first_sight.database(database_id))
            database.whitelists[DEFAULT] = Whitelist(dict.fromkeys(addresses))
            self.databases[database_id] = database
        self.backends, self.whitelists = {}, {}
