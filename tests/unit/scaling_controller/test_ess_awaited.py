"""Whitelists and back ends: their changes are waited for, and what the activity keeps of its end."""

from itertools import permutations

import pytest

from scalehook.kit.machine import codec
from scalehook_contracts.fleet.back_ends import AddInstancesToBackEnds
from scalehook_contracts.fleet.backend_servers import BackendServersChanged
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceRunning, ReleaseInstances
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, WhitelistChanged
from scalehook_contracts.scaling_controller.activities import ScalingActivityEnded
from support.scaling.cloud import Cloud

ORDERS = list(permutations(["created 0", "created 1", "running 0", "running 1"]))


@pytest.fixture
def cloud() -> Cloud:
    """A load balancer, two databases, and a hook of a minute in each direction."""
    cloud = Cloud(load_balancers='["lb-1"]', databases='["rm-1","rm-2","rm-1"]').enabled()
    for direction in ("SCALE_OUT", "SCALE_IN"):
        cloud.hook(lifecycle_transition=direction, heartbeat_timeout=60)
    return cloud


def begin(cloud: Cloud, by: int = 1) -> str:
    """Launched and running, or chosen to go; no whitelist has changed yet."""
    activity = cloud.execute(cloud.rule(by))
    cloud.fleet(1 if by > 0 else 0)
    return activity


def told_of(word: str, activity: str) -> InstanceCreated | InstanceRunning:
    kind, number = word.split()
    ids = {"instance_id": f"i-{number}", "scaling_activity_id": activity}
    if kind == "running":
        return InstanceRunning(**ids)
    return InstanceCreated(**ids, private_ip_address=f"10.0.0.{number}", zone_id="z", created_at=0)


def changed(cloud: Cloud, activity: str, database: str) -> None:
    cloud.rehearsal.tell(WhitelistChanged(db_instance_id=database, scaling_activity_id=activity))


@pytest.mark.parametrize("restart", [False, True])
def test_hooks_begin_when_the_last_whitelist_has_changed(cloud: Cloud, restart: bool) -> None:
    """Whoever is told of a hook may use the databases; time-outs count from then."""
    activity = begin(cloud)
    cloud.rehearsal.advance(30)
    changed(cloud, activity, "rm-2")
    changed(cloud, activity, "rm-2")
    changed(cloud, "asa-other", "rm-1")
    assert (cloud.states(), cloud.actions(activity)) == (["Pending"], [])
    if restart:
        cloud.rehearsal.restart()
    changed(cloud, activity, "rm-1")
    assert cloud.states() == ["Pending:Wait"]
    cloud.advance(59)
    assert cloud.states() == ["Pending:Wait"]
    cloud.advance(1)
    assert cloud.states() == ["InService"]


@pytest.mark.parametrize("order", ORDERS)
def test_instances_are_heard_of_in_any_order(cloud: Cloud, order: tuple[str, ...]) -> None:
    """Twice, too: the whitelists are asked for once, when both are there and run."""
    activity = cloud.execute(cloud.rule(2))
    for word in order:
        assert cloud.sent(AddAddressesToWhitelists) == []
        for _ in range(2):
            cloud.rehearsal.tell(told_of(word, activity))
    cloud.answered = 1
    cloud.fleet()
    assert cloud.sent(AddAddressesToWhitelists) == ["AddAddressesToWhitelists"]
    assert cloud.states() == ["Pending:Wait"] * 2


@pytest.mark.parametrize("restart", [False, True])
def test_in_service_is_told_when_the_back_end_serves(cloud: Cloud, restart: bool) -> None:
    """And not when it has been asked to."""
    activity = cloud.scale(1)
    cloud.rehearsal.advance(60)
    assert cloud.sent(AddInstancesToBackEnds) == ["AddInstancesToBackEnds"]
    assert (cloud.states(), cloud.activity(activity).status_code) == (["Pending:Wait"], "InProgress")
    if restart:
        cloud.rehearsal.restart()
    for _ in range(2):
        cloud.rehearsal.tell(
            BackendServersChanged(
                load_balancer_id="lb-1", instance_ids=["i-0"], scaling_activity_id=activity
            )
        )
    assert (cloud.states(), cloud.activity(activity).status_code) == (["InService"], "Successful")


def test_an_instance_is_released_when_nothing_reaches_it(cloud: Cloud) -> None:
    """Out of the whitelists before the hooks, out of the back end after them, and then away."""
    cloud.scale(1)
    cloud.advance(60)
    activity = begin(cloud, -1)
    assert (cloud.states(), cloud.actions(activity)) == (["Removing"], [])
    for database in ("rm-1", "rm-2"):
        changed(cloud, activity, database)
    assert cloud.states() == ["Removing:Wait"]
    cloud.rehearsal.advance(60)
    assert cloud.sent(ReleaseInstances) == []
    cloud.fleet()
    assert cloud.sent(ReleaseInstances) == ["ReleaseInstances"]
    assert cloud.states() == []


def test_an_activity_keeps_the_capacities_of_its_end() -> None:
    """Two that add one each show 1, then 2; one that removes shows what is left."""
    cloud = Cloud().enabled()
    activities = [cloud.scale(by) for by in (1, 1, -1)]
    for restart in (False, True):
        if restart:
            cloud.rehearsal.restart()
        seen = [cloud.activity(activity) for activity in activities]
        assert [view.total_capacity for view in seen] == ["1", "2", "1"]
        assert [view.auto_created_capacity for view in seen] == ["1", "2", "1"]


def test_a_running_activity_shows_its_group_as_it_is() -> None:
    """Until it ends."""
    cloud = Cloud().enabled()
    cloud.hook()
    assert cloud.activity(cloud.scale(2)).total_capacity == "2"


def earlier_version(cloud: Cloud) -> None:
    """Make the journal what a version without steps and capacities would have written."""
    entries = cloud.rehearsal.entries()
    for entry in entries:
        entry.recorded = [
            event.model_copy(update={"total_capacity": None, "auto_created_capacity": None})
            if isinstance(event, ScalingActivityEnded)
            else event
            for event in entry.recorded
            if type(event).__name__ not in ("StepBegun", "ResourceChanged")
        ]
    cloud.rehearsal.journal[:] = map(codec.dump, entries)
    cloud.rehearsal.restart()


def test_a_journal_of_an_earlier_version_goes_on(cloud: Cloud) -> None:
    """An activity that waits for its hooks goes on; one that has ended has its capacities."""
    first = cloud.scale(1)
    cloud.advance(60)
    second = cloud.scale(1)
    earlier_version(cloud)
    assert cloud.activity(first).total_capacity == "1"
    cloud.advance(60)
    assert cloud.states() == ["InService"] * 2
    assert cloud.activity(second).total_capacity == "2"


def test_a_launch_of_an_earlier_version_goes_on(cloud: Cloud) -> None:
    """Instances that start after the change of version are waited for as before."""
    activity = cloud.execute(cloud.rule(1))
    earlier_version(cloud)
    cloud.fleet()
    assert [action.lifecycle_action_status for action in cloud.actions(activity)] == ["Pending"]


def test_a_release_of_an_earlier_version_ends(cloud: Cloud) -> None:
    """The activity is over with its last instance, whatever step it was in."""
    cloud.scale(1)
    cloud.advance(60)
    activity = cloud.scale(-1)
    cloud.complete(cloud.actions(activity)[0], fleet=False)
    earlier_version(cloud)
    cloud.released("i-0")
    assert cloud.activity(activity).status_code == "Successful"
