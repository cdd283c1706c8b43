"""Which instances go first: by the age of what they were made by, by their own, and kept ones."""

import pytest

from scalehook_contracts.fleet.instances import LaunchInstances, ParkInstances
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import ModifyScalingGroup
from support.scaling.yard import Yard


def grown(*policies: str) -> Yard:
    """i-0 and i-1 by the newer configuration, i-2 and i-3 later by the older one, o-1 by hand."""
    yard = Yard(**({"removal_policies": list(policies)} if policies else {}))
    older = _configured(yard)
    yard.rehearsal.advance(10)
    yard.enabled()
    yard.scale(2)
    yard.ask(ModifyScalingGroup(scaling_group_id=yard.group, active_scaling_configuration_id=older))
    yard.rehearsal.advance(10)
    yard.scale(2)
    yard.rehearsal.advance(10)
    yard.attach(yard.outsider())
    return yard


def _configured(yard: Yard) -> str:
    command = CreateScalingConfiguration(
        scaling_group_id=yard.group, image_id="img", instance_type="ecs.g7.large"
    )
    return str(yard.ask(command).scaling_configuration_id)


def order(yard: Yard) -> list[str]:
    """In which order they go, one after the other."""
    here = dict.fromkeys(yard.instances())
    gone = []
    while here:
        yard.scale(-1)
        [left] = set(here) - set(yard.instances())
        gone.append(left)
        del here[left]
    return gone


@pytest.mark.parametrize(
    ("policies", "first_to_last"),
    [
        ([], "i-2 i-3 i-0 i-1 o-1"),
        (["OldestScalingConfiguration", "OldestInstance"], "i-2 i-3 i-0 i-1 o-1"),
        (["OldestScalingConfiguration", "NewestInstance"], "i-3 i-2 i-1 i-0 o-1"),
        (["OldestInstance"], "i-0 i-1 i-2 i-3 o-1"),
        (["OldestInstance", "OldestScalingConfiguration"], "i-0 i-1 i-2 i-3 o-1"),
        (["NewestInstance"], "o-1 i-3 i-2 i-1 i-0"),
        (["NewestInstance", "OldestScalingConfiguration"], "o-1 i-3 i-2 i-1 i-0"),
    ],
)
def test_who_goes_first(policies: list[str], first_to_last: str) -> None:
    """The first key decides, then the second. Attached ones have no configuration, and go last by it;
    their age counts from when they came.
    """
    assert order(grown(*policies)) == first_to_last.split()


def test_policies_that_change() -> None:
    """From then on the other ones count."""
    yard = grown("OldestInstance")
    yard.ask(ModifyScalingGroup(scaling_group_id=yard.group, removal_policies=["NewestInstance"]))
    yard.scale(-1)
    assert "o-1" not in yard.instances()


@pytest.mark.parametrize("policy", ["recycle", "forcerecycle"])
def test_kept_instances_come_first(policy: str) -> None:
    """They are stopped when they go, count nowhere, and are started again before others are made."""
    yard = Yard(scaling_policy=policy)
    yard.enabled()
    yard.scale(3)
    yard.scale(-2)
    assert yard.sent(ParkInstances) == ["ParkInstances"]
    assert yard.by_state() == {"Stopped": ["i-0", "i-1"], "InService": ["i-2"]}
    activity = yard.scale(3)
    assert yard.by_state() == {"InService": ["i-0", "i-1", "i-2", "i-3"]}
    assert [c.amount for c in yard.rehearsal.sent if isinstance(c, LaunchInstances)] == [3, 1]
    assert list(yard.instances(scaling_activity_id=activity)) == ["i-0", "i-1", "i-3"]
    assert yard.released_ids() == []


@pytest.mark.parametrize("policy", ["release", "forcerelease"])
def test_others_keep_none(policy: str) -> None:
    """They are released."""
    yard = Yard(scaling_policy=policy)
    yard.enabled()
    yard.scale(1)
    yard.scale(-1)
    assert (yard.by_state(), yard.released_ids()) == ({}, ["i-0"])


def test_a_kept_instance_is_attached_again() -> None:
    """By its own group, which has it started; and not while it is entrusted anew, or held by hooks."""
    yard = Yard(scaling_policy="recycle", databases='["rm-1"]')
    yard.enabled()
    yard.scale(1)
    yard.scale(-1)
    for more in ({"entrusted": True}, {"lifecycle_hook": True}):
        with pytest.raises(Exception, match="InvalidParameter"):
            yard.attach("i-0", **more)
    activity = yard.attach("i-0")
    assert yard.by_state() == {"InService": ["i-0"]}
    assert yard.activity(activity).status_code == "Successful"
    yard.scale(-1)
    assert yard.by_state() == {"Stopped": ["i-0"]}


def test_a_kept_instance_that_vanishes_is_forgotten() -> None:
    """Nothing is launched in its place."""
    yard = Yard(scaling_policy="recycle", min_size=0)
    yard.enabled()
    yard.scale(1)
    yard.scale(-1)
    yard.vanished("i-0")
    assert yard.by_state() == {}
    yard.scale(1)
    assert yard.by_state() == {"InService": ["i-1"]}
