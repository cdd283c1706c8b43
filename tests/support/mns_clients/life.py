"""The life of queues and topics with aliyun-mns-sdk."""

import json
import os
import re
import threading
from collections.abc import Callable
from typing import Any

from mns.account import Account
from mns.message_property import MessagePropertyValue, MessageSystemPropertyValue, PropertyType
from mns.mns_common import TopicHelper
from mns.mns_exception import MNSServerException
from mns.queue import Message, Queue, QueueMeta
from mns.subscription import SubscriptionMeta
from mns.topic import TopicMessage, TopicMeta

NAME = os.environ["NAME"]
OWNER = os.environ["ALIBABA_CLOUD_ACCOUNT_ID"]
FORMATS = ("JSON", "SIMPLIFIED", "XML")
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def signed_by(secret: str) -> Any:
    """An account's client."""
    key_id = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"]
    return Account(os.environ["SCALEHOOK_ENDPOINT"], key_id, secret)


def queue_named(name: str) -> Queue:
    """One whose bodies are not Base64; a client of its own, since no thread may share it."""
    queue = signed_by(SECRET).get_queue(name)
    queue.set_encoding(False)
    return queue


SECRET = os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
account = signed_by(SECRET)
queue, topic = queue_named(NAME), account.get_topic(NAME)
seen: dict[str, Any] = {}


def of_queues() -> None:
    """Create, create again, list, change, look."""
    seen["created"] = queue.create(QueueMeta(45)).endswith(f"/queues/{NAME}")
    seen["again"] = queue.create(QueueMeta(45)).endswith(f"/queues/{NAME}")
    seen["other"] = refused(lambda: queue.create(QueueMeta(46)))
    for kind in FORMATS:
        queue_named(f"{NAME}-{kind}").create(QueueMeta())
    seen["pages"] = pages(account.list_queue, NAME)
    queue.set_attributes(QueueMeta(50))
    shown = queue.get_attributes()
    seen["attributes"] = [
        shown.visibility_timeout,
        shown.message_retention_period,
        shown.active_messages,
    ]


def of_messages() -> None:
    """Send to a long poll, hold, delete."""
    found: list[Any] = []
    waiting = threading.Thread(target=lambda: found.append(queue_named(NAME).receive_message(30)))
    waiting.start()
    message = Message("hello", priority=1)
    message.add_user_property("n", MessagePropertyValue(PropertyType.NUMBER, "5"))
    message.add_system_property("traceparent", MessageSystemPropertyValue(PropertyType.STRING, TRACE))
    seen["sent"] = queue.send_message(message).message_body_md5
    waiting.join()
    [waited] = found
    seen["waited"] = [waited.message_body, waited.dequeue_count, waited.priority]
    properties = [waited.get_user_properties(), waited.get_system_properties()]
    seen["properties"] = [{name: value.get_string_value_by_type() for name, value in each.items()}
                          for each in properties]  # fmt: skip
    seen["hidden"] = refused(lambda: queue.receive_message(0))
    kept = queue.change_message_visibility(waited.receipt_handle, 60)
    seen["stale"] = refused(lambda: queue.delete_message(waited.receipt_handle))
    queue.delete_message(kept.receipt_handle)
    delayed = queue.send_message(Message("later", delay_seconds=60))
    queue.delete_message(delayed.receipt_handle)


def of_batches() -> None:
    """All calls for several messages, such as go well in part included."""
    seen["batch_sent"] = len(queue.batch_send_message([Message(body) for body in "abc"]))
    seen["peeked"] = queue.peek_message().message_body
    seen["batch_peeked"] = [each.message_body for each in queue.batch_peek_message(16)]
    received = queue.batch_receive_message(16, 30)
    seen["batch_received"] = [each.message_body for each in received]
    handles = [each.receipt_handle for each in received]
    seen["partly"] = parts(lambda: queue.batch_delete_message([handles[0], "stale"]))
    queue.batch_delete_message(handles[1:])
    good, bad = Message("good", priority=1), Message("bad", priority=17)
    seen["partly_sent"] = parts(lambda: queue.batch_send_message([good, bad]))
    seen["too_many"] = refused(lambda: queue.batch_send_message([good] * 17))
    seen["no_handles"] = refused(lambda: queue.batch_delete_message([]))


def of_topics() -> None:
    """Create, list, change, look."""
    for end in ("", "-2", "-3"):
        account.get_topic(NAME + end).create(TopicMeta())
    seen["topic_pages"] = pages(account.list_topic, NAME)
    topic.set_attributes(TopicMeta(1024))
    seen["topic_attributes"] = topic.get_attributes().maximum_message_size


def of_subscriptions() -> None:
    """One of each format; publish past the filter, and through it."""
    for kind in FORMATS:
        endpoint = TopicHelper.generate_queue_endpoint("cn-hangzhou", OWNER, f"{NAME}-{kind}")
        meta = SubscriptionMeta(endpoint, "", kind, "tag")
        topic.get_subscription(kind).subscribe(meta)
    subscription = topic.get_subscription("XML")
    subscription.set_attributes(SubscriptionMeta(notify_strategy="EXPONENTIAL_DECAY_RETRY"))
    shown = subscription.get_attributes()
    seen["subscription"] = [shown.notify_strategy, shown.notify_content_format, shown.filter_tag]
    seen["subscriptions"] = pages(topic.list_subscription, "")
    topic.publish_message(TopicMessage("for nobody", "other"))
    seen["published"] = topic.publish_message(TopicMessage("hello", "tag")).message_body_md5
    seen["pushed"] = [pushed(kind) for kind in FORMATS]
    seen["pushed_once"] = refused(lambda: queue_named(f"{NAME}-XML").receive_message(0))


def pushed(kind: str) -> str:
    """The text that was published, out of its envelope."""
    body = str(queue_named(f"{NAME}-{kind}").receive_message(30).message_body)
    if kind == "JSON":
        return str(json.loads(body)["Message"])
    found = re.search("<Message>(.*)</Message>", body)
    return found[1] if found else body


def of_ends() -> None:
    """Delete all of it."""
    for kind in FORMATS:
        topic.get_subscription(kind).unsubscribe()
        queue_named(f"{NAME}-{kind}").delete()
    seen["unsubscribed"] = refused(topic.get_subscription("XML").get_attributes)
    for end in ("", "-2", "-3"):
        account.get_topic(NAME + end).delete()
    seen["topic_gone"] = refused(topic.get_attributes)
    queue.delete()
    seen["gone"] = refused(queue.get_attributes)
    seen["stranger"] = refused(signed_by("wrong").list_queue)


def refused(ask: Callable[[], object]) -> str:
    """By which type; all that an error tells is there."""
    try:
        return f"nothing: {ask()}"
    except MNSServerException as refusal:
        told = (refusal.message, refusal.req_id, refusal.host_id)
        return str(refusal.type) if all(told) else f"{refusal.type} tells only {told}"


def parts(ask: Callable[[], object]) -> list[Any]:
    """What became of each part, of which some were refused."""
    try:
        return [f"nothing: {ask()}"]
    except MNSServerException as refusal:
        return [refusal.type, *[sorted(each) for each in refusal.sub_errors]]


def pages(list_: Callable[..., tuple[list[str], str]], prefix: str) -> list[list[str]]:
    """Names, two on a page."""
    found, marker = [], ""
    while marker or not found:
        urls, marker = list_(prefix, 2, marker)
        found.append([url.rpartition("/")[2] for url in urls])
    return found


if __name__ == "__main__":
    for part in (of_queues, of_messages, of_batches, of_topics, of_subscriptions, of_ends):
        part()
    print(json.dumps(seen))
