"""Envelopes as AMQP messages: what fits is the same on the other side, what does not is refused."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pamqp import commands, decode, header

from scalehook.kit.bus.rabbit import wire
from scalehook.kit.bus.rabbit.fitting import MOST_BODY_BYTES, Unsendable, short
from scalehook.kit.bus.rabbit.forgiving import short_text, table_or_nothing, time_or_none
from scalehook.kit.bus.rabbit.headers import sendable
from scalehook.kit.dead_letters import as_text
from scalehook.kit.machine.envelope import NOBODY, Envelope
from scalehook_contracts.base import Message
from support.buses import TYPES
from support.counter.messages import Add, Elsewhere, Fetch

AT = datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=UTC)
TEXT = st.text(alphabet=st.characters(), max_size=300)

TRACE = f"00-{'1' * 32}-{'2' * 16}-01"


def incoming(outgoing: wire.Outgoing, **changes: Any) -> Any:
    """What a reader gets of it."""
    read = header.ContentHeader()
    read.unmarshal(header.ContentHeader(0, len(outgoing.body), outgoing.properties).marshal())
    names = commands.Basic.Properties.attributes()
    properties = {name: getattr(read.properties, name) for name in names}
    properties["type"] = properties.pop("message_type")
    given = {"body": outgoing.body, "routing_key": "counter.add", **properties, **changes}
    return SimpleNamespace(**given)


def sent(**changes: Any) -> Any:
    """A message that is well, but for the changes."""
    return incoming(wire.encode(Envelope(Add(amount=1), "m1", AT)), **changes)


@given(message_id=TEXT, flow=TEXT, caller=TEXT, app=TEXT)
def test_an_envelope_comes_back_or_is_refused(message_id: str, flow: str, caller: str, app: str) -> None:
    """Nothing that does not fit gets as far as the connection."""
    envelope = Envelope(Add(amount=1), message_id, AT, flow, app, caller)
    texts = (message_id, flow, app)
    try:
        outgoing = wire.encode(envelope)
    except Unsendable:
        assert any(short(text) != text for text in texts) or as_text(caller) != caller
        return
    if message_id:
        back = wire.decode(incoming(outgoing), TYPES)
        assert (back.message_id, back.app_id, back.timestamp) == (message_id, app, AT)
        assert back.correlation_id == (flow or message_id)
        assert back.caller == (short(caller) or NOBODY)


@pytest.mark.parametrize("trace", ["", TRACE])
def test_where_a_message_belongs_comes_with_it(trace: str) -> None:
    """As W3C's header, for whoever reads the bus; there is none where nothing is traced."""
    outgoing = wire.encode(Envelope(Add(amount=1), "m1", AT, trace=trace))
    headers = incoming(outgoing).headers
    assert headers.get("traceparent", "") == trace
    assert wire.decode(incoming(outgoing), TYPES).trace == trace
    for odd in (7, b"x", "00-1", f"{TRACE}-more"):
        read = incoming(outgoing, headers={**headers, "traceparent": odd})
        assert wire.decode(read, TYPES).trace == ""


@pytest.mark.parametrize(
    "message",
    [Fetch.model_construct(name="\ud800"), Fetch(name="x" * MOST_BODY_BYTES)],
    ids=["surrogate", "large"],
)
def test_a_body_that_cannot_be_sent_is_refused(message: Message) -> None:
    """Before anything is published."""
    with pytest.raises(Unsendable):
        wire.encode(Envelope(message, "m1", AT))


def test_headers_that_fill_a_frame_are_refused() -> None:
    """The broker would close the connection."""
    with pytest.raises(Unsendable, match="properties have"):
        wire.encode(Envelope(Add(amount=1), "m1", AT, caller="x" * 130_000))


def test_a_message_without_a_type_is_read_by_its_routing_key() -> None:
    """A routing key is the message's name."""
    assert wire.decode(sent(type=None), TYPES).message == Add(amount=1)
    with pytest.raises(wire.Undecodable, match=r"scalehook\.counter"):
        wire.decode(sent(type=None, routing_key="scalehook.counter"), TYPES)


@pytest.mark.parametrize("caller", [None, "", 7, b"\xff", {"a": 1}, "x" * 256])
def test_who_does_not_say_on_whose_behalf_is_nobody(caller: object) -> None:
    """Not the account: neither without the header nor with one that names no principal."""
    headers = {} if caller is None else {"caller": caller}
    assert wire.decode(sent(headers=headers), TYPES).caller == NOBODY


def test_a_message_without_an_id_is_told_what_it_lacks() -> None:
    """It could not be recognised when it comes again."""
    with pytest.raises(wire.Undecodable, match="message_id"):
        wire.decode(sent(message_id=None), TYPES)


@pytest.mark.parametrize("at", ["1e18", "nan", "", "x" * 5000, 10**400, b"\xff", None, [], "-1e18"])
def test_a_time_that_is_none(at: object) -> None:
    """The property stands in for the header, and the beginning of time for both."""
    message = wire.decode(sent(headers={"at": at}), TYPES)
    assert message.timestamp == AT.replace(microsecond=0)
    assert wire.time_of(at) == wire.NO_TIME


def test_a_contract_whose_validator_crashes() -> None:
    """Whatever it raises, the message is at fault, not the reader."""

    class Odd(Elsewhere):
        @classmethod
        def model_validate_json(cls, *_: Any, **__: Any) -> "Odd":
            raise RecursionError("too deep")

    with pytest.raises(wire.Undecodable, match="too deep"):
        wire.decode(sent(), {"counter.add": Odd})


@given(body=st.binary(max_size=255))
def test_any_short_string_can_be_read(body: bytes) -> None:
    """Text that is UTF-8 as it is, anything else with escapes."""
    end, text = short_text(bytes([len(body)]) + body + b"behind")
    assert end == len(body) + 1
    assert text == body.decode("utf-8", "backslashreplace")


@given(seconds=st.integers(0, 2**64 - 1))
def test_any_time_can_be_read(seconds: int) -> None:
    """One beyond all years is none."""
    end, at = time_or_none(seconds.to_bytes(8, "big") + b"behind")
    assert end == 8
    assert at is None or 1970 <= at.year <= 9999


def test_headers_that_cannot_be_read_are_let_pass() -> None:
    """What stands behind them is read; a frame that breaks off is an error still."""
    unknown = b"\x00\x00\x00\x04\x01a?x"
    assert table_or_nothing(unknown + b"behind") == (8, {})
    nested = b""
    for _ in range(5000):
        nested = b"\x01aF" + len(nested).to_bytes(4, "big") + nested
    table = len(nested).to_bytes(4, "big") + nested
    assert table_or_nothing(table + b"behind") == (len(table), {})
    with pytest.raises(ValueError, match="exceeds"):
        table_or_nothing(b"\x00\x00\x00\xff\x01a")


@pytest.mark.parametrize("value", [b"\xff", 1e300, 2**80, {"a": [b"\xff", {"b": 1e300}]}, object()])
def test_any_header_can_be_sent_on(value: object) -> None:
    """As itself, or as what comes nearest."""
    properties = commands.Basic.Properties(headers={"x": sendable(value), "y": 1})
    assert decode.field_table(properties.marshal()[2:])[1]["y"] == 1
