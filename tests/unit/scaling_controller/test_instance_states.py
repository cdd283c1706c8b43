"""Standby, protection and ownership of instances: what serves, and what nothing automatic takes."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.instance_states import (
    EnterStandby,
    ExitStandby,
    ModifyInstanceAttribute,
    SetInstanceHealth,
    SetInstancesProtection,
)
from scalehook_contracts.scaling_controller.instances import LifecycleStateChanged
from support.scaling.cloud import REGION
from support.scaling.yard import Yard


@pytest.fixture
def yard() -> Yard:
    made = Yard(balancers='["lb-1"]', databases='["rm-1"]')
    made.enabled()
    made.scale(3)
    return made


def refused(yard: Yard, command: Any) -> ApiError:
    with pytest.raises(ApiError) as caught:
        yard.ask(command)
    return caught.value


# -- standby --------------------------------------------------------------------------------------


def test_standby_begins_when_nothing_is_forwarded_any_more(yard: Yard) -> None:
    """The weight 0 is awaited: until then the instance is in service, and nobody takes it."""
    yard.ask(EnterStandby(scaling_group_id=yard.group, instance_ids=["i-0"]))
    assert yard.weights() == [{"i-0": 0}]
    assert yard.instances()["i-0"].lifecycle_state == "InService"
    yard.fleet()
    assert yard.by_state() == {"Standby": ["i-0"], "InService": ["i-1", "i-2"]}


def test_an_instance_on_its_way_to_standby_is_not_taken() -> None:
    """Not by an activity that begins meanwhile, in a group that expects a number of instances."""
    yard = Yard(balancers='["lb-1"]', desired_capacity=2)
    yard.enabled().fleet()
    yard.ask(EnterStandby(scaling_group_id=yard.group, instance_ids=["i-0"]))
    assert yard.rehearsal.state.groups[yard.group].roster.first_to_go(2) == ["i-1"]
    yard.remove("i-1")
    assert yard.by_state() == {"Standby": ["i-0"]}


def test_an_instance_comes_back_with_its_weight(yard: Yard) -> None:
    """The one that it was attached with, or its configuration's."""
    yard.attach(yard.outsider(), load_balancer_weights=[7])
    yard.standby("i-0", "o-1")
    yard.back("i-0", "o-1")
    assert yard.weights() == [{"i-0": 0, "o-1": 0}, {"i-0": 50, "o-1": 7}]
    assert list(yard.by_state()) == ["InService"]


def test_standby_tells_its_activity_where_that_is_asked_for(yard: Yard) -> None:
    """Asynchronous calls answer its id; the same token, the same one."""
    command = EnterStandby(
        scaling_group_id=yard.group, instance_ids=["i-0"], asynchronous=True, client_token="t"
    )
    activity = yard.ask(command).scaling_activity_id
    yard.fleet()
    assert yard.activity(activity).status_code == "Successful"
    assert yard.ask(command).scaling_activity_id == activity
    assert yard.ask(ExitStandby(scaling_group_id=yard.group, instance_ids=["i-0"])) is not None


def test_no_hook_holds_instances_on_their_way(yard: Yard) -> None:
    """Neither into standby nor out of it."""
    yard.hook(lifecycle_transition="SCALE_IN")
    yard.hook(lifecycle_transition="SCALE_OUT")
    yard.standby("i-0")
    yard.back("i-0")
    assert yard.by_state() == {"InService": ["i-0", "i-1", "i-2"]}


@pytest.mark.parametrize("take", [Yard.standby, Yard.protect])
def test_scale_in_takes_others(yard: Yard, take: Any) -> None:
    """However much is to go: those on standby and protected ones stay."""
    take(yard, "i-0")
    yard.scale(-1)
    assert yard.released_ids() == ["i-1"]
    yard.scale(-2)
    assert list(yard.instances()) == ["i-0"]


@pytest.mark.parametrize("take", [Yard.standby, Yard.protect])
def test_they_can_be_removed_by_hand(yard: Yard, take: Any) -> None:
    """That is nobody's but the user's business."""
    take(yard, "i-0")
    yard.remove("i-0")
    assert yard.released_ids() == ["i-0"]


@pytest.mark.parametrize("kind", [EnterStandby, ExitStandby])
def test_standby_of_the_wrong_ones(yard: Yard, kind: Any) -> None:
    """Unknown ones, and ones in the wrong state."""
    problem = refused(yard, kind(scaling_group_id=yard.group, instance_ids=["i-none"]))
    assert (problem.code, problem.status) == ("InvalidInstanceId.NotFound", 404)
    assert problem.message == 'Instance "i-none" does not exist.'
    yard.standby("i-0")
    wrong = "i-0" if kind is EnterStandby else "i-1"
    problem = refused(yard, kind(scaling_group_id=yard.group, instance_ids=[wrong]))
    assert problem.code == "IncorrectInstanceStatus"
    assert problem.message == f'The current status of instance "{wrong}" does not support this action.'
    nowhere = kind(scaling_group_id="asg-none", instance_ids=["i-0"])
    assert refused(yard, nowhere).code == "InvalidScalingGroupId.NotFound"
    assert refused(yard, kind(scaling_group_id=yard.group)).code == "MissingParameter"


# -- protection -----------------------------------------------------------------------------------


def test_protection_comes_and_goes(yard: Yard) -> None:
    """Saying it twice changes nothing more."""
    yard.protect("i-0", "i-0")
    yard.protect("i-0")
    assert yard.by_state() == {"Protected": ["i-0"], "InService": ["i-1", "i-2"]}
    changes = [e for e in yard.rehearsal.recorded if isinstance(e, LifecycleStateChanged)]
    assert [e.lifecycle_state for e in changes].count("Protected") == 1
    yard.protect("i-0", on=False)
    assert list(yard.by_state()) == ["InService"]


def test_protected_instances_may_go_to_standby(yard: Yard) -> None:
    """They come back in service."""
    yard.protect("i-0")
    yard.standby("i-0")
    yard.back("i-0")
    assert list(yard.by_state()) == ["InService"]


def test_protection_of_the_wrong_ones(yard: Yard) -> None:
    """Unknown ones, ones in the wrong state, and those of a group that is not active."""

    def command(instance_id: str) -> SetInstancesProtection:
        return SetInstancesProtection(
            scaling_group_id=yard.group, instance_ids=[instance_id], protected_from_scale_in=True
        )

    assert refused(yard, command("i-none")).code == "InvalidInstanceId.NotFound"
    yard.standby("i-0")
    assert refused(yard, command("i-0")).code == "IncorrectInstanceStatus"
    inactive = Yard()
    asleep = command("i-0").model_copy(update={"scaling_group_id": inactive.group})
    assert refused(inactive, asleep).code == "IncorrectScalingGroupStatus"
    nowhere = command("i-0").model_copy(update={"scaling_group_id": "asg-none"})
    assert refused(yard, nowhere).code == "InvalidScalingGroupId.NotFound"


def test_a_group_too_large_shrinks_when_it_may_again(yard: Yard) -> None:
    """Protected instances kept it from that."""
    full = Yard(min_size=1, max_size=3, desired_capacity=3)
    full.enabled().fleet()
    full.protect("i-0", "i-1", "i-2")
    full.scale(-2)
    full.advance(60)
    assert len(full.instances()) == 3
    full.protect("i-0", "i-1", on=False)
    full.advance(60)
    assert full.by_state() == {"Protected": ["i-2"]}


# -- whose they are -------------------------------------------------------------------------------


def entrust(yard: Yard, value: bool | None = True, **named: Any) -> ModifyInstanceAttribute:
    return ModifyInstanceAttribute(
        region_id=REGION, scaling_group_id=yard.group, entrusted=value, **named
    )


def test_attached_instances_are_entrusted_later(yard: Yard) -> None:
    """One by its id, or several: then scaling in releases them."""
    yard.attach(yard.outsider(), yard.outsider(), yard.outsider())
    yard.ask(entrust(yard, instance_id="o-1"))
    yard.ask(entrust(yard, instance_ids=["o-2", "o-3"]))
    yard.ask(entrust(yard, value=False, instance_ids=["o-3"]))
    assert [yard.instances()[f"o-{n}"].entrusted for n in (1, 2, 3)] == [True, True, False]
    yard.scale(-6)
    assert {"o-1", "o-2"} <= set(yard.released_ids())
    assert "o-3" not in yard.released_ids()


def test_what_cannot_be_entrusted(yard: Yard) -> None:
    """Unknown ones, those that scaling has made, and nothing at all."""
    assert refused(yard, entrust(yard, instance_id="i-none")).code == "InvalidInstanceId.NotFound"
    assert refused(yard, entrust(yard, instance_id="i-0")).code == "IncorrectInstanceStatus"
    assert "InstanceIds" in refused(yard, entrust(yard)).message
    assert "Entrusted" in refused(yard, entrust(yard, value=None, instance_id="i-0")).message


def test_health_of_instances_of_no_group(yard: Yard) -> None:
    """Unknown ones: the code's status differs from that of others."""
    problem = refused(yard, SetInstanceHealth(instance_id=yard.outsider(), health_status="Healthy"))
    assert (problem.code, problem.status) == ("InvalidInstanceId.NotFound", 400)
    assert problem.message == 'Instance "o-1" does not exist.'
