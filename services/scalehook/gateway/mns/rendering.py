"""Replies as HTTP responses: status, root element, headers."""

from collections.abc import Callable
from typing import Any

from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook.gateway.mns.authentication import VERSION
from scalehook.gateway.mns.xml_writing import document, element, elements, fields, text
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


Form = Callable[[Any, HttpRequest, str], HttpResponse]


def reply_response(reply: Reply, request: HttpRequest, request_id: str) -> HttpResponse:
    """A successful answer, or a batch that went well in part."""
    if (plain := PLAIN.get(type(reply))) is not None:
        root, status = plain
        return _response(status, document(root, fields(reply)), request_id)
    form = FORMS.get(type(reply))
    if form is None:
        raise TypeError(f"{type(reply).__name__} has no form in XML")
    return form(reply, request, request_id)


def error_response(error: ApiError, host: str, request_id: str) -> HttpResponse:
    """An error; all four children must be there."""
    content = "".join(
        [
            text("Code", error.code),
            text("Message", error.message),
            text("RequestId", request_id),
            text("HostId", f"http://{host}"),
        ]
    )
    return _response(error.status, document("Error", content), request_id)


def _done(reply: Done, request: HttpRequest, request_id: str) -> HttpResponse:
    return _response(204, b"", request_id)


def _created(
    reply: QueueCreation | TopicCreation | SubscriptionCreation, request: HttpRequest, request_id: str
) -> HttpResponse:
    response = _response(201 if reply.created else 204, b"", request_id)
    response.headers["location"] = f"http://{request.host}{request.path.removesuffix('/')}"
    return response


def _sent(reply: BatchSent, request: HttpRequest, request_id: str) -> HttpResponse:
    content = elements("Message", reply.messages)
    return _response(500 if reply.partial else 201, document("Messages", content), request_id)


def _messages(
    reply: ReceivedMessages | PeekedMessages, request: HttpRequest, request_id: str
) -> HttpResponse:
    return _response(200, document("Messages", elements("Message", reply.messages)), request_id)


def _deleted(reply: BatchDeletion, request: HttpRequest, request_id: str) -> HttpResponse:
    if not reply.errors:
        return _response(204, b"", request_id)
    return _response(404, document("Errors", elements("Error", reply.errors)), request_id)


def _listed(
    reply: QueueList | TopicList | SubscriptionList, request: HttpRequest, request_id: str
) -> HttpResponse:
    root, item, path = LISTS[type(reply)]
    content = []
    for model in getattr(reply, root.lower()):
        url = text(f"{item}URL", f"http://{request.host}/{path.format(model)}")
        content.append(element(item, url + fields(model)))
    if reply.next_marker:
        content.append(text("NextMarker", reply.next_marker))
    return _response(200, document(root, "".join(content)), request_id)


# the forms of all other replies
FORMS: dict[type[Reply], Form] = {
    Done: _done,
    QueueCreation: _created,
    TopicCreation: _created,
    SubscriptionCreation: _created,
    BatchSent: _sent,
    ReceivedMessages: _messages,
    PeekedMessages: _messages,
    BatchDeletion: _deleted,
    QueueList: _listed,
    TopicList: _listed,
    SubscriptionList: _listed,
}


def _response(status: int, body: bytes, request_id: str) -> HttpResponse:
    headers = {"x-mns-request-id": request_id, "x-mns-version": VERSION}
    return HttpResponse(status, body, XML if body else "", headers)
