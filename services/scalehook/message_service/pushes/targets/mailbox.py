"""Mail and short messages: a letter for each receiver, in the mailbox."""

from collections.abc import Mapping
from typing import Any

import orjson

from scalehook.kit import Work
from scalehook.message_service.endpoints import Endpoint
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.pushes.attributes import Attribute
from scalehook.message_service.pushes.notifications import Notification
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.message_service.mailbox import Letter, LettersSent


def send_mail(
    work: Work[State, Settings], push: Push, subscription: Subscription, endpoint: Endpoint
) -> str | None:
    """To the endpoint's address, or that of the message's attributes."""
    said, own = Attribute.of(push, "DirectMail", "DM"), subscription.dm_attributes
    to = endpoint.name or said.text("MailAddress", "ToAddress")
    if not to:
        return "the message says no address: MessageAttributes need a MailAddress in DM"
    letter = {
        "account": said.text("AccountName") or (own.account_name if own else ""),
        "subject": said.text("Subject") or (own.subject if own else ""),
        "is_html": said.text("IsHtml").lower() in ("1", "true"),
    }
    return _send(work, push, subscription, "mail", {to: letter})


def send_sms(
    work: Work[State, Settings], push: Push, subscription: Subscription, endpoint: Endpoint
) -> str | None:
    """To the endpoint's number, or those of the message's attributes with their own parameters."""
    said, own = Attribute.of(push, "DirectSMS", "DYSMS"), subscription.dysms_attributes
    parameters = _parameters(said, endpoint.name)
    if not parameters:
        return "the message says no number: MessageAttributes need a Receiver in DirectSMS"
    if len(parameters) > LIMITS.numbers:
        return f"the message has {len(parameters)} numbers, and may have {LIMITS.numbers}"
    common = {
        "sign_name": said.text("FreeSignName", "SignName") or (own.sign_name if own else ""),
        "template_code": said.text("TemplateCode") or (own.template_code if own else ""),
    }
    letters = {number: common | {"parameters": _json(some)} for number, some in parameters.items()}
    return _send(work, push, subscription, "sms", letters)


def _parameters(said: Attribute, number: str) -> dict[str, Any]:
    """Those of each number: of `multiContent` each has its own."""
    given = said.object("SmsParams", "TemplateParam")
    if said.text("Type") == "multiContent":
        return {number: given.get(number)} if number else given
    numbers = number or said.text("Receiver", "PhoneNumber")
    return dict.fromkeys([one for one in numbers.split(",") if one], given)


def _send(
    work: Work[State, Settings],
    push: Push,
    subscription: Subscription,
    kind: str,
    letters: Mapping[str, Mapping[str, Any]],
) -> str:
    text = Notification(push, work.settings.account_id).text(subscription.notify_content_format)
    common = {
        "kind": kind,
        "body": text,
        "topic_name": push.topic_name,
        "subscription_name": push.subscription_name,
        "message_id": push.message_id,
        "at": milliseconds(work.now),
        "user_properties": push.user_properties,
        "system_properties": push.system_properties,
    }
    written = [Letter.model_validate({"to": to, **common, **each}) for to, each in letters.items()]
    work.record(LettersSent(letters=written))
    return ""


def _json(value: Any) -> str:
    return orjson.dumps(value).decode() if value else ""
