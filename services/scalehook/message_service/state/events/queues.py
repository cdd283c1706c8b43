"""What events do to queues."""

from scalehook.message_service.state.queues import Queue, QueueOptions
from scalehook.message_service.state.root import State
from scalehook_contracts.message_service.queues import QueueAttributesSet, QueueCreated, QueueDeleted


def queue_created(event: QueueCreated, state: State) -> None:
    """A queue is there, empty."""
    state.add_queue(
        Queue(
            event.queue_name,
            event.create_time,
            event.create_time,
            _options(event),
            queue_type=event.queue_type,
            tags=event.tags,
        )
    )


def queue_attributes_set(event: QueueAttributesSet, state: State) -> None:
    """The queue has other options."""
    queue = state.queues[event.queue_name]
    state.set_options(queue, _options(event))
    queue.last_modify_time = event.last_modify_time


def queue_deleted(event: QueueDeleted, state: State) -> None:
    """The queue is gone, its messages with it."""
    state.remove_queue(event.queue_name)


def _options(event: QueueCreated | QueueAttributesSet) -> QueueOptions:
    return QueueOptions(
        delay_seconds=event.delay_seconds,
        maximum_message_size=event.maximum_message_size,
        message_retention_period=event.message_retention_period,
        visibility_timeout=event.visibility_timeout,
        polling_wait_seconds=event.polling_wait_seconds,
        logging_enabled=event.logging_enabled,
        dlq_policy=event.dlq_policy,
        tenant_rate_limit_policy=event.tenant_rate_limit_policy,
        encryption=event.encryption,
    )
