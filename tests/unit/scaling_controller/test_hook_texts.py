"""What hook operations refuse with: code and message, letter for letter, operation by operation."""

from typing import Any

import pytest
from pydantic import ValidationError

from scalehook.kit.api.operations import build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    DescribeLifecycleActions,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.scaling_controller.hooks import (
    CreateLifecycleHook,
    DeleteLifecycleHook,
    DescribeLifecycleHooks,
    ModifyLifecycleHook,
)
from support.scaling.cloud import ACCOUNT, REGION, Cloud

NOT_VALID = ("InvalidParamter", "The specified value of parameter is not valid.")
INVALID = ("InvalidParamter", "The specified value of parameter is invalid.")
ELSEWHERE = f"acs:mns:cn-beijing:{ACCOUNT}:queue/q"
NO_QUEUE = f"acs:mns:{REGION}:{ACCOUNT}:queue/none"
NO_TOPIC = f"acs:mns:{REGION}:{ACCOUNT}:topic/none"
REGION_TEXT = "is not supported in the special region which scalingGroup belongs to."
NO_ACTION = (
    "LifecycleHookIdAndLifecycleActionToken.Invalid",
    "The specified lifecycleActionToken and lifecycleHookId you provided does not match any in process"
    " lifecycle action.",
)


@pytest.fixture
def cloud() -> Cloud:
    """A group with the hook `mine`."""
    cloud = Cloud()
    cloud.hook(lifecycle_hook_name="mine")
    return cloud


def refused(cloud: Cloud, command: Any) -> tuple[str, str]:
    with pytest.raises(ApiError) as caught:
        cloud.ask(command)
    assert caught.value.status == 400
    return caught.value.code, caught.value.message


@pytest.mark.parametrize(
    ("cls", "parameters", "expected"),
    [
        (CreateLifecycleHook, {"ScalingGroupId": "a", "LifecycleTransition": "UP"}, NOT_VALID),
        (ModifyLifecycleHook, {"LifecycleHookStatus": "Inactive"}, NOT_VALID),
        (ModifyLifecycleHook, {"NotificationMetadata": "x" * 4097}, NOT_VALID),
        (DescribeLifecycleHooks, {"PageSize": "51"}, NOT_VALID),
        (
            CompleteLifecycleAction,
            {"LifecycleHookId": "a", "LifecycleActionToken": "T", "LifecycleActionResult": "GO"},
            INVALID,
        ),
        (
            RecordLifecycleActionHeartbeat,
            {"lifecycleHookId": "a", "lifecycleActionToken": "T", "heartbeatTimeout": "29"},
            NOT_VALID,
        ),
        (
            DescribeLifecycleActions,
            {"ScalingActivityId": "asa-1", "MaxResults": "51"},
            ("InvalidParameter", 'The specified value of parameter "MaxResults" is not valid.'),
        ),
        (
            DescribeLifecycleActions,
            {"ScalingActivityId": "asa-1", "LifecycleActionStatus": "Over"},
            (
                "InvalidParameter",
                'The specified value of parameter "LifecycleActionStatus" is not valid.',
            ),
        ),
    ],
)
def test_values_that_do_not_fit(cls: Any, parameters: dict[str, str], expected: tuple[str, str]) -> None:
    """Each operation has its own spelling."""
    with pytest.raises(ApiError) as caught:
        build(cls, parameters)
    assert (caught.value.code, caught.value.message, caught.value.status) == (*expected, 400)


@pytest.mark.parametrize(
    ("arn", "code", "created", "modified"),
    [
        (
            "nonsense",
            "InvalidNotificationArn",
            "The specified parameter notificationArn is invalid.",
            "The specified parameter NotificationArn is invalid.",
        ),
        (
            ELSEWHERE,
            "UnsupportedNotificationType.CurrentRegion",
            f"The notificationType {REGION_TEXT}",
            f"The NotificationType {REGION_TEXT}",
        ),
        (NO_QUEUE, "QueueNotExist", *["The specified queue does not exist."] * 2),
        (NO_TOPIC, "TopicNotExist", *["The specified topic does not exist."] * 2),
    ],
)
def test_receivers(cloud: Cloud, arn: str, code: str, created: str, modified: str) -> None:
    """Creating and modifying differ in one letter."""
    create = CreateLifecycleHook(
        scaling_group_id=cloud.group, lifecycle_transition="SCALE_IN", notification_arn=arn
    )
    assert refused(cloud, create) == (code, created)
    mine = {"scaling_group_id": cloud.group, "lifecycle_hook_name": "mine"}
    assert refused(cloud, ModifyLifecycleHook(**mine, notification_arn=arn)) == (code, modified)


@pytest.mark.parametrize(
    ("cls", "by_id", "by_name", "by_nothing"),
    [
        (
            ModifyLifecycleHook,
            "The specified lifecycleHookId not exist.",
            "The specified lifecycleHookName you provided not exist.",
            NOT_VALID,
        ),
        (
            DeleteLifecycleHook,
            "The specified lifecycleHookId does not exist.",
            "The specified lifecycleHookName you provided does not exist.",
            INVALID,
        ),
    ],
)
def test_hooks_that_are_not_there(
    cloud: Cloud, cls: Any, by_id: str, by_name: str, by_nothing: tuple[str, str]
) -> None:
    """Deleting says "does not exist" where modifying says "not exist"."""
    none = {"scaling_group_id": cloud.group, "lifecycle_hook_name": "none"}
    assert refused(cloud, cls(lifecycle_hook_id="ash-0")) == ("InvalidLifecycleHookId.NotExist", by_id)
    assert refused(cloud, cls(**none)) == ("InvalidLifecycleHookName.NotExist", by_name)
    assert refused(cloud, cls(scaling_group_id=cloud.group)) == by_nothing
    assert refused(cloud, cls(lifecycle_hook_name="mine")) == by_nothing


def test_the_rest_of_creating(cloud: Cloud) -> None:
    """A name that is there, and one hook too many."""
    new = {"scaling_group_id": cloud.group, "lifecycle_transition": "SCALE_IN"}
    assert refused(cloud, CreateLifecycleHook(**new, lifecycle_hook_name="mine")) == (
        "InvalidLifecycleHookName.Duplicate",
        "The specified value of parameter lifecycleHookName is duplicated.",
    )
    for _ in range(5):
        cloud.hook()
    assert refused(cloud, CreateLifecycleHook(**new)) == (
        "QuotaExceeded.LifecycleHook",
        "Lifecycle hook quota exceeded in the specified scaling group.",
    )


def test_describing_nothing_in_particular(cloud: Cloud) -> None:
    """Ids, a group, or a group and a name must be given."""
    assert refused(cloud, DescribeLifecycleHooks(lifecycle_hook_name="mine")) == NOT_VALID


def test_actions(cloud: Cloud) -> None:
    """One that is not there, and an activity that is not."""
    none = {"lifecycle_hook_id": "ash-0", "lifecycle_action_token": "T"}
    assert refused(cloud, CompleteLifecycleAction(**none)) == NO_ACTION
    assert refused(cloud, RecordLifecycleActionHeartbeat(**none)) == NO_ACTION
    assert refused(cloud, DescribeLifecycleActions(scaling_activity_id="asa-0")) == (
        "InvalidParameter",
        'The specified value of parameter "ScalingActivityId" is not valid.',
    )


def test_heartbeats(cloud: Cloud) -> None:
    """Too long, and too often."""
    cloud.enabled().hook()
    [_, action] = cloud.actions(cloud.scale(1))
    named = {
        "lifecycle_hook_id": action.lifecycle_hook_id,
        "lifecycle_action_token": action.lifecycle_action_token,
    }
    cloud.advance(1)
    assert refused(cloud, RecordLifecycleActionHeartbeat(**named, heartbeat_timeout=21600)) == (
        "LifecycleAction.TimeExceeded",
        "The specified parameter heartbeatTime exceed lifecycleAction max suspend time.",
    )
    for _ in range(20):
        cloud.heartbeat(action, 60)
    assert refused(cloud, RecordLifecycleActionHeartbeat(**named, heartbeat_timeout=60)) == (
        "LifecycleAction.RecordTimesExceeded",
        "The specified lifecycleAction exceed lifecycleAction max record times.",
    )


@pytest.mark.parametrize(
    "command",
    [
        CreateLifecycleHook(scaling_group_id="a", lifecycle_transition="SCALE_IN", region_id="r"),
        ModifyLifecycleHook(lifecycle_hook_id="a", region_id="r"),
        DeleteLifecycleHook(lifecycle_hook_id="a", region_id="r"),
        DescribeLifecycleHooks(lifecycle_hook_ids=["a"], region_id="r"),
        DescribeLifecycleActions(scaling_activity_id="a", region_id="r"),
        CompleteLifecycleAction(lifecycle_hook_id="a", lifecycle_action_token="T", region_id="r"),
        RecordLifecycleActionHeartbeat(lifecycle_hook_id="a", lifecycle_action_token="T", region_id="r"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_another_region(cloud: Cloud, command: Any) -> None:
    """Whoever asks another region is told so, and not that the hook is missing."""
    with pytest.raises(ApiError) as caught:
        cloud.ask(command)
    assert (caught.value.code, caught.value.status) == ("InvalidRegionId.NotFound", 404)


@pytest.mark.parametrize("length", [2, 64])
def test_names_at_both_limits(length: int) -> None:
    """Two characters and 64 are fine; one, 65, or another sign in front are not."""
    whole = {"ScalingGroupId": "asg-1", "LifecycleTransition": "SCALE_OUT"}
    for first in "a9Z中":
        name = first + "_" * (length - 1)
        hook = build(CreateLifecycleHook, {**whole, "LifecycleHookName": name})
        assert isinstance(hook, CreateLifecycleHook)
        assert hook.lifecycle_hook_name == name
    for name in ("x", "_x", "-x", ".x", "a" * 65, "a b", "a\n"):
        with pytest.raises(ValidationError):
            CreateLifecycleHook.model_validate({**whole, "LifecycleHookName": name})
