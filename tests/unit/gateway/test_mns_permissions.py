"""What RAM is asked for each request to MNS: the action, and the resource behind the account's colon."""

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns.routes import route
from scalehook.kit.api.operations import operations
from scalehook_contracts.products import MNS

MESSAGE = b"<Message><MessageBody>b</MessageBody></Message>"
HANDLES = b"<ReceiptHandles><ReceiptHandle>1</ReceiptHandle></ReceiptHandles>"
QUEUE, MESSAGES = "/queues/q", "/queues/q/messages"
TOPIC, SUBSCRIPTION = "/topics/t", "/topics/t/subscriptions/s"
# method, target and body; action and resource
DOCUMENTED: list[tuple[str, str, bytes, str, str]] = [
    ("GET", "/queues", b"", "ListQueue", "/queues"),
    ("GET", "/topics", b"", "ListTopic", "/topics"),
    ("PUT", QUEUE, b"<Queue/>", "CreateQueue", QUEUE),
    ("PUT", f"{QUEUE}?metaoverride=true", b"<Queue/>", "SetQueueAttributes", QUEUE),
    ("GET", QUEUE, b"", "GetQueueAttributes", QUEUE),
    ("DELETE", QUEUE, b"", "DeleteQueue", QUEUE),
    ("POST", MESSAGES, MESSAGE, "SendMessage", MESSAGES),
    ("POST", MESSAGES, b"<Messages>%b</Messages>" % MESSAGE, "SendMessage", MESSAGES),
    ("GET", MESSAGES, b"", "ReceiveMessage", MESSAGES),
    ("GET", f"{MESSAGES}?numOfMessages=2", b"", "ReceiveMessage", MESSAGES),
    ("GET", f"{MESSAGES}?peekonly=true", b"", "PeekMessage", MESSAGES),
    ("GET", f"{MESSAGES}?peekonly=true&numOfMessages=2", b"", "PeekMessage", MESSAGES),
    ("DELETE", f"{MESSAGES}?ReceiptHandle=1", b"", "DeleteMessage", MESSAGES),
    ("DELETE", MESSAGES, HANDLES, "DeleteMessage", MESSAGES),
    ("PUT", f"{MESSAGES}?ReceiptHandle=1&VisibilityTimeout=1", b"", "ChangeMessageVisibility", MESSAGES),
    ("PUT", TOPIC, b"<Topic/>", "CreateTopic", TOPIC),
    ("PUT", f"{TOPIC}?metaoverride=true", b"<Topic/>", "SetTopicAttributes", TOPIC),
    ("GET", TOPIC, b"", "GetTopicAttributes", TOPIC),
    ("DELETE", TOPIC, b"", "DeleteTopic", TOPIC),
    ("POST", f"{TOPIC}/messages", MESSAGE, "PublishMessage", f"{TOPIC}/messages"),
    ("PUT", SUBSCRIPTION, b"<Subscription><Endpoint>x</Endpoint></Subscription>", "Subscribe",
     SUBSCRIPTION),
    ("PUT", f"{SUBSCRIPTION}?metaoverride=true", b"<Subscription/>", "SetSubscriptionAttributes",
     SUBSCRIPTION),
    ("GET", SUBSCRIPTION, b"", "GetSubscriptionAttributes", SUBSCRIPTION),
    ("DELETE", SUBSCRIPTION, b"", "Unsubscribe", SUBSCRIPTION),
    ("GET", f"{TOPIC}/subscriptions", b"", "ListSubscriptionByTopic", f"{TOPIC}/subscriptions"),
    ("POST", "/commonbuy/openservice", b"", "OpenService", "/commonbuy/openservice"),
    ("GET", "/?accountmeta=true", b"", "GetAccountAttributes", "*"),
    ("PUT", "/?accountmeta=true", b"<Account/>", "SetAccountAttributes", "*"),
]  # fmt: skip


def test_each_request_has_its_action_and_its_resource() -> None:
    """As the documents have it: batches are granted with the call for one message. No operation is
    missing here.
    """
    seen = set()
    for method, target, body, action, resource in DOCUMENTED:
        path, _, query = target.partition("?")
        operation = route(HttpRequest(method, path, query, {}, body))
        asked = operation.ram_action(), operation.resources()
        assert asked == (f"mns:{action}", [resource]), (method, target, body)
        seen.add(type(operation))
    assert seen == {cls for cls in operations().values() if cls.product is MNS}
