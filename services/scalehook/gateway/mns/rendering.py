"""Replies as HTTP responses: status, root element, headers."""

from typing import Any

from lxml import etree

from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook.gateway.mns.authentication import VERSION
from scalehook.gateway.mns.xml_writing import Document, fill
from scalehook.gateway.xml_text import clean
from scalehook_contracts.base import Done, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.account import AccountAttributes, ServiceOpening
from scalehook_contracts.message_service.batches import (
    BatchDeletion,
    BatchSent,
    PeekedMessages,
    ReceivedMessages,
)
from scalehook_contracts.message_service.messages import (
    MessageSent,
    PeekedMessage,
    ReceivedMessage,
    VisibilityChange,
)
from scalehook_contracts.message_service.publications import MessagePublication
from scalehook_contracts.message_service.queues import QueueAttributes, QueueCreation, QueueList
from scalehook_contracts.message_service.subscriptions import (
    SubscriptionAttributes,
    SubscriptionCreation,
    SubscriptionList,
)
from scalehook_contracts.message_service.topics import TopicAttributes, TopicCreation, TopicList

XML = "text/xml;charset=utf-8"

# root element and status of the replies whose fields are the root's children
PLAIN: dict[type[Reply], tuple[str, int]] = {
    AccountAttributes: ("Account", 200),
    MessagePublication: ("Message", 201),
    MessageSent: ("Message", 201),
    PeekedMessage: ("Message", 200),
    QueueAttributes: ("Queue", 200),
    ReceivedMessage: ("Message", 200),
    ServiceOpening: ("OpenService", 200),
    SubscriptionAttributes: ("Subscription", 200),
    TopicAttributes: ("Topic", 200),
    VisibilityChange: ("ChangeVisibility", 200),
}
# root, item, and the path that an item's URL has below the host
LISTS: dict[type[Reply], tuple[str, str, str]] = {
    QueueList: ("Queues", "Queue", "queues/{0.queue_name}"),
    TopicList: ("Topics", "Topic", "topics/{0.topic_name}"),
    SubscriptionList: (
        "Subscriptions",
        "Subscription",
        "topics/{0.topic_name}/subscriptions/{0.subscription_name}",
    ),
}


def reply_response(reply: Reply, request: HttpRequest, request_id: str) -> HttpResponse:
    """A successful answer, or a batch that went well in part."""
    if (plain := PLAIN.get(type(reply))) is not None:
        root, status = plain
        return _response(status, Document(root).fill(reply), request_id)
    match reply:
        case Done():
            return _response(204, None, request_id)
        case QueueCreation() | TopicCreation() | SubscriptionCreation():
            location = {"location": f"http://{request.host}{request.path}"}
            return _response(201 if reply.created else 204, None, request_id, location)
        case BatchSent():
            document = _items("Messages", "Message", reply.messages)
            return _response(500 if reply.partial else 201, document, request_id)
        case ReceivedMessages() | PeekedMessages():
            return _response(200, _items("Messages", "Message", reply.messages), request_id)
        case BatchDeletion():
            if not reply.errors:
                return _response(204, None, request_id)
            return _response(404, _items("Errors", "Error", reply.errors), request_id)
        case QueueList() | TopicList() | SubscriptionList():
            return _response(200, _listed(reply, request.host), request_id)
    raise TypeError(f"{type(reply).__name__} has no form in XML")


def error_response(error: ApiError, host: str, request_id: str) -> HttpResponse:
    """An error; all four children must be there."""
    document = Document("Error")
    document.add("Code", error.code)
    document.add("Message", error.message)
    document.add("RequestId", request_id)
    document.add("HostId", f"http://{host}")
    return _response(error.status, document, request_id)


def _items(root: str, item: str, models: list[Any]) -> Document:
    document = Document(root)
    for model in models:
        fill(etree.SubElement(document.root, item), model)
    return document


def _listed(reply: QueueList | TopicList | SubscriptionList, host: str) -> Document:
    root, item, path = LISTS[type(reply)]
    document = Document(root)
    models: list[Any] = getattr(reply, root.lower())
    for model in models:
        element = etree.SubElement(document.root, item)
        url = f"http://{host}/{path.format(model)}"
        etree.SubElement(element, f"{item}URL").text = clean(url)
        fill(element, model)
    if reply.next_marker:
        document.add("NextMarker", reply.next_marker)
    return document


def _response(
    status: int,
    document: Document | None,
    request_id: str,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    own = {"x-mns-request-id": request_id, "x-mns-version": VERSION, **(headers or {})}
    if document is None:
        return HttpResponse(status, b"", "", own)
    return HttpResponse(status, document.bytes(), XML, own)
