"""Views of instances and hooks are kept by what they say: whatever changes, no old one is shown."""

from dataclasses import replace

from scalehook.scaling_controller.state import Configuration, Group, Hook, Instance
from scalehook.scaling_controller.views.hooks import hook_view
from scalehook.scaling_controller.views.instances import _view, instance_view
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

ASKED = CreateScalingGroup(region_id="cn-hangzhou", min_size=0, max_size=1)
INSTANCE = Instance(
    instance_id="i-1",
    group_id="asg-1",
    configuration_id="asc-1",
    activity_id="asa-1",
    private_ip_address="10.0.0.1",
    zone_id="cn-hangzhou-a",
    created_at=1_700_000_000.0,
)

NOW = INSTANCE.created_at + 60
HOOK = Hook("ash-1", "asg-1", "web", "SCALE_OUT", "CONTINUE", 600, "", "")


def group_with(weight: int) -> Group:
    request = CreateScalingConfiguration(scaling_group_id="asg-1", load_balancer_weight=weight)
    made = Configuration("asc-1", "asc-1", 0.0, request)
    return Group("asg-1", "web", 0.0, 0.0, ASKED, configurations={"asc-1": made})


def test_the_same_instance_has_the_same_view() -> None:
    """Nothing is made or checked twice."""
    first = instance_view(INSTANCE, group_with(50), NOW)
    assert instance_view(replace(INSTANCE), group_with(50), NOW) is first


def test_whatever_changes_is_seen() -> None:
    """Also what the instance itself does not hold."""
    instance = replace(INSTANCE)
    before = instance_view(instance, group_with(50), NOW)
    instance.lifecycle_state = "InService"
    after = instance_view(instance, group_with(10), NOW)
    assert (before.lifecycle_state, before.load_balancer_weight) == ("Pending", 50)
    assert (after.lifecycle_state, after.load_balancer_weight) == ("InService", 10)


def test_an_instance_without_its_configuration() -> None:
    """Has the documented defaults."""
    view = instance_view(replace(INSTANCE, configuration_id="asc-gone"), group_with(10), NOW)
    assert (view.load_balancer_weight, view.instance_type, view.spot_strategy) == (50, "", "NoSpot")


def test_only_so_many_are_kept() -> None:
    """However many instances a fleet has had."""
    most = _view.cache_info().maxsize or 0
    for number in range(most + 10):
        instance_view(replace(INSTANCE, instance_id=f"i-{number}"), group_with(50), NOW)
    assert 0 < _view.cache_info().currsize == most <= 2000


def test_a_hook_that_is_changed() -> None:
    """Has another view, and where there is no receiver, each account its own."""
    hook = replace(HOOK)
    before = hook_view(hook, "r", "1")
    hook.status, hook.heartbeat_timeout = "InActive", 30
    after = hook_view(hook, "r", "2")
    assert (before.lifecycle_hook_status, before.heartbeat_timeout) == ("Active", 600)
    assert (after.lifecycle_hook_status, after.heartbeat_timeout) == ("InActive", 30)
    assert (before.notification_arn, after.notification_arn) == (
        "acs:ess:r:1:null/null",
        "acs:ess:r:2:null/null",
    )
    assert hook_view(replace(HOOK), "r", "1") is before
