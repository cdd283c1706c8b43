"""What the control plane of MNS refuses, by its documents: REST's codes in RPC's form."""

from typing import Any

from alibabacloud_mns_open20220119 import models

LONG = "x" * 257
QUEUE, TOPIC = {"QueueName": "refusals"}, {"TopicName": "refusals"}
SUBSCRIPTION = TOPIC | {"SubscriptionName": "s"}
PUSHED = SUBSCRIPTION | {"PushType": "queue", "Endpoint": "refusals"}
LETTERS = {"Enabled": True, "DeadLetterTargetQueue": "none", "MaxReceiveCount": 3}
PUBLIC = {"EndpointType": "public", "AclStrategy": "allow"}
NO_QUEUE = "The queue name you provided is not exist."
NO_TOPIC = "The topic name you provided is not exist."
NO_SUBSCRIPTION = "The subscription name you provided is not exist."
Row = tuple[int, str, str, dict[str, Any], str]
# status, code, action, parameters, and the text where the documents have it
DOCUMENTED: list[Row] = [
    *[(404, "QueueNotExist", action, {"QueueName": "none"}, NO_QUEUE)
      for action in ("SetQueueAttributes", "GetQueueAttributes")],
    *[(404, "QueueNotExist", action, given | {"DlqPolicy": LETTERS}, NO_QUEUE) for action, given in
      (("CreateQueue", {"QueueName": "n"}), ("SetQueueAttributes", QUEUE))],
    *[(404, "TopicNotExist", action, SUBSCRIPTION | {"TopicName": "none"}, NO_TOPIC) for action in
      ("SetTopicAttributes", "GetTopicAttributes", "SetSubscriptionAttributes",
       "GetSubscriptionAttributes", "ListSubscriptionByTopic", "Unsubscribe")],
    (404, "TopicNotExist", "Subscribe", PUSHED | {"TopicName": "none"}, NO_TOPIC),
    *[(404, "SubscriptionNotExist", action, SUBSCRIPTION | {"SubscriptionName": "none"}, NO_SUBSCRIPTION)
      for action in ("SetSubscriptionAttributes", "GetSubscriptionAttributes")],
    (409, "QueueAlreadyExist", "CreateQueue", QUEUE | {"VisibilityTimeout": 31},
     "The queue you want to create is already exist."),
    (409, "QueueAlreadyExist", "CreateQueue", QUEUE | {"QueueType": "fifo"}, ""),
    (409, "QueueAlreadyExist", "CreateQueue", QUEUE | {"Tag": [{"Key": "k"}]}, ""),
    (409, "TopicAlreadyExist", "CreateTopic", TOPIC | {"MaxMessageSize": 2048},
     "The topic you want to create already exist."),
    (409, "SubscriptionAlreadyExist", "Subscribe", PUSHED | {"MessageTag": "other"}, ""),
    *[(400, "InvalidArgument", action, QUEUE | {"VisibilityTimeout": 43201},
       "The value of VisibilityTimeout should between 1 and 43200 seconds.")
      for action in ("CreateQueue", "SetQueueAttributes")],
    *[(400, "InvalidArgument", action, TOPIC | {"MaxMessageSize": 1023},
       "The value of MaxMessageSize should between 1024 and 65536 bytes.")
      for action in ("CreateTopic", "SetTopicAttributes")],
    (400, "InvalidArgument", "CreateQueue", {"QueueName": "n", "QueueType": "lifo"}, ""),
    (400, "InvalidArgument", "SetSubscriptionAttributes", SUBSCRIPTION | {"NotifyStrategy": "NONE"}, ""),
    (400, "InvalidArgument", "DisableEndpoint", {"EndpointType": "vpc"}, ""),
    (400, "InvalidArgument", "AuthorizeEndpointAcl", PUBLIC | {"CidrList": ["somewhere"]}, ""),
    (400, "EndpointInvalid", "Subscribe", PUSHED | {"Endpoint": "http://127.0.0.1"}, ""),
    (400, "InvalidQueueName", "CreateQueue", {"QueueName": "a_b"}, ""),
    (400, "QueueNameLengthError", "CreateQueue", {"QueueName": LONG},
     "Queue name length should between 1 and 256."),
    (400, "TopicNameInvalid", "CreateTopic", {"TopicName": "a_b"}, ""),
    (400, "TopicNameLengthError", "CreateTopic", {"TopicName": LONG}, ""),
    (400, "SubscriptionNameInvalid", "Subscribe", PUSHED | {"SubscriptionName": "a_b"}, ""),
    (400, "SubscriptionNameLengthError", "Subscribe", PUSHED | {"SubscriptionName": LONG}, ""),
    *[(400, "MissingQueueName", action, {}, "QueueName is mandatory for this action.") for action in
      ("CreateQueue", "SetQueueAttributes", "GetQueueAttributes", "DeleteQueue")],
    *[(400, "MissingTopicName", action, {}, "TopicName is mandatory for this action.") for action in
      ("CreateTopic", "SetTopicAttributes", "GetTopicAttributes", "DeleteTopic")],
    *[(400, "MissingSubscriptionName", action, TOPIC, "") for action in
      ("SetSubscriptionAttributes", "GetSubscriptionAttributes", "Unsubscribe")],
    *[(400, f"Missing{name}", "Subscribe", {key: value for key, value in PUSHED.items() if key != name},
       "") for name in PUSHED],
    *[(400, "MissingEndpointType", action, {}, "") for action in
      ("EnableEndpoint", "DisableEndpoint", "GetEndpointAttribute")],
    *[(400, "MissingCidrList", action, PUBLIC, "") for action in
      ("AuthorizeEndpointAcl", "RevokeEndpointAcl")],
]  # fmt: skip
SAME = (("CreateQueue", QUEUE), ("CreateTopic", TOPIC), ("Subscribe", PUSHED))
GONE = (
    ("DeleteQueue", {"QueueName": "none"}),
    ("DeleteTopic", {"TopicName": "none"}),
    ("Unsubscribe", SUBSCRIPTION | {"SubscriptionName": "none"}),
)


def call(plane: Any, action: str, given: dict[str, Any]) -> Any:
    """By the name of the action, in the client's own models."""
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in action)[1:]
    return getattr(plane, name)(getattr(models, f"{action}Request")().from_map(given)).body
