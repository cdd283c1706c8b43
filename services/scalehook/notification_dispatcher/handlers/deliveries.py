"""What has been delivered, for those who ask who has a notification in hand."""

from collections.abc import Iterator

from scalehook.kit import Work
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import State
from scalehook_contracts.notification_dispatcher.deliveries import (
    Delivered,
    DeliveredList,
    ListDelivered,
)


def list_delivered(command: ListDelivered, work: Work[State, Settings]) -> DeliveredList:
    """Those whose receiver has taken them; what was given up has no receiver."""
    return DeliveredList(deliveries=list(_delivered(command.lifecycle_action_tokens, work.state)))


def _delivered(tokens: list[str], state: State) -> Iterator[Delivered]:
    for token in tokens:
        delivery = state.deliveries.get(token)
        if delivery is not None and (delivery.taken or delivery.message_id):
            yield Delivered(
                lifecycle_action_token=token,
                notification_arn=delivery.notification.notification_arn,
                message_id=delivery.message_id,
            )
