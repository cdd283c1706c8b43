"""Pushes of a topic, under way: one in the middle of a day of attempts, one that waits for an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from mns.subscription import SubscriptionMeta
from mns.topic import TopicMessage, TopicMeta

from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET, StackProcess
from support.http import HTTP
from support.patience import PATIENCE_SECONDS

NOWHERE = "http://127.0.0.1:9/"


class Receiver(BaseHTTPRequestHandler):
    """Whoever asks first gets no answer; all others do."""

    came: list[str]
    asked: Event
    over: Event

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.came.append(self.headers["x-mns-message-id"])
        self.asked.set()
        if len(self.came) == 1:
            self.over.wait(PATIENCE_SECONDS)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Pushes:
    """A message for both."""

    def __init__(self, stack: StackProcess, url: str) -> None:
        self.stack = stack
        topic = Clients(stack.address, KEY_ID, SECRET).mns.get_topic("pushes")
        topic.create(TopicMeta())
        strategy = "EXPONENTIAL_DECAY_RETRY"
        for name, endpoint in (("nowhere", NOWHERE), ("slow", url)):
            meta = SubscriptionMeta(endpoint, strategy, "SIMPLIFIED")
            topic.get_subscription(name).subscribe(meta)
        self.message_id = topic.publish_message(TopicMessage("hello")).message_id
        assert Receiver.asked.wait(PATIENCE_SECONDS)

    def check_that_none_is_lost_or_left_out(self) -> None:
        """The one that was cut off is made again, after each kill that may have cut it off; the schedule
        of the other goes on where it was.
        """
        log = self._attempts("nowhere")
        assert [each["attempt"] for each in log] == list(range(1, len(log) + 1))
        waits = [(each["next_attempt_time"] - each["at"]) / 1000 for each in log]
        assert waits == [min(2**n, 512) for n in range(len(log))]
        assert len(log) > 12  # most of the hour, also where an attempt was late: the stack was away
        assert [each["outcome"] for each in self._attempts("slow")] == ["taken"]
        assert len(Receiver.came) > 1
        assert set(Receiver.came) == {self.message_id}

    def _attempts(self, subscription: str) -> list[dict[str, Any]]:
        query = f"topic=pushes&subscription={subscription}&most=1000"
        path = f"{self.stack.endpoint}/_scalehook/mns/deliveries?{query}"
        found: list[dict[str, Any]] = HTTP.get(path).json()["deliveries"]
        return found


@contextmanager
def pushing(stack: StackProcess) -> Iterator[Pushes]:
    """Its receiver listens inside the block."""
    Receiver.came, Receiver.asked, Receiver.over = [], Event(), Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        try:
            yield Pushes(stack, f"http://127.0.0.1:{server.server_port}/")
        finally:
            Receiver.over.set()
            server.shutdown()
