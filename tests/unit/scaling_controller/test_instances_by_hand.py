"""Instances attached, detached and removed by hand: what happens to them, and what does not."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.back_ends import AddInstancesToBackEnds, RemoveInstancesFromBackEnds
from scalehook_contracts.fleet.instances import ReleaseInstances
from scalehook_contracts.fleet.listeners import ListenerDeleted
from scalehook_contracts.fleet.load_balancers import LoadBalancerDeleted, LoadBalancerStatusSet
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, RemoveAddressesFromWhitelists
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.scaling_controller.attachments import AttachDBInstances
from scalehook_contracts.scaling_controller.instance_changes import (
    AttachInstances,
    DetachInstances,
    RemoveInstances,
)
from support.scaling.cloud import REGION
from support.scaling.resources import database_created
from support.scaling.yard import Yard

OUT = {"lifecycle_transition": "SCALE_OUT"}
IN = {"lifecycle_transition": "SCALE_IN"}


@pytest.fixture
def yard() -> Yard:
    made = Yard(balancers='["lb-1"]', databases='["rm-1"]', max_size=5)
    made.enabled()
    return made


def refused(yard: Yard, command: Any) -> ApiError:
    with pytest.raises(ApiError) as caught:
        yard.ask(command)
    return caught.value


# -- attaching ------------------------------------------------------------------------------------


def test_an_attached_instance_serves(yard: Yard) -> None:
    """Its address is let in first; then it serves behind the balancer, and only then is in service."""
    activity = yard.attach(yard.outsider(), load_balancer_weights=[30])
    [view] = yard.instances().values()
    assert (view.lifecycle_state, view.creation_type, view.entrusted) == ("InService", "Attached", False)
    assert (view.load_balancer_weight, view.zone_id) == (30, "zone-a")
    assert view.scaling_configuration_id == ""
    sent = yard.sent(AddAddressesToWhitelists, AddInstancesToBackEnds)
    assert sent == ["AddAddressesToWhitelists", "AddInstancesToBackEnds"]
    described = yard.activity(activity)
    assert described.status_code == "Successful"
    assert described.cause == (
        'A user requests to attach instance "o-1", changing the Total Capacity from "0" to "1".'
    )


def test_attaching_skips_hooks(yard: Yard) -> None:
    """A hook of the direction is there; nobody is told, and nothing waits."""
    yard.hook(**OUT)
    activity = yard.attach(yard.outsider())
    assert yard.by_state() == {"InService": ["o-1"]}
    assert yard.actions(activity) == []
    assert not [e for e in yard.rehearsal.recorded if isinstance(e, LifecycleActionStarted)]
    assert not yard.rehearsal.machine.timers


def test_attaching_with_hooks(yard: Yard) -> None:
    """The call asks for them: they hold the instance, and one that abandons it lets it go, unharmed."""
    yard.hook(**OUT)
    activity = yard.attach(yard.outsider(), lifecycle_hook=True)
    assert yard.by_state() == {"Pending:Wait": ["o-1"]}
    yard.complete(yard.actions(activity)[0], "ABANDON")
    assert yard.by_state() == {}
    assert yard.released_ids() == []
    assert yard.attach("o-1")


def test_entrusted_instances_are_released_later(yard: Yard) -> None:
    """Others only leave when they are scaled in."""
    yard.attach(yard.outsider(), yard.outsider(), entrusted=True)
    yard.attach(yard.outsider())
    yard.scale(-3)
    assert sorted(yard.released_ids()) == ["o-1", "o-2"]
    assert yard.attach("o-3")


def test_an_instance_may_be_heard_of_late(yard: Yard) -> None:
    """It runs, and the event that says so is under way: the call waits for it."""
    waiting = yard.outsider(running=False)
    step = yard.rehearsal.play(AttachInstances(scaling_group_id=yard.group, instance_ids=[waiting]))
    assert step.deferral
    yard.started(waiting)
    yard.fleet()
    assert yard.by_state() == {"InService": [waiting]}


@pytest.mark.parametrize(
    ("make", "code", "status"),
    [
        (lambda yard: "i-none", "InvalidInstanceId.NotFound", 404),
        (lambda yard: "", "InvalidInstanceId.NotFound", 404),
        (lambda yard: yard.outsider(running=False), "IncorrectInstanceStatus", 400),
        (lambda yard: yard.attach(yard.outsider()) and "o-1", "InvalidInstanceId.InUse", 400),
    ],
)
def test_instances_that_cannot_be_attached(yard: Yard, make: Any, code: str, status: int) -> None:
    """Unknown ones, ones that do not run, and ones of a group; nothing is changed."""
    bad = make(yard)
    before = yard.by_state()
    command = AttachInstances(scaling_group_id=yard.group, instance_ids=[bad])
    problem = refused(yard, command)
    assert (problem.code, problem.status) == (code, status)
    assert f'"{bad}"' in problem.message
    assert yard.by_state() == before


def test_a_released_instance_cannot_be_attached(yard: Yard) -> None:
    """Nobody knows it any more."""
    gone = yard.outsider()
    yard.vanished(gone)
    problem = refused(yard, AttachInstances(scaling_group_id=yard.group, instance_ids=[gone]))
    assert problem.message == f'Instance "{gone}" does not exist.'


def test_invalid_ones_among_valid_ones(yard: Yard) -> None:
    """They are refused, or ignored where that is asked for: the activity then ends with a warning."""
    good = yard.outsider()
    command = AttachInstances(scaling_group_id=yard.group, instance_ids=["i-none", good])
    assert refused(yard, command).code == "InvalidInstanceId.NotFound"
    activity = yard.attach("i-none", good, ignore_invalid_instance=True)
    assert yard.by_state() == {"InService": [good]}
    assert yard.activity(activity).status_code == "Warning"
    assert (
        refused(
            yard,
            command.model_copy(update={"instance_ids": ["i-none"], "ignore_invalid_instance": True}),
        ).code
        == "InvalidInstanceId.NotFound"
    )


def test_a_full_group_takes_no_more(yard: Yard) -> None:
    """Attaching is refused, not cut."""
    yard.scale(4)
    command = AttachInstances(
        scaling_group_id=yard.group, instance_ids=[yard.outsider(), yard.outsider()]
    )
    assert refused(yard, command).message == (
        "To attach the instances, the total capacity will be greater than the MaxSize."
    )
    yard.attach("o-1", "o-1")
    assert len(yard.instances()) == 5


def test_a_busy_group_takes_none(yard: Yard) -> None:
    """One activity at a time; and none where the group is not active."""
    yard.hook(**OUT)
    yard.scale(1)
    command = AttachInstances(scaling_group_id=yard.group, instance_ids=[yard.outsider()])
    assert refused(yard, command).code == "ScalingActivityInProgress"
    inactive = Yard()
    command = AttachInstances(scaling_group_id=inactive.group, instance_ids=[inactive.outsider()])
    assert refused(inactive, command).code == "IncorrectScalingGroupStatus"


@pytest.mark.parametrize(
    ("parameters", "code", "name"),
    [
        ({"instance_ids": []}, "MissingParameter", "InstanceIds"),
        ({"load_balancer_weights": [1, 2]}, "InvalidParameter", "LoadBalancerWeights"),
        ({"entrusted": True}, "InvalidParameter", "Entrusted"),
        ({"lifecycle_hook": True}, "InvalidParameter", "LifecycleHook"),
        ({"region_id": "cn-beijing"}, "InvalidRegionId.NotFound", ""),
        ({"scaling_group_id": "asg-none"}, "InvalidScalingGroupId.NotFound", ""),
    ],
)
def test_bad_attachments(yard: Yard, parameters: dict[str, Any], code: str, name: str) -> None:
    """Also what does not go together with an instance that is paid for in advance."""
    prepaid = yard.outsider(instance_charge_type="PrePaid")
    command = AttachInstances(
        **{"scaling_group_id": yard.group, "instance_ids": [prepaid], **parameters}
    )
    problem = refused(yard, command)
    assert problem.code == code
    assert name in problem.message


def test_a_balancer_that_has_stopped_takes_none_and_gives_none(yard: Yard) -> None:
    """Nobody joins or leaves by hand meanwhile; one that is deleted is passed over."""
    yard.attach(yard.outsider())
    status = LoadBalancerStatusSet(load_balancer_id="lb-1", load_balancer_status="inactive")
    yard.rehearsal.tell(status)
    coming = AttachInstances(scaling_group_id=yard.group, instance_ids=[yard.outsider()])
    leaving = {"scaling_group_id": yard.group, "instance_ids": ["o-1"]}
    for command in (coming, DetachInstances(**leaving), RemoveInstances(**leaving)):
        problem = refused(yard, command)
        assert (problem.code, problem.status) == ("IncorrectLoadBalancerStatus", 400)
        assert "specified load balancer does not support this action" in problem.message
    yard.rehearsal.tell(LoadBalancerDeleted(load_balancer_id="lb-1"))
    yard.attach("o-2")
    yard.detach("o-1", "o-2")


def test_who_joins_is_looked_after(yard: Yard) -> None:
    """A balancer whose listener is gone takes none by hand, and gives up those that it has."""
    yard.attach(yard.outsider())
    yard.rehearsal.tell(ListenerDeleted(load_balancer_id="lb-1", listener_port=80))
    coming = AttachInstances(scaling_group_id=yard.group, instance_ids=[yard.outsider()])
    assert refused(yard, coming).code == "IncorrectLoadBalancerHealthCheck"
    yard.detach("o-1")


def test_a_full_whitelist_takes_none() -> None:
    """Nor does it when only some find room."""
    yard = Yard()
    yard.rehearsal.tell(database_created("rm-1", addresses=999))
    yard.ask(AttachDBInstances(scaling_group_id=yard.group, db_instances=["rm-1"]))
    yard.enabled()
    both = [yard.outsider(), yard.outsider()]
    problem = refused(yard, AttachInstances(scaling_group_id=yard.group, instance_ids=both))
    assert problem.code == "QuotaExceeded.DBInstanceSecurityIP"
    assert problem.message == 'Security IP quota exceeded in DB instance "rm-1".'
    yard.attach(both[0])


def test_the_same_token_attaches_once(yard: Yard) -> None:
    """The answer is the first one's."""
    guest = yard.outsider()
    assert yard.attach(guest, client_token="t") == yard.attach(guest, client_token="t")
    assert len(yard.begun()) == 1


# -- leaving --------------------------------------------------------------------------------------


def test_detached_instances_run_on(yard: Yard) -> None:
    """They leave whitelist and balancer, are not released, and can be attached again."""
    yard.scale(2)
    activity = yard.detach("i-0", detach_option="Both")
    assert yard.by_state() == {"InService": ["i-1"]}
    assert yard.sent(ReleaseInstances) == []
    assert yard.sent(RemoveAddressesFromWhitelists, RemoveInstancesFromBackEnds) == [
        "RemoveAddressesFromWhitelists",
        "RemoveInstancesFromBackEnds",
    ]
    assert yard.activity(activity).total_capacity == "1"
    yard.attach("i-0")
    assert yard.instances()["i-0"].creation_type == "Attached"


def test_removed_instances_are_released(yard: Yard) -> None:
    """Those that scaling has made; others only leave. One call, one activity."""
    yard.scale(1)
    yard.attach(yard.outsider())
    activity = yard.remove("i-0", "o-1")
    assert yard.by_state() == {}
    assert yard.released_ids() == ["i-0"]
    assert yard.activity(activity).status_code == "Successful"


@pytest.mark.parametrize("leave", [Yard.detach, Yard.remove])
def test_leaving_by_hand_skips_hooks(yard: Yard, leave: Any) -> None:
    """A hook of the direction is there; nobody is told, and nothing waits."""
    yard.scale(1)
    yard.hook(**IN)
    activity = leave(yard, "i-0")
    assert yard.by_state() == {}
    assert yard.actions(activity) == []
    assert not [e for e in yard.rehearsal.recorded if isinstance(e, LifecycleActionStarted)]
    assert not yard.rehearsal.machine.timers
    assert yard.activity(activity).status_code == "Successful"


def test_detaching_with_hooks(yard: Yard) -> None:
    """The call asks for them."""
    yard.scale(1)
    yard.hook(**IN)
    activity = yard.detach("i-0", lifecycle_hook=True)
    assert yard.by_state() == {"Removing:Wait": ["i-0"]}
    yard.complete(yard.actions(activity)[0], "CONTINUE")
    assert (yard.by_state(), yard.released_ids()) == ({}, [])


def test_a_hook_that_keeps_instances_leaves_them_as_they_were() -> None:
    """On standby, protected, or stopped: what is stopped is let into no whitelist."""
    yard = Yard(balancers='["lb-1"]', databases='["rm-1"]', scaling_policy="recycle")
    yard.enabled()
    yard.scale(4)
    yard.scale(-1)
    yard.standby("i-1")
    yard.protect("i-2")
    before = yard.by_state()
    assert sorted(before) == ["InService", "Protected", "Standby", "Stopped"]
    yard.hook(**IN)
    activity = yard.detach("i-0", "i-1", "i-2", "i-3", lifecycle_hook=True)
    assert list(yard.by_state()) == ["Removing:Wait"]
    yard.complete(yard.actions(activity)[0], "ROLLBACK")
    assert yard.by_state() == before
    [*_, admitted] = [c for c in yard.rehearsal.sent if isinstance(c, AddAddressesToWhitelists)]
    assert admitted.addresses == ["172.16.0.1", "172.16.0.2", "172.16.0.3"]
    assert yard.rehearsal.state.groups[yard.group].roster.stopped(1) == ["i-0"]


def test_an_activity_without_instances_says_so(yard: Yard) -> None:
    """They have been deleted while a hook held them: it is not the hook that let them go."""
    yard.hook(**OUT)
    activity = yard.scale(1)
    yard.vanished("i-0")
    described = yard.activity(activity)
    assert described.status_code == "Failed"
    assert described.status_message == '"1" ECS instances are gone'


def test_a_setting_has_hooks_hold_what_is_removed(yard: Yard) -> None:
    """The call then may leave out some of them, or all."""
    yard.rehearsal.machine.settings.hooks_on_removal = True  # type: ignore[attr-defined]  # its own
    yard.scale(4)
    first, second = yard.hook(**IN), yard.hook(**IN)
    activity = yard.remove("i-0")
    assert {a.lifecycle_hook_id for a in yard.actions(activity)} == {first, second}
    for action in yard.actions(activity):
        yard.complete(action)
    context = f'{{"IgnoredLifecycleHookIds": ["{first}"]}}'
    activity = yard.remove("i-1", lifecycle_hook_context=context)
    [action] = yard.actions(activity)
    assert action.lifecycle_hook_id == second
    yard.complete(action)
    activity = yard.remove("i-2", lifecycle_hook_context='{"DisableLifecycleHook": true}')
    assert yard.actions(activity) == []
    assert yard.by_state() == {"InService": ["i-3"]}


def test_groups_that_keep_instances_keep_removed_ones(yard: Yard) -> None:
    """Only when the call says so: without a word they are released."""
    keeping = Yard(scaling_policy="recycle")
    keeping.enabled()
    keeping.scale(2)
    keeping.remove("i-0", remove_policy="recycle")
    keeping.remove("i-1")
    assert keeping.by_state() == {"Stopped": ["i-0"]}
    keeping.remove("i-0")
    assert keeping.by_state() == {}
    assert keeping.released_ids() == ["i-1", "i-0"]


def test_groups_that_keep_none_release_them_all_the_same(yard: Yard) -> None:
    """`recycle` has no effect there; where it makes no sense at all, it is refused."""
    yard.scale(1)
    yard.remove("i-0", remove_policy="recycle")
    assert yard.released_ids() == ["i-0"]
    containers = Yard(group_type="ECI")
    command = RemoveInstances(
        scaling_group_id=containers.group, instance_ids=["i-0"], remove_policy="recycle"
    )
    problem = refused(containers, command)
    assert (problem.code, problem.message) == (
        "InvalidParameter",
        "The specified group does not support the specified RemovePolicy.",
    )


@pytest.mark.parametrize("kind", [DetachInstances, RemoveInstances])
def test_a_group_does_not_fall_below_its_smallest_size(kind: Any) -> None:
    """Leaving by hand is refused, not cut."""
    small = Yard(min_size=2)
    small.enabled().fleet()
    problem = refused(small, kind(scaling_group_id=small.group, instance_ids=["i-0"]))
    assert (problem.code, problem.message) == (
        "IncorrectCapacity.MinSize",
        "To remove the instances, the total capacity will be lesser than the MinSize.",
    )


@pytest.mark.parametrize("kind", [DetachInstances, RemoveInstances])
def test_instances_that_cannot_leave(yard: Yard, kind: Any) -> None:
    """Those of another group, or of none."""
    yard.scale(1)
    outsider = yard.outsider()
    for bad in ("i-none", outsider):
        problem = refused(yard, kind(scaling_group_id=yard.group, instance_ids=["i-0", bad]))
        assert (problem.code, problem.status) == ("InvalidInstanceId.NotFound", 404)
        assert problem.message == f'Instance "{bad}" does not exist.'
    assert refused(yard, kind(scaling_group_id=yard.group, instance_ids=[])).code == "MissingParameter"
    nowhere = kind(scaling_group_id="asg-none", instance_ids=["i-0"])
    assert refused(yard, nowhere).code == "InvalidScalingGroupId.NotFound"
    assert yard.by_state() == {"InService": ["i-0"]}


def test_ignored_instances_are_named(yard: Yard) -> None:
    """The answer says which, and why; the same token gets the same answer."""
    yard.scale(2)
    command = RemoveInstances(
        scaling_group_id=yard.group,
        instance_ids=["i-0", "i-none"],
        ignore_invalid_instance=True,
        client_token="t",
    )
    answer = yard.ask(command)
    yard.fleet()
    [ignored] = answer.ignored_instances
    assert (ignored.instance_id, ignored.code) == ("i-none", "InvalidInstanceId.NotFound")
    assert ignored.message == 'Instance "i-none" does not exist.'
    activity = yard.activity(answer.scaling_activity_id)
    [problem] = activity.error_messages
    assert activity.status_code == "Warning"
    assert problem.failed_instance_ids == ["i-none"]
    assert problem.description == 'Fail to remove "1" ECS instances'
    assert yard.ask(command) == answer
    assert yard.by_state() == {"InService": ["i-1"]}


def test_leaving_ignores_what_is_not_there(yard: Yard) -> None:
    """Detaching, too."""
    yard.scale(1)
    activity = yard.detach("i-none", "i-0", ignore_invalid_instance=True)
    assert yard.activity(activity).status_code == "Warning"
    assert yard.by_state() == {}


def test_a_context_that_names_no_hook(yard: Yard) -> None:
    """It is refused, whether hooks hold anything or not."""
    yard.scale(1)
    context = '{"IgnoredLifecycleHookIds": ["ash-none"]}'
    command = RemoveInstances(
        scaling_group_id=yard.group, instance_ids=["i-0"], lifecycle_hook_context=context
    )
    assert refused(yard, command).message == (
        'The specified value of parameter "LifecycleHookContext" is not valid.'
    )


# -- groups that expect a number of instances -----------------------------------------------------


@pytest.fixture
def expecting() -> Yard:
    made = Yard(min_size=1, max_size=6, desired_capacity=3)
    made.enabled().fleet()
    return made


def expected(yard: Yard) -> int:
    return int(yard.rehearsal.state.groups[yard.group].request.desired_capacity)


def test_attaching_raises_the_expected_number(expecting: Yard) -> None:
    """By as many as come, as far as the limits let it."""
    expecting.attach(expecting.outsider(), expecting.outsider())
    assert (expected(expecting), len(expecting.instances())) == (5, 5)
    command = AttachInstances(
        scaling_group_id=expecting.group,
        instance_ids=[expecting.outsider(), expecting.outsider()],
    )
    assert refused(expecting, command).code == "IncorrectCapacity.MaxSize"


@pytest.mark.parametrize("leave", [Yard.detach, Yard.remove])
def test_leaving_lowers_the_expected_number(expecting: Yard, leave: Any) -> None:
    """Unless it is to stay: then others come."""
    leave(expecting, "i-0")
    assert (expected(expecting), sorted(expecting.instances())) == (2, ["i-1", "i-2"])
    leave(expecting, "i-1", decrease_desired_capacity=False)
    assert (expected(expecting), sorted(expecting.instances())) == (2, ["i-2", "i-3"])


def test_who_is_missed_is_replaced_while_a_hook_holds_it(expecting: Yard) -> None:
    """The number that the group expects stays, and several things go on at once."""
    expecting.hook(**IN)
    activity = expecting.detach("i-0", lifecycle_hook=True, decrease_desired_capacity=False)
    expecting.advance(60)
    assert activity in expecting.rehearsal.state.groups[expecting.group].running
    states = expecting.by_state()
    assert states["Removing:Wait"] == ["i-0"]
    assert len(states["InService"]) == len(expecting.instances()) - 1 == 3


def test_several_by_hand_go_on_at_once(expecting: Yard) -> None:
    """But nobody touches what another activity is about."""
    expecting.hook(**IN)
    expecting.detach("i-0", lifecycle_hook=True)
    expecting.remove("i-1")
    assert expecting.by_state() == {"Removing:Wait": ["i-0"], "InService": ["i-2"]}
    command = RemoveInstances(scaling_group_id=expecting.group, instance_ids=["i-0"])
    assert refused(expecting, command).code == "IncorrectInstanceStatus"


def test_one_instance_per_call(yard: Yard) -> None:
    """As kubernetes' autoscaler does it, one after the other."""
    yard.scale(3)
    for instance_id in ("i-2", "i-0", "i-1"):
        yard.remove(instance_id, region_id=REGION)
    assert yard.by_state() == {}
    assert yard.released_ids() == ["i-2", "i-0", "i-1"]
