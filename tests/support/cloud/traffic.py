"""Many clients of one queue that go on while its stack is killed: each sends, receives and deletes."""

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mns.mns_exception import MNSServerException
from mns.queue import Message, Queue, QueueMeta

from support.cloud.clients import Clients
from support.cloud.load import BREATH_SECONDS, Stack
from support.cloud.process import KEY_ID, SECRET
from support.cloud.trouble import away, refused
from support.patience import PATIENCE_SECONDS

AT_A_TIME = 16
NAME = "traffic"
VISIBILITY_SECONDS = 30
BATCH = 16


@dataclass
class Traffic:
    """What the clients were told, by the texts of the messages. A send that nobody answered is made
    again, with the same text, until it is: so a text may be there twice.
    """

    stack: Stack
    stopping: threading.Event = field(default_factory=threading.Event)
    answered: set[str] = field(default_factory=set)  # sends
    got: Counter[str] = field(default_factory=Counter)  # texts received
    received: Counter[str] = field(default_factory=Counter)  # ids of messages
    deleted: set[str] = field(default_factory=set)  # ids; the answer has come
    came_back: list[str] = field(default_factory=list)  # ids; deleted before
    unanswered: int = 0  # calls
    failures: list[BaseException] = field(default_factory=list)
    one_more: threading.Condition = field(default_factory=threading.Condition)

    def queue(self) -> Queue:
        """By a connection of its own."""
        return Clients(self.stack.address, KEY_ID, SECRET).mns.get_queue(NAME)

    def go_on(self, name: str) -> None:
        """One client: a message after the other is sent, and one is taken."""
        queue = self.queue()
        for text in (f"{name}-{number}" for number in itertools.count()):
            self._until_answered(lambda: self._send(queue, text))  # noqa: B023  (called at once)
            self._until_answered(lambda: self._take(queue, 1))
            if self.stopping.is_set():
                return

    @property
    def lost(self) -> set[str]:
        """Texts whose send was answered, and that nobody has received."""
        return self.answered - self.got.keys()

    @property
    def sent_twice(self) -> int:
        """Messages that bear the text of another one: its send was made again."""
        return len(self.received) - len(self.got)

    @property
    def delivered_again(self) -> int:
        """Receptions of a message that had been received before."""
        return self.received.total() - len(self.received)

    def __str__(self) -> str:
        return (
            f"sends answered {len(self.answered)}, received {self.received.total()}, "
            f"lost {len(self.lost)}, deleted and back {len(self.came_back)}; duplicates: sent twice "
            f"{self.sent_twice}, delivered again {self.delivered_again}; calls without an answer "
            f"{self.unanswered}"
        )

    def assert_good(self) -> None:
        """Nothing is lost, and nothing comes back that was deleted."""
        assert self.answered, "nothing was sent"
        assert (self.lost, self.came_back) == (set(), [])

    def await_sends(self, count: int) -> None:
        """Returns when so many more are answered; raises what a client has failed with."""
        wanted = len(self.answered) + count
        with self.one_more:
            self.one_more.wait_for(
                lambda: self.failures or len(self.answered) >= wanted, PATIENCE_SECONDS
            )
        self.raise_failure()
        assert len(self.answered) >= wanted, "nothing is answered any more"

    def drain(self) -> None:
        """All that is left, when what somebody still holds is visible again."""
        queue = self.queue()
        self.stack.advance(VISIBILITY_SECONDS + 1)
        while self._take(queue, BATCH):
            pass

    def raise_failure(self) -> None:
        """The first of them."""
        for problem in self.failures:
            raise problem

    def run(self, name: str) -> None:
        """A client's thread; what it fails with is kept."""
        try:
            self.go_on(name)
        except BaseException as problem:
            with self.one_more:
                self.failures.append(problem)
                self.one_more.notify_all()

    def _until_answered(self, call: Callable[[], object]) -> None:
        while not self.stopping.is_set():
            try:
                call()
            except Exception as problem:
                if not away(problem):
                    raise
                self.unanswered += 1
                self.stopping.wait(BREATH_SECONDS)
            else:
                return

    def _send(self, queue: Queue, text: str) -> None:
        queue.send_message(Message(text))
        with self.one_more:
            self.answered.add(text)
            self.one_more.notify_all()

    def _take(self, queue: Queue, count: int) -> bool:
        """Receive and delete; False when there is nothing."""
        try:
            messages = queue.batch_receive_message(count)
        except MNSServerException as problem:
            if refused(problem, "MessageNotExist"):
                return False
            raise
        with self.one_more:
            for message in messages:
                self.note(message.message_id, message.message_body)
        for message in messages:
            self._delete(queue, message)
        return True

    def note(self, message_id: str, body: str | bytes) -> None:
        """A message is in hand."""
        self.got[body.decode() if isinstance(body, bytes) else body] += 1
        self.received[message_id] += 1
        if message_id in self.deleted:
            self.came_back.append(message_id)

    def _delete(self, queue: Queue, message: Message) -> None:
        try:
            queue.delete_message(message.receipt_handle)
        except MNSServerException as problem:
            # the SDK repeats a call whose connection is cut: the first one may have been heard
            if not refused(problem, "MessageNotExist", "ReceiptHandleError"):
                raise
        else:
            self.deleted.add(message.message_id)


@contextmanager
def traffic(stack: Stack, clients: int = AT_A_TIME) -> Iterator[Traffic]:
    """The clients go on inside the block; at its end the queue is drained."""
    going = Traffic(stack)
    meta = QueueMeta(vis_timeout=VISIBILITY_SECONDS)
    Clients(stack.address, KEY_ID, SECRET).mns.get_queue(NAME).create(meta)
    threads = [
        threading.Thread(target=going.run, args=(f"client{n}",), daemon=True) for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    try:
        yield going
    finally:
        going.stopping.set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
    going.raise_failure()
    assert not any(thread.is_alive() for thread in threads), "a call never ends"
    going.drain()
