"""Making, changing and deleting queues, whichever API asks for it.

`given` has what the API can say, by the names of `QueueOptions`; what was not said is None.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scalehook.kit import Work
from scalehook.message_service.changes.policies import check_dlq_policy, check_rate_limit
from scalehook.message_service.changes.sameness import differs
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.names import check_queue_name
from scalehook.message_service.queues.timers import come_by, queue_key, schedule_turn
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, QueueOptions, State
from scalehook.message_service.timestamps import SECOND, milliseconds, seconds
from scalehook_contracts.errors.mns import QueueAlreadyExist, QueueNumExceededLimit
from scalehook_contracts.message_service.policies import Order
from scalehook_contracts.message_service.queues import QueueAttributesSet, QueueCreated, QueueDeleted

DEFAULTS: Mapping[str, Any] = vars(QueueOptions()) | {"queue_type": "normal", "tags": []}
RANGES = {
    "delay_seconds": LIMITS.delay_seconds,
    "maximum_message_size": LIMITS.maximum_message_size,
    "message_retention_period": LIMITS.message_retention_period,
    "visibility_timeout": LIMITS.visibility_timeout,
    "polling_wait_seconds": LIMITS.polling_wait_seconds,
}


def make_queue(work: Work[State, Settings], queue_name: str, given: Mapping[str, Any]) -> bool:
    """Whether it is new; QueueAlreadyExist where one of the name is another."""
    check_queue_name(queue_name, work.settings.mns_name_length)
    _check(given, queue_name, given.get("queue_type") or "normal", work.state)
    said = {name: DEFAULTS[name] if value is None else value for name, value in given.items()}
    known = work.state.queues.get(queue_name)
    if known is None:
        _make(work, QueueCreated(queue_name=queue_name, create_time=seconds(work.now), **said))
        return True
    if differs(said, {**vars(known.options), "queue_type": known.queue_type, "tags": known.tags}):
        raise QueueAlreadyExist()
    return False


def _make(work: Work[State, Settings], wanted: QueueCreated) -> None:
    """Queues whose dead letters had nowhere to go may have waited for it."""
    if len(work.state.queues) >= work.settings.mns_most_queues:
        raise QueueNumExceededLimit(most=work.settings.mns_most_queues)
    work.record(wanted)
    now = milliseconds(work.now)
    for source in work.state.dead_letter_routes.sources(wanted.queue_name):
        if source.exhausted(now, 1):
            schedule_turn(work, source, work.now)


def change_queue(work: Work[State, Settings], queue: Queue, given: Mapping[str, Any]) -> None:
    """What is None stays. Another retention counts for the messages that are there, too; so does a
    dead-letter policy for those that were received too often.
    """
    _check(given, queue.queue_name, queue.queue_type, work.state)
    changes = {name: value for name, value in given.items() if value is not None}
    options = replace(queue.options, **changes)
    now = milliseconds(work.now)
    work.record(
        QueueAttributesSet(queue_name=queue.queue_name, last_modify_time=now // SECOND, **vars(options))
    )
    upcoming = queue.next_change(now)
    if upcoming is not None:
        come_by(work, queue, upcoming)


def remove_queue(work: Work[State, Settings], queue_name: str) -> None:
    """Nothing where there is none. Consumers that wait learn that the queue is gone."""
    if queue_name in work.state.queues:
        work.record(QueueDeleted(queue_name=queue_name))
        work.cancel(queue_key(queue_name))
        work.wake(queue_key(queue_name))


def _check(given: Mapping[str, Any], queue_name: str, queue_type: Order, state: State) -> None:
    for name, allowed in RANGES.items():
        allowed.check(given.get(name))
    check_dlq_policy(given.get("dlq_policy"), queue_name, queue_type, state)
    check_rate_limit(given.get("tenant_rate_limit_policy"))
