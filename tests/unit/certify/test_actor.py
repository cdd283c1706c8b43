"""What is seen of a consumer counts, whatever comes first, and is not told of another scenario."""

import signal
from dataclasses import dataclass
from queue import SimpleQueue

import pytest

from scalehook.certify.actor import BUSY_SECONDS, Actor, NotReady
from scalehook.certify.chronicle import Chronicle
from scalehook.certify.consumer import Attached, Ending
from scalehook.certify.consumer.environment import Place
from scalehook.certify.consumer.readiness import Bell
from scalehook.certify.consumer.signs import Signs
from scalehook.certify.facts import Facts
from scalehook.certify.stack import Brake
from scalehook.certify.warnings import warnings
from scalehook.kit.machine.entry import Entry
from scalehook_contracts.message_service.messages import MessageReceived
from support.certify.facts import START
from support.patience import wait_until


class Hasty(Attached):
    """It is ready and gone in the moment in which somebody looks whether it has gone."""

    def __init__(self, bell: Bell, *, rings: bool) -> None:
        super().__init__()
        self._bell, self._rings = bell, rings

    def exited(self) -> str:
        if self._rings:
            self._bell.rung.set()
        return "it ended with code 1"


class Stubborn(Attached):
    """It does not end when it is asked to, and leaves somebody behind."""

    def end(self, seconds: float, number: signal.Signals = signal.SIGTERM) -> Ending:
        return Ending(in_time=False, survivors=["sleep (7)"])


class Mortal(Attached):
    """It ends when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.ends: SimpleQueue[None] = SimpleQueue()

    def await_end(self) -> str:
        self.ends.get()
        return "it ended with code 1"


@dataclass
class Seen:
    """As much of a stack as signs look at."""

    chronicle: Chronicle
    waiting: bool = False

    def waits(self, queue: str) -> bool:
        return self.waiting

    def sleeps(self) -> bool:
        return False


def receive(chronicle: Chronicle, message_id: str) -> None:
    """The consumer has it in hand."""
    received = MessageReceived(
        queue_name="q", serial=1, message_id=message_id, receipt_handle="h", received_at=0,
        next_visible_time=0,
    )  # fmt: skip
    chronicle("any", Entry("m", "t", START, recorded=[received]))


def actor(consumer: Attached, seen: Seen, bell: Bell, place: Place) -> Actor:
    """It is looked at by nobody else."""
    signs = Signs(seen, place, bell)  # type: ignore[arg-type]  # as much as they look at
    return Actor(consumer, {}, seen.chronicle, signs, 30.0, 2.0, Brake(), lambda: False)


def test_a_consumer_that_was_ready_and_ended_at_once_was_ready() -> None:
    """Though its end is seen first; one that never said so was not."""
    seen, bell = Seen(Chronicle()), Bell("")
    hasty = actor(Hasty(bell, rings=True), seen, bell, Place(queue="q"))
    hasty.start()
    assert hasty.facts.ready_after is not None
    assert hasty.gone() == "it ended with code 1"
    bell.rung.clear()
    with pytest.raises(NotReady, match="it ended with code 1 after"):
        actor(Hasty(bell, rings=False), seen, bell, Place(queue="q")).start()


def test_how_a_consumer_ends_is_a_warning_of_its_scenario_alone() -> None:
    """One that must be killed, and what outlives it."""
    seen, bell = Seen(Chronicle()), Bell("")
    stubborn = actor(Stubborn(), seen, bell, Place(queue="q"))
    stubborn.close()
    assert warnings(Facts("mns", process=stubborn.facts)) == [
        "outlived it and had to be killed: sleep (7)",
        "it still ran 2 s after SIGTERM, and was killed: nobody else can end it well",
    ]
    stubborn.renew()
    assert warnings(Facts("mns", process=stubborn.facts)) == []


def test_whoever_ends_dies_with_what_it_had_in_hand() -> None:
    """Sent away or by itself, and brought back: the clock learns that nobody has it any more."""
    seen, bell = Seen(Chronicle(), waiting=True), Bell("")
    mortal = Mortal()
    acting = actor(mortal, seen, bell, Place(queue="q"))
    acting.supervise = True
    acting.start()
    chronicle = seen.chronicle
    receive(chronicle, "M1")
    assert not chronicle.died_with("M1")
    mortal.ends.put(None)
    wait_until(lambda: chronicle.died_with("M1"), lambda: repr(acting.facts))
    receive(chronicle, "M2")
    acting.stop(signal.SIGKILL)
    assert chronicle.died_with("M2")
    mortal.ends.put(None)


@pytest.mark.parametrize(
    ("place", "busy"),
    [(Place(queue="q"), False), (Place(push_port=1), True), (Place(amqp_queue="q"), True)],
)
def test_a_port_or_a_broker_says_nothing_of_who_computes_in_circles(
    monkeypatch: pytest.MonkeyPatch, place: Place, busy: bool
) -> None:
    """Only a poll that waits is one of a consumer that reads."""
    seen, bell, time = Seen(Chronicle(), waiting=True), Bell(""), [100.0]
    spinning = actor(Attached(), seen, bell, place)
    monkeypatch.setattr(spinning.consumer, "demand_seconds", lambda: time[0])
    monkeypatch.setattr("time.monotonic", lambda: time[0])
    for _ in range(int(BUSY_SECONDS) + 2):
        time[0] += 1
        spinning.gone()
    monkeypatch.undo()
    assert bool(spinning.facts.busy) == busy
