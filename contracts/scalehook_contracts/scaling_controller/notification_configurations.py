"""Event notifications: who is told of what happens to a scaling group."""

from typing import Annotated, ClassVar, Generic, Literal, get_args

from pydantic import Field

from scalehook_contracts.base import Done, Event, Listed, Part, Reply, ReplyT_co
from scalehook_contracts.plain import PlainObject
from scalehook_contracts.scaling_controller.base import EssOperation

NotificationType = Literal[
    "AUTOSCALING:SCALE_OUT_SUCCESS",
    "AUTOSCALING:SCALE_IN_SUCCESS",
    "AUTOSCALING:SCALE_OUT_ERROR",
    "AUTOSCALING:SCALE_IN_ERROR",
    "AUTOSCALING:SCALE_REJECT",
    "AUTOSCALING:SCALE_OUT_START",
    "AUTOSCALING:SCALE_IN_START",
    "AUTOSCALING:SCHEDULE_TASK_EXPIRING",
    "AUTOSCALING:SCALE_OUT_WARN",
    "AUTOSCALING:SCALE_IN_WARN",
    "SCALING_GROUP_DIAGNOSE",  # there are no diagnoses here: it may be asked for, and never comes
]
NOTIFICATION_TYPES: tuple[NotificationType, ...] = get_args(NotificationType)
MessageEncoding = Literal["Base64", "PlainText"]
TimeZone = Annotated[  # 14 hours from UTC at most
    str, Field(pattern=r"^UTC([+-]((0?[0-9]|1[0-3])(:[0-5][0-9])?|14(:00)?))?$")
]


class ConfigurationOperation(EssOperation[ReplyT_co], Generic[ReplyT_co]):
    """An operation on one configuration, which its group and its receiver identify."""

    scaling_group_id: str
    notification_arn: str
    region_id: str = ""


class CreateNotificationConfiguration(ConfigurationOperation[Done]):
    """Has a receiver told when something of these types happens to a group.

    `MessageEncoding` (default `Base64`) is for queues and topics; `TimeZone` (`UTC+8`; default `UTC`) is
    that of the times in the message.
    """

    notification_types: list[str] = Listed("NotificationType", default_factory=None, min_length=1)
    time_zone: TimeZone | None = None
    message_encoding: MessageEncoding | None = None


class ModifyNotificationConfiguration(ConfigurationOperation[Done]):
    """Has the receiver told of these types and no others; time zone and encoding stay, if not given."""

    notification_types: list[str] = Listed("NotificationType", default_factory=None, min_length=1)
    time_zone: TimeZone | None = None
    message_encoding: MessageEncoding | None = None


class DeleteNotificationConfiguration(ConfigurationOperation[Done]):
    """Has the receiver told no more."""


class NotificationConfigurationView(Part):
    """A configuration, as it is described."""

    scaling_group_id: str
    notification_arn: str
    notification_types: list[str] = Listed("NotificationType")
    time_zone: str
    message_encoding: str


class NotificationConfigurationList(Reply):
    """All configurations of a group."""

    notification_configuration_models: list[NotificationConfigurationView] = Listed(
        "NotificationConfigurationModel"
    )


class DescribeNotificationConfigurations(EssOperation[NotificationConfigurationList]):
    """Lists the configurations of a group."""

    scaling_group_id: str
    region_id: str = ""


class NotificationTypeList(Reply):
    """What a receiver can be told of."""

    notification_types: list[str] = Listed("NotificationType")


class DescribeNotificationTypes(EssOperation[NotificationTypeList]):
    """Lists what a receiver can be told of."""

    of_groups: ClassVar[bool] = False


class NotificationConfigurationSet(Event):
    """A receiver is told of what happens to a group: the configuration is new, or reads so now."""

    scaling_group_id: str
    notification_arn: str
    notification_types: list[NotificationType] = Listed("NotificationType")
    time_zone: str
    message_encoding: MessageEncoding


class NotificationConfigurationDeleted(Event):
    """A receiver is told no more."""

    scaling_group_id: str
    notification_arn: str


class EventNotificationDue(Event):
    """Something has happened of which this receiver is to be told, once. Times in `content` are texts in
    the configuration's time zone.
    """

    notification_id: str
    notification_type: NotificationType
    notification_arn: str
    message_encoding: MessageEncoding
    scaling_group_id: str
    at: float
    content: PlainObject
