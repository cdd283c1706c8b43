"""Order is promised on a link between two services, and nowhere else: the stories end the same."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from scalehook_contracts.base import Event
from scalehook_contracts.fleet.backend_servers import BackendServersChanged
from scalehook_contracts.fleet.instances import InstanceReleased
from scalehook_contracts.fleet.whitelists import WhitelistChanged
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.scaling_controller.instances import LifecycleStateChanged
from support.ensemble.account import Account
from support.ensemble.ensemble import Ensemble
from support.ensemble.stories import hook_story, instance_story, script_story
from support.thoroughness import tries

Story = Callable[[Account], None]
# 30 of the third show 99 of 100 orders in which two kinds of messages come to a service at all.
SEEDS, BATCHES = {script_story: tries(200), hook_story: tries(200), instance_story: tries(30)}, 4
STORIES = pytest.mark.parametrize("story", SEEDS, ids=lambda story: story.__name__)
ASIDE = {"enter-standby", "exit-standby"}  # no hook, no whitelist


def played(story: Story, seed: int | None = None, *, twice: bool = False) -> Account:
    account = Account(Ensemble(seed, twice=twice))
    story(account)
    return account


@cache
def expected(story: Story) -> dict[str, Any]:
    return played(story).outcome()


class Told:
    """All events by their kind, each with its place: they are asked for again and again."""

    def __init__(self, ensemble: Ensemble) -> None:
        self._places: dict[type[Event], list[tuple[int, Event]]] = defaultdict(list)
        for place, (_, event) in enumerate(ensemble.told):
            self._places[type(event)].append((place, event))

    def places(self, kind: type[Event], **fields: Any) -> list[int]:
        return [
            place
            for place, event in self._places[kind]
            if all(getattr(event, name) == value for name, value in fields.items())
        ]


def check_what_can_be_seen(account: Account) -> None:
    """Whitelists before hooks, back ends before InService, and release at the very last."""
    told = Told(account.ensemble)
    activities = account.ensemble.state("scaling_controller").activities
    for activity_id, activity in activities.items():
        if activity.course in ASIDE:
            continue
        mine = {"scaling_activity_id": activity_id}
        whitelists = told.places(WhitelistChanged, **mine)
        hooks = told.places(LifecycleActionStarted, **mine)
        assert max(whitelists[:2]) < min(hooks)
        back_ends = told.places(BackendServersChanged, **mine)
        for in_service in told.places(LifecycleStateChanged, lifecycle_state="InService", **mine):
            assert in_service > max([*back_ends, *whitelists])
        for instance_id in activity.removed_ids:
            [released] = told.places(InstanceReleased, instance_id=instance_id)
            assert released > max([*back_ends, *whitelists, *hooks])


@STORIES
def test_in_plain_order(story: Story) -> None:
    """Nobody is left waiting, and what is done for hooks is seen in its documented order."""
    account = played(story)
    check_what_can_be_seen(account)
    outcome = account.outcome()
    assert (outcome["intents"], outcome["parked"]) == ([], [])
    assert outcome["instances"] and set(outcome["instances"]) == {"InService"}
    assert all(status != "InProgress" for _, status, *_ in outcome["activities"])
    serving = len(outcome["instances"])
    assert outcome["back ends"] == {"lb-1": serving}
    assert outcome["whitelists"] == {"rm-1": serving, "rm-2": serving}


@STORIES
@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
@pytest.mark.parametrize("batch", range(BATCHES))
def test_in_any_order(story: Story, twice: bool, batch: int) -> None:
    """Whichever link moves next, and (every second seed) with every message delivered twice: as in plain
    order.
    """
    for seed in range(batch, SEEDS[story], BATCHES * (1 + twice)):
        account = played(story, seed, twice=twice)
        check_what_can_be_seen(account)
        assert account.outcome() == expected(story), f"seed {seed}"


@STORIES
def test_twice_in_plain_order(story: Story) -> None:
    """A second delivery changes nothing."""
    assert played(story, twice=True).outcome() == expected(story)
