"""HTTP endpoints: POST, signed."""

from scalehook.kit import Work
from scalehook.message_service.endpoints import Endpoint
from scalehook.message_service.pushes.notifications import Notification
from scalehook.message_service.pushes.signatures import signed
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription
from scalehook.message_service.state.events.signing import PushHeld
from scalehook_contracts.message_service.pushes import PushNotification
from scalehook_contracts.message_service.signing import MakeSigningKey


def post(
    work: Work[State, Settings], push: Push, subscription: Subscription, endpoint: Endpoint
) -> str | None:
    """Begin an attempt; the first pushes of a stack wait until it has a key to sign with."""
    key = work.state.signing_key
    if key is None:
        if not work.state.held_pushes:
            work.begin("signing key", MakeSigningKey())
        work.record(PushHeld(push_id=push.push_id))
        return None
    notification = Notification(push, work.settings.account_id)
    form = subscription.notify_content_format
    headers = notification.headers(form, f"{work.random.getrandbits(96):024X}", work.now)
    intent = PushNotification(
        push_id=push.push_id,
        endpoint=endpoint.name,
        body=notification.text(form),
        headers=signed(headers, endpoint.name, key, work.settings.stack_url),
    )
    work.begin(push.attempt_key, intent)
    return None
