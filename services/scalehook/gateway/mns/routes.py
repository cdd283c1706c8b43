"""Which operation a request asks for, by method, path, query and the body's root."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns import query as queries
from scalehook.gateway.mns.xml_reading import fields, local_name, read
from scalehook.kit.api.operations import OperationType, build
from scalehook_contracts.base import Operation
from scalehook_contracts.errors.mns import InvalidRequestURL, MalformedXML
from scalehook_contracts.message_service.account import (
    GetAccountAttributes,
    OpenService,
    SetAccountAttributes,
)
from scalehook_contracts.message_service.batches import (
    BatchDeleteMessage,
    BatchPeekMessage,
    BatchReceiveMessage,
    BatchSendMessage,
)
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    PeekMessage,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
    ListQueue,
    SetQueueAttributes,
)
from scalehook_contracts.message_service.subscriptions import (
    GetSubscriptionAttributes,
    ListSubscriptionByTopic,
    SetSubscriptionAttributes,
    Subscribe,
    Unsubscribe,
)
from scalehook_contracts.message_service.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    ListTopic,
    SetTopicAttributes,
)

Query = dict[str, str]
Values = dict[str, Any]
Maker = Callable[[HttpRequest, Query, Values], Operation[Any]]


def route(request: HttpRequest) -> Operation[Any]:
    """The operation; InvalidRequestURL when there is none for the method and path."""
    query = queries.parse(request.query)
    if request.path == "/" and queries.is_set(query, "accountmeta"):
        return _made(request, query, "account", {})
    match _parts(request.path):
        case ["queues"]:
            return _made(request, query, "queues", {})
        case ["queues", name]:
            return _made(request, query, "queue", {"QueueName": name})
        case ["queues", name, "messages"]:
            return _made(request, query, "messages", {"QueueName": name})
        case ["topics"]:
            return _made(request, query, "topics", {})
        case ["topics", name]:
            return _made(request, query, "topic", {"TopicName": name})
        case ["topics", name, "messages"]:
            return _made(request, query, "publications", {"TopicName": name})
        case ["topics", name, "subscriptions"]:
            return _made(request, query, "subscriptions", {"TopicName": name})
        case ["topics", topic, "subscriptions", name]:
            names = {"TopicName": topic, "SubscriptionName": name}
            return _made(request, query, "subscription", names)
        case ["commonbuy", "openservice"]:
            return _made(request, query, "service", {})
    raise InvalidRequestURL()


def _parts(path: str) -> list[str]:
    """Between the slashes; one at the end is nothing, one more at the start is."""
    try:
        return [unquote(part, errors="strict") for part in path.removesuffix("/").split("/")[1:]]
    except UnicodeDecodeError as problem:
        raise InvalidRequestURL() from problem


def _made(request: HttpRequest, query: Query, kind: str, names: Values) -> Operation[Any]:
    maker = ROUTES.get((request.method, kind))
    if maker is None:
        raise InvalidRequestURL()
    return maker(request, query, names)


def _plain(cls: OperationType) -> Maker:
    return lambda request, query, names: build(cls, names)


def _with_body(cls: OperationType, root: str) -> Maker:
    def make(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
        return build(cls, _body(request, root) | names)

    return make


def _set_account(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    """An element that is there and empty takes the bucket away."""
    return build(SetAccountAttributes, _fields(request, "Account"))


def _or_override(create: OperationType, change: OperationType, root: str) -> Maker:
    """`metaoverride=true` changes what is there."""

    def make(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
        cls = change if queries.is_set(query, "metaoverride") else create
        return build(cls, _body(request, root) | names)

    return make


def _listing(cls: OperationType) -> Maker:
    def make(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
        headers = request.headers
        given = {
            "Prefix": headers.get("x-mns-prefix"),
            "Marker": headers.get("x-mns-marker"),
            "RetNumber": headers.get("x-mns-ret-number"),
            "WithMeta": headers.get("x-mns-with-meta"),
        }
        return build(cls, names | {name: value for name, value in given.items() if value})

    return make


def _send(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    root = read(request.body)
    if local_name(root) == "Message":
        return build(SendMessage, fields(root) | names)
    if local_name(root) == "Messages":
        return build(BatchSendMessage, {"Messages": [fields(child) for child in root], **names})
    raise MalformedXML()


def _receive(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    values = dict(names)
    if query.get("waitseconds"):
        values["WaitSeconds"] = query["waitseconds"]
    peeks, many = queries.is_set(query, "peekonly"), "numofmessages" in query
    if many:
        values["NumOfMessages"] = query["numofmessages"]
    if peeks:
        return build(BatchPeekMessage if many else PeekMessage, values)
    return build(BatchReceiveMessage if many else ReceiveMessage, values)


def _delete(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    if "receipthandle" in query or not request.body:
        return build(DeleteMessage, names | _handle(query))
    root = read(request.body)
    if local_name(root) != "ReceiptHandles":
        raise MalformedXML()
    return build(BatchDeleteMessage, {"ReceiptHandles": [h.text or "" for h in root], **names})


def _hold(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    timeout = query.get("visibilitytimeout")
    given = {"VisibilityTimeout": timeout} if timeout else {}
    return build(ChangeMessageVisibility, names | _handle(query) | given)


def _handle(query: Query) -> Values:
    handle = query.get("receipthandle")
    return {"ReceiptHandle": handle} if handle else {}


def _body(request: HttpRequest, root: str) -> Values:
    """Empty elements are as good as none."""
    return {name: value for name, value in _fields(request, root).items() if value != ""}


def _fields(request: HttpRequest, root: str) -> Values:
    if not request.body:
        return {}
    element = read(request.body)
    if local_name(element) != root:
        raise MalformedXML()
    return fields(element)


ROUTES: dict[tuple[str, str], Maker] = {
    ("GET", "account"): _plain(GetAccountAttributes),
    ("PUT", "account"): _set_account,
    ("POST", "service"): _plain(OpenService),
    ("GET", "queues"): _listing(ListQueue),
    ("PUT", "queue"): _or_override(CreateQueue, SetQueueAttributes, "Queue"),
    ("GET", "queue"): _plain(GetQueueAttributes),
    ("DELETE", "queue"): _plain(DeleteQueue),
    ("POST", "messages"): _send,
    ("GET", "messages"): _receive,
    ("DELETE", "messages"): _delete,
    ("PUT", "messages"): _hold,
    ("GET", "topics"): _listing(ListTopic),
    ("PUT", "topic"): _or_override(CreateTopic, SetTopicAttributes, "Topic"),
    ("GET", "topic"): _plain(GetTopicAttributes),
    ("DELETE", "topic"): _plain(DeleteTopic),
    ("POST", "publications"): _with_body(PublishMessage, "Message"),
    ("GET", "subscriptions"): _listing(ListSubscriptionByTopic),
    ("PUT", "subscription"): _or_override(Subscribe, SetSubscriptionAttributes, "Subscription"),
    ("GET", "subscription"): _plain(GetSubscriptionAttributes),
    ("DELETE", "subscription"): _plain(Unsubscribe),
}
