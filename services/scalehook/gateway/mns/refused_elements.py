"""Elements of bodies that must not be passed over: what they ask for would silently not happen."""

from collections.abc import Iterable
from functools import cache

from scalehook.kit.api.operations import OperationType
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


def refuse(cls: OperationType, names: Iterable[str]) -> None:
    """InvalidArgument for one of them, unless the operation has it. Others that nobody knows change
    nothing, and are passed over as the service does: a client may send back all that it was shown.
    """
    for name in names:
        if name in _refused(cls):
            raise InvalidArgument(name=name)


@cache
def _refused(cls: OperationType) -> frozenset[str]:
    return OF_CONTROL_PLANE - {field.alias for field in shape(cls).fields}
