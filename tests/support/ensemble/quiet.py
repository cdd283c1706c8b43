"""What is true of all services when nothing is under way any more."""

from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace

from scalehook.fleet.state.databases import DEFAULT
from scalehook.fleet.state.first_sight import LOCALHOST
from scalehook.scaling_controller.state import Group
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted
from scalehook_contracts.scaling_controller.activities import (
    ScalingActivityEnded,
    ScalingActivityStarted,
)
from scalehook_contracts.scaling_controller.groups import ScalingGroupCreated, ScalingGroupModified
from scalehook_contracts.scaling_controller.instances import ScalingInstanceRemoved
from support.ensemble.ensemble import Ensemble

NOTHING = SimpleNamespace()
SIZED = {"scale-out", "scale-in"}
PASSES = ("Instance refresh task", "Instances are unhealthy")
SERVING = {"InService", "Protected", "Standby"}
REMEMBERED = {"client_calls"}  # answers to calls: they are forgotten by their own time
OUTLIVES = {  # what a deleted group's things are for others: they say whose they were
    "cloud_monitor": {"alarms", "of_group", "watchers"},
    "fleet": {"instances", "register"},
    "scaling_controller": {"alarms", "scheduled_tasks"},
}


def check_that_all_has_ended(ensemble: Ensemble) -> None:
    """What began has ended, and has ended once."""
    told = [event for _, event in ensemble.told]
    begun = Counter(e.scaling_activity_id for e in told if isinstance(e, ScalingActivityStarted))
    ended = Counter(e.scaling_activity_id for e in told if isinstance(e, ScalingActivityEnded))
    assert begun == ended, (begun - ended, ended - begun)
    assert set(ended.values()) <= {1}
    held = Counter(e.lifecycle_action_token for e in told if isinstance(e, LifecycleActionStarted))
    freed = Counter(e.lifecycle_action_token for e in told if isinstance(e, LifecycleActionEnded))
    assert held == freed
    assert set(freed.values()) <= {1}
    assert not ensemble.state("notification_dispatcher").deliveries
    for player in ensemble.players.values():
        assert not player.machine.intents
        assert not player.parked


def check_limits(ensemble: Ensemble) -> None:
    """What makes a group larger or smaller leads to a size inside its limits, as they then were, but for
    what is documented to pass them.
    """
    limits: dict[str, tuple[int, int]] = {}
    for _, event in ensemble.told:
        if isinstance(event, ScalingGroupCreated | ScalingGroupModified):
            limits[event.scaling_group_id] = event.request.min_size, event.request.max_size
        if isinstance(event, ScalingActivityStarted) and event.course in SIZED:
            lowest, highest = limits[event.scaling_group_id]
            goal = int(event.cause.rpartition('to "')[2].rstrip('".'))
            assert event.cause.startswith(PASSES) or lowest <= goal <= highest, event.cause


def check_sizes(ensemble: Ensemble) -> None:
    """Groups that may scale have the size that they should, but for instances that may not go."""
    for group in _groups(ensemble):
        states = {instance.lifecycle_state for instance in group.instances.values()}
        assert states <= SERVING | {"Stopped"}, states
        assert not group.running
        assert not group.occupied
        size = group.heading
        if group.active and not group.deleting:
            assert group.request.min_size <= size
            assert size == group.goal or not group.roster.first_to_go(1), (size, group.goal)


def check_places(ensemble: Ensemble) -> None:
    """Whitelists and back ends have the instances that serve, and nobody else."""
    fleet = ensemble.state("fleet")
    groups = list(_groups(ensemble))
    for name, database in fleet.databases.items():
        expected = {
            instance.private_ip_address
            for group in groups
            if name in group.db_instance_ids
            for instance in group.instances.values()
            if instance.lifecycle_state in SERVING
        }
        assert database.whitelists[DEFAULT].addresses.keys() - {LOCALHOST} == expected, name
    for name, servers in _back_ends(ensemble):  # what is deleted serves nowhere, even if nobody looks
        expected_servers = {
            instance.instance_id: instance.lifecycle_state == "Standby"
            for group in groups
            if name in _places(group)
            for instance in group.instances.values()
            if instance.lifecycle_state in SERVING and instance.instance_id in fleet.instances
        }
        assert servers == expected_servers, (name, servers, expected_servers)


def check_nobody_is_lost(ensemble: Ensemble) -> None:
    """Every instance that scaling has made is in a group, or has left one alive."""
    left = {
        event.instance_id
        for _, event in ensemble.told
        if isinstance(event, ScalingInstanceRemoved) and not event.released
    }
    members = [each for group in _groups(ensemble) for each in group.instances.values()]
    here = {each.instance_id for each in members}
    fleet = ensemble.state("fleet").instances
    made = {name for name, instance in fleet.items() if instance.created.scaling_activity_id}
    assert made - left <= here
    assert {each.instance_id for each in members if each.status != "Released"} <= fleet.keys()


def check_nothing_is_left(ensemble: Ensemble, group_ids: list[str]) -> None:
    """Of groups that are gone: no timer, no index, no memory."""
    assert not ensemble.state("scaling_controller").groups
    for name, player in ensemble.players.items():
        outlives = REMEMBERED | OUTLIVES.get(name, set())
        known = vars(player.machine.state)
        for field, value in {**known, **vars(known.get("catalogue", NOTHING))}.items():
            if field == "catalogue":
                continue
            for group_id in group_ids if field not in outlives else ():
                assert group_id not in _text(value), f"{name}.{field}"
        for group_id in group_ids:
            assert group_id not in repr(player.machine.timers), name


def _groups(ensemble: Ensemble) -> Iterator[Group]:
    yield from ensemble.state("scaling_controller").groups.values()


def _places(group: Group) -> set[str]:
    """The ids of all back ends."""
    return {end.back_end_id for end in group.attachments.back_ends.values()}


def _back_ends(ensemble: Ensemble) -> Iterator[tuple[str, dict[str, bool]]]:
    """All, and whether each of their servers gets no requests."""
    fleet = ensemble.state("fleet")
    holders = {**fleet.load_balancers, **fleet.back_ends.v_server_groups, **fleet.server_groups}
    for name, holder in holders.items():
        yield name, {server.server_id: not server.weight for server in holder.servers.values()}


def _text(value: object) -> str:
    """All that can be found from there."""
    seen: set[int] = set()
    waiting, words = [value], list[str]()
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, dict):
            waiting += [*thing, *thing.values()]
        elif isinstance(thing, list | tuple | set | frozenset):
            waiting += thing
        elif hasattr(thing, "__dict__") and not callable(thing):
            waiting += vars(thing).values()
        else:
            words.append(str(thing))
    return " ".join(words)
