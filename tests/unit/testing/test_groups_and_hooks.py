"""Groups, hooks and activities by a line each."""

import pytest

from scalehook.testing.cloud import Cloud
from scalehook.testing.events import NotAsExpected
from scalehook_contracts.errors import ApiError


def test_a_group_is_ready_to_scale(cloud: Cloud) -> None:
    """It has a configuration, and is enabled; what is asked for is what it shows."""
    group = cloud.group("web", max_size=5, default_cooldown=7)
    view = group.view
    assert (view.scaling_group_name, view.lifecycle_state) == ("web", "Active")
    assert (view.min_size, view.max_size, view.default_cooldown) == (0, 5, 7)
    assert (group.instances, group.activities, group.waiting) == ([], [], [])


def test_a_group_as_it_was_created(cloud: Cloud) -> None:
    """Without being enabled it is inactive, until somebody enables it."""
    group = cloud.group(enabled=False, configuration={"instance_type": "ecs.c7.large"})
    assert group.view.lifecycle_state == "Inactive"
    configuration = group.configure()
    group.enable(active_scaling_configuration_id=configuration)
    assert group.view.active_scaling_configuration_id == configuration


def test_a_group_fills_itself(cloud: Cloud) -> None:
    """The instances are what the API describes; an activity can be waited for."""
    group = cloud.group(min_size=2)
    [activity] = group.activities
    assert activity.status == "InProgress"
    assert activity.finish() == "Successful"
    assert group.states == ["InService"] * 2
    assert {each.instance_type for each in group.instances} == {"ecs.g7.large"}


def test_a_hook_is_what_was_asked_for(cloud: Cloud) -> None:
    """Its receiver is a queue, a topic, a template or an ARN; metadata is a text, or JSON."""
    group, queue, topic = cloud.group(), cloud.queue("q"), cloud.topic("t")
    template = cloud.template("ACS-ESS-LifeCycleRunCommand")
    by_queue = group.hook("SCALE_OUT", to=queue, timeout=300, default="ABANDON", name="drain")
    view = by_queue.view
    assert (by_queue.name, view.notification_arn, view.heartbeat_timeout) == ("drain", queue.arn, 300)
    assert view.default_result == "ABANDON"
    by_topic = group.hook("SCALE_IN", to=topic, metadata={"a": 1})
    assert (by_topic.view.notification_arn, by_topic.view.notification_metadata) == (
        topic.arn,
        '{"a": 1}',
    )
    by_arn = group.hook("SCALE_IN", to=template.arn, metadata="{}")
    assert by_arn.view.notification_arn == template.arn
    assert group.hooks == [by_queue, by_topic, by_arn]


def test_a_hook_is_changed_and_deleted(cloud: Cloud) -> None:
    """Its handle then says what the API says."""
    hook = cloud.group().hook("SCALE_OUT")
    hook.modify(heartbeat_timeout=45)
    assert hook.view.heartbeat_timeout == 45
    hook.delete()
    with pytest.raises(ApiError, match=r"InvalidLifecycleHookId\.NotExist"):
        _ = hook.view


def test_a_value_that_does_not_fit_is_refused_as_documented(cloud: Cloud) -> None:
    """With the error that an SDK would have got."""
    with pytest.raises(ApiError, match="InvalidParamter"):
        cloud.group().hook("SCALE_OUT", timeout=5)
    with pytest.raises(ApiError) as refused:
        cloud.group(min_size=3, max_size=1)
    assert refused.value.status == 400


def test_a_parameter_that_there_is_not_is_refused(cloud: Cloud) -> None:
    """It would do nothing; the nearest one is named."""
    with pytest.raises(TypeError, match="no parameter 'max_siz': did you mean max_size"):
        cloud.group(max_siz=5)
    with pytest.raises(TypeError, match="metadata is a text"):
        cloud.group().hook("SCALE_OUT", metadata=5)


def test_scaling_without_a_hook_is_said(cloud: Cloud) -> None:
    """Nothing waits, and `scale_out` would have nothing to give."""
    group = cloud.group()
    with pytest.raises(NotAsExpected, match=r"no hook for SCALE_OUT: use group\.scale"):
        group.scale_out()
    assert group.states == ["InService"]
    assert group.scale(-1).finish() == "Successful"
    assert group.states == []


def test_a_group_that_expects_a_number(cloud: Cloud) -> None:
    """It scales as any other, at once; an activity that there is not any more is said."""
    group = cloud.group(desired_capacity=0)
    group.hook("SCALE_OUT", timeout=300)
    action = group.scale_out()
    action.complete("CONTINUE")
    assert (group.states, group.view.desired_capacity) == (["InService"], 1)
    [activity] = group.activities
    assert activity.finish() == "Successful"
    cloud.reset()
    with pytest.raises(LookupError, match=f"there is no activity {activity.id}"):
        _ = activity.view
