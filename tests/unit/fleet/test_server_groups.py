"""Server groups of ALB."""

from typing import Any

import pytest

from scalehook_contracts.fleet.instances import ReleaseInstances
from scalehook_contracts.fleet.server_group_servers import (
    AddedServer,
    AddServersToServerGroup,
    ChangedServer,
    ListServerGroupServers,
    RemovedServer,
    RemoveServersFromServerGroup,
    UpdateServerGroupServersAttribute,
)
from scalehook_contracts.fleet.server_groups import (
    CreateServerGroup,
    DeleteServerGroup,
    HealthCheckConfig,
    ListServerGroups,
    ServerGroupCreated,
)
from support.estate import Estate

CHECK = HealthCheckConfig(health_check_enabled=True, health_check_path="/up")


@pytest.fixture
def estate() -> Estate:
    """Nothing is there yet."""
    return Estate()


def added(server: str, port: int | None = 80, **more: Any) -> AddedServer:
    return AddedServer(**{"server_id": server, "server_type": "Ecs", "port": port, **more})


def changed(server: str, port: int | None = 80, **more: Any) -> ChangedServer:
    return ChangedServer(**{"server_id": server, "server_type": "Ecs", "port": port, **more})


def removed(server: str, port: int = 80) -> RemovedServer:
    return RemovedServer(server_id=server, server_type="Ecs", port=port)


def servers(estate: Estate, group: str, **more: Any) -> list[tuple[str, int, int]]:
    found = estate.ask(ListServerGroupServers(server_group_id=group, **more)).servers
    return [(server.server_id, server.port, server.weight) for server in found]


def test_what_is_asked_for_is_listed(estate: Estate) -> None:
    """Groups are found by id and by name; what is unknown is passed over."""
    made = estate.ask(
        CreateServerGroup(
            server_group_name="web", health_check_config=CHECK, vpc_id="vpc-1", scheduler="Wlc"
        )
    )
    estate.server_group("other")
    for filters in (
        {"server_group_ids": [made.server_group_id, "sgp-none"]},
        {"server_group_names": ["web", "web", "none"]},
    ):
        page = estate.ask(ListServerGroups(**filters))
        [seen] = page.server_groups
        assert (seen.server_group_name, seen.vpc_id, seen.scheduler) == ("web", "vpc-1", "Wlc")
        assert (seen.health_check_config, page.total_count) == (CHECK, 1)


def test_pages(estate: Estate) -> None:
    """Each page ends with the token of the next."""
    for name in ("g1", "g2", "g3"):
        estate.server_group(name)
    first = estate.ask(ListServerGroups(max_results=2))
    second = estate.ask(ListServerGroups(max_results=2, next_token=first.next_token))
    names = [group.server_group_name for page in (first, second) for group in page.server_groups]
    assert (names, second.next_token, second.total_count) == (["g1", "g2", "g3"], "", 3)


def test_servers_come_and_go(estate: Estate) -> None:
    """A server may be there with several ports; each is removed on its own."""
    group = estate.server_group()
    one, two = estate.launch(2)
    wanted = [added(one), added(one, 81, weight=0), added(two)]
    estate.ask(AddServersToServerGroup(server_group_id=group, servers=wanted))
    assert servers(estate, group) == [(one, 80, 100), (one, 81, 0), (two, 80, 100)]
    assert servers(estate, group, server_ids=[two]) == [(two, 80, 100)]
    estate.ask(RemoveServersFromServerGroup(server_group_id=group, servers=[removed(one)]))
    assert servers(estate, group) == [(one, 81, 0), (two, 80, 100)]
    estate.ask(ReleaseInstances(instance_ids=[two]))
    assert servers(estate, group) == [(one, 81, 0)]


def test_servers_are_changed(estate: Estate) -> None:
    """Their weights are those that are given, or 100; a description that is not given stays."""
    group = estate.server_group()
    one, two = estate.launch(2)
    named = {"server_group_id": group}
    wanted = [added(one, weight=7, description="one"), added(one, 81, weight=8), added(two, weight=9)]
    estate.ask(AddServersToServerGroup(**named, servers=wanted))
    asked = [changed(one, weight=0), changed(two, description="two")]
    change = UpdateServerGroupServersAttribute(**named, servers=asked, client_token="t")
    assert estate.ask(change).job_id == estate.ask(change).job_id
    assert servers(estate, group) == [(one, 80, 0), (one, 81, 8), (two, 80, 100)]
    found = estate.ask(ListServerGroupServers(**named)).servers
    assert [server.description for server in found] == ["one", "", "two"]
    for wrong, code in (
        ([changed(two, 81)], "ResourceNotFound.BackendServer"),
        ([changed(two), changed(two)], "DuplicatedParam.BackendServer"),
        ([changed(two, description="d")], "InvalidParameter"),
        ([changed(two, None)], "InvalidParameter"),
        ([], "MissingServers"),
    ):
        refused = UpdateServerGroupServersAttribute(**named, servers=wrong)
        assert estate.refusal(refused) == code
    dry = UpdateServerGroupServersAttribute(**named, servers=[changed(one, weight=5)], dry_run=True)
    assert estate.refusal(dry) == "DryRunOperation"
    assert servers(estate, group) == [(one, 80, 0), (one, 81, 8), (two, 80, 100)]


def test_servers_of_all_groups(estate: Estate) -> None:
    """Are listed where no group is named, page by page."""
    [one] = estate.launch()
    groups = [estate.server_group(name) for name in ("g1", "g2")]
    for group in groups:
        estate.ask(AddServersToServerGroup(server_group_id=group, servers=[added(one)]))
    first = estate.ask(ListServerGroupServers(max_results=1))
    second = estate.ask(ListServerGroupServers(max_results=1, next_token=first.next_token))
    found = [server.server_group_id for page in (first, second) for server in page.servers]
    assert (found, first.total_count, second.next_token) == (groups, 2, "")
    assert estate.ask(ListServerGroupServers(server_ids=["i-none"])).servers == []
    assert ListServerGroupServers().resources() == ["servergroup/*"]


def test_servers_that_are_refused(estate: Estate) -> None:
    """Unknown, of another type, twice in the call, there already, not there, without a port, or with a
    description of one character.
    """
    group = estate.server_group()
    [one] = estate.launch()
    named = {"server_group_id": group}
    estate.ask(AddServersToServerGroup(**named, servers=[added(one)]))
    for wanted, code in (
        ([added("i-none")], "ResourceNotFound.Ecs"),
        ([added(one, server_type="Eni")], "Mismatch.ServerType"),
        ([added(one, 81), added(one, 81)], "DuplicatedParam.BackendServer"),
        ([added(one)], "Conflict.BackendServer"),
        ([added(one, None)], "InvalidParameter"),
        ([added(one, 81, description="d")], "InvalidParameter"),
        ([], "MissingServers"),
    ):
        assert estate.refusal(AddServersToServerGroup(**named, servers=wanted)) == code
    gone = RemoveServersFromServerGroup(**named, servers=[removed(one, 81)])
    assert estate.refusal(gone) == "ResourceNotFound.BackendServer"
    nowhere = AddServersToServerGroup(server_group_id="sgp-none", servers=[added(one)])
    assert estate.refusal(nowhere) == "ResourceNotFound.ServerGroup"


def test_a_dry_run_changes_nothing(estate: Estate) -> None:
    """It is refused with a code of its own, after all that may be wrong."""
    group = estate.server_group()
    [one] = estate.launch()
    for command in (
        CreateServerGroup(server_group_name="web", health_check_config=CHECK, dry_run=True),
        AddServersToServerGroup(server_group_id=group, servers=[added(one)], dry_run=True),
        DeleteServerGroup(server_group_id=group, dry_run=True),
    ):
        assert estate.refusal(command) == "DryRunOperation"
    assert servers(estate, group) == []
    wrong = AddServersToServerGroup(server_group_id=group, servers=[added("i-none")], dry_run=True)
    assert estate.refusal(wrong) == "ResourceNotFound.Ecs"


def test_client_tokens(estate: Estate) -> None:
    """The same call has one effect, and the same answer."""
    asked = CreateServerGroup(server_group_name="web", health_check_config=CHECK, client_token="t")
    group = estate.ask(asked).server_group_id
    assert estate.ask(asked).server_group_id == group
    assert len(estate.told(ServerGroupCreated)) == 1
    [one] = estate.launch()
    for command in (
        AddServersToServerGroup(server_group_id=group, servers=[added(one)], client_token="t"),
        RemoveServersFromServerGroup(server_group_id=group, servers=[removed(one)], client_token="t"),
        DeleteServerGroup(server_group_id=group, client_token="t"),
    ):
        assert estate.ask(command).job_id == estate.ask(command).job_id
    again = ListServerGroupServers(server_group_id=group)
    assert estate.refusal(again) == "ResourceNotFound.ServerGroup"
