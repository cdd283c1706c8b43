"""What somebody sees who follows the events: effects in their documented order, failures at once."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.resources import Resources
from support.http import HTTP
from support.patience import PATIENCE_SECONDS

BOOT = 5
TEMPLATE = "template/ACS-ESS-LifeCycleRunCommand"
SEEN = {
    "fleet.whitelist_changed": "whitelist",
    "fleet.backend_servers_changed": "back end",
    "fleet.instance_released": "released",
    "scaling_controller.lifecycle_action_started": "hook",
    "scaling_controller.scaling_activity_ended": "end",
}


@contextmanager
def followed(address: str) -> Iterator[list[str]]:
    """The events of the block, as they come, in the words above; states as they are."""
    seen: list[str] = []
    with HTTP.stream("GET", f"http://{address}/_scalehook/events") as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": listening"
        reader = threading.Thread(target=_read, args=(lines, seen))
        reader.start()
        yield seen
        reader.join(PATIENCE_SECONDS)
        assert not reader.is_alive(), seen


def _read(lines: Iterator[str], seen: list[str]) -> None:
    """Up to the end of the activity."""
    for line in lines:
        event = json.loads(line[5:]) if line.startswith("data:") else {"type": ""}
        if event["type"] == "scaling_controller.lifecycle_state_changed":
            seen.append(event["body"]["LifecycleState"])
        elif event["type"] in SEEN:
            seen.append(SEEN[event["type"]])
        if seen and seen[-1] == "end":
            return


def test_the_order_of_effects(process: StackProcess, clients: Clients) -> None:
    """Whitelist, then the hook; back end, then InService; released when nothing reaches it."""
    resources = Resources(clients)
    balancer, database = resources.balancer(), resources.database()
    group = Group(clients, load_balancer_ids=f'["{balancer}"]', dbinstance_ids=f'["{database}"]')
    for direction in ("SCALE_OUT", "SCALE_IN"):
        group.hook(lifecycle_transition=direction, heartbeat_timeout=60)
    with followed(clients.address) as seen:
        group.execute(group.rule(1))
        process.advance(BOOT + 60)
    assert seen == ["whitelist", "Pending:Wait", "hook", "back end", "InService", "end"]
    with followed(clients.address) as seen:
        group.execute(group.rule(-1))
        process.advance(60)
    expected = ["Removing", "whitelist", "Removing:Wait", "hook"]
    assert seen == [*expected, "Removing", "back end", "released", "end"]


@pytest.mark.parametrize(
    ("metadata", "default", "states"),
    [
        ({"nosuch": "x"}, "CONTINUE", []),
        ({"timeout": "abc"}, "CONTINUE", []),
        ({"timeout": "abc", "lifecycleActionResult": "CONTINUE"}, "ABANDON", ["InService"]),
    ],
)
def test_a_template_that_cannot_start_ends_its_hook(
    process: StackProcess, clients: Clients, metadata: dict, default: str, states: list[str]
) -> None:
    """Ahead of schedule, with `lifecycleActionResult`, whose default is ABANDON."""
    group = Group(clients)
    group.hook(
        notification_arn=clients.arn("oos", TEMPLATE),
        notification_metadata=json.dumps(metadata),
        heartbeat_timeout=600,
        default_result=default,
    )
    activity = group.execute(group.rule(1))
    process.advance(BOOT)
    assert [action.lifecycle_action_status for action in group.actions(activity)] == ["Timeout"]
    assert group.states() == states
