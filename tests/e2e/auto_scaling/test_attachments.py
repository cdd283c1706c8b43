"""Load balancers and databases of scaling groups, seen through SLB, ALB and RDS by the official SDKs."""

import json
from typing import Any

import pytest
from alibabacloud_ess20220222 import models as m
from aliyunsdkcore.request import RpcRequest

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused
from support.cloud.resources import Resources, alb, rds, slb

BOOT = 5


@pytest.fixture
def resources(clients: Clients) -> Resources:
    return Resources(clients)


def scale(process: StackProcess, group: Group, by: int) -> None:
    group.execute(group.rule(by))
    process.advance(BOOT)


def attributes(group: str, **more: Any) -> list[Any]:
    kind = m.AttachVServerGroupsRequestVServerGroupsVServerGroupAttributes
    return [kind(vserver_group_id=group, port=80, **more)]


def test_a_hook_between_the_database_and_the_load_balancer(
    process: StackProcess, clients: Clients, resources: Resources
) -> None:
    """Out: let in before the hook, serving after it. In: shut out before, serving until after."""
    balancer, database = resources.balancer(), resources.database()
    group = Group(
        clients, load_balancer_ids=json.dumps([balancer]), dbinstance_ids=json.dumps([database])
    )
    for direction in ("SCALE_OUT", "SCALE_IN"):
        group.hook(lifecycle_transition=direction, heartbeat_timeout=60)
    scale(process, group, 1)
    [instance] = group.instances()
    address = instance.private_ip_address
    assert instance.lifecycle_state == "Pending:Wait"
    assert (resources.let_in(database), resources.serving(balancer)) == (["127.0.0.1", address], {})
    process.advance(60)
    assert resources.serving(balancer) == {instance.instance_id: 50}
    assert resources.health(balancer) == {instance.instance_id: "normal"}
    scale(process, group, -1)
    assert group.states() == ["Removing:Wait"]
    assert (resources.let_in(database), len(resources.serving(balancer))) == (["127.0.0.1"], 1)
    process.advance(60)
    assert (group.states(), resources.serving(balancer)) == ([], {})


def test_attached_and_detached_by_force(
    process: StackProcess, clients: Clients, resources: Resources
) -> None:
    """Every kind: who is in service joins at once, and leaves at once."""
    group, ess = Group(clients), clients.ess
    scale(process, group, 1)
    [one] = [instance.instance_id for instance in group.instances()]
    balancer, database, server_group = (
        resources.balancer(), resources.database(), resources.server_group(),
    )  # fmt: skip
    v_group = resources.v_group(balancer)
    named = {"scaling_group_id": group.id, "force_attach": True}
    here = {**named, "region_id": clients.region}
    config = m.AttachLoadBalancersRequestLoadBalancerConfigs(load_balancer_id=balancer, weight=7)
    request = m.AttachLoadBalancersRequest(**named, load_balancer_configs=[config], async_=True)
    activity = ess.attach_load_balancers(request).body.scaling_activity_id
    process.advance(0)
    assert next(a for a in group.activities() if a.scaling_activity_id == activity).progress == 100
    given = m.AttachVServerGroupsRequestVServerGroups(
        load_balancer_id=balancer, vserver_group_attributes=attributes(v_group, weight=8)
    )
    ess.attach_vserver_groups(m.AttachVServerGroupsRequest(**here, vserver_groups=[given]))
    process.advance(0)
    place = m.AttachAlbServerGroupsRequestAlbServerGroups(
        alb_server_group_id=server_group, port=80, weight=9
    )
    ess.attach_alb_server_groups(m.AttachAlbServerGroupsRequest(**here, alb_server_groups=[place]))
    process.advance(0)
    other = m.AttachServerGroupsRequestServerGroups(
        server_group_id=server_group, type="ALB", port=81, weight=1
    )
    ess.attach_server_groups(m.AttachServerGroupsRequest(**here, server_groups=[other]))
    process.advance(0)
    ess.attach_dbinstances(m.AttachDBInstancesRequest(**named, dbinstances=[database]))
    process.advance(0)
    assert resources.serving(balancer) == {one: 7}
    assert resources.v_servers(v_group) == [(one, 80, 8)]
    assert resources.group_servers(server_group) == [
        (one, 80, 9, "Available"),
        (one, 81, 1, "Available"),
    ]
    assert len(resources.let_in(database)) == 2
    seen = group.describe()
    assert (seen.load_balancer_ids, seen.dbinstance_ids) == ([balancer], [database])
    assert seen.vserver_groups[0].vserver_group_attributes[0].weight == 8
    detach_all(process, clients, group, balancer, v_group, server_group, database)
    assert (resources.serving(balancer), resources.v_servers(v_group)) == ({}, [])
    assert (resources.group_servers(server_group), len(resources.let_in(database))) == ([], 1)
    seen = group.describe()
    assert (seen.load_balancer_ids, seen.dbinstance_ids, seen.alb_server_groups) == ([], [], [])


def detach_all(
    process: StackProcess, clients: Clients, group: Group,
    balancer: str, v_group: str, server_group: str, database: str,
) -> None:  # fmt: skip
    ess, named = clients.ess, {"scaling_group_id": group.id, "force_detach": True}
    here = {**named, "region_id": clients.region}
    ess.detach_load_balancers(m.DetachLoadBalancersRequest(**named, load_balancers=[balancer]))
    process.advance(0)
    kind = m.DetachVServerGroupsRequestVServerGroupsVServerGroupAttributes
    given = m.DetachVServerGroupsRequestVServerGroups(
        load_balancer_id=balancer, vserver_group_attributes=[kind(vserver_group_id=v_group, port=80)]
    )
    ess.detach_vserver_groups(m.DetachVServerGroupsRequest(**here, vserver_groups=[given]))
    process.advance(0)
    place = m.DetachAlbServerGroupsRequestAlbServerGroups(alb_server_group_id=server_group, port=80)
    ess.detach_alb_server_groups(m.DetachAlbServerGroupsRequest(**here, alb_server_groups=[place]))
    process.advance(0)
    other = m.DetachServerGroupsRequestServerGroups(server_group_id=server_group, type="ALB", port=81)
    ess.detach_server_groups(m.DetachServerGroupsRequest(**here, server_groups=[other]))
    process.advance(0)
    ess.detach_dbinstances(m.DetachDBInstancesRequest(**named, dbinstances=[database]))
    process.advance(0)


def test_the_older_version(clients: Clients, resources: Resources) -> None:
    """Lists by their items' names, and answers that wrap them."""
    call = Actions(clients)
    balancer, database, server_group = (
        resources.balancer(), resources.database(), resources.server_group(),
    )  # fmt: skip
    v_group = resources.v_group(balancer)
    group = call(
        "CreateScalingGroup", MinSize=0, MaxSize=5, LoadBalancerConfig__1__LoadBalancerId=balancer
    )
    named = {"ScalingGroupId": group["ScalingGroupId"]}
    call("AttachLoadBalancers", **named, LoadBalancer__1=balancer)
    call("AttachDBInstances", **named, DBInstance__1=database)
    prefix = "VServerGroup__1__"
    call("AttachVServerGroups", **named, **{
        f"{prefix}LoadBalancerId": balancer,
        f"{prefix}VServerGroupAttribute__1__VServerGroupId": v_group,
        f"{prefix}VServerGroupAttribute__1__Port": 80,
    })  # fmt: skip
    place = {"AlbServerGroup__1__AlbServerGroupId": server_group, "AlbServerGroup__1__Port": 80}
    answer = call(
        "AttachAlbServerGroups", **named, **place, AlbServerGroup__1__Weight=1, ForceAttach=True
    )
    activities = call("DescribeScalingActivities", ScalingActivityId__1=answer["ScalingActivityId"])
    [activity] = activities["ScalingActivities"]["ScalingActivity"]
    assert activity["StatusCode"] == "Successful"
    [seen] = call("DescribeScalingGroups", ScalingGroupId__1=named["ScalingGroupId"])["ScalingGroups"][
        "ScalingGroup"
    ]
    assert seen["LoadBalancerIds"] == {"LoadBalancerId": [balancer]}
    assert seen["LoadBalancerConfigs"]["LoadBalancerConfig"] == [
        {"LoadBalancerId": balancer, "Weight": 50}
    ]
    [described] = seen["VServerGroups"]["VServerGroup"]
    [attribute] = described["VServerGroupAttributes"]["VServerGroupAttribute"]
    assert attribute == {"VServerGroupId": v_group, "Port": 80, "Weight": 50}
    assert seen["AlbServerGroups"]["AlbServerGroup"][0]["AlbServerGroupId"] == server_group
    assert seen["DBInstances"]["DBInstance"][0]["DBInstanceId"] == database
    call("DetachAlbServerGroups", **named, **place)
    call("DetachDBInstances", **named, DBInstance__1=database)
    call("DetachLoadBalancers", **named, LoadBalancer__1=balancer)
    assert call.code("DetachLoadBalancers", **named, LoadBalancer__1=balancer) == (
        "InvalidLoadBalancerId.NotFound"
    )


def test_what_auto_scaling_refuses(clients: Clients, resources: Resources) -> None:
    """Unknown ids, and load balancers that do not fit, each with its code and status."""
    ess, group = clients.ess, Group(clients)
    named = {"scaling_group_id": group.id}
    with refused("InvalidLoadBalancerId.NotFound", 404):
        ess.attach_load_balancers(m.AttachLoadBalancersRequest(**named, load_balancers=["lb-none"]))
    with refused("InvalidDBInstanceId.NotFound", 400):
        ess.attach_dbinstances(m.AttachDBInstancesRequest(**named, dbinstances=["rm-none"]))
    with refused("InvalidDBInstanceId.NotFound", 404):
        Group(clients, dbinstance_ids='["rm-none"]')
    with refused("InvalidLoadBalancerId.NotFound", 404):
        Group(clients, load_balancer_ids='["lb-none"]')
    bare, stopped = resources.balancer(listener=False), resources.balancer()
    with refused("IncorrectLoadBalancerHealthCheck"):
        ess.attach_load_balancers(m.AttachLoadBalancersRequest(**named, load_balancers=[bare]))
    clients.slb.set_load_balancer_status(
        slb.SetLoadBalancerStatusRequest(
            load_balancer_id=stopped, load_balancer_status="inactive", region_id=clients.region
        )
    )
    with refused("IncorrectLoadBalancerStatus"):
        ess.attach_load_balancers(m.AttachLoadBalancersRequest(**named, load_balancers=[stopped]))
    with refused("MissingParameter"):
        ess.attach_load_balancers(m.AttachLoadBalancersRequest(**named))


def test_slb_by_hand(process: StackProcess, clients: Clients, resources: Resources) -> None:
    """Servers, listeners and groups; what is described; what is refused."""
    group, client = Group(clients), clients.slb
    scale(process, group, 1)
    [one] = [instance.instance_id for instance in group.instances()]
    balancer = resources.balancer(load_balancer_name="web", bandwidth=3)
    named = {"load_balancer_id": balancer, "region_id": clients.region}
    servers = json.dumps([{"ServerId": one, "Weight": "20"}])
    added = client.add_backend_servers(slb.AddBackendServersRequest(**named, backend_servers=servers))
    assert added.body.backend_servers.backend_server[0].weight == "20"
    seen = resources.described(balancer)
    assert (seen.load_balancer_name, seen.bandwidth, seen.listener_ports.listener_port) == (
        "web",
        3,
        [80],
    )
    weights = json.dumps([{"ServerId": one, "Weight": 30}])
    client.set_backend_servers(slb.SetBackendServersRequest(**named, backend_servers=weights))
    assert resources.serving(balancer) == {one: 30}
    left = client.remove_backend_servers(
        slb.RemoveBackendServersRequest(**named, backend_servers=weights)
    )
    assert left.body.backend_servers.backend_server == []
    v_group = resources.v_group(balancer)
    ported = json.dumps([{"ServerId": one, "Port": 80}])
    of_group = {"vserver_group_id": v_group, "region_id": clients.region, "backend_servers": ported}
    client.add_vserver_group_backend_servers(slb.AddVServerGroupBackendServersRequest(**of_group))
    assert resources.v_servers(v_group) == [(one, 80, 100)]
    client.remove_vserver_group_backend_servers(slb.RemoveVServerGroupBackendServersRequest(**of_group))
    listed = client.describe_vserver_groups(slb.DescribeVServerGroupsRequest(**named)).body
    assert [one.server_count for one in listed.vserver_groups.vserver_group] == [0]
    http = slb.CreateLoadBalancerHTTPListenerRequest(
        **named, listener_port=8080, health_check="off", backend_server_port=1
    )
    client.create_load_balancer_httplistener(http)
    with refused("InvalidParameter.ListenerPortConflict"):
        client.create_load_balancer_httplistener(http)
    page = client.describe_load_balancers(slb.DescribeLoadBalancersRequest(**named)).body
    assert (page.total_count, page.load_balancers.load_balancer[0].load_balancer_id) == (1, balancer)
    client.delete_load_balancer(slb.DeleteLoadBalancerRequest(**named))
    with refused("InvalidLoadBalancerId.NotFound", 404):
        resources.described(balancer)


def test_alb_and_rds_by_hand(process: StackProcess, clients: Clients, resources: Resources) -> None:
    """Server groups and their servers; databases and their whitelists."""
    group = Group(clients)
    scale(process, group, 1)
    [one] = [instance.instance_id for instance in group.instances()]
    made, client = resources.server_group("by-hand"), clients.alb
    kind = alb.AddServersToServerGroupRequestServers
    wanted = [kind(server_id=one, server_type="Ecs", port=port) for port in (80, 81)]
    request = alb.AddServersToServerGroupRequest(server_group_id=made, servers=wanted)
    assert client.add_servers_to_server_group(request).body.job_id
    with refused("Conflict.BackendServer"):
        client.add_servers_to_server_group(request)
    gone = alb.RemoveServersFromServerGroupRequestServers(server_id=one, server_type="Ecs", port=81)
    client.remove_servers_from_server_group(
        alb.RemoveServersFromServerGroupRequest(server_group_id=made, servers=[gone])
    )
    assert resources.group_servers(made) == [(one, 80, 100, "Available")]
    other = alb.UpdateServerGroupServersAttributeRequestServers(
        server_id=one, server_type="Ecs", port=80, weight=7
    )
    client.update_server_group_servers_attribute(
        alb.UpdateServerGroupServersAttributeRequest(server_group_id=made, servers=[other])
    )
    assert resources.group_servers(made) == [(one, 80, 7, "Available")]
    listed = client.list_server_groups(alb.ListServerGroupsRequest(server_group_names=["by-hand"]))
    [seen] = listed.body.server_groups
    assert (seen.server_group_id, seen.server_count) == (made, 1)
    client.delete_server_group(alb.DeleteServerGroupRequest(server_group_id=made))
    with refused("ResourceNotFound.ServerGroup", 404):
        resources.group_servers(made)
    database = resources.database()
    clients.rds.modify_security_ips(
        rds.ModifySecurityIpsRequest(
            dbinstance_id=database, security_ips="10.0.0.0/8", modify_mode="Append"
        )
    )
    assert resources.let_in(database) == ["127.0.0.1", "10.0.0.0/8"]
    page = clients.rds.describe_dbinstances(
        rds.DescribeDBInstancesRequest(region_id=clients.region, dbinstance_id=database)
    ).body
    assert page.items.dbinstance[0].dbinstance_status == "Running"
    clients.rds.delete_dbinstance(rds.DeleteDBInstanceRequest(dbinstance_id=database))
    with refused("InvalidDBInstanceId.NotFound"):
        resources.let_in(database)


def test_slb_in_xml(clients: Clients, resources: Resources) -> None:
    """Lists repeat their items' names."""
    balancer = resources.balancer()
    request = RpcRequest("Slb", "2014-05-15", "DescribeLoadBalancerAttribute")
    request.set_endpoint(clients.address)
    request.set_accept_format("XML")
    request.add_query_param("LoadBalancerId", balancer)
    text = clients.core.do_action(request).decode()
    assert f"<LoadBalancerId>{balancer}</LoadBalancerId>" in text
    assert "<ListenerPorts><ListenerPort>80</ListenerPort></ListenerPorts>" in text
