"""The fan-out of notifications: of lifecycle actions, and of events of a group."""

from scalehook_contracts.base import Caution, Command, Done, Event, Intent
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import PlainObject


class NotificationSent(Event):
    """The receiver has taken the notification: a queue or a topic as its message `message_id`."""

    lifecycle_action_token: str
    lifecycle_hook_id: str
    notification_arn: str
    attempts: Int64
    message_id: str = ""


class NotificationAttemptFailed(Event):
    """The receiver has not taken it; it is tried again."""

    lifecycle_action_token: str
    notification_arn: str
    attempts: Int64
    reason: str


class NotificationFailed(Caution):
    """The notification was given up. The wait goes on until its deadline; if it was for a template,
    which so cannot be executed, the wait ends ahead of schedule with `lifecycle_action_result`.
    """

    lifecycle_action_token: str
    lifecycle_hook_id: str
    notification_arn: str
    attempts: Int64
    reason: str
    lifecycle_action_result: str | None = None  # as the template was to get it; None: no template


class EventNotificationSent(Event):
    """The receiver has taken the notification of an event."""

    notification_id: str
    notification_type: str
    notification_arn: str
    scaling_group_id: str
    attempts: Int64


class EventNotificationAttemptFailed(Event):
    """The receiver has not taken it; it is tried again."""

    notification_id: str
    notification_arn: str
    attempts: Int64
    reason: str


class EventNotificationFailed(Caution):
    """The notification of an event was given up: its receiver will not hear of it."""

    notification_id: str
    notification_type: str
    notification_arn: str
    scaling_group_id: str
    attempts: Int64
    reason: str


class DeliverNotification(Intent):
    """Send this command (`type` is its wire name) to the receiver, once. Of an event of a group, the
    notification's id stands in place of the token, here and below. What a fault sends beside it has an
    `order_id`.
    """

    lifecycle_action_token: str
    type: str
    body: PlainObject
    order_id: str = ""
    caller: str = ""  # on whose behalf; of the account itself, where there is none


class RecordDelivery(Command[Done]):
    """An attempt has ended; `reason` is empty when the receiver took the notification, `refused` says
    that it answered with an error that is the request's own. `message_id` is the receiver's.
    """

    lifecycle_action_token: str
    reason: str = ""
    refused: bool = False
    order_id: str = ""
    message_id: str = ""


class RetryNotification(Command[Done]):
    """The wait after a failed attempt is over."""

    lifecycle_action_token: str
