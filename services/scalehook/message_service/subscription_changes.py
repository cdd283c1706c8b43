"""Making, changing and deleting subscriptions, whichever API asks for it."""

from collections.abc import Mapping
from typing import Any

from scalehook.kit import Work
from scalehook.message_service.push_work import discard_pushes
from scalehook.message_service.sameness import differs
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, Subscription, Topic
from scalehook.message_service.timestamps import seconds
from scalehook_contracts.errors.mns import SubscriptionAlreadyExist
from scalehook_contracts.message_service.subscriptions import (
    SubscriptionAttributesSet,
    SubscriptionCreated,
    SubscriptionDeleted,
)

CHANGEABLE = ("notify_strategy", "dlq_policy", "tenant_rate_limit_policy", "sts_role_arn")


def make_subscription(work: Work[State, Settings], topic: Topic, wanted: SubscriptionCreated) -> bool:
    """Whether it is new; SubscriptionAlreadyExist where one of the name is another. What the API cannot
    say is not set in `wanted`.
    """
    known = topic.subscriptions.get(wanted.subscription_name)
    if known is None:
        work.record(wanted)
        return True
    if differs(wanted, vars(known)):
        raise SubscriptionAlreadyExist()
    return False


def change_subscription(
    work: Work[State, Settings], topic_name: str, known: Subscription, given: Mapping[str, Any]
) -> None:
    """What is None stays."""
    changes = {name: value for name, value in given.items() if value is not None}
    work.record(
        SubscriptionAttributesSet(
            topic_name=topic_name,
            subscription_name=known.subscription_name,
            last_modify_time=seconds(work.now),
            **{name: getattr(known, name) for name in CHANGEABLE} | changes,
        )
    )


def remove_subscription(work: Work[State, Settings], topic: Topic, subscription_name: str) -> None:
    """Nothing where there is none. Pushes on their way to the subscriber are dropped."""
    if subscription_name in topic.subscriptions:
        names = {"topic_name": topic.topic_name, "subscription_name": subscription_name}
        work.record(SubscriptionDeleted(**names))
        discard_pushes(work, **names)
