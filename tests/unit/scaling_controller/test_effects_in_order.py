"""Whitelists and back ends in the order that is documented, at the level of what happens: the scaling
controller and the fleet together.
"""

from typing import Any

import pytest

from scalehook_contracts.fleet.back_ends import ResourceFoundMissing
from scalehook_contracts.fleet.backend_servers import BackendServersChanged
from scalehook_contracts.fleet.databases import DeleteDBInstance
from scalehook_contracts.fleet.instances import InstanceReleased
from scalehook_contracts.fleet.load_balancers import DeleteLoadBalancer
from scalehook_contracts.fleet.server_groups import ServerGroupChanged
from scalehook_contracts.fleet.v_server_groups import VServerGroupChanged
from scalehook_contracts.fleet.whitelists import WhitelistChanged
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.scaling_controller.activities import ScalingActivityEnded
from scalehook_contracts.scaling_controller.attached_server_groups import (
    AttachAlbServerGroups,
    AttachedAlbServerGroup,
)
from scalehook_contracts.scaling_controller.attachments import (
    AttachDBInstances,
    AttachLoadBalancers,
    AttachVServerGroups,
)
from scalehook_contracts.scaling_controller.group_settings import VServerGroup, VServerGroupAttribute
from scalehook_contracts.scaling_controller.instances import LifecycleStateChanged
from support.scaling.cloud import REGION
from support.scaling.pair import Pair

WORDS: dict[type, str] = {
    WhitelistChanged: "whitelist",
    BackendServersChanged: "back end",
    VServerGroupChanged: "back end",
    ServerGroupChanged: "back end",
    LifecycleActionStarted: "hook",
    InstanceReleased: "released",
    ScalingActivityEnded: "end",
}
SCALE_OUT = ["whitelist", "Pending:Wait", "hook"]
SCALE_IN = ["Removing", "whitelist", "Removing:Wait", "hook"]


@pytest.fixture
def pair() -> Pair:
    """A load balancer, one of its groups of servers, an ALB's server group and a database are attached;
    a hook of a minute holds instances in each direction.
    """
    pair = Pair()
    estate = pair.estate
    balancer, database, alb = estate.balancer(), estate.database(), estate.server_group()
    estate.listener(balancer)
    group = estate.v_group(balancer)
    pair.group(load_balancer_ids=f'["{balancer}"]', db_instance_ids=f'["{database}"]')
    attribute = VServerGroupAttribute(v_server_group_id=group, port=80)
    v_group = VServerGroup(load_balancer_id=balancer, v_server_group_attributes=[attribute])
    here = {"scaling_group_id": pair.cloud.group, "region_id": REGION}
    pair.call(AttachVServerGroups(v_server_groups=[v_group], **here))
    place = AttachedAlbServerGroup(alb_server_group_id=alb, port=80, weight=50)
    pair.call(AttachAlbServerGroups(alb_server_groups=[place], **here))
    return pair


def hooked(pair: Pair, result: str = "CONTINUE") -> None:
    for direction in ("SCALE_OUT", "SCALE_IN"):
        pair.cloud.hook(lifecycle_transition=direction, heartbeat_timeout=60, default_result=result)


def scale(pair: Pair, by: int) -> list[str]:
    """What happens from the beginning to the end of an activity, in words."""
    start = len(pair.told)
    pair.cloud.execute(pair.cloud.rule(by))
    pair.settle()
    pair.pass_time(60)
    pair.settle()
    seen: list[str] = []
    for event in pair.told[start:]:
        if isinstance(event, LifecycleStateChanged):
            seen.append(event.lifecycle_state)
        elif type(event) in WORDS:
            seen.append(WORDS[type(event)])
    return seen


def balancer_of(pair: Pair) -> str:
    return pair.state.attachments.load_balancer_ids[0]


def database_of(pair: Pair) -> str:
    return pair.state.db_instance_ids[0]


def test_scale_out(pair: Pair) -> None:
    """Let in before anybody is told of the hook, behind the back ends after it, then in service."""
    hooked(pair)
    assert scale(pair, 2) == [*SCALE_OUT, *["back end"] * 3, "InService", "end"]
    addresses = {instance.private_ip_address for instance in pair.instances.values()}
    assert pair.let_in(database_of(pair)) == addresses
    assert pair.serving(balancer_of(pair)) == dict.fromkeys(pair.instances, 50)


def test_scale_in(pair: Pair) -> None:
    """Shut out before anybody is told of the hook, out of the back ends after it, then released."""
    scale(pair, 2)
    hooked(pair)
    expected = [*SCALE_IN, "Removing", *["back end"] * 3, "released", "end"]
    assert scale(pair, -1) == expected
    assert len(pair.let_in(database_of(pair))) == len(pair.serving(balancer_of(pair))) == 1


def test_a_scale_in_that_is_rolled_back(pair: Pair) -> None:
    """The back ends are not touched, and the whitelists get the addresses back before anything else."""
    scale(pair, 1)
    hooked(pair, "ROLLBACK")
    assert scale(pair, -1) == [*SCALE_IN, "whitelist", "InService", "end"]
    assert len(pair.let_in(database_of(pair))) == len(pair.serving(balancer_of(pair))) == 1


@pytest.mark.parametrize("result", ["ABANDON", "ROLLBACK"])
def test_a_scale_out_that_is_given_up(pair: Pair, result: str) -> None:
    """The instances never reach the back ends, and their addresses leave the whitelists."""
    hooked(pair, result)
    assert scale(pair, 1) == [*SCALE_OUT, "Removing", "whitelist", "released", "end"]
    assert pair.let_in(database_of(pair)) == set()
    assert pair.serving(balancer_of(pair)) == {}


def test_what_disappears_meanwhile_holds_nothing_up(pair: Pair) -> None:
    """Deleted before and during an activity, which goes on without; the rest is done."""
    hooked(pair)
    pair.estate.ask(DeleteDBInstance(db_instance_id=database_of(pair)))
    pair.cloud.execute(pair.cloud.rule(1))
    pair.settle()
    balancer = balancer_of(pair)
    pair.estate.ask(DeleteLoadBalancer(load_balancer_id=balancer))
    pair.pass_time(60)
    pair.settle()
    assert pair.state.running == {}
    assert [i.lifecycle_state for i in pair.instances.values()] == ["InService"]
    [alb] = pair.estate.rehearsal.state.server_groups.values()
    assert [server.server_id for server in alb.servers.values()] == list(pair.instances)
    missing = [e.resource_id for e in pair.told if isinstance(e, ResourceFoundMissing)]
    assert set(missing) >= {balancer, database_of(pair)}
    assert scale(pair, -1)[-2:] == ["released", "end"]


@pytest.mark.parametrize("late", [False, True])
def test_what_is_attached_during_a_hook(pair: Pair, late: bool) -> None:
    """A load balancer gets the instances that wait; a database has to be asked to, by force."""
    hooked(pair)
    balancer, database = pair.estate.balancer(), pair.estate.database()
    pair.estate.listener(balancer)
    pair.settle()
    pair.cloud.execute(pair.cloud.rule(1))
    pair.settle()
    named: dict[str, Any] = {"scaling_group_id": pair.cloud.group}
    pair.call(AttachLoadBalancers(load_balancers=[balancer], **named))
    if not late:
        pair.call(AttachDBInstances(db_instances=[database], **named))
    pair.pass_time(60)
    pair.settle()
    assert pair.serving(balancer) == dict.fromkeys(pair.instances, 50)
    assert pair.let_in(database) == set()
    pair.call(AttachDBInstances(db_instances=[database], force_attach=True, **named))
    assert pair.let_in(database) == {i.private_ip_address for i in pair.instances.values()}
