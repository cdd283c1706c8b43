"""Cloud Assistant and the other resources look at instances only once they are asked: whoever looks late
sees what was looked at from the beginning.
"""

from functools import cache
from typing import Any

import pytest

from scalehook.fleet.handlers import reports
from scalehook.resource_provider.handlers.declared import ROUTES
from scalehook.resource_provider.handlers.instances import ON_INSTANCES
from scalehook.resource_provider.looking import OF_INSTANCES
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instance_attributes import ModifyInstanceAttribute
from scalehook_contracts.fleet.instance_creation import RunInstances
from scalehook_contracts.fleet.instance_deletion import DeleteInstance
from scalehook_contracts.fleet.instance_power import RebootInstance, StopInstance
from scalehook_contracts.fleet.instance_tags import TagResources
from scalehook_contracts.fleet.reports import InstancesReported
from scalehook_contracts.resource_provider.declaration import INSTANCE, Kind
from scalehook_contracts.script_runner.agents import DescribeCloudAssistantStatus
from scalehook_contracts.script_runner.commands import RunCommand
from support.ensemble.account import REGION, Account
from support.ensemble.ensemble import Ensemble
from support.ensemble.restarts import restart
from support.ensemble.stories import BOOT
from support.resources import operation
from support.thoroughness import tries

HERE = {"region_id": REGION}
READERS = ("script_runner", "resource_provider")
SEEDS = range(tries(16))


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of a few instances has several."""
    monkeypatch.setattr(reports, "TOGETHER", 2)


class Story:
    """Instances come, change and go; `looks` says when both services look: at first, or between."""

    def __init__(self, looks: str, seed: int | None = None, *, twice: bool = False) -> None:
        self.ensemble = Ensemble(seed, twice=twice, keep=True)
        self.account = Account(self.ensemble)
        self.looks = looks
        self._look("at first")
        self.ids = self._run(5)
        self.ensemble.advance(BOOT)
        first, second, third, *_ = self.ids
        self._call(StopInstance(instance_id=first))
        self._call(DeleteInstance(instance_id=second, force=True))
        self._look("between")
        self._call(RebootInstance(instance_id=third))
        self._call(ModifyInstanceAttribute(instance_id=third, instance_name="new"))
        self._call(TagResources(**HERE, resource_type="instance", resource_ids=[third], tags=[TAG]))
        self.ids += self._run(2)
        self._call(DeleteInstance(instance_id=self.ids[3], force=True))
        self.ensemble.advance(60)
        self._look("at last")

    def known(self) -> dict[str, Any]:
        """What both know."""
        runner, provider = (self.ensemble.state(reader) for reader in READERS)
        parts = ("instances", "guests", "agents", "unused")
        return {**{part: getattr(runner, part) for part in parts}, "resources": provider.resources}

    def _look(self, when: str) -> None:
        if when == self.looks:
            self._call(DescribeCloudAssistantStatus(**HERE))
            self._call(operation("Ecs", "DescribeDisks"))

    def _run(self, amount: int) -> list[str]:
        asked = RunInstances(
            **HERE, image_id="img", instance_type="ecs.g7.large", amount=amount, security_group_id="sg"
        )
        return list(self._call(asked).instance_id_sets.instance_id_set)

    def _call(self, command: Any) -> Any:
        return self.account.call(command)


TAG = InstanceTag(key="role", value="web")


@cache
def expected() -> dict[str, Any]:
    return Story("at first").known()


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_looks_late_sees_the_same(seed: int) -> None:
    """Whatever is under way meanwhile, in any order, and when everything comes twice."""
    looks, twice = ("between", "at last")[seed % 4 == 3], seed % 2 == 1
    known = Story(looks, seed or None, twice=twice).known()
    assert known["instances"]
    assert known == expected()


def test_nobody_looks_unasked() -> None:
    """No entry is made, and a report is for whoever has asked for it. What was asked is known again."""
    story = Story("never")
    for reader in READERS:
        assert story.ensemble.players[reader].journal == []
    invoked = story.account.call(
        RunCommand(**HERE, type="RunShellScript", command_content="exit 0", instance_ids=story.ids[2:3])
    )
    assert invoked.invoke_id
    runner, provider = (story.ensemble.players[reader] for reader in READERS)
    assert (runner.machine.state.knowledge, provider.machine.state.knowledge) == ("all", "none")
    story.ensemble.settle()
    told = [event for _, event in story.ensemble.told if isinstance(event, InstancesReported)]
    assert [len(event.instances) for event in told] == [2, 2, 1]
    restart(runner)
    assert runner.machine.state.knowledge == "all"


def test_what_has_to_do_with_instances() -> None:
    """Each kind that is found by its instance, and each call that needs one."""
    calls = [operation.call for operation in ROUTES]
    needy = {call.kind.name for call in calls if any(map(_is_instance, call.needs.values()))}
    assert {kind.name for kind in ON_INSTANCES} | needy <= OF_INSTANCES


def _is_instance(needed: Kind | str) -> bool:
    return isinstance(needed, str) and INSTANCE in needed.split(" or ")
