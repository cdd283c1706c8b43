"""What is true of all services when nothing is under way any more."""

from collections import Counter
from types import SimpleNamespace

from scalehook.simulate.invariants import rest
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
    assert not list(rest.sizes(ensemble.state))


def check_places(ensemble: Ensemble) -> None:
    """Whitelists and back ends have the instances that serve, and nobody else."""
    assert not list(rest.places(ensemble.state))


def check_nobody_is_lost(ensemble: Ensemble) -> None:
    """Every instance that scaling has made is in a group, or has left one alive."""
    left = {
        event.instance_id
        for _, event in ensemble.told
        if isinstance(event, ScalingInstanceRemoved) and not event.released
    }
    assert not list(rest.nobody_is_lost(ensemble.state, left))


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
