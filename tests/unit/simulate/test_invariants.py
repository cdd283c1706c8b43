"""Each invariant sees what breaks it: a run in which all is well, and then one thing is not."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from scalehook.simulate.invariants import rest
from scalehook.simulate.run import Plan, Run
from scalehook.simulate.scenario.reading import Study, parse
from scalehook.wiring.services import NAMES
from scalehook_contracts.base import Event
from scalehook_contracts.message_service.messages import (
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
)
from scalehook_contracts.scaling_controller.actions import (
    LifecycleActionEnded,
    LifecycleActionExtended,
    LifecycleActionStarted,
)

SCENARIO = """\
scalehook: simulate/1
horizon: 10m
stack:
  queues: [{name: hooks, visibility_timeout: 300}]
  groups:
    - name: web
      min_size: 0
      max_size: 4
      db_instance_ids: [rm-1]
      load_balancer_ids: [lb-1]
      configurations: [{name: plain, image_id: img, instance_type: ecs.g7.large}]
      hooks: [{name: warm, lifecycle_transition: SCALE_OUT, notification_arn: queue/hooks}]
load: {up: {group: web, add: 2, at: 1m}}
consumers: {w: {queue: hooks, work: 30s, heartbeat: {every: 20s}}}
"""


class Looked:
    """A run that is over, and everything that it has told."""

    def __init__(self, study: Study, seed: int) -> None:
        self.run, self.told = Run(study, seed, Plan()), list[Event]()
        self.run.cloud.sights.append(lambda service, entry: self.told.extend(entry.recorded))
        assert not self.run.play().violations

    def first(self, kind: type[Event], **change: Any) -> Event:
        """The first of this kind, but for what is another."""
        return next(each for each in self.told if type(each) is kind).model_copy(update=change)

    def tell(self, *events: Event) -> None:
        """They happen as well."""
        entry: Any = SimpleNamespace(recorded=events)
        self.run.judge.see("anyone", entry)

    def state(self, service: str) -> Any:
        """What it knows."""
        return self.run.cloud.state(service)

    @property
    def group(self) -> Any:
        """The only one."""
        [found] = rest.groups(self.run.cloud.state)
        return found

    def found(self) -> list[str]:
        """What is wrong now."""
        return self.run.judge.found(True, self.run.told, []) + self.run.judge.problems(self.run.client)


@pytest.fixture(scope="module")
def study() -> Study:
    return parse(SCENARIO, "x.yaml")


STARTED, EXTENDED, ENDED = LifecycleActionStarted, LifecycleActionExtended, LifecycleActionEnded
NEW = {"lifecycle_action_token": "new"}


def _late(looked: Looked) -> None:
    begun: Any = looked.first(STARTED, **NEW)
    looked.tell(begun, looked.first(EXTENDED, **NEW, deadline=begun.started_at + 21_601))


def _often(looked: Looked) -> None:
    looked.tell(looked.first(STARTED, **NEW), *[looked.first(EXTENDED, **NEW)] * 21)


def _forget_an_instance(looked: Looked) -> None:
    looked.group.instances.popitem()


def _lose_an_instance(looked: Looked) -> None:
    del looked.state("fleet").instances[next(iter(looked.group.instances))]


def _let_in(looked: Looked) -> None:
    addresses = looked.state("fleet").databases["rm-1"].whitelists[rest.DEFAULT].addresses
    addresses["203.0.113.9"] = next(iter(addresses.values()))


def _empty_a_back_end(looked: Looked) -> None:
    looked.state("fleet").load_balancers["lb-1"].servers.clear()


def _want_more(looked: Looked) -> None:
    looked.group.request = looked.group.request.model_copy(update={"min_size": 3})


def _want_less(looked: Looked) -> None:
    looked.group.request = looked.group.request.model_copy(update={"max_size": 1})


BROKEN: dict[str, Callable[[Looked], object]] = {
    "has begun twice": lambda it: it.tell(it.first(STARTED)),
    "has ended twice": lambda it: it.tell(it.first(ENDED)),
    "has ended and never begun": lambda it: it.tell(it.first(ENDED, **NEW)),
    "the wait new has never ended": lambda it: it.tell(it.first(STARTED, **NEW)),
    "was extended though it does not wait": lambda it: it.tell(it.first(EXTENDED)),
    "was extended 21 times": _often,
    "may last for more than six hours": _late,
    "the completion of x was accepted and is lost": lambda it: it.run.told.accepted.update(x=1),
    "came when it was gone": lambda it: it.tell(it.first(MessageReceived)),
    "has gone twice": lambda it: it.tell(it.first(MessageDeleted)),
    "queue hooks has 0 messages, and should have 1": lambda it: it.tell(it.first(MessageEnqueued)),
    "a client failed: KeyError('x')": lambda it: it.run.client.problems.append(KeyError("x")),
    "an effect": lambda it: it.run.cloud.gave_up("an effect", ValueError("no")),
    "is in no group": _forget_an_instance,
    "is none of the fleet's": _lose_an_instance,
    "database rm-1 lets in": _let_in,
    "behind lb-1 are": _empty_a_back_end,
    "fewer than 3": _want_more,
    "should have 1 (at most 1)": _want_less,
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_breaks_one(study: Study, text: str) -> None:
    """Is told, with what it has happened to."""
    looked = Looked(study, 0)
    BROKEN[text](looked)
    assert any(text in each for each in looked.found()), looked.found()


def test_a_journal_that_says_something_else(study: Study) -> None:
    """Is found in the service that the seed has chosen."""
    of_fleet = NAMES.index("fleet")
    seeds = (seed for seed in range(1000) if _chosen(study, seed) == of_fleet)
    looked = Looked(study, next(seeds))
    looked.state("fleet").instances.popitem()
    assert any("the journal of fleet says something else" in each for each in looked.found())


def _chosen(study: Study, seed: int) -> int:
    return Run(study, seed, Plan()).chance.number("replayed") % len(NAMES)
