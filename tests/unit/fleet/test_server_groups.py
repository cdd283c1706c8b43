"""Server groups of ALB."""

from typing import Any

import pytest

from scalehook_contracts.fleet.instances import ReleaseInstances
from scalehook_contracts.fleet.server_groups import (
    AddedServer,
    AddServersToServerGroup,
    CreateServerGroup,
    DeleteServerGroup,
    HealthCheckConfig,
    ListServerGroups,
    ListServerGroupServers,
    RemovedServer,
    RemoveServersFromServerGroup,
    ServerGroupCreated,
)
<<<<<<< HEAD
from support.scaling.fleet_yard import FleetYard
=======
from support.estate import Estate
>>>>>>> r-balancers

CHECK = HealthCheckConfig(health_check_enabled=True, health_check_path="/up")


@pytest.fixture
<<<<<<< HEAD
def yard() -> FleetYard:
    """Nothing is there yet."""
    return FleetYard()
=======
def estate() -> Estate:
    """Nothing is there yet."""
    return Estate()
>>>>>>> r-balancers


def added(server: str, port: int | None = 80, **more: Any) -> AddedServer:
    return AddedServer(**{"server_id": server, "server_type": "Ecs", "port": port, **more})


def removed(server: str, port: int = 80) -> RemovedServer:
    return RemovedServer(server_id=server, server_type="Ecs", port=port)


<<<<<<< HEAD
def servers(yard: FleetYard, group: str, **more: Any) -> list[tuple[str, int, int]]:
    found = yard.ask(ListServerGroupServers(server_group_id=group, **more)).servers
    return [(server.server_id, server.port, server.weight) for server in found]


def test_what_is_asked_for_is_listed(yard: FleetYard) -> None:
=======
def servers(estate: Estate, group: str, **more: Any) -> list[tuple[str, int, int]]:
    found = estate.ask(ListServerGroupServers(server_group_id=group, **more)).servers
    return [(server.server_id, server.port, server.weight) for server in found]


def test_what_is_asked_for_is_listed(estate: Estate) -> None:
>>>>>>> r-balancers
    """Groups are found by id and by name; what is unknown is passed over."""
    made = yard.ask(
        CreateServerGroup(
            server_group_name="web", health_check_config=CHECK, vpc_id="vpc-1", scheduler="Wlc"
        )
    )
    yard.server_group("other")
    for filters in (
        {"server_group_ids": [made.server_group_id, "sgp-none"]},
        {"server_group_names": ["web", "web", "none"]},
    ):
        page = yard.ask(ListServerGroups(**filters))
        [seen] = page.server_groups
        assert (seen.server_group_name, seen.vpc_id, seen.scheduler) == ("web", "vpc-1", "Wlc")
        assert (seen.health_check_config, page.total_count) == (CHECK, 1)


<<<<<<< HEAD
def test_pages(yard: FleetYard) -> None:
=======
def test_pages(estate: Estate) -> None:
>>>>>>> r-balancers
    """Each page ends with the token of the next."""
    for name in ("g1", "g2", "g3"):
        yard.server_group(name)
    first = yard.ask(ListServerGroups(max_results=2))
    second = yard.ask(ListServerGroups(max_results=2, next_token=first.next_token))
    names = [group.server_group_name for page in (first, second) for group in page.server_groups]
    assert (names, second.next_token, second.total_count) == (["g1", "g2", "g3"], "", 3)


<<<<<<< HEAD
def test_servers_come_and_go(yard: FleetYard) -> None:
=======
def test_servers_come_and_go(estate: Estate) -> None:
>>>>>>> r-balancers
    """A server may be there with several ports; each is removed on its own."""
    group = yard.server_group()
    one, two = yard.launch(2)
    wanted = [added(one), added(one, 81, weight=0), added(two)]
    yard.ask(AddServersToServerGroup(server_group_id=group, servers=wanted))
    assert servers(yard, group) == [(one, 80, 100), (one, 81, 0), (two, 80, 100)]
    assert servers(yard, group, server_ids=[two]) == [(two, 80, 100)]
    yard.ask(RemoveServersFromServerGroup(server_group_id=group, servers=[removed(one)]))
    assert servers(yard, group) == [(one, 81, 0), (two, 80, 100)]
    yard.ask(ReleaseInstances(instance_ids=[two]))
    assert servers(yard, group) == [(one, 81, 0)]


<<<<<<< HEAD
def test_servers_that_are_refused(yard: FleetYard) -> None:
=======
def test_servers_that_are_refused(estate: Estate) -> None:
>>>>>>> r-balancers
    """Unknown, of another type, twice in the call, there already, not there, or without a port."""
    group = yard.server_group()
    [one] = yard.launch()
    named = {"server_group_id": group}
    yard.ask(AddServersToServerGroup(**named, servers=[added(one)]))
    for wanted, code in (
        ([added("i-none")], "ResourceNotFound.Ecs"),
        ([added(one, server_type="Eni")], "Mismatch.ServerType"),
        ([added(one, 81), added(one, 81)], "DuplicatedParam.BackendServer"),
        ([added(one)], "Conflict.BackendServer"),
        ([added(one, None)], "InvalidParameter"),
        ([], "MissingServers"),
    ):
        assert yard.refusal(AddServersToServerGroup(**named, servers=wanted)) == code
    gone = RemoveServersFromServerGroup(**named, servers=[removed(one, 81)])
    assert yard.refusal(gone) == "ResourceNotFound.BackendServer"
    nowhere = AddServersToServerGroup(server_group_id="sgp-none", servers=[added(one)])
    assert yard.refusal(nowhere) == "ResourceNotFound.ServerGroup"


<<<<<<< HEAD
def test_a_dry_run_changes_nothing(yard: FleetYard) -> None:
=======
def test_a_dry_run_changes_nothing(estate: Estate) -> None:
>>>>>>> r-balancers
    """It is refused with a code of its own, after all that may be wrong."""
    group = yard.server_group()
    [one] = yard.launch()
    for command in (
        CreateServerGroup(server_group_name="web", health_check_config=CHECK, dry_run=True),
        AddServersToServerGroup(server_group_id=group, servers=[added(one)], dry_run=True),
        DeleteServerGroup(server_group_id=group, dry_run=True),
    ):
        assert yard.refusal(command) == "DryRunOperation"
    assert servers(yard, group) == []
    wrong = AddServersToServerGroup(server_group_id=group, servers=[added("i-none")], dry_run=True)
    assert yard.refusal(wrong) == "ResourceNotFound.Ecs"


<<<<<<< HEAD
def test_client_tokens(yard: FleetYard) -> None:
=======
def test_client_tokens(estate: Estate) -> None:
>>>>>>> r-balancers
    """The same call has one effect, and the same answer."""
    asked = CreateServerGroup(server_group_name="web", health_check_config=CHECK, client_token="t")
    group = yard.ask(asked).server_group_id
    assert yard.ask(asked).server_group_id == group
    assert len(yard.told(ServerGroupCreated)) == 1
    [one] = yard.launch()
    for command in (
        AddServersToServerGroup(server_group_id=group, servers=[added(one)], client_token="t"),
        RemoveServersFromServerGroup(server_group_id=group, servers=[removed(one)], client_token="t"),
        DeleteServerGroup(server_group_id=group, client_token="t"),
    ):
        assert yard.ask(command).job_id == yard.ask(command).job_id
    again = ListServerGroupServers(server_group_id=group)
    assert yard.refusal(again) == "ResourceNotFound.ServerGroup"
