"""Buses of EventBridge: the notification becomes an event."""

from scalehook.kit import Work
from scalehook.message_service.endpoints import Endpoint
from scalehook.message_service.pushes.notifications import Notification
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription
from scalehook_contracts.event_bus.events import PutCloudEvent
from scalehook_contracts.message_service.pushes import PutNotification


def put_into_bus(
    work: Work[State, Settings], push: Push, subscription: Subscription, endpoint: Endpoint
) -> str | None:
    """Begin an attempt. The event's id is the push's, so that a bus takes it once."""
    event = PutCloudEvent(
        event_bus_name=endpoint.name,
        event_id=push.push_id,
        source="acs.mns",
        type="mns:Topic:PublishMessage",
        subject=work.settings.arn(f"topics/{push.topic_name}"),
        at=push.publish_time / 1000,
        data=_data(push, work.settings.account_id),
    )
    work.begin(push.attempt_key, PutNotification(push_id=push.push_id, event=event))
    return None


def _data(push: Push, account: str) -> dict[str, object]:
    """The fields of a notification in JSON, and the properties."""
    data: dict[str, object] = dict(Notification(push, account).fields())
    for name, properties in (
        ("UserProperties", push.user_properties),
        ("SystemProperties", push.system_properties),
    ):
        if properties:
            data[name] = {one.name: one.value for one in properties}
    return data
