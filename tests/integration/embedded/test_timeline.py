"""The timeline of a running stack, by its command and for a test."""

import json
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ess20220222.models import CompleteLifecycleActionRequest
from typer.testing import CliRunner

from scalehook.cli import app
from scalehook.script_runner.settings import Settings
from scalehook.testing.cloud import Cloud
from scalehook_contracts.event_bus.rules import CreateRule
from scalehook_contracts.scaling_controller.actions import CompleteLifecycleAction

RUNNER = CliRunner()
SAID = (
    "SCALE_OUT of 1",
    "Pending:Wait",
    "hook drain holds",
    "received, hidden until",
    "heartbeat: until",
    "Completed: CONTINUE, after",
    "deleted",
    "InService",
)


def shown(cloud: Cloud, *arguments: str) -> str:
    """What the command prints; the stack in this process may log something meanwhile."""
    done = RUNNER.invoke(app, ["timeline", *arguments, "--endpoint", cloud.endpoint])
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("level="))


def kinds(node: dict[str, Any]) -> set[str]:
    return {node["kind"]}.union(*(kinds(each) for each in node["below"]))


def test_from_the_rule_to_the_end(scalehook: Cloud, tmp_path: Path) -> None:
    """A queue's way: everything is there, in each form, by the id of whatever had to do with it; one
    that nobody knows is an error.
    """
    queue, group = scalehook.queue("q"), scalehook.group("web", max_size=3)
    group.hook("SCALE_OUT", to=queue, name="drain", timeout=300)
    action = group.scale_out()
    message = queue.receive()
    scalehook.advance(10)
    action.heartbeat(600)
    done = scalehook.clients.ess.complete_lifecycle_action(
        CompleteLifecycleActionRequest(
            lifecycle_hook_id=group.hooks[0].id,
            lifecycle_action_token=action.token,
            lifecycle_action_result="CONTINUE",
        )
    )
    message.delete()
    text = shown(scalehook, action.token)
    [activity] = group.activities
    [instance] = action.instance_ids
    for wanted in (
        activity.id,
        instance,
        done.body.request_id,
        message.id,
        action.token[:9],
    ):
        assert shown(scalehook, wanted) == text
    for said in SAID:
        assert said in text, said
    assert "awaited" not in text
    assert scalehook.events.timeline(action.token) == text.rstrip()
    group.scale_out()
    [newest] = json.loads(shown(scalehook, "--last", "--json"))
    assert newest["awaited"]
    assert action.token not in json.dumps(newest)
    assert shown(scalehook, "--mermaid").count("sequenceDiagram") == 2
    page = tmp_path / "page.html"
    shown(scalehook, "--html", str(page))
    assert "hook drain holds" in page.read_text()
    unknown = RUNNER.invoke(app, ["timeline", "nobody", "--endpoint", scalehook.endpoint])
    assert (unknown.exit_code, "names 'nobody'" in unknown.stderr) == (5, True)


@pytest.mark.scalehook(script_runner=Settings(executor="simulated"))
def test_by_a_topic_a_template_and_a_bus(scalehook: Cloud) -> None:
    """What each of them does stands below the notification; users and roles are named by their ARNs."""
    topic, account = scalehook.topic("t"), scalehook.account_id
    topic.subscribe(scalehook.queue("q"))
    topic.subscribe("http://127.0.0.1:9/")
    group = scalehook.group("web", max_size=3)
    bus = f"acs:eventbridge:{scalehook.region}:{account}:eventbus/default"
    target = {"Id": "1", "Type": "acs.mns.queue", "Endpoint": scalehook.queue("from-bus").arn}
    constant = {"ResourceKey": "Body", "Form": "ORIGINAL"}
    pattern, told = '{"source": ["acs.ess"]}', json.dumps([{**target, "ParamList": [constant]}])
    scalehook.call(
        CreateRule(
            event_bus_name="default", rule_name="hooks", filter_pattern=pattern, event_targets=told
        )
    )
    scalehook.role("OOSServiceRole")
    template = scalehook.template("ACS-ESS-LifeCycleRunCommand").arn
    group.hook("SCALE_OUT", to=topic, name="by-topic", timeout=300)
    group.hook("SCALE_OUT", to=bus, name="by-bus", timeout=300)
    group.hook("SCALE_OUT", to=template, name="by-template", metadata='{"commandContent": "true"}')
    activity = group.scale(1)
    scalehook.run_until(lambda: len(group.waiting) == 2)  # the template's task has completed its own
    scalehook.advance(40)
    for action in group.waiting:
        completing = CompleteLifecycleAction(
            lifecycle_hook_id=action.view.lifecycle_hook_id, lifecycle_action_token=action.token
        )
        scalehook.run(scalehook.stack.bus.call(completing, caller=f"acs:ram::{account}:user/eve"))
    scalehook.quiet()
    [tree] = json.loads(shown(scalehook, activity.id, "--json"))
    assert kinds(tree) >= {
        "action", "notification", "topic message", "message", "push", "moment", "bus event", "delivery",
        "execution", "task", "invocation", "script",
    }  # fmt: skip
    who = sorted(each["who"] for each in tree["below"] if each["kind"] == "action")
    role, *users = who
    assert role.startswith(f"acs:ram::{account}:assumed-role/OOSServiceRole/exec-")
    assert users == [f"acs:ram::{account}:user/eve"] * 2


def test_what_began_before_the_last_snapshot(scalehook: Cloud) -> None:
    """Is not told any more, and that is said; what goes on is told from there, with who did it."""
    group = scalehook.group("web", max_size=3)
    group.hook("SCALE_OUT", to=scalehook.queue("q"), name="drain", timeout=300)
    action = group.scale_out()
    scalehook.restore(scalehook.snapshot())
    gone = RUNNER.invoke(app, ["timeline", action.token, "--endpoint", scalehook.endpoint])
    assert (gone.exit_code, "before the last snapshot" in gone.stderr) == (5, True)
    action.complete("CONTINUE")
    text = shown(scalehook, action.token)
    assert "which began before what is still known  Completed: CONTINUE, by root" in text
    assert "Successful" in text


def test_a_new_stack_has_none(scalehook: Cloud) -> None:
    """And says so."""
    assert shown(scalehook).strip() == "nothing has happened"
    assert scalehook.events.timeline() == ""
