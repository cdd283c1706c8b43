"""Where events belong in a timeline, in whatever order they come."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scalehook.kit.api.catalogue import contract_types
from scalehook.timeline import Fact, Node, grow
from scalehook.timeline.finding import ids_meant, mentioning
from scalehook.timeline.growing import PLACES
from scalehook.timeline.showing.data import as_data
from scalehook.timeline.showing.mermaid import as_mermaid
from scalehook.timeline.showing.page import as_page
from scalehook.timeline.showing.words import length, told
from scalehook_contracts.base import Event

START = datetime(2026, 1, 1, tzinfo=UTC)
CONTROLLER, MNS = "scaling_controller", "message_service"
SENT = "notification_dispatcher.notification_sent"
OOS, SCRIPTS = "template_engine", "script_runner"
ACTIVITY = {"ScalingActivityId": "asa-1"}
SCRIPT = {"InvokeId": "t-1", "InstanceId": "i-1"}
EXECUTION = {"ExecutionId": "exec-1"}
ACTION = {"LifecycleActionToken": "T-1"}


def fact(seconds: float, kind: str, **body: Any) -> Fact:
    return Fact(kind, START + timedelta(seconds=seconds), body, "R-1", "root")


STORY = [
    fact(
        0,
        f"{CONTROLLER}.scaling_activity_started",
        **ACTIVITY,
        LifecycleTransition="SCALE_OUT",
        Amount=1,
    ),
    fact(1, f"{CONTROLLER}.scaling_instance_added", **ACTIVITY, InstanceId="i-1"),
    fact(
        2,
        f"{CONTROLLER}.lifecycle_action_started",
        **ACTIVITY,
        **ACTION,
        LifecycleHookName="drain",
        InstanceIds=["i-1"],
        DefaultResult="ABANDON",
        Deadline=(START + timedelta(seconds=62)).timestamp(),
    ),
    fact(2, f"{MNS}.message_enqueued", QueueName="q", MessageId="M-1", RequestId="R-1"),
    fact(2, SENT, **ACTION, NotificationArn="arn", MessageId="M-1"),
    fact(3, f"{MNS}.message_received", QueueName="q", MessageId="M-1"),
]
BEAT = fact(
    5,
    f"{CONTROLLER}.lifecycle_action_extended",
    **ACTION,
    Deadline=(START + timedelta(seconds=120)).timestamp(),
)
ENDED = fact(
    9,
    f"{CONTROLLER}.lifecycle_action_ended",
    **ACTION,
    LifecycleActionStatus="Completed",
    LifecycleActionResult="CONTINUE",
)


def outline(node: Node) -> Any:
    return [node.kind, *map(outline, node.below)]


def test_a_notification_stands_below_what_it_is_about() -> None:
    """Its message below it, and the receipt below that: also where the message was there first, as
    services tell of what happens at the same moment in any order.
    """
    for moment in itertools.permutations(STORY[2:5]):
        [root] = grow([*STORY[:2], *moment, *STORY[5:]])
        assert outline(root) == [
            "activity",
            ["instance"],
            ["action", ["notification", ["message", ["moment"]]]],
        ]


def test_what_is_awaited_says_until_when() -> None:
    """And what it comes to otherwise; when it has ended, after how long, and by whom."""
    [root] = grow(STORY)
    action = root.below[1]
    assert action.awaited
    now = START + timedelta(seconds=32)
    assert told(action, now) == "awaited until 2026-01-01 00:01:02 (30 s left), else ABANDON"
    [root] = grow([*STORY, ENDED])
    assert told(root.below[1], now) == "Completed: CONTINUE, after 7 s, by root"
    assert root.awaited


@pytest.mark.parametrize("wanted", ["asa-1", "T-1", "i-1", "M-1", "R-1", "drain"])
def test_a_tree_is_found_by_any_id_in_it(wanted: str) -> None:
    """Of the activity, action, instance, message and request, or by the hook's name."""
    [root] = grow(STORY)
    assert root.mentions(wanted)
    assert not root.mentions(f"{wanted}-not")


def test_a_tree_is_found_by_later_requests_too() -> None:
    """That of the heartbeat, and that of the completion; not by the number of a moment."""
    beat, end = (replace(each, flow=flow) for each, flow in ((BEAT, "R-2"), (ENDED, "R-3")))
    [root] = grow([*STORY, beat, end])
    assert all(map(root.mentions, ("R-1", "R-2", "R-3")))
    assert not root.mentions("1")


def test_what_began_before_anything_is_known() -> None:
    """It goes on, and ends, as far as it is told; who only was in it since then has its place."""
    of = {"ScalingActivityId": "asa-1"}
    beat, end = (replace(each, body={**each.body, **of}) for each in (BEAT, ENDED))
    [root] = grow([STORY[1], beat])
    assert outline(root) == ["activity", ["action", ["moment"]], ["instance"]]
    assert (root.title, root.at) == ("activity asa-1, which began before what is still known", None)
    now = START + timedelta(seconds=32)
    assert told(root.below[0], now) == "awaited until 2026-01-01 00:02:00 (1 min 28 s left)"
    over = fact(10, f"{CONTROLLER}.scaling_activity_ended", **ACTIVITY, StatusCode="Successful")
    [root] = grow([STORY[1], beat, end, over])
    assert told(root.below[0], now) == "Completed: CONTINUE, by root"
    assert (root.outcome, root.awaited) == ("Successful: ", False)
    assert as_data(root)["at"] is None
    assert "Note over" in as_mermaid(root)
    assert "began before" in as_page([root], now)
    [root] = grow([*STORY, beat])
    assert root.title == "SCALE_OUT of 1 in "
    assert grow([replace(STORY[1], body={**STORY[1].body, "ScalingActivityId": ""})]) == []


def test_an_id_may_be_given_by_its_beginning() -> None:
    """As long as nothing else begins with it; the whole id is that one alone."""
    more = [Fact(f.type, f.at, {**f.body, "ScalingActivityId": "asa-10"}, "R-9") for f in STORY[:2]]
    roots = grow([*STORY, *more])
    assert ids_meant(roots, "T") == ["T-1"]
    assert ids_meant(roots, "asa-1") == ["asa-1"]
    assert ids_meant(roots, "asa") == ["asa-1", "asa-10"]
    assert ids_meant(roots, "asa-2") == []
    assert mentioning(roots, ["i-1"]) == roots  # it was in both
    assert mentioning(roots, ["asa-10"]) == roots[1:]


def test_an_instance_has_a_place_in_each_of_its_activities() -> None:
    """When it comes and when it goes."""
    again = [Fact(f.type, f.at, {**f.body, "ScalingActivityId": "asa-2"}, "R-2") for f in STORY[:2]]
    assert [outline(root) for root in grow([*STORY[:2], *again])] == [["activity", ["instance"]]] * 2


def test_a_scripts_way() -> None:
    """Notification, execution, task, command and script stand below one another."""
    story = [
        *STORY[:3],
        fact(2, SENT, **ACTION, NotificationArn="arn"),
        fact(
            2,
            f"{OOS}.execution_started",
            **EXECUTION,
            TemplateName="t",
            ClientToken="T-1",
        ),
        fact(2, f"{OOS}.task_execution_started", **EXECUTION, TaskExecutionId="task-1"),
        fact(3, f"{SCRIPTS}.command_invoked", InvokeId="t-1", Request={}),
        fact(3, f"{SCRIPTS}.script_started", **SCRIPT),
        fact(
            4,
            f"{SCRIPTS}.script_ended",
            InvokeId="t-1",
            InstanceId="i-1",
            ExitCode=1,
            InvocationStatus="Failed",
        ),
        fact(
            5,
            f"{OOS}.execution_ended",
            **EXECUTION,
            Status="Failed",
            StatusMessage="no",
        ),
    ]
    [root] = grow(story)
    notification = root.below[1].below[0]
    assert outline(notification) == ["notification", ["execution", ["task", ["invocation", ["script"]]]]]
    nodes = {node.kind: node for node in notification.walk()}
    assert nodes["script"].outcome == "Failed, exit code 1"
    assert nodes["execution"].outcome == "Failed: no"


def test_a_buss_way_and_a_template_of_its_rule() -> None:
    """Whoever tells first: the event below the notification, the delivery below the event, what the
    target makes of it below that. A hook's own execution is below its notification.
    """
    bus = "event_bus"
    to_bus = [
        fact(2, SENT, **ACTION, NotificationArn="arn"),
        fact(2, f"{bus}.event_received", EventId="T-1", EventType="ess", EventBusName="default"),
        fact(2, f"{bus}.event_delivered", DeliveryId="evd-1", EventId="T-1", Attempts=1),
        fact(2, f"{OOS}.execution_started", **EXECUTION, ClientToken="evd-1"),
    ]
    for moment in itertools.permutations([STORY[2], *to_bus]):
        [root] = grow([STORY[0], *moment])
        assert outline(root.below[0]) == [
            "action",
            ["notification", ["bus event", ["delivery", ["execution"]]]],
        ]
    hooks_own = fact(2, f"{OOS}.execution_started", **EXECUTION, ClientToken="T-1")
    for moment in itertools.permutations([STORY[2], to_bus[0], hooks_own]):
        [root] = grow([STORY[0], *moment])
        assert outline(root.below[0]) == ["action", ["notification", ["execution"]]]


def test_every_form_holds_everything() -> None:
    """JSON for programs, a diagram, and a page without anything from elsewhere."""
    [root] = grow([*STORY, ENDED])
    data = as_data(root)
    assert data == json.loads(json.dumps(data))
    assert data["below"][1]["seconds"] == 7
    diagram = as_mermaid(root)
    assert diagram.startswith("sequenceDiagram\n    Caller->>AutoScaling: SCALE_OUT of 1")
    assert "    Dispatcher->>MNS: message in queue q\n" in diagram
    page = as_page([root], START)
    assert page.count("<li>") == sum(1 for _ in root.walk())
    assert "<script" not in page
    assert "http" not in page


def test_texts_of_users_are_texts() -> None:
    """In a page and in a diagram."""
    odd = "<b>;x\n#1"
    root = Node(("activity", "a"), title=odd, at=START, lasts=True, outcome=odd, ended_at=START)
    assert odd not in as_page([root], START)
    assert "&lt;b&gt;" in as_page([root], START)
    assert as_mermaid(root).splitlines()[1].strip() == "Caller->>AutoScaling:  b  x  1"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 s"), (0.0123, "0.012 s"), (59.5, "59.5 s"), (60, "1 min"), (7384, "2 h 3 min 4 s")],
)
def test_lengths(seconds: float, expected: str) -> None:
    """Short ones are exact."""
    assert length(timedelta(seconds=seconds)) == expected


def test_the_table_names_events() -> None:
    """Those that there are, and that others may hear of."""
    types = contract_types()
    for name in PLACES:
        assert issubclass(types[name], Event), name
        assert not types[name].private, name
