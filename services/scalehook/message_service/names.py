"""Which names queues, topics and subscriptions may have."""

import re

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import (
    InvalidQueueName,
    QueueNameLengthError,
    SubscriptionNameInvalid,
    SubscriptionNameLengthError,
    TopicNameInvalid,
    TopicNameLengthError,
)

# The error text asks for a letter first, the documents allow a digit: both are taken.
FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*", re.ASCII)


def check_queue_name(name: str, longest: int) -> None:
    """Refuse what cannot be a queue's name."""
    _check(name, longest, InvalidQueueName, QueueNameLengthError)


def check_topic_name(name: str, longest: int) -> None:
    """Refuse what cannot be a topic's name."""
    _check(name, longest, TopicNameInvalid, TopicNameLengthError)


def check_subscription_name(name: str, longest: int) -> None:
    """Refuse what cannot be a subscription's name."""
    _check(name, longest, SubscriptionNameInvalid, SubscriptionNameLengthError)


def _check(name: str, longest: int, form: type[ApiError], length: type[ApiError]) -> None:
    if not 1 <= len(name) <= longest:
        raise length(longest=longest)
    if not FORM.fullmatch(name):
        raise form()
