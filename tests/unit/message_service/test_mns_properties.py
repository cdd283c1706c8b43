"""Properties of messages: kept and given back as they came; what cannot be one is refused."""

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.batches import (
    BatchPeekMessage,
    BatchReceiveMessage,
    BatchSendMessage,
)
from scalehook_contracts.message_service.messages import (
    MessageEntry,
    PeekMessage,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import CreateQueue

OF_USERS = [
    Property(name="text", value='重要 "<&>"', type="STRING"),
    Property(name="number", value="-1.5e3", type="NUMBER"),
    Property(name="a.b-c_D9", value="true", type="BOOLEAN"),
    Property(name="bytes", value="AP8=", type="BINARY"),
    Property(name="empty", value="", type="STRING"),
]
OF_THE_SYSTEM = [
    Property(name="traceparent", value="00-4bf92f3577b34da6a3ce929d0e0e4736-01", type="STRING"),
    Property(name="tracestate", value="v=1", type="STRING"),
    Property(name="baggage", value="a=b", type="STRING"),
]


@pytest.mark.parametrize("batch", [False, True])
def test_whoever_sees_the_message_sees_its_properties(mns, batch):
    """In their order, one by one and in batches, however often it is received."""
    entry = MessageEntry(message_body="x", user_properties=OF_USERS, system_properties=OF_THE_SYSTEM)
    if batch:
        mns.ask(BatchSendMessage(queue_name="q", messages=[entry]))
    else:
        mns.ask(SendMessage(queue_name="q", **dict(entry)))
    [peeked] = mns.ask(BatchPeekMessage(queue_name="q", num_of_messages=1)).messages
    shown = [mns.ask(PeekMessage(queue_name="q")), peeked, mns.ask(ReceiveMessage(queue_name="q"))]
    mns.advance(30)
    mns.restart()
    shown += mns.ask(BatchReceiveMessage(queue_name="q", num_of_messages=1)).messages
    assert len(shown) == 4
    for one in shown:
        assert (one.user_properties, one.system_properties) == (OF_USERS, OF_THE_SYSTEM)


BAD = {
    "no name": ("Name", {"name": ""}),
    "a long name": ("Name", {"name": "n" * 257}),
    "a blank in the name": ("Name", {"name": "a b"}),
    "a letter beyond ASCII": ("Name", {"name": "é"}),
    "a dot in front": ("Name", {"name": ".a"}),
    "a dot behind": ("Name", {"name": "a."}),
    "two dots": ("Name", {"name": "a..b"}),
    "a line's end": ("Name", {"name": "a\n"}),
    "no type": ("Type", {"type": ""}),
    "another type": ("Type", {"type": "String"}),
    "a long value": ("Value", {"value": "v" * 4097}),
    "no boolean": ("Value", {"value": "yes", "type": "BOOLEAN"}),
    "no base64": ("Value", {"value": "AP8", "type": "BINARY"}),
    "what XML cannot carry": ("Value", {"value": "a\x00b"}),
    "base64 beyond ASCII": ("Value", {"value": "é", "type": "BINARY"}),
    "base64 with blanks": ("Value", {"value": "AP 8=", "type": "BINARY"}),
}


def refusal(mns, **message):
    with pytest.raises(ApiError) as refused:
        mns.ask(SendMessage(queue_name="q", message_body="x", **message))
    assert refused.value.code == "InvalidArgument"
    return refused.value.message


@pytest.mark.parametrize(("element", "values"), BAD.values(), ids=BAD)
def test_what_cannot_be_a_property_is_refused(mns, element, values):
    """By the element that is wrong; nothing is sent."""
    bad = Property(**{"name": "n", "value": "v", "type": "STRING"} | values)
    assert refusal(mns, user_properties=[bad]).endswith(f"cause by {element}.")
    assert not mns.state.queues["q"].messages


@pytest.mark.parametrize(
    ("element", "values"),
    [("Name", {"name": "a b"}), ("Type", {"type": "NUMBER"})],
)
def test_properties_of_the_system_are_texts(mns, element, values):
    """The official clients know no others. How long they are is not said."""
    long = Property(name="baggage", value="v" * 8192, type="STRING")
    mns.ask(SendMessage(queue_name="q", message_body="x", system_properties=[long]))
    bad = Property(**{"name": "n", "value": "1", "type": "STRING"} | values)
    assert refusal(mns, system_properties=[bad]).endswith(f"cause by {element}.")


def test_names_are_no_others(mns):
    """Of one kind; a user's may be that of the system's."""
    same = [Property(name="n", value="1", type="STRING")] * 2
    assert refusal(mns, user_properties=same).endswith("cause by UserProperties.")
    assert refusal(mns, system_properties=same).endswith("cause by SystemProperties.")
    both = {"user_properties": same[:1], "system_properties": same[:1]}
    mns.ask(SendMessage(queue_name="q", message_body="x", **both))


def test_a_message_has_fifty_properties_at_most(mns):
    """Those of users; letter case tells names apart."""
    many = [Property(name=f"N{number}", value="", type="STRING") for number in range(49)]
    fifty = [*many, Property(name="n1", value="", type="STRING")]
    mns.ask(SendMessage(queue_name="q", message_body="x", user_properties=fifty))
    more = [*fifty, Property(name="n2", value="", type="STRING")]
    assert refusal(mns, user_properties=more).endswith("cause by UserProperties.")


def test_properties_count_for_the_size(mns):
    """Name, value and type, in bytes: of the message, and of the batch."""
    mns.ask(CreateQueue(queue_name="small", maximum_message_size=1024))
    one = Property(name="ab", value="é", type="STRING")  # ten bytes
    fits = SendMessage(queue_name="small", message_body="x" * 1014, user_properties=[one])
    mns.ask(fits)
    with pytest.raises(ApiError, match="should not be larger than MaximumMessageSize"):
        mns.ask(fits.model_copy(update={"message_body": "x" * 1015}))
    entries = [MessageEntry(message_body="x" * 32758, user_properties=[one])] * 2
    mns.ask(BatchSendMessage(queue_name="q", messages=entries))
    entries[1] = MessageEntry(message_body="x" * 32759, system_properties=[one])
    with pytest.raises(ApiError, match="should not be larger than MaximumMessageSize"):
        mns.ask(BatchSendMessage(queue_name="q", messages=entries))
