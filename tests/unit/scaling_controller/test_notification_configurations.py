"""Notification configurations: made, changed, described, refused."""

from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.queues import QueueCreated
from scalehook_contracts.scaling_controller.notification_configurations import (
    NOTIFICATION_TYPES,
    CreateNotificationConfiguration,
    DeleteNotificationConfiguration,
    DescribeNotificationConfigurations,
    DescribeNotificationTypes,
    ModifyNotificationConfiguration,
)
from support.scaling.cloud import ACCOUNT, REGION, Cloud

UP = "AUTOSCALING:SCALE_OUT_SUCCESS"
DOWN = "AUTOSCALING:SCALE_IN_SUCCESS"
MONITOR = f"acs:ess:{REGION}:{ACCOUNT}:cloudmonitor"
BUS = f"acs:eventbridge:{REGION}:{ACCOUNT}:eventbus/default"


def create(cloud: Cloud, arn: str, types: Any = (UP,), **more: Any) -> None:
    cloud.ask(
        CreateNotificationConfiguration(
            scaling_group_id=cloud.group,
            notification_arn=arn,
            notification_types=list(types),
            **more,
        )
    )


def described(cloud: Cloud) -> list[dict[str, Any]]:
    found = cloud.ask(DescribeNotificationConfigurations(scaling_group_id=cloud.group))
    return [view.model_dump() for view in found.notification_configuration_models]


def refusal(cloud: Cloud, command: Any) -> tuple[int, str, str]:
    with pytest.raises(ApiError) as caught:
        cloud.ask(command)
    return caught.value.status, caught.value.code, caught.value.message


def test_all_types() -> None:
    """Eleven, each of which can be asked for."""
    cloud = Cloud()
    types = cloud.ask(DescribeNotificationTypes()).notification_types
    assert len(set(types)) == 11
    assert types == list(NOTIFICATION_TYPES)
    create(cloud, MONITOR, types)
    assert described(cloud)[0]["notification_types"] == types


def test_what_is_given_is_described() -> None:
    """With the defaults of what is not: UTC and Base64; the same type twice is one."""
    cloud = Cloud()
    create(cloud, cloud.queue("q1"), [UP, DOWN, UP])
    create(cloud, cloud.topic("t1"), time_zone="UTC+8", message_encoding="PlainText")
    own = {"scaling_group_id": cloud.group}
    assert described(cloud) == [
        own
        | {
            "notification_arn": f"acs:mns:{REGION}:{ACCOUNT}:queue/q1",
            "notification_types": [UP, DOWN],
            "time_zone": "UTC",
            "message_encoding": "Base64",
        },
        own
        | {
            "notification_arn": f"acs:mns:{REGION}:{ACCOUNT}:topic/t1",
            "notification_types": [UP],
            "time_zone": "UTC+8",
            "message_encoding": "PlainText",
        },
    ]


def test_modifying_replaces_the_types() -> None:
    """Zone and encoding stay where none are given; the order of the configurations does, too."""
    cloud = Cloud()
    queue = cloud.queue("q1")
    create(cloud, queue, [UP], time_zone="UTC-7", message_encoding="PlainText")
    create(cloud, MONITOR)
    named = {"scaling_group_id": cloud.group, "notification_arn": queue}
    cloud.ask(ModifyNotificationConfiguration(**named, notification_types=[DOWN, DOWN]))
    [first, _] = described(cloud)
    assert (first["notification_types"], first["time_zone"]) == ([DOWN], "UTC-7")
    assert first["message_encoding"] == "PlainText"
    cloud.ask(
        ModifyNotificationConfiguration(
            **named, notification_types=[UP], time_zone="UTC", message_encoding="Base64"
        )
    )
    [first, _] = described(cloud)
    assert (first["time_zone"], first["message_encoding"]) == ("UTC", "Base64")


def test_a_deleted_one_is_gone() -> None:
    """After a restart, too; and it can be made again."""
    cloud = Cloud()
    create(cloud, MONITOR)
    named = {"scaling_group_id": cloud.group, "notification_arn": MONITOR}
    cloud.ask(DeleteNotificationConfiguration(**named))
    assert described(cloud) == []
    create(cloud, MONITOR)
    cloud.rehearsal.restart()
    assert len(described(cloud)) == 1


@pytest.mark.parametrize(
    ("arn", "code", "message"),
    [
        ("nonsense", "InvalidNotificationArn", "The specified parameter notificationArn is invalid."),
        (
            f"acs:oos:{REGION}:{ACCOUNT}:template/ACS-ESS-LifeCycleRunCommand",
            "InvalidNotificationArn",
            "The specified parameter notificationArn is invalid.",
        ),
        (
            f"acs:ess:{REGION}:{ACCOUNT}:cloudmonitor/x",
            "InvalidNotificationArn",
            "The specified parameter notificationArn is invalid.",
        ),
        (
            f"acs:mns:{REGION}:{ACCOUNT}:queue/none",
            "QueueNotExist",
            "The specified queue none does not exist.",
        ),
        (
            f"acs:ess:{REGION}:{ACCOUNT}:queue/none",
            "QueueNotExist",
            "The specified queue none does not exist.",
        ),
        (
            f"acs:mns:{REGION}:{ACCOUNT}:topic/none",
            "TopicNotExist",
            "The specified topic none does not exist.",
        ),
        (
            f"acs:ess:cn-beijing:{ACCOUNT}:cloudmonitor",
            "UnsupportedNotificationType.CurrentRegion",
            "The NotificationType is not supported in the special region which scalingGroup belongs to.",
        ),
    ],
)
def test_receivers_that_are_refused(arn: str, code: str, message: str) -> None:
    """Each with its own code, and nothing is made."""
    cloud = Cloud()
    command = CreateNotificationConfiguration(
        scaling_group_id=cloud.group, notification_arn=arn, notification_types=[UP]
    )
    assert refusal(cloud, command) == (400, code, message)
    assert described(cloud) == []


def test_a_region_without_event_buses() -> None:
    """The same setting as for hooks."""
    cloud = Cloud(rehearsal=Rehearsal(SERVICE, Settings(receivers=["queue"])))
    with pytest.raises(ApiError) as caught:
        create(cloud, BUS)
    assert caught.value.code == "UnsupportedNotificationType.CurrentRegion"


def test_one_for_each_receiver_and_six_in_all() -> None:
    """The quota is a setting."""
    cloud = Cloud()
    arns = [cloud.queue(f"q{number}") for number in range(7)]
    for arn in arns[:6]:
        create(cloud, arn)
    named = {"scaling_group_id": cloud.group, "notification_types": [UP]}
    again = CreateNotificationConfiguration(**named, notification_arn=arns[0])
    assert refusal(cloud, again) == (
        400,
        "NotificationConfigurationExist",
        "The specified notificationConfiguration already exist for the scalingGroup.",
    )
    seventh = CreateNotificationConfiguration(**named, notification_arn=arns[6])
    assert refusal(cloud, seventh) == (
        400,
        "NotificationConfigurationQuotaExceed.ForScalingGroup",
        "NotificationConfiguration num exceed for the specified scalingGroup.",
    )
    wide = Cloud(rehearsal=Rehearsal(SERVICE, Settings(max_notification_configurations=7)))
    for number in range(7):
        create(wide, wide.queue(f"q{number}"))


@pytest.mark.parametrize("cls", [CreateNotificationConfiguration, ModifyNotificationConfiguration])
@pytest.mark.parametrize("wrong", ["AUTOSCALG:SCALE_IN_WARN", "SCALE_OUT_SUCCESS", "autoscaling"])
def test_types_that_are_none(cls: Any, wrong: str) -> None:
    """One wrong among right ones is enough."""
    cloud = Cloud()
    create(cloud, MONITOR)
    given = {"scaling_group_id": cloud.group, "notification_arn": MONITOR}
    assert refusal(cloud, cls(**given, notification_types=[UP, wrong])) == (
        400,
        "InvalidNotificationTypes",
        "The specified NotificationType is invalid.",
    )


@pytest.mark.parametrize("cls", [ModifyNotificationConfiguration, DeleteNotificationConfiguration])
def test_a_configuration_that_is_not_there(cls: Any) -> None:
    """It has a code of its own, and so has a group that is not there."""
    cloud = Cloud()
    more = {"notification_types": [UP]} if cls is ModifyNotificationConfiguration else {}
    command = cls(scaling_group_id=cloud.group, notification_arn=MONITOR, **more)
    assert refusal(cloud, command) == (
        400,
        "NotificationConfigurationNotExist",
        "The specified notificationConfiguration not exist for the scalingGroup.",
    )


@pytest.mark.parametrize(
    "command",
    [
        CreateNotificationConfiguration(
            scaling_group_id="asg-0", notification_arn=MONITOR, notification_types=[UP]
        ),
        ModifyNotificationConfiguration(
            scaling_group_id="asg-0", notification_arn=MONITOR, notification_types=[UP]
        ),
        DeleteNotificationConfiguration(scaling_group_id="asg-0", notification_arn=MONITOR),
        DescribeNotificationConfigurations(scaling_group_id="asg-0"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_group_that_is_not_there(command: Any) -> None:
    """404, whatever else is wrong; another region is told apart from it."""
    expected = (
        404,
        "InvalidScalingGroupId.NotFound",
        "The specified scaling group does not exist.",
    )
    cloud = Cloud()
    assert refusal(cloud, command) == expected
    elsewhere = command.model_copy(update={"region_id": "cn-beijing"})
    assert refusal(cloud, elsewhere)[1] == "InvalidRegionId.NotFound"


@pytest.mark.parametrize("zone", ["UTC", "UTC+8", "UTC-07:30", "UTC+14", "UTC-14:00", "UTC+08"])
def test_time_zones(zone: str) -> None:
    """Hours, and minutes where there are any."""
    cloud = Cloud()
    create(cloud, MONITOR, time_zone=zone)
    assert described(cloud)[0]["time_zone"] == zone


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"TimeZone": "GMT+8"}, "InvalidParameter"),
        ({"TimeZone": "UTC+15"}, "InvalidParameter"),
        ({"TimeZone": "UTC+14:30"}, "InvalidParameter"),
        ({"TimeZone": "UTC+8:60"}, "InvalidParameter"),
        ({"MessageEncoding": "base64"}, "InvalidParameter"),
        ({"NotificationTypes": []}, "InvalidParameter"),
        ({"NotificationTypes": None}, "MissingParameter"),
        ({"NotificationArn": None}, "MissingParameter"),
        ({"ScalingGroupId": None}, "MissingParameter"),
    ],
    ids=str,
)
def test_values_that_do_not_fit(parameters: dict[str, Any], code: str) -> None:
    """What is missing is told apart from what is wrong."""
    whole = {"ScalingGroupId": "asg-1", "NotificationArn": MONITOR, "NotificationTypes": [UP]}
    given = {name: value for name, value in (whole | parameters).items() if value is not None}
    for cls in (CreateNotificationConfiguration, ModifyNotificationConfiguration):
        with pytest.raises(ApiError) as caught:
            build(cls, given)
        assert caught.value.code == code


@pytest.mark.parametrize("arn", [MONITOR, BUS])
def test_only_messages_have_an_encoding(arn: str) -> None:
    """Elsewhere it would have no effect: it is refused."""
    cloud = Cloud()
    with pytest.raises(ApiError, match="MessageEncoding"):
        create(cloud, arn, message_encoding="PlainText")
    create(cloud, arn)


def test_a_receiver_that_was_made_just_now() -> None:
    """Its owner's event may be under way: the call waits for it."""
    cloud = Cloud()
    arn = f"acs:mns:{REGION}:{ACCOUNT}:queue/new"
    command = CreateNotificationConfiguration(
        scaling_group_id=cloud.group, notification_arn=arn, notification_types=[UP]
    )
    assert cloud.rehearsal.play(command, message_id="m").deferral is not None
    cloud.rehearsal.tell(QueueCreated(queue_name="new"))
    assert isinstance(cloud.rehearsal.late["m"], Reply)
    assert len(described(cloud)) == 1
