"""The RAM user that a consumer calls as: it may do what a consumer must, and nothing else."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scalehook.testing.asking import ask
from scalehook_contracts.access_control.keys import CreateAccessKey
from scalehook_contracts.access_control.policies import AttachPolicyToUser, CreatePolicy
from scalehook_contracts.access_control.users import CreateUser

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

USER = "certified-consumer"
READING = (
    "ReceiveMessage", "BatchReceiveMessage", "PeekMessage", "BatchPeekMessage", "DeleteMessage",
    "BatchDeleteMessage", "ChangeMessageVisibility",
)  # fmt: skip
KEEPING_DEAD_LETTERS = ("CreateQueue", "SendMessage", "BatchSendMessage", "GetQueueAttributes")


@dataclass(frozen=True)
class Key:
    """An access key."""

    id: str
    secret: str


def create_user(cloud: "Cloud", queue: str) -> Key:
    """With the policy of a consumer of this queue (empty: of none); its key."""
    ask(cloud, CreateUser, user_name=USER)
    document = json.dumps(policy(queue))
    ask(cloud, CreatePolicy, policy_name=USER, policy_document=document)
    ask(cloud, AttachPolicyToUser, policy_type="Custom", policy_name=USER, user_name=USER)
    made = ask(cloud, CreateAccessKey, user_name=USER).access_key
    return Key(made.access_key_id, made.access_key_secret)


def policy(queue: str) -> dict[str, Any]:
    """Complete and extend actions, look at everything in Auto Scaling; read the queue and delete in it;
    keep dead letters in queues of which the names begin with that one's.
    """
    acting = ["ess:CompleteLifecycleAction", "ess:RecordLifecycleActionHeartbeat", "ess:Describe*"]
    statements = [_allow(acting, "*")]
    if queue:
        reading = [f"mns:{action}" for action in READING]
        statements += [
            _allow(reading, f"acs:mns:*:*:/queues/{queue}/messages"),
            _allow(["mns:GetQueueAttributes"], f"acs:mns:*:*:/queues/{queue}"),
            _allow([f"mns:{each}" for each in KEEPING_DEAD_LETTERS], f"acs:mns:*:*:/queues/{queue}-*"),
        ]
    return {"Version": "1", "Statement": statements}


def _allow(actions: list[str], resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": [resource]}
