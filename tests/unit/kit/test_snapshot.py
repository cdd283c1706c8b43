"""A machine as bytes, and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.clock.moments import moment
from scalehook.kit.host import memory, snapshot
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import NEVER, Machine
from scalehook.kit.machine.seal import Broken, seal, unseal
from scalehook.kit.settings import Settings
from support.counter.messages import Add, AddLater, Fetch
from support.counter.service import counter

SERVICE = counter()
TYPES = message_types(SERVICE)


def machine(*amounts: int) -> Machine:
    made = Machine(SERVICE, Settings())
    commands = [Fetch(name="a"), AddLater(amount=1, seconds=9), *(Add(amount=one) for one in amounts)]
    for number, command in enumerate(commands):
        made.handle(Envelope(command, f"id-{number}", moment(number)), moment(number))
    return made


def restored(raw: bytes) -> Machine:
    made = Machine(SERVICE, Settings())
    snapshot.restore(made, raw, TYPES)
    return made


def picture(machine: Machine) -> tuple[object, ...]:
    handled = list(machine.handled.items())
    return machine.state, machine.seq, machine.latest, machine.timers, machine.intents, handled


@given(st.lists(st.integers()))
def test_all_comes_back(amounts: list[int]) -> None:
    """State, timers, intents and replies, for numbers of any size."""
    made = machine(*amounts)
    assert picture(restored(snapshot.dump(made))) == picture(made)


def test_one_of_an_older_version() -> None:
    """It does not say how long its state is, and may have no checksum."""
    made = machine(1, 2)
    kept = json.loads(unseal(snapshot.dump(made)))
    assert kept.pop("state_bytes") == len(snapshot.adapter(SERVICE.state).dump_json(made.state))
    assert moment(kept.pop("latest")) == made.latest > NEVER
    made.latest = NEVER
    old = json.dumps(kept, separators=(",", ":")).encode()
    for raw in (old, seal(old)):
        assert picture(restored(raw)) == picture(made)


def test_one_that_is_cut_anywhere() -> None:
    """It is noticed."""
    raw = snapshot.dump(machine(1))
    for end in range(len(raw)):
        with pytest.raises(Broken):
            restored(raw[:end])


def test_what_is_dumped_is_json() -> None:
    """People look at it, and older versions read it."""
    made = machine(5)
    kept = json.loads(unseal(snapshot.dump(made)))
    assert list(kept) == ["seq", "state_bytes", "state", "latest", "timers", "intents", "handled"]
    assert kept["seq"] == made.seq


def test_what_a_large_one_took_to_read_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only then: where little was read, there is little to give."""
    given_back = []
    monkeypatch.setattr(memory, "give_back", lambda: given_back.append(1))
    raw = snapshot.dump(machine(1))
    restored(raw)
    assert given_back == []
    monkeypatch.setattr(snapshot, "LARGE", 1)
    restored(raw)
    assert given_back == [1]
