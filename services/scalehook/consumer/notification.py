"""What a message says: one waiting action, or a test, in whatever it is wrapped."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from scalehook.consumer.xml_reading import notification

DEEPEST = 4  # Base64 in JSON in Base64 is the most that anybody sends
MOST = 1e12  # of what any number can be here; NaN is not less
SURROGATE = re.compile("[\ud800-\udfff]")
TRANSITIONS = ("SCALE_OUT", "SCALE_IN")


class Unreadable(ValueError):
    """The message is no notification; the text says why."""


@dataclass(frozen=True)
class Notification:
    """An action that waits. Times are Unix seconds; None where the message does not tell."""

    token: str
    hook_id: str
    transition: str
    hook: str = ""
    group_id: str = ""
    group: str = ""
    instance_ids: tuple[str, ...] = ()
    metadata: str = ""
    default_result: str = ""
    request_id: str = ""
    activity_id: str = ""
    region: str = ""
    heartbeat_timeout: float | None = None
    started_at: float | None = None


@dataclass(frozen=True)
class TestNotification:
    """What a receiver gets when a hook is made: it names no action."""

    __test__ = False  # pytest would take it for a test

    hook: str = ""


def parse(body: bytes) -> Notification | TestNotification:
    """The notification inside a queue's message, a push or an event; Unreadable when there is none."""
    try:
        return _parsed(body.decode(), DEEPEST)
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None


def ended_token(body: bytes) -> tuple[str, str]:
    """Of the stack's event `scaling_controller.lifecycle_action_ended`: the token, and how it ended."""
    try:
        get = _Fields(_object(body.decode()))
    except (UnicodeDecodeError, RecursionError):
        raise Unreadable("no event") from None
    status, result = get.text("LifecycleActionStatus"), get.text("LifecycleActionResult")
    return get.needed("LifecycleActionToken"), f"it has ended: {status}, {result}"


def _parsed(text: str, depth: int) -> Notification | TestNotification:
    text = text.strip("\ufeff \t\r\n")
    if not depth or not text:
        raise Unreadable("empty" if not text else "wrapped too often")
    if text.startswith("<"):
        return _parsed(_of_topic(notification(text)), depth - 1)
    if not text.startswith(("{", "[")):
        return _parsed(_from_base64(text), depth - 1)
    found = _object(text)
    if "TopicName" in found:
        return _parsed(_of_topic(found), depth - 1)
    return _event(found) if "LifecycleActionToken" in found else _envelope(found)


def _envelope(found: dict[str, Any]) -> Notification | TestNotification:
    """What Auto Scaling sends: about whom, and the action as `content`."""
    content = found.get("content") or {}
    if isinstance(content, str):
        content = _object(content)
    if not isinstance(content, dict):
        raise Unreadable("content is no object")
    if _is_test(found, content):
        return TestNotification(str(content.get("lifecycleHookName") or ""))
    get = _Fields(content)
    return Notification(
        token=get.needed("lifecycleActionToken"),
        hook_id=get.needed("lifecycleHookId"),
        transition=get.transition("lifecycleTransition"),
        hook=get.text("lifecycleHookName"),
        group_id=get.text("scalingGroupId"),
        group=get.text("scalingGroupName"),
        instance_ids=get.texts("instanceIds"),
        metadata=get.text("notificationMetadata"),
        default_result=get.text("defaultResult"),
        request_id=get.text("requestId"),
        activity_id=get.text("scalingActivityId"),
        region=_Fields(found).text("regionId"),
    )


def _event(found: dict[str, Any]) -> Notification:
    """The stack's own event, `scaling_controller.lifecycle_action_started`."""
    get = _Fields(found)
    return Notification(
        token=get.needed("LifecycleActionToken"),
        hook_id=get.needed("LifecycleHookId"),
        transition=get.transition("LifecycleTransition"),
        hook=get.text("LifecycleHookName"),
        group_id=get.text("ScalingGroupId"),
        group=get.text("ScalingGroupName"),
        instance_ids=get.texts("InstanceIds"),
        metadata=get.text("NotificationMetadata"),
        default_result=get.text("DefaultResult"),
        request_id=get.text("RequestId"),
        activity_id=get.text("ScalingActivityId"),
        heartbeat_timeout=get.number("HeartbeatTimeout"),
        started_at=get.number("StartedAt"),
    )


def _is_test(found: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    """It names no action and no instance, and comes from Auto Scaling or says that it is a test."""
    if content.get("lifecycleActionToken") or content.get("instanceIds"):
        return False
    events = (found.get("event"), content.get("event"), found.get("Event"))
    said = any(isinstance(event, str) and event.upper().endswith("TEST") for event in events)
    return said or "content" in found


@dataclass(frozen=True)
class _Fields:
    """Fields of an object, by the type that they must have."""

    found: Mapping[str, Any]

    def text(self, name: str) -> str:
        value = self.found.get(name)
        if value is None:
            return ""
        if not _is_text(value):
            raise Unreadable(f"{name} is no text")
        return value

    def needed(self, name: str) -> str:
        if value := self.text(name):
            return value
        raise Unreadable(f"no {name}")

    def transition(self, name: str) -> str:
        if (value := self.needed(name)) in TRANSITIONS:
            return value
        raise Unreadable(f"{name} is {value[:40]!r}")

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.found.get(name) or []
        if not isinstance(values, list) or not all(map(_is_text, values)):
            raise Unreadable(f"{name} is no list of texts")
        return tuple(values)

    def number(self, name: str) -> float | None:
        value = self.found.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < MOST:
            raise Unreadable(f"{name} is no number")
        return float(value)


def _is_text(value: object) -> TypeGuard[str]:
    """JSON can write halves of characters, which nobody can send on."""
    return isinstance(value, str) and not SURROGATE.search(value)


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        raise Unreadable("not JSON") from None
    if not isinstance(found, dict):
        raise Unreadable("JSON, but no object")
    return found


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode()
    except (binascii.Error, ValueError):
        raise Unreadable("neither JSON, nor XML, nor Base64 of one") from None


def _of_topic(fields: Mapping[str, Any] | None) -> str:
    message = None if fields is None else fields.get("Message")
    if not isinstance(message, str):
        raise Unreadable("no notification of a topic, though it looks like one")
    return message


def wrapping(body: bytes) -> Mapping[str, str]:
    """What a topic has written around the message, in XML or JSON; empty where it is bare."""
    text = body.decode(errors="replace").strip()
    if text.startswith("<"):
        return notification(text) or {}
    try:
        found = _object(text)
    except (Unreadable, RecursionError):
        return {}
    if "TopicName" not in found:
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}
