"""Which events belong to what `scalehook tail` follows."""

import base64
import json
from typing import Any

from scalehook.cli.following import Following

TOKEN, INSTANCE = "TOKEN-1", "i-1"
NOTIFICATION = base64.b64encode(json.dumps({"content": {"token": TOKEN}}).encode()).decode()


def event(name: str, request: str, **body: Any) -> dict[str, Any]:
    return {"type": name, "correlation_id": request, "body": body}


STORY = [
    event("queue_created", "other"),
    event(
        "action_started", "flow", LifecycleActionToken=TOKEN, InstanceIds=[INSTANCE], RequestId="flow"
    ),
    event("message_enqueued", "flow", MessageBody=NOTIFICATION, RequestId="flow"),
    event("received", "receive", MessageId="A", RequestId="flow"),
    event("received", "receive", MessageId="B", RequestId="another flow"),
    event("action_ended", "complete", LifecycleActionToken=TOKEN, RequestId="flow"),
    event("activity_ended", "complete", Notes=[{"Left": [INSTANCE]}]),
    event("received", "receive 2", MessageId="B", RequestId="another flow"),
]


def followed(following: Following) -> list[int]:
    return [number for number, each in enumerate(STORY) if following.belongs(each)]


def test_a_flow_is_followed_to_its_end() -> None:
    """By the id that it began with: what other requests do to it belongs to it, and what comes of that;
    what they do to others in the same moment does not.
    """
    assert followed(Following(["flow"])) == [1, 2, 3, 5, 6]


def test_one_request_of_a_flow() -> None:
    """All that it did, to whichever flow; and the flows from then on."""
    assert followed(Following(["receive"])) == [3, 4, 5, 6, 7]


def test_a_token_leads_to_its_flow() -> None:
    """A lifecycle action is enough."""
    assert followed(Following(marks=[TOKEN])) == [1, 2, 3, 5, 6]
    late = Following(marks=[TOKEN])
    assert [late.belongs(each) for each in STORY[2:4]] == [True, True]


def test_an_instance_leads_to_its_flow() -> None:
    """However deep it stands; a part of its id is another's."""
    assert followed(Following(marks=[INSTANCE])) == [1, 2, 3, 5, 6]
    assert followed(Following(marks=["i-"])) == []


def test_nothing_to_follow() -> None:
    """Is false; events without any id belong to nobody."""
    assert not Following()
    assert Following(["flow"])
    assert not Following(["flow"]).belongs(event("x", ""))
    both = Following(marks=["m"])
    assert both.belongs(event("x", "", Name="m"))
    assert not both.belongs(event("y", "", Name="n"))
