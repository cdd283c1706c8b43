"""What pages look at, of a stack with a group that waits."""

import base64
import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from alibabacloud_ess20220222 import models as ess

from scalehook.gateway.console.views import clock
from scalehook.gateway.console.views.overview import FIRST
from scalehook.testing.builders.group import Group
from scalehook.testing.running import RunningStack
from scalehook_contracts.message_service.queues import QueueAttributes
from support.cloud.clients import Clients
from support.cloud.resources import Resources
from support.http import HTTP

Found = dict[str, Any]


def get(cloud: RunningStack, path: str, status: int = 200) -> Found:
    answer = HTTP.get(f"{cloud.endpoint}/_scalehook/{path}")
    assert answer.status_code == status, answer.text
    found: Found = answer.json()
    return found


@pytest.fixture
def group(scalehook_session: RunningStack) -> Group:
    """Two instances wait for whoever reads the queue `jobs`."""
    group = scalehook_session.group("web", max_size=5)
    group.hook("SCALE_OUT", scalehook_session.queue("jobs"), timeout=600, name="boot")
    group.scale_out(2)
    return group


def test_the_overview(scalehook_session: RunningStack, group: Group) -> None:
    """Who waits for what and until when comes first; then all that there is."""
    found = get(scalehook_session, "overview")
    (wait,) = found["waits"]["items"]
    assert (wait["group_name"], wait["hook_name"], wait["heartbeats"]) == ("web", "boot", 0)
    assert sorted(wait["instance_ids"]) == sorted(each.instance_id for each in group.instances)
    assert wait["deadline"] > wait["started_at"]
    assert found["groups"][0]["instances"] == {"Pending:Wait": 2}
    assert (found["queues"][0]["name"], found["queues"][0]["active"]) == ("jobs", 1)
    assert found["troubles"] == {"failed": 0, "dead": 0, "refusals": 0, "faults": 0}


def test_what_is_shown_of_time_does_not_change_by_itself(
    scalehook_session: RunningStack, group: Group
) -> None:
    """Or a page that watches would be sent everything all the time."""
    for path in ("overview", f"groups/{group.id}", "queues/jobs/messages", "timeline/latest"):
        assert get(scalehook_session, path) == get(scalehook_session, path)


def test_a_group(scalehook_session: RunningStack, group: Group) -> None:
    """With what waits in it alone, its instances by state, its activities and its hooks."""
    scalehook_session.group("other")
    one = get(scalehook_session, f"groups/{group.id}")
    assert (one["group"]["scaling_group_name"], one["waiting"]["total"]) == ("web", 1)
    waiting = get(scalehook_session, f"groups/{group.id}/instances?state=Pending:Wait")
    assert (len(waiting["items"]), waiting["total"], waiting["next"]) == (2, 2, None)
    assert get(scalehook_session, f"groups/{group.id}/instances?state=InService")["total"] == 0
    (activity,) = get(scalehook_session, f"groups/{group.id}/activities")["items"]
    assert activity["status_code"] == "InProgress"
    (hook,) = get(scalehook_session, f"groups/{group.id}/hooks")["items"]
    assert hook["lifecycle_hook_name"] == "boot"
    assert get(scalehook_session, "groups")["total"] == 2
    get(scalehook_session, "groups/none", 404)
    get(scalehook_session, f"groups/{group.id}/instances?state=Nowhere", 400)
    for health, n in (("Healthy", 2), ("Unhealthy", 0)):
        path = f"groups/{group.id}/instances?health={health}&state=Pending:Wait"
        assert get(scalehook_session, path)["total"] == n
    get(scalehook_session, f"groups/{group.id}/instances?health=Ill", 400)


def test_where_instances_serve(scalehook_session: RunningStack, group: Group) -> None:
    """In each load balancer and group of servers of their group; a group without any has none."""
    assert get(scalehook_session, f"back-ends/{group.id}")["items"] == []
    cloud = scalehook_session
    made = Resources(Clients(cloud.address, cloud.access_key_id, cloud.access_key_secret))
    balancer, servers = made.balancer(), [made.server_group(name) for name in ("one", "two")]
    v_servers = made.v_group(balancer)
    served = scalehook_session.group(
        "served",
        load_balancer_ids=json.dumps([balancer]),
        v_server_groups=[
            {
                "LoadBalancerId": balancer,
                "VServerGroupAttributes": [{"VServerGroupId": v_servers, "Port": 80}],
            }
        ],
        alb_server_groups=[{"AlbServerGroupId": servers[0], "Port": 80}],
        server_groups=[{"ServerGroupId": servers[1], "Type": "ALB", "Port": 80, "Weight": 1}],
    )
    served.scale(2)
    cloud.advance(60)
    found = get(scalehook_session, f"back-ends/{served.id}")
    ids = sorted(each.instance_id for each in served.instances)
    assert found["total"] == 4
    assert {each["id"]: each["servers"] for each in found["items"]} == dict.fromkeys(
        [balancer, v_servers, *servers], ids
    )
    get(scalehook_session, "back-ends/none", 404)


def test_samples_are_what_hooks_send(scalehook_session: RunningStack, group: Group) -> None:
    """With the same keys; and as a receiver is tested with."""
    scalehook_session.settle()
    (sent,) = scalehook_session.queue("jobs").messages
    body = json.loads(base64.b64decode(sent.view.message_body))
    samples = {
        each["name"]: json.loads(each["body"])
        for each in get(scalehook_session, "console/hook-messages")["items"]
    }
    assert list(samples) == ["SCALE_OUT", "SCALE_IN", "test", "test event"]
    for transition in ("SCALE_OUT", "SCALE_IN"):
        sample = samples[transition]
        assert sample["content"]["lifecycleTransition"] == transition
        assert (sample.keys(), sample["content"].keys()) == (body.keys(), body["content"].keys())
        assert (sample["userId"], sample["regionId"]) == (body["userId"], body["regionId"])


def test_long_lists_come_in_parts(scalehook_session: RunningStack) -> None:
    """A part says where the next one begins; together they are the whole."""
    group = scalehook_session.group("large", max_size=120)
    group.scale(120)
    scalehook_session.settle()
    path = f"groups/{group.id}/instances?limit=100"
    first = get(scalehook_session, path)
    assert (len(first["items"]), first["next"], first["total"]) == (100, "100", 120)
    rest = get(scalehook_session, f"{path}&cursor={first['next']}")
    assert (len(rest["items"]), rest["next"]) == (20, None)
    ids = {each["instance_id"] for each in first["items"] + rest["items"]}
    assert len(ids) == 120


def test_queues_topics_and_refusals_come_in_parts(scalehook_session: RunningStack) -> None:
    """As all lists do: a part, where the next one begins, and how many there are."""
    for number in range(3):
        scalehook_session.queue(f"part-{number}")
        scalehook_session.topic(f"part-{number}")
    for path, name in (("queues", "queue_name"), ("topics", "topic_name")):
        first = get(scalehook_session, f"{path}?limit=2")
        assert [each[name] for each in first["items"]] == ["part-0", "part-1"]
        assert (first["next"], first["total"]) == ("2", 3)
        rest = get(scalehook_session, f"{path}?limit=2&cursor={first['next']}")
        assert ([each[name] for each in rest["items"]], rest["next"]) == (["part-2"], None)
        get(scalehook_session, f"{path}?limit=0", 400)
    nothing = {"items": [], "next": None, "total": 0, "actions": []}
    assert get(scalehook_session, "refusals?cursor=5") == nothing


def test_the_clock_says_what_moves_it(scalehook_session: RunningStack) -> None:
    """Whether time jumps by itself, as it was told last; and of the past, as it is now."""
    url = f"{scalehook_session.endpoint}/_scalehook/clock/auto"
    for on in (True, True, False, False):
        assert HTTP.post(url, json={"on": on}).json()["on"] is on
        clock = get(scalehook_session, "console/bootstrap")["clock"]
        assert (clock["auto"], clock["line"]) == (on, [])
    for wrong in ({"on": "maybe"}, {"on": 1}, {}, {"on": True, "off": True}):
        assert HTTP.post(url, json=wrong).status_code == 400
    at = quote(scalehook_session.now.isoformat())
    assert get(scalehook_session, f"console/bootstrap?at={at}")["clock"]["auto"] is False


def test_what_comes_next(
    scalehook_session: RunningStack, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each timer with its moment, what happens then and a page about it; of the past, those of then.
    Where services keep their timers to themselves, the ends of lifecycle actions alone.
    """
    scalehook_session.queue("later").send("x", delay_seconds=40)
    found = get(scalehook_session, "console/deadlines")
    assert found["whole"] is True
    times = [each["at"] for each in found["items"]]
    assert times == sorted(times)
    assert times[0] == get(scalehook_session, "console/bootstrap")["clock"]["next"]
    (wait,) = get(scalehook_session, "waits")["items"]
    end = {"page": "timeline", "id": wait["token"]}
    what = "scaling_controller.expire_lifecycle_action"
    assert {"at": wait["deadline"], "what": what, "ref": end} in found["items"]
    assert found["items"][0]["ref"] == {"page": "queues", "id": "later"}
    whole = get(scalehook_session, "console/clock")
    assert (whole["next"], whole["deadlines"]) == (found["items"][0], found["items"])
    assert (whole["auto"], whole["moves"]) == (False, [])
    assert [each["action"] for each in whole["busy"]] == [wait["token"]]
    with monkeypatch.context() as patch:
        patch.setattr(scalehook_session.stack.control, "deadlines", lambda: None)
        alone = {"at": wait["deadline"], "what": what, "ref": end}
        assert get(scalehook_session, "console/deadlines") == {"items": [alone], "whole": False}
    moment = quote(scalehook_session.now.isoformat())
    scalehook_session.advance(50)
    assert get(scalehook_session, f"console/deadlines?at={moment}") == found
    assert get(scalehook_session, "console/deadlines")["items"][0]["at"] > times[0]


def test_who_holds_the_clock_up(
    scalehook_session: RunningStack, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has received a notification, for which action, until when; in the past, nobody. Where too many
    wait, nobody is looked for.
    """
    before = quote(scalehook_session.now.isoformat())
    scalehook_session.queue("jobs").receive()
    (held,) = get(scalehook_session, "console/holds")["items"]
    (wait,) = get(scalehook_session, "waits")["items"]
    assert (held["kind"], held["action"], held["hook"]) == ("held", wait["token"], "boot")
    assert "since_real" not in held
    assert get(scalehook_session, f"console/holds?at={before}") == {"items": [], "whole": True}
    monkeypatch.setattr(clock, "MOST_WAITS", 0)
    assert get(scalehook_session, "console/holds") == {"items": [], "whole": False}


def test_how_much_there_was(scalehook_session: RunningStack, group: Group) -> None:
    """Of messages, instances, waits and executions, at each moment at which it changed; now as much as
    is there, and in the past as much as was there then.
    """
    queue = scalehook_session.queue("jobs")  # the notification is in it
    queue.send("x")
    queue.receive().delete()
    then = quote(scalehook_session.now.isoformat())
    scalehook_session.advance(700)
    queue.send("y")
    lines = {
        line["name"]: line
        for path in ("queues/jobs", f"groups/{group.id}", "executions")
        for line in get(scalehook_session, f"series/{path}")["lines"]
    }
    (hook,) = get(scalehook_session, f"groups/{group.id}/hooks")["items"]
    assert hook["ended"] == {"Timeout": 1}
    ends = {name: line["points"][-1][1] for name, line in lines.items() if line["points"]}
    assert ends == {"messages": 2, "instances": 2, "waits": 0}
    assert max(high for _, _, high in lines["waits"]["points"]) == 1
    (past,) = get(scalehook_session, f"series/queues/jobs?at={then}")["lines"]
    assert (past["now"], past["points"][-1][1]) == (1, 1)
    (small,) = get(scalehook_session, "series/queues")["lines"]
    assert (small["name"], small["now"], small["points"][-1][1]) == ("jobs", 2, 2)
    get(scalehook_session, "series/queues/none", 404)
    get(scalehook_session, "series/groups/none", 404)


def test_what_changes_a_groups_size(scalehook_session: RunningStack, group: Group) -> None:
    """Its rules, the tasks that execute them, and those that name the group; nothing of other groups."""
    ess_client, region = scalehook_session.clients.ess, scalehook_session.region
    other = scalehook_session.group("other")
    for number, one in enumerate((group, other)):
        rule = ess_client.create_scaling_rule(
            ess.CreateScalingRuleRequest(
                region_id=region,
                scaling_group_id=one.id,
                scaling_rule_name=f"more-{number}",
                adjustment_type="QuantityChangeInCapacity",
                adjustment_value=1,
            )
        ).body
        ess_client.create_scheduled_task(
            ess.CreateScheduledTaskRequest(
                region_id=region,
                scheduled_task_name=f"daily-{number}",
                scheduled_action=rule.scaling_rule_ari,
                launch_time=f"{scalehook_session.now + timedelta(days=1):%Y-%m-%dT%H:%MZ}",
                recurrence_type="Daily",
                recurrence_value="1",
                recurrence_end_time=f"{scalehook_session.now + timedelta(days=9):%Y-%m-%dT%H:%MZ}",
            )
        )
    found = get(scalehook_session, f"groups/{group.id}/rules")
    assert [each["scaling_rule_name"] for each in found["rules"]] == ["more-0"]
    assert [each["scheduled_task_name"] for each in found["tasks"]] == ["daily-0"]
    assert found["alarms"] == []
    get(scalehook_session, f"groups/{group.id}/rules?limit=1", 400)


def test_looking_into_a_queue_takes_nothing(scalehook_session: RunningStack) -> None:
    """What is ready, held and delayed is shown; no counter and no message is another one after it."""
    queue = scalehook_session.queue("q", visibility_timeout=100)
    for text in ("held", "ready"):
        queue.send(text)
    queue.send("delayed", delay_seconds=50)
    queue.receive()
    before: QueueAttributes = queue.attributes
    seen = [get(scalehook_session, "queues/q/messages") for _ in range(3)]
    assert seen[0] == seen[2]
    states = [(each["state"], each["dequeue_count"]) for each in seen[0]["messages"]]
    assert states == [("ready", 0), ("delayed", 0), ("held", 1)]
    assert queue.attributes == before
    assert (seen[0]["active_messages"], seen[0]["inactive_messages"]) == (1, 1)
    assert queue.receive().view.dequeue_count == 1
    cut = get(scalehook_session, "queues/q/messages?limit=1&head=2")["messages"]
    assert [len(each["body"]) for each in cut] == [2]
    rest = get(scalehook_session, "queues/q/messages?limit=2&cursor=1")
    assert [each["state"] for each in rest["messages"]] == ["held", "held"]
    assert (rest["total"], [each["state"] for each in cut]) == (3, ["delayed"])
    get(scalehook_session, "queues/none/messages", 404)
    get(scalehook_session, "queues/none", 404)


def test_a_topic(scalehook_session: RunningStack) -> None:
    """Its subscriptions, and what became of the attempts to reach them."""
    topic = scalehook_session.topic("t")
    topic.subscribe(scalehook_session.queue("q"))
    topic.publish("hello")
    scalehook_session.settle()
    found = get(scalehook_session, "topics/t")
    assert [each["outcome"] for each in found["deliveries"]] == ["taken"]
    assert len(found["subscriptions"]) == 1
    assert get(scalehook_session, "topics")["items"][0]["topic_name"] == "t"


def test_a_timeline_by_any_id(scalehook_session: RunningStack, group: Group) -> None:
    """The same tree by the activity, the wait and the instance; what is awaited stands apart."""
    (wait,) = get(scalehook_session, "waits")["items"]
    trees = [
        get(scalehook_session, f"timeline/{name}")
        for name in (wait["token"], wait["instance_ids"][0], wait["activity_id"], "latest")
    ]
    assert all(tree == trees[0] for tree in trees)
    rows = {row["id"]: row for row in trees[0]["rows"]}
    assert all(row["parent"] in rows for row in rows.values() if row["level"] > 1)
    assert any(row["kind"] == "action" and row["until"] for row in trees[0]["awaited"])
    assert get(scalehook_session, "timelines")["items"][0]["ref"]["id"] == wait["activity_id"]
    every = get(scalehook_session, "timelines")
    parts = [get(scalehook_session, f"timelines?limit=1&cursor={n}") for n in range(every["total"])]
    assert [each["items"][0]["id"] for each in parts] == [each["id"] for each in every["items"]]
    assert parts[-1]["next"] is None
    get(scalehook_session, "timeline/none", 404)


def test_a_timeline_with_too_many_rows(scalehook_session: RunningStack, group: Group) -> None:
    """What is awaited is among those that are left, with all that is above it; the rest is counted."""
    whole = get(scalehook_session, "timeline/latest")
    part = get(scalehook_session, "timeline/latest?limit=4")
    assert len(part["rows"]) == 4
    assert sum(row["omitted"] for row in part["rows"]) > 0
    ids = {row["id"] for row in part["rows"]}
    assert all(row["parent"] in ids for row in part["rows"] if row["parent"])
    kinds = [row["kind"] for row in part["rows"]]
    assert "action" in kinds
    assert len(whole["rows"]) > 4
    (row, *_) = [row for row in part["rows"] if row["omitted"]]
    below = get(scalehook_session, f"timeline/latest?under={quote(row['id'])}")["rows"]
    assert (below[0]["id"], below[0]["level"], below[0]["parent"]) == (row["id"], 1, "")
    assert {each["id"] for each in below} <= {each["id"] for each in whole["rows"]}
    assert sum(each["parent"] == row["id"] for each in below) >= row["omitted"]
    get(scalehook_session, "timeline/latest?under=nothing/1", 404)


def test_an_execution(scalehook_session: RunningStack) -> None:
    """With its tasks, in order of time; the newest execution first in the list."""
    template = "ACS-ESS-LifeCycleRunCommand"
    execution = scalehook_session.execution(template, commandContent="true", OOSAssumeRole="")
    found = get(scalehook_session, f"executions/{execution.id}")
    assert found["execution"]["template_name"] == template
    assert found["tasks"]
    assert isinstance(found["scripts"], list)
    listed = get(scalehook_session, "executions")
    assert [each["execution_id"] for each in listed["items"]] == [execution.id]
    assert get(scalehook_session, "executions?status=Running&limit=10")["next"] is None
    by = found["execution"]["executed_by"]
    assert len(get(scalehook_session, f"executions?by={quote(by)}")["items"]) == 1
    assert get(scalehook_session, "executions?by=nobody")["items"] == []
    get(scalehook_session, "executions/exec-none", 404)


def test_troubles(scalehook_session: RunningStack) -> None:
    """Faults with the kinds that there are, dead letters, refusals: each has its list."""
    with scalehook_session.faults.drop():
        found = get(scalehook_session, "console/faults")
        assert [each["kind"] for each in found["items"]] == ["drop"]
        assert "double" in found["kinds"]
        assert get(scalehook_session, "overview")["troubles"]["faults"] == 1
    assert get(scalehook_session, "console/dead")["items"] == []
    assert get(scalehook_session, "refusals")["items"] == []


def test_searching(scalehook_session: RunningStack, group: Group) -> None:
    """An id or a part of a name, of any kind; what is not found says where it was looked for."""
    (wait,) = get(scalehook_session, "waits")["items"]

    def kinds(text: str) -> set[str]:
        found = get(scalehook_session, f"search?q={text}")["hits"]
        return {hit["kind"] for hit in found}

    assert kinds(group.id) == {"group"}
    assert kinds(wait["activity_id"]) == {"timeline"}
    assert {"instance", "timeline"} <= kinds(wait["instance_ids"][0])
    assert {"wait", "timeline"} <= kinds(wait["token"])
    assert kinds("JOB") == {"queue"}
    for number in range(FIRST + 10):  # more than an overview has
        scalehook_session.queue(f"one-of-many-{number:02}")
    assert kinds(f"one-of-many-{FIRST + 9}") == {"queue"}
    line = json.dumps(
        {"at": "2026-01-31T08:00:00Z", "LifecycleActionToken": wait["token"], "n": 12345678}
    )
    assert {"wait", "timeline"} <= kinds(quote(f"yesterday {line}"))
    assert kinds(quote("nothing-like-it-1 is known")) == set()
    nothing = get(scalehook_session, "search?q=nothing-of-it")
    assert (nothing["hits"], "instance" in nothing["searched"]) == ([], True)
    get(scalehook_session, "search?q=", 400)
    get(scalehook_session, "search", 400)


def test_the_beginning(scalehook_session: RunningStack) -> None:
    """A page learns where it is, how late it is and how time passes."""
    found = get(scalehook_session, "console/bootstrap")
    assert found["stack"] == {
        "region": scalehook_session.region,
        "account": scalehook_session.account_id,
    }
    assert found["clock"]["speed"] == scalehook_session.stack.clock.speed
    assert json.dumps(found).count(scalehook_session.access_key_secret) == 0


@pytest.mark.parametrize(
    "name", ["x" * 5000, "%00", "%ff", "a%2Fb", "*", "\u4e2d", "%F0%9F%92%A9", "%0a"]
)
def test_names_that_nothing_has(scalehook_session: RunningStack, name: str) -> None:
    """Are refused, wherever they stand, and never an error of the server."""
    for path in (
        "groups/{}", "groups/{}/instances", "groups/{}/activities", "groups/{}/hooks", "queues/{}",
        "queues/{}/messages", "queues/jobs/messages/{}", "topics/{}", "executions/{}", "timeline/{}",
        "search?q={}",
        "waits?group={}", "refusals?principal={}", "executions?status={}", "executions?cursor={}",
    ):  # fmt: skip
        url = f"{scalehook_session.endpoint}/_scalehook/{path.format(name)}"
        answer = HTTP.get(url)
        assert answer.status_code < 500, (path, answer.text)


def test_as_it_was(scalehook_session: RunningStack, group: Group) -> None:
    """Every view shows any moment that has passed, and nothing of it is what is now."""
    then = {path: get(scalehook_session, path) for path in ("overview", "queues/jobs/messages")}
    moment = scalehook_session.now.isoformat().replace("+00:00", "Z")
    (before, *_) = [each["at"] for each in get(scalehook_session, "console/history")["items"]]
    scalehook_session.advance(7200)
    scalehook_session.queue("later")
    now = get(scalehook_session, "overview")
    assert (now["waits"]["total"], len(now["queues"])) == (0, 2)
    for path, view in then.items():
        assert get(scalehook_session, f"{path}?at={moment}") == view
    first = get(scalehook_session, f"overview?at={quote(before)}")
    assert (first["groups"], first["queues"]) == ([], [])
    assert get(scalehook_session, "overview") == now
    past = get(scalehook_session, f"timelines?at={moment}")
    assert past["total"] <= get(scalehook_session, "timelines")["total"]


def test_moments_that_nobody_can_go_back_to(scalehook_session: RunningStack, group: Group) -> None:
    """One that is still to come, one that is none, and one of which the journals know no more."""
    for at in ("2999-01-01T00:00:00Z", "yesterday", "0001-01-01T00:00:00%2B14:00"):
        get(scalehook_session, f"overview?at={at}", 400)
    (first, *_) = [each["at"] for each in get(scalehook_session, "console/history")["items"]]
    scalehook_session.restore(scalehook_session.snapshot())
    get(scalehook_session, f"overview?at={quote(first)}", 409)


def test_warnings(scalehook_session: RunningStack) -> None:
    """Of each hook what its maker may not have thought of, with a call that changes it."""
    group = scalehook_session.group("traps", max_size=5)
    heard, queue = scalehook_session.topic("unheard"), scalehook_session.queue("quick")
    template = "oos:cn-hangzhou:1234567890123456:template/ACS-ESS-LifeCycleRunCommand"
    group.hook("SCALE_OUT", heard, timeout=600, name="unheard")
    group.hook("SCALE_OUT", queue, timeout=7200, name="quick")
    run = json.dumps({"commandContent": "true", "timeout": 900})
    scalehook_session.clients.ess.create_lifecycle_hook(
        ess.CreateLifecycleHookRequest(
            scaling_group_id=group.id,
            lifecycle_hook_name="slow",
            lifecycle_transition="SCALE_OUT",
            heartbeat_timeout=300,
            notification_arn=f"acs:{template}",
            notification_metadata=run,
        )
    )
    found = get(scalehook_session, "warnings")
    kinds = {(each["hook_name"], each["kind"]) for each in found["items"]}
    assert {("unheard", "unheard"), ("quick", "visibility"), ("quick", "capped")} <= kinds
    assert {("slow", "script"), ("slow", "permission"), ("slow", "trust")} <= kinds
    assert found["groups"] == {"looked_at": 1, "total": 1}
    levels = [each["level"] for each in found["items"]]
    assert levels == sorted(levels, reverse=True)
    (script,) = [each for each in found["items"] if each["kind"] == "script"]
    assert script["change"]["parameters"]["HeartbeatTimeout"] == 1350
    call = {key: script["change"][key] for key in ("product", "operation", "parameters")}
    url = f"{scalehook_session.endpoint}/_scalehook/call"
    assert HTTP.post(url, json=call).json()["status"] == 200
    after = {each["kind"] for each in get(scalehook_session, "warnings")["items"]}
    assert "script" not in after


def test_a_timeline_as_files_and_as_events(scalehook_session: RunningStack, group: Group) -> None:
    """The trees in the forms of the command line; and what the journals say, word by word."""
    (wait,) = get(scalehook_session, "waits")["items"]
    path = f"timeline/{wait['token']}"
    trees = json.loads(get(scalehook_session, f"{path}/export?form=json")["text"])
    assert trees[0]["kind"] == "activity"
    diagram = get(scalehook_session, f"{path}/export?form=mermaid")["text"]
    assert diagram.startswith("sequenceDiagram")
    assert "<h1>" in get(scalehook_session, f"{path}/export?form=html")["text"]
    told = get(scalehook_session, f"{path}/events")
    assert "lifecycle_action_started" in "".join(each["type"] for each in told["items"])
    assert len(get(scalehook_session, f"{path}/events?limit=2")["items"]) == 2
    get(scalehook_session, f"{path}/export?form=pdf", 400)
    get(scalehook_session, "timeline/none/export?form=json", 404)
    get(scalehook_session, "timeline/none/events", 404)


def test_the_last_events(scalehook_session: RunningStack) -> None:
    """The newest first, with what they are about; no more than fit on a page."""
    queue = scalehook_session.queue("q")
    for number in range(60):
        queue.send(str(number))
    items = get(scalehook_session, "ticker")["items"]
    assert len(items) == 50
    assert items[0]["type"] == "message_service.message_enqueued"
    queue.send("one more")
    assert get(scalehook_session, "ticker")["items"][1] == items[0]
