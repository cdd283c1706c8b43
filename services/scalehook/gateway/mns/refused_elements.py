"""Elements of bodies: those that an operation has, and those that must not be passed over, since what
they ask for would silently not happen.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from scalehook.gateway.mns.xml_reading import PROPERTIES
from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.message_service.base import Property
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


def own_elements(cls: type[BaseModel], found: Mapping[str, Any]) -> dict[str, Any]:
    """Those that it has, as documents spell them. InvalidArgument for one of the others that it does not
    have, and for one of its own in other letters. What nobody knows changes nothing, and is passed over
    as the service does: a client may send back all that it was shown.
    """
    own, telling = _known(cls)
    elements = dict(found) if own.issuperset(found) else _chosen(found, own, telling)
    for name in PROPERTIES:
        if name in elements and isinstance(elements[name], list):
            elements[name] = [own_elements(Property, one) for one in elements[name]]
    return elements


def _chosen(found: Mapping[str, Any], own: frozenset[str], telling: frozenset[str]) -> dict[str, Any]:
    for name in found:
        if name not in own and name.lower() in telling:
            raise InvalidArgument(name=name)
    return {name: value for name, value in found.items() if name in own}


@cache
def _known(cls: type[BaseModel]) -> tuple[frozenset[str], frozenset[str]]:
    """Its own elements; and in small letters all that say something."""
    own = frozenset(field.alias for field in shape(cls).fields)
    return own, frozenset(name.lower() for name in own | OF_CONTROL_PLANE | OF_MESSAGES)
