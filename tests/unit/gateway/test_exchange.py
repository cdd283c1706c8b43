"""A call under way: asked, answered once, or forgotten."""

import asyncio
from typing import Any

import pytest

from scalehook.gateway.exchange import Exchange, Office
from scalehook.gateway.faults.cut import Cut
from scalehook.gateway.faults.kinds import KINDS
from scalehook.gateway.faults.own import Standing
from scalehook.gateway.http import HttpResponse
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import ServiceUnavailable
from scalehook_contracts.message_service.messages import DeleteMessage, ReceiveMessage
from support.calls_of_gateway import AtOnce, Call, office_of
from support.desk_of_gateway import KEY_ID, SECRET
from support.line import settle
from support.patience import eventually

DELETION = DeleteMessage(queue_name="q", receipt_handle="1-a")
POLL = ReceiveMessage(queue_name="q", wait_seconds=30)
USER = "AKIDUSER"


def begin(call: Call, office: Office) -> tuple[Exchange, list[int]]:
    """It, and the status of every answer that it has got."""
    answered: list[int] = []
    exchange = Exchange(call, office, lambda answer: answered.append(answer.status))
    exchange.begin()
    return exchange, answered


@pytest.fixture
def bus() -> AtOnce:
    bus = AtOnce()
    bus.principals[USER] = ResolvedKey(access_key_secret=SECRET, principal="acs:ram::1:user/u")
    return bus


@pytest.mark.parametrize(
    ("reply", "status"), [(Done(), 200), (ServiceUnavailable(), 503), (TimeoutError(), 500)]
)
def test_an_answer_that_comes_at_once(bus: AtOnce, reply: Any, status: int) -> None:
    """Before anybody knows that it was asked; no event loop is needed for it."""
    bus.reply = reply
    office = office_of(bus)
    for operation in (DELETION, POLL):
        exchange, answered = begin(Call(operation), office)
        assert answered == [status]
        assert office.polls == {}
        exchange.forget()
        office.close()
        assert answered == [status]


def test_what_cannot_be_asked_or_rendered(bus: AtOnce) -> None:
    """Is answered all the same, once."""
    assert begin(Call(ServiceUnavailable()), office_of(bus))[1] == [503]
    assert bus.asked == []
    call = Call(DELETION)
    call.cannot_render = True
    assert begin(call, office_of(bus))[1] == [500]


def test_a_client_that_goes_away(bus: AtOnce) -> None:
    """Its question is forgotten; an answer that comes all the same reaches nobody."""
    bus.answers = False
    office = office_of(bus)
    exchange, answered = begin(Call(POLL), office)
    exchange.forget()
    assert bus.question.forgotten
    assert office.polls == {}
    bus.question.then(Done())
    assert answered == []


def test_a_stop(bus: AtOnce) -> None:
    """Polls are answered and forgotten; what is about to be answered anyway is waited for."""
    bus.answers = False
    office = office_of(bus)
    _, polled = begin(Call(POLL), office)
    poll = bus.question
    _, deleted = begin(Call(DELETION), office)
    office.close()
    assert (polled, poll.forgotten) == ([503], True)
    assert (deleted, bus.question.forgotten) == ([], False)
    poll.then(Done())
    bus.question.then(Done())
    assert (polled, deleted) == ([503], [200])


async def test_a_user_s_key(bus: AtOnce) -> None:
    """Takes a task: access control is asked first."""
    _, answered = begin(Call(DELETION, USER), office_of(bus))
    assert answered == []
    await settle()
    assert answered == [200]
    assert bus.asked[-1] == (DELETION, "acs:ram::1:user/u")


@pytest.mark.parametrize(("by_stop", "expected"), [(False, []), (True, [503])])
async def test_a_user_s_poll(bus: AtOnce, by_stop: bool, expected: list[int]) -> None:
    """Ends as any other, and its task with it."""
    bus.hangs = True
    office = office_of(bus)
    exchange, answered = begin(Call(POLL, USER), office)
    await bus.reached.wait()
    office.close() if by_stop else exchange.forget()
    await settle()
    assert answered == expected
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("key_id", [KEY_ID, USER])
async def test_a_fault_strikes_whoever_has_signed(bus: AtOnce, key_id: str) -> None:
    """By the key's id, as often as it may; then the owner is asked."""
    office = office_of(bus)
    given = {"kind": "refuse", "code": "Made.Up", "status": 418, "access_key": key_id, "times": 1}
    office.faults.standing["f"] = Standing(KINDS.validate_python(given))  # type: ignore[arg-type]  # it is one of calls
    for status in (418, 200):
        _, answered = begin(Call(DELETION, key_id), office)
        await eventually(lambda answered=answered: answered)
        assert answered == [status]
    assert [operation for operation, _ in bus.asked if operation is DELETION] == [DELETION]


async def test_a_fault_loses_the_answer(bus: AtOnce) -> None:
    """What was asked is done, and stands in for nothing that could be sent."""
    answers: list[HttpResponse] = []
    office = office_of(bus)
    given = {"kind": "lose_answer", "how": "reset"}
    office.faults.standing["f"] = Standing(KINDS.validate_python(given))  # type: ignore[arg-type]  # likewise
    Exchange(Call(DELETION), office, answers.append).begin()
    [answer] = await eventually(lambda: answers)
    assert (answer, bus.asked) == (Cut(status=0, reset=True), [(DELETION, "root")])
