"""Making, changing and deleting subscriptions, whichever API asks for it.

`given` has what the API can say, by the names of `SubscriptionCreated`; what was not said is None.
"""

from collections.abc import Mapping
from typing import Any, get_args

from scalehook.kit import Work
from scalehook.kit.push.attempt import verdict
from scalehook.message_service.changes.policies import check_rate_limit, check_subscription_policy
from scalehook.message_service.changes.sameness import differs
from scalehook.message_service.endpoints import Endpoint, parse
from scalehook.message_service.limits import CONTROL, is_tag
from scalehook.message_service.names import check_subscription_name
from scalehook.message_service.pushes.attempts import discard_pushes
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Subscription, Topic
from scalehook.message_service.timestamps import seconds
from scalehook_contracts.errors.mns import (
    EndpointInvalid,
    InvalidArgument,
    SubscriptionAlreadyExist,
    SubscriptionNumExceededLimit,
)
from scalehook_contracts.message_service.pushes import LookAtEndpoint
from scalehook_contracts.message_service.subscriptions import (
    NotifyContentFormat,
    NotifyStrategy,
    SubscriptionAttributesSet,
    SubscriptionCreated,
    SubscriptionDeleted,
    SubscriptionOutOfReach,
)

DEFAULTS: Mapping[str, Any] = {
    "filter_tag": None,
    "notify_strategy": "BACKOFF_RETRY",
    "dlq_policy": None,
    "tenant_rate_limit_policy": None,
    "sts_role_arn": "",
    "dm_attributes": None,
    "dysms_attributes": None,
}
CHANGEABLE = ("notify_strategy", "dlq_policy", "tenant_rate_limit_policy", "sts_role_arn")


def make_subscription(
    work: Work[State, Settings], topic: Topic, name: str, given: Mapping[str, Any]
) -> bool:
    """Whether it is new; SubscriptionAlreadyExist where one of the name is another. Whether the endpoint
    is there is not asked; where pushes may not go, a warning follows.
    """
    check_subscription_name(name, work.settings.mns_name_length)
    endpoint = _endpoint(str(given.get("endpoint") or ""))
    said = _said(given, endpoint)
    _check_order(topic, endpoint, work.state)
    _check_policies(given, topic, work.state)
    known = topic.subscriptions.get(name)
    if known is not None:
        if differs(said, vars(known)):
            raise SubscriptionAlreadyExist()
        return False
    _check_count(topic, work.settings)
    where = {"topic_name": topic.topic_name, "subscription_name": name}
    work.record(SubscriptionCreated(**where, create_time=seconds(work.now), **said))
    if endpoint.kind == "web":
        _warn(work, topic.topic_name, name, endpoint.name)
    return True


def change_subscription(
    work: Work[State, Settings], topic: Topic, known: Subscription, given: Mapping[str, Any]
) -> None:
    """What is None stays."""
    _check_choice(given, "notify_strategy", NotifyStrategy)
    _check_policies(given, topic, work.state)
    changes = {name: value for name, value in given.items() if value is not None}
    values = {name: getattr(known, name) for name in CHANGEABLE} | changes
    work.record(
        SubscriptionAttributesSet(
            topic_name=topic.topic_name,
            subscription_name=known.subscription_name,
            last_modify_time=seconds(work.now),
            **values,
        )
    )


def remove_subscription(work: Work[State, Settings], topic: Topic, name: str) -> None:
    """Nothing where there is none. Pushes on their way to the subscriber are dropped."""
    if name in topic.subscriptions:
        work.record(SubscriptionDeleted(topic_name=topic.topic_name, subscription_name=name))
        work.end(f"look/{topic.topic_name}/{name}")
        discard_pushes(work, topic.topic_name, name)


def _warn(work: Work[State, Settings], topic_name: str, name: str, endpoint: str) -> None:
    """At once, or when its name has been looked up."""
    where = {"topic_name": topic_name, "subscription_name": name, "endpoint": endpoint}
    reason = verdict(endpoint, work.settings)
    if reason:
        work.record(SubscriptionOutOfReach(**where, reason=reason))
    elif reason is None:
        work.begin(f"look/{topic_name}/{name}", LookAtEndpoint(**where))


def _endpoint(text: str) -> Endpoint:
    """What it means. No address has blanks around it, or line breaks in it."""
    if text != text.strip() or CONTROL.search(text):
        raise EndpointInvalid()
    return parse(text)


def _said(given: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """With defaults for what is not: a mail is text, whatever else is pushed is XML."""
    _check_choice(given, "notify_strategy", NotifyStrategy)
    _check_choice(given, "notify_content_format", NotifyContentFormat)
    if not is_tag(given.get("filter_tag")):
        raise InvalidArgument(name="FilterTag")
    letters = endpoint.kind in ("mail", "sms")
    form = given.get("notify_content_format") or ("SIMPLIFIED" if letters else "XML")
    if endpoint.kind == "mail" and form != "SIMPLIFIED":
        raise InvalidArgument(name="NotifyContentFormat")
    defaults = {**DEFAULTS, "notify_content_format": form}
    said = {name: value or defaults.get(name) for name, value in given.items()}
    return said | {"notify_content_format": form}


def _check_choice(given: Mapping[str, Any], name: str, choices: Any) -> None:
    value = given.get(name)
    if value and value not in get_args(choices):
        raise InvalidArgument(name="".join(part.title() for part in name.split("_")))


def _check_order(topic: Topic, endpoint: Endpoint, state: State) -> None:
    """What a fifo topic says must stay in order: only fifo queues keep it so."""
    if topic.topic_type != "fifo":
        return
    queue = state.queues.get(endpoint.name) if endpoint.kind == "queue" else None
    if endpoint.kind != "queue" or (queue is not None and queue.queue_type != "fifo"):
        raise EndpointInvalid()


def _check_policies(given: Mapping[str, Any], topic: Topic, state: State) -> None:
    check_subscription_policy(given.get("dlq_policy"), topic.topic_type, state)
    check_rate_limit(given.get("tenant_rate_limit_policy"))


def _check_count(topic: Topic, settings: Settings) -> None:
    if len(topic.subscriptions) >= settings.mns_most_subscriptions:
        raise SubscriptionNumExceededLimit(most=settings.mns_most_subscriptions)
