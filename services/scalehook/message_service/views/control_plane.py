"""Queues, topics and subscriptions as the control plane shows them."""

from scalehook.kit import Work
from scalehook.message_service import encryption, tags
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State, Subscription, Topic
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.message_service.control_plane.queues import DlqPolicyView, QueueView
from scalehook_contracts.message_service.control_plane.subscriptions import (
    SubscriptionDlqPolicyView,
    SubscriptionView,
)
from scalehook_contracts.message_service.control_plane.topics import TopicView
from scalehook_contracts.message_service.policies import DlqPolicy, TenantRateLimitPolicy
from scalehook_contracts.message_service.topics import RETENTION_SECONDS


def queue_view(queue: Queue, work: Work[State, Settings]) -> QueueView:
    """A queue with its counters."""
    counters, options = queue.counters(milliseconds(work.now)), queue.options
    return QueueView(
        queue_name=queue.queue_name,
        queue_type=queue.queue_type,
        create_time=queue.create_time,
        last_modify_time=queue.last_modify_time,
        delay_seconds=options.delay_seconds,
        maximum_message_size=options.maximum_message_size,
        message_retention_period=options.message_retention_period,
        visibility_timeout=options.visibility_timeout,
        polling_wait_seconds=options.polling_wait_seconds,
        logging_enabled=options.logging_enabled,
        active_messages=counters.active,
        inactive_messages=counters.inactive,
        delay_messages=counters.delayed,
        dlq_policy=_dlq_policy(options.dlq_policy),
        tenant_rate_limit_policy=options.tenant_rate_limit_policy or TenantRateLimitPolicy(),
        tags=tags.shown(queue.tags),
        **encryption.shown(options.encryption),
    )


def topic_view(topic: Topic, work: Work[State, Settings]) -> TopicView:
    """A topic with what is on its way."""
    account, region = work.settings.account_id, work.settings.region
    return TopicView(
        topic_name=topic.topic_name,
        topic_type=topic.topic_type,
        topic_url=f"http://{account}.mns.{region}.aliyuncs.com/topics/{topic.topic_name}",
        topic_inner_url=f"http://{account}.mns.{region}-internal.aliyuncs.com/topics/{topic.topic_name}",
        create_time=topic.create_time,
        last_modify_time=topic.last_modify_time,
        max_message_size=topic.maximum_message_size,
        message_retention_period=RETENTION_SECONDS,
        message_count=work.state.under_way.messages(topic.topic_name),
        logging_enabled=topic.logging_enabled,
        tags=tags.shown(topic.tags),
        **encryption.shown(topic.encryption),
    )


def subscription_view(
    topic_name: str, subscription: Subscription, work: Work[State, Settings]
) -> SubscriptionView:
    """A subscription; the account owns its topic."""
    policy = subscription.dlq_policy or DlqPolicy()
    return SubscriptionView(
        subscription_name=subscription.subscription_name,
        topic_name=topic_name,
        topic_owner=work.settings.account_id,
        endpoint=subscription.endpoint,
        filter_tag=subscription.filter_tag,
        notify_strategy=subscription.notify_strategy,
        notify_content_format=subscription.notify_content_format,
        create_time=subscription.create_time,
        last_modify_time=subscription.last_modify_time,
        dlq_policy=SubscriptionDlqPolicyView(
            enabled=policy.enabled, dead_letter_target_queue=policy.dead_letter_target_queue or None
        ),
        tenant_rate_limit_policy=subscription.tenant_rate_limit_policy or TenantRateLimitPolicy(),
    )


def _dlq_policy(policy: DlqPolicy | None) -> DlqPolicyView:
    """The count is a text here, and a number where it is set."""
    found = policy or DlqPolicy()
    count = found.max_receive_count
    return DlqPolicyView(
        enabled=found.enabled,
        dead_letter_target_queue=found.dead_letter_target_queue or None,
        max_receive_count=None if count is None else str(count),
    )
