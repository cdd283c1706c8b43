"""Entries as bytes: what is written can be read, and a flipped bit is told."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.machine.codec import ENDS_EXACT, EXACT, as_plain, blank, dump, load, parsed
from scalehook.kit.machine.entry import Entry, Timer
from scalehook.kit.machine.handled import MOST, MOST_BYTES, Handled
from scalehook.kit.machine.rows import BEGINS
from scalehook.kit.machine.said import parts, read, said_by
from scalehook.kit.machine.seal import Broken, seal, unseal
from scalehook_contracts.base import Reply
from support.counter.messages import Add, Added, Count, FetchNumber

AT = datetime(2026, 1, 1, tzinfo=UTC)
TYPES = {cls.wire_name(): cls for cls in (Add, Added, Count, FetchNumber)}
AMOUNTS = st.integers(-(2**63), 2**64 - 1)
TIMERS = st.builds(Timer, st.just(AT), st.builds(Add, amount=AMOUNTS), st.just(7), st.just("flow"))


def entry_of(message_id: str, type: str, at: datetime, **said: Any) -> Entry:
    """An entry that says this."""
    made = Entry(message_id, type, at)
    for name, value in said.items():
        setattr(made, name, value)
    return made


ENTRIES = st.builds(
    entry_of,
    message_id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    type=st.just(Add.wire_name()),
    at=st.just(AT),
    seq=st.just(7),
    correlation_id=st.just("flow"),
    caller=st.text(st.characters(exclude_categories=["Cs"])),
    reply=st.builds(said_by, st.builds(Count, value=AMOUNTS)),
    recorded=st.lists(st.builds(Added, amount=AMOUNTS), max_size=3),
    sent=st.lists(st.builds(Add, amount=AMOUNTS), max_size=3),
    scheduled=st.dictionaries(st.text("ab\0"), TIMERS),
    cancelled=st.lists(st.text("ab\0")),
    begun=st.dictionaries(st.text("ab"), st.builds(FetchNumber, name=st.text("ab\0é"))),
    ended=st.lists(st.text("ab")),
    trace=st.sampled_from(["", f"00-{1:032x}-{2:016x}-01"]),
)  # fmt: skip


def as_before(kept: bytes) -> bytes:
    """The same as an object with its mark, its checksum before it."""
    body, _ = parsed(kept, TYPES)
    reply = body.pop("reply", b"")
    return seal(orjson.dumps({**body, EXACT: True}) + (b"\n" + reply if reply else b""))


class Named(Reply):
    """A reply that JSON gives back exactly."""

    name: str


@given(ENTRIES)
def test_an_entry_comes_back_as_it_was(entry: Entry) -> None:
    """Whatever a handler did."""
    assert load(7, dump(entry), TYPES) == entry


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([None, "said"]))
def test_an_exact_entry_comes_back_as_it_was(name: str, reply: str | None) -> None:
    """It is a row, and read without validating anything; what an older version wrote of it is, too."""
    entry = Entry("m", "t", AT, 7, "flow", "root")
    entry.begun = {"key": FetchNumber(name=name)}
    entry.scheduled = {"key": Timer(AT, FetchNumber(name=name), 7, "flow")}  # type: ignore[arg-type]  # any message will do
    entry.reply = said_by(Named(name=name)) if reply else None
    kept = dump(entry)
    assert kept.startswith(BEGINS)
    assert load(7, kept, TYPES) == load(7, as_before(kept), TYPES) == entry
    assert entry.reply is None or read(entry.reply, Named) == Named(name=name)


def test_what_an_older_version_wrote_is_validated() -> None:
    """It has the names of the wire, and does not say that it is exact."""
    old = b'{"id":"m","type":"t","at":1.5,"flow":"f","caller":"root","begun":{"k":["%b",{"Name":"n"}]}}'
    entry = load(3, seal(old % FetchNumber.wire_name().encode()), TYPES)
    assert entry.begun == {"k": FetchNumber(name="n")}


def test_a_reply_that_an_older_version_wrote_stands_among_the_rest() -> None:
    """It is the same."""
    old = b'{"id":"m","type":"t","at":1.5,"flow":"f","caller":"root","reply":["%b",{"name":"n"}]%b'
    found = load(3, seal(old % (Named.wire_name().encode(), ENDS_EXACT)), TYPES).reply
    assert found is not None
    assert (parts(found)[0], read(found, Named)) == (Named.wire_name(), Named(name="n"))


def test_all_of_an_entry_as_plain_data() -> None:
    """For files, without the mark of who has written it."""
    entry = Entry("m", "t", AT, 7, "flow", "root")
    entry.reply = said_by(Named(name="n"))
    said = {"id": "m", "type": "t", "at": AT.timestamp(), "flow": "flow", "caller": "root"}
    assert as_plain(dump(entry), TYPES) == {**said, "reply": [Named.wire_name(), {"name": "n"}]}


def test_a_reply_that_could_not_be_read_is_not_written() -> None:
    """As little as an event."""
    with pytest.raises(ValueError):
        said_by(Count.model_construct(value=10**5000))


@pytest.mark.parametrize(
    "event", [Added(amount=10**5000), FetchNumber.model_construct(name="\ud800")], ids=["number", "text"]
)
def test_what_could_not_be_read_is_not_written(event: Added) -> None:
    """The writer fails, so that the reader never does."""
    with pytest.raises(Exception):  # noqa: B017  (whichever library says it)
        dump(Entry("m", "t", AT, 1, recorded=[event]))


@given(st.binary(min_size=1), st.data())
def test_a_flipped_bit_is_told(body: bytes, data: st.DataObject) -> None:
    """Anywhere in the body or in the checksum."""
    kept = bytearray(seal(body))
    place = data.draw(st.integers(0, len(kept) - 1))
    kept[place] ^= 1 << data.draw(st.integers(0, 4))
    if kept[:1] != b"{":
        with pytest.raises(Broken):
            unseal(bytes(kept))


def test_entries_without_a_checksum_are_read() -> None:
    """As older versions wrote them."""
    old = b'{"id":"m","type":"counter.add","at":1.5,"flow":"f","caller":"root"}'
    assert load(3, old, TYPES).message_id == "m"


def test_a_blank_entry_changes_nothing() -> None:
    """It stands where another one was set aside."""
    assert not load(3, blank(3, AT), TYPES).changed


def test_replies_are_kept_up_to_a_number_and_a_size() -> None:
    """The oldest are forgotten first."""
    many, large = Handled(), Handled()
    for number in range(MOST + 5):
        many.keep(str(number), None)
    for number in range(40):
        large.keep(str(number), b"." * 2**20)
    assert (len(many), "4" in many, "5" in many) == (MOST, False, True)
    assert len(large) == MOST_BYTES // 2**20
    assert "39" in large
