"""Which operation a request asks for, by method, path, query and the body's root."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns import query as queries
from scalehook.gateway.mns.clients import client_of
from scalehook.gateway.mns.operations import made
from scalehook.gateway.mns.refused_elements import own_elements
from scalehook.gateway.mns.xml_reading import Content, fields, items, read
from scalehook.kit.api.operations import OperationType
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
    MessageEntry,
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
    if "#" in request.raw:  # a name that is not escaped: what stands before it is another one
        raise InvalidRequestURL()
    query = queries.parse(request.query)
    kind, names = _place(request.path)
    if kind == "account" and not queries.is_set(query, "accountmeta"):
        raise InvalidRequestURL()
    maker = ROUTES.get((request.method, kind))
    if maker is None:
        raise InvalidRequestURL()
    return maker(request, query, {**names, "ClientAddress": client_of(request)})


@lru_cache(maxsize=200)  # a client asks for the same few again and again
def _place(path: str) -> tuple[str, Mapping[str, str]]:
    """What a path leads to, and who is named on it: every other part of it is somebody's name."""
    if path == "/":
        return "account", {}
    try:  # one slash at the end is nothing, one more at the start is
        parts = [unquote(part, errors="strict") for part in path.removesuffix("/").split("/")[1:]]
    except UnicodeDecodeError as problem:
        raise InvalidRequestURL() from problem
    kind, names = PATHS.get((len(parts), *parts[::2]), ("", ()))
    return kind, dict(zip(names, parts[1::2], strict=False))


def _plain(cls: OperationType) -> Maker:
    return lambda request, query, names: made(cls, names)


def _with_body(cls: OperationType, root: str) -> Maker:
    def make(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
        return made(cls, {**_body(request, root, cls), **names})

    return make


def _open_service(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    if names["Page"] != "openservice":
        raise InvalidRequestURL()
    return made(OpenService, names)


def _set_account(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    """An element that is there and empty takes the bucket away."""
    return made(SetAccountAttributes, {**_fields(request, "Account", SetAccountAttributes), **names})


def _or_override(create: OperationType, change: OperationType, root: str) -> Maker:
    """`metaoverride=true` changes what is there."""

    def make(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
        cls = change if queries.is_set(query, "metaoverride") else create
        return made(cls, {**_body(request, root, cls), **names})

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
        return made(cls, {**names, **{name: value for name, value in given.items() if value}})

    return make


def _send(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    root, content = read(request.body)
    if root == "Message":
        return made(SendMessage, {**_known(content, SendMessage), **names})
    if root == "Messages":
        messages = [_known(one, MessageEntry) for one in items(content, "Message")]
        return made(BatchSendMessage, {"Messages": messages, **names})
    raise MalformedXML()


def _receive(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    many = "numofmessages" in query
    if query.get("waitseconds"):
        names["WaitSeconds"] = query["waitseconds"]
    if many:
        names["NumOfMessages"] = query["numofmessages"]
    if queries.is_set(query, "peekonly"):
        return made(BatchPeekMessage if many else PeekMessage, names)
    return made(BatchReceiveMessage if many else ReceiveMessage, names)


def _delete(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    if "receipthandle" in query or not request.body:
        return made(DeleteMessage, _with_handle(names, query))
    root, content = read(request.body)
    if root != "ReceiptHandles":
        raise MalformedXML()
    return made(BatchDeleteMessage, {"ReceiptHandles": items(content, "ReceiptHandle"), **names})


def _hold(request: HttpRequest, query: Query, names: Values) -> Operation[Any]:
    if query.get("visibilitytimeout"):
        names["VisibilityTimeout"] = query["visibilitytimeout"]
    return made(ChangeMessageVisibility, _with_handle(names, query))


def _with_handle(names: Values, query: Query) -> Values:
    if query.get("receipthandle"):
        names["ReceiptHandle"] = query["receipthandle"]
    return names


def _body(request: HttpRequest, root: str, cls: OperationType) -> Values:
    """Empty elements are as good as none."""
    return {name: value for name, value in _fields(request, root, cls).items() if value != ""}


def _fields(request: HttpRequest, root: str, cls: OperationType) -> Values:
    if not request.body:
        return {}
    name, content = read(request.body)
    if name != root:
        raise MalformedXML()
    return _known(content, cls)


def _known(content: Content, cls: type[BaseModel]) -> Values:
    """The elements in it that the operation has; none asks for what would not happen."""
    return own_elements(cls, fields(content))


# how many parts a path has, and those that are fixed; what it leads to, and the parameters named on it
PATHS: dict[tuple[int | str, ...], tuple[str, tuple[str, ...]]] = {
    (1, "queues"): ("queues", ()),
    (2, "queues"): ("queue", ("QueueName",)),
    (3, "queues", "messages"): ("messages", ("QueueName",)),
    (1, "topics"): ("topics", ()),
    (2, "topics"): ("topic", ("TopicName",)),
    (3, "topics", "messages"): ("publications", ("TopicName",)),
    (3, "topics", "subscriptions"): ("subscriptions", ("TopicName",)),
    (4, "topics", "subscriptions"): ("subscription", ("TopicName", "SubscriptionName")),
    (2, "commonbuy"): ("service", ("Page",)),
}
ROUTES: dict[tuple[str, str], Maker] = {
    ("GET", "account"): _plain(GetAccountAttributes),
    ("PUT", "account"): _set_account,
    ("POST", "service"): _open_service,
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
