"""Receivers of hooks: which there are, taken off again, and metadata that nobody gets."""

from typing import Any

import pytest

from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Caution
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling import InvalidParamter, QuotaExceededLifecycleHook
from scalehook_contracts.receiver import Kind
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.hooks import (
    CreateLifecycleHook,
    DescribeLifecycleHooks,
    HookSpecification,
    LifecycleHookMetadataUnused,
    LifecycleHookView,
    ModifyLifecycleHook,
)
from support.scaling.cloud import ACCOUNT, REGION, Cloud

NOBODY = f"acs:ess:{REGION}:{ACCOUNT}:null/null"


def cloud(**settings: Any) -> Cloud:
    return Cloud(rehearsal=Rehearsal(SERVICE, Settings(**settings)))


def only_hook(play: Cloud) -> LifecycleHookView:
    page = play.ask(DescribeLifecycleHooks(scaling_group_id=play.group))
    assert page.total_count == 1
    view: LifecycleHookView = page.lifecycle_hooks[0]
    return view


def with_metadata(play: Cloud, way: str) -> Any:
    """A command that gives a hook metadata and no receiver."""
    metadata = {"notification_metadata": "helloworld"}
    if way == "modify":
        return ModifyLifecycleHook(lifecycle_hook_id=play.hook(), **metadata)
    if way == "create":
        given = {"scaling_group_id": play.group, "lifecycle_transition": "SCALE_OUT"}
        return CreateLifecycleHook(**given, **metadata)
    hook = HookSpecification(lifecycle_transition="SCALE_OUT", **metadata)
    return CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, lifecycle_hooks=[hook])


@pytest.mark.parametrize("way", ["create", "modify", "group"])
def test_metadata_alone_is_refused(way: str) -> None:
    """The message names the setting that takes it."""
    play = cloud()
    with pytest.raises(InvalidParamter, match="SCALEHOOK_METADATA_WITHOUT_ARN=accept") as caught:
        play.ask(with_metadata(play, way))
    assert caught.value.code == "InvalidParamter"
    assert caught.value.message.startswith("The specified value of parameter is not valid.")


@pytest.mark.parametrize("way", ["create", "modify", "group"])
def test_metadata_alone_is_taken_with_a_warning(way: str) -> None:
    """It is kept and described, and somebody is told that it has no effect."""
    play = cloud(metadata_without_arn="accept")
    play.ask(with_metadata(play, way))
    [hook] = play.rehearsal.state.hooks.values()
    assert (hook.notification_metadata, hook.notification_arn) == ("helloworld", "")
    cautions = [event for event in play.rehearsal.recorded if isinstance(event, Caution)]
    assert cautions == [LifecycleHookMetadataUnused(lifecycle_hook_id=hook.hook_id)]


@pytest.mark.parametrize("arn", ["", NOBODY])
def test_a_receiver_is_taken_off(arn: str) -> None:
    """By an empty ARN, or that which a hook without receiver is described with; nobody is told then."""
    play = cloud().enabled()
    hook = play.hook(notification_arn=play.queue("q1"))
    play.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, notification_arn=arn))
    assert only_hook(play).notification_arn == NOBODY
    play.scale(1)
    started = [e for e in play.rehearsal.recorded if type(e).__name__ == "LifecycleActionStarted"]
    assert [getattr(event, "notification_arn", None) for event in started] == [""]


def test_metadata_goes_with_its_receiver() -> None:
    """Both are taken off together; the receiver alone would leave metadata that nobody gets."""
    play = cloud()
    hook = play.hook(notification_arn=play.queue("q1"), notification_metadata="text")
    with pytest.raises(InvalidParamter):
        play.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, notification_arn=NOBODY))
    play.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, notification_arn="", notification_metadata=""))
    assert (only_hook(play).notification_arn, only_hook(play).notification_metadata) == (NOBODY, "")


def test_metadata_alone_is_taken_off() -> None:
    """The receiver stays, and gets no metadata any more."""
    play = cloud()
    hook = play.hook(notification_arn=play.queue("q1"), notification_metadata="text")
    play.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, notification_metadata=""))
    assert only_hook(play).notification_arn.endswith("queue/q1")
    assert only_hook(play).notification_metadata == ""


def test_a_hook_is_made_as_it_was_described() -> None:
    """Whoever copies a hook without receiver gets one."""
    play = cloud()
    play.hook(notification_arn=NOBODY)
    assert only_hook(play).notification_arn == NOBODY


@pytest.mark.parametrize(
    "arn", ["acs:ess:null/null", "acs:mns:r:a:null/null", "acs:ess:r:a:x:null/null"]
)
def test_what_looks_like_nobody(arn: str) -> None:
    """It is refused like any other ARN that names no receiver."""
    with pytest.raises(ApiError) as caught:
        cloud().hook(notification_arn=arn)
    assert caught.value.code == "InvalidNotificationArn"


@pytest.mark.parametrize("kind", ["queue", "topic", "template", "eventbus"])
def test_a_region_without_such_receivers(kind: str) -> None:
    """The setting says which there are; the others are refused, also where the receiver exists."""
    arns = {
        "queue": lambda play: play.queue("q1"),
        "topic": lambda play: play.topic("t1"),
        "template": lambda play: play.template(),
        "eventbus": lambda play: f"acs:eventbridge:{REGION}:{ACCOUNT}:eventbus/default",
    }
    play = cloud(receivers=[kind])
    play.hook(notification_arn=arns[kind](play))
    play = cloud(receivers=[other for other in arns if other != kind])
    with pytest.raises(ApiError) as caught:
        play.hook(notification_arn=arns[kind](play))
    assert caught.value.code == "UnsupportedNotificationType.CurrentRegion"


def test_the_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """As words with commas."""
    monkeypatch.setenv("SCALEHOOK_RECEIVERS", "queue, eventbus")
    monkeypatch.setenv("SCALEHOOK_METADATA_WITHOUT_ARN", "accept")
    settings = Settings()
    assert settings.receivers == [Kind.QUEUE, Kind.EVENT_BUS]
    assert settings.metadata_without_arn == "accept"


def test_clouds_monitor_is_no_receiver_of_hooks() -> None:
    """It is told of events only."""
    with pytest.raises(ApiError) as caught:
        cloud().hook(notification_arn=f"acs:ess:{REGION}:{ACCOUNT}:cloudmonitor")
    assert caught.value.code == "InvalidNotificationArn"


@pytest.mark.parametrize("name", ["lifecycleActionResult", "LIFECYCLEACTIONRESULT"])
@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ('"ABANDON"', True),
        ('"CONTINUE"', True),
        ('"ROLLBACK"', True),
        ('"${lifecycleActionResult}"', True),
        ('"RETRY"', False),
        ('"abandon"', False),
        ('""', False),
        ("null", False),
        ('["ABANDON"]', False),
    ],
)
def test_the_result_of_a_template_is_checked(name: str, value: str, taken: bool) -> None:
    """Its four documented values, however the parameter is spelt."""
    play = cloud()
    given = {
        "notification_arn": play.template(),
        "notification_metadata": f'{{"{name}": {value}}}',
    }
    if taken:
        play.hook(**given)
    else:
        with pytest.raises(InvalidParamter):
            play.hook(**given)


def test_the_quota_is_a_setting() -> None:
    """For single hooks, and for those that are given along with a group."""
    play = cloud(max_lifecycle_hooks=8)
    hooks = [HookSpecification(lifecycle_transition="SCALE_IN")] * 9
    group = {"region_id": REGION, "min_size": 0, "max_size": 1}
    with pytest.raises(QuotaExceededLifecycleHook):
        play.ask(CreateScalingGroup(**group, lifecycle_hooks=hooks))
    play.group = play.ask(CreateScalingGroup(**group, lifecycle_hooks=hooks[:8])).scaling_group_id
    with pytest.raises(QuotaExceededLifecycleHook):
        play.hook()


def test_six_hooks_come_with_a_group_at_most() -> None:
    """A seventh is over the quota, and the group is not made."""
    play = cloud()
    hooks = [HookSpecification(lifecycle_transition="SCALE_IN")] * 7
    groups = len(play.rehearsal.state.groups)
    with pytest.raises(QuotaExceededLifecycleHook):
        play.ask(CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, lifecycle_hooks=hooks))
    assert len(play.rehearsal.state.groups) == groups


@pytest.mark.parametrize(
    "metadata", ["helloworld", '{"lifecycleActionResult": "RETRY"}'], ids=["alone", "unchecked"]
)
def test_other_values_of_a_hook_that_would_be_refused_today(metadata: str) -> None:
    """Made under other settings or an earlier version, it can be changed all the same."""
    play = cloud()
    arn = play.template() if metadata.startswith("{") else ""
    hook = play.hook(notification_arn=arn)
    play.rehearsal.state.hooks[hook].notification_metadata = metadata
    play.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, heartbeat_timeout=900))
    assert (only_hook(play).heartbeat_timeout, only_hook(play).notification_metadata) == (900, metadata)
    with pytest.raises(InvalidParamter):
        play.ask(ModifyLifecycleHook(lifecycle_hook_id=hook, notification_metadata=metadata))


def test_a_receiver_is_told_for_whoever_has_chosen_it() -> None:
    """Who makes the hook, and then who changes its receiver; other changes change no maker."""
    play, alice, bob = cloud().enabled(), "acs:ram::1:user/alice", "acs:ram::1:user/bob"
    made = {"scaling_group_id": play.group, "lifecycle_transition": "SCALE_OUT"}
    play.rehearsal.ask(CreateLifecycleHook(**made), caller=alice)
    [hook] = play.rehearsal.state.hooks.values()
    assert hook.maker == alice
    play.rehearsal.ask(
        ModifyLifecycleHook(lifecycle_hook_id=hook.hook_id, heartbeat_timeout=60), caller=bob
    )
    assert hook.maker == alice
    play.rehearsal.ask(
        ModifyLifecycleHook(lifecycle_hook_id=hook.hook_id, notification_arn=""), caller=bob
    )
    assert hook.maker == bob
    play.scale(1)
    started = [e for e in play.rehearsal.recorded if isinstance(e, LifecycleActionStarted)]
    assert [event.hook_maker for event in started] == [bob]
