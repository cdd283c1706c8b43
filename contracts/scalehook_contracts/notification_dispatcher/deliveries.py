"""Notifications of lifecycle actions, and what their receivers know them by."""

from scalehook_contracts.base import Command, Fresh, Part, Reply


class Delivered(Part):
    """A receiver has taken the notification of this action, as its message `message_id`: that of the
    queue or of the topic, empty where the receiver has none.
    """

    lifecycle_action_token: str
    notification_arn: str
    message_id: str = ""


class DeliveredList(Reply):
    """Those that have been delivered, of the ones that were asked for."""

    deliveries: list[Delivered] = Fresh(list)


class ListDelivered(Command[DeliveredList]):
    """Asks which actions' notifications have been delivered. Not one of the cloud's."""

    lifecycle_action_tokens: list[str] = Fresh(list)
