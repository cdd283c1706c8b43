"""The clock does not run away from a consumer that has a notification in hand."""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.event_bus.rules import CreateRule
from scalehook_contracts.message_service.publications import PublishMessage
from scalehook_contracts.message_service.pushes import PushSucceeded
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted
from support.cloud.group import Group
from support.cloud.scene import Hands, Scene
from support.http import HTTP
from support.patience import PATIENCE_SECONDS

ENDED = LifecycleActionEnded.wire_name()


@pytest.fixture
def scene(scalehook: RunningStack) -> Scene:
    """One queue, one hook of 600 s that gives the instance up."""
    return Scene(scalehook)


def take(hands: Hands) -> None:
    hands.take()


def take_and_complete(hands: Hands) -> None:
    hands.take()
    hands.complete()
    hands.delete()


def begin(scene: Scene) -> None:
    """An instance waits, and its notification is out."""
    scene.scale_out()
    assert scene.stack.advance("1m", until=LifecycleActionStarted).happened
    scene.stack.quiet()


def kinds(moved: Any) -> list[str]:
    return [holder.kind for passed in moved.passed for holder in passed.holders]


def test_a_consumer_in_a_long_poll_wins_against_one_big_step(scene: Scene) -> None:
    """It deletes the message, then completes: its action does not time out meanwhile."""

    def work(hands: Hands) -> None:
        hands.take()
        hands.delete()
        scene.await_time(hands.ends(1))  # the clock stands where the action is about to end
        hands.complete()

    with scene.consumer(work):
        scene.scale_out()
        start = scene.now()
        moved = scene.stack.advance(700)
        assert (moved, moved.passed) == ([], [])
        assert moved.now - start >= timedelta(seconds=700)
    assert scene.group.states() == ["InService"]


def test_heartbeats_move_the_deadline(scene: Scene) -> None:
    """The clock goes on to where the action ends by then, and stands there as patiently as before."""

    def work(hands: Hands) -> None:
        hands.take()
        for _ in range(3):
            scene.await_time(hands.ends(1))
            hands.heartbeat(600)
        scene.await_time(hands.ends(1))
        hands.complete()
        hands.delete()

    with scene.consumer(work):
        scene.scale_out()
        assert scene.stack.advance("1h") == []
    assert scene.group.states() == ["InService"]


def test_a_slow_consumer_is_waited_for_and_then_named(scene: Scene) -> None:
    """The deadline comes when patience is over; the answer says who had what, and what was passed."""
    with scene.consumer(take):
        begin(scene)
    moved = scene.stack.advance(601, patience=0.05)
    assert kinds(moved) == ["held"]
    [busy] = moved
    assert (busy.source, busy.hook != "") == ("queue/work", True)
    assert f"in the hands of {scene.stack.access_key_id} (127.0.0.1:" in str(busy)
    assert scene.group.states() == []


def test_no_patience_waits_for_nobody(scene: Scene) -> None:
    """A test that wants the time-out gets it, of an action whose message is deleted, too."""

    def work(hands: Hands) -> None:
        hands.take()
        hands.delete()

    with scene.consumer(work):
        begin(scene)
    moved = scene.stack.advance(600, patience=0)
    assert kinds(moved) == ["taken"]
    assert scene.group.states() == []


def test_nobody_reads_the_queue(scene: Scene) -> None:
    """Nobody is waited for; the message that nobody has read is named."""
    begin(scene)
    moved = scene.stack.advance(600, patience=60)
    assert [(busy.kind, busy.source) for busy in moved] == [("unread", "queue/work")]
    assert moved.passed == []
    assert scene.group.states() == []


def test_a_consumer_that_died_is_not_waited_for(scene: Scene) -> None:
    """Its connection has been closed: nobody can delete the message."""

    def work(hands: Hands) -> None:
        hands.queue.get_attributes()
        hands.take()
        hands.close()

    with scene.consumer(work):
        begin(scene)
    moved = scene.stack.advance(600, patience=200)
    [passed] = moved.passed
    assert [holder.hint for holder in passed.holders] == ["the holder has gone"]


def test_one_slow_consumer_does_not_stop_the_others(scene: Scene) -> None:
    """Another action's end, and an instance's start, come although it holds its own."""
    with scene.consumer(take):
        begin(scene)
    other = scene.new_group(notified="", timeout=100)
    other.execute(other.rule(1))
    moved = scene.stack.advance(300, patience=200)
    assert (kinds(moved), other.states()) == ([], [])
    assert [busy.kind for busy in moved] == ["held"]


def test_a_held_message_guards_its_own_end(scalehook: RunningStack) -> None:
    """It is not visible again before patience is over; then it is, and the next consumer has it."""
    scene = Scene(scalehook, visible=30)
    with scene.consumer(take) as hands:
        begin(scene)
    moved = scalehook.advance(31, patience=0.05)
    assert kinds(moved) == ["held"]
    again = scene.queue().receive_message(0)
    assert again.message_id == hands.message.message_id
    assert again.dequeue_count == 2


def test_messages_of_a_batch_are_held_each_for_itself(scene: Scene) -> None:
    """The one that is done is waited for no longer; the other still is."""
    begin(scene)
    scene.group = scene.new_group()
    begin(scene)
    batch = scene.queue().batch_receive_message(16, 0)
    first, second = map(Hands.content_of, batch)
    scene.group.complete(first["lifecycleHookId"], first["lifecycleActionToken"], "CONTINUE")
    moved = scene.stack.advance(700, patience=0.05)
    [passed] = moved.passed
    assert [holder.action for holder in passed.holders] == [second["lifecycleActionToken"]]


def test_a_topic_whose_queue_is_read(scalehook: RunningStack) -> None:
    """The copy in a subscribed queue is held like a message that was sent there."""
    scene = Scene(scalehook, subscribed="acs:mns:cn-hangzhou:1234567890123456:queues/work")

    def work(hands: Hands) -> None:
        hands.take()
        scene.await_time(hands.ends(1))
        hands.complete()

    with scene.consumer(work):
        scene.scale_out()
        assert scene.stack.advance(700) == []
    assert scene.group.states() == ["InService"]


class Endpoint(BaseHTTPRequestHandler):
    """Answers a push at once, and works on it afterwards."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.send_response(204)
        self.end_headers()
        self.server.taken.set()  # type: ignore[attr-defined]
        assert body

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


class Sleeper(Endpoint):
    """Answers a push after its work, which is to sleep in the stack's time."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        token = json.loads(base64.b64decode(body))["content"]["lifecycleActionToken"]
        url = f"{self.server.stack}/_scalehook/clock/wait"  # type: ignore[attr-defined]
        HTTP.get(url, params={"seconds": 300, "action": token}).raise_for_status()
        self.send_response(204)
        self.end_headers()


@pytest.fixture
def endpoint() -> Iterator[ThreadingHTTPServer]:
    """A web server that takes pushes."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        server.taken = threading.Event()  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_an_endpoint_that_answers_and_then_works(
    scalehook: RunningStack, endpoint: ThreadingHTTPServer
) -> None:
    """It has nothing in hand any more, and is waited for all the same: its action goes on."""
    scene = Scene(scalehook, subscribed=f"http://127.0.0.1:{endpoint.server_port}/")
    begin(scene)
    assert endpoint.taken.is_set()  # type: ignore[attr-defined]
    moved = scalehook.advance(600, patience=0.05)
    assert kinds(moved) == ["taken"]
    assert moved[0].source == "topic/t subscription s"


def test_an_endpoint_that_sleeps_before_it_answers(
    scalehook: RunningStack, endpoint: ThreadingHTTPServer
) -> None:
    """Its push keeps no time: else none would pass, and it would not wake. It is answered at once."""
    endpoint.RequestHandlerClass = Sleeper
    endpoint.stack = scalehook.endpoint  # type: ignore[attr-defined]
    scene = Scene(scalehook, subscribed=f"http://127.0.0.1:{endpoint.server_port}/")
    scene.scale_out()
    scalehook.advance(500, patience=0)
    [succeeded] = scalehook.events.all(PushSucceeded)
    assert succeeded.attempts == 1
    assert scene.group.states() == ["Pending:Wait"]


class Silent(Endpoint):
    """Takes a push, and does not answer until it is let."""

    def do_POST(self) -> None:
        self.server.came.set()  # type: ignore[attr-defined]
        assert self.server.let.wait(PATIENCE_SECONDS)  # type: ignore[attr-defined]
        super().do_POST()


def test_a_push_without_an_answer_is_named(
    scalehook: RunningStack, endpoint: ThreadingHTTPServer
) -> None:
    """The clock stands where it was made; once it is answered, the same move comes to its end."""
    endpoint.RequestHandlerClass = Silent
    endpoint.came, endpoint.let = threading.Event(), threading.Event()  # type: ignore[attr-defined]
    scene = Scene(scalehook, subscribed=f"http://127.0.0.1:{endpoint.server_port}/")
    scalehook.call(PublishMessage(topic_name="t", message_body="hello"))
    assert endpoint.came.wait(PATIENCE_SECONDS)  # type: ignore[attr-defined]
    control, target = scalehook.stack.control, scene.now() + timedelta(seconds=60)
    patient, control.patience = control.patience, replace(control.patience, rest=0.05)
    moved = scalehook.advance_to(target)
    assert [(busy.kind, busy.name.partition(":")[0]) for busy in moved] == [("push", "message_service")]
    assert moved.now < target
    control.patience = patient
    endpoint.let.set()  # type: ignore[attr-defined]
    moved = scalehook.advance_to(target)
    assert (moved, moved.now) == ([], target)


def test_an_event_bus_with_a_queue_and_an_endpoint(
    scalehook: RunningStack, endpoint: ThreadingHTTPServer
) -> None:
    """What its targets have is held like what was sent there at once: each by whoever has it."""
    scene = Scene(scalehook)
    scene.group, to = Group(scene.clients), scene.clients.arn("eventbridge", "eventbus/default")
    scene.group.hook(notification_arn=to, default_result="ABANDON", heartbeat_timeout=600)
    scalehook.quiet()  # the hook's trial passes no rule yet
    url = f"http://127.0.0.1:{endpoint.server_port}/"
    queue, encoded = scene.clients.arn("mns", "queues/work"), {"Form": "CONSTANT", "Value": "true"}
    encoded["ResourceKey"] = "IsBase64Encode"
    targets: list[dict[str, Any]] = [
        {"Id": "1", "Type": "acs.mns.queue", "Endpoint": queue, "ParamList": [encoded]},
        {"Id": "2", "Type": "http", "Endpoint": url},
    ]
    pattern, told = '{"type": ["ess:LifecycleHook:ScaleOut"]}', json.dumps(targets)
    scalehook.call(
        CreateRule(
            event_bus_name="default", rule_name="hooks", filter_pattern=pattern, event_targets=told
        )
    )
    begin(scene)
    scene.queue().receive_message(0)
    moved = scalehook.advance(600, patience=0.05)
    assert sorted(kinds(moved)) == ["held", "taken"]
    assert {busy.source for busy in moved} == {"queue/work", f"endpoint {url}"}


def test_an_idle_reader_costs_nothing(scene: Scene) -> None:
    """Six hours pass its long poll: it is answered that there is nothing, and nobody is waited for."""
    answers = []

    def poll(hands: Hands) -> None:
        with pytest.raises(Exception, match="MessageNotExist") as nothing:
            hands.take(30)
        answers.append(nothing)

    with scene.consumer(poll):
        moved = scene.stack.advance("6h", patience=200)
    assert (moved, moved.passed, len(answers)) == ([], [], 1)


def test_until_an_event(scene: Scene) -> None:
    """The clock stops at the instant at which it happens, and says whether it did."""
    start = scene.now()
    begin(scene)
    ended = scene.stack.advance("1h", until=LifecycleActionEnded)
    assert ended.happened
    assert 600 < (ended.now - start).total_seconds() < 700
    assert scene.group.states() == []
    assert not scene.stack.advance("1h", until=ENDED).happened
    with pytest.raises(ValueError, match="no event is called"):
        scene.stack.advance(until="nobody.knows")


def test_to_an_instant(scene: Scene) -> None:
    """Exactly there; nothing but quiet when it has come already; never to what cannot come."""
    at = scene.now() + timedelta(hours=1)
    assert scene.stack.advance_to(at).now == at
    assert scene.stack.advance_to(at - timedelta(minutes=1)).now - at < timedelta(minutes=1)
    with pytest.raises(ValueError, match="goes forward"):
        scene.stack.advance_to(datetime(9999, 12, 1, tzinfo=UTC))


def test_from_deadline_to_deadline(scene: Scene) -> None:
    """The next one is gone to, whatever it is: an instance's start, the end of its wait."""
    with pytest.raises(ValueError, match="no next deadline"):
        scene.stack.advance_to("next")
    scene.scale_out()
    scene.stack.advance_to("next")
    [waiting] = scene.waiting()
    assert scene.stack.advance_to("next").now == datetime.fromisoformat(waiting["deadline"])
    assert scene.waiting() == []


def test_settling(scene: Scene) -> None:
    """Whoever has something in hand is waited for, and hardly any time passes."""
    with scene.consumer(take_and_complete):
        begin(scene)
        start = scene.now()
        assert scene.stack.settle() == []
        assert scene.now() - start < timedelta(seconds=60)
    assert scene.group.states() == ["InService"]


def test_who_sleeps_in_virtual_time_holds_nothing(scene: Scene) -> None:
    """The sleeper wakes when its time has come; meanwhile its action may end without any patience."""
    url = f"{scene.stack.endpoint}/_scalehook/clock/wait"
    with scene.consumer(take) as hands:
        begin(scene)
    token = hands.content["lifecycleActionToken"]
    woken: list[str] = []

    def sleep() -> None:
        woken.append(HTTP.get(url, params={"seconds": 1200, "action": token}).json()["now"])

    start = scene.now()
    sleeper = threading.Thread(target=sleep)
    sleeper.start()
    scene.await_sleeper()
    assert scene.stack.advance(1000, patience=200).passed == []
    assert woken == []
    moved = scene.stack.advance(1000)
    sleeper.join()
    assert woken[0] >= (start + timedelta(seconds=1200)).isoformat()
    assert moved.passed == []


def test_time_jumps_by_itself_while_somebody_awaits_something() -> None:
    """Over the start of an instance and its wait, but not over a consumer with the notification in hand;
    and to nothing that comes round by itself.
    """
    with running_stack(auto_advance=True) as stack:
        scene = Scene(stack)
        start = scene.now()
        scene.scale_out()
        scene.await_states([])  # nobody has read: it timed out
        assert scene.now() - start >= timedelta(seconds=600)
        scene.queue().delete_message(scene.queue().receive_message(0).receipt_handle)
        with scene.consumer(take_and_complete):
            scene.scale_out()
        scene.await_states(["InService"])  # completed: a jump over its wait would have abandoned it


def test_time_jumps_to_who_sleeps() -> None:
    """Six hours at once; of twelve the second half is another jump."""
    with running_stack(auto_advance=True) as stack:
        url = f"{stack.endpoint}/_scalehook/clock/wait"
        start = stack.stack.clock.now()
        HTTP.get(url, params={"seconds": "12h"}).raise_for_status()
        assert stack.stack.clock.now() - start >= timedelta(hours=12)
