"""Elements of bodies that must not be passed over: what they ask for would silently not happen."""

from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel

from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.shape import shape

# What queues, topics and subscriptions have in the control plane (2022-01-19) and not in REST.
OF_CONTROL_PLANE = frozenset(
    {
        "DlqPolicy",
        "DmAttributes",
        "DysmsAttributes",
        "EnableLogging",
        "EnableSSE",
        "KafkaAttributes",
        "KmsKeyId",
        "MaxMessageSize",
        "MessageTag",
        "PushType",
        "QueueType",
        "SseAlgorithm",
        "SseType",
        "StsRoleArn",
        "Tag",
        "Tags",
        "TenantRateLimitPolicy",
        "TopicType",
    }
)
# What a queue's messages have and a topic's have not, or the other way round; and what a message has
# in other services of this kind.
OF_MESSAGES = frozenset(
    {
        "DelaySeconds",
        "MessageAttributes",
        "MessageDeduplicationId",
        "MessageTag",
        "Priority",
        "VisibilityTimeout",
    }
)


def refuse(cls: type[BaseModel], names: Iterable[str]) -> None:
    """InvalidArgument for one of them that it does not have, and for one of its own in other letters.
    Others that nobody knows change nothing, and are passed over as the service does: a client may send
    back all that it was shown.
    """
    own, telling = _known(cls)
    for name in names:
        if name not in own and name.lower() in telling:
            raise InvalidArgument(name=name)


@cache
def _known(cls: type[BaseModel]) -> tuple[frozenset[str], frozenset[str]]:
    """Its own elements; and in small letters all that say something."""
    own = frozenset(field.alias for field in shape(cls).fields)
    return own, frozenset(name.lower() for name in own | OF_CONTROL_PLANE | OF_MESSAGES)
