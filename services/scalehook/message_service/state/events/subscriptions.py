"""What happens to subscriptions."""

from scalehook.message_service.state.root import State
from scalehook.message_service.state.topics import Subscription
from scalehook_contracts.message_service.subscriptions import (
    SubscriptionAttributesSet,
    SubscriptionCreated,
    SubscriptionDeleted,
    SubscriptionOutOfReach,
)


def subscription_created(event: SubscriptionCreated, state: State) -> None:
    """The topic has a subscription more."""
    subscription = Subscription(
        event.subscription_name,
        event.endpoint,
        event.filter_tag,
        event.notify_strategy,
        event.notify_content_format,
        event.create_time,
        event.create_time,
        event.dlq_policy,
        event.tenant_rate_limit_policy,
        event.sts_role_arn,
        event.dm_attributes,
        event.dysms_attributes,
    )
    state.subscribe(event.topic_name, subscription)


def subscription_attributes_set(event: SubscriptionAttributesSet, state: State) -> None:
    """The subscription is dealt with in another way."""
    subscription = state.topics[event.topic_name].subscriptions[event.subscription_name]
    subscription.notify_strategy = event.notify_strategy
    subscription.dlq_policy = event.dlq_policy
    subscription.tenant_rate_limit_policy = event.tenant_rate_limit_policy
    subscription.sts_role_arn = event.sts_role_arn
    subscription.last_modify_time = event.last_modify_time


def subscription_deleted(event: SubscriptionDeleted, state: State) -> None:
    """The topic has a subscription less."""
    state.topics[event.topic_name].remove(event.subscription_name)


def subscription_out_of_reach(event: SubscriptionOutOfReach, state: State) -> None:
    """Whoever looks at its log is told."""
    state.topics[event.topic_name].subscriptions[event.subscription_name].warning = event.reason
