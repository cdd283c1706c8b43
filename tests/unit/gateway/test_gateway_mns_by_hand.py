"""Message Service over the stack's own paths."""

import asyncio
from typing import Any

import pytest

from scalehook.message_service.service import SERVICE
from scalehook.message_service.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.message_service.deliveries import Deliveries, DeliveryView, ListDeliveries
from scalehook_contracts.message_service.mailbox import ClearMailbox, Letters, ListLetters
from scalehook_contracts.message_service.messages import ReceiveMessage
from scalehook_contracts.message_service.queues import CreateQueue, GetQueueAttributes
from scalehook_contracts.message_service.subscriptions import Subscribe
from scalehook_contracts.message_service.topics import CreateTopic
from support.desk_of_gateway import Desk

MNS = "/_scalehook/mns"


@pytest.fixture
def mns(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Rehearsal:
    """A message service behind the gateway, with a queue and a topic that nobody has subscribed to."""
    rehearsal = Rehearsal(SERVICE, Settings(mns_most_queues=2000))
    rehearsal.ask(CreateQueue(queue_name="q"))
    rehearsal.ask(CreateTopic(topic_name="t"))

    async def call(command: Any, *, caller: str, **_: Any) -> Any:
        return rehearsal.ask(command, caller=caller)

    monkeypatch.setattr(desk.bus, "call", call)
    return rehearsal


async def test_a_message_is_sent_peeked_at_and_received(desk: Desk, mns: Rehearsal) -> None:
    """With all that can be said of it."""
    given = {"name": "x", "value": "1", "type": "NUMBER"}
    message = {"body": "hé", "priority": 3, "delay": "10s", "group": None, "properties": [given]}
    sent = await desk.send("POST", f"{MNS}/send", json={"queue": "q", **message})
    assert sent.status_code == 200, sent.text
    assert (await desk.send("GET", f"{MNS}/peek?queue=q")).status_code == 404
    mns.advance(10)
    (peeked,) = (await desk.send("GET", f"{MNS}/peek?queue=q&count=5")).json()["messages"]
    received = await desk.send("POST", f"{MNS}/receive", json={"queue": "q"})
    (held,) = received.json()["messages"]
    for found in (peeked, held):
        assert found["message_id"] == sent.json()["message_id"]
        assert (found["message_body"], found["priority"]) == ("hé", 3)
        assert found["user_properties"] == [given]
    assert held["dequeue_count"] == 1
    assert held["receipt_handle"]


async def test_what_is_received_may_be_deleted_at_once(desk: Desk, mns: Rehearsal) -> None:
    """Sixteen at most, and no more than were asked for."""
    for number in range(3):
        await desk.send("POST", f"{MNS}/send", json={"queue": "q", "body": str(number)})
    asked = {"queue": "q", "count": 2, "delete": True}
    received = await desk.send("POST", f"{MNS}/receive", json=asked)
    assert [each["message_body"] for each in received.json()["messages"]] == ["0", "1"]
    found = mns.ask(GetQueueAttributes(queue_name="q"))
    assert (found.active_messages, found.inactive_messages) == (1, 0)


async def test_queues_are_listed_and_purged(desk: Desk, mns: Rehearsal) -> None:
    """With their counters; the answer of a purge is how many messages are gone."""
    for body in ("1", "2", "3"):
        await desk.send("POST", f"{MNS}/send", json={"queue": "q", "body": body})
    mns.ask(ReceiveMessage(queue_name="q"))
    (queue,) = (await desk.send("GET", f"{MNS}/queues")).json()["queues"]
    counters = (queue["active_messages"], queue["inactive_messages"], queue["delay_messages"])
    assert (queue["queue_name"], counters) == ("q", (2, 1, 0))
    purged = await desk.send("POST", f"{MNS}/purge", json={"queue": "q"})
    assert purged.json() == {"queue": "q", "purged": 3}


async def test_more_queues_than_a_page(desk: Desk, mns: Rehearsal) -> None:
    """All of them are there."""
    for number in range(1001):
        mns.ask(CreateQueue(queue_name=f"n{number:04}"))
    queues = (await desk.send("GET", f"{MNS}/queues")).json()["queues"]
    assert len({queue["queue_name"] for queue in queues}) == 1002


async def test_a_topic_and_what_it_has_to_do(desk: Desk, mns: Rehearsal) -> None:
    """Its subscriptions, and a push that has not come to its endpoint."""
    for name, tag in (("s", None), ("other", "b")):
        endpoint = "http://127.0.0.1:9/"
        mns.ask(Subscribe(topic_name="t", subscription_name=name, endpoint=endpoint, filter_tag=tag))
    message = {"topic": "t", "body": "hello", "tag": "a"}
    published = await desk.send("POST", f"{MNS}/publish", json=message)
    assert published.json()["message_id"]
    (topic,) = (await desk.send("GET", f"{MNS}/topics")).json()["topics"]
    assert (topic["topic_name"], topic["subscriptions"]) == ("t", 2)
    assert (topic["pushes"], topic["message_count"]) == (1, 1)
    shown = (await desk.send("GET", f"{MNS}/subscriptions?topic=t")).json()["subscriptions"]
    assert [each["subscription_name"] for each in shown] == ["other", "s"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "peek?queue=none", None, 404),
        ("GET", "peek?queue=q&count=17", None, 400),
        ("GET", "peek", None, 400),
        ("GET", "peek?queue=q&wait=5", None, 400),
        ("GET", "subscriptions?topic=none", None, 404),
        ("POST", "receive", {"queue": "none"}, 404),
        ("POST", "receive", {"queue": "q", "wait": "31s"}, 400),
        ("POST", "purge", {"queue": "none"}, 404),
        ("POST", "purge", {}, 400),
        ("POST", "send", {"queue": "none", "body": "x"}, 404),
        ("POST", "send", {"queue": "q", "body": ""}, 400),
        ("POST", "send", {"queue": "q", "body": "x", "delay": "1.5s"}, 400),
        ("POST", "send", {"queue": "q", "body": "x", "delay": "inf"}, 400),
        ("POST", "send", {"queue": "q", "body": "x", "priority": 17}, 400),
        ("POST", "send", {"queue": "q", "body": "x", "priority": 10**30}, 400),
        ("POST", "send", {"queue": "q", "body": "x", "colour": "red"}, 400),
        ("POST", "send", {"queue": "q", "body": "x", "properties": [{"name": "y"}]}, 400),
        ("POST", "send", {"queue": "q", "body": "x" * 65537}, 400),
        ("POST", "send", {"queue": "q", "body": "x" * 600_000}, 400),
        ("POST", "publish", {"topic": "none", "body": "x"}, 404),
    ],
)
async def test_what_is_refused(
    desk: Desk, mns: Rehearsal, method: str, path: str, body: Any, status: int
) -> None:
    """With the documented error, or the field that does not fit; nothing happens."""
    before = len(mns.recorded)
    answer = await desk.send(method, f"{MNS}/{path}", json=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["Message"]
    assert len(mns.recorded) == before


async def test_the_longest_message_fits(desk: Desk, mns: Rehearsal) -> None:
    """However long it is when its characters are escaped."""
    raw = b'{"queue": "q", "body": "%s"}' % (b"\\u000a" * 65536)
    headers = {"content-type": "application/json"}
    sent = await desk.send("POST", f"{MNS}/send", content=raw, headers=headers)
    assert sent.status_code == 200, sent.text


async def test_who_waits_for_a_message_is_let_go_with_the_server(desk: Desk) -> None:
    """And its question with it: no message is taken for nobody."""
    desk.bus.hangs = True
    asked = {"queue": "q", "wait": "30s"}
    waiting = asyncio.ensure_future(desk.send("POST", f"{MNS}/receive", json=asked))
    await desk.bus.reached.wait()
    desk.gateway.close()
    assert (await waiting).status_code == 503


async def test_a_service_that_is_silent(desk: Desk) -> None:
    """The stack is not available."""
    desk.bus.reply = TimeoutError()
    assert (await desk.send("GET", f"{MNS}/queues")).status_code == 503


async def test_the_log_of_a_topic(desk: Desk) -> None:
    """Asked for as it is wanted, and shown as it is."""
    desk.bus.reply = Deliveries(
        deliveries=[
            DeliveryView(
                topic_name="t", subscription_name="s", endpoint="http://a/", message_id="ABC",
                attempt=1, at=5, outcome="retried", reason="status 500", next_attempt_time=9,
            )
        ]
    )  # fmt: skip
    answer = await desk.send("GET", f"{MNS}/deliveries?topic=t&subscription=s&message=ABC&most=7")
    (delivery,) = answer.json()["deliveries"]
    assert (delivery["outcome"], delivery["reason"], delivery["next_attempt_time"]) == (
        "retried", "status 500", 9
    )  # fmt: skip
    assert desk.bus.operation == ListDeliveries(
        topic_name="t", subscription_name="s", message_id="ABC", most=7
    )
    assert (await desk.send("GET", f"{MNS}/deliveries?topic=t&most=0")).status_code == 400


async def test_the_mailbox(desk: Desk) -> None:
    """Of one kind, to one receiver; and emptied."""
    desk.bus.reply = Letters(letters=[])
    assert (await desk.send("GET", f"{MNS}/mailbox?kind=sms&to=138")).json() == {"letters": []}
    assert desk.bus.operation == ListLetters(kind="sms", to="138")
    assert (await desk.send("GET", f"{MNS}/mailbox?kind=pigeon")).status_code == 400
    assert (await desk.send("DELETE", f"{MNS}/mailbox")).status_code == 200
    assert desk.bus.operation == ClearMailbox()
