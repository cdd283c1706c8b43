"""A published message in the form that a subscription asked for, and its HTTP headers."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from scalehook.message_service.limits import CONTROL
from scalehook.message_service.messages.bodies import body_md5
from scalehook.message_service.state import Push
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.subscriptions import NotifyContentFormat

NAMESPACE = "http://mns.aliyuncs.com/doc/v1/"
CONTENT_TYPES = {
    "XML": "text/xml;charset=utf-8",
    "JSON": "application/json;charset=utf-8",
    "SIMPLIFIED": "text/plain;charset=utf-8",
    "STREAM": "application/json;charset=utf-8",
}
AGENT = "Aliyun Notification Service Agent"
TRACING = ("traceparent", "tracestate", "baggage")  # system properties with headers of their own


@dataclass(frozen=True)
class Notification:
    """A push as its receiver sees it; the account owns the topic."""

    push: Push
    account: str

    def text(self, form: NotifyContentFormat) -> str:
        """The whole notification, in the form that the subscription asks for."""
        if form == "SIMPLIFIED":
            return self.push.message_body
        if form in ("JSON", "STREAM"):
            return json.dumps(self.fields(), ensure_ascii=False)
        elements = "".join(f"<{name}>{_escape(value)}</{name}>" for name, value in self.fields().items())
        head = '<?xml version="1.0" encoding="utf-8"?>\n'
        return f'{head}<Notification xmlns="{NAMESPACE}">{elements}</Notification>'

    def fields(self) -> dict[str, str]:
        """The documented elements; every value is text, the time included."""
        fields = {
            "TopicOwner": self.account,
            "TopicName": self.push.topic_name,
            "Subscriber": self.account,
            "SubscriptionName": self.push.subscription_name,
            "MessageId": self.push.message_id,
            "MessageMD5": body_md5(self.push.message_body),
            "Message": self.push.message_body,
        }
        if self.push.message_tag:
            fields["MessageTag"] = self.push.message_tag
        return fields | {"PublishTime": str(self.push.publish_time)}

    def headers(self, form: NotifyContentFormat, request_id: str, now: datetime) -> dict[str, str]:
        """The headers of a push, all but its signature."""
        headers = {
            "Content-Type": CONTENT_TYPES[form],
            "Content-md5": _content_md5(self.text(form), form),
            "Date": format_datetime(now, usegmt=True),
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Connection": "keep-alive",
            "x-mns-request-id": request_id,
            "x-mns-version": "2015-06-06",
        }
        return headers | self.belongings() | (self._described() if form == "SIMPLIFIED" else {})

    def belongings(self) -> dict[str, str]:
        """What no format has a place for. The documents do not say how it travels."""
        given = {
            "x-mns-message-group-id": self.push.message_group_id or "",
            "x-mns-system-properties": _as_json(self.push.system_properties),
            "x-mns-user-properties": _as_json(self.push.user_properties),
            **{one.name: one.value for one in self.push.system_properties if one.name in TRACING},
        }
        fitting = {name: value.strip(" ") for name, value in given.items() if not CONTROL.search(value)}
        return {name: value for name, value in fitting.items() if value}

    def _described(self) -> dict[str, str]:
        """A raw body says nothing of itself; headers do."""
        described = {
            "x-mns-message-id": self.push.message_id,
            "x-mns-publish-time": str(self.push.publish_time),
            "x-mns-subscriber": self.account,
            "x-mns-subscription-name": self.push.subscription_name,
            "x-mns-topic-name": self.push.topic_name,
            "x-mns-topic-owner": self.account,
        }
        tag = (self.push.message_tag or "").strip(" ")  # HTTP knows no blanks at the ends of a value
        return described | ({"x-mns-message-tag": tag} if tag else {})


def _as_json(properties: Sequence[Property]) -> str:
    """A list of `{"Name", "Value", "Type"}`, on one line, which no header's reader splits; nothing of
    none.
    """
    rows = [{"Name": one.name, "Value": one.value, "Type": one.type} for one in properties]
    text = json.dumps(rows, ensure_ascii=False) if rows else ""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _content_md5(text: str, form: NotifyContentFormat) -> str:
    # The service itself is of two minds: base64 of the hex text, but plain hex for raw bodies.
    digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return digest.upper() if form == "SIMPLIFIED" else base64.b64encode(digest.encode()).decode()


def _escape(text: str) -> str:
    # A bare CR would reach the receiver as LF.
    pairs = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))
    for plain, escaped in pairs:
        text = text.replace(plain, escaped)
    return text
