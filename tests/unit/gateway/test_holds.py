"""What is known of notifications, weighed: who holds the clock off which deadlines."""

from dataclasses import dataclass
from typing import Any

import pytest

from scalehook.gateway import readers
from scalehook.gateway.holds.foreign import foreign_holds
from scalehook.gateway.holds.weighing import RETURN_SECONDS, Scales
from scalehook.gateway.readers import Reader, Readers
from scalehook.kit.clock.holds import Hold, Patience
from scalehook.kit.clock.moments import moment
from scalehook_contracts.message_service.batches import ReceivedMessages
from scalehook_contracts.message_service.messages import ReceivedMessage
from scalehook_contracts.message_service.tracing import MessageTrace
from scalehook_contracts.scaling_controller.waiting_actions import WaitingAction

START = 1_750_000_000


@dataclass
class Line:
    """A connection."""

    requests: int = 2
    left: bool = False

    def peer(self) -> str:
        return "127.0.0.1:1"

    def has_left(self) -> bool:
        return self.left


class Desk:
    """Readers at a real time that a test moves."""

    def __init__(self) -> None:
        self.now, self.line = 100.0, Line()
        self.readers = Readers(lambda: self.now)
        self.polls: dict[Any, str] = {}
        self.readers.polls.append(self.polls)

    def receives(self, *message_ids: str, queue: str = "q") -> None:
        """One of them, a batch, or nothing."""
        messages = [ReceivedMessage.model_construct(message_id=message_id) for message_id in message_ids]
        outcome: object = ReceivedMessages(messages=messages)
        if len(messages) == 1:
            [outcome] = messages
        self.readers.answered(queue, "key", self.line, outcome if messages else Exception("nothing"))

    def weigh(self, *traces: MessageTrace, asleep: tuple[str, ...] = (), **more: Any) -> list[Hold]:
        return list(Scales(self.readers, asleep).holds([(action(**more), list(traces))]))


def action(**more: Any) -> WaitingAction:
    return WaitingAction(
        scaling_group_id="g", scaling_group_name="g", scaling_activity_id="a", instance_ids=[],
        lifecycle_hook_id="h", lifecycle_hook_name="drain", lifecycle_action_token="T",
        lifecycle_transition="SCALE_IN", default_result="CONTINUE", started_at=START,
        deadline=START + 600, **more,
    )  # fmt: skip


def traced(fate: Any, **more: Any) -> MessageTrace:
    given = {"place": "queue/q", "queue_name": "q", "own_id": "M", "expires_at": (START + 900) * 1000}
    return MessageTrace(message_id="M", fate=fate, **given | more)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_in_hand(desk: Desk) -> None:
    """It guards the action's end, the message's visibility and its retention; its holder is named."""
    desk.receives("M")
    desk.now += 3
    [hold] = desk.weigh(traced("in_hand", visible_at=(START + 30) * 1000), extensions=2)
    assert (hold.kind, hold.gone) == ("held", False)
    assert set(hold.guards) == {moment(START + seconds) for seconds in (30, 600, 900)}
    assert str(hold.busy) == (
        "queue/q: message M in the hands of key (127.0.0.1:1) for 3.0 s; action T of hook drain "
        "ends 2025-06-15 15:16:40 (received, not deleted; heartbeats: 2)"
    )


def test_signs_of_life(desk: Desk) -> None:
    """A heartbeat, another visibility, another request by the same connection: nothing else."""
    desk.receives("M")
    signs = [desk.weigh(traced("in_hand"))[0].sign for _ in range(2)]
    signs.append(desk.weigh(traced("in_hand"), extensions=1)[0].sign)
    signs.append(desk.weigh(traced("in_hand", receipt_handle="other"))[0].sign)
    desk.line.requests += 1
    signs.append(desk.weigh(traced("in_hand"))[0].sign)
    assert len(set(signs)) == 4
    assert signs[0] == signs[1]


@pytest.mark.parametrize(("requests", "gone"), [(1, False), (2, True)])
def test_a_connection_that_was_closed(desk: Desk, requests: int, gone: bool) -> None:
    """Of one that was used again and again it says that the holder has died; a client that opens one for
    each request closes it, too.
    """
    desk.line.requests = requests
    desk.receives("M")
    desk.line.left = True
    [hold] = desk.weigh(traced("in_hand"))
    assert hold.gone == gone


def test_an_answer_that_was_cut_off(desk: Desk) -> None:
    """Nobody has what it would have said; whoever asked may be about to ask again."""
    desk.receives()
    desk.readers.lost("key", desk.line, ReceivedMessage.model_construct(message_id="M"))
    [hold] = desk.weigh(traced("in_hand"))
    assert (hold.gone, hold.busy.hint) == (True, "the holder has gone")
    assert desk.readers.between_polls("q") is not None


def test_whose_end_somebody_has_seen(desk: Desk) -> None:
    """It holds nothing any more, though it has opened a connection for each request. What it had
    deleted, or answered for, may lie in a store of its own: it has a moment, whatever the patience.
    """
    patience = Patience.of(3600)
    desk.line.requests, desk.readers.died_with = 1, {"M", "P"}.__contains__
    desk.receives("M")
    desk.line.left = True
    [held] = desk.weigh(traced("in_hand"))
    assert (held.gone, held.busy.hint, patience.with_(held)) == (True, "the holder has gone", 0)
    for own_id in ("M", "P"):
        [taken] = desk.weigh(traced("taken", own_id=own_id))
        assert (patience.with_(taken), Patience().with_(taken)) == (RETURN_SECONDS, 3)
        [living] = desk.weigh(traced("taken", own_id=f"not {own_id}"))
        assert patience.with_(living) == 3600


def test_taken(desk: Desk) -> None:
    """Nothing is in anybody's hands any more; only the action's end is guarded."""
    desk.receives("M")
    [hold] = desk.weigh(traced("taken", visible_at=0, expires_at=0))
    assert (hold.kind, hold.guards) == ("taken", (moment(START + 600),))


def test_visible(desk: Desk) -> None:
    """Whether somebody reads is known by a poll that waits, one that has just ended, or by another
    message in hand; else nobody does.
    """
    assert [hold.kind for hold in desk.weigh(traced("visible"))] == ["unread"]
    desk.receives(queue="other")
    assert [hold.kind for hold in desk.weigh(traced("visible"))] == ["unread"]
    desk.polls["a poll"] = "q"
    assert [hold.kind for hold in desk.weigh(traced("visible"))] == ["reader"]
    desk.polls.clear()
    desk.receives()
    assert [hold.kind for hold in desk.weigh(traced("visible"))] == ["reader"]
    desk.now += 2.5
    assert [hold.kind for hold in desk.weigh(traced("visible"))] == ["unread"]
    assert [hold.kind for hold in desk.weigh(traced("visible", worked_on=True))] == ["reader"]


@pytest.mark.parametrize("fate", ["delayed", "retried", "lost"])
def test_what_nobody_can_have(desk: Desk, fate: str) -> None:
    """Holds nothing."""
    assert desk.weigh(traced(fate)) == []


def test_who_sleeps_in_virtual_time(desk: Desk) -> None:
    """Waits for the clock: the clock does not wait for it."""
    desk.receives("M")
    assert desk.weigh(traced("in_hand"), asleep=("T",)) == []


def test_a_batch_and_its_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message has its reader; the oldest are forgotten."""
    monkeypatch.setattr(readers, "MOST_REMEMBERED", 20)
    desk.receives("A", "B")
    assert isinstance(desk.readers.of_message("A"), Reader)
    assert desk.readers.of_message("A") == desk.readers.of_message("B")
    for number in range(19):
        desk.receives(str(number))
    assert desk.readers.of_message("A") is None
    assert desk.readers.of_message("B") is not None
    desk.receives("19")
    assert desk.readers.of_message("B") is None


@dataclass
class Foreign:
    """A queue of the broker that a consumer of events has made."""

    ready: int
    readers: int
    unacknowledged: int | None = None
    name: str = "mine"


@pytest.mark.parametrize(
    ("queue", "kind"),
    [
        (Foreign(1, 1), "reader"),
        (Foreign(0, 1, 2), "held"),
        (Foreign(0, 1, 0), "taken"),
        (Foreign(0, 1), "taken"),
        (Foreign(1, 0), None),
    ],
)
def test_readers_by_amqp(queue: Foreign, kind: str | None) -> None:
    """They may be at work on any action that waits: its end is guarded, if somebody reads."""
    held = list(foreign_holds([queue], [action()]))
    assert [hold.kind for hold in held] == ([kind] if kind else [])
    assert all(hold.guards == (moment(START + 600),) for hold in held)
    assert list(foreign_holds([queue], [])) == []
    if queue.unacknowledged is None and kind == "taken":
        assert "cannot see acknowledgements of queue mine" in str(held[0].busy)
