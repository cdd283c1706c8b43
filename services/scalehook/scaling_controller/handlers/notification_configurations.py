"""Notification configurations: who is told of what happens to a group."""

from typing import cast

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import receivers
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.receivers import Notice, Refusals
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.notification_configurations import NotificationConfiguration
from scalehook.scaling_controller.views.notification_configurations import configuration_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import InvalidNotificationArn
from scalehook_contracts.errors.scaling_hooks import UnsupportedNotificationTypeHere
from scalehook_contracts.errors.scaling_notifications import (
    InvalidNotificationTypes,
    NamedQueueNotExist,
    NamedTopicNotExist,
    NotificationConfigurationExist,
    NotificationConfigurationNotExist,
    NotificationConfigurationQuotaExceed,
)
from scalehook_contracts.receiver import Kind, Receiver
from scalehook_contracts.scaling_controller.notification_configurations import (
    NOTIFICATION_TYPES,
    ConfigurationOperation,
    CreateNotificationConfiguration,
    DeleteNotificationConfiguration,
    DescribeNotificationConfigurations,
    DescribeNotificationTypes,
    MessageEncoding,
    ModifyNotificationConfiguration,
    NotificationConfigurationDeleted,
    NotificationConfigurationList,
    NotificationConfigurationSet,
    NotificationType,
    NotificationTypeList,
)

ENCODED = (Kind.QUEUE, Kind.TOPIC)  # whose messages may be Base64
REFUSALS = Refusals(
    InvalidNotificationArn,
    UnsupportedNotificationTypeHere,
    {Kind.QUEUE: NamedQueueNotExist, Kind.TOPIC: NamedTopicNotExist},
    kinds=(Kind.QUEUE, Kind.TOPIC, Kind.EVENT_BUS, Kind.CLOUD_MONITOR),
)


def create_notification_configuration(
    command: CreateNotificationConfiguration, work: Work[State, Settings]
) -> Done | Deferred:
    """The receiver is told from now on."""
    group = changeable(_group(command, work))
    types = _types(command.notification_types)
    receiver = receivers.receiver_of(command.notification_arn, work, REFUSALS)
    encoding = _encoding(command.message_encoding, receiver, "Base64")
    if command.notification_arn in group.notification_configurations:
        raise NotificationConfigurationExist()
    if len(group.notification_configurations) >= work.settings.max_notification_configurations:
        raise NotificationConfigurationQuotaExceed()
    later = receivers.await_all([Notice(receiver)], work, REFUSALS)
    if later is not None:
        return later
    zone = command.time_zone or "UTC"
    made = NotificationConfiguration(command.notification_arn, types, zone, encoding)
    return _set(group, made, work)


def modify_notification_configuration(
    command: ModifyNotificationConfiguration, work: Work[State, Settings]
) -> Done:
    """The receiver is told of other things from now on."""
    group = changeable(_group(command, work))
    found = _found(group, command)
    types = _types(command.notification_types)
    receiver = Receiver.parse(found.arn)
    encoding = _encoding(command.message_encoding, receiver, found.encoding)
    zone = command.time_zone or found.time_zone
    return _set(group, NotificationConfiguration(found.arn, types, zone, encoding), work)


def delete_notification_configuration(
    command: DeleteNotificationConfiguration, work: Work[State, Settings]
) -> Done:
    """The receiver is told no more; what is on its way arrives."""
    group = _group(command, work)
    arn = _found(group, command).arn
    work.record(NotificationConfigurationDeleted(scaling_group_id=group.group_id, notification_arn=arn))
    return Done()


def describe_notification_configurations(
    command: DescribeNotificationConfigurations, work: Work[State, Settings]
) -> NotificationConfigurationList:
    """All of a group, the oldest first."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    found = group.notification_configurations.values()
    return NotificationConfigurationList(
        notification_configuration_models=[configuration_view(c, group.group_id) for c in found]
    )


def describe_notification_types(
    command: DescribeNotificationTypes, work: Work[State, Settings]
) -> NotificationTypeList:
    """All types, those of later years last."""
    return NotificationTypeList(notification_types=list(NOTIFICATION_TYPES))


def _group(command: ConfigurationOperation[Done], work: Work[State, Settings]) -> Group:
    check_region(command.region_id, work)
    return group_of(command.scaling_group_id, work.state)


def _found(group: Group, command: ConfigurationOperation[Done]) -> NotificationConfiguration:
    found = group.notification_configurations.get(command.notification_arn)
    if found is None:
        raise NotificationConfigurationNotExist()
    return found


def _types(given: list[str]) -> list[NotificationType]:
    """Each once."""
    if not all(one in NOTIFICATION_TYPES for one in given):
        raise InvalidNotificationTypes()
    return cast(list[NotificationType], list(dict.fromkeys(given)))


def _encoding(
    given: MessageEncoding | None, receiver: Receiver, otherwise: MessageEncoding
) -> MessageEncoding:
    """Only messages to queues and topics have one."""
    if given is not None and receiver.kind not in ENCODED:
        raise InvalidParameter(name="MessageEncoding")
    return given or otherwise


def _set(group: Group, made: NotificationConfiguration, work: Work[State, Settings]) -> Done:
    work.record(
        NotificationConfigurationSet(
            scaling_group_id=group.group_id,
            notification_arn=made.arn,
            notification_types=made.types,
            time_zone=made.time_zone,
            message_encoding=made.encoding,
        )
    )
    return Done()
