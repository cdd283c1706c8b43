"""What is wrong with a state file is said with its place."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.embedded.picture import Picture
from scalehook.embedded.service_part import ServicePart, beginning_of, part_of
from scalehook.embedded.state_file import read, written
from scalehook.embedded.state_file_broken import StateFileBroken
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.clock.moments import moment
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.host import snapshot
from scalehook.kit.journal.journal import Beginning
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import NEVER, Machine
from scalehook.kit.settings import Settings
from support.counter.messages import Add, AddLater, Fetch
from support.counter.service import counter

COUNTER = counter()
TYPES = message_types(COUNTER)
LETTER = DeadLetter(
    "fleet:1", "fleet", "fleet.x", "why", moment(7.25), b'{"a":"\xc3\xa4"}', "flow", "me"
)


def begun() -> Beginning:
    """With a timer, an intent, replies, and its last two entries still to be heard of."""
    machine = Machine(COUNTER, Settings())
    commands = [Fetch(name="a"), AddLater(amount=1, seconds=9), Add(amount=2**70), Add(amount=3)]
    raw = [
        machine.handle(Envelope(command, f"id-{number}", moment(number)), moment(number)).raw
        for number, command in enumerate(commands)
    ]
    return Beginning(machine.seq, snapshot.dump(machine), tuple(raw[-2:]))


def part() -> dict[str, Any]:
    return dict(json.loads(json.dumps(part_of(begun(), TYPES))))


def imported(given: dict[str, Any]) -> Beginning:
    return beginning_of(COUNTER, ServicePart.model_validate(given))


def test_a_service_comes_back_as_it_was() -> None:
    """Its state and what is under way; when that came, the file says for all services."""
    back, there = imported(part()), begun()
    assert part_of(back, TYPES) == part_of(there, TYPES)
    assert (back.seq, back.published) == (there.seq, there.published)
    machine = Machine(COUNTER, Settings())
    snapshot.restore(machine, there.state, TYPES)
    machine.latest = NEVER
    assert back.state == snapshot.dump(machine)


@pytest.mark.parametrize(
    ("break_it", "place"),
    [
        (lambda p: p["state"].update(total="many"), "services.counter.state.total: Input should be"),
        (lambda p: p["state"].update(totl=1), "services.counter.state.totl: there is no such key"),
        (
            lambda p: p["timers"][0].__setitem__(4, "counter.no"),
            "services.counter.timers.0: there is no",
        ),
        (lambda p: p["timers"][0].__setitem__(1, 1e99), "services.counter.timers.0: 1e+99 is no time"),
        (lambda p: p["timers"][0].pop(), "services.counter.timers.0: "),
        (lambda p: p["intents"][0].__setitem__(4, {}), "services.counter.intents.0: "),
        (
            lambda p: p["intents"][0].__setitem__(slice(3, 5), p["timers"][0][4:]),
            "services.counter.intents.0: counter.add is nothing that it begins",
        ),
        (
            lambda p: p["timers"][0].__setitem__(slice(4, 6), p["intents"][0][3:]),
            "services.counter.timers.0: counter.fetch_number is for another service",
        ),
        (lambda p: p.update(unpublished=p["unpublished"] * 9), "services.counter.unpublished: more"),
        (lambda p: p["handled"][0].append(1), "services.counter.handled.0: "),
        (lambda p: p["unpublished"][1].pop("id"), "services.counter.unpublished.1: "),
    ],
)
def test_what_is_broken_is_named(break_it: Callable[[dict[str, Any]], object], place: str) -> None:
    """As a path into the file."""
    broken = part()
    break_it(broken)
    with pytest.raises(StateFileBroken) as told:
        imported(broken)
    assert str(told.value).startswith(place)


@given(st.integers(0, 4 * 10**9), st.integers(0, 10**6 - 1))
def test_the_time_and_letters_come_back(seconds: int, micro: int) -> None:
    """To the microsecond."""
    picture = Picture(seconds + micro / 10**6, {}, (LETTER,))
    back = read(written(picture, GatewaySettings())).picture
    assert moment(back.at) == moment(picture.at)
    assert back.letters == picture.letters


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b'{\n "scalehook": state/1}', "this is no JSON: "),
        (b"[]", "scalehook: this is no state file"),
        (b'{"scalehook": "state/1", "version": "0"}', "region: Field required (and 2 more)"),
        (
            b'{"scalehook": "state/1", "version": "0", "region": "r", "account_id": "1", '
            b'"at": "2026-01-01T00:00:00Z", "services": {"flet": {"seq": 1, "state": {}, '
            b'"timers": [], "intents": [], "handled": []}}}',
            "services.flet: no service is called so",
        ),
    ],
)
def test_what_is_no_state_file(raw: bytes, place: str) -> None:
    """Nothing is half read."""
    with pytest.raises(StateFileBroken) as told:
        read(raw)
    assert str(told.value).startswith(place)


def test_where_json_breaks_is_said() -> None:
    """Line and column."""
    with pytest.raises(StateFileBroken, match=r"line 2 column 1\d"):
        read(b'{\n "scalehook": state/1}')
