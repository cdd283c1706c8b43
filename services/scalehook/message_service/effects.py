"""Pushing a notification to an HTTP endpoint, once."""

from typing import TYPE_CHECKING

from scalehook.kit import Outside
from scalehook_contracts.message_service.pushes import PushNotification, RecordPushOutcome

if TYPE_CHECKING:
    import httpx


async def push_notification(intent: PushNotification, outside: Outside) -> RecordPushOutcome:
    """POST it; the outcome says why it failed, or nothing. The environment's proxies are not used."""
    import httpx  # here: most servers never push, and it is a large part of one at rest

    async with httpx.AsyncClient(timeout=outside.settings.mns_push_timeout, trust_env=False) as client:
        return await deliver(client, intent)


async def deliver(client: "httpx.AsyncClient", intent: PushNotification) -> RecordPushOutcome:
    """Success is an answer of 200 to 299 in time; redirects are not followed."""
    import httpx

    try:
        answer = await client.post(
            intent.endpoint, content=intent.body.encode(), headers=intent.headers, follow_redirects=False
        )
    except (httpx.HTTPError, httpx.InvalidURL) as failure:
        return RecordPushOutcome(push_id=intent.push_id, reason=str(failure) or type(failure).__name__)
    reason = "" if answer.is_success else f"HTTP {answer.status_code}"
    return RecordPushOutcome(push_id=intent.push_id, reason=reason)
