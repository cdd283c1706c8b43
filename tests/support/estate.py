"""A fleet in rehearsal, with what the tests of load balancers and databases need of it."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from scalehook.fleet.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Command
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.databases import CreateDBInstance
from scalehook_contracts.fleet.health import DescribeHealthStatus
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceRunning, LaunchInstances
from scalehook_contracts.fleet.listeners import (
    CreateLoadBalancerTCPListener,
    StartLoadBalancerListener,
)
from scalehook_contracts.fleet.load_balancers import (
    CreateLoadBalancer,
    DescribeLoadBalancerAttribute,
    LoadBalancerAttribute,
)
from scalehook_contracts.fleet.server_groups import CreateServerGroup, HealthCheckConfig
from scalehook_contracts.fleet.v_server_groups import CreateVServerGroup
from scalehook_contracts.fleet.whitelists import DescribeDBInstanceIPArrayList

HERE = {"region_id": "cn-hangzhou"}


def code(refused: Any, *arguments: Any, **named: Any) -> str:
    """The code that the call is refused with."""
    with pytest.raises(ApiError) as caught:
        refused(*arguments, **named)
    return caught.value.code


@dataclass
class Estate:
    """A fleet."""

    rehearsal: Rehearsal = field(default_factory=lambda: Rehearsal(SERVICE))

    def ask(self, command: Command[Any]) -> Any:
        """The answer."""
        return self.rehearsal.ask(command)

    def refusal(self, command: Command[Any]) -> str:
        """The code that it is refused with."""
        return code(self.ask, command)

    def launch(self, amount: int = 1) -> list[str]:
        """Instances that run."""
        self.ask(LaunchInstances(scaling_activity_id="", scaling_group_id="", amount=amount))
        self.rehearsal.advance(10)
        return [e.instance_id for e in self.told(InstanceCreated)][-amount:]

    def told(self, kind: type[Any]) -> list[Any]:
        """Its events of this kind."""
        return [event for event in self.rehearsal.recorded if isinstance(event, kind)]

    def balancer(self, **more: Any) -> str:
        """One without a listener."""
        return str(self.ask(CreateLoadBalancer(**HERE, **more)).load_balancer_id)

    def listener(self, balancer: str, port: int = 80, *, start: bool = True, **more: Any) -> None:
        """For TCP; it checks."""
        given = {"backend_server_port": 8080, "bandwidth": -1, **more}
        named = {"load_balancer_id": balancer, "listener_port": port}
        self.ask(CreateLoadBalancerTCPListener(**named, **given))
        if start:
            self.ask(StartLoadBalancerListener(**named))

    def described(self, balancer: str) -> LoadBalancerAttribute:
        """As SLB describes it."""
        found: LoadBalancerAttribute = self.ask(DescribeLoadBalancerAttribute(load_balancer_id=balancer))
        return found

    def servers(self, balancer: str) -> dict[str, int]:
        """The servers behind it, with their weights."""
        return {s.server_id: s.weight for s in self.described(balancer).backend_servers}

    def health(self, balancer: str, **more: Any) -> dict[str, str]:
        """Which server is how healthy."""
        asked = DescribeHealthStatus(load_balancer_id=balancer, **more)
        return {s.server_id: s.server_health_status for s in self.ask(asked).backend_servers}

    def v_group(self, balancer: str, servers: str = "") -> str:
        """A group of a load balancer."""
        asked = CreateVServerGroup(load_balancer_id=balancer, backend_servers=servers, **HERE)
        return str(self.ask(asked).v_server_group_id)

    def server_group(self, name: str = "web", **more: Any) -> str:
        """A group of an ALB."""
        config = HealthCheckConfig(health_check_enabled=True)
        asked = CreateServerGroup(server_group_name=name, health_check_config=config, **more)
        return str(self.ask(asked).server_group_id)

    def database(self, **more: Any) -> str:
        """A MySQL."""
        given = {
            "engine": "MySQL", "engine_version": "8.0", "db_instance_class": "mysql.n2.medium.1",
            "db_instance_storage": 20, "db_instance_net_type": "Intranet", "pay_type": "Postpaid",
            "security_ip_list": "127.0.0.1", **HERE, **more,
        }  # fmt: skip
        return str(self.ask(CreateDBInstance(**given)).db_instance_id)

    def whitelists(self, database: str) -> dict[str, str]:
        """Its whitelists by their names, as text."""
        asked = DescribeDBInstanceIPArrayList(db_instance_id=database)
        found = self.ask(asked).items
        return {one.db_instance_ip_array_name: one.security_ip_list for one in found}

    def address(self, instance: str) -> str:
        """Its private address."""
        [created] = [e for e in self.told(InstanceCreated) if e.instance_id == instance]
        return str(created.private_ip_address)

    def runs(self, instance: str) -> bool:
        """Whether it was told to run."""
        return instance in {event.instance_id for event in self.told(InstanceRunning)}
