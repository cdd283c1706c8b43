"""Load balancers, server groups and databases through their official SDKs, in few words."""

from typing import Any

from alibabacloud_alb20200616 import models as alb
from alibabacloud_rds20140815 import models as rds
from alibabacloud_slb20140515 import models as slb

from support.cloud.clients import Clients


class Resources:
    """What a test needs of SLB, ALB and RDS."""

    def __init__(self, clients: Clients) -> None:
        self.clients, self.region = clients, clients.region

    def balancer(self, *, listener: bool = True, **more: Any) -> str:
        """With a listener that checks, or without."""
        request = slb.CreateLoadBalancerRequest(region_id=self.region, **more)
        made = self.clients.slb.create_load_balancer(request).body.load_balancer_id
        if listener:
            self.listener(made)
        return str(made)

    def listener(self, balancer: str, port: int = 80, **more: Any) -> None:
        """For TCP; it runs."""
        named = {"load_balancer_id": balancer, "listener_port": port, "region_id": self.region}
        given = {"bandwidth": -1, "backend_server_port": 8080, **more}
        request = slb.CreateLoadBalancerTCPListenerRequest(**named, **given)
        self.clients.slb.create_load_balancer_tcplistener(request)
        start = slb.StartLoadBalancerListenerRequest(**named)
        self.clients.slb.start_load_balancer_listener(start)

    def described(self, balancer: str) -> Any:
        """As SLB describes it."""
        request = slb.DescribeLoadBalancerAttributeRequest(
            load_balancer_id=balancer, region_id=self.region
        )
        return self.clients.slb.describe_load_balancer_attribute(request).body

    def serving(self, balancer: str) -> dict[str, int]:
        """The servers behind it, with their weights."""
        servers = self.described(balancer).backend_servers.backend_server
        return {server.server_id: server.weight for server in servers}

    def health(self, balancer: str) -> dict[str, str]:
        """Which server is how healthy."""
        request = slb.DescribeHealthStatusRequest(load_balancer_id=balancer, region_id=self.region)
        servers = self.clients.slb.describe_health_status(request).body.backend_servers.backend_server
        return {server.server_id: server.server_health_status for server in servers}

    def v_group(self, balancer: str) -> str:
        """A group of servers of a load balancer."""
        request = slb.CreateVServerGroupRequest(load_balancer_id=balancer, region_id=self.region)
        return str(self.clients.slb.create_vserver_group(request).body.vserver_group_id)

    def v_servers(self, group: str) -> list[tuple[str, int, int]]:
        """Its servers, with ports and weights."""
        request = slb.DescribeVServerGroupAttributeRequest(vserver_group_id=group, region_id=self.region)
        answer = self.clients.slb.describe_vserver_group_attribute(request).body
        servers = answer.backend_servers.backend_server
        return [(server.server_id, server.port, server.weight) for server in servers]

    def server_group(self, name: str = "web") -> str:
        """Of an ALB."""
        config = alb.CreateServerGroupRequestHealthCheckConfig(health_check_enabled=True)
        request = alb.CreateServerGroupRequest(server_group_name=name, health_check_config=config)
        return str(self.clients.alb.create_server_group(request).body.server_group_id)

    def group_servers(self, group: str) -> list[tuple[str, int, int, str]]:
        """Its servers, with ports, weights and states."""
        request = alb.ListServerGroupServersRequest(server_group_id=group)
        servers = self.clients.alb.list_server_group_servers(request).body.servers
        return [(server.server_id, server.port, server.weight, server.status) for server in servers]

    def database(self, **more: Any) -> str:
        """A MySQL."""
        given = {
            "engine": "MySQL", "engine_version": "8.0", "dbinstance_class": "mysql.n2.medium.1",
            "dbinstance_storage": 20, "dbinstance_net_type": "Intranet", "pay_type": "Postpaid",
            "security_iplist": "127.0.0.1", "region_id": self.region, **more,
        }  # fmt: skip
        request = rds.CreateDBInstanceRequest(**given)
        return str(self.clients.rds.create_dbinstance(request).body.dbinstance_id)

    def let_in(self, database: str, name: str = "default") -> list[str]:
        """The addresses in one of its whitelists."""
        request = rds.DescribeDBInstanceIPArrayListRequest(dbinstance_id=database)
        answer = self.clients.rds.describe_dbinstance_iparray_list(request).body
        lists = answer.items.dbinstance_iparray
        [found] = [one for one in lists if one.dbinstance_iparray_name == name]
        return str(found.security_iplist).split(",")
