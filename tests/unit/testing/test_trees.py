"""Trees of what happened."""

from datetime import UTC, datetime

from scalehook.kit.machine.entry import Entry
from scalehook.testing.events.growing import grow
from scalehook.testing.events.tree import MOST_LINES, drawn
from scalehook_contracts.message_service.queues import QueueCreated
from scalehook_contracts.notification_dispatcher.notifications import DeliverNotification

AT = datetime(2026, 1, 1, tzinfo=UTC)


def kept(service: str, seq: int, message_id: str, flow: str = "f", *queues: str) -> tuple[str, Entry]:
    """An entry that records these queues."""
    entry = Entry(message_id, f"{service}.do_it", AT, seq, flow)
    entry.recorded += [QueueCreated(queue_name=name) for name in queues]
    return service, entry


def shape(entries: list[tuple[str, Entry]]) -> list[object]:
    """Services and numbers, nested."""

    def of(branch: object) -> object:
        below = [of(each) for each in branch.followed]  # type: ignore[attr-defined]
        name = f"{branch.service}-{branch.entry.seq}"  # type: ignore[attr-defined]
        return [name, *below] if below else name

    return [of(root) for root in grow(entries)]


def test_messages_timers_and_outcomes_know_where_they_come_from() -> None:
    """By their ids; what somebody outside has sent is a root."""
    entries = [
        kept("a", 1, "from-outside"), kept("b_c", 1, "a-1-0"), kept("b_c", 2, "b_c-timer-k/1-2-1"),
        kept("a", 2, "a-outcome-deliver/x-1"), kept("a", 3, "b_c/deliver/x/2/send_message"),
    ]  # fmt: skip
    assert shape(entries) == [["a-1", ["b_c-1", ["b_c-2", "a-3"]], "a-2"]]


def test_what_an_effect_does_belongs_below_what_began_it() -> None:
    """Though its message has an id of its own: the flow is the same."""
    begun = kept("a", 1, "from-outside", "flow")
    begun[1].begun["k"] = DeliverNotification(lifecycle_action_token="t", type="x", body={})
    other = kept("a", 2, "another", "another")
    assert shape([begun, other, kept("b", 1, "notification/t", "flow")]) == [["a-1", "b-1"], "a-2"]


def test_what_the_past_has_forgotten_is_no_trouble() -> None:
    """Its consequences are roots."""
    assert shape([kept("b", 7, "a-1-0"), kept("b", 8, "b-7-0")]) == [["b-7", "b-8"]]


def test_trees_are_about_what_is_asked_for() -> None:
    """Others are left out, where there are such; so is what nobody could hear of."""
    entries = [
        kept("a", 1, "x", "f", "one"), kept("a", 2, "y", "f", "two"), kept("a", 3, "z"),
        kept("b", 1, "a-1-0"),
    ]  # fmt: skip
    assert drawn(entries, ["two"]).splitlines() == [
        "00:00:00 a: do_it", "00:00:00    QueueCreated queue_name=two",
    ]  # fmt: skip
    assert "queue_name=one" in drawn(entries, ["three"])
    assert "z" not in drawn(entries)
    assert drawn([]) == "nothing has happened"


def test_long_trees_lose_their_beginning() -> None:
    """And say how much."""
    entries = [kept("a", seq, f"m{seq}", "f", f"q{seq}") for seq in range(1, 51)]
    lines = drawn(entries).splitlines()
    assert (len(lines), lines[0]) == (MOST_LINES + 1, "… 40 lines before")
    assert lines[-1].endswith("queue_name=q50")


def test_long_values_are_cut() -> None:
    """The line stays one."""
    [_, line] = drawn([kept("a", 1, "x", "f", "q" * 200)]).splitlines()
    assert line.endswith("…")
    assert len(line) < 120
