"""Where the operations of MNS's REST API are: method, path, query, headers, and the body's root."""

from collections.abc import Mapping
from dataclasses import dataclass, field

QUEUE, MESSAGES = "/queues/{QueueName}", "/queues/{QueueName}/messages"
TOPIC = "/topics/{TopicName}"
SUBSCRIPTION = "/topics/{TopicName}/subscriptions/{SubscriptionName}"
LISTING = {
    "x-mns-prefix": "Prefix",
    "x-mns-marker": "Marker",
    "x-mns-ret-number": "RetNumber",
    "x-mns-with-meta": "WithMeta",
}
CHANGING = {"metaoverride": "true"}


@dataclass(frozen=True)
class Place:
    """One operation's. `always` stands in the query, whatever is asked; `query` and `headers` say which
    parameter is named how. All other parameters are elements of the body, below `root`.
    """

    method: str
    path: str
    root: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


PLACES = {
    "GetAccountAttributes": Place("GET", "/", always={"accountmeta": "true"}),
    "SetAccountAttributes": Place("PUT", "/", "Account", always={"accountmeta": "true"}),
    "OpenService": Place("POST", "/commonbuy/openservice"),
    "ListQueue": Place("GET", "/queues", headers=LISTING),
    "CreateQueue": Place("PUT", QUEUE, "Queue"),
    "SetQueueAttributes": Place("PUT", QUEUE, "Queue", always=CHANGING),
    "GetQueueAttributes": Place("GET", QUEUE),
    "DeleteQueue": Place("DELETE", QUEUE),
    "SendMessage": Place("POST", MESSAGES, "Message"),
    "BatchSendMessage": Place("POST", MESSAGES, "Messages"),
    "ReceiveMessage": Place("GET", MESSAGES, query={"waitseconds": "WaitSeconds"}),
    "BatchReceiveMessage": Place(
        "GET", MESSAGES, query={"numOfMessages": "NumOfMessages", "waitseconds": "WaitSeconds"}
    ),
    "PeekMessage": Place("GET", MESSAGES, always={"peekonly": "true"}),
    "BatchPeekMessage": Place(
        "GET", MESSAGES, query={"numOfMessages": "NumOfMessages"}, always={"peekonly": "true"}
    ),
    "DeleteMessage": Place("DELETE", MESSAGES, query={"ReceiptHandle": "ReceiptHandle"}),
    "BatchDeleteMessage": Place("DELETE", MESSAGES, "ReceiptHandles"),
    "ChangeMessageVisibility": Place(
        "PUT",
        MESSAGES,
        query={"receiptHandle": "ReceiptHandle", "visibilityTimeout": "VisibilityTimeout"},
    ),
    "ListTopic": Place("GET", "/topics", headers=LISTING),
    "CreateTopic": Place("PUT", TOPIC, "Topic"),
    "SetTopicAttributes": Place("PUT", TOPIC, "Topic", always=CHANGING),
    "GetTopicAttributes": Place("GET", TOPIC),
    "DeleteTopic": Place("DELETE", TOPIC),
    "PublishMessage": Place("POST", f"{TOPIC}/messages", "Message"),
    "ListSubscriptionByTopic": Place("GET", f"{TOPIC}/subscriptions", headers=LISTING),
    "Subscribe": Place("PUT", SUBSCRIPTION, "Subscription"),
    "SetSubscriptionAttributes": Place("PUT", SUBSCRIPTION, "Subscription", always=CHANGING),
    "GetSubscriptionAttributes": Place("GET", SUBSCRIPTION),
    "Unsubscribe": Place("DELETE", SUBSCRIPTION),
}
