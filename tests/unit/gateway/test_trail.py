"""EventBridge is told of calls that change something, while somebody listens."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from pydantic import BaseModel

from scalehook.gateway import trail
from scalehook.gateway.exchange import Exchange, Office
from scalehook.gateway.trail import Trail
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.api.noting import SECRET, is_noted
from scalehook_contracts.access_control.keys import AccessKeyReply, AccessKeyView, CreateAccessKey
from scalehook_contracts.access_control.logins import CreateLoginProfile
from scalehook_contracts.base import Done, Operation, Part, Reply
from scalehook_contracts.errors.ram import EntityNotExistUser
from scalehook_contracts.event_bus.rules import EnableRule
from scalehook_contracts.message_service.messages import DeleteMessage, SendMessage
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from scalehook_contracts.template_engine.secret_parameters import CreateSecretParameter
from support.calls_of_gateway import AtOnce, Call, office_of

PROFILE = CreateLoginProfile(user_name="eve", password="Secret-1!")
QUIET = trail.QUIET_SECONDS


class Time:
    """Real time, as a test says."""

    seconds = 1_000.0


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(trail, "real_seconds", lambda: time.seconds)
    return time


class Told(AtOnce):
    """A bus that is told of calls, and answers at once unless it is slow."""

    slow = False

    def answer(self) -> None:
        """What has not been answered."""
        while self.late:
            self.late.pop(0)()

    def ask(self, command: Any, then: Any, **more: Any) -> Any:
        if command.wire_name() == "event_bus.note_api_call":
            self.notes.append(command)
            self.late.append(partial(then, trail.ApiCallNoted(listens=self.listens)))
            return None if self.slow else self.answer()
        return super().ask(command, then, **more)


def call(office: Office, asked: Any) -> None:
    Exchange(Call(asked), office, lambda answer: None).begin()


@pytest.fixture
def bus(time: Time) -> Told:
    bus = Told()
    bus.reply, bus.listens, bus.late = Done(), True, []
    return bus


@pytest.fixture
def office(bus: Told) -> Office:
    office = office_of(bus)
    office.trail = Trail(bus)
    return office


def test_what_is_told(bus: Told, office: Office) -> None:
    """Who has called what, from where, and what came of it; no secrets."""
    bus.reply = AccessKeyReply(
        access_key=AccessKeyView(access_key_id="a", access_key_secret="s", create_date="d")
    )
    call(office, CreateAccessKey(user_name="eve"))
    [note] = bus.notes
    assert (note.source, note.name, note.action) == ("ram", "Ram", "CreateAccessKey")
    assert (note.principal, note.access_key_id, note.address) == ("root", "key", "192.0.2.7")
    assert (note.request_id, note.version, note.in_regions) == ("id", "2015-05-01", False)
    assert note.parameters == {"UserName": "eve"}
    assert note.answer["AccessKey"] == {
        "AccessKeyId": "a", "AccessKeySecret": "******", "Status": "Active", "CreateDate": "d"
    }  # fmt: skip


def test_what_was_refused_is_told(bus: Told, office: Office) -> None:
    """With its code; passwords and secret parameters are masked."""
    bus.reply = EntityNotExistUser()
    call(office, PROFILE)
    call(office, CreateSecretParameter(name="secret-1", value="v"))
    login, secret = bus.notes
    assert (login.error_code, login.answer) == ("EntityNotExist.User", {})
    assert login.parameters["Password"] == secret.parameters["Value"] == "******"


@pytest.mark.parametrize(
    "asked",
    [
        DescribeScalingGroups(region_id="r"),
        SendMessage(queue_name="q", message_body="b"),
        DeleteMessage(queue_name="q", receipt_handle="1-a"),
    ],
)
def test_readers_and_data_are_not_told_of(bus: Told, office: Office, asked: Any) -> None:
    """Only calls that change what there is."""
    call(office, asked)
    assert bus.notes == []


def test_what_breaks_is_not_told_of(bus: Told, office: Office) -> None:
    """Nobody knows whether it was done."""
    bus.reply = TimeoutError()
    call(office, PROFILE)
    assert bus.notes == []


def test_while_nobody_listens(bus: Told, office: Office, time: Time) -> None:
    """It is asked again after a while; and when a rule may have come."""
    bus.listens = False
    for _ in range(3):
        call(office, PROFILE)
    assert len(bus.notes) == 1
    time.seconds += QUIET
    call(office, PROFILE)
    assert len(bus.notes) == 2
    bus.listens = True
    call(office, EnableRule(event_bus_name="default", rule_name="r"))
    for _ in range(2):
        call(office, PROFILE)
    assert [note.action for note in bus.notes[2:]] == ["EnableRule", *["CreateLoginProfile"] * 2]


def test_an_answer_that_is_overtaken(bus: Told, office: Office) -> None:
    """Nobody listened when it was asked for; meanwhile there is a rule."""
    bus.slow, bus.listens = True, False
    call(office, PROFILE)
    bus.listens = True
    call(office, EnableRule(event_bus_name="default", rule_name="r"))
    bus.late.pop(0)()
    call(office, PROFILE)
    assert len(bus.notes) == 3


def test_each_operation_is_known() -> None:
    """Which begin with none of these words change something."""
    kinds = [kind for kind in contract_types().values() if issubclass(kind, Operation)]
    read = {kind.__name__ for kind in kinds if not is_noted(kind)}
    assert {"GetRole", "ListQueue", "QueryEvent", "PeekMessage", "PutEvents"} <= read
    changing = "Create|Delete|Modify|Update|Set|Attach|Run|Start|Stop|Enable|Put(Targets|Bucket)"
    assert not [name for name in read if re.match(changing, name) and "Message" not in name]


def test_what_no_log_shows_is_masked() -> None:
    """Each field that its contract keeps out of what is printed."""
    hidden = {
        str(field.alias)
        for base in (Operation, Reply, Part)
        for kind in _below(base)
        for field in kind.model_fields.values()
        if not field.repr
    }
    assert {"Password", "AccessKeySecret"} <= hidden
    assert [name for name in hidden if not SECRET.search(name)] == []


def _below(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
